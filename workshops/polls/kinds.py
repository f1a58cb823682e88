"""Polls as an activity of the live room: what participants, the wall and the facilitator see of one."""

from django.utils.translation import gettext_lazy as _

from workshops.live.registry import ActivityKind, on_close, register_activity
from workshops.live.rules import may_take_part
from workshops.polls.actions import ACTIVITY, close_poll
from workshops.polls.answers import DEVELOPER, PARTICIPANT
from workshops.polls.live import POLLS
from workshops.polls.models import Poll
from workshops.polls.reading import results_context
from workshops.polls.results import ON_PAPER
from workshops.polls.voting import vote_form


def poll_of(activity):
    return Poll.objects.select_related("activity__room").get(pk=activity.pk)


def show(request, activity, participant, entrance):
    """The form, or how it went. A form that came back with errors is kept on the request."""
    context = own_context(poll_of(activity), participant, form=getattr(request, "vote_form", None))
    return "workshops/polls/_show.html", {"request": request, "entrance": entrance} | context


def own_context(poll, participant, form=None):
    """What one participant sees of a poll."""
    voted = poll.voted.filter(participant=participant).exists()
    ballot = poll.ballots.filter(participant=participant).first() if voted and not poll.anonymous else None
    takes_votes = poll.is_open and may_take_part(poll.room)
    context = {"poll": poll, "participant": participant, "voted": voted, "takes_votes": takes_votes}
    if takes_votes and not (voted and poll.anonymous):
        context["form"] = form or vote_form(poll, answer=ballot.answer if ballot else None)
    if poll.is_closed or voted:
        context |= results_context(poll)
    if poll.kind == Poll.Kind.ROLES and voted:
        context["interests"] = list(poll.interests.filter(participant=participant).select_related("role"))
        context["ways"] = (DEVELOPER, PARTICIPANT)
    return context


def wall(request, activity, entrance):
    return "workshops/polls/_wall.html", {"entrance": entrance} | results_context(poll_of(activity))


def console(request, activity, entrance):
    context = {"request": request, "entrance": entrance} | desk_context(poll_of(activity))
    return "workshops/polls/_desk.html", context


def desk_context(poll):
    """What a facilitator sees of a poll and can do with it."""
    context = results_context(poll)
    return context | {
        "room": poll.room,
        "paper": poll.kind in ON_PAPER and not poll.is_draft,
        "can_be_changed": not poll.is_closed and not context["voters"],
        "can_be_opened": poll.is_draft and may_take_part(poll.room),
        "is_shown": poll.room.activity_id == poll.pk,
        "hidden": list(poll.hidden_words.order_by("word")) if poll.kind == Poll.Kind.WORDS else [],
    }


register_activity(
    ActivityKind(
        ACTIVITY,
        _("Poll"),
        "tasklist",
        room=lambda activity: POLLS.room(activity.room_id),
        show=show,
        wall=wall,
        console=console,
    )
)


@on_close(order=30)
def close_polls(room, by):
    for poll in Poll.objects.filter(activity__room=room, state=Poll.State.OPEN).order_by("pk"):
        close_poll(poll, by=by)
    return []
