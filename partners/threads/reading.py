"""A thread as one reader sees it: what they may do there, the votes that they may see, and the replies."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from partners.inputs.models import Input
from partners.threads.models import Exclusion, Follow, Reply, Talk, Vote
from partners.threads.rules import is_shown, is_voted_on

SHOWN = 100
COUNTED = {value: Count("votes", filter=Q(votes__value=value)) for value in Vote.Value.values}


@dataclass(frozen=True)
class Thread:
    """`mine` is one's own vote, empty for none; `turn` is what a vote has to be sent with."""

    input: Input
    user: object
    closes_at: datetime | None = None
    counts: str = Talk.Counts.AFTER_VOTE
    votes: dict = field(default_factory=dict)
    mine: str = ""
    turn: int = 0
    follows: bool | None = None
    excluded_until: datetime | None = None
    is_own: bool = False
    replies: int = 0

    @property
    def is_open(self):
        return self.closes_at is None or self.closes_at > timezone.now()

    @property
    def takes_part(self):
        return self.user.is_authenticated and self.excluded_until is None

    @property
    def may_reply(self):
        return self.takes_part and self.is_open and is_shown(self.input)

    @property
    def is_voted_on(self):
        return is_voted_on(self.input)

    @property
    def may_vote(self):
        return self.may_reply and self.is_voted_on and not self.is_own

    @property
    def shows_counts(self):
        return bool(self.mine) or not self.is_open or self.counts == Talk.Counts.AT_ONCE

    @property
    def follows_it(self):
        """Who gave it follows it until they stop."""
        return self.is_own if self.follows is None else self.follows

    @property
    def voted(self):
        return sum(self.votes.values())

    @property
    def tally(self):
        """(value, label, count, per cent of those who voted) for each choice."""
        return [
            (
                value,
                label,
                self.votes.get(value, 0),
                round(100 * self.votes.get(value, 0) / (self.voted or 1)),
            )
            for value, label in Vote.Value.choices
        ]


def _latest(rows, column):
    return Subquery(rows.values(column)[:1])


def with_facts(inputs, user):
    """Each input with all that a `Thread` asks for, by the names of its fields."""
    talks = Talk.objects.filter(page__translation_key=OuterRef("page__translation_key")).order_by("pk")
    replies = Reply.objects.shown().filter(input=OuterRef("pk")).order_by().values("input")
    facts = {
        "closes_at": _latest(talks, "closes_at"),
        "talk_counts": _latest(talks, "counts"),
        "replies_shown": Subquery(replies.annotate(n=Count("pk")).values("n")),
    }
    if user.is_authenticated:
        mine = Vote.objects.filter(input=OuterRef("pk"), user=user)
        follows = Follow.objects.filter(input=OuterRef("pk"), user=user)
        excluded = Exclusion.objects.in_force().of_user(user).order_by("-until")
        facts |= {
            "mine": _latest(mine, "value"),
            "turn": _latest(mine, "turn"),
            "follows_it": _latest(follows, "is_on"),
            "excluded_until": _latest(excluded, "until"),
            "given_by": F("giver__user"),
        }
    return inputs.order_by().annotate(**COUNTED, **facts).values("pk", *COUNTED, *facts)


def thread_of(user, input):
    """The thread of one input. One query."""
    return _thread(user, input, with_facts(Input.objects.filter(pk=input.pk), user).get())


def threads_of(user, inputs):
    """{primary key: thread} of many inputs. One query."""
    by_pk = {input.pk: input for input in inputs}
    rows = with_facts(Input.objects.filter(pk__in=by_pk), user)
    return {row["pk"]: _thread(user, by_pk[row["pk"]], row) for row in rows}


def _thread(user, input, row):
    return Thread(
        input,
        user,
        closes_at=row["closes_at"],
        counts=row["talk_counts"] or Talk.Counts.AFTER_VOTE,
        votes={value: row[value] for value in COUNTED},
        mine=row.get("mine") or "",
        turn=row.get("turn") or 0,
        follows=row.get("follows_it"),
        excluded_until=row.get("excluded_until"),
        is_own=bool(row.get("given_by")) and row["given_by"] == user.pk,
        replies=row["replies_shown"] or 0,
    )


@dataclass(frozen=True)
class Replies:
    """Some of the replies, in order, and where the earlier ones begin."""

    rows: list
    before: int | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def replies_of(input, *, user, before=None):
    """The latest replies that `user` finds, or the latest before one of them. One query."""
    replies = input.replies.listed_for(user).in_thread()
    if before:
        replies = replies.filter(pk__lt=before)
    found = list(replies.order_by("-pk")[: SHOWN + 1])
    rows = found[:SHOWN][::-1]
    return Replies(rows, rows[0].pk if len(found) > SHOWN else None)
