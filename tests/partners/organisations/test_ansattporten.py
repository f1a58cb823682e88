"""Showing by Ansattporten that one may represent an organisation, against a real OpenID provider."""

import base64
import hashlib
import json
import logging
import re
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import serializers
from django.test import Client
from wagtail.models import ModelLogEntry

from partners.organisations import ansattporten
from partners.organisations.actions import suspend_organisation, verify_organisation
from portal.mail.models import Letter
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.openid import at_provider, running_provider, turned_away
from tests.staff import facts, queries_of

# The provider runs in a thread of this process, and what its own libraries find old is not our error.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:get_jwt_config")]
NUMBER = "310000043"
OTHER = "310000051"
PID = "01010012345"
SUB = "Z7bJDWJ0b5JfFoG1"
RESOURCE = "urn:altinn:resource:asker-omigjen-partner"
SERVICE = "urn:altinn:resource:2480:40"
NO_PROOF = "Vi kunne ikke bekrefte dette med Ansattporten."


@pytest.fixture
def provider(settings):
    with running_provider() as url:
        settings.ANSATTPORTEN_CLIENT_ID = "omigjen"
        settings.ANSATTPORTEN_CLIENT_SECRET = "hemmelig"
        settings.ANSATTPORTEN_URL = url
        settings.ANSATTPORTEN_RESOURCE = RESOURCE
        yield url


@pytest.fixture
def member():
    """Somebody in an organisation that waits for approval; its owner is another."""
    owner = MembershipFactory(
        organisation__status="pending",
        organisation__number=NUMBER,
        organisation__name="Nordre Sykkelverksted AS",
        role="owner",
        user__name="Silje Lunde",
    )
    return MembershipFactory(organisation=owner.organisation, user__name="Ola Daglig")


@pytest.fixture
def at_door(client, member):
    client.force_login(member.user)
    return client


def party(number, **changes):
    return {
        "orgno": {"authority": "iso6523-actorid-upis", "ID": f"0192:{number}"},
        "resource": RESOURCE.rpartition(":")[2],
        "name": "NORDRE SYKKELVERKSTED AS",
        "unit_type": "AS",
    } | changes


def claims_for(*parties, **changes):
    details = {
        "type": "ansattporten:altinn:resource",
        "resource": RESOURCE,
        "authorized_parties": list(parties),
    }
    return {"acr": "substantial", "pid": PID, "authorization_details": [details]} | changes


def page_of(organisation):
    return f"/partner/virksomhet/{organisation.pk}/ansattporten/"


def link_on(page):
    return re.search(r'href="(http://localhost:\d+/[^"]+)"', page.content.decode())[1].replace("&amp;", "&")


def go_through(client, provider, organisation, claims):
    """The whole way there and back. Returns where the person lands, followed."""
    there = link_on(client.get(page_of(organisation)))
    return client.get(at_provider(provider, there, claims, sub=SUB), follow=True)


def status_of(organisation):
    organisation.refresh_from_db()
    return organisation.status


def test_it_is_off_until_it_is_configured(at_door, member, settings):
    assert settings.ANSATTPORTEN_CLIENT_ID == ""

    assert "Ansattporten" not in at_door.get(member.organisation.get_absolute_url()).content.decode()
    assert at_door.get(page_of(member.organisation)).status_code == 404
    assert at_door.get("/partner/ansattporten/svar/").status_code == 404


def test_without_a_resource_to_ask_about_it_is_off(at_door, member, provider, settings):
    settings.ANSATTPORTEN_RESOURCE = ""

    assert at_door.get(page_of(member.organisation)).status_code == 404


def test_member_whom_the_token_lets_represent_it_gets_it_approved(at_door, provider, member):
    organisation = member.organisation
    assert page_of(organisation) in at_door.get(organisation.get_absolute_url()).content.decode()

    page = go_through(at_door, provider, organisation, claims_for(party(NUMBER)))

    assert status_of(organisation) == "verified"
    assert page.redirect_chain[-1] == (organisation.get_absolute_url(), 302)
    assert "Bekreftet. Du kan nå levere på vegne av Nordre Sykkelverksted AS." in facts(page)
    assert page_of(organisation) not in page.content.decode()


