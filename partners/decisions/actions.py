"""What happens to a decision: it is prepared, opened, changed within limits, and closed."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.decisions import letters
from partners.decisions.errors import Fixed, Loosened, NotNow, TimeIsOut
from partners.decisions.kinds import WAYS
from partners.decisions.live import tell_of_state
from partners.decisions.models import DecisionOption, DecisionVoter, GroupDecision
from partners.decisions.rules import allowed_results
from partners.groups.actions import locked as locked_group
from partners.groups.actions import locked_at_work
from portal.text import clean_line, clean_text

State, Electorate = GroupDecision.State, GroupDecision.Electorate
# A form's id counts for its writer in their group alone, so that nobody can take another's.
SAME_FORM = uuid.UUID("5d0f2e0c-6a0e-4c62-9a57-1f2f0b7f4a11")
SETTINGS = ("minimum", "maximum", "electorate", "results", "anonymous", "closes_at", "reminder_days")
WRITTEN = ("title", "text", *SETTINGS)


def locked(decision, *, at_work=True):
    """The decision as it is now, with its group, both held until the transaction ends.

    Raises `Archived` for a group that is not at work, unless that does not matter.
    """
    hold = locked_at_work if at_work else locked_group
    group = hold(decision.group)
    decision = GroupDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    decision.group = group
    return decision


@transaction.atomic
def create_decision(group, *, kind, by, client_id, options, **values):
    """A draft of a decision. The same `client_id` again gives the same one. Raises `Archived`.

    `options` are dictionaries with the fields of `DecisionOption`, in order; where the way to vote brings its
    own choices they hold `code` and `prompt`.
    """
    group = locked_at_work(group)
    key = uuid.uuid5(SAME_FORM, f"{group.pk}:{by.pk}:{client_id}")
    decision = GroupDecision(group=group, kind=kind, started_by=by, client_id=key, **_cleaned(values))
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError:
        if there := GroupDecision.objects.filter(client_id=key).first():
            return there
        raise
    _write_options(decision, options)
    _log(decision, "create", by)
    return decision


@transaction.atomic
def change_draft(decision, *, by, options, **values):
    """Change what is asked and how, while nobody has been asked. Raises `Fixed` and `Archived`."""
    decision = locked(decision)
    if not decision.is_draft:
        raise Fixed
    before = _facts(decision)
    for name, value in _cleaned(values).items():
        setattr(decision, name, value)
    decision.save(update_fields=list(values))
    decision.options.all().delete()
    _write_options(decision, options)
    _log(decision, "change", by, changes=_changes(before, _facts(decision)))
    return decision


@transaction.atomic
def delete_draft(decision, *, by):
    """Throw a draft away. Raises `Fixed` for one that was opened, and `Archived`."""
    decision = locked(decision)
    if not decision.is_draft:
        raise Fixed
    _log(decision, "delete", by)
    decision.delete()


@transaction.atomic
def open_decision(decision, *, by):
    """Ask the group: whoever may vote gets a letter, and a reminder some days before the end.

    Where the roll is frozen it is written now. Twice is harmless. Raises `TimeIsOut`, `NotNow` and
    `Archived`.
    """
    decision = locked(decision)
    if decision.state == State.OPEN:
        return decision
    if not decision.is_draft:
        raise NotNow
    if decision.closes_at <= timezone.now():
        raise TimeIsOut
    decision.state, decision.opened_at = State.OPEN, timezone.now()
    decision.save(update_fields=["state", "opened_at"])
    members = list(decision.group.members.participants().at_hand().select_related("user"))
    if decision.electorate == Electorate.ROLL:
        DecisionVoter.objects.bulk_create(
            DecisionVoter(decision=decision, user=member.user) for member in members
        )
    _log(decision, "open", by, voters=len(members))
    letters.write_opened(decision, members, by=by)
    tell_of_state(decision)
    return decision


@transaction.atomic
def change_open(decision, *, closes_at, results, by):
    """Move the end of an open decision, and make stricter when results are seen.

    Raises `Loosened`, `TimeIsOut`, `NotNow` for one that is not open, and `Archived`.
    """
    decision = locked(decision)
    if not decision.is_open:
        raise NotNow
    if results not in allowed_results(decision):
        raise Loosened
    if closes_at <= timezone.now():
        raise TimeIsOut
    before = _facts(decision)
    decision.closes_at, decision.results = closes_at, results
    changes = _changes(before, _facts(decision))
    if changes:
        decision.save(update_fields=["closes_at", "results"])
        _log(decision, "change", by, changes=changes)
        letters.move_reminders(decision)
        tell_of_state(decision)
    return decision


@transaction.atomic
def close_decision(decision, *, by):
    """No vote counts from here on, and everybody sees how they fell. Twice is harmless; it stays closed.

    `by` is None when its time is out; one that has got more time meanwhile stays open. Raises `NotNow` for a
    draft.
    """
    decision = locked(decision, at_work=False)
    if decision.is_draft:
        raise NotNow
    if decision.state == State.CLOSED or (by is None and not decision.is_over):
        return decision
    ended = min(decision.closes_at, timezone.now())
    decision.state, decision.closed_at = State.CLOSED, ended
    decision.save(update_fields=["state", "closed_at"])
    _log(decision, "close", by)
    letters.void_reminders(decision)
    letters.write_closed(decision)
    tell_of_state(decision)
    return decision


def close_overdue():
    """Close each decision whose time is out. Returns how many."""
    overdue = list(GroupDecision.objects.overdue().select_related("group").order_by("closes_at", "pk"))
    for decision in overdue:
        close_decision(decision, by=None)
    return len(overdue)


def _write_options(decision, options):
    """The choices in order; what a way to vote brings itself is never left out."""
    codes = WAYS[decision.kind].codes
    if codes:
        prompts = {row["code"]: row["prompt"] for row in options}
        options = [{"code": code, "prompt": prompts.get(code, standard)} for code, standard in codes.items()]
    DecisionOption.objects.bulk_create(
        DecisionOption(decision=decision, order=number, **_cleaned(row)) for number, row in enumerate(options)
    )


def _facts(decision):
    return {name: str(getattr(decision, name)) for name in WRITTEN}


def _changes(before, after):
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _log(decision, what, by, **data):
    log(decision, f"partners.group_decision.{what}", user=by, data=data)


def _cleaned(values):
    cleaners = {"title": clean_line, "text": clean_text, "prompt": clean_line}
    return {name: cleaners[name](value) if name in cleaners else value for name, value in values.items()}
