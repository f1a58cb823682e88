"""Signing up, in and out by a code in a letter."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from partners.people.actions import forget_unconfirmed
from partners.people.models import User
from portal.mail.models import Letter
from tests.factories import UserFactory
from tests.partners.people.conftest import code_to, confirmed, last_letter, other_code, sign_in, sign_up

pytestmark = pytest.mark.django_db


def signed_in_as(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_newcomer_is_signed_in_after_three_pages(client):
    first = client.get("/konto/signup/")
    second = client.post(
        "/konto/signup/", {"name": " Kari  Husflid ", "email": "Kari@Husflid.example"}, follow=True
    )
    third = client.post(second.redirect_chain[-1][0], {"code": code_to("kari@husflid.example")}, follow=True)

    assert first.status_code == second.status_code == third.status_code == 200
    assert third.redirect_chain == [("/min-side/", 302)]
    assert signed_in_as(client).name == "Kari Husflid"
    assert signed_in_as(client).email == "kari@husflid.example"
    assert not signed_in_as(client).has_usable_password()


def test_name_is_asked_for_once(client):
    sign_up(client, "kari@husflid.example")
    client.post("/konto/logout/")

    page = client.get("/konto/login/")
    sign_in(client, "kari@husflid.example")

    assert 'name="name"' not in page.content.decode()
    assert signed_in_as(client).name == "Kari Husflid"


def test_known_person_is_signed_in_by_the_code_and_sent_on(client, account):
    client.post("/konto/login/?next=/innspill/", {"login": account.email, "next": "/innspill/"})

    answer = client.post(
        "/konto/login/code/confirm/?next=/innspill/", {"code": code_to(account.email), "next": "/innspill/"}
    )

    assert answer["Location"] == "/innspill/"
    assert signed_in_as(client) == account


def test_form_with_errors_answers_422(client):
    assert client.post("/konto/login/", {"login": "ikke en adresse"}).status_code == 422
    assert client.post("/konto/signup/", {"name": "", "email": ""}).status_code == 422


def test_code_letter_is_urgent_private_and_in_the_language_of_the_page(client, account):
    client.post("/en/konto/login/", {"login": account.email})

    letter = Letter.objects.get()
    assert letter.urgent
    assert letter.language == "en"
    assert letter.kind == "people.account"
    assert last_letter(account.email).subject == "Your code for signing in"
    assert "Type in this code" in last_letter(account.email).text


def test_code_is_in_no_subject(client, account):
    client.post("/konto/login/", {"login": account.email})

    assert code_to(account.email) not in last_letter(account.email).subject


def test_pages_for_passwords_do_not_exist(client, account):
    client.force_login(account)

    answers = {
        path: client.get(path).status_code
        for path in (
            "/konto/password/change/",
            "/konto/password/set/",
            "/konto/password/reset/",
            "/konto/password/reset/done/",
            "/konto/password/reset/key/1-key/",
        )
    }

    assert set(answers.values()) == {404}


def test_signed_out_person_is_asked_to_sign_in_and_comes_back(client):
    assert client.get("/min-side/")["Location"] == "/konto/login/?next=/min-side/"
    assert client.get("/en/min-side/")["Location"] == "/en/konto/login/?next=/en/min-side/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_next_never_leads_away_from_the_site(client, account, elsewhere):
    client.post("/konto/login/", {"login": account.email, "next": elsewhere})

    answer = client.post("/konto/login/code/confirm/", {"code": code_to(account.email), "next": elsewhere})

    assert answer["Location"] == "/min-side/"
    assert client.post("/konto/logout/", {"next": elsewhere})["Location"] == "/"


def test_session_from_before_signing_in_is_worth_nothing_afterwards(client, account):
    client.get("/konto/login/")
    client.post("/konto/login/", {"login": account.email})
    planted = client.cookies["sessionid"].value

    client.post("/konto/login/code/confirm/", {"code": code_to(account.email)})

    thief = Client()
    thief.cookies["sessionid"] = planted
    assert client.cookies["sessionid"].value != planted
    assert thief.get("/min-side/").status_code == 302


def test_person_sees_their_sessions_and_ends_them_all(client, account):
    elsewhere = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
    sign_in(elsewhere, account.email)
    sign_in(client, account.email)
    page = client.get("/konto/sessions/").content.decode()

    answer = client.post("/konto/sessions/overalt/")

    assert "Firefox, Windows" in page
    assert answer["Location"] == "/konto/login/"
    assert UserSession.objects.count() == 0
    assert elsewhere.get("/min-side/").status_code == client.get("/min-side/").status_code == 302


def test_person_ends_all_other_sessions(client, account):
    elsewhere = Client()
    sign_in(elsewhere, account.email)
    sign_in(client, account.email)

    client.post("/konto/sessions/")

    assert elsewhere.get("/min-side/").status_code == 302
    assert client.get("/min-side/").status_code == 200


def test_closed_account_is_not_let_in(client):
    closed = confirmed(UserFactory(is_active=False))

    client.post("/konto/login/", {"login": closed.email})

    assert last_letter(closed.email).subject == "Du har ingen konto ennå"
    client.force_login(closed)
    assert client.get("/min-side/").status_code == 302


def test_third_wrong_code_ends_the_attempt(client, account):
    client.post("/konto/login/", {"login": account.email})
    code = code_to(account.email)

    answers = [
        client.post("/konto/login/code/confirm/", {"code": other_code(code)}).status_code for _try in range(3)
    ]

    assert answers == [422, 422, 302]
    assert client.post("/konto/login/code/confirm/", {"code": code})["Location"].startswith("/konto/login")
    assert signed_in_as(client) is None


def test_codes_of_one_address_are_tried_a_few_times_an_hour_from_however_many_sessions(
    client, account, settings
):
    settings.ACCOUNT_RATE_LIMITS = False
    guesses = 0
    for _session in range(9):
        guesser = Client()
        guesser.post("/konto/login/", {"login": account.email})
        code = code_to(account.email)
        for _try in range(2):
            answer = guesser.post("/konto/login/code/confirm/", {"code": other_code(code)})
            guesses += "for mange ganger" not in answer.content.decode()

    answer = guesser.post("/konto/login/code/confirm/", {"code": code})

    assert guesses == 15
    assert signed_in_as(guesser) is None
    assert answer.status_code == 302


def test_one_address_is_sent_a_few_codes_an_hour(account, settings):
    settings.ACCOUNT_RATE_LIMITS = False

    answers = [Client().post("/konto/login/", {"login": account.email}).status_code for _time in range(12)]

    assert answers == [302] * 10 + [422] * 2
    assert Letter.objects.count() == 10


def test_code_is_good_for_ten_minutes(client, account):
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False) as clock:
        client.post("/konto/login/", {"login": account.email})
        clock.shift(601)
        answer = client.post("/konto/login/code/confirm/", {"code": code_to(account.email)})

    assert answer["Location"].startswith("/konto/login")
    assert signed_in_as(client) is None


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example"])
def test_another_host_is_refused_before_any_letter(client, account, host):
    answer = client.post("/konto/login/", {"login": account.email}, headers={"host": host})

    assert answer.status_code == 400
    assert not Letter.objects.exists()


def test_links_in_letters_lead_to_our_own_address_whatever_host_was_asked(client, settings):
    settings.SITE_URL = "https://omigjen.example.no"
    settings.ALLOWED_HOSTS = ["*"]

    client.post("/konto/login/", {"login": "ukjent@example.no"}, headers={"host": "evil.example"})

    letter = last_letter("ukjent@example.no")
    assert "https://omigjen.example.no/konto/signup/" in letter.text
    assert "evil.example" not in letter.text + letter.html


def test_address_that_somebody_else_began_with_is_free_again_after_a_week():
    began = timezone.now()
    Client().post("/konto/signup/", {"name": "Troll", "email": "kari@husflid.example"})

    forget_unconfirmed(before=began)
    assert User.objects.count() == 1
    forget_unconfirmed(before=began + timedelta(minutes=1))

    assert not User.objects.exists()


def test_no_account_in_use_is_forgotten(client, account):
    sign_up(client, "ola@example.no")

    forget_unconfirmed(before=timezone.now() + timedelta(days=1))

    assert User.objects.count() == 2


def test_who_takes_over_a_begun_account_is_let_in_by_their_own_code(client):
    Client().post("/konto/signup/", {"name": "Troll", "email": "kari@husflid.example"})

    sign_in(client, "kari@husflid.example")

    assert signed_in_as(client).email == "kari@husflid.example"
    assert client.get("/min-side/").status_code == 200
