"""The hub's room of an activity: a new question comes at the end, a vote changes its figure, nothing jumps.

What is pushed is the same for all: whether one has voted oneself is known to one's own page alone.
"""

from django.db.models import Count
from django.template.loader import render_to_string

from partners.inputs.sections import told_of_hiding, told_of_showing
from portal.live.actions import forget, tell
from portal.live.rooms import register_kind
from workshops.asking.models import AudienceQuestion, Hand
from workshops.asking.reading import live_question, speakers_of
from workshops.live import hall
from workshops.live.models import Activity


def may_enter(user, key):
    """Who may be in the meeting's room."""
    activity = Activity.objects.filter(pk=key).first() if key.isdecimal() else None
    return activity is not None and hall.may_enter(user, str(activity.room_id))


def render(key, what, data):
    return RENDERERS[what](int(key), **data)


def _gone(activity, question):
    return {"target": f"#question-{question}", "swap": "remove"}


def _question(activity, question):
    row = _row(question)
    context = {"question": row, "room": row.activity.room, "may_ask": True}
    html = render_to_string("workshops/asking/_question.html", context)
    return {"target": "#questions", "swap": "append", "html": html}


def _votes(activity, question):
    return _replaced("votes", _row(question))


def _stage(activity, question):
    return _replaced("stage", _row(question))


def _replaced(part, question):
    html = render_to_string(f"workshops/asking/_{part}.html", {"question": question})
    return {"target": f"#question-{question.pk}-{part}", "swap": "replace", "html": html}


def _now(activity):
    html = render_to_string("workshops/asking/_now.html", {"now": live_question(activity)})
    return {"target": "#question-now", "swap": "replace", "html": html}


def _hands(activity):
    html = render_to_string("workshops/asking/_speakers.html", {"speakers": speakers_of(activity)})
    return {"target": "#speakers", "swap": "replace", "html": html}


def _called(activity, hand):
    """Found on the page of the one whose hand it is alone."""
    html = render_to_string("workshops/asking/_hand_state.html", {"hand": Hand.objects.get(pk=hand)})
    return {"target": f"#hand-{hand}-state", "swap": "replace", "html": html}


def _lowered(activity, hand):
    """There it can be raised again."""
    html = render_to_string("workshops/asking/_hand.html", {"hand": None})
    return {"target": f"#hand-{hand}", "swap": "replace", "html": html}


def _row(pk):
    rows = AudienceQuestion.objects.select_related("input", "activity__room")
    return rows.annotate(votes=Count("upvotes")).get(pk=pk)


RENDERERS = {
    "gone": _gone,
    "question": _question,
    "votes": _votes,
    "stage": _stage,
    "now": _now,
    "hands": _hands,
    "called": _called,
    "lowered": _lowered,
}
ASKING = register_kind("asking", may_enter=may_enter, render=render)


# Each of these is to be called last in a transaction.


def tell_of_question(question):
    tell(ASKING, question.activity_id, what="question", question=question.pk)


def tell_of_votes(question):
    tell(ASKING, question.activity_id, what="votes", question=question.pk)


def tell_of_stages(activity, questions):
    """That these stand elsewhere than before, and which one is answered now."""
    for question in questions:
        tell(ASKING, activity, what="stage", question=question.pk)
    tell(ASKING, activity, what="now")


def tell_of_hands(activity, lowered=(), called=()):
    """Who asks for the floor now; to those themselves that it is theirs, or that their hand is down again."""
    for what, hands in (("lowered", lowered), ("called", called)):
        for hand in hands:
            tell(ASKING, activity, what=what, hand=hand.pk)
    tell(ASKING, activity, what="hands")


@told_of_hiding
def take_away(input):
    """What is hidden goes from all screens, and nobody who catches up is told it any more."""
    if question := AudienceQuestion.objects.filter(input=input).first():
        tell_it_is_gone(question)


@told_of_showing
def put_back(input):
    """What is shown again comes at the end, and is answered now if it was."""
    if question := AudienceQuestion.objects.filter(input=input).first():
        tell_of_question(question)
        tell_of_stages(question.activity_id, [])


def tell_it_is_gone(question):
    forget(ASKING, question.activity_id)
    tell(ASKING, question.activity_id, what="gone", question=question.pk)
    tell(ASKING, question.activity_id, what="now")