def test_it_is_logged_as_decided_there_and_every_member_is_told(at_door, provider, member):
    go_through(at_door, provider, member.organisation, claims_for(party(NUMBER)))

    entry = ModelLogEntry.objects.for_instance(member.organisation).get()
    assert (entry.action, entry.user) == ("partners.organisation.prove", member.user)
    assert entry.data["status"] == ["pending", "verified"]
    assert str(entry.message).startswith("Godkjent: Ansattporten har bekreftet")
    told = Letter.objects.filter(kind="organisations.decided").values_list("to", flat=True)
    assert set(told) == {each.user.email for each in member.organisation.memberships.all()}


def test_what_is_asked_for(at_door, provider, member):
    asked = parse_qs(urlsplit(link_on(at_door.get(page_of(member.organisation)))).query)

    journey = at_door.session[ansattporten.SESSION_KEY]
    digest = hashlib.sha256(journey["verifier"].encode()).digest()
    assert asked["code_challenge"] == [base64.urlsafe_b64encode(digest).decode().rstrip("=")]
    assert asked["code_challenge_method"] == ["S256"]
    assert (asked["state"], asked["nonce"]) == ([journey["state"]], [journey["nonce"]])
    assert asked["acr_values"] == ["substantial"]
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == ["http://testserver/partner/ansattporten/svar/"]
    assert json.loads(asked["authorization_details"][0]) == [
        {
            "type": "ansattporten:altinn:resource",
            "resource": RESOURCE,
            "representation_is_required": True,
        }
    ]


def test_the_way_back_is_the_same_from_english_pages(at_door, provider, member):
    page = at_door.get(f"/en{page_of(member.organisation)}")

    asked = parse_qs(urlsplit(link_on(page)).query)
    assert asked["redirect_uri"] == ["http://testserver/partner/ansattporten/svar/"]
    assert asked["ui_locales"] == ["en"]


def test_services_of_altinn_2_answer_in_their_own_shape(at_door, provider, member, settings):
    settings.ANSATTPORTEN_RESOURCE = SERVICE
    reportee = {"Authority": "iso6523-actorid-upis", "ID": f"0192:{NUMBER}", "Rights": ["Read"]}
    details = {"type": "ansattporten:altinn:service", "resource": SERVICE, "reportees": [reportee]}

    go_through(at_door, provider, member.organisation, claims_for(authorization_details=[details]))

    assert status_of(member.organisation) == "verified"


@pytest.mark.parametrize(
    "details",
    [
        pytest.param(claims_for(party(OTHER))["authorization_details"], id="another organisation"),
        pytest.param(claims_for()["authorization_details"], id="themselves"),
        pytest.param(claims_for(party(NUMBER, actions=[]))["authorization_details"], id="no right left"),
        pytest.param([], id="nothing"),
        pytest.param(None, id="no details"),
        pytest.param("urn", id="text"),
        pytest.param([["x"], {"type": "ansattporten:altinn:resource"}], id="odd"),
        pytest.param(
            [
                claims_for(party(NUMBER))["authorization_details"][0]
                | {"resource": "urn:altinn:resource:alle"}
            ],
            id="a weaker right, asked for by editing the address",
        ),
        pytest.param(
            [claims_for(party(NUMBER))["authorization_details"][0] | {"type": "ansattporten:orgno"}],
            id="another kind of proof",
        ),
        pytest.param(
            claims_for(party(NUMBER, orgno={"ID": f"9908:{NUMBER}"}))["authorization_details"],
            id="another country's register",
        ),
    ],
)
def test_token_that_does_not_name_it_changes_nothing(at_door, provider, member, details):
    page = go_through(at_door, provider, member.organisation, claims_for(authorization_details=details))

    assert status_of(member.organisation) == "pending"
    assert "Ansattporten sier ikke at du kan representere Nordre Sykkelverksted AS." in facts(page)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("acr", ["low", "entraid", "", None])
def test_a_lower_level_is_refused_whatever_was_asked_for(at_door, provider, member, acr):
    page = go_through(at_door, provider, member.organisation, claims_for(party(NUMBER), acr=acr))

    assert status_of(member.organisation) == "pending"
    assert NO_PROOF in facts(page)


def test_who_turns_back_there_is_told_that_nothing_is_confirmed(at_door, provider, member):
    there = link_on(at_door.get(page_of(member.organisation)))

    page = at_door.get(
        f"{turned_away(there)}&state={parse_qs(urlsplit(there).query)['state'][0]}", follow=True
    )

    assert "Ingenting er bekreftet. Kommunen ser fortsatt på saken." in facts(page)
    assert status_of(member.organisation) == "pending"


