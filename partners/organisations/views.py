"""Whom one represents, and an organisation's own pages."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.organisations import ansattporten
from partners.organisations.access import at_organisation, at_person
from partners.organisations.acting import represent
from partners.organisations.actions import edit_profile
from partners.organisations.errors import AlreadyMember, LastOwner
from partners.organisations.forms import InvitationForm, ProfileForm
from partners.organisations.invitations import invite, resend, revoke
from partners.organisations.membership import approve_join, change_role, leave, refuse_join, remove
from partners.organisations.models import Membership, Organisation
from partners.organisations.rules import may_manage, may_prove
from partners.workspace import workspace
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
# An owner who invites a whole office; more in an hour is somebody who uses us to send mail.
INVITATIONS = {"limit": 40, "per": timedelta(hours=1)}


@login_required
@require_POST
def switch(request):
    """Act for another organisation, or for oneself, from now on."""
    choice = request.POST.get("organisation", "")
    try:
        membership = represent(request, int(choice) if choice.isascii() and choice.isdigit() else -1)
    except Organisation.DoesNotExist:
        raise Http404 from None
    name = membership.organisation.name if membership else _("yourself")
    messages.success(request, _("You now represent %(name)s.") % {"name": name})
    return redirect(_way_back(request))


def _way_back(request):
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return reverse("workspace")


@require_safe
@at_organisation()
def organisation(request, membership):
    """Who acts for the organisation, who is invited, and what the register says."""
    return _organisation_page(request, membership, InvitationForm())


def _organisation_page(request, membership, form, status=200):
    it = membership.organisation
    members = list(it.memberships.select_related("user").order_by("-role", "since", "pk"))
    manages = may_manage(membership)
    context = {
        "organisation": it,
        "membership": membership,
        "manages": manages,
        "may_prove": ansattporten.is_configured() and may_prove(membership),
        "members": [each for each in members if each.is_active],
        "requests": [each for each in members if not each.is_active] if manages else [],
        "invitations": it.invitations.open() if manages else [],
        "form": form,
        "breadcrumbs": [{"title": it.name, "url": it.get_absolute_url()}],
    }
    return workspace(request, "partners/organisations/organisation.html", context, status=status)


@require_http_methods(FORM)
@at_organisation(manages=True)
def profile(request, membership):
    """What the organisation tells of itself."""
    it = membership.organisation
    instance = Organisation.objects.get(pk=it.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            edit_profile(it, by=request.user, **form.cleaned_data)
        except Organisation.DoesNotExist:
            # Merged into another while this was written: its words are not the other's.
            raise Http404 from None
        messages.success(request, _("The profile is saved."))
        return redirect(it)
    crumbs = [
        {"title": it.name, "url": it.get_absolute_url()},
        {"title": _("Profile"), "url": request.path},
    ]
    context = {
        "organisation": it,
        "form": form,
        "logo_is_lost": "logo" in request.FILES,
        "breadcrumbs": crumbs,
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/organisations/profile.html", context, status=status)


@require_POST
@at_organisation(manages=True)
def send_invitation(request, membership):
    it = membership.organisation
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _organisation_page(request, membership, form, status=422)
    if not allow(f"invite:{it.pk}", **INVITATIONS):
        form.add_error(None, _("You have sent many invitations. Wait an hour before you send more."))
        return _organisation_page(request, membership, form, status=429)
    try:
        invite(it, **form.cleaned_data, by=request.user, language=get_language())
    except AlreadyMember:
        form.add_error("email", _("This person is a member."))
        return _organisation_page(request, membership, form, status=422)
    messages.success(request, _("The invitation is on its way."))
    return redirect(it)


@require_POST
@at_organisation(manages=True)
def resend_invitation(request, membership, invitation_pk):
    it = membership.organisation
    invitation = get_object_or_404(it.invitations.open(), pk=invitation_pk)
    if allow(f"invite:{it.pk}", **INVITATIONS):
        resend(invitation, by=request.user)
        messages.success(request, _("A new invitation is on its way. The earlier one no longer works."))
    else:
        messages.error(request, _("You have sent many invitations. Wait an hour before you send more."))
    return redirect(it)


@require_POST
@at_organisation(manages=True)
def revoke_invitation(request, membership, invitation_pk):
    it = membership.organisation
    revoke(get_object_or_404(it.invitations.open(), pk=invitation_pk), by=request.user)
    messages.success(request, _("The invitation is revoked."))
    return redirect(it)


@require_POST
@at_person(asks=True)
def let_in(request, membership, person):
    approve_join(person, by=request.user)
    messages.success(request, _("%(name)s is now a member.") % {"name": person.shown_name})
    return redirect(membership.organisation)


@require_POST
@at_person(asks=True)
def turn_down(request, membership, person):
    refuse_join(person, by=request.user)
    messages.success(request, _("%(name)s is told that the answer is no.") % {"name": person.shown_name})
    return redirect(membership.organisation)


@require_POST
@at_person()
def set_role(request, membership, person):
    role = request.POST.get("role")
    if role not in Membership.Role.values:
        raise Http404
    try:
        change_role(person, role=role, by=request.user)
    except LastOwner:
        messages.error(request, last_owner_words())
    else:
        messages.success(request, _("The role is changed."))
    return redirect(membership.organisation)


@require_http_methods(FORM)
@at_person()
def remove_member(request, membership, person):
    return _part(request, person, lambda: remove(person, by=request.user), own=person.pk == membership.pk)


@require_http_methods(FORM)
@at_organisation(asks=True)
def leave_organisation(request, membership):
    """Leave, or take back the request to join."""
    return _part(request, membership, lambda: leave(membership), own=True)


def _part(request, membership, end, *, own):
    """Asks once, then ends a membership."""
    it = membership.organisation
    if request.method == "POST":
        try:
            end()
        except LastOwner:
            messages.error(request, last_owner_words())
            return redirect(it)
        messages.success(request, _("The membership is ended."))
        return redirect("workspace" if own else it)
    crumbs = [{"title": it.name, "url": it.get_absolute_url()}] if membership.is_active else []
    title = _("Leave") if own else _("Remove")
    context = {
        "organisation": it,
        "person": membership,
        "own": own,
        "breadcrumbs": [*crumbs, {"title": title, "url": request.path}],
    }
    return workspace(request, "partners/organisations/part.html", context)


def last_owner_words():
    return _("An organisation always has an owner. Make somebody else an owner first.")
