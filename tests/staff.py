"""People who work for the municipality, for tests of the admin."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.people.secrets import encrypt
from tests.factories import UserFactory

EDITORS = "Redaktører"
COORDINATORS = "Koordinatorer"


def staff(group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    with_second_factor(user)
    return user


def with_second_factor(user):
    """The user, with an app for codes: the admin opens to nobody without."""
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP")}
    )
    return user


def signed_in(client, group):
    """The client, used by a new member of `group`, who is `client.user`."""
    client.user = staff(group)
    client.force_login(client.user)
    return client


def facts(html):
    """The page's text on one line, as people read it: for tests that look for words."""
    return " ".join(html.content.decode().split())


def queries_of(client, address):
    """How many queries the page takes once the process has warmed up."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
