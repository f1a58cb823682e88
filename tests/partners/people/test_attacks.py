"""What somebody would try at the doors, each tried here and refused."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from partners.organisations.tokens import token_of
from partners.people.forms import TRIES_AN_HOUR
from partners.people.models import User
from portal.mail.models import Letter
from tests.factories import MembershipFactory, UserFactory
from tests.partners.people.conftest import code_to, confirmed, last_letter, other_code, sign_in, sign_up

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "http://testserver@evil.example/",
]
OWN_PAGE = "/min-side/"


def user_of(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


# Codes: each kind is guessed from as many sessions as one likes, and the right code no longer helps.


def begin_new_address(client, account):
    sign_in(client, account.email)
    client.post("/konto/email/", {"email": "ny@example.no", "action_add": "1"})
    return "/konto/confirm-email/", "ny@example.no"


def begin_confirming(client, account):
    client.force_login(account)
    client.post("/konto/reauthenticate/", {"action": "send"})
    return "/konto/reauthenticate/", account.email


@pytest.mark.parametrize("begin", [begin_new_address, begin_confirming])
def test_codes_are_guessed_a_few_times_an_hour_from_however_many_sessions(account, settings, begin):
    settings.ACCOUNT_RATE_LIMITS = False
    told = 0
    for _session in range(TRIES_AN_HOUR + 5):
        guesser = Client()
        path, address = begin(guesser, account)
        answer = guesser.post(path, {"code": other_code(code_to(address))})
        told += "Det er ikke koden" in answer.content.decode()
    before = user_of(guesser)
    right = guesser.post(path, {"code": code_to(address)})

    assert told <= TRIES_AN_HOUR
    assert right.get("Location") not in (OWN_PAGE, "/konto/email/")
    assert user_of(guesser) == before
    assert not EmailAddress.objects.filter(email="ny@example.no", verified=True).exists()


def test_codes_for_a_new_account_are_guessed_a_few_times_however_many_are_sent(client, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    client.post("/konto/signup/", {"name": "Kari", "email": "ny@example.no"})
    told = 0
    for _try in range(TRIES_AN_HOUR + 5):
        answer = client.post("/konto/confirm-email/", {"code": other_code(code_to("ny@example.no"))})
        told += "Det er ikke koden" in answer.content.decode()
        client.post("/konto/confirm-email/", {"action": "resend"})

    client.post("/konto/confirm-email/", {"code": code_to("ny@example.no")})

    assert told <= TRIES_AN_HOUR
    assert user_of(client) is None


def test_code_of_one_session_is_worth_nothing_in_another(account):
    mine, theirs = Client(), Client()
    mine.post("/konto/login/", {"login": account.email})
    code = code_to(account.email)
    theirs.post("/konto/login/", {"login": "tyv@example.no"})

    assert theirs.post("/konto/login/code/confirm/", {"code": code}).status_code == 422
    assert Client().post("/konto/login/code/confirm/", {"code": code})["Location"].startswith("/konto/login")
    assert user_of(theirs) is None


def test_code_opens_once(client, account):
    sign_in(client, account.email)
    code = code_to(account.email)
    client.post("/konto/logout/")

    client.post("/konto/login/code/confirm/", {"code": code})

    assert user_of(client) is None


# The e-mail address.


def test_new_address_opens_nothing_until_its_code_is_typed_in(client, account):
    sign_in(client, account.email)
    client.post("/konto/email/", {"email": "ny@example.no", "action_add": "1"})

    account.refresh_from_db()
    Client().post("/konto/login/", {"login": "ny@example.no"})

    assert account.email == "kari@husflid.example"
    assert last_letter("ny@example.no").subject == "Du har ingen konto ennå"


def test_who_begins_to_move_to_anothers_address_does_not_get_their_account(client, account):
    """The thief asks first; whoever owns the address makes an account afterwards, with their own code."""
    thief = Client()
    sign_in(thief, account.email)
    thief.post("/konto/email/", {"email": "offer@example.no", "action_add": "1"})

    sign_up(client, "offer@example.no", name="Offer")
    late = thief.post("/konto/confirm-email/", {"code": code_to("offer@example.no")})

    account.refresh_from_db()
    assert late.status_code == 422
    assert user_of(client).email == "offer@example.no"
    assert (account.email, user_of(thief)) == ("kari@husflid.example", account)
    assert EmailAddress.objects.get(email="offer@example.no", verified=True).user == user_of(client)


# The session.


def worthless(key):
    thief = Client()
    thief.cookies["sessionid"] = key
    return thief.get(OWN_PAGE).status_code == 302


def test_session_planted_before_signing_up_is_worth_nothing_afterwards(client):
    client.post("/konto/signup/", {"name": "Kari", "email": "ny@example.no"})
    planted = client.cookies["sessionid"].value

    client.post("/konto/confirm-email/", {"code": code_to("ny@example.no")})

    assert user_of(client).email == "ny@example.no"
    assert client.cookies["sessionid"].value != planted
    assert worthless(planted)


def test_session_of_ones_own_choice_is_never_taken_up(client, account):
    client.cookies["sessionid"] = "a" * 32

    sign_in(client, account.email)

    assert client.cookies["sessionid"].value != "a" * 32
    assert worthless("a" * 32)


def test_session_that_is_signed_out_is_worth_nothing(client, account):
    sign_in(client, account.email)
    kept = client.cookies["sessionid"].value

    client.post("/konto/logout/")

    assert worthless(kept)


# `next`, wherever it is taken.


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_next_leads_no_newcomer_away(client, elsewhere):
    client.post("/konto/signup/", {"name": "Kari", "email": "ny@example.no", "next": elsewhere})

    answer = client.post("/konto/confirm-email/", {"code": code_to("ny@example.no"), "next": elsewhere})

    assert answer["Location"] == OWN_PAGE


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_next_leads_nobody_away_who_confirms_that_it_is_them(client, account, elsewhere):
    client.force_login(account)
    client.post("/konto/reauthenticate/", {"action": "send", "next": elsewhere})

    answer = client.post("/konto/reauthenticate/", {"code": code_to(account.email), "next": elsewhere})

    assert answer["Location"] == OWN_PAGE


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_next_leads_nobody_away_from_a_door_that_is_open_to_them(client, account, elsewhere):
    client.force_login(account)

    answers = {path: client.get(path, {"next": elsewhere}) for path in ("/konto/login/", "/konto/signup/")}

    assert {answer["Location"] for answer in answers.values()} == {OWN_PAGE}


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_next_at_the_municipalitys_door_leads_to_ours_and_no_further(client, account, door, elsewhere):
    there = client.get(door, {"next": elsewhere})["Location"]
    client.post(there, {"login": account.email, "next": elsewhere})
    answer = client.post("/konto/login/code/confirm/", {"code": code_to(account.email), "next": elsewhere})

    assert there.startswith("/konto/login/?next=")
    assert answer["Location"] == OWN_PAGE


# The host in links of letters.


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_invitation_leads_to_our_own_address_whatever_host_was_asked(client, settings, header):
    settings.SITE_URL = "https://omigjen.example.no"
    settings.ALLOWED_HOSTS = ["*"]
    owner = MembershipFactory(role="owner")
    client.force_login(owner.user)
    path = reverse("organisation_invite", args=[owner.organisation_id])

    client.post(path, {"email": "ny@example.no", "role": "member"}, headers={header: "evil.example"})

    letter = last_letter("ny@example.no")
    token = token_of(owner.organisation.invitations.get())
    assert f"https://omigjen.example.no/partner/invitasjon/{token}/" in letter.text
    assert "evil.example" not in letter.text + letter.html


@pytest.mark.parametrize("path", ["/konto/signup/", "/konto/signup/passkey/"])
def test_another_host_gets_no_letter_from_a_newcomer(client, path):
    answer = client.post(path, {"name": "K", "email": "ny@example.no"}, headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert not Letter.objects.exists()
    assert not User.objects.exists()


def test_known_address_that_signs_up_again_is_led_to_our_own_address(client, settings):
    settings.SITE_URL = "https://omigjen.example.no"
    settings.ALLOWED_HOSTS = ["*"]
    known = confirmed(UserFactory())

    client.post("/konto/signup/", {"name": "K", "email": known.email}, headers={"host": "evil.example"})

    letter = last_letter(known.email)
    assert "https://omigjen.example.no/konto/login/" in letter.text
    assert "evil.example" not in letter.text + letter.html
