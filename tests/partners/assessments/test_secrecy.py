"""Points, remarks, reviewers and drafts of decisions reach nobody but those who decide."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import reverse

from partners.assessments.actions import assign_reviewer, declare_interest, score_proposal
from partners.assessments.deciding import prepare_decision
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, RoleFactory, UserFactory
from tests.staff import EDITORS, facts, signed_in, staff

pytestmark = pytest.mark.django_db
SECRETS = ["hemmeligmerknad", "hemmeligsamlet", "hemmeligbegrunnelse", "hemmeligvilkår", "Fagperson Hemmelig"]


@pytest.fixture
def proposal(opened, lead, criterion):
    role = RoleFactory(title="Kafé")
    proposal = opened(role, by=lead)
    expert = UserFactory(name="Fagperson Hemmelig", email="hemmelig@example.no")
    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    declare_interest(review, has_interest=False, by=expert)
    score_proposal(
        review,
        points={criterion: (2, "hemmeligmerknad")},
        remark="hemmeligsamlet",
        by=expert,
        is_finished=True,
    )
    prepare_decision(
        proposal,
        outcome="accept",
        reason="hemmeligbegrunnelse",
        conditions="hemmeligvilkår",
        by=lead,
        amounts={proposal.current.offers.get(): 1},
    )
    return proposal


def told_in(client, addresses):
    """The secrets that stand in what these addresses answer."""
    bodies = [client.get(address, follow=True).content.decode() for address in addresses]
    return sorted({secret for body in bodies for secret in [*SECRETS, "hemmelig@"] if secret in body})


def addresses_of(proposal):
    own = [
        reverse("proposal", args=[proposal.pk]),
        reverse("proposal_version", args=[proposal.pk, 1]),
        reverse("proposal_answer", args=[proposal.pk]),
        reverse("review", args=[proposal.pk]),
    ]
    desk = [reverse(f"proposals:{name}", args=[proposal.pk]) for name in ("proposal", "letter", "decide")]
    desk += [reverse(f"proposals:{name}") for name in ("index", "decisions", "reviewers", "report")]
    desk += [reverse("proposals:export", args=["csv"])]
    common = [
        reverse("proposal_list"),
        reverse("workspace"),
        reverse("my_page"),
        "/",
        "/sok/?q=hemmelig",
    ]
    return own + desk + common


@pytest.mark.parametrize(
    "viewer", ["public", "stranger", "member", "proposer", "partner", "reviewer", "editor"]
)
def test_no_viewer_gets_anything_of_the_assessment(proposal, client, opened, at_work, viewer):
    people = {
        "stranger": UserFactory,
        "member": lambda: opened.member,
        "proposer": lambda: (
            MembershipFactory(organisation=proposal.organisation, user=proposal.proposer).user
        ),
        "partner": lambda: MembershipFactory().user,
        "reviewer": lambda: MembershipFactory().user,
    }
    if viewer == "editor":
        client = signed_in(client, EDITORS)
    elif viewer != "public":
        client = at_work(people[viewer]())
    if viewer == "reviewer":
        another = assign_reviewer(proposal, reviewer=client_user(client), by=staff("Koordinatorer"))
        declare_interest(another, has_interest=False, by=client_user(client))

    assert told_in(client, addresses_of(proposal)) == []


def client_user(client):
    return apps.get_model("partners", "User").objects.get(pk=client.session["_auth_user_id"])


def test_the_same_look_finds_all_of_it_for_who_decides(proposal, client, lead):
    client.force_login(lead)

    assert told_in(client, addresses_of(proposal)) == sorted([*SECRETS, "hemmelig@"])


def test_no_letter_to_proposers_tells_it(proposal, opened):
    texts = [render(letter) for letter in Letter.objects.exclude(to="hemmelig@example.no")]

    assert [secret for secret in SECRETS for each in texts if each and secret in each.text + each.html] == []


def test_editors_read_none_of_it_in_the_log(proposal, client):
    editor = signed_in(client, EDITORS)

    for name in ("wagtailadmin_home", "wagtailadmin_reports:site_history"):
        html = facts(editor.get(reverse(name)))
        assert [secret for secret in SECRETS if secret in html] == []


def test_log_holds_neither_points_nor_words(proposal):
    log = apps.get_model("wagtailcore", "ModelLogEntry").objects.all()

    told = " ".join(f"{entry.label} {entry.data}" for entry in log)
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize("name", ["partners.lead_roles", "partners.review_proposal"])
def test_permissions_that_are_named_exist(name):
    label, codename = name.split(".")

    assert Permission.objects.filter(content_type__app_label=label, codename=codename).exists()