def test_answer_belongs_to_the_session_that_asked(at_door, provider, member):
    there = link_on(at_door.get(page_of(member.organisation)))
    back = at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB)
    thief = Client()
    thief.force_login(member.user)

    refused = thief.get(back, follow=True)

    assert NO_PROOF in facts(refused)
    assert Client().get(back)["Location"].startswith("/konto/login/")
    assert status_of(member.organisation) == "pending"


def test_planted_state_is_refused(at_door, provider, member):
    there = link_on(at_door.get(page_of(member.organisation)))
    back = at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB)

    at_door.get(re.sub(r"state=[^&]+", "state=planted", back))
    at_door.get(re.sub(r"state=[^&]+", "", back))

    assert status_of(member.organisation) == "pending"


def test_answer_counts_once(at_door, provider, member, coordinator):
    there = link_on(at_door.get(page_of(member.organisation)))
    back = at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB)
    at_door.get(back)
    suspend_organisation(member.organisation, reason="Stopp.", by=coordinator)

    page = at_door.get(back, follow=True)

    assert status_of(member.organisation) == "suspended"
    assert NO_PROOF in facts(page)


def test_answer_is_about_the_organisation_that_was_asked_about(at_door, provider, member):
    """Who may represent two asks for one of them, and cannot have the other approved by that."""
    second = MembershipFactory(user=member.user, organisation__status="pending", organisation__number=OTHER)

    go_through(at_door, provider, second.organisation, claims_for(party(NUMBER)))

    assert (status_of(member.organisation), status_of(second.organisation)) == ("pending", "pending")


def test_code_of_another_journey_is_refused_by_its_nonce(at_door, provider, member):
    first = link_on(at_door.get(page_of(member.organisation)))
    stolen = parse_qs(urlsplit(at_provider(provider, first, claims_for(party(NUMBER)), sub=SUB)).query)
    state = parse_qs(urlsplit(link_on(at_door.get(page_of(member.organisation)))).query)["state"][0]

    page = at_door.get(
        "/partner/ansattporten/svar/", {"code": stolen["code"][0], "state": state}, follow=True
    )

    assert NO_PROOF in facts(page)
    assert status_of(member.organisation) == "pending"


def test_answer_that_comes_too_late_is_refused(at_door, provider, member):
    there = link_on(at_door.get(page_of(member.organisation)))
    session = at_door.session
    session[ansattporten.SESSION_KEY] |= {"at": int(time.time()) - ansattporten.VALID_SECONDS - 1}
    session.save()

    at_door.get(at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB))

    assert status_of(member.organisation) == "pending"


def test_who_is_no_longer_a_member_finds_nothing(at_door, provider, member):
    there = link_on(at_door.get(page_of(member.organisation)))
    organisation = member.organisation
    member.delete()

    answer = at_door.get(at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB))

    assert answer.status_code == 404
    assert status_of(organisation) == "pending"


@pytest.mark.parametrize("decided", ["verified", "suspended"])
def test_what_the_municipality_decided_meanwhile_stands(at_door, provider, member, coordinator, decided):
    there = link_on(at_door.get(page_of(member.organisation)))
    verify_organisation(member.organisation, by=coordinator)
    if decided == "suspended":
        suspend_organisation(member.organisation, reason="Stopp.", by=coordinator)

    at_door.get(at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB))

    assert status_of(member.organisation) == decided
    actions = ModelLogEntry.objects.for_instance(member.organisation).values_list("action", flat=True)
    assert "partners.organisation.prove" not in actions


@pytest.mark.parametrize(
    "organisation",
    [
        {"status": "verified", "number": OTHER},
        {"status": "rejected", "reason": "Nei.", "number": OTHER},
        {"status": "suspended", "reason": "Stopp.", "number": OTHER},
        {"status": "pending", "number": None},
    ],
)
def test_only_one_that_waits_and_has_a_number_can_be_confirmed(client, provider, organisation):
    membership = MembershipFactory(organisation=OrganisationFactory(**organisation))
    client.force_login(membership.user)

    assert client.get(page_of(membership.organisation)).status_code == 404


