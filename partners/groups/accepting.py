"""Accepting an invitation to a group: by the link of the letter, or from one's own list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners.groups.errors import GroupError, KeptOut
from partners.groups.forms import JoinForm
from partners.groups.invitations import (
    accept_invitation,
    decline_invitation,
    invitation_of,
    invitations_to,
    is_for,
)
from partners.groups.people_views import organisations_of
from partners.groups.views import here
from partners.organisations.doors import masked, opened_by_letter
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(FORM)
@never_cache
def own_invitation(request, pk):
    """The same invitation, for the signed-in person whom it is for."""
    return _answer(request, get_object_or_404(invitations_to(request.user), pk=pk))


def _answer(request, invitation):
    is_mine = is_for(invitation, request.user)
    data = request.POST if request.method == "POST" else None
    form = JoinForm(data, organisations=organisations_of(request), asks=False)
    if request.method != "POST" or not is_mine or not form.is_valid():
        status = 200 if request.method != "POST" else 409
        return _page(request, invitation, form, is_mine=is_mine, status=status)
    try:
        if request.POST.get("answer") == "no":
            decline_invitation(invitation, user=request.user)
            messages.success(request, _("You have declined the invitation."))
            return redirect("group_list")
        accept_invitation(invitation, user=request.user, language=get_language(), **form.cleaned_data)
    except KeptOut:
        messages.error(request, _("The municipality has kept you from taking part for a while."))
        return redirect("group_list")
    except GroupError:
        return _page(request, invitation, form, is_mine=is_mine, status=409)
    messages.success(request, _("You are in the working group %(name)s.") % {"name": invitation.group.name})
    return redirect(invitation.group)


def _page(request, invitation, form, *, is_mine, status):
    context = _context(request, invitation) | {
        "form": form,
        "is_mine": is_mine,
        "breadcrumbs": [here(), {"title": _("Invitation"), "url": request.path}],
    }
    return workspace(request, "partners/groups/invitation.html", context, status=status)


def _context(request, invitation):
    return {
        "invitation": invitation,
        "group": invitation.group,
        "name": invitation.group.name,
        "is_open": invitation.is_open and invitation.group.is_active,
        "here": request.path,
        "masked": masked(invitation.to),
    }


@opened_by_letter(
    find=invitation_of,
    scope="group_invitation",
    door="partners/groups/invitation_door.html",
    context=_context,
)
def open_invitation(request, invitation):
    """The invitation that a letter leads to."""
    return _answer(request, invitation)
