"""What happens to invitations to groups."""

from django.db import transaction
from wagtail.log_actions import log

from partners.groups import letters
from partners.groups.actions import locked, locked_at_work
from partners.groups.errors import AlreadyMember, Archived, InvitationOver, KeptOut, NotForYou
from partners.groups.membership import seat
from partners.groups.models import GroupInvitation, GroupMember
from partners.groups.offers import end, renew
from partners.organisations.invitations import owns_address
from partners.organisations.tokens import digest
from partners.people.models import normalise_email
from partners.threads.rules import may_take_part

State = GroupInvitation.State


def invitation_of(token):
    """The invitation whose latest letter holds `token`, over or not; None for a guess."""
    invitations = GroupInvitation.objects.filter(token_hash=digest(token))
    return invitations.select_related("group", "user", "invited_by").first()


def invitations_to(user):
    """Those that `user` can accept now, oldest first, with their groups."""
    return GroupInvitation.objects.in_force().to(user).select_related("group", "user", "invited_by")


@transaction.atomic
def invite(group, *, by, language, user=None, email="", place=GroupMember.Place.MEMBER):
    """Offer a place to an account, or to an address that may have one or not.

    Inviting anew sends a new letter, and the earlier one no longer opens anything. Raises `AlreadyMember`,
    `Archived`.
    """
    group = locked_at_work(group)
    to = {"user": user, "email": "" if user else normalise_email(email)}
    members = group.members.filter(user=user) if user else group.members.filter(user__email=to["email"])
    if members.exists():
        raise AlreadyMember
    invitation = group.invitations.open().filter(**to).first()
    if invitation is None:
        invitation = GroupInvitation(group=group, **to, serial=0, language=language)
    invitation.place, invitation.invited_by = place, by
    renew(invitation)
    data = {"invitation": invitation.pk, "place": invitation.place}
    log(group, "partners.group.invite", user=by, data=data)
    letters.write_invitation(invitation)
    return invitation


@transaction.atomic
def revoke(invitation, *, by):
    """Take an invitation back; its letter no longer opens anything. Twice is harmless; an answer stands."""
    invitation = _held(invitation)
    if invitation.state == State.OPEN:
        end(invitation, State.REVOKED)
        log(invitation.group, "partners.group.revoke", user=by, data={"invitation": invitation.pk})
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, user, language, organisation=None):
    """Give `user` the place that was offered. Accepting twice is harmless.

    Raises `NotForYou` for another person, or when the account has not verified the address; `InvitationOver`,
    `Archived`, `KeptOut`.
    """
    invitation = _held(invitation)
    group = invitation.group
    if not is_for(invitation, user):
        raise NotForYou
    member = group.members.filter(user=user).first()
    if invitation.state == State.ACCEPTED and member:
        return member
    if not invitation.is_open:
        raise InvitationOver
    if not may_take_part(user):
        raise KeptOut
    if not group.is_active:
        raise Archived
    end(invitation, State.ACCEPTED)
    return seat(
        group, user=user, by=user, language=language, organisation=organisation, place=invitation.place
    )


@transaction.atomic
def decline_invitation(invitation, *, user):
    """Say no. Twice is harmless. Raises `NotForYou`, `InvitationOver` for one that ended otherwise."""
    invitation = _held(invitation)
    if not is_for(invitation, user):
        raise NotForYou
    if invitation.state == State.OPEN:
        end(invitation, State.DECLINED)
        log(invitation.group, "partners.group.refuse", user=user, data={"invitation": invitation.pk})
    elif invitation.state != State.DECLINED:
        raise InvitationOver
    return invitation


def is_for(invitation, user):
    """Whether it is to this account, or to an address that the account has shown to be its own."""
    if invitation.user_id:
        return invitation.user_id == user.pk
    return owns_address(user, invitation.email)


def _held(invitation):
    """The invitation as it is now, its group locked."""
    group = locked(invitation.group)
    invitation = GroupInvitation.objects.select_related("user").get(pk=invitation.pk)
    invitation.group = group
    return invitation
