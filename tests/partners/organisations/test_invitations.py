from datetime import timedelta

import pytest
from django.utils import timezone

from partners.organisations.actions import suspend_organisation
from partners.organisations.errors import AlreadyMember, Closed, InvitationOver, OtherAddress
from partners.organisations.invitations import accept_invitation, invitation_of, invite, resend, revoke
from partners.organisations.models import Invitation
from partners.organisations.tokens import token_of
from portal.mail.kinds import is_private, render
from portal.mail.models import Letter
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(organisation, owner):
    return invite(organisation, email="Kari@Example.no ", role="member", by=owner.user, language="nb")


def letter():
    return Letter.objects.filter(kind="organisations.invitation").latest("pk")


def test_letter_opens_the_door_and_no_row_holds_the_key(invitation):
    token = token_of(invitation)

    said = render(letter())

    assert f"/partner/invitasjon/{token}/" in said.text
    assert letter().to == "kari@example.no"
    assert is_private(letter().kind)
    assert token not in str(list(Letter.objects.values())) + str(list(Invitation.objects.values()))
    assert invitation_of(token) == invitation


def test_invited_address_becomes_a_member(invitation, make_user):
    user = make_user("kari@example.no")

    membership = accept_invitation(invitation, user=user, language="en")

    assert (membership.role, membership.state, membership.language) == ("member", "active", "en")
    assert accept_invitation(invitation, user=user, language="en") == membership


@pytest.mark.parametrize("verified", [True, False])
def test_other_account_cannot_accept(invitation, make_user, verified):
    """Neither one with another address, nor one that only claims this one."""
    email = "tyv@example.no" if verified else "kari@example.no"
    user = make_user(email, verified=verified)

    with pytest.raises(OtherAddress):
        accept_invitation(invitation, user=user, language="nb")

    assert not user.memberships.exists()


def test_new_letter_closes_the_old_door(invitation, owner):
    old = token_of(invitation)

    again = resend(invitation, by=owner.user)

    assert invitation_of(old) is None
    assert invitation_of(token_of(again)) == again
    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == ["void", "waiting"]


def test_inviting_again_is_one_invitation_with_the_new_role(invitation, organisation, owner):
    again = invite(organisation, email="kari@example.no", role="owner", by=owner.user, language="nb")

    assert (again.pk, again.role, again.serial) == (invitation.pk, "owner", 2)


def test_revoked_invitation_opens_nothing_and_its_letter_is_not_sent(invitation, owner, make_user):
    revoke(invitation, by=owner.user)

    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=make_user("kari@example.no"), language="nb")
    with pytest.raises(InvitationOver):
        resend(invitation, by=owner.user)
    assert letter().state == "void"
    assert render(letter()) is None


def test_invitation_runs_out(invitation, make_user):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=make_user("kari@example.no"), language="nb")
    assert render(letter()) is None


def test_accepted_invitation_does_not_let_back_in_who_was_removed(invitation, make_user):
    user = make_user("kari@example.no")
    accept_invitation(invitation, user=user, language="nb").delete()

    with pytest.raises(InvitationOver):
        accept_invitation(invitation, user=user, language="nb")


def test_who_asked_and_is_invited_becomes_a_member(invitation, organisation, make_user):
    asked = MembershipFactory(organisation=organisation, user=make_user("kari@example.no"), state="requested")

    accepted = accept_invitation(invitation, user=asked.user, language="nb")

    assert (accepted.pk, accepted.state) == (asked.pk, "active")


def test_owner_who_accepts_an_invitation_as_member_stays_owner(invitation, organisation, make_user):
    other = MembershipFactory(organisation=organisation, role="owner", user=make_user("kari@example.no"))

    assert accept_invitation(invitation, user=other.user, language="nb").role == "owner"


def test_member_is_not_invited(organisation, member, owner):
    with pytest.raises(AlreadyMember):
        invite(organisation, email=member.user.email.upper(), role="member", by=owner.user, language="nb")


def test_suspended_organisation_takes_nobody_in(invitation, organisation, owner, coordinator, make_user):
    suspend_organisation(organisation, reason="Konkurs.", by=coordinator)

    with pytest.raises(Closed):
        accept_invitation(invitation, user=make_user("kari@example.no"), language="nb")
    with pytest.raises(Closed):
        invite(organisation, email="ny@example.no", role="member", by=owner.user, language="nb")
    assert render(letter()) is None
