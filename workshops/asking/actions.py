"""What happens to questions from the room: they are asked, voted up, and made public when the room closes."""

import uuid

from django.db import transaction
from wagtail.log_actions import log

from home.programme import answers_need_approval
from partners.inputs.actions import answer_input
from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from portal.pagecache import forget_pages
from portal.text import clean_text
from workshops.asking.errors import NotYours
from workshops.asking.hall import tell_it_is_gone, tell_of_question, tell_of_votes
from workshops.asking.models import AudienceQuestion, Upvote
from workshops.asking.rules import is_own
from workshops.live.errors import NotInRoom, RoomClosed
from workshops.live.models import LiveRoom
from workshops.live.rules import may_take_part

# A form's id counts within its activity alone, so that nobody can take the id of what was said elsewhere.
SAME_FORM = uuid.UUID("0b7c7d0e-2a57-4a5e-8c11-7f0d4f0c9a36")


@transaction.atomic
def ask(activity, participant, *, text, anonymous, client_id, language):
    """Ask a question in the room. The same form sent twice is one question.

    Nothing that is written for an anonymous one leads to who asked. Raises `RoomClosed` and `NotInRoom`.
    """
    room = room_for(activity, participant)
    key = uuid.uuid5(SAME_FORM, f"{activity.pk}:{client_id}")
    if known := AudienceQuestion.objects.filter(input__client_id=key).first():
        return known
    input = Input.objects.create(
        page_id=room.pk,
        kind=Input.Kind.QUESTION,
        text=clean_text(text),
        visibility=Input.Visibility.MUNICIPALITY,
        language=language,
        client_id=key,
        **_given_by(participant, anonymous),
    )
    question = AudienceQuestion.objects.create(input=input, activity=activity)
    log(input, "partners.input.give", data={"page": room.pk, "visibility": input.visibility})
    tell_of_question(question)
    return question


def _given_by(participant, anonymous):
    if anonymous or not (participant.name or participant.organisation):
        return {"shown_as": Input.ShownAs.ANONYMOUS}
    return {
        "shown_as": Input.ShownAs.NAME if participant.name else Input.ShownAs.ORGANISATION,
        "giver": participant.person,
        "giver_name": participant.name,
        "giver_organisation": participant.organisation,
    }


@transaction.atomic
def upvote(question, participant, *, up):
    """Vote a question up, or take that back. Twice is harmless. Raises as `ask`."""
    room_for(question.activity, participant)
    mine = {"question": question, "participant": participant}
    if up:
        _vote, changed = Upvote.objects.get_or_create(**mine)
    else:
        changed, _of_each = Upvote.objects.filter(**mine).delete()
    if changed:
        tell_of_votes(question)


@transaction.atomic
def take_question_back(question, participant, *, own=()):
    """Take one's own question away for good, while nobody answers it.

    `own` are the keys of what the browser gave. Raises `NotYours`, and as `ask`.
    """
    room_for(question.activity, participant)
    question = AudienceQuestion.objects.select_related("input").get(pk=question.pk)
    if not is_own(question, participant, own) or not question.is_open:
        raise NotYours
    log(question.input, "workshops.asking.delete")
    Input.objects.get(pk=question.pk).delete()
    tell_it_is_gone(question)


def publish_questions(room, by):
    """What was asked in the room is for everyone when it closes; what is hidden or withdrawn stays away.

    What was answered there gets that as the municipality's answer, when who closes the room may give it and
    no second person must agree. Belongs into the transaction that closes the room.
    """
    asked = Input.objects.select_for_update(of=("self",)).filter(
        audience_question__activity__room=room, visibility=Input.Visibility.MUNICIPALITY, withdrawn_at=None
    )
    shown = list(asked.exclude(status=Input.Status.HIDDEN).select_related("giver").order_by("pk"))
    for input in shown:
        input.visibility = Input.Visibility.EVERYONE
        input.save(update_fields=["visibility"])
        log(input, "workshops.asking.publish", user=by)
    if shown:
        forget_pages()
    answered = _publish_answers(shown, by)
    return [input for input in shown if input.pk not in answered]


def _publish_answers(inputs, by):
    """The keys of those that are answered now."""
    if answers_need_approval() or not may_answer(by):
        return set()
    rows = AudienceQuestion.objects.filter(input__in=inputs).exclude(answer="")
    questions = list(rows.select_related("input").order_by("pk"))
    for question in questions:
        answer_input(question.input, status=Input.Status.ANSWERED, text=question.answer, by=by)
    return {question.pk for question in questions}


def room_for(activity, participant):
    """The room, held so that it cannot close in between. Raises `RoomClosed` and `NotInRoom`."""
    room = LiveRoom.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.room_id)
    if participant.room_id != room.pk or activity.opened_at is None:
        raise NotInRoom
    if not may_take_part(room):
        raise RoomClosed
    return room
