"""What happens to questions from the room: they are asked, voted up, and made public when the room closes."""

import uuid

from django.db import transaction
from wagtail.log_actions import log

from partners.inputs.models import Input
from portal.pagecache import forget_pages
from portal.text import clean_text
from workshops.asking.hall import tell_of_question, tell_of_votes
from workshops.asking.models import AudienceQuestion, Upvote
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
    room = _locked(activity, participant)
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
    _locked(question.activity, participant)
    mine = {"question": question, "participant": participant}
    if up:
        _vote, changed = Upvote.objects.get_or_create(**mine)
    else:
        changed, _of_each = Upvote.objects.filter(**mine).delete()
    if changed:
        tell_of_votes(question)


def publish_questions(room, by):
    """What was asked in the room is for everyone when it closes; what is hidden or withdrawn stays away.

    Belongs into the transaction that closes the room.
    """
    asked = Input.objects.select_for_update(of=("self",)).filter(
        audience_question__activity__room=room, visibility=Input.Visibility.MUNICIPALITY, withdrawn_at=None
    )
    shown = list(asked.exclude(status=Input.Status.HIDDEN).order_by("pk"))
    for input in shown:
        input.visibility = Input.Visibility.EVERYONE
        input.save(update_fields=["visibility"])
        log(input, "workshops.asking.publish", user=by)
    if shown:
        forget_pages()


def _locked(activity, participant):
    """The room, held so that it cannot close in between."""
    room = LiveRoom.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.room_id)
    if participant.room_id != room.pk or activity.opened_at is None:
        raise NotInRoom
    if not may_take_part(room):
        raise RoomClosed
    return room
