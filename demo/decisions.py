"""The demo's decisions, made by the same actions as real ones, then moved into the past."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.content import decisions as content
from demo.organisations import account
from partners.decisions.actions import close_decision, create_decision, open_decision
from partners.decisions.models import DecisionVote, GroupDecision, Outcome
from partners.decisions.outcomes import write_outcome
from partners.decisions.voting import vote
from partners.groups.models import WorkingGroup
from portal.mail.models import Letter

SETTINGS = ("kind", "title", "text", "results")
CLOSES_AT = 16


def decisions():
    """One that is blocked, one with an outcome that comes back today, a time poll and an anonymous one."""
    for row in content.DECISIONS:
        group = WorkingGroup.objects.get(name=row["group"])
        by = account(row["by"])
        decision = create_decision(
            group,
            by=by,
            client_id=uuid.uuid4(),
            closes_at=_at(max(row["closes_in"], 1), CLOSES_AT),
            anonymous=row.get("anonymous", False),
            options=_options(row),
            **{name: row[name] for name in SETTINGS},
        )
        open_decision(decision, by=by)
        for name, chosen, reason in row["votes"]:
            vote(decision, user=account(name), answer=_answer(decision, chosen), reason=reason)
        if "outcome" in row:
            _close(decision, row, by=by)
        _move_back(decision, row)


def _at(days, hour):
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _options(row):
    times = [{"start": _at(day, start), "end": _at(day, end)} for day, start, end in row.get("times", [])]
    return times or [{"text": text} for text in row.get("options", [])]


def _answer(decision, chosen):
    options = list(decision.options.all())
    if isinstance(chosen, str):
        return {"choices": [option.pk for option in options if option.code == chosen]}
    if isinstance(chosen[0], str):
        return {"times": {str(option.pk): how for option, how in zip(options, chosen, strict=True)}}
    return {"choices": [options[number].pk for number in chosen]}


def _close(decision, row, *, by):
    text, owner, review_in = row["outcome"]
    decision = close_decision(decision, by=by)
    review_on = timezone.localdate() + timedelta(days=review_in)
    write_outcome(decision, text=text, owner=account(owner), review_on=review_on, by=by)
    # Who read them weeks ago does not get them today.
    Letter.objects.filter(kind__startswith="decisions.", data__decision=decision.pk).delete()


def _move_back(decision, row):
    opened = timezone.now() - timedelta(days=row["days_ago"])
    times = {"created_at": opened - timedelta(hours=2), "opened_at": opened}
    if "outcome" in row:
        closed = _at(row["closes_in"], CLOSES_AT)
        times |= {"closes_at": closed, "closed_at": closed}
        Outcome.objects.filter(decision=decision).update(written_at=closed + timedelta(days=1))
    GroupDecision.objects.filter(pk=decision.pk).update(**times)
    for number, each in enumerate(DecisionVote.objects.filter(decision=decision).order_by("pk")):
        DecisionVote.objects.filter(pk=each.pk).update(at=opened + timedelta(hours=3 + 5 * number))
