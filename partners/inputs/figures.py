"""How much has been said and answered, and how long people wait for an answer: shown to everyone."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Count, DurationField, F, Min, Q

from home.frame import remembered
from partners.inputs.models import Answer, Input

# Reading every answer costs more than the list, and nobody needs the minute.
SECONDS = 60


class Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Figures:
    received: int
    answered: int
    # From when an input came until its first answer; None before there is one.
    wait: timedelta | None

    @property
    def days(self):
        """The wait in whole days, rounded up: what is answered the same day took one."""
        return None if self.wait is None else max(1, -(-self.wait // timedelta(days=1)))


def figures():
    """Of what everyone may read, a minute old at most; two queries."""
    return remembered("input-figures", _read, seconds=SECONDS)


def _read():
    public = Input.objects.public().order_by()
    counts = public.aggregate(received=Count("pk"), answered=Count("pk", filter=Q(status__in=Input.ANSWERED)))
    first = Answer.objects.filter(input__in=public).order_by().values("input", "input__created_at")
    wait = first.annotate(first=Min("at")).aggregate(wait=Median(F("first") - F("input__created_at")))
    return Figures(**counts, **wait)
