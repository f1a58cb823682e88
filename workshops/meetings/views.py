"""The pages of meetings that everyone can read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.views import serve

from home.visibility import visible_to_all
from partners.inputs.models import Input
from portal.prepared import Given, Prepared
from workshops.meetings.agenda import timed_parts
from workshops.meetings.box import box_of, listed_box
from workshops.meetings.functions import index_function, page_function
from workshops.meetings.models import WorkshopPage, attach_originals
from workshops.meetings.page_sections import meeting_sections
from workshops.signups.calendar import meeting_file

PAST_SHOWN = 50
INPUTS_SHOWN = 3
CALENDAR = "text/calendar; charset=utf-8"


@index_function()
@require_safe
def meeting_list(request, page):
    """Meetings to come, and those that have been."""
    meetings = visible_to_all(WorkshopPage.objects.child_of(page).with_seats())
    context = {
        "upcoming": _boxes(request, meetings.upcoming()),
        "past": _boxes(request, meetings.past()[:PAST_SHOWN]),
        "feed_url": request.build_absolute_uri(reverse("meeting_feed")),
    }
    return render(request, "workshops/workshop_index_page.html", page.get_context(request) | context)


def _boxes(request, meetings):
    return [listed_box(request, meeting) for meeting in attach_originals(meetings)]


_latest_inputs = Prepared(
    lambda: (
        Input.objects.public()
        .filter(page__translation_key=Given("key"))
        .newest_first()
        .select_related("theme")
        .prefetch_related("answers")[:INPUTS_SHOWN]
    )
)


@page_function()
@require_safe
def meeting(request, page):
    """The invitation before the meeting, what came of it afterwards."""
    box = box_of(request, page)
    context = {
        "box": box,
        "parts": timed_parts(page.agenda, box.facts.start),
        "questions": page.questions.all(),
        "inputs": _latest_inputs(key=page.translation_key),
        "sections": meeting_sections(request, box.facts),
        "inputs_url": f"{reverse('input_list')}?page={box.facts.pk}",
    }
    return render(request, "workshops/workshop_page.html", page.get_context(request) | context)


@page_function("plasser")
@require_safe
@never_cache
def seats(request, page):
    """The state of the meeting this moment, for a page that is being read."""
    return render(request, "workshops/meetings/_side.html", {"box": box_of(request, page)})


@page_function("kalender")
@require_safe
def calendar_file(request, page):
    """The meeting for anyone's calendar."""
    response = HttpResponse(meeting_file(page), content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
    return response


def calendar_file_at(request, path):
    """The same at the page's address plus `kalender.ics`, which the page tree's own pattern cannot hold."""
    return serve(request, f"{path}kalender/")
