"""The workspace's first page."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.happenings import lately
from partners.overview.actions import come_by
from partners.people.waiting import all_that_waits
from partners.workspace import overview_sections, workspace


@login_required
@require_safe
@never_cache
def overview(request):
    """What waits for this person, what is new since they were last here, and what their subjects show."""
    context = {
        "waits": all_that_waits(request),
        "sections": overview_sections(request),
        "happenings": lately(request),
        "last_time": come_by(request.user),
    }
    return workspace(request, "partners/overview/overview.html", context)
