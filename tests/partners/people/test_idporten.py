"""Signing in with ID-porten, against a real OpenID provider."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from partners.people.models import User
from portal.mail.models import Letter
from tests.openid import at_provider, running_provider
from tests.partners.people.conftest import code_to, sign_in

# The provider runs in a thread of this process, and what its own libraries find old is not our error.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:get_jwt_config")]
SUB = "Z7bJDWJ0b5JfFoG1"
PID = "01010012345"
CLAIMS = {"acr": "idporten-loa-substantial", "sid": "sid-1", "pid": PID, "locale": "nb"}
START = "/konto/oidc/idporten/login/"


@pytest.fixture
def provider(settings):
    """A provider on a port of its own, and the portal configured for it."""
    with running_provider() as url:
        app = {
            "provider_id": "idporten",
            "name": "ID-porten",
            "client_id": "omigjen",
            "secret": "hemmelig",
            "settings": {"server_url": url, "fetch_userinfo": False},
        }
        configured = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": [app]}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": configured}
        yield url


def go_through(client, provider, claims=CLAIMS, start=START):
    there = client.post(start)["Location"]
    return there, client.get(at_provider(provider, there, claims, sub=SUB))


def sign_up(client, provider):
    there, answer = go_through(client, provider)
    client.post(answer["Location"], {"name": "Kari Husflid", "email": "kari@husflid.example"})
    return there, client.post("/konto/confirm-email/", {"code": code_to("kari@husflid.example")})


def test_it_is_off_until_it_is_configured(client):
    assert client.post(START).status_code == 404
    assert client.get("/konto/3rdparty/").status_code == 404
    assert "ID-porten" not in client.get("/konto/login/").content.decode()


def test_newcomer_gives_name_and_address_and_is_signed_in(client, provider):
    assert "ID-porten" in client.get("/konto/login/").content.decode()

    there, answer = sign_up(client, provider)

    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["idporten-loa-substantial"]
    assert answer["Location"] == "/min-side/"
    assert User.objects.get().name == "Kari Husflid"


def test_person_is_known_by_sub_and_the_identity_number_is_nowhere(client, provider):
    sign_up(client, provider)
    client.post("/konto/logout/")

    go_through(client, provider)

    kept = SocialAccount.objects.get()
    assert kept.uid == SUB
    assert set(kept.extra_data["id_token"]) <= {"sub", "acr", "iss", "sid"}
    assert PID not in str(kept.extra_data)
    assert PID not in str(dict(client.session))
    assert not SocialToken.objects.exists()
    assert client.get("/min-side/").status_code == 200


@pytest.mark.parametrize("acr", ["idporten-loa-low", "", None])
def test_a_lower_level_is_refused_whatever_was_asked_for(client, provider, acr):
    claims = {key: value for key, value in (CLAIMS | {"acr": acr}).items() if value is not None}

    _there, answer = go_through(
        client, provider, claims, start=f"{START}?auth_params=acr_values=idporten-loa-low"
    )

    assert answer["Location"] == "/konto/3rdparty/login/error/"
    assert not User.objects.exists()
    assert client.get("/min-side/").status_code == 302


def test_an_address_in_the_token_opens_no_account(client, provider, account):
    claims = CLAIMS | {"email": account.email, "email_verified": True}

    _there, answer = go_through(client, provider, claims)

    assert answer["Location"] == "/konto/3rdparty/signup/"
    assert client.get("/min-side/").status_code == 302


def test_ending_the_session_there_ends_it_here(client, provider):
    sign_up(client, provider)
    client.post("/konto/logout/")
    go_through(client, provider)
    guess = Client().get("/konto/idporten/utlogging/", {"iss": provider, "sid": "sid-2"})
    foreign = Client().get("/konto/idporten/utlogging/", {"iss": "https://evil.example", "sid": "sid-1"})
    bare = Client().get("/konto/idporten/utlogging/")
    before = client.get("/min-side/").status_code

    ended = Client().get("/konto/idporten/utlogging/", {"iss": provider, "sid": "sid-1"})

    assert before == 200
    assert guess.content == foreign.content == bare.content == ended.content
    assert "frame-ancestors *" in ended["Content-Security-Policy"]
    assert "X-Frame-Options" not in ended
    assert {guess.status_code, foreign.status_code, bare.status_code, ended.status_code} == {200}
    assert client.get("/min-side/").status_code == 302


def test_callback_that_nobody_asked_for_is_refused(client, provider):
    there = client.post(START)["Location"]
    back = re.sub(r"state=[^&]+", "state=planted", at_provider(provider, there, CLAIMS, sub=SUB))

    assert client.get(back).status_code == 401
    assert Client().get(at_provider(provider, there, CLAIMS, sub=SUB)).status_code == 401


def test_new_address_is_asked_for_the_same_way_whoever_has_it(provider, account):
    seen = []
    for number, address in enumerate((account.email, "ukjent@example.no")):
        client = Client()
        _there, answer = go_through(client, provider, CLAIMS | {"sid": f"sid-{number}"})
        asked = client.post(answer["Location"], {"name": "Kari", "email": address}, follow=True)
        html = asked.content.decode().replace(address, "ADDRESS")
        lines = [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]
        seen.append((asked.redirect_chain, asked.status_code, lines))

    assert seen[0] == seen[1]
    assert not SocialAccount.objects.filter(user=account).exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_leads_nobody_away_after_signing_in_there(client, provider, elsewhere):
    sign_up(client, provider)
    client.post("/konto/logout/")

    _there, answer = go_through(client, provider, start=f"{START}?next={elsewhere}")

    assert answer["Location"] == "/min-side/"


def test_session_planted_before_signing_in_there_is_worth_nothing_afterwards(client, provider):
    sign_up(client, provider)
    client.post("/konto/logout/")
    there = client.post(START)["Location"]
    planted = client.cookies["sessionid"].value

    client.get(at_provider(provider, there, CLAIMS, sub=SUB))

    thief = Client()
    thief.cookies["sessionid"] = planted
    assert client.get("/min-side/").status_code == 200
    assert thief.get("/min-side/").status_code == 302


def test_one_address_is_sent_a_few_letters_an_hour_from_here_too(provider, account, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    answers = []
    for _time in range(12):
        client = Client()
        _there, answer = go_through(client, provider)
        asked = client.post(answer["Location"], {"name": "Kari", "email": account.email})
        answers.append(asked.status_code)

    assert answers == [302] * 10 + [422] * 2
    assert Letter.objects.filter(to=account.email).count() == 10


def test_it_is_added_and_removed_with_a_fresh_code_alone(client, provider, account):
    sign_in(client, account.email)
    go_through(client, provider, start=f"{START}?process=connect")
    kept = SocialAccount.objects.get(user=account)
    thief = Client()
    thief.force_login(account)

    refused = thief.post("/konto/3rdparty/", {"account": kept.pk})
    assert refused["Location"].startswith("/konto/reauthenticate/")
    assert SocialAccount.objects.filter(pk=kept.pk).exists()

    client.post("/konto/3rdparty/", {"account": kept.pk})
    assert not SocialAccount.objects.exists()
