"""Accepting an invitation to one thread, by the link of the letter."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partners.discussions.inviting import accept_invitation, decline_invitation, invitation_of
from partners.groups.errors import GroupError, KeptOut
from partners.organisations.doors import masked, opened_by_letter
from partners.organisations.invitations import owns_address
from partners.workspace import workspace


def _context(request, invitation):
    group = invitation.discussion.group
    return {
        "invitation": invitation,
        "discussion": invitation.discussion,
        "group": group,
        "name": invitation.discussion.title,
        "is_open": invitation.is_open and group.is_active,
        "here": request.path,
        "masked": masked(invitation.email),
    }


@opened_by_letter(
    find=invitation_of,
    scope="guest_invitation",
    door="partners/groups/invitation_door.html",
    context=_context,
)
def open_invitation(request, invitation):
    """The invitation that a letter leads to, for who has its address."""
    is_mine = owns_address(request.user, invitation.email)
    if request.method != "POST" or not is_mine:
        return _page(request, invitation, is_mine=is_mine, status=200 if request.method != "POST" else 409)
    try:
        if request.POST.get("answer") == "no":
            decline_invitation(invitation, user=request.user)
            messages.success(request, _("You have declined the invitation."))
            return redirect("group_list")
        accept_invitation(invitation, user=request.user)
    except KeptOut:
        messages.error(request, _("The municipality has kept you from taking part for a while."))
        return redirect("group_list")
    except GroupError:
        invitation.refresh_from_db()
        return _page(request, invitation, is_mine=is_mine, status=409)
    messages.success(request, _("You can read and write in this thread."))
    return redirect(invitation.discussion)


def _page(request, invitation, *, is_mine, status):
    context = _context(request, invitation) | {
        "is_mine": is_mine,
        "breadcrumbs": [{"title": _("Invitation"), "url": request.path}],
    }
    return workspace(request, "partners/discussions/invitation.html", context, status=status)
