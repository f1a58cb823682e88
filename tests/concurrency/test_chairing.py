"""One question answered at a time, one hand each, one who speaks. Each race has a control that loses it."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.asking.actions import ask
from workshops.asking.chairing import call_on, move_question
from workshops.asking.hands import raise_hand
from workshops.asking.models import AudienceQuestion, Hand
from workshops.live.actions import join_room, open_room, show_activity
from workshops.live.models import Activity

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
CROWD = 20
Stage = AudienceQuestion.Stage


@pytest.fixture
def leader(committed_db):
    return staff(COORDINATORS)


@pytest.fixture
def hall(leader):
    start = timezone.now()
    room = open_room(WorkshopPageFactory(start=start, end=start + timedelta(hours=2)), by=leader)
    show_activity(room, Activity.objects.get(room=room, kind="questions"), by=leader, seen=room.step)
    return [join_room(room, client_id=uuid.uuid4(), name=f"Nr {n}", kind="self") for n in range(CROWD)]


@pytest.fixture
def activity(hall):
    return Activity.objects.get(kind="questions")


@pytest.fixture
def questions(hall, activity):
    words = {"text": "Når åpner det?", "anonymous": False, "language": "nb"}
    return [ask(activity, each, client_id=uuid.uuid4(), **words) for each in hall]


def without(rule):
    """Take a rule out of the database, which is made anew after the test."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {rule}")


def failures(outcomes):
    return [each for each in outcomes if isinstance(each, Exception)]


def test_of_twenty_questions_taken_up_at_once_one_is_answered_now(questions, leader):
    outcomes = all_at_once([partial(move_question, each, Stage.LIVE, by=leader) for each in questions])

    stages = sorted(AudienceQuestion.objects.values_list("stage", flat=True))
    assert failures(outcomes) == []
    assert stages == [Stage.LIVE] + [Stage.SHORTLISTED] * (CROWD - 1)


def test_without_lock_and_rule_two_questions_are_answered_now(questions):
    here = all_have_read(2)
    without("question_one_live")

    @transaction.atomic
    def take_up(question):
        is_free = not AudienceQuestion.objects.filter(stage=Stage.LIVE).exists()
        here.wait()
        if is_free:
            AudienceQuestion.objects.filter(pk=question.pk).update(stage=Stage.LIVE)

    all_at_once([partial(take_up, each) for each in questions[:2]], threads=2)

    assert AudienceQuestion.objects.filter(stage=Stage.LIVE).count() == 2


def test_one_participants_presses_at_once_raise_one_hand(hall, activity):
    outcomes = all_at_once([partial(raise_hand, activity, hall[0])] * CROWD)

    assert failures(outcomes) == []
    assert {hand.pk for hand in outcomes} == {Hand.objects.get().pk}


def test_without_lock_and_rule_one_participant_raises_two_hands(hall, activity):
    here = all_have_read(2)
    without("hand_up_once")

    @transaction.atomic
    def raise_another():
        is_up = Hand.objects.filter(participant=hall[0], lowered_at=None).exists()
        here.wait()
        if not is_up:
            Hand.objects.create(activity=activity, participant=hall[0])

    all_at_once([raise_another] * 2, threads=2)

    assert Hand.objects.filter(participant=hall[0]).count() == 2


def test_of_twenty_called_on_at_once_one_speaks_and_the_others_have_spoken(hall, activity, leader):
    hands = [raise_hand(activity, each) for each in hall]

    outcomes = all_at_once([partial(call_on, each, by=leader) for each in hands])

    assert failures(outcomes) == []
    assert Hand.objects.filter(called_at__isnull=False, lowered_at=None).count() == 1
    assert Hand.objects.filter(called_at__isnull=False, lowered_at__isnull=False).count() == CROWD - 1


def test_without_lock_and_rule_two_speak(hall, activity):
    here = all_have_read(2)
    without("hand_one_speaks")
    hands = [raise_hand(activity, each) for each in hall[:2]]

    @transaction.atomic
    def call(hand):
        is_free = not Hand.objects.filter(called_at__isnull=False, lowered_at=None).exists()
        here.wait()
        if is_free:
            Hand.objects.filter(pk=hand.pk).update(called_at=timezone.now())

    all_at_once([partial(call, each) for each in hands], threads=2)

    assert Hand.objects.filter(called_at__isnull=False, lowered_at=None).count() == 2
