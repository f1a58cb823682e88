"""What waits for moderators: open reports, gathered by what they are about."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partners.threads.letters import reply_names
from partners.threads.models import Reply, Report

READ_AT_ONCE = 1000


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
        name = _("Former participant") if self.input.is_forgotten else self.input.giver_name
        return ", ".join(filter(None, [name, self.input.giver_organisation]))

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


def waiting():
    """How many things are reported, and since when: {"count": 2, "oldest": …}."""
    rows = Report.objects.open().order_by("at").values_list("input", "reply", "at")[:READ_AT_ONCE]
    return {"count": len({row[:2] for row in rows}), "oldest": rows[0][2] if rows else None}
