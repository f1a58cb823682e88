"""How many seats there are, are taken, and are waited for."""

from dataclasses import dataclass

from django.db.models import Count, Q

from portal.prepared import Given, Prepared
from workshops.signups.models import SignUp


@dataclass(frozen=True)
class Seats:
    """The seats of one way of taking part. `capacity` None means no limit, and then `left` is None too."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def left(self):
        """How many a newcomer can have: none while someone waits, for the line comes first."""
        if self.capacity is None:
            return None
        return 0 if self.waiting else max(0, self.capacity - self.taken)

    @property
    def is_full(self):
        return self.left == 0

    @property
    def percent(self):
        """How full, 0–100; None without a limit."""
        if self.capacity is None:
            return None
        return min(100, round(100 * self.taken / self.capacity)) if self.capacity else 100


_counts = Prepared(
    lambda: (
        SignUp.objects.filter(workshop=Given("workshop"))
        .order_by()
        .values("attendance")
        .annotate(
            taken=Count("pk", filter=Q(status__in=SignUp.SEATED)),
            waiting=Count("pk", filter=Q(status=SignUp.Status.WAITING)),
        )
    )
)


def seats(workshop):
    """The seats of each way the meeting is held, by one query: {"room": Seats, "video": Seats}."""
    workshop = workshop.original
    counts = {row["attendance"]: row for row in _counts(workshop=workshop.pk)}
    return {
        attendance: Seats(
            workshop.capacity_of(attendance),
            counts.get(attendance, {}).get("taken", 0),
            counts.get(attendance, {}).get("waiting", 0),
        )
        for attendance in workshop.attendances
    }


def listed_seats(workshop):
    """The same from `WorkshopPage.objects.with_seats()`, without a query."""
    return {
        attendance: Seats(
            workshop.capacity_of(attendance),
            getattr(workshop, f"{attendance}_taken") or 0,
            getattr(workshop, f"{attendance}_waiting") or 0,
        )
        for attendance in workshop.attendances
    }
