"""A right that is lost is gone at the next request of an open session: nobody has to sign out first."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from partners.organisations.actions import suspend_organisation
from partners.organisations.membership import change_role, leave, remove
from tests.factories import MembershipFactory
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(role="owner")


@pytest.fixture
def colleague(owner):
    """Another owner of the same organisation, who acts for it now."""
    return MembershipFactory(organisation=owner.organisation, role="owner")


@pytest.fixture
def session(colleague):
    """The colleague's open session, in which they have chosen to represent the organisation."""
    client = Client()
    client.force_login(colleague.user)
    client.post(reverse("represent"), {"organisation": colleague.organisation_id})
    assert stands(client, colleague) == (200, 200, colleague.organisation)
    return client


def stands(client, membership):
    """What the session is answered at the organisation's page and profile, and whom it acts for."""
    pk = membership.organisation_id
    answers = [client.get(reverse(name, args=[pk])) for name in ("organisation", "organisation_profile")]
    standing = client.get(reverse("workspace")).context["standing"]
    return (*(answer.status_code for answer in answers), standing.organisation)


def test_membership_that_is_removed(session, owner, colleague):
    remove(colleague, by=owner.user)

    assert stands(session, colleague) == (404, 404, None)


def test_membership_that_is_left_in_another_window(session, colleague):
    leave(colleague)

    assert stands(session, colleague) == (404, 404, None)


def test_role_that_is_changed(session, owner, colleague):
    change_role(colleague, role="member", by=owner.user)

    assert stands(session, colleague) == (200, 404, colleague.organisation)
    invited = session.post(
        reverse("organisation_invite", args=[colleague.organisation_id]),
        {"email": "ny@example.no", "role": "owner"},
    )
    assert invited.status_code == 404
    assert not colleague.organisation.invitations.exists()


def test_organisation_that_is_suspended(session, colleague):
    suspend_organisation(colleague.organisation, reason="Meldt konkurs.", by=staff(COORDINATORS))

    assert stands(session, colleague) == (200, 404, None)


def test_account_that_is_closed(session, colleague):
    colleague.user.is_active = False
    colleague.user.save()

    answer = session.get(reverse("organisation", args=[colleague.organisation_id]))
    assert answer["Location"].startswith(reverse("account_login"))


def test_account_that_is_deleted(session, colleague):
    colleague.user.delete()

    answer = session.get(reverse("organisation", args=[colleague.organisation_id]))
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.fixture
def desk():
    """A coordinator's open session."""
    client = Client()
    client.user = staff(COORDINATORS)
    client.force_login(client.user)
    assert client.get(reverse("organisations:index")).status_code == 200
    return client


def decide(client, organisation):
    return client.post(reverse("organisations:suspend", args=[organisation.pk]), {"reason": "Hevn."})


def test_coordinator_who_is_taken_out_of_the_group(desk, owner):
    desk.user.groups.remove(Group.objects.get(name=COORDINATORS))

    refused = [desk.get(reverse("organisations:index")), decide(desk, owner.organisation)]

    assert [answer["Location"].split("?")[0] for answer in refused] == ["/admin/login/"] * 2
    owner.organisation.refresh_from_db()
    assert owner.organisation.status == "verified"


def test_coordinator_who_becomes_an_editor(desk, owner):
    desk.user.groups.set([Group.objects.get(name=EDITORS)])

    assert desk.get(reverse("organisations:index")).status_code == 404
    assert decide(desk, owner.organisation).status_code == 404


def test_coordinator_whose_account_is_closed(desk, owner):
    desk.user.is_active = False
    desk.user.save()

    assert decide(desk, owner.organisation)["Location"].startswith("/admin/login/")
