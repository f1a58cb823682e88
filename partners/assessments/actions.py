"""How a proposal is assessed: opened, given to reviewers, scored, talked about."""

from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm
from wagtail.log_actions import log

from partners.assessments import letters
from partners.assessments.criteria import hold_criteria
from partners.assessments.errors import NoCriteria, NotOpen, NotYours
from partners.assessments.models import Clarification, Criterion, Message, Review, Score, Told
from partners.assessments.rules import may_score
from partners.proposals.actions import change_status
from partners.proposals.drafting import locked
from partners.proposals.models import Proposal
from portal.text import clean_line, clean_text

Status = Proposal.Status
Interest = Review.Interest
GRANT = "partners.review_proposal"


@transaction.atomic
def open_proposal(proposal, *, by):
    """Begin to assess a proposal; from the first one on the criteria stand. Twice is harmless.

    Raises `NoCriteria`, and `NotOpen` for what is not handed in, withdrawn or decided.
    """
    hold_criteria()
    proposal = locked(proposal)
    if not proposal.is_open:
        raise NotOpen
    if proposal.status == Status.SUBMITTED:
        if not Criterion.objects.exists():
            raise NoCriteria
        change_status(proposal, Status.IN_REVIEW, version=proposal.current, by=by)
        log(proposal, "partners.proposal.open", user=by)
    return proposal


@transaction.atomic
def assign_reviewer(proposal, *, reviewer, by):
    """Ask somebody to assess a proposal. Who does not work for the municipality is let in to this one only.

    Twice is harmless; one who was taken off it comes back. Raises `NotOpen`.
    """
    proposal = locked(proposal)
    if not proposal.is_open:
        raise NotOpen
    review, is_new = Review.objects.get_or_create(
        proposal=proposal,
        reviewer=reviewer,
        defaults={"assigned_by": by, "is_external": not reviewer.is_staff},
    )
    if not is_new and review.ended_at is None:
        return review
    review.ended_at, review.assigned_at = None, timezone.now()
    review.save(update_fields=["ended_at", "assigned_at"])
    if review.is_external:
        assign_perm(GRANT, reviewer, proposal)
    entry = log(proposal, "partners.review.assign", user=by, data={"user": reviewer.pk})
    letters.write_asked_to_review(review, key=entry.pk)
    return review


@transaction.atomic
def end_review(review, *, by):
    """Take somebody off a proposal: an expert from outside no longer sees it. What they have said stays."""
    proposal = locked(review.proposal)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.ended_at is None:
        review.ended_at = timezone.now()
        review.save(update_fields=["ended_at"])
        log(proposal, "partners.review.end", user=by, data={"user": review.reviewer_id})
    if review.reviewer:
        remove_perm(GRANT, review.reviewer, proposal)
    return review


@transaction.atomic
def declare_interest(review, *, has_interest, text="", by):
    """Say whether one has an interest in the outcome. Who has one scores no more, and an expert sees no more.

    Raises `NotYours`.
    """
    proposal = locked(review.proposal)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.reviewer_id != by.pk or review.ended_at is not None:
        raise NotYours
    before = review.interest
    review.interest = Interest.CONFLICT if has_interest else Interest.NONE
    review.interest_text = clean_line(text)
    review.declared_at = timezone.now()
    review.save(update_fields=["interest", "interest_text", "declared_at"])
    log(proposal, "partners.review.declare", user=by, data={"interest": [before, review.interest]})
    if has_interest and review.is_external:
        remove_perm(GRANT, by, proposal)
    return review


@transaction.atomic
def score_proposal(review, *, points, remark, by, is_finished=False):
    """Save a reviewer's points: {criterion: (points or None, remark)}. Private to those who decide.

    Raises `NotYours`, also after the decision.
    """
    proposal = locked(review.proposal)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    review.proposal = proposal
    if not may_score(by, review):
        raise NotYours
    for criterion, (value, words) in points.items():
        if value is None:
            review.scores.filter(criterion=criterion).delete()
            continue
        values = {"points": value, "remark": clean_line(words), "version": proposal.current}
        Score.objects.update_or_create(review=review, criterion=criterion, defaults=values)
    review.remark = clean_text(remark)
    review.finished_at = (review.finished_at or timezone.now()) if is_finished else None
    review.save(update_fields=["remark", "finished_at"])
    log(proposal, "partners.review.score", user=by, data={"finished": is_finished})
    return review


@transaction.atomic
def ask_proposer(proposal, *, text, by, client_id=None):
    """Ask the proposer something, and wait for their answer. Twice is harmless. Raises `NotOpen`."""
    proposal = locked(proposal)
    if client_id and (sent := Message.objects.filter(client_id=client_id).first()):
        return sent
    if not proposal.is_open or proposal.status == Status.SUBMITTED:
        raise NotOpen
    message = _say(proposal, Message.Side.MUNICIPALITY, text, by=by, client_id=client_id)
    if proposal.status == Status.IN_REVIEW:
        change_status(proposal, Status.NEEDS_INFO, version=proposal.current, by=by)
    log(proposal, "partners.proposal.ask", user=by, data={"message": message.pk})
    letters.write_question(message)
    return message


@transaction.atomic
def answer_municipality(proposal, *, text, by, client_id=None):
    """The proposer's turn: what was asked for is then answered. Twice is harmless. Raises `NotOpen`."""
    proposal = locked(proposal)
    if client_id and (sent := Message.objects.filter(client_id=client_id).first()):
        return sent
    if not proposal.is_open:
        raise NotOpen
    message = _say(proposal, Message.Side.PROPOSER, text, by=by, client_id=client_id)
    if proposal.status == Status.NEEDS_INFO:
        change_status(proposal, Status.IN_REVIEW, version=proposal.current, by=by)
    log(proposal, "partners.proposal.answer", user=by, data={"message": message.pk})
    return message


def _say(proposal, side, text, *, by, client_id):
    return Message.objects.create(
        proposal=proposal,
        side=side,
        text=clean_text(text),
        author=by,
        author_name=by.name,
        client_id=client_id,
    )


@transaction.atomic
def clarify(role, *, text, question="", message=None, by):
    """Tell all candidates of a role, at once and in the same words, what one of them has learned.

    Who asked is not told. Pressed twice for the same message it is told once. The log shows who got it when.
    """
    clarification, is_new = Clarification.objects.get_or_create(
        role=role,
        message=message,
        defaults={"text": clean_text(text), "question": clean_text(question), "by": by},
    )
    if not is_new and message is not None:
        return clarification
    candidates = Proposal.objects.open().filter(current__offers__role=role).order_by("pk")
    for proposal in candidates.select_for_update(of=("self",)).select_related("organisation", "proposer"):
        Told.objects.create(clarification=clarification, proposal=proposal)
        log(proposal, "partners.proposal.told", user=by, data={"clarification": clarification.pk})
        letters.write_clarification(clarification, proposal)
    log(role, "partners.role.clarify", user=by, data={"clarification": clarification.pk})
    return clarification
