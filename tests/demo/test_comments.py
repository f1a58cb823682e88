"""What the demo shows of comments on the concept."""

import pytest
from django.contrib.auth.models import AnonymousUser

from demo import load
from home.models import ConceptPage
from partners.comments.places import blocks_of, find_place
from partners.comments.reading import as_read, comments_at, earlier_blocks
from partners.inputs.models import Input

pytestmark = pytest.mark.django_db


def test_a_dozen_comments_also_on_what_has_changed_and_what_is_gone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load.load()
    page = ConceptPage.objects.get(slug="ombrukshuset")
    anyone = AnonymousUser()

    said = Input.objects.exclude(kind="")
    assert said.count() == 12
    assert said.filter(answers__isnull=False).count() == 7
    [earlier] = earlier_blocks(page, anyone)
    assert earlier.count == 2
    place = find_place(page.pk, list(blocks_of(page))[1])
    read = as_read(comments_at(place, anyone), place, anyone)
    assert [comment.is_earlier for comment in read] == [False, True, True]
    english = ConceptPage.objects.get(slug="reuse-house")
    assert place.words_on(english.pk).startswith("The Reuse House")
