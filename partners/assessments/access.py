"""The way to what one is asked to assess: 404 for everybody who is not, or no longer."""

from functools import wraps

from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import Http404
from django.views.decorators.cache import never_cache

from partners.assessments.models import Review
from partners.proposals.models import Proposal

# What was withdrawn is nobody's to assess; what is decided can be read by who has assessed it.
ASSESSED = [*Proposal.OPEN, Proposal.Status.ACCEPTED, Proposal.Status.DECLINED]


def reviews_of(user):
    """What this person is asked to assess, also by mail to a verified address of theirs."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values(address=Lower("email"))
    mine = Q(reviewer=user) | Q(reviewer=None, email__in=addresses)
    return (
        Review.objects.standing()
        .filter(mine, proposal__status__in=ASSESSED)
        .select_related("proposal__organisation", "proposal__proposer", "proposal__current")
        .order_by("email", "assigned_at", "pk")
    )


def at_review(view):
    """Give the view the reader's own `review` of the proposal of the address."""

    @wraps(view)
    @login_required
    @never_cache
    def gated(request, pk):
        review = reviews_of(request.user).filter(proposal=pk).first()
        if review is None:
            raise Http404
        return view(request, review=review)

    return gated
