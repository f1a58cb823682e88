"""Seats and the waiting line. Everything that gives or takes a seat goes through here, under one lock."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from portal.pagecache import FORGETTING
from portal.rows import Statement, run_together
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

# Plain statements: a crowd waits while they run.
_LOCK = "SELECT 1 FROM workshops_workshoppage WHERE page_ptr_id = %s FOR NO KEY UPDATE"
_LINE = """
    SELECT CASE %s WHEN 'room' THEN room_capacity ELSE video_capacity END,
           (SELECT count(*) FROM workshops_signup
            WHERE workshop_id = %s AND attendance = %s
            AND status IN ('registered', 'attended', 'absent')),
           (SELECT max(position) FROM workshops_signup
            WHERE workshop_id = %s AND attendance = %s AND status = 'waiting'),
           start, "end", cancelled_at, coalesce(video_link, '')
    FROM workshops_workshoppage LEFT JOIN workshops_workshopstate ON workshop_id = page_ptr_id
    WHERE page_ptr_id = %s
"""
_HOLD_PERSON = "SELECT 1 FROM partners_person WHERE id = %s FOR NO KEY UPDATE"
_CLAIM = """
    SELECT nextval('workshops_signup_id_seq'), max(id) FILTER (WHERE status <> 'cancelled'),
           coalesce(max(sequence) FILTER (WHERE status = 'cancelled') + 1, 0)
    FROM workshops_signup WHERE workshop_id = %s AND person_id = %s
"""


def lock_seats(workshop):
    """Hold the meeting's row until commit.

    Whoever holds it is about to change what its pages show of seats, so no page is kept past the commit.

    It doesn't lock the key: the foreign key of a new sign-up shares the key of the same row, so with a full
    lock two newcomers would wait for each other.
    """
    run_together(_locking(workshop)).close()


def locked(workshop):
    """The meeting with all its facts and its desk as they are now, held until commit."""
    lock_seats(workshop)
    workshop = WorkshopPage.objects.select_related("state").get(pk=workshop.pk)
    workshop.original = workshop
    return workshop


@dataclass(frozen=True)
class Line:
    """One way of taking part, and what the meeting's page and desk say, as they are under the lock."""

    capacity: int | None
    taken: int
    # The place of the last who waits; None when nobody does.
    last: int | None
    start: datetime
    end: datetime
    cancelled_at: datetime | None
    video_link: str

    @property
    def has_free_seat(self):
        return self.capacity is None or self.taken < self.capacity

    @property
    def seats_newcomer(self):
        """A newcomer never passes those waiting, not even to a free seat."""
        return self.has_free_seat and self.last is None

    @property
    def next_position(self):
        return (self.last or 0) + 1


def line_of(workshop, attendance):
    """The line as the holder of the lock sees it."""
    return _read([_counting(workshop, attendance)])


def lock_line(workshop, attendance, *, first):
    """Run the statements `first`, hold the meeting as `lock_seats` does, read the line: one round trip."""
    return _read([*first, *_locking(workshop), _counting(workshop, attendance)])


def _locking(workshop):
    return [FORGETTING, Statement(_LOCK, [workshop.pk])]


def _counting(workshop, attendance):
    return Statement(_LINE, [attendance, workshop.pk] * 3)


def _read(statements):
    with run_together(statements) as cursor:
        return Line(*cursor.fetchone())


def claim(newcomer):
    """Hold the person until commit, and give their new sign-up its identity; where an earlier sign-off took a
    calendar entry away, the new one counts on above it.

    Returns the primary key of the sign-up that stands already, if any. Of two at once one waits here for the
    other to commit.
    """
    whose = [newcomer.workshop_id, newcomer.person_id]
    with run_together([Statement(_HOLD_PERSON, whose[1:]), Statement(_CLAIM, whose)]) as cursor:
        newcomer.pk, standing, newcomer.sequence = cursor.fetchone()
    return standing


def join_line(signup, line):
    """Give a newcomer the seat or the place in the line that `line` has for them."""
    signup.status = SignUp.Status.REGISTERED if line.seats_newcomer else SignUp.Status.WAITING
    signup.position = line.next_position


def give_free_seats(workshop):
    """Who gets a free seat: the first in its line. Returns the promoted. Call under the lock."""
    promoted = []
    for attendance in workshop.attendances:
        line = SignUp.objects.filter(workshop_id=workshop.pk, attendance=attendance)
        first = line.waiting().select_related("person")
        if (capacity := workshop.capacity_of(attendance)) is not None:
            first = first[: max(0, capacity - line.seated().count())]
        promoted += first
    now = timezone.now()
    SignUp.objects.filter(pk__in=[signup.pk for signup in promoted]).update(
        status=SignUp.Status.REGISTERED, promoted_at=now, sequence=F("sequence") + 1
    )
    for signup in promoted:
        signup.status, signup.promoted_at = SignUp.Status.REGISTERED, now
        signup.sequence += 1
        signup.workshop = workshop
    return promoted
