"""A meeting that goes on, with questions on the screen."""

from tests.factories import WorkshopPageFactory
from workshops.live.actions import open_room, show_activity
from workshops.live.models import Activity

NAMES = ("questions", "ask", "upvote", "wall_questions", "console_questions")


def asking_world(by):
    """(what stands for the table's names, the activity)."""
    room = open_room(WorkshopPageFactory(title="Møtet som holdes"), by=by)
    activity = Activity.objects.get(room=room, kind="questions")
    show_activity(room, activity, by=by, seen=room.step)
    return {f"live_{name}": [room.code, activity.pk] for name in NAMES}, activity
