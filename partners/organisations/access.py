"""The way to one organisation's pages: what is not yours does not exist, and answers 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from partners.organisations.acting import standing_of
from partners.organisations.actions import kept_instead_of
from partners.organisations.rules import may_enter, may_manage


def at_organisation(*, manages=False, asks=False):
    """Give the view the person's own `membership` in the organisation of the address.

    Without more, that of an active member; `manages`: of one who manages it; `asks`: also of one who only
    asks to join.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        @never_cache
        def gated(request, pk, **arguments):
            membership = standing_of(request).find(pk)
            is_let_in = may_manage(membership) if manages else may_enter(membership)
            if not (is_let_in or (asks and membership)):
                return _where_it_is_now(request, pk)
            return view(request, membership=membership, **arguments)

        return gated

    return decorate


def _where_it_is_now(request, pk):
    """Leads those who are in it to the organisation that this one was merged into; others find nothing."""
    kept = kept_instead_of(pk) if request.method in ("GET", "HEAD") else None
    if kept is None or not may_enter(standing_of(request).find(kept.pk)):
        raise Http404
    return redirect(kept)


def at_person(*, asks=False):
    """Give the view of one who manages also the `person`: the membership of this organisation in the address.

    An active one; with `asks` one that waits for an answer.
    """

    def decorate(view):
        @wraps(view)
        @at_organisation(manages=True)
        def gated(request, membership, membership_pk):
            people = membership.organisation.memberships.select_related("user", "organisation")
            people = people.requested() if asks else people.active()
            return view(request, membership=membership, person=get_object_or_404(people, pk=membership_pk))

        return gated

    return decorate
