"""A view restriction covers the page in every language."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, PageViewRestriction

from tests.home.pages import front, standard

pytestmark = pytest.mark.django_db


def pair():
    page = standard(slug="internt", title="Internt")
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translation.save_revision().publish()
    return page, translation


def is_open(client, page):
    return client.get(page.get_url()).status_code == 200


def test_restriction_on_a_page_covers_its_translation(client):
    page, translation = pair()
    assert is_open(client, page)
    assert is_open(client, translation)

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert not is_open(client, page)
    assert not is_open(client, translation)


def test_lifting_the_restriction_opens_both(client):
    page, translation = pair()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    restriction.delete()

    assert is_open(client, page)
    assert is_open(client, translation)


def test_deleting_the_page_leaves_its_translation_restricted(client):
    page, translation = pair()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    page.delete()

    assert not is_open(client, translation)


def test_groups_are_the_same_in_both_languages():
    page, translation = pair()
    group = Group.objects.create(name="Referansegruppe")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)

    restriction.groups.add(group)

    assert list(translation.get_view_restrictions().get().groups.all()) == [group]


def test_new_translation_is_as_private_as_its_source(client):
    page = standard(slug="internt", title="Internt")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    translation = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translation.save_revision().publish()

    assert not is_open(client, translation)


def test_restriction_covers_what_lies_below(client):
    page, translation = pair()
    below = standard(translation, slug="below", title="Below")

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert not is_open(client, below)


def test_restricted_pages_leave_the_menus(client):
    page = standard(slug="internt", title="Internt", show_in_menus=True)
    assert "Internt" in client.get("/").content.decode()

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert "Internt" not in client.get("/").content.decode()
    assert front().live
