"""What a choice asks for, in the language of who reads it."""

import pytest
from django.utils.translation import override

pytestmark = pytest.mark.django_db


def test_standard_questions_are_in_the_readers_language_and_ones_own_stay(client, make, member):
    with override("nb"):
        standard = make("consent")
        own = make("consent", options=[{"code": "block", "prompt": "Hva da?"}])
    client.force_login(member.user)
    paths = [decision.get_absolute_url() for decision in (standard, own)]

    norwegian = [client.get(path).text for path in paths]
    english = [client.get(f"/en{path}").text for path in paths]

    for text in ("Hva er du bekymret for?", "Hva må endres?"):
        assert text in norwegian[0]
        assert text not in english[0]
    for text in ("What are you concerned about?", "What must change?"):
        assert text in english[0]
    assert "Hva da?" in norwegian[1]
    assert "Hva da?" in english[1]
