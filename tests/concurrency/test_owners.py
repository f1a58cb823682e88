"""Organisations under a crowd: never without an owner, never twice. Each race has a control that loses it."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from partners.organisations.actions import found_organisation
from partners.organisations.errors import AlreadyThere, LastOwner
from partners.organisations.invitations import accept_invitation, invite, revoke
from partners.organisations.membership import change_role, leave
from partners.organisations.models import Membership, Organisation
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
NUMBER = "310000043"


def owners(number):
    organisation = OrganisationFactory()
    return organisation, MembershipFactory.create_batch(number, organisation=organisation, role="owner")


def test_owners_who_leave_at_once_leave_one_behind():
    organisation, everyone = owners(8)
    ways = [partial(leave, each) for each in everyone[:4]]
    ways += [partial(change_role, each, role="member", by=each.user) for each in everyone[4:]]

    outcomes = all_at_once(ways, threads=8)

    assert len([each for each in outcomes if isinstance(each, LastOwner)]) == 1
    assert organisation.memberships.owners().count() == 1


def test_without_the_lock_nobody_is_left():
    organisation, everyone = owners(8)
    here = all_have_read(8)

    @transaction.atomic
    def leave_without_lock(membership):
        others = Membership.objects.owners().filter(organisation=organisation).exclude(pk=membership.pk)
        if not others.exists():
            raise LastOwner
        here.wait()
        Membership.objects.filter(pk=membership.pk).delete()

    all_at_once([partial(leave_without_lock, each) for each in everyone], threads=8)

    assert organisation.memberships.owners().count() == 0


def test_same_number_at_once_is_one_organisation():
    users = UserFactory.create_batch(10)
    fields = {"name": "Nordre Sykkelverksted", "kind": "business", "number": NUMBER}

    outcomes = all_at_once([partial(found_organisation, by=user, **fields) for user in users], threads=10)

    organisation = Organisation.objects.get()
    assert len([each for each in outcomes if isinstance(each, AlreadyThere)]) == 9
    assert organisation.memberships.owners().count() == 1


def test_asking_before_writing_makes_the_same_number_twice():
    here = all_have_read(10)

    def found_if_new():
        if not Organisation.objects.filter(number=NUMBER).exists():
            here.wait()
            OrganisationFactory(number=NUMBER)

    outcomes = all_at_once([found_if_new] * 10, threads=10)

    assert len([each for each in outcomes if isinstance(each, IntegrityError)]) == 9


def test_invitation_is_either_accepted_or_revoked():
    owner = MembershipFactory(role="owner")
    user = UserFactory()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    invitation = invite(owner.organisation, email=user.email, role="member", by=owner.user, language="nb")

    all_at_once(
        [
            partial(revoke, invitation, by=owner.user),
            partial(accept_invitation, invitation, user=user, language="nb"),
        ],
        threads=2,
    )

    invitation.refresh_from_db()
    is_member = user.memberships.exists()
    assert (invitation.accepted_at is not None, invitation.revoked_at is not None) == (
        is_member,
        not is_member,
    )
