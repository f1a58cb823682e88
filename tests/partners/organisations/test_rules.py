"""Until the municipality, or Ansattporten, has decided, an organisation's people draft but do not hand in."""

import pytest

from partners.organisations.actions import (
    prove_organisation,
    reject_organisation,
    reopen_organisation,
    suspend_organisation,
    verify_organisation,
)
from partners.organisations.rules import may_enter, may_manage, may_represent, may_submit
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def rights(membership):
    membership.refresh_from_db()
    membership.organisation.refresh_from_db()
    return {may.__name__ for may in (may_enter, may_represent, may_manage, may_submit) if may(membership)}


@pytest.fixture
def waiting():
    return MembershipFactory(role="owner", organisation__status="pending", organisation__number="310000043")


def test_until_it_is_approved_its_owner_can_draft_and_not_submit(waiting, coordinator):
    before = rights(waiting)

    verify_organisation(waiting.organisation, by=coordinator)

    assert before == {"may_enter", "may_represent", "may_manage"}
    assert rights(waiting) == before | {"may_submit"}


def test_until_ansattporten_confirms_it_neither(waiting):
    assert "may_submit" not in rights(waiting)

    prove_organisation(waiting.organisation, numbers={"310000043"}, by=waiting.user)

    assert "may_submit" in rights(waiting)


def test_rejected_and_suspended_can_neither_draft_nor_submit(waiting, coordinator):
    reject_organisation(waiting.organisation, reason="Nei.", by=coordinator)
    rejected = rights(waiting)
    verify_organisation(waiting.organisation, by=coordinator)
    suspend_organisation(waiting.organisation, reason="Stopp.", by=coordinator)
    suspended = rights(waiting)
    reopen_organisation(waiting.organisation, by=coordinator)

    assert rejected == suspended == {"may_enter"}
    assert "may_submit" in rights(waiting)


def test_who_only_asks_to_join_can_do_nothing():
    assert rights(MembershipFactory(state="requested")) == set()
    assert not any(may(None) for may in (may_enter, may_represent, may_manage, may_submit))
