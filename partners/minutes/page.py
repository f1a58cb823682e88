"""What the pages of meetings and minutes show."""

from base64 import b64encode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partners.groups.views import crumb, here
from partners.minutes.approving import people_of
from partners.minutes.forms import CorrectionForm, MinutesForm
from partners.minutes.live import MINUTES
from partners.minutes.marks import marks_in
from partners.minutes.models import GroupMeeting, MeetingAnswer
from partners.minutes.rules import may_answer, may_approve, may_change, may_correct, may_write
from partners.minutes.writing import written_in

Comes = MeetingAnswer.Comes


def crumbs(group, meeting=None, title=""):
    way = [
        here(),
        crumb(group),
        {"title": _("Meetings"), "url": reverse("group_meeting_list", args=[group.slug])},
    ]
    if meeting:
        way.append({"title": meeting.title, "url": meeting.get_absolute_url()})
    return [*way, {"title": title, "url": ""}] if title else way


def meeting_context(request, meeting, member):
    """A meeting with its agenda and who comes. Three queries."""
    answers = {each.user_id: each for each in meeting.answers.all()}
    members = list(meeting.group.members.with_people().in_order())
    items = list(meeting.agenda.select_related("who"))
    own = answers.get(request.user.pk)
    return {
        "meeting": meeting,
        "group": meeting.group,
        "member": member,
        "agenda": items,
        "agenda_minutes": sum(item.minutes or 0 for item in items),
        "answer": own,
        "choices": Comes.choices,
        "coming": _answered(members, answers, Comes.YES),
        "perhaps": _answered(members, answers, Comes.MAYBE),
        "away": _answered(members, answers, Comes.NO),
        "unanswered": [each for each in members if each.user_id not in answers],
        "may_answer": may_answer(member, meeting),
        "may_change": may_change(member, meeting),
        "may_write": may_write(member, meeting),
        "breadcrumbs": crumbs(meeting.group, meeting),
    }


def _answered(members, answers, comes):
    return [each for each in members if each.user_id in answers and answers[each.user_id].comes == comes]


def minutes_context(meeting, member, *, form=None, correction=None):
    """The minutes: as they stand, or with the form that they are written in.

    A form that is sent in vain keeps what is typed, beside the state that it was made from.
    """
    entrance = MINUTES.entrance(meeting.pk)
    meeting = GroupMeeting.objects.select_related("group").get(pk=meeting.pk)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "member": member,
        "entrance": entrance,
        "may_write": may_write(member, meeting),
        "may_approve": may_approve(member, meeting),
        "breadcrumbs": crumbs(meeting.group, meeting, pgettext("of a meeting", "Minutes")),
    }
    if meeting.is_approved:
        return context | {
            "form": form,
            "marks": list(meeting.marked_lines.select_related("owner", "decision__group")),
            "corrections": list(meeting.corrections.all()),
            "correction_form": correction or (CorrectionForm() if may_correct(member, meeting) else None),
        }
    replica = written_in(meeting)
    return context | {
        "form": form or MinutesForm(initial=begun(replica)),
        "base": begun(replica)["base"],
        "text": str(replica),
        "number": meeting.number,
        "marks": marks_of(meeting, str(replica)),
    }


def begun(replica):
    return {"base": b64encode(replica.state).decode(), "text": str(replica)}


def marks_of(meeting, text):
    """The marked lines of what is being written. One query."""
    return marks_in(text, people=people_of(meeting.group), day=timezone.localdate(meeting.start))
