"""Accounts that are shut or deleted in the admin leave no group without a leader."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from partners.people.models import User
from tests.factories import UserFactory
from tests.staff import with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_admin(client):
    client.force_login(with_second_factor(UserFactory(is_staff=True, is_superuser=True)))
    return client


def leaders(group):
    return {each.user for each in group.members.leaders()}


def test_account_that_is_shut_hands_over(as_admin, group, leader, member):
    names = {"first_name": "Silje", "last_name": "Lunde", "name": "Silje Lunde"}
    fields = names | {"email": leader.user.email, "groups": [Group.objects.first().pk]}

    answer = as_admin.post(reverse("wagtailusers_users:edit", args=[leader.user_id]), fields)

    assert answer.status_code == 302
    assert not User.objects.get(pk=leader.user_id).is_active
    assert leaders(group) == {leader.user, member.user}


def test_account_that_is_deleted_hands_over(as_admin, group, leader, member):
    address = reverse("wagtailusers_users:delete", args=[leader.user_id])

    as_admin.get(address)
    before = leaders(group)
    as_admin.post(address)

    assert (before, leaders(group)) == ({leader.user}, {member.user})
    assert not User.objects.filter(pk=leader.user_id).exists()


def test_accounts_that_are_deleted_together_hand_over(as_admin, group, leader, member):
    address = reverse("wagtail_bulk_action", args=["partners", "user", "delete"])

    as_admin.post(f"{address}?id={leader.user_id}")

    assert leaders(group) == {member.user}
