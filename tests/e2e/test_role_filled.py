"""A role is filled: from a draft on a phone to the matrix, the public page and the letter of intent."""

import io
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from partners.agreements.models import LetterTemplate
from partners.proposals.models import Proposal
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.accessibility import assert_accessible
from tests.factories import (
    AreaFactory,
    CriterionFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
    handed_in,
    in_days,
)
from tests.staff import COORDINATORS, staff

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Browser:
    """One browser that different people sit down at."""

    def __init__(self, page, portal):
        self.page, self.portal = page, portal

    def sit_down(self, user, *, size=DESK):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.portal.url}]
        )
        self.page.set_viewport_size(size)

    def leave(self):
        self.page.context.clear_cookies()

    def go(self, name, *arguments):
        self.page.goto(self.portal.url + reverse(name, args=arguments))

    def press(self, name):
        self.page.get_by_role("button", name=name).first.click()

    def desk_says(self):
        self.page.wait_for_selector(".messages .success")

    def step(self, name):
        """On to the next step of a draft."""
        self.page.locator("button[name=to].ds-button").first.click()
        self.page.wait_for_url(f"**/steg/{name}/")

    def text(self):
        assert_accessible(self.page)
        return self.page.inner_text("main")

    def download(self, link):
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link).first.click()
        content = download.value.path().read_bytes()
        return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def browser_at(live_portal, page):
    return Browser(page, live_portal)


@pytest.fixture
def role(live_portal):
    CriterionFactory(name="Gjennomføring")
    LetterTemplate.load()
    area = AreaFactory(name="Reparasjon")
    return RoleFactory(title="Reparasjon av sykler", area=area, amount=2, deadline=in_days(20))


@pytest.fixture
def nordre(role):
    """A business with two who act for it."""
    organisation = OrganisationFactory(name="Nordre Sykkelverksted AS")
    MembershipFactory(organisation=organisation, user__name="Silje Lunde", role="owner")
    MembershipFactory(organisation=organisation, user__name="Ola Berg")
    return organisation


def test_draft_on_a_phone_becomes_a_filled_role_and_the_other_gets_a_reason(browser_at, role, nordre):
    at, page, lead = browser_at, browser_at.page, staff(COORDINATORS)
    expert = UserFactory(name="Fagperson Eksempel", email="fag@example.no")
    silje, ola = [each.user for each in nordre.memberships.order_by("pk")]
    other = handed_in(role, amount=2)
    declined = MembershipFactory(organisation=other.organisation).user

    at.sit_down(silje, size=PHONE)
    page.goto(at.portal.url + role.get_absolute_url())
    page.get_by_role("link", name="Foreslå").first.click()
    page.locator(f"input[name=organisation][value='{nordre.pk}']").check()
    page.locator("main form.om-skjema button[type=submit]").click()
    page.wait_for_url("**/steg/roller/")
    page.locator("[name=takes_part][value=participant]").check()
    at.step("tilbud")
    page.fill("[name=summary]", "Vi reparerer sykler og lærer bort.")
    page.select_option("[name=summary_readers]", "everyone")
    at.step("behov")
    proposal = Proposal.objects.get(organisation=nordre)

    at.sit_down(ola)
    at.go("proposal_list")
    page.locator(".om-oppgaver a").click()
    page.wait_for_url("**/steg/**")
    at.go("proposal_step", proposal.pk, "tilbud")
    page.fill(f"[name=role_{role.pk}]", "2")
    page.fill("[name=offer]", "To mekanikere.")
    at.step("behov")
    at.go("proposal_step", proposal.pk, "lever")
    at.press("Lever forslaget")
    page.wait_for_url("**/levert/1/")
    assert "To mekanikere." in at.download("Last ned kvitteringen")

    at.sit_down(lead)
    for each in (proposal, other):
        at.go("proposals:proposal", each.pk)
        at.press("Begynn vurderingen")
        at.desk_says()
    at.go("proposals:proposal", proposal.pk)
    page.locator("form[action*='/ask/'] textarea").fill("Hvor mange dager i uka?")
    at.press("Send til forslagsstilleren")
    at.desk_says()

    at.sit_down(silje, size=PHONE)
    at.go("proposal", proposal.pk)
    assert "Hvor mange dager i uka?" in at.text()
    page.locator("form[action$='/svar/'] textarea").fill("Tre dager.")
    at.press("Send til kommunen")
    page.wait_for_url(re.compile(r"#samtale$"))

    at.sit_down(lead)
    at.go("proposals:proposal", proposal.pk)
    assert "Tre dager." in at.text()
    page.locator("form[action*='/invite/'] [name=email]").fill("fag@example.no")
    page.locator("form[action*='/invite/'] button[type=submit]").click()
    at.desk_says()
    expert.emailaddress_set.create(email=expert.email, verified=True, primary=True)
    at.sit_down(expert)
    at.go("workspace")
    page.get_by_role("link", name="Vurder").first.click()
    page.locator("[name=has_interest][value=no]").check()
    at.press("Fortsett")
    page.locator("[name^=points_][value='4']").check()
    page.locator("button[value=finish]").click()
    page.wait_for_selector(".om-flatebeskjeder .ds-alert")

    at.sit_down(lead)
    for each, outcome, reason in (
        (proposal, "accept", "Best plan."),
        (other, "decline", "Ombrukslaget mangler mekaniker."),
    ):
        at.go("proposals:decide", each.pk)
        page.locator(f"[name=outcome][value={outcome}]").check()
        page.locator("[name=reason]").fill(reason)
        page.locator("button[value=save]").click()
        at.desk_says()
    at.go("proposals:proposal", proposal.pk)
    assert "Vektet snitt for alle: 4,0" in at.text()
    at.go("proposals:decisions")
    for box in page.locator("[name=decision]").all():
        box.check()
    at.press("Publiser de valgte")
    at.desk_says()
    at.go("agreements:agreement", proposal.pk)
    at.press("Lag intensjonsavtalen")
    at.desk_says()

    at.sit_down(silje, size=PHONE)
    at.go("agreement_list")
    page.locator(".om-oppgaver a").first.click()
    letter = at.download("Last ned")
    at.go("coverage")
    assert "Dekket" in at.text()
    mark = page.locator("table.om-matrise tbody td", has_text="vedtatt")
    assert mark.count() == 1
    assert "2 arbeidsplasser" in letter
    assert nordre.name in letter

    at.sit_down(declined)
    at.go("proposal", other.pk)
    assert "Ombrukslaget mangler mekaniker." in at.text()
    mailed = Letter.objects.get(kind="assessments.decided", to=declined.email)
    assert "Ombrukslaget mangler mekaniker." in render(mailed).text

    at.leave()
    page.goto(at.portal.url + role.get_absolute_url())
    public = at.text()
    assert "Dekket" in public
    assert nordre.name not in public
    at.go("proposal", proposal.pk)
    public = at.text()
    assert "Vi reparerer sykler og lærer bort." in public
    assert "To mekanikere." not in public
    assert "Ombrukslaget mangler mekaniker." not in public
