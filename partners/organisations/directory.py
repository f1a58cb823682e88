"""The directory of partners, for everyone: who they are, what they offer and need, and where they are.

Only approved organisations are here. Those that show their profile to partners alone are here for partners
and the municipality, and exist for nobody else.
"""

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import Count, Prefetch
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.paging import name_page
from partners.organisations.acting import reads_as_partner, standing_of
from partners.organisations.filters import DirectoryForm
from partners.organisations.models import Membership, Organisation
from partners.organisations.places import the_map
from partners.organisations.spots import spots_of
from partners.workspace import workspace

PAGE_SIZE = 12


@require_safe
def directory(request):
    """Partners by name, narrowed by what the address says."""
    form = DirectoryForm(request.GET, to_partners=reads_as_partner(request))
    page = name_page(form.found(), request.GET, field="sort_name", size=PAGE_SIZE)
    context = {
        "form": form,
        "page": page,
        "narrowed": form.is_narrowing,
        "list_url": reverse("partner_directory"),
    }
    if request.htmx and not request.htmx.history_restore_request:
        response = _told_alone(request, render(request, "partners/directory/_results.html", context))
    else:
        response = _shown(request, "directory", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def partner_map(request):
    """How many partners there are at each place: as a drawing, and as a list that says the same."""
    listed = Organisation.objects.listed(to_partners=reads_as_partner(request))
    rows = (
        listed.order_by("place")
        .values_list("place")
        .annotate(count=Count("pk"), names=ArrayAgg("name", order_by="sort_name"))
    )
    context = {"map": the_map(), "spots": spots_of(rows, the_map())}
    return _shown(request, "map", context, _step(_("Map"), "partner_map"))


@require_safe
def partner_profile(request, pk):
    """What one partner tells of itself. Who acts for it, partners alone are told."""
    is_partner = reads_as_partner(request)
    listed = Organisation.objects.listed(to_partners=is_partner)
    it = listed.filter(pk=pk).first()
    if it is None:
        return redirect(get_object_or_404(listed, former=pk).get_profile_url())
    context = {
        "organisation": it,
        "people": people_of(it) if is_partner else [],
        "own": standing_of(request).find(it.pk),
    }
    return _shown(request, "profile", context, {"title": it.name, "url": request.path})


def people_of(organisation):
    """The people who act for it, each with the approved organisations they act for. Two queries."""
    named = (
        Membership.objects.acting()
        .select_related("organisation")
        .defer("organisation__search")
        .order_by("organisation__sort_name")
    )
    return (
        organisation.memberships.active()
        .select_related("user")
        .prefetch_related(Prefetch("user__memberships", named, to_attr="approved"))
        .order_by("user__name", "pk")
    )


def _shown(request, name, context, *steps):
    """A page of the site for visitors, and of the workspace for who is signed in."""
    crumbs = [_step(_("Partners"), "partner_directory"), *steps]
    if request.user.is_authenticated:
        template, context = f"partners/directory/{name}_signed_in.html", context | {"breadcrumbs": crumbs}
        return _told_alone(request, workspace(request, template, context))
    front = {"title": _("Front page"), "url": reverse("wagtail_serve", args=[""])}
    return render(request, f"partners/directory/{name}.html", context | {"breadcrumbs": [front, *crumbs]})


def _step(title, url_name):
    return {"title": title, "url": reverse(url_name)}


def _told_alone(request, response):
    """What somebody signed in is shown is kept by no cache."""
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def logo(request, name):
    """A logo as we have drawn it; a new one has a new name."""
    try:
        return FileResponse(default_storage.open(f"logoer/{name}"), content_type="image/webp")
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
        raise Http404 from None
