"""Invitations by letter to one thread: sent, taken back, answered."""

from django.db import transaction
from wagtail.log_actions import log

from partners.discussions import letters
from partners.discussions.access import part_in
from partners.discussions.actions import check, locked
from partners.discussions.errors import AlreadyIn
from partners.discussions.leading import let_in
from partners.discussions.models import GuestInvitation
from partners.discussions.people import readers_of
from partners.groups.errors import InvitationOver, KeptOut, NotForYou
from partners.groups.offers import end, renew
from partners.organisations.invitations import owns_address
from partners.organisations.tokens import digest
from partners.people.models import normalise_email
from partners.threads.rules import may_take_part

State = GuestInvitation.State


def invitation_of(token):
    """The invitation whose latest letter holds `token`, over or not; None for a guess."""
    invitations = GuestInvitation.objects.filter(token_hash=digest(token))
    return invitations.select_related("discussion__group", "invited_by").first()


@transaction.atomic
def invite_guest(discussion, *, email, by, language):
    """Ask somebody to take part in this thread alone, by an address that may have an account or not.

    Inviting anew sends a new letter, and the earlier one no longer opens anything. Raises `MayNot` and
    `AlreadyIn`.
    """
    discussion = locked(discussion)
    part = part_in(discussion, by)
    check(part.leads and part.may_write)
    email = normalise_email(email)
    if readers_of(discussion).filter(email=email).exists():
        raise AlreadyIn
    invitation = discussion.invitations.open().filter(email=email).first()
    if invitation is None:
        invitation = GuestInvitation(discussion=discussion, email=email, serial=0, language=language)
    invitation.invited_by = by
    renew(invitation)
    log(discussion, "partners.discussion.invite", user=by, data={"invitation": invitation.pk})
    letters.write_invitation(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(invitation, *, by):
    """Take it back; its letter no longer opens anything. Twice is harmless; an answer stands.

    Raises `MayNot`.
    """
    invitation = _held(invitation)
    check(part_in(invitation.discussion, by).leads)
    if invitation.state == State.OPEN:
        end(invitation, State.REVOKED)
        data = {"invitation": invitation.pk}
        log(invitation.discussion, "partners.discussion.revoke", user=by, data=data)
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, user):
    """Let `user` into the thread. Accepting twice is harmless, but lets nobody in who was sent out since.

    Raises `NotForYou` for an account that has not verified the address, `InvitationOver`, `KeptOut`.
    """
    invitation = _held(invitation)
    discussion = invitation.discussion
    if not owns_address(user, invitation.email):
        raise NotForYou
    reads = part_in(discussion, user).may_read
    if invitation.state == State.ACCEPTED and reads:
        return discussion
    if not invitation.is_open or not discussion.group.is_active:
        raise InvitationOver
    if not may_take_part(user):
        raise KeptOut
    end(invitation, State.ACCEPTED)
    if not reads:
        let_in(discussion, user=user, by=user)
    return discussion


@transaction.atomic
def decline_invitation(invitation, *, user):
    """Say no. Twice is harmless. Raises `NotForYou`, `InvitationOver` for one that ended otherwise."""
    invitation = _held(invitation)
    if not owns_address(user, invitation.email):
        raise NotForYou
    if invitation.state == State.OPEN:
        end(invitation, State.DECLINED)
        data = {"invitation": invitation.pk}
        log(invitation.discussion, "partners.discussion.refuse", user=user, data=data)
    elif invitation.state != State.DECLINED:
        raise InvitationOver
    return invitation


def _held(invitation):
    """The invitation as it is now, its thread locked."""
    discussion = locked(invitation.discussion)
    invitation = GuestInvitation.objects.get(pk=invitation.pk)
    invitation.discussion = discussion
    return invitation
