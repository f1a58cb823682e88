"""What pages show of decisions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from wagtail.models import ModelLogEntry

from partners.decisions.ballot_forms import ballot_form
from partners.decisions.forms import ReviewForm
from partners.decisions.kinds import WAYS
from partners.decisions.models import DecisionVoted, GroupDecision
from partners.decisions.results import results_of
from partners.decisions.rules import (
    may_close,
    may_prepare,
    may_see_results,
    may_see_who_waits,
    may_vote,
)
from partners.decisions.sections import lines_of, sections_below

Electorate = GroupDecision.Electorate


def list_parts(member, *, before=None, size):
    """What the member may read of the group's decisions, each with `has_voted` and `voters`.

    Those that are open, the nearest end first; drafts; a page of those that are over, the latest first, with
    `lines`; and the key of the decision where older ones begin. Below the decision `before` there are only
    those that are over. At most two queries, and those of the lines.
    """
    readable = _rows_for(member)
    over = list(readable.latest_over(before=before)[: size + 1])
    others = [] if before else list(readable.not_over())
    parts = {
        "open_ones": sorted((row for row in others if not row.is_draft), key=lambda row: row.closes_at),
        "drafts": [row for row in others if row.is_draft],
        "over": over[:size],
    }
    for row in (row for part in parts.values() for row in part):
        row.group, row.way = member.group, WAYS[row.kind]
    lines = lines_of(parts["over"])
    for row in parts["over"]:
        row.lines = lines.get(row.pk, [])
    return parts | {"older": over[size - 1].pk if len(over) > size else None}


def _rows_for(member):
    voted = DecisionVoted.objects.filter(decision=OuterRef("pk"), user=member.user_id)
    rows = GroupDecision.objects.readable_by(member).select_related("outcome__owner")
    return rows.annotate(has_voted=Exists(voted), voters=Count("voted", distinct=True))


def page_context(decision, member, form=None):
    """Everything that one member sees of a decision."""
    has_voted = decision.voted.filter(user=member.user_id).exists()
    on_roll = decision.roll.filter(user=member.user_id).exists()
    takes_vote = may_vote(member, decision, on_roll=on_roll)
    mine = decision.votes.filter(user=member.user_id).first() if has_voted else None
    context = {
        "decision": decision,
        "way": WAYS[decision.kind],
        "group": decision.group,
        "member": member,
        "has_voted": has_voted,
        "takes_vote": takes_vote,
        "prepares": may_prepare(member, decision),
        "closes": may_close(member) and decision.is_open,
        "outcome": getattr(decision, "outcome", None),
    }
    if takes_vote and not (has_voted and decision.anonymous):
        context["form"] = form or ballot_form(decision, vote=mine)
    if context["outcome"] and context["outcome"].is_to_review and context["prepares"]:
        context["review_form"] = ReviewForm()
    if decision.is_draft:
        context["options"] = list(decision.options.all())
    if decision.is_over:
        context["sections"] = sections_below(decision, member)
    return context | results_context(decision, member, has_voted=has_voted)


def results_context(decision, member, *, has_voted):
    """How many have voted, how the votes fall when that may be seen, and to leaders who has not voted."""
    context = {"decision": decision, "member": member, "has_voted": has_voted}
    if decision.is_draft or decision.is_of_meeting:
        return context
    if may_see_results(decision, has_voted=has_voted):
        context["results"] = results_of(decision)
    context |= {"voters": decision.voted.count(), "entitled": _entitled(decision)}
    if may_see_who_waits(member, decision):
        context["undecided"] = _undecided(decision)
    return context


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a decision; `before` is what an outcome said until then."""

    at: datetime
    text: str
    who: str
    before: str = ""


def history_of(decision):
    """What happened to a decision, without the votes: the first comes first. One query."""
    entries = ModelLogEntry.objects.for_instance(decision).exclude(action="partners.group_decision.vote")
    entries = entries.select_related("user").order_by("timestamp", "pk")
    return [
        Entry(
            each.timestamp,
            each.message,
            each.user.name if each.user else "",
            each.data.get("changes", {}).get("text", [""])[0] if each.action.endswith(".outcome") else "",
        )
        for each in entries
    ]


def _entitled(decision):
    if decision.electorate == Electorate.ROLL:
        return decision.roll.count()
    return decision.group.members.participants().count()


def _undecided(decision):
    """The members who may vote and have not, by name."""
    voted = decision.voted.exclude(user=None).values("user")
    waiting = decision.group.members.participants().exclude(user__in=voted)
    if decision.electorate == Electorate.ROLL:
        waiting = waiting.filter(user__in=decision.roll.exclude(user=None).values("user"))
    return list(waiting.with_people().in_order())


def open_by_group(groups):
    """How many decisions are open in each group, by primary key. One query."""
    counted = GroupDecision.objects.open().filter(group__in=groups).values("group")
    return {row["group"]: row["n"] for row in counted.order_by().annotate(n=Count("pk"))}


def on_group_page(member):
    """What the group's page tells: open decisions with `has_voted`, and those to look at again. One query."""
    voted = DecisionVoted.objects.filter(decision=OuterRef("pk"), user=member.user_id)
    shown = GroupDecision.objects.filter(group=member.group_id).filter(
        Q(pk__in=GroupDecision.objects.open().values("pk"))
        | Q(pk__in=GroupDecision.objects.to_review().values("pk"))
    )
    shown = shown.annotate(has_voted=Exists(voted)).select_related("outcome__owner").order_by("closes_at")
    rows = list(shown)
    for row in rows:
        row.group, row.way = member.group, WAYS[row.kind]
    return rows
