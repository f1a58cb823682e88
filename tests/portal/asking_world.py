"""A meeting that goes on, with questions on the screen."""

import uuid

from tests.factories import WorkshopPageFactory
from workshops.asking.actions import ask
from workshops.live.actions import join_room, open_room, show_activity
from workshops.live.models import Activity

OF_ALL = (
    "questions",
    "ask",
    "upvote",
    "unask",
    "hands",
    "hand",
    "wall_questions",
    "console_questions",
    "questions_desk",
    "chair",
)
OF_ONE = ("question_answer", "question_hide")


def asking_world(by):
    """(what stands for the table's names, the activity)."""
    room = open_room(WorkshopPageFactory(title="Møtet som holdes"), by=by)
    activity = Activity.objects.get(room=room, kind="questions")
    show_activity(room, activity, by=by, seen=room.step)
    activity.refresh_from_db()
    bird = join_room(room, client_id=uuid.uuid4(), name="Fuglen", kind="self")
    question = ask(activity, bird, text="Når?", anonymous=True, client_id=uuid.uuid4(), language="nb")
    arguments = {f"live_{name}": [room.code, activity.pk] for name in OF_ALL}
    arguments |= {f"live_{name}": [room.code, activity.pk, question.pk] for name in OF_ONE}
    return arguments, activity
