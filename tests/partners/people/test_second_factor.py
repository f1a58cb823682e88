"""Passkeys' and apps' surroundings: who may add one, what is stored, and what they open."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from partners.people.secrets import decrypt, encrypt
from portal.mail.models import Letter
from tests.factories import UserFactory
from tests.partners.people.conftest import code_to, confirmed, last_letter, other_code, sign_in
from tests.staff import EDITORS, staff, with_second_factor

pytestmark = pytest.mark.django_db
GUARDED = (
    "/konto/2fa/webauthn/add/",
    "/konto/2fa/totp/activate/",
)


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def add_app(client):
    page = client.get("/konto/2fa/totp/activate/")
    secret = page.context["form"].secret
    return secret, client.post("/konto/2fa/totp/activate/", {"code": code_of(secret)})


@pytest.mark.parametrize("path", GUARDED)
def test_a_stolen_session_must_show_a_fresh_code(client, account, path):
    client.force_login(account)

    for answer in (client.get(path), client.post(path, {"name": "Tyv", "credential": "{}"})):
        assert answer["Location"].startswith("/konto/reauthenticate/?next=")
    assert not Authenticator.objects.exists()


def test_a_session_grows_stale_five_minutes_after_the_code(client, account):
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False) as clock:
        sign_in(client, account.email)
        fresh = client.get(GUARDED[0])
        clock.shift(301)
        stale = client.get(GUARDED[0])

    assert fresh.status_code == 200
    assert stale["Location"].startswith("/konto/reauthenticate/")


def test_a_code_by_mail_lets_the_person_go_on(client, account):
    client.force_login(account)
    door = client.get(GUARDED[0])["Location"]

    client.post(door, {"action": "send"})
    wrong = client.post(door, {"code": other_code(code_to(account.email))})
    right = client.post(door, {"code": code_to(account.email)})

    assert wrong.status_code == 422
    assert right["Location"] == GUARDED[0]
    assert client.get(GUARDED[0]).status_code == 200


def test_no_code_is_right_before_one_is_sent(client, account):
    client.force_login(account)

    assert client.post("/konto/reauthenticate/", {"code": ""}).status_code == 422
    assert client.post("/konto/reauthenticate/", {"code": "000000"}).status_code == 422


def test_app_is_added_used_and_removed_and_each_is_told_by_mail(
    client, account, django_capture_on_commit_callbacks
):
    sign_in(client, account.email)
    with django_capture_on_commit_callbacks(execute=True):
        secret, added = add_app(client)
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    later = Client()

    asked = sign_in(later, account.email)
    wrong = later.post("/konto/2fa/authenticate/", {"code": "000000"})
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    right = later.post("/konto/2fa/authenticate/", {"code": recovery})

    assert added["Location"] == "/konto/2fa/recovery-codes/"
    assert secret not in str(kept.data)
    assert decrypt(kept.data["secret"]) == secret
    assert asked["Location"] == "/konto/2fa/authenticate/"
    assert wrong.status_code == 422
    assert right["Location"] == "/min-side/"
    told = [
        letter.data.get("name")
        for letter in Letter.objects.filter(to=account.email, urgent=False).order_by("pk")
    ]
    assert told == ["totp_activated"]
    later.post("/konto/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert "fjernet" in last_letter(account.email).text


def test_a_recovery_code_opens_once(client, account):
    sign_in(client, account.email)
    add_app(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for location in ("/min-side/", None):
        later = Client()
        sign_in(later, account.email)
        assert later.post("/konto/2fa/authenticate/", {"code": code}).get("Location") == location


def test_codes_from_the_app_are_tried_a_few_times_an_hour(client, account, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    sign_in(client, account.email)
    secret, _added = add_app(client)
    guesser = Client()
    sign_in(guesser, account.email)
    for _try in range(15):
        guesser.post("/konto/2fa/authenticate/", {"code": "abcdef"})

    answer = guesser.post("/konto/2fa/authenticate/", {"code": code_of(secret)})

    assert "for mange ganger" in answer.content.decode()


def test_recovery_codes_are_not_shown_to_a_stolen_session(client, account):
    sign_in(client, account.email)
    add_app(client)
    thief = Client()
    thief.force_login(account)

    for path in ("/konto/2fa/recovery-codes/", "/konto/2fa/recovery-codes/download/"):
        assert thief.get(path)["Location"].startswith("/konto/2fa/reauthenticate/")


def test_secrets_can_be_read_after_the_key_is_changed(settings):
    kept = encrypt("JBSWY3DP")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert "JBSWY3DP" not in kept
    assert decrypt(kept) == "JBSWY3DP"


def without_second_factor():
    user = staff(EDITORS)
    user.authenticator_set.all().delete()
    return user


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/reports/site-history/"])
def test_admin_opens_to_staff_only_with_a_second_factor(client, path):
    user = without_second_factor()
    client.force_login(user)

    refused = client.get(path)
    with_second_factor(user)

    assert refused["Location"] == "/konto/2fa/"
    assert client.get("/admin/").status_code == 200


def test_second_factor_that_is_removed_closes_the_admin_at_the_next_request(client):
    user = staff(EDITORS)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200

    user.authenticator_set.all().delete()

    assert client.get("/admin/")["Location"] == "/konto/2fa/"


def test_who_does_not_work_there_is_answered_as_before(client):
    client.force_login(confirmed(UserFactory()))

    assert client.get("/admin/")["Location"].startswith("/admin/login/")
