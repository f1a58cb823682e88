"""Who signs out, closes the account or is given other rights gets nothing more by the sockets they had."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from partners.people.closing import close_account
from portal.live import log
from tests.factories import UserFactory
from tests.staff import with_second_factor

pytestmark = pytest.mark.django_db


def sent_out():
    return [each.leaves for each in log.read_since(log.EVERYWHERE, 0).changes]


@pytest.mark.parametrize("address", ["account_logout", "sign_out_everywhere"])
def test_who_signs_out_is_let_go(client, address):
    user = UserFactory()
    client.force_login(user, backend="partners.people.signed_in.AccountBackend")

    client.post(reverse(address))

    assert sent_out() == [str(user.pk)]


def test_who_closes_the_account_is_let_go_once():
    user = UserFactory()

    close_account(user)
    close_account(user)

    assert sent_out() == [str(user.pk)]


def test_who_is_given_other_rights_comes_in_anew(client):
    admin = with_second_factor(UserFactory(is_staff=True, is_superuser=True))
    client.force_login(admin, backend="partners.people.signed_in.AccountBackend")
    user = UserFactory(name="Kari")
    user.groups.add(Group.objects.first())

    answer = client.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        {"email": user.email, "name": "Kari", "first_name": "Kari", "last_name": "N", "is_active": "on"},
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert not user.groups.exists()
    assert sent_out() == [str(user.pk)]
