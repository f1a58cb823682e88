"""Enhetsregisteret: the register of everything in Norway that has an organisation number.

Answers are kept for a day in the cache that all processes share. When the register is down, slow or asks us
to wait, it is left alone for a while and every question raises `RegisterUnavailable` at once: no page waits
for it twice, and each of them works without it.
"""

import logging
import re
from hashlib import sha256

import requests
from django.conf import settings
from django.core.cache import cache
from django.utils.http import parse_http_date_safe
from django.utils.timezone import now
from stdnum.no import orgnr

from partners.organisations.facts import Facts, State

logger = logging.getLogger(__name__)

ACCEPT = "application/vnd.brreg.enhetsregisteret.enhet.v2+json"
KEPT_SECONDS = 24 * 60 * 60
# A number that is not there today may be there tomorrow.
UNKNOWN_SECONDS = 10 * 60
QUIET_SECONDS = 60
LONGEST_QUIET_SECONDS = 60 * 60
HITS = 8
SHORTEST_SEARCH = 2
QUIET = "register:quiet"


class RegisterUnavailable(Exception):
    """The register does not answer now. What was asked stays unchecked, and is asked again later."""


def number_in(words):
    """The organisation number that somebody typed, with or without spaces; empty when it is none."""
    digits = re.sub(r"[\s.\-]", "", words)
    return digits if orgnr.is_valid(digits) else ""


def look_up(number, *, fresh=False):
    """What the register says about a number; one that it does not know has the state `unknown`.

    `fresh` asks again even if the answer is kept. Raises RegisterUnavailable.
    """
    key = f"register:unit:{number}"
    if not fresh and (kept := cache.get(key)):
        return kept
    facts = _facts_of(number, *_ask(f"/enheter/{number}"))
    cache.set(key, facts, UNKNOWN_SECONDS if facts.state == State.UNKNOWN else KEPT_SECONDS)
    return facts


def search(words):
    """Up to eight units by name or number, in the register's own order. Raises RegisterUnavailable."""
    words = " ".join(words.split())[:180]
    if number := number_in(words):
        facts = look_up(number)
        return [facts] if facts.name else []
    if len(words) < SHORTEST_SEARCH:
        return []
    key = f"register:search:{sha256(words.lower().encode()).hexdigest()}"
    if (kept := cache.get(key)) is None:
        status, body = _ask("/enheter", navn=words, size=HITS)
        units = _dict(body.get("_embedded")).get("enheter") if status == 200 else []
        kept = [read_unit(unit) for unit in units or [] if isinstance(unit, dict)]
        kept = [facts for facts in kept if facts.name and orgnr.is_valid(facts.number)]
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _ask(path, **parameters):
    """The status and body of an answer that says something: 200, 400, 404 or 410."""
    if cache.get(QUIET):
        raise RegisterUnavailable("left alone")
    try:
        answer = requests.get(
            settings.REGISTER_URL + path,
            params=parameters,
            headers={"Accept": ACCEPT},
            timeout=settings.REGISTER_TIMEOUT,
            allow_redirects=False,
        )
        body = answer.json() if answer.status_code == 200 else {}
    except requests.RequestException as error:
        _leave_alone(QUIET_SECONDS, type(error).__name__)
    if answer.status_code == 429:
        _leave_alone(_asked_to_wait(answer), "429")
    if answer.status_code not in (200, 400, 404, 410):
        _leave_alone(QUIET_SECONDS, str(answer.status_code))
    return answer.status_code, _dict(body)


def _leave_alone(seconds, reason):
    logger.warning("Enhetsregisteret does not answer (%s); left alone for %s seconds", reason, seconds)
    cache.set(QUIET, True, seconds)
    raise RegisterUnavailable(reason)


def _asked_to_wait(answer):
    """The seconds of Retry-After, which gives a number or a date."""
    header = answer.headers.get("Retry-After", "")
    if header.isascii() and header.isdigit():
        seconds = int(header)
    else:
        moment = parse_http_date_safe(header)
        seconds = moment - int(now().timestamp()) if moment else QUIET_SECONDS
    return min(max(seconds, 1), LONGEST_QUIET_SECONDS)


def _facts_of(number, status, body):
    if status == 410:
        return Facts(number=number, state=State.DELETED)
    if status != 200:
        return Facts(number=number, state=State.UNKNOWN)
    facts = read_unit(body)
    return facts if facts.number == number else Facts(number=number, state=State.UNKNOWN)


def read_unit(unit):
    """One unit of the register's JSON as facts; whatever it lacks is empty."""
    form, place = _dict(unit.get("organisasjonsform")), _place(unit)
    return Facts(
        number=_text(unit.get("organisasjonsnummer")),
        state=_state(unit),
        name=_text(unit.get("navn")),
        form_code=_text(form.get("kode")),
        form=_text(form.get("beskrivelse")),
        address=_address(place),
        municipality=_text(place.get("kommune")).title(),
        industry=_text(_dict(unit.get("naeringskode1")).get("beskrivelse")),
        in_volunteer_register=unit.get("registrertIFrivillighetsregisteret") is True,
        place=_town(place),
    )


def _state(unit):
    if unit.get("slettedato"):
        return State.DELETED
    if unit.get("konkurs") is True:
        return State.BANKRUPT
    if unit.get("underAvvikling") is True or unit.get("underTvangsavviklingEllerTvangsopplosning") is True:
        return State.WINDING_UP
    return State.ACTIVE


def _place(unit):
    """The address that is visited; associations often have a postal one only."""
    return _dict(unit.get("forretningsadresse")) or _dict(unit.get("postadresse"))


def _address(place):
    lines = place.get("adresse")
    lines = [_text(line) for line in lines] if isinstance(lines, list) else []
    town = " ".join(filter(None, [_text(place.get("postnummer")), _town(place)]))
    return ", ".join(filter(None, [*lines, town]))


def _town(place):
    return _text(place.get("poststed")).title()


def _dict(value):
    return value if isinstance(value, dict) else {}


def _text(value):
    return value.strip() if isinstance(value, str) else ""
