"""How a proposal is assessed: opened, given to reviewers, scored, talked about."""

from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm
from wagtail.log_actions import log

from partners.assessments import letters
from partners.assessments.criteria import hold_criteria
from partners.assessments.errors import NoCriteria, NotOpen, NotYours, TooClose
from partners.assessments.models import Clarification, Criterion, Message, Review, Score, Told
from partners.assessments.noticing import ASKED, OPENED
from partners.assessments.rules import has_address, is_unbiased, may_decide, may_score
from partners.people.models import User, normalise_email
from partners.proposals.actions import change_status
from partners.proposals.drafting import locked
from partners.proposals.models import Proposal
from partners.proposals.noticing import notify_proposers
from portal.pagecache import forget_pages
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
        notify_proposers(proposal, kind=OPENED, key=proposal.pk, by=by)
    return proposal


@transaction.atomic
def assign_reviewer(proposal, *, reviewer, by):
    """Ask somebody to assess a proposal. Who cannot read it already may do so once they declare no interest.

    Twice is harmless; one who was taken off it comes back. Raises `NotOpen` and `TooClose`.
    """
    proposal = locked(proposal)
    if not proposal.is_open:
        raise NotOpen
    if not is_unbiased(reviewer, proposal):
        raise TooClose
    review, is_new = Review.objects.get_or_create(
        proposal=proposal,
        reviewer=reviewer,
        defaults={"assigned_by": by, "is_external": not reviewer.is_staff},
    )
    return _ask(review, is_new=is_new, by=by, data={"user": reviewer.pk})


@transaction.atomic
def invite_reviewer(proposal, *, email, by):
    """Ask an expert by e-mail. Who has no account is let in when they sign in with that address.

    Twice is harmless. Raises `NotOpen` and `TooClose`.
    """
    email = normalise_email(email)
    if account := User.objects.filter(
        is_active=True, emailaddress__email__iexact=email, emailaddress__verified=True
    ).first():
        return assign_reviewer(proposal, reviewer=account, by=by)
    proposal = locked(proposal)
    if not proposal.is_open:
        raise NotOpen
    review, is_new = Review.objects.get_or_create(
        proposal=proposal, email=email, defaults={"assigned_by": by, "is_external": True}
    )
    return _ask(review, is_new=is_new, by=by, data={})


def _ask(review, *, is_new, by, data):
    """Write to a reviewer who is new, or comes back: then what they declared is to be declared anew."""
    if not is_new and review.is_standing:
        return review
    if not is_new:
        review.ended_at, review.assigned_at, review.assigned_by = None, timezone.now(), by
        review.interest, review.declared_at = Interest.UNDECLARED, None
        review.save()
    entry = log(review.proposal, "partners.review.assign", user=by, data=data)
    letters.write_asked_to_review(review, key=entry.pk)
    return review


def forget_invitations(*, before):
    """Delete the addresses of experts who were asked before then, never came, and are needed no more."""
    unanswered = Review.objects.filter(reviewer=None, assigned_at__lt=before).exclude(email="")
    unanswered.exclude(proposal__status__in=Proposal.OPEN).delete()


@transaction.atomic
def end_review(review, *, by):
    """Take somebody off a proposal: at the next request they no longer see it. What they have said stays."""
    proposal = locked(review.proposal)
    review = Review.objects.select_for_update(of=("self",)).select_related("reviewer").get(pk=review.pk)
    if review.is_standing:
        review.ended_at = timezone.now()
        review.save(update_fields=["ended_at"])
        log(proposal, "partners.review.end", user=by, data={"user": review.reviewer_id})
    if review.reviewer:
        remove_perm(GRANT, review.reviewer, proposal)
    return review


@transaction.atomic
def declare_interest(review, *, has_interest, text="", by):
    """Say whether one has an interest in the outcome. Who has none may read the proposal; who has one, not.

    What was sent to one's own verified address is taken by it. An interest once declared stands.
    Raises `NotYours`.
    """
    proposal = locked(review.proposal)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    review.proposal = proposal
    if not review.is_standing or not (review.reviewer_id == by.pk or _take(review, by=by)):
        raise NotYours
    if not has_interest and not is_unbiased(by, proposal):
        raise NotYours
    return _declare(review, has_interest=has_interest, text=text, by=by)


@transaction.atomic
def declare_own_interest(proposal, *, text, by):
    """A coordinator who was not asked to assess says that they have an interest. Twice is harmless."""
    proposal = locked(proposal)
    review, _is_new = Review.objects.get_or_create(
        proposal=proposal, reviewer=by, defaults={"assigned_by": by, "is_external": not by.is_staff}
    )
    return _declare(review, has_interest=True, text=text, by=by)


def _take(review, *, by):
    """Whether an unanswered request by e-mail is this account's, which then has it."""
    if review.reviewer_id is not None or not has_address(by, review.email):
        return False
    if Review.objects.filter(proposal=review.proposal, reviewer=by).exists():
        return False
    review.reviewer, review.email, review.is_external = by, "", not by.is_staff
    return True


def _declare(review, *, has_interest, text, by):
    proposal, before = review.proposal, review.interest
    review.interest = Interest.CONFLICT if has_interest else Interest.NONE
    review.interest_text = clean_line(text) if has_interest else ""
    review.declared_at = timezone.now()
    review.save()
    log(proposal, "partners.review.declare", user=by, data={"interest": [before, review.interest]})
    if has_interest:
        remove_perm(GRANT, by, proposal)
    elif not may_decide(by):
        assign_perm(GRANT, by, proposal)
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
def ask_proposer(proposal, *, text, by, client_id=None, wants_answer=True):
    """Write to the proposer, and wait for their answer unless none is wanted. Twice is harmless.

    Raises `NotOpen`.
    """
    proposal = locked(proposal)
    if sent := _sent(proposal, client_id):
        return sent
    if not proposal.is_open or proposal.status == Status.SUBMITTED:
        raise NotOpen
    message = _say(
        proposal, Message.Side.MUNICIPALITY, text, by=by, client_id=client_id, wants_answer=wants_answer
    )
    if wants_answer and proposal.status == Status.IN_REVIEW:
        change_status(proposal, Status.NEEDS_INFO, version=proposal.current, by=by)
    log(proposal, "partners.proposal.ask", user=by, data={"message": message.pk})
    letters.write_question(message)
    notify_proposers(proposal, kind=ASKED, key=message.pk, by=by, wants_answer=wants_answer)
    return message


@transaction.atomic
def answer_municipality(proposal, *, text, by, client_id=None):
    """The proposer's turn: what was asked for is then answered. Twice is harmless. Raises `NotOpen`."""
    proposal = locked(proposal)
    if sent := _sent(proposal, client_id):
        return sent
    if not proposal.is_open:
        raise NotOpen
    message = _say(proposal, Message.Side.PROPOSER, text, by=by, client_id=client_id)
    if proposal.status == Status.NEEDS_INFO:
        change_status(proposal, Status.IN_REVIEW, version=proposal.current, by=by)
    log(proposal, "partners.proposal.answer", user=by, data={"message": message.pk})
    return message


def _sent(proposal, client_id):
    """What the same page has sent already about this proposal, or None."""
    return proposal.messages.filter(client_id=client_id).first() if client_id else None


def _say(proposal, side, text, *, by, client_id, wants_answer=False):
    return Message.objects.create(
        proposal=proposal,
        side=side,
        text=clean_text(text),
        author=by,
        author_name=by.name,
        client_id=client_id,
        wants_answer=wants_answer,
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
    forget_pages()
    return clarification