def test_who_only_asks_to_join_and_strangers_cannot(client, provider, member):
    asks = MembershipFactory(organisation=member.organisation, state="requested")
    for user in (asks.user, UserFactory()):
        client.force_login(user)
        assert client.get(page_of(member.organisation)).status_code == 404


def test_page_names_everybody_whom_it_lets_in(at_door, provider, member):
    page = facts(at_door.get(page_of(member.organisation)))

    assert "<li>Silje Lunde, eier</li><li>Ola Daglig, medlem</li>" in page
    assert member.user.email not in page.partition("<main")[2]


def test_provider_that_is_down_is_told_of_and_nothing_is_lost(at_door, member, settings, caplog):
    caplog.set_level(logging.CRITICAL)
    settings.ANSATTPORTEN_CLIENT_ID, settings.ANSATTPORTEN_RESOURCE = "omigjen", RESOURCE
    settings.ANSATTPORTEN_URL = "http://localhost:1"

    page = at_door.get(page_of(member.organisation))

    assert (page.status_code, "Ansattporten svarer ikke nå." in facts(page)) == (200, True)
    assert ansattporten.SESSION_KEY not in at_door.session


def test_provider_that_goes_down_meanwhile(at_door, provider, member, settings, caplog):
    caplog.set_level(logging.CRITICAL)
    there = link_on(at_door.get(page_of(member.organisation)))
    back = at_provider(provider, there, claims_for(party(NUMBER)), sub=SUB)
    settings.ANSATTPORTEN_URL = "http://localhost:1"

    page = at_door.get(back, follow=True)

    assert "Ansattporten svarer ikke nå." in facts(page)
    assert status_of(member.organisation) == "pending"


def test_provider_that_calls_itself_something_else_is_not_asked(at_door, provider, member, settings):
    # The same server, under an address that is not the one it gives itself.
    settings.ANSATTPORTEN_URL = f"{provider}/."

    page = at_door.get(page_of(member.organisation))

    assert "Ansattporten svarer ikke nå." in facts(page)
    assert ansattporten.SESSION_KEY not in at_door.session


FORGERIES = {
    "another key": lambda claims, key: jwt.encode(claims, key, algorithm="RS256"),
    "no signature": lambda claims, key: jwt.encode(claims, None, algorithm="none"),
    "a shared secret": lambda claims, key: jwt.encode(claims, "h" * 32, algorithm="HS256"),
    "an unknown key": lambda claims, key: jwt.encode(claims, key, algorithm="RS256", headers={"kid": "x"}),
    "no token": lambda claims, key: "x.y.z",
    "nothing": lambda claims, key: "",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_token_that_is_not_signed_by_the_provider_is_refused(provider, forge):
    """Whoever could answer in the provider's place still lacks its key."""
    metadata = requests.get(f"{provider}/.well-known/openid-configuration", timeout=5).json()
    now = int(time.time())
    claims = claims_for(party(NUMBER), iss=provider, aud="omigjen", sub=SUB, nonce="n", iat=now, exp=now + 60)
    own_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    with pytest.raises(ansattporten.Untrusted):
        ansattporten._claims(metadata, forge(claims, own_key))


def test_token_for_another_client_is_refused(at_door, provider, member, settings):
    there = link_on(at_door.get(page_of(member.organisation)))
    back = at_provider(
        provider, there.replace("client_id=omigjen", "client_id=annen"), claims_for(party(NUMBER)), sub=SUB
    )

    at_door.get(back)

    assert status_of(member.organisation) == "pending"


def test_nothing_of_the_person_is_kept(at_door, provider, member, caplog):
    caplog.set_level(logging.DEBUG)

    go_through(at_door, provider, member.organisation, claims_for(party(NUMBER)))

    kept = str(dict(at_door.session)) + serializers.serialize("json", ModelLogEntry.objects.all())
    kept += serializers.serialize("json", Letter.objects.all())
    said = " ".join(record.getMessage() for record in caplog.records if "/users/" not in record.getMessage())
    assert (PID in kept + said, SUB in kept + said) == (False, False)
    assert ansattporten.SESSION_KEY not in at_door.session


def test_page_asks_as_often_for_three_members_as_for_one(at_door, provider, member):
    one = queries_of(at_door, page_of(member.organisation))
    MembershipFactory.create_batch(2, organisation=member.organisation)

    assert queries_of(at_door, page_of(member.organisation)) == one
