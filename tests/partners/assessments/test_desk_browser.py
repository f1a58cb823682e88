"""Assessment in a real browser: from the question to the decision, each page and state on desk and phone."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from partners.assessments.actions import ask_proposer, assign_reviewer, open_proposal
from partners.proposals.models import Proposal
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.accessibility import assert_accessible
from tests.factories import CriterionFactory, MembershipFactory, RoleFactory, UserFactory, handed_in
from tests.staff import COORDINATORS, staff

SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


@pytest.fixture
def become(live_portal, page):
    """`become(user)`: the browser is signed in as somebody else from now on."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )

    return sign_in


@pytest.fixture
def go(live_portal, page):
    def to(name, *arguments):
        page.goto(live_portal.url + reverse(name, args=arguments))

    return to


@pytest.fixture
def stands(page):
    def on_desk_and_phone():
        for size in reversed(SIZES):
            page.set_viewport_size(size)
            assert_accessible(page)
        page.set_viewport_size(SIZES[1])

    return on_desk_and_phone


@pytest.fixture
def two_proposals(live_portal):
    """Two for a role that needs two: of Nordre and of somebody else, each with a member."""
    CriterionFactory(name="Gjennomføring", weight=3)
    role = RoleFactory(title="Sykkelverksted", amount=2)
    proposals = [handed_in(role, amount=2), handed_in(role, amount=2)]
    members = [MembershipFactory(organisation=each.organisation).user for each in proposals]
    return proposals, members


def test_coordinator_asks_business_answers_expert_scores_and_decisions_come_together(
    live_portal, page, become, go, stands, two_proposals
):
    (first, second), (member, declined_person) = two_proposals
    lead, expert = staff(COORDINATORS), UserFactory(name="Fagperson Eksempel")
    become(lead)
    go("proposals:index")
    stands()
    for proposal in (first, second):
        go("proposals:proposal", proposal.pk)
        page.get_by_role("button", name="Begynn vurderingen").click()
    go("proposals:proposal", first.pk)
    stands()
    page.locator("form[action*='/ask/'] textarea").fill("Hvor mange dager i uka?")
    page.get_by_role("button", name="Send til forslagsstilleren").click()
    page.wait_for_selector(".messages .success")

    become(member)
    go("proposal", first.pk)
    stands()
    page.locator("form[action$='/svar/'] textarea").fill("To dager.")
    page.get_by_role("button", name="Send til kommunen").click()
    page.wait_for_url(re.compile(r"#samtale$"))

    become(lead)
    assign_reviewer(first, reviewer=expert, by=lead)
    go("proposals:clarify", first.pk, first.messages.first().pk)
    stands()

    become(expert)
    go("workspace")
    page.get_by_role("link", name="Vurder").first.click()
    stands()
    page.locator("[name=has_interest][value=no]").check()
    page.get_by_role("button", name="Fortsett").click()
    page.wait_for_selector("button[value=finish]")
    stands()
    page.locator("button[value=finish]").click()
    page.wait_for_selector(".ds-error-summary")
    stands()
    page.locator("[name^=points_][value='4']").check()
    page.locator("button[value=finish]").click()
    page.wait_for_selector(".om-flatebeskjeder .ds-alert")

    become(lead)
    for proposal, outcome in ((first, "accept"), (second, "decline")):
        go("proposals:decide", proposal.pk)
        page.locator(f"[name=outcome][value={outcome}]").check()
        page.locator("[name=reason]").fill("Best plan." if outcome == "accept" else "Andre passer bedre.")
        page.locator("button[value=preview]").click()
        page.wait_for_selector("iframe.desk-letter")
        stands()
        page.locator("button[value=save]").click()
        page.wait_for_selector(".messages .success")
    go("proposals:proposal", first.pk)
    assert "Vektet snitt for alle: 4,0" in page.inner_text("main")
    stands()
    go("proposals:decisions")
    stands()
    for box in page.locator("[name=decision]").all():
        box.check()
    page.get_by_role("button", name="Publiser de valgte").click()
    page.wait_for_selector(".messages .success")

    letter = Letter.objects.get(kind="assessments.decided", to=declined_person.email)
    assert sorted(Proposal.objects.values_list("status", flat=True)) == ["accepted", "declined"]
    assert "Andre passer bedre." in render(letter).text
    become(declined_person)
    go("proposal", second.pk)
    assert "Andre passer bedre." in page.inner_text("main")
    stands()


def test_each_other_page_and_state_of_the_desk_stands(live_portal, page, become, go, stands, two_proposals):
    (first, second), (member, _other) = two_proposals
    lead = staff(COORDINATORS)
    become(lead)
    criterion = CriterionFactory()
    for name, arguments in (
        ("proposals:criteria", []),
        ("proposals:criterion_add", []),
        ("proposals:criterion_delete", [criterion.pk]),
        ("proposals:decisions", []),
        ("proposals:report", []),
    ):
        go(name, *arguments)
        stands()
    open_proposal(first, by=lead)
    ask_proposer(first, text="Når?", by=lead)
    assign_reviewer(first, reviewer=UserFactory(), by=lead)
    for name, arguments in (
        ("proposals:criteria", []),
        ("proposals:reviewers", []),
        ("wagtailadmin_home", []),
        ("proposals:index", []),
    ):
        go(name, *arguments)
        stands()
    go("proposals:decisions")
    go("proposals:proposal", first.pk)
    page.get_by_role("button", name="Inviter fagpersonen").click()
    page.wait_for_selector(".error-message")
    stands()
    become(member)
    go("proposal_answer", first.pk)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector(".ds-error-summary")
    stands()
