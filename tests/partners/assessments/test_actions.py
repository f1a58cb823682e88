import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.assessments.actions import (
    answer_municipality,
    ask_proposer,
    assign_reviewer,
    clarify,
    declare_interest,
    end_review,
    forget_invitations,
    invite_reviewer,
    open_proposal,
    score_proposal,
)
from partners.assessments.criteria import delete_criterion, save_criterion, weighted
from partners.assessments.errors import CriteriaSettled, NoCriteria, NotOpen, NotYours, TooClose
from partners.assessments.models import Clarification, Criterion, Message, Review
from partners.proposals.actions import withdraw_proposal
from partners.proposals.models import ReviewGrant
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import CriterionFactory, MembershipFactory, RoleFactory, UserFactory, handed_in
from tests.staff import COORDINATORS, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(is_staff=True)


def opened(lead, *roles):
    CriterionFactory()
    return open_proposal(handed_in(*roles), by=lead)


def logged(instance):
    entries = ModelLogEntry.objects.for_instance(instance).order_by("timestamp", "pk")
    return [(entry.action.removeprefix("partners."), entry.user) for entry in entries]


def letters(kind):
    return list(Letter.objects.filter(kind=kind).order_by("to"))


def test_criteria_stand_from_the_first_proposal_that_is_opened(lead):
    criterion = save_criterion(Criterion(name="Gjennomføring", weight=3), by=lead)
    proposal = open_proposal(handed_in(), by=lead)

    criterion.weight = 9
    with pytest.raises(CriteriaSettled):
        save_criterion(criterion, by=lead)
    with pytest.raises(CriteriaSettled):
        delete_criterion(criterion, by=lead)
    assert (proposal.status, Criterion.objects.get().weight) == ("in_review", 3)


def test_nothing_is_opened_before_it_is_settled_what_it_is_measured_by(lead):
    with pytest.raises(NoCriteria):
        open_proposal(handed_in(), by=lead)


def test_opening_twice_is_one_step(lead):
    proposal = opened(lead)
    open_proposal(proposal, by=lead)

    assert [step.after for step in proposal.steps.all()] == ["submitted", "in_review"]


def test_weights_count():
    much, little = Criterion(pk=1, weight=3), Criterion(pk=2, weight=1)

    assert (weighted({much: 5, little: 1}), weighted({})) == (4.0, None)


def test_expert_from_outside_is_let_in_to_one_proposal_and_out_again(lead):
    proposal, other, expert = opened(lead), handed_in(), UserFactory()

    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    assign_reviewer(proposal, reviewer=expert, by=lead)
    before = ReviewGrant.objects.count()
    declare_interest(review, has_interest=False, by=expert)
    granted = list(ReviewGrant.objects.values_list("user", "content_object"))
    end_review(review, by=lead)

    assert (before, granted, other.reviews.exists()) == (0, [(expert.pk, proposal.pk)], False)
    assert ReviewGrant.objects.count() == 0
    assert [letter.to for letter in letters("assessments.asked")] == [expert.email]
    actions = [action for action, _by in logged(proposal)]
    assert actions[-3:] == ["review.assign", "review.declare", "review.end"]


def test_permission_that_is_granted_exists():
    assert Permission.objects.filter(content_type__app_label="partners", codename="review_proposal").exists()


def test_coordinator_who_reviews_needs_no_grant(lead):
    colleague = staff(COORDINATORS)
    review = assign_reviewer(opened(lead), reviewer=colleague, by=lead)
    declare_interest(review, has_interest=False, by=colleague)

    assert ReviewGrant.objects.count() == 0


def test_points_are_given_by_who_has_declared_no_interest(lead):
    proposal, expert, criterion = opened(lead), UserFactory(), CriterionFactory()
    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    points = {criterion: (4, "Solid plan")}

    with pytest.raises(NotYours):
        score_proposal(review, points=points, remark="", by=expert)
    declare_interest(review, has_interest=False, by=expert)
    with pytest.raises(NotYours):
        score_proposal(review, points=points, remark="", by=UserFactory())
    score_proposal(review, points=points, remark="Bra", by=expert, is_finished=True)

    score = review.scores.get()
    assert (score.points, score.remark, score.version) == (4, "Solid plan", proposal.current)


def test_expert_with_an_interest_is_out(lead):
    proposal, expert = opened(lead), UserFactory()
    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    declare_interest(review, has_interest=False, by=expert)
    score_proposal(review, points={CriterionFactory(): (5, "")}, remark="", by=expert)

    review = declare_interest(review, has_interest=True, text="Min bror eier det", by=expert)

    assert (ReviewGrant.objects.count(), list(proposal.reviews.counting())) == (0, [])
    with pytest.raises(NotYours):
        score_proposal(review, points={}, remark="", by=expert)


def test_interest_once_declared_is_not_taken_back_by_being_asked_again(lead):
    proposal, expert = opened(lead), UserFactory()
    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    declare_interest(review, has_interest=True, text="Min bror eier det", by=expert)
    end_review(review, by=lead)

    with pytest.raises(TooClose):
        assign_reviewer(proposal, reviewer=expert, by=lead)
    assert list(proposal.reviews.counting()) == []


