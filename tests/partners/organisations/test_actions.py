import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from stdnum.exceptions import ValidationError as InvalidNumber
from wagtail.models import ModelLogEntry

from partners.organisations.actions import (
    edit_profile,
    found_organisation,
    note_facts,
    reject_organisation,
    reopen_organisation,
    suspend_organisation,
    verify_organisation,
)
from partners.organisations.errors import AlreadyThere, WrongStatus
from partners.organisations.facts import Facts
from partners.organisations.models import Organisation
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NUMBER = "310000043"
FACTS = Facts(
    number=NUMBER,
    name="NORDRE SYKKELVERKSTED AS",
    form_code="AS",
    form="Aksjeselskap",
    address="Eksempelveien 1, 3470 Slemmestad",
    municipality="Asker",
    industry="Reparasjon av sykler",
)


def found(by, **changes):
    fields = {"name": "Nordre Sykkelverksted", "kind": "business", "number": NUMBER}
    return found_organisation(by=by, **fields | changes)


def logged(organisation):
    entries = ModelLogEntry.objects.for_instance(organisation).order_by("timestamp", "pk")
    return [entry.action for entry in entries]


def kinds_to(user):
    return list(Letter.objects.filter(to=user.email).order_by("pk").values_list("kind", flat=True))


def test_founder_owns_what_waits_for_approval():
    user = UserFactory()

    organisation = found(user, facts=FACTS, language="en")

    membership = organisation.memberships.get()
    assert (organisation.status, organisation.name) == ("pending", "NORDRE SYKKELVERKSTED AS")
    assert (membership.user, membership.is_owner, membership.language) == (user, True, "en")
    assert kinds_to(user) == ["organisations.received"]
    assert logged(organisation) == ["partners.organisation.found"]


def test_facts_of_the_register_are_kept_and_dated():
    organisation = found(UserFactory(), facts=FACTS)

    organisation.refresh_from_db()
    assert organisation.register_state == "active"
    assert timezone.now() - organisation.checked_at < timezone.timedelta(minutes=1)
    assert (organisation.form, organisation.address) == ("Aksjeselskap", "Eksempelveien 1, 3470 Slemmestad")
    assert not organisation.is_in_doubt


def test_by_hand_is_marked_as_not_checked():
    organisation = found(UserFactory(), number="310 000 043", name=" Nordre\nSykkelverksted ")

    assert (organisation.register_state, organisation.checked_at) == ("unchecked", None)
    assert (organisation.number, organisation.name) == (NUMBER, "Nordre Sykkelverksted")
    assert organisation.is_in_doubt


def test_informal_group_needs_no_number():
    first = found(UserFactory(), number="", kind="informal", name="Strikkegjengen")
    second = found(UserFactory(), number="", kind="informal", name="Syklistene")

    assert (first.number, second.number) == (None, None)
    assert not first.is_in_doubt


def test_second_with_the_same_number_learns_of_the_first():
    first = found(UserFactory())

    with pytest.raises(AlreadyThere) as there:
        found(UserFactory(), name="Et annet navn")

    assert there.value.organisation == first
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("number", ["310000044", "31000000", "abcdefghi"])
def test_wrong_number_is_refused(number):
    with pytest.raises(InvalidNumber):
        found(UserFactory(), number=number)


def test_one_that_was_not_approved_can_be_asked_for_by_others(coordinator):
    impostor, rightful = UserFactory(), UserFactory()
    first = reject_organisation(found(impostor), reason="Du står ikke i registeret.", by=coordinator)

    again = found(rightful)

    assert (again.pk, again.status, again.reason) == (first.pk, "pending", "")
    assert [membership.user for membership in again.memberships.all()] == [rightful]
    assert kinds_to(rightful) == ["organisations.received"]


def test_decisions_are_told_to_members_with_the_reason(organisation, owner, coordinator):
    suspend_organisation(organisation, reason="Vi har fått melding om konkurs.", by=coordinator)
    reopen_organisation(organisation, by=coordinator)

    suspended, reopened = [render(letter) for letter in Letter.objects.order_by("pk")]
    assert kinds_to(owner.user) == ["organisations.decided", "organisations.decided"]
    assert suspended.subject == "Nordre Sykkelverksted AS er stengt inntil videre"
    assert "Vi har fått melding om konkurs." in suspended.text
    assert reopened.subject == "Nordre Sykkelverksted AS er godkjent som partner"
    assert logged(organisation) == ["partners.organisation.suspend", "partners.organisation.reopen"]


@pytest.mark.parametrize(
    ("decide", "status", "allowed"),
    [
        ("verify", "pending", True),
        ("verify", "rejected", True),
        ("verify", "suspended", False),
        ("reject", "pending", True),
        ("reject", "verified", False),
        ("reject", "suspended", False),
        ("suspend", "verified", True),
        ("suspend", "pending", False),
        ("suspend", "rejected", False),
        ("reopen", "suspended", True),
        ("reopen", "pending", False),
        ("reopen", "rejected", False),
    ],
)
def test_decision_fits_the_status(decide, status, allowed, coordinator):
    reason = "Fordi." if status in ("rejected", "suspended") else ""
    organisation = OrganisationFactory(status=status, reason=reason)
    calls = {
        "verify": lambda: verify_organisation(organisation, by=coordinator),
        "reject": lambda: reject_organisation(organisation, reason="Nei.", by=coordinator),
        "suspend": lambda: suspend_organisation(organisation, reason="Stopp.", by=coordinator),
        "reopen": lambda: reopen_organisation(organisation, by=coordinator),
    }

    if allowed:
        assert calls[decide]().status != status
    else:
        with pytest.raises(WrongStatus):
            calls[decide]()


def test_deciding_twice_is_harmless(coordinator):
    membership = MembershipFactory(organisation__status="pending")

    for _ in range(2):
        verify_organisation(membership.organisation, by=coordinator)

    assert Letter.objects.count() == 1
    assert logged(membership.organisation) == ["partners.organisation.verify"]


def test_later_facts_keep_the_name_it_goes_by():
    organisation = found(UserFactory())

    note_facts(organisation, facts=FACTS)

    organisation.refresh_from_db()
    assert (organisation.name, organisation.registered_name) == (
        "Nordre Sykkelverksted",
        "NORDRE SYKKELVERKSTED AS",
    )
    assert organisation.register_state == "active"


def test_profile_is_cleaned_and_logged_once(organisation, owner):
    for _ in range(2):
        edit_profile(organisation, by=owner.user, about=" Vi reparerer\r\nsykler. ", status="rejected")

    organisation.refresh_from_db()
    assert (organisation.about, organisation.status) == ("Vi reparerer\nsykler.", "verified")
    assert logged(organisation) == ["partners.organisation.profile"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "12345678"},
        {"number": "12345678a"},
        {"kind": "informal", "number": NUMBER},
        {"name": ""},
        {"register_state": "active", "checked_at": None},
        {"register_state": "unchecked", "checked_at": timezone.now()},
        {"status": "suspended", "reason": ""},
        {"status": "rejected", "reason": ""},
    ],
)
def test_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(**wrong)
