import logging
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from partners.chores import check_organisations
from partners.organisations.facts import Facts
from partners.organisations.register import QUIET, RegisterUnavailable, look_up, number_in, search
from tests.factories import OrganisationFactory

NUMBER = "310000043"
OTHER = "310000051"


def test_number_is_known_with_and_without_spaces():
    assert [number_in(words) for words in ("310 000 043", "310.000.043", NUMBER, "310000044", "Sykkel")] == [
        NUMBER,
        NUMBER,
        NUMBER,
        "",
        "",
    ]


def test_facts_of_a_unit(register):
    register.add(NUMBER, "NORDRE SYKKELVERKSTED AS")

    assert look_up(NUMBER) == Facts(
        number=NUMBER,
        state="active",
        name="NORDRE SYKKELVERKSTED AS",
        form_code="AS",
        form="Aksjeselskap",
        address="Eksempelveien 1, 3470 Slemmestad",
        municipality="Asker",
        industry="Reparasjon av sykler",
        place="Slemmestad",
    )


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"forretningsadresse": {"adresse": [None, "Veien 2", None], "poststed": None}}, "Veien 2"),
        ({"forretningsadresse": {"adresse": None, "postnummer": "3470"}}, "3470"),
        ({"forretningsadresse": None, "postadresse": {"adresse": ["Postboks 1"]}}, "Postboks 1"),
        ({"forretningsadresse": None}, ""),
        ({"forretningsadresse": "rar", "organisasjonsform": None, "naeringskode1": None}, ""),
    ],
)
def test_address_may_lack_anything(register, changes, address):
    register.add(NUMBER, "LAGET", **changes)

    assert look_up(NUMBER).address == address


@pytest.mark.parametrize(
    ("changes", "state", "can_join"),
    [
        ({"konkurs": True}, "bankrupt", True),
        ({"underAvvikling": True}, "winding_up", True),
        ({"underTvangsavviklingEllerTvangsopplosning": True}, "winding_up", True),
        ({"slettedato": "2026-01-31"}, "deleted", False),
    ],
)
def test_state_of_a_unit_in_trouble(register, changes, state, can_join):
    register.add(NUMBER, "LAGET", **changes)

    facts = look_up(NUMBER)

    assert (facts.state, facts.can_join) == (state, can_join)


def test_deleted_unit_that_is_gone(register):
    register.deleted.add(NUMBER)

    assert look_up(NUMBER) == Facts(number=NUMBER, state="deleted")


def test_unknown_number(register):
    assert look_up(NUMBER) == Facts(number=NUMBER, state="unknown")
    assert search(NUMBER) == []


@pytest.mark.parametrize(
    ("code", "volunteer", "kind"),
    [
        ("AS", False, "business"),
        ("KOMM", False, "public"),
        ("FLI", False, "association"),
        ("AS", True, "association"),
    ],
)
def test_form_suggests_the_kind(register, code, volunteer, kind):
    register.add(
        NUMBER,
        "LAGET",
        organisasjonsform={"kode": code, "beskrivelse": ""},
        registrertIFrivillighetsregisteret=volunteer,
    )

    assert look_up(NUMBER).kind == kind


def test_search_finds_by_name_and_by_number(register):
    register.add(NUMBER, "NORDRE SYKKELVERKSTED AS")
    register.add(OTHER, "SYKKELENTUSIASTENE")

    assert [facts.number for facts in search("sykkel")] == [NUMBER, OTHER]
    assert [facts.number for facts in search("310 000 051")] == [OTHER]
    assert search("finnesikke") == []
    assert search("s") == []


def test_answers_are_kept_for_a_day(register):
    register.add(NUMBER, "NORDRE SYKKELVERKSTED AS")

    for _ in range(3):
        look_up(NUMBER)
        search("Sykkel")
        search(" sykkel ")

    assert len(register.asked) == 2
    look_up(NUMBER, fresh=True)
    assert len(register.asked) == 3


@pytest.mark.parametrize("mood", ["slow", "busy", "broken", "garbage", "down"])
def test_register_in_trouble_is_left_alone_for_a_while(register, mood, caplog):
    caplog.set_level(logging.CRITICAL)
    register.mood = mood

    for _ in range(3):
        with pytest.raises(RegisterUnavailable):
            look_up(NUMBER)
        with pytest.raises(RegisterUnavailable):
            search("sykkel")

    assert len(register.asked) == 1
    cache.delete(QUIET)
    register.mood = ""
    assert look_up(NUMBER).state == "unknown"


@pytest.mark.parametrize(
    ("header", "left_alone", "asked_again"),
    [
        ("120", 119, 121),
        ("999999", 3599, 3601),
        ("Wed, 20 May 2026 08:05:00 GMT", 299, 301),
        ("snart", 59, 61),
    ],
)
def test_busy_register_says_how_long(register, header, left_alone, asked_again):
    register.mood, register.retry_after = "busy", header
    with time_machine.travel(datetime(2026, 5, 20, 8, 0, tzinfo=UTC), tick=False) as clock:
        with pytest.raises(RegisterUnavailable):
            look_up(NUMBER)
        register.mood = ""

        clock.shift(left_alone)
        with pytest.raises(RegisterUnavailable):
            look_up(NUMBER)
        clock.shift(asked_again - left_alone)

        assert look_up(NUMBER).state == "unknown"


@pytest.mark.django_db
def test_chore_checks_what_was_registered_by_hand(register):
    register.add(NUMBER, "NORDRE SYKKELVERKSTED AS")
    known = OrganisationFactory(number=NUMBER)
    unknown = OrganisationFactory(number=OTHER)
    informal = OrganisationFactory(kind="informal")

    check_organisations()

    for organisation, state in ((known, "active"), (unknown, "unknown"), (informal, "unchecked")):
        organisation.refresh_from_db()
        assert organisation.register_state == state
    assert known.registered_name == "NORDRE SYKKELVERKSTED AS"


@pytest.mark.django_db
def test_chore_waits_while_the_register_is_down(register, caplog):
    caplog.set_level(logging.CRITICAL)
    organisations = [OrganisationFactory(number=number) for number in (NUMBER, OTHER)]
    register.mood = "down"

    check_organisations()

    assert {type(each).objects.get(pk=each.pk).register_state for each in organisations} == {"unchecked"}
    assert len(register.asked) == 1
