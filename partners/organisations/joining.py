"""Becoming a partner: as a volunteer, with an organisation of one's own, or in one that is there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partners.organisations.acting import represent
from partners.organisations.actions import found_organisation
from partners.organisations.errors import AlreadyThere, Closed
from partners.organisations.forms import ByHandForm, SearchForm
from partners.organisations.membership import ask_to_join
from partners.organisations.models import Organisation
from partners.organisations.register import RegisterUnavailable, look_up, number_in, search
from partners.workspace import workspace
from portal.ratelimit import too_many

FORM = ["GET", "HEAD", "POST"]
# Searches while typing, from a whole office behind one address.
SEARCHES = {"limit": 240, "seconds": 600}
NEW = {"limit": 20, "seconds": 3600}


@require_safe
@never_cache
def become_partner(request):
    """The two ways in, for anybody."""
    crumbs = [{"title": _("Become a partner"), "url": request.path}]
    template = "partners/organisations/become.html"
    if request.user.is_authenticated:
        return workspace(request, "partners/organisations/become_signed_in.html", {"breadcrumbs": crumbs})
    return render(request, template, {"breadcrumbs": [{"title": _("Front page"), "url": _front()}, *crumbs]})


def _front():
    return reverse("wagtail_serve", args=[""])


def _way(*steps):
    """The breadcrumbs of the pages below «Become a partner»."""
    first = {"title": _("Become a partner"), "url": reverse("become_partner")}
    return [first, *({"title": title, "url": url} for title, url in steps)]


@login_required
@require_safe
@never_cache
def find_organisation(request):
    """Search the register by name or number, also while typing."""
    form = SearchForm(request.GET)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    context = {"form": form, "q": words, "breadcrumbs": _way((_("Find your organisation"), request.path))}
    context |= _hits(request, words)
    fragment = request.htmx and not request.htmx.history_restore_request
    if fragment:
        response = render(request, "partners/organisations/_hits.html", context)
    else:
        response = workspace(request, "partners/organisations/find.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _hits(request, words):
    """What the register finds, and those of it that are partners already; or that it does not answer."""
    if not words:
        return {"hits": None}
    if too_many(request, "register", **SEARCHES):
        return {"hits": None, "is_down": True}
    try:
        return {"hits": search(words), "is_number": bool(number_in(words))}
    except RegisterUnavailable:
        return {"hits": None, "is_down": True}


@login_required
@require_http_methods(FORM)
@never_cache
def confirm_organisation(request, number):
    """What the register says of one number: make it a partner, or ask to join it when it is one."""
    if number_in(number) != number:
        raise Http404
    there = Organisation.objects.filter(number=number).exclude(status=Organisation.Status.REJECTED).first()
    if there:
        return _join(request, there)
    try:
        facts = look_up(number)
    except RegisterUnavailable:
        messages.info(request, _("The register does not answer now. Fill in the rest yourself."))
        return redirect(f"{reverse('organisation_by_hand')}?number={number}")
    if request.method == "POST" and facts.can_join:
        return _found(request, name=facts.name, kind=facts.kind, number=number, facts=facts)
    context = {
        "facts": facts,
        "breadcrumbs": _way(
            (_("Find your organisation"), reverse("find_organisation")), (facts.name or number, request.path)
        ),
    }
    status = 409 if request.method == "POST" else 200
    return workspace(request, "partners/organisations/confirm.html", context, status=status)


def _join(request, organisation):
    """Ask to join one that is a partner already."""
    membership = organisation.memberships.filter(user=request.user).first()
    if membership and membership.is_active:
        return redirect(organisation)
    if request.method == "POST":
        return _ask(request, organisation)
    context = {
        "organisation": organisation,
        "membership": membership,
        "breadcrumbs": _way(
            (_("Find your organisation"), reverse("find_organisation")), (organisation.name, request.path)
        ),
    }
    return workspace(request, "partners/organisations/join.html", context)


def _ask(request, organisation):
    try:
        ask_to_join(organisation, user=request.user, language=get_language())
    except Closed:
        messages.error(request, _("%(name)s takes nobody in now.") % {"name": organisation.name})
    else:
        messages.success(request, _("The owners are asked. You get a letter when they have answered."))
    return redirect("workspace")


@login_required
@require_http_methods(FORM)
@never_cache
def organisation_by_hand(request):
    """Register what the register does not have, or cannot tell us now."""
    initial = {"number": request.GET.get("number", ""), "kind": request.GET.get("kind", "")}
    form = ByHandForm(request.POST or None, initial=initial | {"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        twins = form.find_twins()
        chosen = next((each for each in twins if str(each.pk) == request.POST.get("join")), None)
        if chosen:
            return _ask(request, chosen)
        if not twins:
            data = form.cleaned_data
            return _found(request, name=data["name"], kind=data["kind"], number=data["number"])
    context = {"form": form, "breadcrumbs": _way((_("Fill in yourself"), request.path))}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/organisations/by_hand.html", context, status=status)


def _found(request, **fields):
    if too_many(request, "found_organisation", **NEW):
        messages.error(request, _("Many organisations have come from your network. Wait an hour."))
        return redirect("workspace")
    try:
        organisation = found_organisation(by=request.user, **fields, language=get_language())
    except AlreadyThere as there:
        return redirect("confirm_organisation", there.organisation.number)
    request.__dict__.pop("standing", None)
    represent(request, organisation.pk)
    messages.success(request, _("%(name)s is registered.") % {"name": organisation.name})
    return redirect(organisation)
