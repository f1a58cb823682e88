"""What waits for a person: requests that they can answer, and invitations to addresses of theirs."""

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.organisations.acting import standing_of
from partners.organisations.models import Invitation, Membership, Organisation
from partners.organisations.rules import may_manage
from partners.people.waiting import Waiting, waits


@waits(order=20)
def what_waits(request):
    """What organisations ask of this person, oldest first. Two queries, and one for how they stand."""
    managed = [each.organisation_id for each in standing_of(request).memberships if may_manage(each)]
    asked = (
        Membership.objects.requested()
        .filter(organisation__in=managed)
        .select_related("organisation", "user")
        .order_by("since", "pk")
    )
    return [_request(each) for each in asked] + [_invitation(each) for each in invitations_to(request.user)]


def invitations_to(user):
    """Open invitations to the verified addresses of `user`."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values(address=Lower("email"))
    return (
        Invitation.objects.open()
        .filter(
            email__in=addresses,
            expires_at__gt=timezone.now(),
            organisation__status__in=Organisation.OPEN,
        )
        .select_related("organisation")
    )


def _request(membership):
    names = {"who": membership.shown_name, "name": membership.organisation.name}
    return Waiting(
        text=_("%(who)s asks to join %(name)s") % names,
        url=membership.organisation.get_absolute_url(),
        label=_("Answer"),
    )


def _invitation(invitation):
    return Waiting(
        text=_("You are invited to act for %(name)s") % {"name": invitation.organisation.name},
        url=reverse("own_invitation", args=[invitation.pk]),
        label=_("See the invitation"),
    )
