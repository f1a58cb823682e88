"""Questions as a kind of activity: what participants, the wall and who leads see of them."""

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workshops.asking.actions import publish_questions
from workshops.asking.forms import AskForm
from workshops.asking.hall import ASKING
from workshops.asking.reading import marked_for, questions_of
from workshops.live.models import Activity
from workshops.live.registry import ActivityKind, on_close, prepares, register_activity
from workshops.live.rules import may_take_part

KIND = "questions"
# So many can be read from the back of the hall.
ON_THE_WALL = 5


def show(request, activity, participant):
    # The entrance is made before the questions are read.
    entrance = ASKING.entrance(activity.pk)
    context = list_context(activity, participant)
    return "workshops/asking/_show.html", {"entrance": entrance, "form": AskForm(), **context}


def list_context(activity, participant):
    room = activity.room
    return {
        "activity": activity,
        "room": room,
        "may_ask": may_take_part(room) and activity.opened_at is not None,
        "questions": list(marked_for(questions_of(activity), participant)),
    }


def wall(request, activity):
    entrance = ASKING.entrance(activity.pk)
    return "workshops/asking/_wall.html", {"entrance": entrance, **screen_context(activity, ON_THE_WALL)}


def console(request, activity):
    entrance = ASKING.entrance(activity.pk)
    return "workshops/asking/_console.html", {"entrance": entrance, **screen_context(activity)}


def screen_context(activity, most=None):
    return {
        "activity": activity,
        "room": activity.room,
        "questions": list(questions_of(activity)[:most]),
    }


register_activity(ActivityKind(KIND, _("Questions"), "chat", show=show, wall=wall, console=console))
on_close(order=20)(publish_questions)


@prepares(order=20)
def prepare_questions(room):
    """Each meeting has a place for questions, called so in the meeting's language."""
    with translation.override(room.workshop.locale.language_code):
        Activity.objects.create(room=room, kind=KIND, title=gettext("Questions"), order=20)
