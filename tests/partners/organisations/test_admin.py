"""The coordinator's desk for organisations."""

import logging

import pytest
from django.urls import reverse

from portal.mail.models import Letter
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
    assert "Navnet er ikke det samme som i registeret." in page
    assert "Kari Eksempel" in page


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
