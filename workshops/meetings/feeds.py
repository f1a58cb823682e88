"""Calendars to subscribe to: everybody's, without links, and each participant's own."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.visibility import visible_to_all
from workshops.meetings.models import WorkshopPage, attach_originals
from workshops.meetings.views import CALENDAR
from workshops.signups.calendar import meetings_feed, signups_feed
from workshops.signups.models import SignUp

# Calendar programs drop what a feed no longer holds, so meetings stay a year after they were held.
KEPT = timedelta(days=365)


@require_safe
def meeting_feed(request):
    """All public meetings in the reader's language."""
    since = timezone.now() - KEPT
    meetings = visible_to_all(WorkshopPage.objects.filter(end__gte=since)).order_by("start", "pk")
    here = meetings.filter(locale__language_code=get_language()).select_related("state", "locale")
    return HttpResponse(meetings_feed(attach_originals(here)), content_type=CALENDAR)


@require_safe
def signup_feed(request, token):
    """Every meeting that the person behind the token is signed up for."""
    signups = SignUp.objects.own_calendar(token, since=timezone.now() - KEPT)
    if not signups:
        raise Http404
    return HttpResponse(signups_feed(signups), content_type=CALENDAR)
