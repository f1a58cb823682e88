"""Guests who are invited to one thread by letter: who comes in, what they reach, and when it is over."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from partners.discussions.errors import AlreadyIn, MayNot
from partners.discussions.inviting import (
    accept_invitation,
    decline_invitation,
    invite_guest,
    revoke_invitation,
)
from partners.discussions.leading import close, end_guest, let_in_guest
from partners.discussions.live import may_enter
from partners.discussions.models import DiscussionGuest, GuestInvitation
from partners.groups.errors import InvitationOver, NotForYou
from partners.groups.invitations import invite as invite_to_group
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, UserFactory
from tests.staff import facts

pytestmark = pytest.mark.django_db
ADDRESS = "nina@example.no"


@pytest.fixture
def nina(db):
    user = UserFactory(name="Nina Gjest", email=ADDRESS)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


@pytest.fixture
def invite(discussion, leader):
    def invite(email=ADDRESS):
        return invite_guest(discussion, email=email, by=leader.user, language="nb")

    return invite


def address_of(invitation):
    return reverse("guest_invitation", args=[invitation.token])


def guests_address(discussion):
    return reverse("discussion_guests", args=[discussion.pk])


def test_leader_writes_an_address_and_its_owner_comes_in(client, discussion, leader, said, nina):
    client.force_login(leader.user)

    sent = client.post(guests_address(discussion), {"email": "Nina@Example.no "}, follow=True)

    invitation = GuestInvitation.objects.get()
    letter = render(Letter.objects.get())
    assert "Invitasjonen er på vei" in facts(sent)
    assert ADDRESS in facts(sent)
    assert (Letter.objects.get().to, address_of(invitation) in letter.text) == (ADDRESS, True)
    assert "Åpningstider" in letter.subject
    guest = Client()
    door = facts(guest.get(address_of(invitation)))
    assert "n…@example.no" in door
    assert said.text not in door
    guest.force_login(nina)
    assert "ser ikke noe annet av gruppa" in facts(guest.get(address_of(invitation)))
    thread = guest.post(address_of(invitation), follow=True)
    assert thread.redirect_chain[0][0] == discussion.get_absolute_url()
    assert said.text in facts(thread)
    assert guest.get(reverse("discussion_list", args=[discussion.group.slug])).status_code == 404
    assert ADDRESS not in facts(client.get(guests_address(discussion)))
    assert "Nina Gjest" in facts(client.get(guests_address(discussion)))


def test_only_who_has_shown_the_address_comes_in(client, discussion, outsider, invite):
    invitation = invite()
    client.force_login(outsider)

    page = client.get(address_of(invitation))

    assert "n…@example.no" in facts(page)
    assert client.post(address_of(invitation)).status_code == 409
    with pytest.raises(NotForYou):
        accept_invitation(invitation, user=outsider)
    assert not DiscussionGuest.objects.exists()


def test_unverified_address_opens_nothing(nina, invite):
    EmailAddress.objects.update(verified=False)

    with pytest.raises(NotForYou):
        accept_invitation(invite(), user=nina)


def test_guessed_secret_is_an_address_that_is_not_there(client):
    assert client.get(reverse("guest_invitation", args=["0" * 64])).status_code == 404


def test_secret_of_a_group_opens_no_thread(client, discussion, leader, invite):
    ours = invite()
    theirs = invite_to_group(discussion.group, email="b@example.no", by=leader.user, language="nb")
    GuestInvitation.objects.filter(pk=ours.pk).update(id=theirs.pk)

    assert theirs.token != GuestInvitation.objects.get().token
    assert client.get(reverse("guest_invitation", args=[theirs.token])).status_code == 404


def test_accepting_twice_is_one_right(nina, invite):
    invitation = invite()

    for _time in range(2):
        accept_invitation(invitation, user=nina)

    assert DiscussionGuest.objects.count() == 1


def test_inviting_twice_is_one_invitation_whose_first_letter_is_void(client, invite):
    first = address_of(invite())
    second = address_of(invite())

    assert GuestInvitation.objects.count() == 1
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert Letter.objects.filter(state="void").count() == 1


def test_who_reads_already_is_not_invited(invite, member, leader, discussion, nina):
    let_in_guest(discussion, user=nina, by=leader.user)

    for email in (member.user.email, ADDRESS.upper()):
        with pytest.raises(AlreadyIn):
            invite(email)


def test_who_became_a_member_meanwhile_needs_no_right(discussion, member, invite):
    invitation = invite("senere@example.no")
    GuestInvitation.objects.update(email=member.user.email)
    EmailAddress.objects.create(user=member.user, email=member.user.email, verified=True)

    accept_invitation(invitation, user=member.user)

    assert not DiscussionGuest.objects.exists()
    assert GuestInvitation.objects.get().state == "accepted"


def test_only_leaders_invite_and_not_to_a_closed_thread(discussion, member, leader):
    with pytest.raises(MayNot):
        invite_guest(discussion, email=ADDRESS, by=member.user, language="nb")
    close(discussion, by=leader.user, conclusion="Ferdig.")

    with pytest.raises(MayNot):
        invite_guest(discussion, email=ADDRESS, by=leader.user, language="nb")


@pytest.mark.parametrize("how", ["revoked", "run out", "declined"])
def test_invitation_that_is_over_lets_nobody_in(how, client, leader, nina, invite):
    invitation = invite()
    if how == "revoked":
        revoke_invitation(invitation, by=leader.user)
    elif how == "declined":
        decline_invitation(invitation, user=nina)
    else:
        GuestInvitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    client.force_login(nina)

    assert client.post(address_of(invitation)).status_code == 409
    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=nina)
    assert not DiscussionGuest.objects.exists()


def test_who_takes_back_what_is_accepted_meanwhile_is_told(client, discussion, leader, invite, nina):
    invitation = invite()
    accept_invitation(invitation, user=nina)
    client.force_login(leader.user)

    page = client.post(reverse("guest_revoke", args=[discussion.pk, invitation.pk]), follow=True)

    assert "Denne invitasjonen er brukt." in page.text
    assert DiscussionGuest.objects.get().user == nina


def test_leader_takes_an_invitation_back_and_its_letter_is_not_sent(client, discussion, leader, invite):
    invitation = invite()
    client.force_login(leader.user)

    for _ in range(2):
        page = client.post(reverse("guest_revoke", args=[discussion.pk, invitation.pk]), follow=True)
        assert "Invitasjonen er trukket tilbake." in page.text

    assert GuestInvitation.objects.get().state == "revoked"
    assert Letter.objects.get().state == "void"


def test_guest_who_is_sent_out_does_not_come_in_again(client, discussion, leader, nina, invite):
    invitation = invite()
    accept_invitation(invitation, user=nina)
    assert may_enter(nina, str(discussion.pk))

    end_guest(discussion, user=nina, by=leader.user)

    client.force_login(nina)
    assert not may_enter(nina, str(discussion.pk))
    assert client.post(address_of(invitation)).status_code == 409
    assert client.get(discussion.get_absolute_url()).status_code == 404


def test_ending_a_guest_takes_an_open_invitation_along(discussion, leader, nina, invite):
    invitation = invite()
    let_in_guest(discussion, user=nina, by=leader.user)

    end_guest(discussion, user=nina, by=leader.user)

    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=nina)


def test_saying_no(client, nina, invite):
    client.force_login(nina)

    for _time in range(2):
        said = client.post(address_of(invite()), {"answer": "no"}, follow=True)

    assert "Du har takket nei til invitasjonen" in facts(said)
    assert set(GuestInvitation.objects.values_list("state", flat=True)) == {"declined"}


@pytest.mark.parametrize(
    "fields", [{}, {"email": "ikke en adresse"}, {"email": ADDRESS, "person": "1"}, {"person": "9"}]
)
def test_what_is_wrong_is_told_with_the_address_kept(fields, client, discussion, leader):
    MembershipFactory(user=leader.user)
    MembershipFactory()
    client.force_login(leader.user)

    answer = client.post(guests_address(discussion), fields)

    assert answer.status_code == 422
    assert fields.get("email", "") in answer.text
    assert not GuestInvitation.objects.exists()


def test_copy_and_erasure_know_the_invitations(nina, leader, invite):
    invite()
    with override("nb"):
        of_nina = {chapter.key: chapter for chapter in chapters_about(subject_of(nina))}
        of_leader = {chapter.key: chapter for chapter in chapters_about(subject_of(leader.user))}
    told = [fact.value for fact in of_leader["guest_invitations"].rows[0]]

    erase_everything(subject_of(nina))

    assert of_nina["guest_invitations"].rows[0][0].value == "received"
    assert told[0] == "sent"
    assert ADDRESS not in told
    assert not GuestInvitation.objects.exists()
