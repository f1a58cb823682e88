"""What who leads does with questions and with those who ask for the floor."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.inputs.actions import hide_input, unhide_input
from portal.text import clean_text
from workshops.asking.hall import tell_of_hands, tell_of_stages
from workshops.asking.models import AudienceQuestion, Hand
from workshops.live.errors import RoomClosed
from workshops.live.models import LiveRoom

Stage = AudienceQuestion.Stage


@transaction.atomic
def move_question(question, stage, *, by):
    """Put a question on the shortlist, take it up now, put it back, or call it answered. Twice is harmless.

    One is answered at a time: what was taken up before goes back to the shortlist. What was written down
    of an answer goes when the question is no longer answered; the log keeps it. Raises `RoomClosed`.
    """
    question = _locked(question)
    if question.stage != stage:
        return _set(question, stage, "" if stage != Stage.ANSWERED else question.answer, by)
    return question


@transaction.atomic
def answer_question(question, *, text, by):
    """Write down what was answered in the room. Raises `RoomClosed`."""
    question, text = _locked(question), clean_text(text)
    if (question.stage, question.answer) != (Stage.ANSWERED, text):
        return _set(question, Stage.ANSWERED, text, by)
    return question


def _set(question, stage, answer, by):
    changed = [question]
    if stage == Stage.LIVE:
        for other in question.activity.audience_questions.filter(stage=Stage.LIVE):
            other.stage = Stage.SHORTLISTED
            other.save(update_fields=["stage"])
            changed.append(other)
    data = {"stage": [question.stage, stage], "answer": [question.answer, answer]}
    question.stage, question.answer = stage, answer
    question.save(update_fields=["stage", "answer"])
    log(question.input, "workshops.asking.stage", user=by, data=data)
    tell_of_stages(question.activity_id, changed)
    return question


@transaction.atomic
def hide_question(question, *, reason, by):
    """Take a question out of everybody's sight, with the reason to its giver. Raises `RoomClosed`."""
    hide_input(_locked(question).input, reason=reason, by=by)


@transaction.atomic
def show_question_again(question, *, by):
    """Show a hidden question again, as it stood. Raises `RoomClosed`."""
    unhide_input(_locked(question).input, by=by)


@transaction.atomic
def call_on(hand, *, by):
    """Give somebody the floor; who had it has spoken. Twice is harmless. Raises `RoomClosed`."""
    hand = _locked_hand(hand)
    if hand.called_at is None and hand.lowered_at is None:
        now = timezone.now()
        spoke = Hand.objects.filter(activity=hand.activity_id, lowered_at=None).exclude(called_at=None)
        done = list(spoke)
        spoke.update(lowered_at=now)
        hand.called_at = now
        hand.save(update_fields=["called_at"])
        _log_of(hand, "call", by)
        tell_of_hands(hand.activity_id, lowered=done, called=[hand])


@transaction.atomic
def let_down(hand, *, by):
    """Somebody has spoken, or does not want to any more. Twice is harmless. Raises `RoomClosed`."""
    hand = _locked_hand(hand)
    if hand.lowered_at is None:
        hand.lowered_at = timezone.now()
        hand.save(update_fields=["lowered_at"])
        _log_of(hand, "lower", by)
        tell_of_hands(hand.activity_id, lowered=[hand])


def _log_of(hand, what, by):
    log(hand.activity.room.workshop, "workshops.hand.change", user=by, data={"what": what, "hand": hand.pk})


def _locked(question):
    _hold(question.activity.room_id)
    questions = AudienceQuestion.objects.select_related("input__giver", "activity__room__workshop")
    return questions.get(pk=question.pk)


def _locked_hand(hand):
    _hold(hand.activity.room_id)
    return Hand.objects.select_related("activity__room__workshop").get(pk=hand.pk)


def _hold(room):
    """Whoever leads or asks in the room comes one after the other."""
    if not LiveRoom.objects.select_for_update(of=("self",), no_key=True).get(pk=room).is_open:
        raise RoomClosed
