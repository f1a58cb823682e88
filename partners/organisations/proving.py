"""Showing by Ansattporten that one may represent an organisation, instead of waiting for the coordinator."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.organisations import ansattporten
from partners.organisations.access import at_organisation
from partners.organisations.acting import standing_of
from partners.organisations.actions import prove_organisation
from partners.organisations.errors import NotNamed, WrongStatus
from partners.organisations.rules import may_enter, may_prove
from partners.workspace import workspace

logger = logging.getLogger(__name__)


@require_safe
@at_organisation()
def prove(request, membership):
    """What will happen, whom it opens the organisation to, and the way to Ansattporten.

    The way is a link: browsers stop a form that is sent on to another site.
    """
    if not (ansattporten.is_configured() and may_prove(membership)):
        raise Http404
    it = membership.organisation
    try:
        address = ansattporten.address_to_start(request.session, organisation=it, language=get_language())
    except ansattporten.ProofError as error:
        logger.warning("Ansattporten cannot be asked: %s", error)
        address = ""
    crumbs = [
        {"title": it.name, "url": it.get_absolute_url()},
        {"title": _("Confirm with Ansattporten"), "url": request.path},
    ]
    members = it.memberships.active().select_related("user").order_by("-role", "since", "pk")
    context = {"organisation": it, "address": address, "members": members, "breadcrumbs": crumbs}
    return workspace(request, "partners/organisations/prove.html", context)


@login_required
@require_safe
@never_cache
def back(request):
    """The way back: the answer counts for the session that has asked, and the organisation it asked about."""
    if not ansattporten.is_configured():
        raise Http404
    try:
        journey = ansattporten.take_journey(request.session, request.GET)
    except ansattporten.Untrusted:
        messages.error(request, _no_proof())
        return redirect("workspace")
    membership = standing_of(request).find(journey["organisation"])
    if not may_enter(membership):
        raise Http404
    _finish(request, membership.organisation, journey)
    return redirect(membership.organisation)


def _finish(request, organisation, journey):
    """Decide by the answer, and say in plain words what came of it."""
    try:
        numbers = ansattporten.numbers_proved(journey, request.GET)
        prove_organisation(organisation, numbers=numbers, by=request.user)
    except ansattporten.GaveUp:
        messages.info(request, _("Nothing is confirmed. The municipality still looks at it."))
    except ansattporten.Unavailable:
        messages.error(
            request,
            _("Ansattporten does not answer now. Try again later, or wait for the municipality's answer."),
        )
    except ansattporten.Untrusted as error:
        logger.warning("An answer from Ansattporten was refused: %s", error)
        messages.error(request, _no_proof())
    except NotNamed:
        messages.warning(
            request,
            _("Ansattporten does not say that you may represent %(name)s. The municipality still looks.")
            % {"name": organisation.name},
        )
    except WrongStatus:
        messages.info(request, _("The municipality has decided this meanwhile."))
    else:
        messages.success(
            request, _("Confirmed. You can now hand things in for %(name)s.") % {"name": organisation.name}
        )


def _no_proof():
    return _("We could not confirm this with Ansattporten. Try again, or wait for the municipality's answer.")
