"""Questions as a kind of activity: what participants, the wall and who leads see of them."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workshops.asking.actions import publish_questions
from workshops.asking.forms import AskForm
from workshops.asking.hall import ASKING
from workshops.asking.models import AudienceQuestion
from workshops.asking.reading import hand_of, hidden_questions, marked_for, questions_of, speakers_of
from workshops.asking.rules import is_own
from workshops.live.models import Activity
from workshops.live.own import own_keys
from workshops.live.registry import ActivityKind, console_link, on_close, prepares, register_activity
from workshops.live.rules import may_take_part

KIND = "questions"
Stage = AudienceQuestion.Stage
IN_ORDER = [Stage.LIVE, Stage.SHORTLISTED, Stage.ASKED, Stage.ANSWERED]
# So many can be read from the back of the hall.
ON_THE_WALL = 4


def show(request, activity, participant, entrance):
    context = list_context(request, activity, participant) | hands_context(activity, participant)
    return "workshops/asking/_show.html", {"entrance": entrance, "form": AskForm(), **context}


def list_context(request, activity, participant):
    room = activity.room
    own = own_keys(request, room)
    questions = list(marked_for(questions_of(activity), participant))
    for question in questions:
        question.may_go = question.is_open and is_own(question, participant, own)
    return {
        "activity": activity,
        "room": room,
        "may_ask": may_ask(activity),
        "questions": questions,
        "now": next((each for each in questions if each.is_live and room.is_open), None),
    }


def hands_context(activity, participant):
    return {
        "activity": activity,
        "room": activity.room,
        "may_ask": may_ask(activity),
        "hand": hand_of(activity, participant),
        "speakers": list(speakers_of(activity)),
    }


def may_ask(activity):
    return may_take_part(activity.room) and activity.opened_at is not None


def wall(request, activity, entrance):
    return "workshops/asking/_wall.html", {"entrance": entrance, **screen_context(activity, ON_THE_WALL)}


def console(request, activity, entrance):
    return "workshops/asking/_console.html", {"entrance": entrance, **desk_context(activity)}


def screen_context(activity, most):
    """What the hall reads: what is answered now, the most wanted others, and who asks for the floor."""
    questions = list(questions_of(activity).exclude(stage=Stage.ANSWERED)[: most + 1])
    now = next((each for each in questions if each.is_live), None)
    return {
        "activity": activity,
        "room": activity.room,
        "now": now,
        "questions": [each for each in questions if each is not now][:most],
        "speakers": list(speakers_of(activity)),
    }


def desk_context(activity, notice=""):
    """Questions by how far they have come, and who asks for the floor, for who leads."""
    questions = list(questions_of(activity))
    by_stage = [(Stage(name), [each for each in questions if each.stage == name]) for name in IN_ORDER]
    return {
        "activity": activity,
        "room": activity.room,
        "stages": [(stage, those) for stage, those in by_stage if those],
        "hidden": list(hidden_questions(activity)),
        "speakers": list(speakers_of(activity)),
        "notice": notice,
    }


register_activity(
    ActivityKind(
        KIND,
        _("Questions"),
        "chat",
        room=lambda activity: ASKING.room(activity.pk),
        show=show,
        wall=wall,
        console=console,
    )
)
on_close(order=20)(publish_questions)


@prepares(order=20)
def prepare_questions(room):
    """Each meeting has a place for questions, called so in the meeting's language."""
    with translation.override(room.workshop.locale.language_code):
        Activity.objects.create(room=room, kind=KIND, title=gettext("Questions"), order=20)


@console_link(order=20)
def to_questions(room):
    """Questions come while something else is on the screen, too."""
    activity = room.activities.filter(kind=KIND).first()
    return (_("Lead questions and speakers"), questions_desk(activity)) if activity else None


def questions_desk(activity):
    return reverse("live_questions_desk", args=[activity.room.code, activity.pk])
