"""What was given before there was an account is the account's once the address is confirmed."""

import pytest

from partners.inputs.models import Input
from partners.models import Person
from partners.people.actions import claim, person_for
from partners.people.moving import moved_models
from portal.mail.models import Letter
from tests.factories import (
    AnswerFactory,
    InputFactory,
    LetterFactory,
    PersonFactory,
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
    in_days,
)
from tests.partners.people.conftest import code_to, confirmed, sign_in, sign_up
from tests.staff import queries_of
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db


def test_newcomer_finds_what_they_gave_earlier_with_the_same_address(client):
    person = PersonFactory(email="kari@husflid.example")
    signup = SignUpFactory(person=person)
    said = InputFactory(giver=person, text="Vi trenger et låsbart lager.")
    AnswerFactory(input=said, text="Lageret er med.")

    sign_up(client, "Kari@Husflid.example")

    page = client.get("/min-side/").content.decode()
    person.refresh_from_db()
    assert person.user.email == "kari@husflid.example"
    assert signup.workshop.title in page
    assert signup.get_absolute_url() in page
    assert "Vi trenger et låsbart lager." in page
    assert "Lageret er med." in page


def test_nothing_is_claimed_before_the_code_is_typed_in(client):
    person = PersonFactory(email="kari@husflid.example")

    client.post("/konto/signup/", {"name": "Tyv", "email": person.email})

    person.refresh_from_db()
    assert person.user is None


def test_what_is_given_later_without_signing_in_is_found_too(client):
    sign_up(client, "kari@husflid.example")

    SignUpFactory(person=person_for("kari@husflid.example"), workshop__title="Verksted om lager")

    assert "Verksted om lager" in client.get("/min-side/").content.decode()


def test_claiming_twice_is_harmless(account):
    first = claim(account, email=account.email)

    assert claim(account, email=account.email) == first
    assert Person.objects.get() == first


def test_what_another_account_has_claimed_stays_theirs(account):
    person = claim(account, email=account.email)

    assert claim(UserFactory(), email=account.email) is None
    person.refresh_from_db()
    assert person.user == account


def change_address(client, account, new):
    sign_in(client, account.email)
    client.post("/konto/email/", {"email": new, "action_add": "1"})
    return client.post("/konto/confirm-email/", {"code": code_to(new)})


def test_everything_follows_to_a_new_address(client, account):
    old = claim(account, email=account.email)
    signup = SignUpFactory(person=old)
    said = InputFactory(giver=old)
    waiting = LetterFactory(to=account.email)
    there = PersonFactory(email="kari@ny.example")
    said_there = InputFactory(giver=there)

    change_address(client, account, "kari@ny.example")

    account.refresh_from_db()
    waiting.refresh_from_db()
    assert account.email == "kari@ny.example"
    assert account.person == there
    assert SignUp.objects.get(pk=signup.pk).person == there
    assert set(Input.objects.filter(giver=there)) == {said, said_there}
    assert waiting.to == "kari@ny.example"
    assert not Person.objects.filter(pk=old.pk).exists()
    told = Letter.objects.filter(to="kari@husflid.example", kind="people.account").latest("pk")
    assert told.data["name"] == "email_changed"


@pytest.mark.parametrize(
    ("old_status", "new_status", "kept"),
    [("registered", "waiting", "old"), ("waiting", "registered", "new"), ("registered", "registered", "new")],
)
def test_one_who_signed_up_with_both_addresses_keeps_the_better_place(account, old_status, new_status, kept):
    meeting = WorkshopPageFactory()
    old = claim(account, email=account.email)
    new = PersonFactory(email="kari@ny.example")
    signups = {
        "old": SignUpFactory(workshop=meeting, person=old, status=old_status),
        "new": SignUpFactory(workshop=meeting, person=new, status=new_status),
    }

    claim(account, email=new.email)

    assert list(SignUp.objects.active().filter(person=new)) == [signups[kept]]
    assert SignUp.objects.active().count() == 1


def test_two_places_at_a_meeting_that_is_over_stay_in_its_count(account):
    meeting = WorkshopPageFactory(start=in_days(-3))
    old = claim(account, email=account.email)
    new = PersonFactory(email="kari@ny.example")
    SignUpFactory(workshop=meeting, person=old, status="attended")
    kept = SignUpFactory(workshop=meeting, person=new, status="attended")

    claim(account, email=new.email)

    assert list(SignUp.objects.filter(person=new)) == [kept]
    assert SignUp.objects.active().filter(workshop=meeting).count() == 2


def test_every_model_that_points_at_a_person_says_how_it_moves():
    pointing = {relation.related_model for relation in Person._meta.related_objects}

    assert pointing == moved_models()


def test_somebody_elses_address_is_refused_even_with_its_code(client, account):
    other = confirmed(UserFactory(email="per@example.no"))
    sign_in(client, account.email)
    client.post("/konto/email/", {"email": other.email, "action_add": "1"})

    answer = client.post("/konto/confirm-email/", {"code": code_to(other.email)})

    account.refresh_from_db()
    other.refresh_from_db()
    assert answer.status_code == 422
    assert (account.email, other.email) == ("kari@husflid.example", "per@example.no")


def test_a_stolen_session_cannot_change_the_address(client, account):
    client.force_login(account)

    answer = client.post("/konto/email/", {"email": "tyv@example.no", "action_add": "1"})

    assert answer["Location"].startswith("/konto/reauthenticate/")
    assert not Letter.objects.filter(to="tyv@example.no").exists()


def test_my_page_takes_as_many_queries_for_three_things_as_for_one(client, account):
    person = claim(account, email=account.email)
    client.force_login(account)
    counts = []
    for _round in range(2):
        for _thing in range(2):
            SignUpFactory(person=person)
            AnswerFactory(input=InputFactory(giver=person, status="adopted"))
        counts.append(queries_of(client, "/min-side/"))

    assert counts[0] == counts[1]


def test_page_of_a_newcomer_says_that_no_meeting_waits(client, account):
    claim(account, email=account.email)
    client.force_login(account)

    assert "ikke påmeldt noe møte" in client.get("/min-side/").content.decode()


def test_person_changes_their_name(client, account):
    client.force_login(account)

    empty = client.post("/min-side/navn/", {"name": " "})
    client.post("/min-side/navn/", {"name": "Kari Ny"})

    account.refresh_from_db()
    assert empty.status_code == 422
    assert account.name == "Kari Ny"
