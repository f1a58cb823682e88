"""Upvotes of a whole hall at once. Each race has a control that loses it."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.asking.actions import ask, upvote
from workshops.asking.models import Upvote
from workshops.asking.reading import questions_of
from workshops.live.actions import join_room, open_room, show_activity
from workshops.live.models import Activity

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
CROWD = 50


@pytest.fixture
def hall(committed_db):
    leader, start = staff(COORDINATORS), timezone.now()
    room = open_room(WorkshopPageFactory(start=start, end=start + timedelta(hours=2)), by=leader)
    show_activity(room, Activity.objects.get(room=room, kind="questions"), by=leader, seen=room.step)
    return [join_room(room, client_id=uuid.uuid4(), name=f"Nr {n}", kind="self") for n in range(CROWD)]


@pytest.fixture
def question(hall):
    key = uuid.uuid4()
    return ask(
        Activity.objects.get(kind="questions"),
        hall[0],
        text="Når?",
        anonymous=False,
        client_id=key,
        language="nb",
    )


def test_fifty_votes_at_once_count_fifty(hall, question):
    outcomes = all_at_once([partial(upvote, question, each, up=True) for each in hall])

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert questions_of(question.activity).get().votes == CROWD


def test_one_participants_presses_at_once_count_once(hall, question):
    outcomes = all_at_once([partial(upvote, question, hall[0], up=True)] * 20)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert questions_of(question.activity).get().votes == 1


def test_without_lock_and_constraint_one_participant_counts_twice(hall, question):
    here = all_have_read(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workshops_upvote DROP CONSTRAINT upvote_once")

    @transaction.atomic
    def vote_without_either():
        has_voted = Upvote.objects.filter(question=question, participant=hall[0]).exists()
        here.wait()
        if not has_voted:
            Upvote.objects.create(question=question, participant=hall[0])

    all_at_once([vote_without_either] * 2, threads=2)

    assert questions_of(question.activity).get().votes == 2
