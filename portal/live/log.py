"""The numbered log of each room: written with what it tells of, read by who missed something."""

import json
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.live.models import Change, Room
from portal.rows import Statement, run_together

# The room where it is said who must come in anew everywhere.
EVERYWHERE = "everywhere"
# One statement numbers and writes. Rooms are taken in the order of their names, so that two who tell the
# same rooms wait for each other and never block each other.
WRITE = """
    WITH room AS (
        INSERT INTO portal_live_room AS mine (name, number)
        SELECT name, 1 FROM unnest(%s::text[]) AS name ORDER BY name
        ON CONFLICT (name) DO UPDATE SET number = mine.number + 1
        RETURNING id, name, number
    ), change AS (
        INSERT INTO portal_live_change (room_id, number, bodies, leaves, written_at)
        SELECT id, number, %s::jsonb, %s, clock_timestamp() FROM room
    )
    SELECT name, number FROM room
"""
READ = """
    SELECT room.number, change.number, change.bodies, change.leaves
    FROM portal_live_room AS room
    LEFT JOIN portal_live_change AS change ON change.room_id = room.id AND change.number > %(since)s
    WHERE room.name = %(name)s
    ORDER BY change.number
    LIMIT %(limit)s
"""
FORGET_BEYOND = """
    DELETE FROM portal_live_change AS change USING portal_live_room AS room
    WHERE room.id = change.room_id AND change.number <= room.number - %s
"""


class Told(NamedTuple):
    """One change as it travels: `bodies` is JSON text by language, or under "" for every language."""

    number: int
    bodies: dict
    leaves: str


class Missed(NamedTuple):
    """What came after a number: the room's last number and the changes, or that they are no longer there."""

    number: int
    changes: list
    is_lost: bool


def write(names, *, bodies, leaves="", first=()):
    """The next change of each room, after the statements `first`. Returns its number by room.

    From here to the commit the rooms are held: their other writers wait.
    """
    change = Statement(WRITE, [sorted(set(names)), json.dumps(bodies), leaves])
    with run_together([*first, change]) as cursor:
        return dict(cursor.fetchall())


def read_since(name, since):
    """What came after change `since`, at most as much as one catches up with; None is «from now on»."""
    wanted = 2**62 if since is None else since
    with connection.cursor() as cursor:
        cursor.execute(READ, {"name": name, "since": wanted, "limit": settings.LIVE_CATCH_UP})
        rows = cursor.fetchall()
    number = rows[0][0] if rows else 0
    if since is None:
        return Missed(number, [], False)
    changes = [Told(row[1], json.loads(row[2]), row[3]) for row in rows if row[1] is not None]
    # Of a room that is younger than what is asked for, nothing is known either.
    is_lost = len(changes) != number - since
    return Missed(number, [] if is_lost else changes, is_lost)


def numbers_of(names):
    """The last number of each room that has had a change."""
    return dict(Room.objects.filter(name__in=names).values_list("name", "number"))


def forget(name):
    """Delete what the changes of a room said, because it must not be read any more.

    Numbers go on. Who missed one of them loads the page's parts anew.
    """
    Change.objects.filter(room__name=name).delete()


def forget_old():
    """Delete changes that are older or further back than anybody catches up with."""
    Change.objects.filter(written_at__lt=timezone.now() - timedelta(hours=settings.LIVE_LOG_HOURS)).delete()
    with connection.cursor() as cursor:
        cursor.execute(FORGET_BEYOND, [settings.LIVE_CATCH_UP])
