"""A coordinator answers where input is read: on its own page, and among the comments on a block."""

import pytest
from django.urls import reverse

from partners.inputs.actions import answer_input, marker_of
from partners.inputs.drafting import draft_answer
from partners.inputs.models import Answer
from portal.mail.models import Letter
from tests.factories import UserFactory
from tests.staff import COORDINATORS, EDITORS, facts, queries_of, signed_in, staff

pytestmark = pytest.mark.django_db
BUTTON = "Svar som kommunen"


def address_of(input):
    return reverse("input_answer", args=[input.pk])


def words(input, **changes):
    return {"status": "adopted", "text": "Ja.", "seen": marker_of(input), "step": "send"} | changes


def test_coordinator_finds_the_form_where_the_comment_stands(client, comment, place):
    given = comment()
    signed_in(client, COORDINATORS)

    for address, way_back in (
        (place.url, f"{place.url}#innspill-{given.pk}"),
        (given.get_absolute_url(), given.get_absolute_url()),
    ):
        page = client.get(address)

        assert BUTTON in facts(page)
        assert f'name="next" value="{way_back}"' in facts(page)
        assert "no-store" in page["Cache-Control"]


def test_panel_beside_the_text_leads_back_to_the_concept(client, comment, place, published):
    comment()
    signed_in(client, COORDINATORS)
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://testserver{published.get_url()}"}

    panel = facts(client.get(place.url, **asked))

    assert f'value="{published.get_url()}#comments-{place.block}"' in panel


def test_answer_is_published_as_at_the_desk_and_leads_back(client, comment, place):
    given = comment()
    signed_in(client, COORDINATORS)

    answer = client.post(address_of(given), words(given, next=f"{place.url}#innspill-{given.pk}"))

    assert (answer.status_code, answer["Location"]) == (302, f"{place.url}#innspill-{given.pk}")
    assert (Answer.objects.get().by, Answer.objects.get().status) == (client.user, "adopted")
    assert Letter.objects.filter(kind="inputs.answered").count() == 1


def test_answer_leads_nowhere_but_to_this_site(client, comment):
    given = comment()
    signed_in(client, COORDINATORS)

    answer = client.post(address_of(given), words(given, next="https://evil.example/"))

    assert answer["Location"] == given.get_absolute_url()


@pytest.mark.parametrize("reader", ["nobody", "giver", "editor", "without a second factor"])
def test_nobody_else_finds_or_uses_it(client, comment, place, kari, reader, settings):
    settings.STAFF_MFA_REQUIRED = True
    given = comment()
    if reader == "giver":
        client.force_login(kari)
    elif reader == "editor":
        signed_in(client, EDITORS)
    elif reader == "without a second factor":
        user = staff(COORDINATORS)
        user.authenticator_set.all().delete()
        client.force_login(user)

    for address in (place.url, given.get_absolute_url()):
        assert BUTTON not in facts(client.get(address))
    assert client.get(address_of(given)).status_code == 404
    assert client.post(address_of(given), words(given)).status_code == 404
    assert not Answer.objects.exists()


def test_what_is_wrong_comes_back_with_everything_typed(client, comment):
    given = comment()
    signed_in(client, COORDINATORS)

    answer = client.post(address_of(given), words(given, status="", text="Mine ord"))

    assert answer.status_code == 422
    assert "Mine ord" in facts(answer)


def test_who_answers_second_here_is_told_and_keeps_the_words(client, comment):
    given = comment()
    seen = marker_of(given)
    answer_input(given, status="partly", text="Et annet svar", by=UserFactory(name="Amina Hassan"))
    signed_in(client, COORDINATORS)

    answer = client.post(address_of(given), words(given, seen=seen, text="Mine ord"))

    assert answer.status_code == 422
    for each in ("Amina Hassan har publisert et svar", "Et annet svar", "Mine ord"):
        assert each in facts(answer)
    assert Answer.objects.count() == 1


def test_draft_of_a_colleague_stands_in_place_of_the_form_and_for_no_other_reader(client, comment, place):
    given = comment()
    draft_answer(given, status="adopted", text="Hemmelig", by=UserFactory(name="Amina"), seen="new:0")
    assert "Amina" not in facts(client.get(place.url))
    signed_in(client, COORDINATORS)

    page = facts(client.get(place.url))

    assert "Amina har skrevet utkast til svar" in page
    assert BUTTON not in page
    late = client.post(address_of(given), words(given, text="Mine ord"))
    assert (late.status_code, "Mine ord" in facts(late), "Hemmelig" in facts(late)) == (422, True, True)


def test_draft_is_saved_from_here(client, comment):
    given = comment()
    signed_in(client, COORDINATORS)

    client.post(address_of(given), words(given, step="draft"))

    assert given.drafted.get().draft.by == client.user
    assert not Answer.objects.exists()


def test_comments_with_forms_cost_the_same(client, comment, place):
    comment()
    signed_in(client, COORDINATORS)
    with_one = queries_of(client, place.url)
    for number in range(3):
        comment(f"Til {number}")

    assert queries_of(client, place.url) <= with_one