def test_who_comes_back_declares_anew(lead):
    proposal, expert = opened(lead), UserFactory()
    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    declare_interest(review, has_interest=False, by=expert)
    end_review(review, by=lead)

    review = assign_reviewer(proposal, reviewer=expert, by=lead)

    assert (review.interest, review.is_standing, ReviewGrant.objects.count()) == ("undeclared", True, 0)


def test_members_do_not_assess_what_their_own_propose(lead):
    proposal = opened(lead)
    member = MembershipFactory(organisation=proposal.organisation)

    with pytest.raises(TooClose):
        assign_reviewer(proposal, reviewer=member.user, by=lead)


def test_who_becomes_a_member_after_being_asked_cannot_declare_otherwise(lead):
    proposal, expert = opened(lead), UserFactory()
    review = assign_reviewer(proposal, reviewer=expert, by=lead)
    MembershipFactory(organisation=proposal.organisation, user=expert)

    with pytest.raises(NotYours):
        declare_interest(review, has_interest=False, by=expert)
    assert ReviewGrant.objects.count() == 0


def test_expert_without_account_is_let_in_with_the_address_that_was_asked(lead):
    proposal, stranger, expert = opened(lead), UserFactory(), UserFactory(email="fag@example.no")
    EmailAddress.objects.create(user=expert, email="fag@example.no", verified=False, primary=True)
    review = invite_reviewer(proposal, email=" Fag@example.no", by=lead)
    invite_reviewer(proposal, email="fag@example.no", by=lead)

    for somebody in (stranger, expert):
        with pytest.raises(NotYours):
            declare_interest(review, has_interest=False, by=somebody)
    EmailAddress.objects.update(verified=True)
    review = declare_interest(review, has_interest=False, by=expert)

    assert (review.reviewer, review.email) == (expert, "")
    assert list(ReviewGrant.objects.values_list("user", flat=True)) == [expert.pk]
    assert [letter.to for letter in letters("assessments.asked")] == ["fag@example.no"]


def test_address_of_an_expert_who_never_came_is_forgotten_when_the_case_is_over(lead):
    over, open_one = opened(lead), opened(lead)
    for proposal in (over, open_one):
        invite_reviewer(proposal, email="fag@example.no", by=lead)
    withdraw_proposal(over, by=over.proposer)
    just_asked = timezone.now()

    forget_invitations(before=just_asked - timedelta(days=1))
    kept = Review.objects.count()
    forget_invitations(before=just_asked)

    assert kept == 2
    assert [review.proposal for review in Review.objects.all()] == [open_one]
    assert "fag@example.no" not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))


def test_expert_with_an_account_is_asked_by_it(lead):
    expert = UserFactory(email="fag@example.no")
    EmailAddress.objects.create(user=expert, email="fag@example.no", verified=True, primary=True)

    assert invite_reviewer(opened(lead), email="FAG@example.no", by=lead).reviewer == expert


def test_what_is_only_told_waits_for_no_answer(lead):
    proposal = opened(lead)
    MembershipFactory(organisation=proposal.organisation)

    ask_proposer(proposal, text="Vi leser.", by=lead, wants_answer=False)

    proposal.refresh_from_db()
    assert proposal.status == "in_review"
    assert "Kommunen trenger svar" not in render(letters("assessments.question")[0]).text


def test_question_waits_for_the_answer(lead):
    proposal = opened(lead)
    colleague = MembershipFactory(organisation=proposal.organisation).user
    key = uuid.uuid4()

    ask_proposer(proposal, text="Hvor mange dager?", by=lead, client_id=key)
    ask_proposer(proposal, text="Hvor mange dager?", by=lead, client_id=key)
    proposal.refresh_from_db()
    waits = proposal.status
    answer_municipality(proposal, text="To.", by=colleague)

    proposal.refresh_from_db()
    assert (waits, proposal.status) == ("needs_info", "in_review")
    assert [message.side for message in proposal.messages.all()] == ["municipality", "proposer"]
    (letter,) = letters("assessments.question")
    assert (letter.to, "Hvor mange dager?" in render(letter).text) == (colleague.email, True)


def test_nothing_is_asked_about_what_is_not_opened_or_is_taken_back(lead):
    unopened, withdrawn = handed_in(), opened(lead)
    withdraw_proposal(withdrawn, by=withdrawn.proposer)

    for proposal in (unopened, withdrawn):
        with pytest.raises(NotOpen):
            ask_proposer(proposal, text="Hei?", by=lead)
    assert Message.objects.count() == 0


def test_what_one_has_learned_all_candidates_learn_at_once(lead):
    role = RoleFactory()
    asked, other, elsewhere = opened(lead, role), handed_in(role), handed_in()
    for proposal in (asked, other, elsewhere):
        MembershipFactory(organisation=proposal.organisation)
    message = ask_proposer(asked, text="Er to dager nok?", by=lead)

    clarify(role, text="Ja, to dager er nok.", message=message, by=lead)
    clarify(role, text="Ja, to dager er nok.", message=message, by=lead)

    clarification = Clarification.objects.get()
    told = list(clarification.told.order_by("proposal").values_list("proposal", flat=True))
    assert told == [asked.pk, other.pk]
    assert len(letters("assessments.clarified")) == 2
    assert asked.organisation.name not in render(letters("assessments.clarified")[1]).text
    assert ("proposal.told", lead) in logged(other)
