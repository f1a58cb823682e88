"""The hub's room of an activity: a new question comes at the end, a vote changes its figure, nothing jumps.

What is pushed is the same for all: whether one has voted oneself is known to one's own page alone.
"""

from django.db.models import Count
from django.template.loader import render_to_string

from partners.inputs.sections import told_of_hiding
from portal.live.actions import forget, tell
from portal.live.rooms import register_kind
from workshops.asking.models import AudienceQuestion
from workshops.live import hall
from workshops.live.models import Activity


def may_enter(user, key):
    """Who may be in the meeting's room."""
    activity = Activity.objects.filter(pk=key).first() if key.isdecimal() else None
    return activity is not None and hall.may_enter(user, str(activity.room_id))


def render(key, what, data):
    if what == "hidden":
        return {"target": f"#question-{data['question']}", "swap": "remove"}
    rows = AudienceQuestion.objects.select_related("input", "activity__room")
    question = rows.annotate(votes=Count("upvotes")).get(pk=data["question"])
    if what == "question":
        context = {"question": question, "room": question.activity.room, "may_ask": True}
        html = render_to_string("workshops/asking/_question.html", context)
        return {"target": "#questions", "swap": "append", "html": html}
    html = render_to_string("workshops/asking/_votes.html", {"question": question})
    return {"target": f"#question-{question.pk}-votes", "swap": "replace", "html": html}


ASKING = register_kind("asking", may_enter=may_enter, render=render)


def tell_of_question(question):
    """To be called last in a transaction."""
    tell(ASKING, question.activity_id, what="question", question=question.pk)


def tell_of_votes(question):
    """To be called last in a transaction."""
    tell(ASKING, question.activity_id, what="votes", question=question.pk)


@told_of_hiding
def take_away(input):
    """What is hidden goes from all screens, and nobody who catches up is told it any more."""
    if question := AudienceQuestion.objects.filter(input=input).first():
        forget(ASKING, question.activity_id)
        tell(ASKING, question.activity_id, what="hidden", question=question.pk)
