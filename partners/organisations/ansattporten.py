"""Ansattporten: asks the person to sign in there and choose whom they represent. Off until it is configured.

It is no way to sign in here: nobody is known by it, and nothing of its answer is kept but the organisation
numbers, for as long as the request lasts. The national identity number in the token is never read, stored or
logged. Representation is asked for and answered as Rich Authorization Requests (RFC 9396):
https://docs.digdir.no/docs/ansattporten/ansattporten_rar.html
"""

import json
import re
import secrets
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override
from stdnum.no import orgnr

from home.addresses import absolute

SESSION_KEY = "ansattporten"
# So long a person may take at the provider's.
VALID_SECONDS = 15 * 60
KEPT_SECONDS = 60 * 60
TIMEOUT = (3, 6)
SERVICE, RESOURCE = "ansattporten:altinn:service", "ansattporten:altinn:resource"
# ISO 6523's code for the numbers of Enhetsregisteret.
AUTHORITY = "0192:"


class ProofError(Exception):
    """No proof came of it."""


class Unavailable(ProofError):
    """Ansattporten does not answer now."""


class GaveUp(ProofError):
    """The person turned back there, or represents nobody that was asked about."""


class Untrusted(ProofError):
    """The answer is not to what this session has asked, is too old, or is not what Ansattporten signs."""


def is_configured():
    return bool(settings.ANSATTPORTEN_CLIENT_ID and settings.ANSATTPORTEN_RESOURCE)


def resource_type():
    """Services of Altinn 2 are named by a code and an edition, resources of Altinn 3 by a word."""
    is_service = re.fullmatch(r"urn:altinn:resource:\d+:\d+", settings.ANSATTPORTEN_RESOURCE)
    return SERVICE if is_service else RESOURCE


def address_to_start(session, *, organisation, language):
    """Where to send the person, to come back to this session about this organisation. Raises Unavailable.

    Asking anew replaces what was asked before.
    """
    journey = {
        "organisation": organisation.pk,
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(64),
        "at": int(time.time()),
    }
    address = _metadata()["authorization_endpoint"]
    session[SESSION_KEY] = journey
    details = {
        "type": resource_type(),
        "resource": settings.ANSATTPORTEN_RESOURCE,
        "representation_is_required": True,
    }
    asked = {
        "client_id": settings.ANSATTPORTEN_CLIENT_ID,
        "redirect_uri": _redirect_address(),
        "response_type": "code",
        "scope": "openid",
        "state": journey["state"],
        "nonce": journey["nonce"],
        "code_challenge": _challenge(journey["verifier"]),
        "code_challenge_method": "S256",
        "acr_values": settings.ANSATTPORTEN_LEVELS[0],
        "ui_locales": language,
        "authorization_details": json.dumps([details]),
    }
    return f"{address}?{urlencode(asked)}"


def take_journey(session, parameters):
    """The journey that this answer ends; each ends once. Raises Untrusted when the session began no such."""
    journey = session.get(SESSION_KEY)
    if not journey or not constant_time_compare(journey["state"], parameters.get("state", "")):
        raise Untrusted("state")
    del session[SESSION_KEY]
    if time.time() - journey["at"] > VALID_SECONDS:
        raise Untrusted("age")
    return journey


def numbers_proved(journey, parameters):
    """The numbers of the organisations that the signed answer names. Raises ProofError."""
    if "error" in parameters:
        raise GaveUp
    metadata = _metadata()
    token = _exchange(metadata, code=parameters.get("code", ""), verifier=journey["verifier"])
    claims = _claims(metadata, token)
    if not constant_time_compare(str(claims["nonce"]), journey["nonce"]):
        raise Untrusted("nonce")
    # The person can change in the browser what is asked for, so what is answered counts.
    if claims.get("acr") not in settings.ANSATTPORTEN_LEVELS:
        raise Untrusted("acr")
    return numbers_in(claims.get("authorization_details"))


def numbers_in(details):
    """The organisation numbers in the answer about the very resource that we ask about."""
    numbers = set()
    for detail in details if isinstance(details, list) else []:
        if not isinstance(detail, dict):
            continue
        asked = (resource_type(), settings.ANSATTPORTEN_RESOURCE)
        if (detail.get("type"), detail.get("resource")) == asked:
            parties = detail.get("authorized_parties") or detail.get("reportees") or []
            numbers |= {_number_of(party) for party in parties if isinstance(party, dict)}
    return numbers - {""}


def _number_of(party):
    """A party's number, whichever of the two forms it has; none where no right is left."""
    if party.get("actions", party.get("Rights")) == []:
        return ""
    whole = party.get("orgno", party)
    name = str(whole.get("ID", "")) if isinstance(whole, dict) else ""
    number = name.removeprefix(AUTHORITY)
    return number if name.startswith(AUTHORITY) and orgnr.is_valid(number) else ""


def _redirect_address():
    """One address for all languages: it is registered with the provider."""
    with override("nb"):
        return absolute(reverse("ansattporten_return"))


def _challenge(verifier):
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def _metadata():
    """Where things are at the provider, kept for an hour."""
    address = f"{settings.ANSATTPORTEN_URL}/.well-known/openid-configuration"
    key = f"ansattporten:{sha256(address.encode()).hexdigest()}"
    if (metadata := cache.get(key)) is None:
        metadata = _ask("GET", address)
        if str(metadata.get("issuer", "")).rstrip("/") != settings.ANSATTPORTEN_URL:
            raise Unavailable("issuer")
        cache.set(key, metadata, KEPT_SECONDS)
    return metadata


def _exchange(metadata, *, code, verifier):
    """The ID token for a code."""
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _redirect_address(),
        "code_verifier": verifier,
    }
    client = (settings.ANSATTPORTEN_CLIENT_ID, settings.ANSATTPORTEN_CLIENT_SECRET)
    return _ask("POST", metadata["token_endpoint"], data=data, auth=client).get("id_token", "")


def _claims(metadata, token):
    """What the token says, when it is signed by the provider, for us, and of now."""
    try:
        return jwt.decode(
            token,
            _key_of(token, _ask("GET", metadata["jwks_uri"])),
            algorithms=["RS256"],
            audience=settings.ANSATTPORTEN_CLIENT_ID,
            issuer=metadata["issuer"],
            options={"require": ["exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError:
        # Not chained: its words could quote the token.
        raise Untrusted("token") from None


def _key_of(token, key_set):
    """The provider's key that the token names. One that names none is of the only key (OIDC Core, 10.1)."""
    kid = jwt.get_unverified_header(token).get("kid")
    keys = jwt.PyJWKSet.from_dict(key_set).keys
    fitting = [key for key in keys if key.key_id == kid] if kid else keys
    if len(fitting) != 1:
        raise jwt.InvalidKeyError("no such key")
    return fitting[0]


def _ask(method, address, **request):
    """The JSON object that the provider answers with. Raises Untrusted when it refuses, Unavailable."""
    try:
        answer = requests.request(method, address, timeout=TIMEOUT, allow_redirects=False, **request)
        body = answer.json() if answer.status_code == 200 else {}
    except requests.RequestException as error:
        raise Unavailable(type(error).__name__) from None
    if 400 <= answer.status_code < 500:
        raise Untrusted(str(answer.status_code))
    if answer.status_code != 200 or not isinstance(body, dict):
        raise Unavailable(str(answer.status_code))
    return body
