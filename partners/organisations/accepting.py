"""Opening an invitation. Whoever has the link still needs the address that it was sent to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners.organisations.acting import represent
from partners.organisations.errors import Closed, InvitationOver, OtherAddress
from partners.organisations.invitations import accept_invitation, invitation_of, owns_address
from partners.organisations.waiting import invitations_to
from partners.workspace import workspace
from portal.ratelimit import too_many

FORM = ["GET", "HEAD", "POST"]
GUESSES = {"limit": 30, "seconds": 600}


@require_http_methods(FORM)
@never_cache
def open_invitation(request, token):
    """The invitation that a letter leads to. A wrong secret is answered like an address that is not there."""
    invitation = invitation_of(token)
    if invitation is None:
        if too_many(request, "invitation", **GUESSES):
            return render(request, "429.html", status=429)
        raise Http404
    if not request.user.is_authenticated:
        return render(request, "partners/organisations/invitation_door.html", _context(request, invitation))
    return _answer(request, invitation)


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


def masked(email):
    """Enough of an address to know one's own by: k…@example.no."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
