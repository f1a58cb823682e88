"""Opening an invitation. Whoever has the link still needs the address that it was sent to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners.organisations.acting import represent
from partners.organisations.doors import masked, opened_by_letter
from partners.organisations.errors import Closed, InvitationOver, OtherAddress
from partners.organisations.invitations import accept_invitation, invitation_of, owns_address
from partners.organisations.waiting import invitations_to
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(FORM)
@never_cache
def own_invitation(request, pk):
    """The same invitation, for the signed-in owner of the address."""
    return _answer(request, get_object_or_404(invitations_to(request.user), pk=pk))


def _answer(request, invitation):
    is_mine = owns_address(request.user, invitation.email)
    if request.method == "POST":
        try:
            membership = accept_invitation(invitation, user=request.user, language=get_language())
        except (OtherAddress, InvitationOver, Closed):
            return _page(request, invitation, is_mine=is_mine, status=409)
        request.__dict__.pop("standing", None)
        represent(request, membership.organisation_id)
        messages.success(request, _("You can now act for %(name)s.") % {"name": invitation.organisation.name})
        return redirect(invitation.organisation)
    return _page(request, invitation, is_mine=is_mine)


def _page(request, invitation, *, is_mine, status=200):
    context = _context(request, invitation) | {
        "is_mine": is_mine,
        "breadcrumbs": [{"title": _("Invitation"), "url": request.path}],
    }
    return workspace(request, "partners/organisations/invitation.html", context, status=status)


def _context(request, invitation):
    return {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "is_open": invitation.is_open and invitation.organisation.is_open,
        "here": request.path,
        "masked": masked(invitation.email),
    }


@opened_by_letter(
    find=invitation_of,
    scope="invitation",
    door="partners/organisations/invitation_door.html",
    context=_context,
)
def open_invitation(request, invitation):
    """The invitation that a letter leads to."""
    return _answer(request, invitation)
