"""What happens to invitations."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.organisations import letters
from partners.organisations.actions import locked_or_kept
from partners.organisations.errors import AlreadyMember, Closed, InvitationOver, OtherAddress
from partners.organisations.models import Invitation, Membership
from partners.organisations.tokens import digest, token_of
from partners.people.models import normalise_email
from portal.mail import outbox

VALID = timedelta(days=14)


def invitation_of(token):
    """The invitation whose latest letter holds `token`, over or not; None for a guess."""
    return (
        Invitation.objects.filter(token_hash=digest(token))
        .select_related("organisation", "invited_by")
        .first()
    )


def owns_address(user, email):
    """Whether the account has shown that mail to `email` reaches it."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


@transaction.atomic
def invite(organisation, *, email, role, by, language):
    """Send an invitation to an address, which may have an account or not.

    Inviting an address again sends a new letter, and the earlier one no longer opens anything. Raises
    `AlreadyMember` when the address is an active member's, `Closed`.
    """
    organisation = locked_or_kept(organisation)
    email = normalise_email(email)
    if not organisation.is_open:
        raise Closed
    if organisation.memberships.active().filter(user__email__iexact=email).exists():
        raise AlreadyMember
    invitation = organisation.invitations.open().filter(email=email).first()
    if invitation is None:
        invitation = Invitation(organisation=organisation, email=email, serial=0, language=language)
    invitation.role, invitation.invited_by = role, by
    return _send(invitation, by=by)


@transaction.atomic
def resend(invitation, *, by):
    """Send a new letter with a new secret, valid from now. Raises `InvitationOver`, `Closed`."""
    organisation, invitation = _held(invitation)
    if not organisation.is_open:
        raise Closed
    if invitation.accepted_at or invitation.revoked_at:
        raise InvitationOver
    return _send(invitation, by=by)


def _send(invitation, *, by):
    invitation.serial += 1
    invitation.expires_at = timezone.now() + VALID
    if invitation.pk is None:
        # The secret is made from the primary key, so this stands in until there is one.
        invitation.token_hash = digest(f"{invitation.organisation_id}:{invitation.email}:{timezone.now()}")
        invitation.save()
    else:
        outbox.void(about=f"invitation:{invitation.pk}")
    invitation.token_hash = digest(token_of(invitation))
    invitation.save()
    log(
        invitation.organisation,
        "partners.invitation.send",
        user=by,
        data={"invitation": invitation.pk, "role": invitation.role},
    )
    letters.write_invitation(invitation)
    return invitation


@transaction.atomic
def revoke(invitation, *, by):
    """Take an invitation back; its letter no longer opens anything. Twice is harmless; accepted stays."""
    _organisation, invitation = _held(invitation)
    if invitation.accepted_at is None and invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        outbox.void(about=f"invitation:{invitation.pk}")
        log(
            invitation.organisation, "partners.invitation.revoke", user=by, data={"invitation": invitation.pk}
        )
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, user, language):
    """Make `user` a member with the role that was offered. Accepting twice is harmless.

    Whoever has the link still needs the address: raises `OtherAddress` when the account has not verified it,
    `InvitationOver` when it is accepted by another, revoked or has run out, `Closed`.
    """
    organisation, invitation = _held(invitation)
    if not owns_address(user, invitation.email):
        raise OtherAddress
    membership = organisation.memberships.filter(user=user).first()
    if invitation.accepted_at and membership and membership.is_active:
        return membership
    if not invitation.is_open:
        raise InvitationOver
    if not organisation.is_open:
        raise Closed
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return _join(membership or Membership(organisation=organisation, user=user), invitation, language)


def _join(membership, invitation, language):
    """An owner stays one, whatever the invitation offers."""
    if not membership.is_owner:
        membership.role = invitation.role
    membership.state, membership.language = Membership.State.ACTIVE, language
    membership.save()
    log(
        membership.organisation,
        "partners.invitation.accept",
        user=membership.user,
        data={"invitation": invitation.pk, "user": membership.user_id, "role": membership.role},
    )
    return membership


def _held(invitation):
    organisation = locked_or_kept(invitation.organisation)
    invitation = Invitation.objects.get(pk=invitation.pk)
    invitation.organisation = organisation
    return organisation, invitation
