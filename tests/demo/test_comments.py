"""What the demo shows of comments on the concept."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType

from home.models import ConceptPage
from partners.comments.opening import is_seen_first
from partners.comments.places import blocks_of, find_place
from partners.comments.reading import as_read, comments_at, earlier_blocks
from partners.inputs.models import Input

pytestmark = [pytest.mark.usefixtures("_loaded"), pytest.mark.django_db]


def test_comments_also_on_what_has_changed_and_what_is_gone_and_one_that_waits():
    page = ConceptPage.objects.get(slug="ombrukshuset")
    anyone = AnonymousUser()

    concepts = ContentType.objects.get_for_model(ConceptPage)
    said = Input.objects.exclude(kind="").filter(page__content_type=concepts)
    [waiting] = said.filter(status=Input.Status.WAITING)
    assert said.count() == 13
    assert waiting.page.slug == "utlanssentralen"
    assert is_seen_first(waiting.page.specific)
    assert said.filter(answers__isnull=False).count() == 7
    [earlier] = earlier_blocks(page, anyone)
    assert earlier.count == 2
    place = find_place(page.pk, list(blocks_of(page))[1])
    read = as_read(comments_at(place, anyone), place, anyone)
    assert [comment.is_earlier for comment in read] == [False, True, True]
    english = ConceptPage.objects.get(slug="reuse-house")
    assert place.words_on(english.pk).startswith("The Reuse House")
