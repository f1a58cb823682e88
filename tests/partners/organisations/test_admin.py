"""The coordinator's desk for organisations."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.organisations.actions import note_facts
from partners.organisations.comparison import compare
from partners.organisations.facts import Facts
from partners.organisations.models import Organisation
from partners.organisations.register import read_unit
from portal.mail.models import Letter
from tests import registers
from tests.factories import MembershipFactory, OrganisationFactory
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db
NUMBER = "310000051"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def pending():
    return MembershipFactory(
        organisation__status="pending",
        organisation__name="Snekkeriet",
        organisation__number=NUMBER,
        role="owner",
        user__name="Kari Eksempel",
    ).organisation


def at(name, *arguments):
    return reverse(f"organisations:{name}", args=arguments)


def test_queue_has_those_who_wait_first(desk, pending):
    approved, later = OrganisationFactory(), OrganisationFactory(status="pending")

    rows = desk.get(at("index")).context["object_list"]

    assert [row.pk for row in rows] == [pending.pk, later.pk, approved.pk]


def test_queue_is_found_by_name_number_person_and_filter(desk, pending):
    other = OrganisationFactory(name="Strikkegjengen", kind="informal")

    def found(**parameters):
        return [row.pk for row in desk.get(at("index"), parameters).context["object_list"]]

    assert found(q="snekkeriet") == found(q=NUMBER) == found(q="kari") == [pending.pk]
    assert found(kind="informal") == [other.pk]
    assert found(status="pending") == [pending.pk]


def test_what_they_said_stands_beside_the_register(desk, register, pending):
    register.add(NUMBER, "SLEMMESTAD SNEKKERI AS")
    assert "I registeret: ikke kontrollert." in facts(desk.get(at("organisation", pending.pk)))

    desk.post(at("check", pending.pk))

    page = facts(desk.get(at("organisation", pending.pk)))
    assert "<td>Snekkeriet</td><td>SLEMMESTAD SNEKKERI AS</td>" in page
    assert "Ikke likt i registeret: navn, type. Se nærmere på det før du godkjenner." in page
    assert "Kari Eksempel" in page


@pytest.mark.parametrize(
    ("told", "registered", "verdicts"),
    [
        (
            {"name": "slemmestad  snekkeri as", "kind": "business"},
            {},
            {"Navn": "Likt", "Organisasjonsnummer": "Likt", "Type": "Likt"},
        ),
        (
            {"name": "Snekkeriet", "kind": "association"},
            {},
            {"Navn": "Ulikt", "Type": "Ulikt: organisasjonsformen tyder på «bedrift»"},
        ),
        (
            {"kind": "business"},
            {"organisasjonsform": {"kode": "FLI", "beskrivelse": "Forening/lag/innretning"}},
            {"Type": "Ulikt: organisasjonsformen tyder på «lag eller forening»"},
        ),
    ],
)
def test_every_difference_is_said_in_words(pending, told, registered, verdicts):
    unit = registers.unit(NUMBER, "SLEMMESTAD SNEKKERI AS", **registered)
    Organisation.objects.filter(pk=pending.pk).update(**told)

    checked = note_facts(pending, facts=read_unit(unit))

    remarks = {row.label: row.remark for row in compare(checked)}
    assert {label: remarks[label] for label in verdicts} == verdicts


def test_number_that_the_register_does_not_know_differs(pending):
    note_facts(pending, facts=Facts(number=NUMBER, state="unknown"))

    pending.refresh_from_db()
    number = next(row for row in compare(pending) if row.told == pending.number_in_groups)
    assert (number.registered, number.remark, number.differs) == ("Ikke i registeret", "Ulikt", True)


def test_nothing_differs_before_the_register_has_answered(pending):
    rows = compare(pending)

    assert [row.label for row in rows if row.differs] == []
    assert rows[0].remark == "Ingenting å sammenligne med"


def test_list_and_page_say_how_long_one_has_waited(desk, pending):
    Organisation.objects.filter(pk=pending.pk).update(created_at=timezone.now() - timedelta(days=3))

    assert "3 dager" in facts(desk.get(at("index")))
    assert "har ventet i 3 dager" in facts(desk.get(at("organisation", pending.pk)))


def test_register_that_is_down_changes_nothing(desk, register, pending, caplog):
    caplog.set_level(logging.CRITICAL)
    register.mood = "broken"

    page = desk.post(at("check", pending.pk), follow=True)

    assert "Registeret svarer ikke nå." in facts(page)
    pending.refresh_from_db()
    assert pending.register_state == "unchecked"


def test_approve_suspend_and_open_again(desk, pending):
    desk.post(at("verify", pending.pk))
    assert desk.post(at("suspend", pending.pk), {"reason": ""}).status_code == 422
    desk.post(at("suspend", pending.pk), {"reason": "Meldt konkurs."})
    pending.refresh_from_db()
    assert (pending.status, pending.reason) == ("suspended", "Meldt konkurs.")

    desk.post(at("reopen", pending.pk))

    pending.refresh_from_db()
    assert (pending.status, pending.reason) == ("verified", "")
    assert Letter.objects.filter(kind="organisations.decided").count() == 3
    page = facts(desk.get(at("organisation", pending.pk)))
    for step in ("Godkjent", "Stengt inntil videre", "Meldt konkurs.", "Åpnet igjen"):
        assert step in page


def test_decision_that_came_too_late_is_refused(desk, pending):
    desk.post(at("verify", pending.pk))

    page = desk.post(at("reject", pending.pk), {"reason": "Nei."})

    assert page.status_code == 422
    assert "Noen andre har avgjort dette i mellomtiden." in facts(page)
    pending.refresh_from_db()
    assert pending.status == "verified"


def test_front_page_tells_who_waits(desk, pending):
    assert "1 virksomhet venter på godkjenning" in facts(desk.get(reverse("wagtailadmin_home")))


def test_list_and_page_ask_as_often_for_three_as_for_one(desk, pending):
    addresses = (at("index"), at("organisation", pending.pk))
    one = [queries_of(desk, address) for address in addresses]
    OrganisationFactory.create_batch(2)
    MembershipFactory.create_batch(2, organisation=pending)

    assert [queries_of(desk, address) for address in addresses] == one
