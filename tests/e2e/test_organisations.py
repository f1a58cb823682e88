"""A business from the register to a colleague who acts for it, in a browser, with and without a script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partners.organisations.models import Membership, Organisation
from partners.organisations.tokens import token_of
from partners.people.models import User
from tests.accessibility import assert_accessible

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
CAFE = "312345676"
NAME = "SLEMMESTAD KAFÉ OG KONDITORI AS"


def become(page, portal, slug):
    page.goto(f"{portal.url}/")
    page.locator(f"form[action='/demo/as/{slug}/'] button").click()


def test_business_is_found_approved_and_a_colleague_invited(demo, phone):
    page = phone
    become(page, demo, "utenforstaende")
    page.goto(f"{demo.url}{reverse('find_organisation')}")
    page.locator("#id_q").press_sequentially("kafé og kond")
    page.locator("#treff a", has_text=NAME).wait_for()
    assert_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CAFE}/")
    assert "Torget 4, 3470 Slemmestad" in page.inner_text("main")
    assert_accessible(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/partner/virksomhet/*/")
    organisation = Organisation.objects.get(number=CAFE)
    assert (organisation.status, organisation.register_state) == ("pending", "active")

    become(page, demo, "koordinator")
    page.goto(f"{demo.url}{reverse('organisations:organisation', args=[organisation.pk])}")
    page.locator("form[action$='/verify/'] button").click()
    page.wait_for_load_state()
    organisation.refresh_from_db()
    assert organisation.status == "verified"

    become(page, demo, "utenforstaende")
    page.goto(f"{demo.url}{organisation.get_absolute_url()}")
    page.fill("#id_email", User.objects.get(name="Per Olav Vik").email)
    page.locator("form[action$='/inviter/'] button").click()
    page.wait_for_load_state()
    token = token_of(organisation.invitations.get())

    become(page, demo, "frivillig")
    page.goto(f"{demo.url}{reverse('organisation_invitation', args=[token])}")
    assert_accessible(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**{organisation.get_absolute_url()}")
    assert Membership.objects.active().filter(organisation=organisation).count() == 2


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_of_the_workspace_stand(demo, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    nordre = Organisation.objects.get(name="Nordre Sykkelverksted AS")
    member = nordre.memberships.active().last()
    become(page, demo, "partner")
    for name, arguments in (
        ("workspace", []),
        ("become_partner", []),
        ("find_organisation", []),
        ("organisation_by_hand", []),
        ("organisation", [nordre.pk]),
        ("organisation_profile", [nordre.pk]),
        ("organisation_leave", [nordre.pk]),
        ("member_remove", [nordre.pk, member.pk]),
    ):
        page.goto(f"{demo.url}{reverse(name, args=arguments)}")
        assert_accessible(page)
    page.locator(".om-bruker").click()
    assert_accessible(page)


def test_without_a_script_everything_works(demo, browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    become(page, demo, "partner")
    page.goto(f"{demo.url}{reverse('find_organisation')}")
    page.fill("#id_q", "finnes ikke")
    page.locator("main form[role=search] button").click()
    page.locator("#treff a", has_text="Fyll ut selv").click()
    expect(page.locator("#id_name")).to_have_value("finnes ikke")
    page.fill("#id_name", "Syklistene på Sjøstrand")
    page.locator("[name=kind][value=informal]").check()
    page.locator("main form.om-skjema button[type=submit]").click()
    page.wait_for_url("**/partner/virksomhet/*/")
    expect(page.locator(".om-bruker small")).to_have_text("Syklistene på Sjøstrand")

    page.locator(".om-bruker").click()
    page.locator(".om-bytt button", has_text="Nordre Sykkelverksted AS").click()
    expect(page.locator(".om-bruker small")).to_have_text("Nordre Sykkelverksted AS")
    context.close()
