"""A meeting with an open poll that the table's rows about polls ask for."""

import uuid
from datetime import timedelta

from django.utils import timezone

from tests.factories import RoleFactory, WorkshopPageFactory
from workshops.live.actions import join_room, open_room
from workshops.polls.actions import create_poll, open_poll, vote


def polls_world(*, by):
    """Addresses by the names of the rows, and the socket of the meeting's polls."""
    start = timezone.now()
    meeting = WorkshopPageFactory(start=start, end=start + timedelta(hours=1))
    room = open_room(meeting, by=by)
    role = RoleFactory()
    poll = open_poll(create_poll(room, kind="roles", question="Hvilken rolle?", by=by), by=by)
    answer = {"roles": {str(poll.choices.first().pk): ["developer"]}}
    vote(poll, participant=join_room(room, client_id=uuid.uuid4(), kind="self"), answer=answer)
    at_poll = [room.code, poll.pk]
    arguments = {name: [room.code] for name in ("poll_list", "poll_new")}
    for name in ("poll", "poll_vote", "poll_wall", "poll_desk", "poll_desk_part", "poll_edit", "poll_lead"):
        arguments[name] = at_poll
    arguments |= {
        "poll_paper": at_poll,
        "poll_propose": [*at_poll, role.slug],
        "poll_export": [*at_poll, "json"],
    }
    return arguments, f"poll:{room.pk}"
