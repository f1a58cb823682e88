"""What waits for moderators: open reports, gathered by what they are about."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from partners.inputs.models import Input
from partners.inputs.waiting import waiting_marker
from partners.threads.letters import reply_names
from partners.threads.models import Reply, Report

READ_AT_ONCE = 1000
KINDS = ("innspill", "svar")


@dataclass(frozen=True)
class Case:
    """An input or a reply with the reports about it, the oldest first."""

    thing: object
    reports: list

    @property
    def reply(self):
        return self.thing if isinstance(self.thing, Reply) else None

    @property
    def input(self):
        return self.thing.input if self.reply else self.thing

    @property
    def kind(self):
        return "svar" if self.reply else "innspill"

    @property
    def title(self):
        number = {"number": self.thing.pk}
        return _("Reply no. %(number)s") % number if self.reply else _("Input no. %(number)s") % number

    @property
    def writer(self):
        if self.reply:
            return reply_names(self.reply)
        return self.input.giver_in_words

    @property
    def since(self):
        return self.reports[0].at

    @property
    def reasons(self):
        """(reason in words, how many), the most common first."""
        counted = Counter(str(report.get_reason_display()) for report in self.reports)
        return counted.most_common()


def cases():
    """Everything with an open report: most reported first, then by how long it waits. One query."""
    rows = Report.objects.open().select_related(
        "input", "reply__input", "reply__organisation", "reply__author"
    )
    gathered = {}
    for report in rows.order_by("at", "pk")[:READ_AT_ONCE]:
        gathered.setdefault((report.input_id, report.reply_id), []).append(report)
    made = [Case(reports[0].reply or reports[0].input, reports) for reports in gathered.values()]
    return sorted(made, key=lambda case: (-len(case.reports), case.since))


def case_of(thing):
    """One input or reply with its open reports, of which there may be none."""
    return Case(thing, list(Report.objects.open().about(thing).select_related("reporter")))


@dataclass(frozen=True)
class Waiting:
    """An input or a reply that waits to be seen, or whose new text does."""

    thing: object

    @property
    def case(self):
        return Case(self.thing, [])

    @property
    def key(self):
        return f"{self.case.kind}-{self.thing.pk}"

    @property
    def seen(self):
        return waiting_marker(self.thing)

    @property
    def has_new_text(self):
        return not self.thing.is_waiting

    @property
    def text(self):
        return self.thing.waiting_text if self.has_new_text else self.thing.text


def to_be_seen(*, most):
    """The inputs and replies that have waited longest to be seen by the municipality. Two queries."""
    inputs = Input.objects.to_be_seen().select_related("page", "written_to").defer("search")
    replies = Reply.objects.to_be_seen().select_related("input__page", "organisation", "author")
    found = [*inputs.order_by("waiting_since")[:most], *replies.order_by("waiting_since")[:most]]
    return [Waiting(thing) for thing in sorted(found, key=lambda thing: thing.waiting_since)[:most]]


def things_of(keys):
    """The inputs and replies that these keys of `Waiting` stand for. Two queries."""
    pairs = [key.partition("-")[::2] for key in keys]
    wanted = {
        kind: [pk for name, pk in pairs if name == kind and pk.isdecimal() and len(pk) < 16] for kind in KINDS
    }
    return [
        *Input.objects.filter(pk__in=wanted["innspill"]),
        *Reply.objects.filter(pk__in=wanted["svar"]),
    ]


def waiting():
    """How many things are reported and wait to be seen, and since when.

    {"count": 2, "oldest": …, "to_be_seen": 3, "longest": …}. Three queries.
    """
    inputs = Input.objects.to_be_seen().aggregate(n=Count("pk"), since=Min("waiting_since"))
    replies = Reply.objects.to_be_seen().aggregate(n=Count("pk"), since=Min("waiting_since"))
    since = [each["since"] for each in (inputs, replies) if each["since"]]
    unseen = {"to_be_seen": inputs["n"] + replies["n"], "longest": min(since, default=None)}
    rows = Report.objects.open().order_by("at").values_list("input", "reply", "at")[:READ_AT_ONCE]
    return {"count": len({row[:2] for row in rows}), "oldest": rows[0][2] if rows else None} | unseen
