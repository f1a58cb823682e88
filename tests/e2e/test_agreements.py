"""Agreements and introductions in a browser, on the demo: read, answered, confirmed, and seen by all."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from partners.agreements.models import LetterOfIntent
from partners.matching.models import Introduction
from partners.matching.suggestions import suggestions
from partners.people.models import User
from tests.accessibility import assert_accessible

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
WIDTHS = (390, 1280)


def open_as(page, portal, user):
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal.url}])


def assert_stands(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)


def visit(page, portal, address):
    assert page.goto(portal.url + address).status == 200
    assert_stands(page)


def test_owner_confirms_and_what_came_of_it_is_shown(demo, page):
    letter = LetterOfIntent.objects.get(partner_at=None)
    owner = letter.proposal.organisation.memberships.owners().get().user
    open_as(page, demo, owner)
    visit(page, demo, reverse("agreement_list"))
    visit(page, demo, reverse("letter_of_intent", args=[letter.pk]))

    page.get_by_role("button", name="Bekreft intensjonsavtalen").click()

    page.get_by_role("heading", name="Hva som kom ut av det").wait_for()
    assert_stands(page)
    assert page.get_by_text("Bekreftet av begge").count() == 1
    assert page.get_by_text("Tekstil og redesign: 3 kvelder i uka").count() == 1


def test_desks_stand_and_two_are_introduced(demo, page):
    open_as(page, demo, User.objects.get(email="koordinator@example.no"))
    letter = LetterOfIntent.objects.get(partner_at=None)
    visit(page, demo, reverse("agreements:index"))
    visit(page, demo, reverse("agreements:agreement", args=[letter.proposal_id]))
    visit(page, demo, reverse("matching:index"))
    open_ones = len(suggestions())

    page.get_by_role("button", name="Koble").first.click()

    page.get_by_text("Begge er spurt om de vil møtes.").wait_for()
    assert len(suggestions()) == open_ones - 1
    assert_stands(page)


def test_partner_answers_an_introduction_and_sees_who_it_was(demo, page):
    met = Introduction.objects.get()
    silje = User.objects.get(email="silje@nordresykkel.example")
    open_as(page, demo, silje)
    visit(page, demo, reverse("introduction", args=[met.pk]))
    assert page.get_by_role("heading", name="Fjordbyen Frivilligsentral").count() == 1

    Introduction.objects.filter(pk=met.pk).update(need_answer="", offer_answer="")
    visit(page, demo, reverse("introduction", args=[met.pk]))
    page.get_by_role("button", name="Send svaret").click()
    page.locator("[data-error-summary]").wait_for()
    assert_stands(page)
    page.get_by_label("Ja").check()
    page.get_by_role("button", name="Send svaret").click()

    page.get_by_text("Du har sagt ja.").wait_for()
    assert_stands(page)
    assert page.get_by_text("Fjordbyen").count() == 0


def test_partners_list_of_input_and_a_filled_in_form_stand(demo, page):
    open_as(page, demo, User.objects.get(email="silje@nordresykkel.example"))

    visit(page, demo, reverse("partner_inputs"))
    visit(page, demo, "/dialogmoter/dialogmote-om-ombrukssenter/pamelding/")
    assert page.get_by_text("Du representerer Nordre Sykkelverksted AS.").count() == 1


def test_everyone_sees_what_is_covered_and_nobodys_name(demo, page):
    visit(page, demo, reverse("coverage"))

    main = page.locator("main").inner_text()
    assert "Tekstil og redesign" in main
    assert "Husflidslag" not in main
