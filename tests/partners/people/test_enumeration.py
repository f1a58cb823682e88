"""No page, and no clock, tells who has an account."""

import statistics
import time

import pytest
from django.test import Client

from portal.mail.models import Letter
from tests.factories import UserFactory
from tests.partners.people.conftest import confirmed, last_letter

pytestmark = pytest.mark.django_db
TRIES = 200
PACE = 0.05


def page_of(client, path, data):
    """What the browser ends up with, without what differs each time."""
    answer = client.post(path, data, follow=True)
    address = data.get("login") or data.get("email")
    html = answer.content.decode().replace(address, "ADDRESS")
    return answer.redirect_chain, answer.status_code, _without_tokens(html)


def _without_tokens(html):
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize(("path", "field"), [("/konto/login/", "login"), ("/konto/signup/", "email")])
def test_the_answer_is_the_same_to_a_known_and_an_unknown_address(path, field):
    known = confirmed(UserFactory(email="kjent@example.no"))

    pages = [
        page_of(Client(), path, {field: address, "name": "Kari"})
        for address in (known.email, "ukjent@example.no")
    ]

    assert pages[0] == pages[1]
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("path", ["/konto/login/code/confirm/", "/konto/confirm-email/"])
def test_a_wrong_code_and_a_new_one_are_answered_alike(path):
    known = confirmed(UserFactory(email="kjent@example.no"))
    start, field = ("/konto/login/", "login") if "login" in path else ("/konto/signup/", "email")
    seen = []
    for address in (known.email, "ukjent@example.no"):
        client = Client()
        client.post(start, {field: address, "name": "Kari"})
        wrong = client.post(path, {"code": "000000"})
        again = client.post(path, {"action": "resend"})
        seen.append((wrong.status_code, again.status_code, again["Location"]))

    assert seen[0] == seen[1]


def test_the_letter_tells_the_reader_alone(client):
    known = confirmed(UserFactory())

    client.post("/konto/signup/", {"name": "Kari", "email": known.email})
    Client().post("/konto/login/", {"login": "ukjent@example.no"})

    assert last_letter(known.email).subject == "Du har allerede en konto"
    assert last_letter("ukjent@example.no").subject == "Du har ingen konto ennå"


@pytest.mark.parametrize(("path", "field"), [("/konto/login/", "login"), ("/konto/signup/", "email")])
def test_the_clock_does_not_tell_over_200_tries(settings, path, field):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.SIGN_IN_SECONDS = PACE
    known = [confirmed(user).email for user in UserFactory.create_batch(TRIES // 2)]
    unknown = [f"ukjent{number}@example.no" for number in range(TRIES // 2)]
    page_of(Client(), path, {field: "varm@example.no", "name": "Kari"})

    times = {"known": [], "unknown": []}
    for pair in zip(known, unknown, strict=True):
        for kind, address in zip(times, pair, strict=True):
            client = Client()
            began = time.perf_counter()
            client.post(path, {field: address, "name": "Kari"})
            times[kind].append(time.perf_counter() - began)

    medians = {kind: statistics.median(measured) for kind, measured in times.items()}
    noise = statistics.stdev(times["known"] + times["unknown"])
    assert abs(medians["known"] - medians["unknown"]) < max(noise, 0.002)
    assert min(medians.values()) >= PACE
