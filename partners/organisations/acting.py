"""For whom a person acts: for themselves, or for one of the organisations they are in.

The choice is remembered in the session. It is only a wish: what counts is read from the memberships at each
request, so a right that is lost is gone at the next one.
"""

from dataclasses import dataclass, field

from partners.organisations.models import Membership, Organisation
from partners.organisations.rules import is_partner, may_represent, may_submit

SESSION_KEY = "represents"
SELF = 0


@dataclass(frozen=True)
class Standing:
    """Whom somebody can act for, and whom they act for now; `membership` is None for themselves."""

    memberships: list = field(default_factory=list)
    membership: Membership | None = None

    @property
    def organisation(self):
        return self.membership.organisation if self.membership else None

    @property
    def choices(self):
        """The memberships that can be acted for."""
        return [membership for membership in self.memberships if may_represent(membership)]

    @property
    def requests(self):
        """Memberships that wait for an owner's answer."""
        return [membership for membership in self.memberships if not membership.is_active]

    @property
    def may_submit(self):
        """Whether what is written now can also be handed in: always for oneself."""
        return self.membership is None or may_submit(self.membership)

    def find(self, organisation_pk):
        """One's own membership, or None."""
        return next((each for each in self.memberships if each.organisation_id == organisation_pk), None)


def standing_of(request):
    """How the person of the request stands; one query, at most once a request."""
    if not request.user.is_authenticated:
        return Standing()
    if not hasattr(request, "standing"):
        mine = Membership.objects.filter(user=request.user).select_related("organisation")
        mine = mine.defer("organisation__search")
        memberships = list(mine.order_by("organisation__name", "pk"))
        request.standing = Standing(memberships, _chosen(memberships, request.session.get(SESSION_KEY)))
    return request.standing


def _chosen(memberships, wish):
    """The one wished for. Who has never chosen acts for the only approved organisation they own or are in."""
    open_ones = {each.organisation_id: each for each in memberships if may_represent(each)}
    if wish is not None:
        return open_ones.get(wish)
    approved = [each for each in open_ones.values() if may_submit(each)]
    approved = [each for each in approved if each.is_owner] or approved
    return approved[0] if len(approved) == 1 else None


def reads_as_partner(request):
    """Whether who asks is told what is for partners; see `is_partner`."""
    return is_partner(request.user, standing_of(request).memberships)


def represent(request, organisation_pk):
    """Remember whom to act for from now on: an organisation's primary key, or `SELF`.

    Returns the membership, or None for oneself. Raises Organisation.DoesNotExist for one that is not theirs.
    """
    membership = None
    if organisation_pk != SELF:
        membership = standing_of(request).find(organisation_pk)
        if not may_represent(membership):
            raise Organisation.DoesNotExist
    request.session[SESSION_KEY] = organisation_pk
    request.standing = Standing(standing_of(request).memberships, membership)
    return membership
