import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from partners.organisations.errors import Closed, LastOwner
from partners.organisations.membership import (
    approve_join,
    ask_to_join,
    change_role,
    forget_member,
    leave,
    refuse_join,
    remove,
)
from partners.organisations.models import Invitation, Membership
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def letters():
    return [(letter.kind, letter.to) for letter in Letter.objects.order_by("pk")]


def test_owners_are_told_of_who_asks(organisation, owner, member):
    asker = UserFactory(name="Kari Eksempel")

    for _ in range(2):
        membership = ask_to_join(organisation, user=asker, language="nb")

    assert (membership.state, membership.role) == ("requested", "member")
    assert letters() == [("organisations.asked", owner.user.email)]
    assert "Kari Eksempel" in render(Letter.objects.get()).text


def test_request_that_is_settled_sends_no_late_letter(organisation, owner):
    membership = ask_to_join(organisation, user=UserFactory(), language="nb")

    approve_join(membership, by=owner.user)

    assert render(Letter.objects.get(kind="organisations.asked")) is None
    assert letters()[-1] == ("organisations.let_in", membership.user.email)


def test_refused_may_ask_again(organisation, owner):
    asker = UserFactory()
    refuse_join(ask_to_join(organisation, user=asker, language="nb"), by=owner.user)

    again = ask_to_join(organisation, user=asker, language="nb")

    assert again.state == "requested"
    assert ("organisations.refused", asker.email) in letters()


def test_refusing_a_member_changes_nothing(organisation, owner, member):
    refuse_join(member, by=owner.user)

    assert Membership.objects.filter(pk=member.pk).exists()


@pytest.mark.parametrize("status", ["rejected", "suspended"])
def test_nobody_joins_what_is_closed(status, owner, organisation):
    closed = OrganisationFactory(status=status, reason="Fordi.")
    waiting = MembershipFactory(organisation=closed, state="requested")

    with pytest.raises(Closed):
        ask_to_join(closed, user=UserFactory(), language="nb")
    with pytest.raises(Closed):
        approve_join(waiting, by=owner.user)


def test_only_owner_can_neither_leave_nor_be_made_a_member_nor_removed(owner, member):
    for way in (
        lambda: leave(owner),
        lambda: change_role(owner, role="member", by=owner.user),
        lambda: remove(owner, by=owner.user),
    ):
        with pytest.raises(LastOwner):
            way()

    assert Membership.objects.owners().get() == owner


def test_one_of_two_owners_can_leave(owner, member):
    change_role(member, role="owner", by=owner.user)

    leave(owner)

    assert [(each.user, each.role) for each in Membership.objects.all()] == [(member.user, "owner")]


def test_member_and_asker_can_leave(owner, member, organisation):
    asker = MembershipFactory(organisation=organisation, state="requested")

    leave(member)
    leave(asker)

    assert list(Membership.objects.all()) == [owner]


def test_removed_person_is_told(owner, member):
    remove(member, by=owner.user)

    assert letters() == [("organisations.removed", member.user.email)]
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_log_says_who_without_names_or_addresses(owner, member, organisation):
    change_role(member, role="owner", by=owner.user)

    entry = ModelLogEntry.objects.for_instance(organisation).get()
    assert (entry.action, entry.user) == ("partners.membership.role", owner.user)
    assert entry.data == {"user": member.user_id, "role": ["member", "owner"]}


def test_forgotten_owner_leaves_it_to_the_longest_member(owner, member, organisation):
    MembershipFactory(organisation=organisation)

    forget_member(owner.user, emails=[owner.user.email])

    assert list(Membership.objects.owners()) == [member]


def test_organisation_that_nobody_is_left_in_is_suspended(owner, organisation):
    Invitation.objects.create(
        organisation=OrganisationFactory(),
        email="gammel@example.no",
        token_hash="a",
        expires_at=owner.since,
    )

    forget_member(owner.user, emails=["Gammel@example.no"])

    organisation.refresh_from_db()
    assert organisation.status == "suspended"
    assert (Membership.objects.count(), Invitation.objects.count()) == (0, 0)


def test_database_refuses_two_memberships_and_an_owner_who_only_asks(owner):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(organisation=owner.organisation, user=owner.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(role="owner", state="requested")
