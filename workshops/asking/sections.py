"""What the questions from a meeting add to other pages."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.inputs.models import Input
from partners.inputs.sections import input_section
from workshops.asking.reading import shown_questions
from workshops.live.registry import counts


@input_section(order=16)
def asked_in_meeting(request, input):
    """In which meeting it was asked, how many wanted to know, and what was answered there. One query."""
    if input.kind != Input.Kind.QUESTION:
        return None
    question = shown_questions().select_related("activity__room__workshop").filter(pk=input.pk).first()
    if question is None:
        return None
    return "workshops/asking/_on_input.html", {"question": question, "label": _("From the meeting")}


@counts(order=30)
def questions_of_room(room):
    number = shown_questions().filter(activity__room=room).count()
    return number, ngettext("question asked", "questions asked", number)
