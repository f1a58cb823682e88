"""What comes of a decision: its outcome, the time that was chosen, and that the group looks at it again."""

import json
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.decisions import letters
from partners.decisions.actions import close_decision, locked
from partners.decisions.errors import Changed, InMinutes, IsCalled, NotAMember, NotNow
from partners.decisions.live import tell_of_state
from partners.decisions.models import DecisionVote, GroupDecision, Outcome
from portal.text import clean_text

FACTS = ("text", "owner_id", "review_on", "chosen_option_id")


@transaction.atomic
def write_outcome(decision, *, text, by, seen=None, owner=None, review_on=None, chosen_option=None):
    """Say what came of a closed decision, or change that. The same again changes nothing.

    The first time everybody in the group gets a letter. A time that is chosen goes into the calendars of
    those who take part, another one takes its place there, and without one it is taken away again. The log
    holds what was said before. Raises `NotNow` for one that is not closed, `NotAMember`, `Archived`,
    `IsCalled` for another time than a meeting is called for, `InMinutes` for other words than the minutes
    have, and `Changed` when it is no longer as `seen`.
    """
    decision = locked(decision)
    if decision.is_over:
        decision = close_decision(decision, by=None)
    _check(decision, owner, chosen_option)
    outcome = Outcome.objects.filter(decision=decision).first() or Outcome(decision=decision)
    outcome.decision, before, had = decision, _facts(outcome), outcome.chosen_option
    outcome.text, outcome.owner, outcome.review_on = clean_text(text), owner, review_on
    outcome.chosen_option = chosen_option
    after = _facts(outcome)
    changes = {name: [before[name], after[name]] for name in FACTS if before[name] != after[name]}
    if not changes:
        return outcome
    if seen is not None and seen != _marker(before):
        raise Changed
    if outcome.is_called and "chosen_option_id" in changes:
        raise IsCalled
    if decision.is_of_meeting and "text" in changes:
        raise InMinutes
    _save(outcome, changes, had, by=by)
    return outcome


def _save(outcome, changes, had, *, by):
    """Save, log and tell it; `had` is the time that was chosen before."""
    is_new = outcome._state.adding
    if "review_on" in changes:
        outcome.reviewed_at = None
    if had != outcome.chosen_option:
        outcome.sequence += not is_new
    outcome.written_by, outcome.written_at = by, timezone.now()
    outcome.save()
    log(outcome.decision, "partners.group_decision.outcome", user=by, data={"changes": changes})
    if is_new:
        letters.write_outcome(outcome)
    if had != outcome.chosen_option:
        letters.write_time(outcome, had)
    if {"review_on", "owner_id"} & changes.keys():
        letters.plan_review(outcome)
    tell_of_state(outcome.decision)


@transaction.atomic
def hand_over_time(decision):
    """Let a meeting be called for the time that was found, once; returns the outcome.

    Its calendar entry is the meeting's from then on, with the same UID and at least the outcome's
    `sequence`; here neither the time nor the entry changes any more. Raises `NotNow` when there is no such
    time to come or it is handed over, and `Archived`.
    """
    decision = locked(decision)
    outcome = Outcome.objects.select_related("chosen_option").filter(decision=decision).first()
    if outcome is None or not outcome.can_be_called:
        raise NotNow
    outcome.decision, outcome.is_called = decision, True
    outcome.sequence += 1
    outcome.save(update_fields=["is_called", "sequence"])
    tell_of_state(decision)
    return outcome


def answers_to(option):
    """What each has said of a proposed time, by account."""
    votes = DecisionVote.objects.filter(decision=option.decision_id, user__isnull=False)
    return {vote.user_id: said for vote in votes if (said := vote.answer["times"].get(str(option.pk)))}


@transaction.atomic
def review_outcome(decision, *, by, again_on=None):
    """The group has looked at the outcome again, and does so once more on a later day if it wants.

    Twice is harmless. Raises `NotNow` when no day was set, and `Archived`.
    """
    decision = locked(decision)
    outcome = Outcome.objects.select_related("owner").filter(decision=decision).first()
    if outcome is None or outcome.review_on is None:
        raise NotNow
    if again_on == outcome.review_on or (outcome.reviewed_at and again_on is None):
        return outcome
    outcome.decision, before = decision, str(outcome.review_on)
    outcome.reviewed_at = None if again_on else timezone.now()
    outcome.review_on = again_on or outcome.review_on
    outcome.save(update_fields=["reviewed_at", "review_on"])
    data = {"was": before, "again": str(again_on) if again_on else None}
    log(decision, "partners.group_decision.review", user=by, data=data)
    letters.plan_review(outcome)
    tell_of_state(decision)
    return outcome


def _check(decision, owner, chosen_option):
    if decision.state != GroupDecision.State.CLOSED:
        raise NotNow
    if owner and not decision.group.members.participants().filter(user=owner).exists():
        raise NotAMember
    if chosen_option and (chosen_option.decision_id != decision.pk or chosen_option.start is None):
        raise NotNow


def marker_of(outcome):
    """Stands for what an outcome says, or that there is None: who saves says which they have seen."""
    return _marker(_facts(outcome or Outcome()))


def _marker(facts):
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _facts(outcome):
    return {name: str(getattr(outcome, name) or "") for name in FACTS}
