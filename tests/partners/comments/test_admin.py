"""The desk where editors and coordinators open and close pages for comments."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from partners.comments.models import CommentPeriod
from partners.comments.opening import opening_of
from tests.factories import UserFactory
from tests.home.pages import concept
from tests.staff import COORDINATORS, EDITORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db


def period_of(page):
    return reverse("comments_desk:period", args=[page.pk])


@pytest.mark.parametrize("group", [EDITORS, COORDINATORS])
def test_a_page_is_opened_and_closed_with_its_translations(client, published, group):
    english = published.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    signed_in(client, group)
    data = {
        "opens_at": "2026-01-05 08:00",
        "closes_at": "2099-03-01 16:00",
        "phase": " Behov\n",
        "phase_en": "Needs",
    }

    assert client.post(period_of(published), data).status_code == 302

    for version in (published, english):
        opening = opening_of(version)
        assert opening.is_open
        assert timezone.localtime(opening.closes_at).strftime("%Y-%m-%d %H:%M") == "2099-03-01 16:00"
    assert CommentPeriod.objects.get().phase == "Behov"
    assert PageLogEntry.objects.filter(action="partners.comments.period", user=client.user).count() == 1
    assert "Behov" in facts(client.get(reverse("comments_desk:index")))


def test_it_cannot_close_before_it_opens(client, published):
    signed_in(client, EDITORS)
    data = {"opens_at": "2026-03-01 08:00", "closes_at": "2026-01-01 08:00"}

    response = client.post(period_of(published), data)

    assert response.status_code == 422
    assert "Den må stenge etter at den åpner." in facts(response)
    assert not CommentPeriod.objects.exists()


def test_the_form_begins_with_the_deadline_of_the_page(client, published):
    published.input_deadline = timezone.localdate() + timedelta(days=3)
    published.save_revision().publish()
    signed_in(client, EDITORS)

    form = client.get(period_of(published)).context["form"]

    closes = form["closes_at"].value()
    assert (closes.date(), closes.hour) == (timezone.localdate() + timedelta(days=4), 0)


def test_it_exists_for_nobody_else(client, published):
    client.force_login(UserFactory())

    assert client.get(reverse("comments_desk:index"))["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("rows", [0, 2])
def test_the_list_costs_the_same(client, published, rows):
    for number in range(rows):
        concept(published, f"Del {number}", slug=f"del-{number}")
    signed_in(client, EDITORS)

    assert queries_of(client, reverse("comments_desk:index")) == 13


def test_a_page_that_somebody_has_commented_on_is_not_deleted(client, published, comment):
    comment()
    signed_in(client, EDITORS)
    above = published.get_parent()

    for each in (published, above):
        one = client.post(reverse("wagtailadmin_pages:delete", args=[each.pk]), follow=True)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        many = client.post(f"{bulk}?id={each.pk}", follow=True)
        assert "Avpubliser den i stedet." in facts(one)
        assert "Avpubliser den i stedet." in facts(many)
    assert type(published).objects.filter(pk=published.pk).exists()
    client.post(reverse("wagtailadmin_pages:unpublish", args=[published.pk]))
    assert not type(published).objects.get(pk=published.pk).live
