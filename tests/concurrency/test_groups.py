"""Groups under a crowd: never without a leader. Each race has a control that loses it."""

import uuid
from functools import partial
from threading import Event

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from partners.discussions.actions import post
from partners.discussions.drafts import save_draft
from partners.discussions.errors import Outdated
from partners.discussions.inviting import accept_invitation as accept_as_guest
from partners.discussions.inviting import invite_guest
from partners.discussions.leading import end_guest, let_in
from partners.discussions.models import DiscussionGuest, Draft, GuestInvitation
from partners.groups.errors import InvitationOver, LastLeader
from partners.groups.invitations import accept_invitation, invite, revoke
from partners.groups.membership import change_place, join, leave
from partners.groups.models import GroupMember
from partners.groups.offers import renew
from partners.people.closing import close_account
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import DiscussionFactory, GroupMemberFactory, UserFactory, WorkingGroupFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def leaders(number):
    group = WorkingGroupFactory()
    return group, GroupMemberFactory.create_batch(number, group=group, place="leader")


def test_leaders_who_leave_at_once_leave_one_behind():
    group, everyone = leaders(8)
    ways = [partial(leave, each) for each in everyone[:4]]
    ways += [partial(change_place, each, place="member", by=each.user) for each in everyone[4:]]

    outcomes = all_at_once(ways, threads=8)

    assert len([each for each in outcomes if isinstance(each, LastLeader)]) == 1
    assert group.members.leaders().count() == 1


def test_without_the_lock_nobody_is_left():
    group, everyone = leaders(2)
    here = all_have_read(2)

    @transaction.atomic
    def leave_without_lock(member):
        others = GroupMember.objects.leaders().filter(group=group).exclude(pk=member.pk)
        if not others.exists():
            raise LastLeader
        here.wait()
        GroupMember.objects.filter(pk=member.pk).delete()

    all_at_once([partial(leave_without_lock, each) for each in everyone], threads=2)

    assert group.members.leaders().count() == 0


def test_one_leader_leaves_while_the_other_closes_the_account():
    group, (one, other) = leaders(2)
    member = GroupMemberFactory(group=group)

    outcomes = all_at_once([partial(leave, one), partial(close_account, other.user)], threads=2)

    at_hand = {each.user for each in group.members.leaders().at_hand()}
    assert at_hand == (
        {one.user} if any(isinstance(each, LastLeader) for each in outcomes) else {member.user}
    )


def test_joining_at_once_gives_one_place():
    group, _leaders = leaders(1)
    user = UserFactory()

    outcomes = all_at_once([partial(join, group, user=user, language="nb")] * 6, threads=6)

    assert {each.pk for each in outcomes} == {group.members.get(user=user).pk}


def test_invitation_is_either_accepted_or_revoked():
    group, (leader,) = leaders(1)
    user = UserFactory()
    invitation = invite(group, user=user, by=leader.user, language="nb")

    outcomes = all_at_once(
        [
            partial(revoke, invitation, by=leader.user),
            partial(accept_invitation, invitation, user=user, language="nb"),
        ],
        threads=2,
    )

    invitation.refresh_from_db()
    was_late = any(isinstance(each, InvitationOver) for each in outcomes)
    assert (invitation.state, group.members.filter(user=user).exists()) == (
        ("revoked", False) if was_late else ("accepted", True)
    )


def test_post_that_is_sent_twice_at_once_is_said_once():
    group, (leader,) = leaders(1)
    discussion = DiscussionFactory(group=group)
    fields = {"by": leader.user, "text": "En gang.", "client_id": uuid.uuid4()}

    outcomes = all_at_once([partial(post, discussion, **fields)] * 6, threads=6)

    assert {each.pk for each in outcomes} == {discussion.posts.get().pk}


def test_draft_is_written_over_by_one_window_alone():
    user = UserFactory()
    ways = [partial(save_draft, user, "discussion:1", text=f"Vindu {n}", seen=0) for n in range(6)]

    outcomes = all_at_once(ways, threads=6)

    assert len([each for each in outcomes if isinstance(each, Outdated)]) == 5
    assert Draft.objects.get().sequence == 1


def test_without_the_lock_the_older_window_wins():
    user = UserFactory()
    draft = Draft.objects.create(user=user, place="discussion:1")
    here = all_have_read(2)

    @transaction.atomic
    def save_without_lock(text):
        mine = Draft.objects.get(pk=draft.pk)
        if mine.sequence:
            raise Outdated(mine)
        here.wait()
        Draft.objects.filter(pk=draft.pk).update(text=text, sequence=mine.sequence + 1)

    outcomes = all_at_once([partial(save_without_lock, text) for text in ("Nytt", "Gammelt")], threads=2)

    assert not any(isinstance(each, Outdated) for each in outcomes)


def invited_guest():
    """(the thread, its leader, an invitation to it, who it is for)."""
    leader = GroupMemberFactory(place="leader")
    discussion = DiscussionFactory(group=leader.group)
    guest = UserFactory()
    EmailAddress.objects.create(user=guest, email=guest.email, verified=True, primary=True)
    invitation = invite_guest(discussion, email=guest.email, by=leader.user, language="nb")
    return discussion, leader.user, invitation, guest


def test_guest_is_invited_and_let_in_once_however_often_it_is_pressed():
    discussion, leader, invitation, guest = invited_guest()
    other = UserFactory()
    ways = [partial(accept_as_guest, invitation, user=guest)] * 4
    ways += [partial(invite_guest, discussion, email=other.email, by=leader, language="nb")] * 4

    outcomes = all_at_once(ways, threads=8)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert DiscussionGuest.objects.count() == 1
    assert GuestInvitation.objects.filter(email=other.email).count() == 1


def test_without_the_lock_one_of_two_who_invite_a_guest_meets_an_error():
    discussion, leader, _invitation, _guest = invited_guest()
    email, here = "to-brev@example.org", all_have_read(2)

    @transaction.atomic
    def invite_without_lock():
        invitation = discussion.invitations.open().filter(email=email).first()
        here.wait()
        if invitation is None:
            invitation = GuestInvitation(discussion=discussion, email=email, serial=0, invited_by=leader)
        renew(invitation)

    outcomes = all_at_once([invite_without_lock] * 2, threads=2)

    assert len([each for each in outcomes if isinstance(each, IntegrityError)]) == 1


def test_guest_who_accepts_while_they_are_sent_out_stays_out():
    discussion, leader, invitation, guest = invited_guest()
    accept_as_guest(invitation, user=guest)
    ways = [partial(accept_as_guest, invitation, user=guest)] * 3
    ways += [partial(end_guest, discussion, user=guest, by=leader)]

    all_at_once(ways, threads=4)

    assert not DiscussionGuest.objects.exists()


def test_without_the_lock_who_is_sent_out_is_let_in_again():
    discussion, leader, invitation, guest = invited_guest()
    read, sent_out = all_have_read(2), Event()

    @transaction.atomic
    def accept_without_lock():
        mine = GuestInvitation.objects.get(pk=invitation.pk)
        assert mine.is_open
        read.wait()
        sent_out.wait(timeout=60)
        let_in(discussion, user=guest, by=guest)

    def send_out():
        read.wait()
        end_guest(discussion, user=guest, by=leader)
        sent_out.set()

    outcomes = all_at_once([accept_without_lock, send_out], threads=2)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert DiscussionGuest.objects.filter(user=guest).exists()
