"""Invitations to groups: to an account or an address, and only the one it is for comes in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.groups.actions import archive_group
from partners.groups.errors import AlreadyMember, Archived, InvitationOver, NotForYou
from partners.groups.invitations import accept_invitation, decline_invitation, invitation_of, invite, revoke
from partners.groups.models import GroupInvitation, WorkingGroup
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_invited_address_comes_in_once(group, leader, user):
    invitation = invite(group, email=" KARI@example.no ", place="observer", by=leader.user, language="nb")

    for _ in range(2):
        accept_invitation(invitation, user=user, language="nb")

    assert group.members.get(user=user).place == "observer"
    invitation.refresh_from_db()
    assert invitation.state == "accepted"


def test_invited_account_comes_in_and_nobody_else(group, leader, user):
    invitation = invite(group, user=user, by=leader.user, language="nb")

    with pytest.raises(NotForYou):
        accept_invitation(invitation, user=UserFactory(), language="nb")
    accept_invitation(invitation, user=user, language="nb")

    assert group.members.get(user=user).place == "member"


def test_address_must_be_verified(group, leader, make_user):
    invitation = invite(group, email="kari@example.no", by=leader.user, language="nb")

    with pytest.raises(NotForYou):
        accept_invitation(invitation, user=make_user(verified=False), language="nb")


def test_only_the_latest_letter_opens(group, leader):
    first = invite(group, email="kari@example.no", by=leader.user, language="nb")
    secret = first.token
    second = invite(group, email="kari@example.no", by=leader.user, language="nb")

    assert (first.pk, invitation_of(secret)) == (second.pk, None)
    assert invitation_of(second.token) == second
    assert second.token not in GroupInvitation.objects.get().token_hash


@pytest.mark.parametrize("end", ["revoked", "declined", "run out"])
def test_invitation_that_is_over_opens_nothing(end, group, leader, user):
    invitation = invite(group, user=user, by=leader.user, language="nb")
    if end == "revoked":
        revoke(invitation, by=leader.user)
    elif end == "declined":
        decline_invitation(invitation, user=user)
    else:
        GroupInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=user, language="nb")
    assert not group.members.filter(user=user).exists()


def test_members_are_not_invited(group, leader, member):
    with pytest.raises(AlreadyMember):
        invite(group, user=member.user, by=leader.user, language="nb")
    with pytest.raises(AlreadyMember):
        invite(group, email=member.user.email, by=leader.user, language="nb")


def test_nobody_comes_into_an_archived_group(group, leader, user):
    invitation = invite(group, user=user, by=leader.user, language="nb")
    archive_group(group, by=leader.user)

    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=user, language="nb")
    with pytest.raises(Archived):
        invite(group, email="ola@example.no", by=leader.user, language="nb")


def test_who_is_invited_may_know_of_the_group(group, leader, user):
    WorkingGroup.objects.update(shown="nothing", joining="invite")
    before = [*WorkingGroup.objects.visible_to(user)]
    invite(group, user=user, by=leader.user, language="nb")

    assert (before, [*WorkingGroup.objects.visible_to(user)]) == ([], [group])
