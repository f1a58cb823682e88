"""Merging under a crowd: into each other, and while somebody joins. Each race has a control that loses it."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from partners.organisations.errors import CannotMerge
from partners.organisations.membership import ask_to_join
from partners.organisations.merging import merge_organisations
from partners.organisations.models import FormerOrganisation, Membership, Organisation
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def pair():
    one, two = OrganisationFactory.create_batch(2)
    MembershipFactory(organisation=one, role="owner")
    MembershipFactory(organisation=two, role="owner")
    return one, two


def test_merged_into_each_other_at_once_one_is_left():
    by = UserFactory()
    for _round in range(5):
        one, two = pair()
        ways = [
            partial(merge_organisations, one, into=two, by=by),
            partial(merge_organisations, two, into=one, by=by),
        ]

        outcomes = all_at_once(ways * 2, threads=4)

        kept = Organisation.objects.get(pk__in=[one.pk, two.pk])
        assert kept.memberships.owners().count() == 2
        assert {type(each) for each in outcomes} == {Organisation, CannotMerge}
        assert list(kept.former.values_list("pk", flat=True)) == [({one.pk, two.pk} - {kept.pk}).pop()]


def test_without_an_order_of_locks_they_stand_in_each_others_way():
    one, two = pair()
    here = all_have_read(2)

    @transaction.atomic
    def lock_as_asked(first, second):
        Organisation.objects.select_for_update().get(pk=first.pk)
        here.wait()
        Organisation.objects.select_for_update().get(pk=second.pk)

    outcomes = all_at_once([partial(lock_as_asked, one, two), partial(lock_as_asked, two, one)], threads=2)

    assert "deadlock detected" in str(next(each for each in outcomes if each))


def test_who_asks_while_it_is_merged_is_in_the_kept_one():
    by = UserFactory()
    for _round in range(5):
        one, two = pair()
        users = UserFactory.create_batch(6)
        ways = [partial(ask_to_join, one, user=user, language="nb") for user in users]

        outcomes = all_at_once([partial(merge_organisations, one, into=two, by=by), *ways], threads=7)

        assert [each for each in outcomes if isinstance(each, Exception)] == []
        assert Membership.objects.filter(organisation=two, user__in=users).count() == 6


def test_who_asks_without_the_lock_is_left_outside():
    one, two = pair()
    user = UserFactory()
    here = all_have_read(2)

    @transaction.atomic
    def ask_without_lock():
        organisation = Organisation.objects.get(pk=one.pk)
        here.wait()
        here.wait()
        Membership.objects.create(organisation=organisation, user=user, state="requested")

    def merge():
        here.wait()
        merge_organisations(one, into=two, by=UserFactory())
        here.wait()

    outcomes = all_at_once([ask_without_lock, merge], threads=2)

    assert any(isinstance(each, IntegrityError) for each in outcomes)
    assert FormerOrganisation.objects.filter(pk=one.pk).exists()
    assert not Membership.objects.filter(user=user).exists()
