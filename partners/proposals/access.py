"""The way to proposals: who reads, and 404 for what does not exist for them."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.views.decorators.cache import never_cache

from partners.organisations.acting import standing_of
from partners.proposals.models import Proposal, ReviewGrant
from partners.proposals.rules import Reader, is_proposer, level_of


def reader_of(request):
    """Who reads; two queries, at most once a request."""
    if not request.user.is_authenticated:
        return Reader()
    if not hasattr(request, "reader"):
        granted = ReviewGrant.objects.filter(
            user=request.user, permission__codename="review_proposal"
        ).values_list("content_object_id", flat=True)
        request.reader = Reader(request.user, standing_of(request).memberships, frozenset(granted))
    return request.reader


def at_proposal(*, proposes=True):
    """Give the view the `proposal` of the address and the `reader`.

    `proposes`: of its proposers only; else of everybody who may read some of it, the public too.
    """

    def decorate(view):
        @wraps(view)
        def gated(request, pk, **arguments):
            reader = reader_of(request)
            proposal = Proposal.objects.for_list().filter(pk=pk).first()
            if proposal is None:
                raise Http404
            is_let_in = is_proposer(reader, proposal) if proposes else level_of(reader, proposal)
            if not is_let_in:
                raise Http404
            try:
                return view(request, proposal=proposal, reader=reader, **arguments)
            except Proposal.DoesNotExist:
                # A draft that somebody deleted in the meantime.
                raise Http404 from None

        return never_cache(login_required(gated) if proposes else gated)

    return decorate
