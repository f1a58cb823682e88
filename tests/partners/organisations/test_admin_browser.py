"""The desk for organisations and people in a real browser: each page and state, on a desk and on a phone."""

import pytest
import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse

from partners.organisations.actions import suspend_organisation
from partners.organisations.invitations import invite
from tests.accessibility import assert_accessible
from tests.factories import InputFactory, MembershipFactory, OrganisationFactory, SignUpFactory
from tests.openid import running_provider
from tests.portal_process import free_port
from tests.staff import COORDINATORS, signed_in

SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]
NUMBER = "310000043"
PROVIDER_PORT = free_port()
ANSATTPORTEN = {
    "ANSATTPORTEN_CLIENT_ID": "omigjen",
    "ANSATTPORTEN_CLIENT_SECRET": "hemmelig",
    "ANSATTPORTEN_URL": f"http://localhost:{PROVIDER_PORT}",
    "ANSATTPORTEN_RESOURCE": "urn:altinn:resource:asker-omigjen-partner",
}
CLAIMS = {
    "acr": "high",
    "authorization_details": [
        {
            "type": "ansattporten:altinn:resource",
            "resource": ANSATTPORTEN["ANSATTPORTEN_RESOURCE"],
            "authorized_parties": [{"orgno": {"ID": f"0192:{NUMBER}"}}],
        }
    ],
}


def assert_stands(page):
    for size in SIZES:
        page.set_viewport_size(size)
        assert_accessible(page)


def open_as(page, portal, client):
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal.url}])


@pytest.fixture
def coordinator(live_portal):
    return signed_in(Client(), COORDINATORS)


@pytest.fixture
def desk(live_portal, coordinator, page):
    open_as(page, live_portal, coordinator)
    return page


def at(name, *organisations):
    return reverse(f"organisations:{name}", args=[each.pk for each in organisations])


def test_every_page_and_state_stands(live_portal, desk, coordinator):
    owner = MembershipFactory(
        organisation__name="Nordre Sykkelverksted AS", organisation__number=NUMBER, role="owner"
    )
    kept = owner.organisation
    waiting = OrganisationFactory(name="Nordre sykkel", status="pending", kind="business")
    closed = OrganisationFactory(number="310000051")
    MembershipFactory(organisation=waiting, user=owner.user)
    invite(waiting, email="k@example.no", role="member", by=owner.user, language="nb")
    suspend_organisation(closed, reason="Meldt konkurs.", by=coordinator.user)
    signup = SignUpFactory(person__user=owner.user)
    InputFactory(giver=signup.person)
    addresses = [reverse("organisations:index")]
    addresses += [at("organisation", each) for each in (kept, waiting, closed)]
    addresses += [at("find_other", waiting), f"{at('find_other', waiting)}?q=finnesikke"]
    addresses += [at("merge", waiting, kept), at("merge", closed, kept)]
    addresses += [reverse("people:index"), f"{reverse('people:index')}?q=finnesikke"]
    addresses += [reverse("people:person", args=[pk]) for pk in (owner.user_id, coordinator.user.pk)]

    for address in addresses:
        desk.goto(live_portal.url + address)
        assert_stands(desk)


def test_coordinator_merges_two_by_the_page_alone(live_portal, desk):
    twin = MembershipFactory(organisation__name="Nordre sykkel", role="owner").organisation
    kept = OrganisationFactory(name="Nordre Sykkelverksted AS")

    desk.goto(live_portal.url + at("organisation", twin))
    desk.get_by_role("link", name="Slå sammen med en annen").click()
    desk.fill("#id_q", "sykkelverksted")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Nordre Sykkelverksted AS").click()
    desk.get_by_role("button", name="Slå sammen, og si fra til folkene i begge").click()

    desk.wait_for_url(f"**{at('organisation', kept)}")
    assert_stands(desk)
    assert kept.memberships.owners().count() == 1


@pytest.mark.parametrize("live_portal", [ANSATTPORTEN], indirect=True)
@pytest.mark.filterwarnings("ignore:get_jwt_config")
def test_member_confirms_with_ansattporten_in_the_browser(live_portal, page):
    membership = MembershipFactory(role="owner", organisation__status="pending", organisation__number=NUMBER)
    organisation = membership.organisation
    client = Client()
    client.force_login(membership.user)
    open_as(page, live_portal, client)

    page.goto(live_portal.url + organisation.get_absolute_url())
    page.get_by_role("link", name="Bekreft med Ansattporten").click()
    page.get_by_text("Ansattporten svarer ikke nå.").wait_for()
    assert_stands(page)
    with running_provider(port=PROVIDER_PORT) as provider:
        requests.put(f"{provider}/users/leder", json=CLAIMS, timeout=5).raise_for_status()
        page.reload()
        assert_stands(page)
        page.get_by_role("link", name="Gå til Ansattporten").click()
        page.wait_for_url(f"{provider}/**")
        page.fill("input[name=sub]", "leder")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{organisation.get_absolute_url()}")

    assert "Bekreftet." in page.inner_text("main")
    assert_stands(page)
    organisation.refresh_from_db()
    assert organisation.status == "verified"
