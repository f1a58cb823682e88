"""The expert's page: only for who is asked, first the declaration, then the proposal and the points."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from partners.assessments.actions import assign_reviewer, declare_interest, end_review, invite_reviewer
from partners.assessments.deciding import prepare_decision, publish_decisions
from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.drafting import Text, begin_version, save_texts
from tests.factories import CriterionFactory, UserFactory
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db


def page(proposal):
    return reverse("review", args=[proposal.pk])


def reading_page(proposal):
    return reverse("proposal", args=[proposal.pk])


@pytest.fixture
def proposal(opened, lead):
    proposal = opened(by=lead)
    proposal.current.passages.filter(key="offer").update(text="Oppskriften vår", is_secret=True)
    return proposal


@pytest.fixture
def review(proposal, lead):
    return assign_reviewer(proposal, reviewer=UserFactory(name="Fagperson Eksempel"), by=lead)


@pytest.fixture
def expert(review, at_work):
    return at_work(review.reviewer)


def impartial(expert, proposal):
    expert.post(page(proposal), {"has_interest": "no"})


def test_nobody_else_finds_it(proposal, review, opened, lead, at_work, client):
    strangers = [UserFactory(), lead, proposal.proposer, opened.member]

    assert [at_work(user).get(page(proposal)).status_code for user in strangers] == [404] * 4
    assert client.get(page(proposal)).status_code == 302


def test_nothing_is_read_before_the_declaration(proposal, expert):
    before = facts(expert.get(page(proposal)))
    around = (
        facts(expert.get(reading_page(proposal)))
        if expert.get(reading_page(proposal)).status_code == 200
        else ""
    )
    impartial(expert, proposal)
    after = facts(expert.get(page(proposal)))

    assert (proposal.made_by in before, "Oppskriften vår" in before + around) == (True, False)
    assert ("Oppskriften vår" in after, "Fortrolig" in after) == (True, True)


def test_declaration_takes_an_answer(proposal, expert):
    response = expert.post(page(proposal), {"text": "Min bror"})

    assert (response.status_code, "Min bror" in facts(response)) == (422, True)


def test_who_has_an_interest_reads_nothing(proposal, expert, review):
    expert.post(page(proposal), {"has_interest": "yes", "text": "Min bror eier det"})

    html = facts(expert.get(page(proposal)))
    review.refresh_from_db()
    assert ("Oppskriften vår" in html, "Andre vurderer forslag" in html) == (False, True)
    assert review.interest_text == "Min bror eier det"


def test_points_are_saved_half_done_and_finished_whole(proposal, expert, review, criterion):
    other = CriterionFactory()
    impartial(expert, proposal)
    points = {f"points_{criterion.pk}": "4", f"remark_{criterion.pk}": "Solid plan", "remark": "Bra"}

    saved = expert.post(page(proposal), points | {"step": "save"})
    refused = expert.post(page(proposal), points | {"step": "finish"})
    finished = expert.post(page(proposal), points | {f"points_{other.pk}": "0", "step": "finish"})

    review.refresh_from_db()
    assert (saved.status_code, refused.status_code, finished.status_code) == (302, 422, 302)
    assert set(refused.context["form"].errors) == {f"points_{other.pk}"}
    assert dict(review.scores.values_list("criterion", "points")) == {criterion.pk: 4, other.pk: 0}
    assert review.finished_at is not None
    assert "Solid plan" in facts(expert.get(page(proposal)))


@pytest.mark.parametrize("points", ["6", "-1", "mye", "4.5"])
def test_absurd_points_are_refused(proposal, expert, review, criterion, points):
    impartial(expert, proposal)

    response = expert.post(
        page(proposal), {f"points_{criterion.pk}": points, "step": "save", "remark": "Bra"}
    )

    assert (response.status_code, review.scores.count(), "Bra" in facts(response)) == (422, 0, True)


def test_who_is_taken_off_finds_nothing_at_the_next_request(proposal, expert, review, lead):
    impartial(expert, proposal)
    end_review(review, by=lead)

    assert expert.get(page(proposal)).status_code == 404
    assert expert.post(page(proposal), {"step": "save"}).status_code == 404
    assert "Oppskriften vår" not in facts(expert.get(reading_page(proposal)))


def test_after_the_decision_one_reads_and_changes_nothing(proposal, expert, review, lead, criterion):
    impartial(expert, proposal)
    points = {f"points_{criterion.pk}": "4", "step": "save"}
    expert.post(page(proposal), points)
    decision = prepare_decision(proposal, outcome="decline", reason="Nei.", by=lead)
    publish_decisions([decision], by=lead)

    response = expert.post(page(proposal), points | {f"points_{criterion.pk}": "5"})

    assert (response.status_code, review.scores.get().points) == (422, 4)
    assert "Forslaget er avgjort." in facts(expert.get(page(proposal)))


def test_what_is_withdrawn_is_gone(proposal, expert):
    impartial(expert, proposal)
    withdraw_proposal(proposal, by=proposal.proposer)

    assert expert.get(page(proposal)).status_code == 404
    assert expert.get(reading_page(proposal)).status_code == 404


def test_new_version_is_told_to_who_has_given_points(proposal, expert, criterion):
    impartial(expert, proposal)
    expert.post(page(proposal), {f"points_{criterion.pk}": "4", "step": "save"})
    begin_version(proposal, by=proposal.proposer)
    save_texts(proposal, texts=[Text("success", "Buss")], by=proposal.proposer)
    submit_proposal(proposal, by=proposal.proposer)

    assert "ny versjon etter at du ga poeng" in facts(expert.get(page(proposal)))


def test_invited_address_opens_the_page_once_it_is_verified(proposal, lead, at_work):
    invite_reviewer(proposal, email="fag@example.no", by=lead)
    user = UserFactory(email="fag@example.no")
    address = EmailAddress.objects.create(user=user, email="Fag@example.no", verified=False, primary=True)

    before = at_work(user).get(page(proposal)).status_code
    address.verified = True
    address.save()
    impartial(at_work(user), proposal)

    assert before == 404
    assert "Oppskriften vår" in facts(at_work(user).get(page(proposal)))


def test_workspace_lists_what_one_is_asked_to_assess(proposal, expert, review):
    waits = facts(expert.get(reverse("workspace")))
    declare_interest(review, has_interest=True, by=review.reviewer)

    assert (page(proposal) in waits, page(proposal) in facts(expert.get(reverse("workspace")))) == (
        True,
        False,
    )


def test_page_takes_the_same_queries_for_one_criterion_and_three(proposal, expert, lead, opened, review):
    def answered():
        impartial(expert, proposal)
        CriterionFactory()

    answered()
    expert.get(page(proposal))
    with_one = queries_of(expert, page(proposal)), queries_of(expert, reverse("workspace"))
    for _ in range(2):
        CriterionFactory()
        assign_reviewer(opened(by=lead), reviewer=review.reviewer, by=lead)

    assert (queries_of(expert, page(proposal)), queries_of(expert, reverse("workspace"))) == with_one
    assert with_one[0] <= 25
