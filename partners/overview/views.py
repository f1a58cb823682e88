"""The workspace's first page, and what happened lately."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.happenings import lately
from partners.overview.actions import come_by
from partners.overview.models import Visit
from partners.people.waiting import all_that_waits
from partners.workspace import overview_sections, workspace


@login_required
@require_safe
@never_cache
def overview(request):
    """What waits for this person, and what each subject shows; what happened lately is fetched after it."""
    context = {
        "waits": all_that_waits(request),
        "sections": overview_sections(request),
        "last_time": come_by(request.user),
    }
    return workspace(request, "partners/overview/overview.html", context)


@login_required
@require_safe
@never_cache
def activity(request):
    """What happened lately: a page of its own, and the part of the overview that is fetched after it."""
    context = {
        "happenings": lately(request),
        "last_time": Visit.objects.filter(user=request.user).values_list("before", flat=True).first(),
        "breadcrumbs": [{"title": _("What happened lately"), "url": reverse("workspace_activity")}],
    }
    if request.htmx:
        return render(request, "partners/overview/_activity.html", context)
    return workspace(request, "partners/overview/activity.html", context)
