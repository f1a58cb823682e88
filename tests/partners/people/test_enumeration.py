"""No page, and no clock, tells who has an account."""

import re
import statistics
import time

import pytest
from django.test import Client
from django.urls import reverse

from partners.people.models import User
from portal.mail.models import Letter
from tests.factories import MembershipFactory, UserFactory
from tests.partners.people.conftest import confirmed, last_letter, sign_in

pytestmark = pytest.mark.django_db
TRIES = 200
PACE = 0.1
DOORS = (
    ("/konto/login/", "login"),
    ("/konto/signup/", "email"),
    ("/konto/signup/passkey/", "email"),
)
# What counts as told by the clock: a difference that chance gives once in 15,000, and that can be used.
CHANCE, SECONDS = 4, 0.001


def page_of(client, path, data):
    """What the browser ends up with, without what differs each time."""
    answer = client.post(path, data, follow=True)
    address = data.get("login") or data.get("email")
    html = answer.content.decode().replace(address, "ADDRESS")
    return answer.redirect_chain, answer.status_code, _without_tokens(html)


def _without_tokens(html):
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize(("path", "field"), DOORS)
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


def test_a_new_address_is_asked_for_the_same_way_whoever_has_it(account):
    known = confirmed(UserFactory(email="kjent@example.no"))
    pages = []
    for address in (known.email, "ukjent@example.no"):
        client = Client()
        sign_in(client, account.email)
        pages.append(page_of(client, "/konto/email/", {"email": address, "action_add": "1"}))

    assert pages[0] == pages[1]


def test_a_colleague_is_invited_the_same_way_with_and_without_an_account():
    owner = MembershipFactory(role="owner")
    known = confirmed(UserFactory(email="kjent@example.no"))
    client = Client()
    client.force_login(owner.user)
    path = reverse("organisation_invite", args=[owner.organisation_id])

    pages = []
    for address in (known.email, "ukjent@example.no"):
        pages.append(page_of(client, path, {"email": address, "role": "member"}))
        owner.organisation.invitations.all().delete()

    assert _without_numbers(pages[0]) == _without_numbers(pages[1])


def _without_numbers(page):
    """Each invitation has a number of its own."""
    return re.sub(r"invitasjoner/\d+/", "invitasjoner/N/", str(page))


class Leak:
    """Stands inside all our middleware, and takes longer over the addresses of those who have an account."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        address = request.POST.get("login") or request.POST.get("email")
        if User.objects.filter(email=address).exists():
            time.sleep(PACE / 2)
        return self.get_response(request)


def differs(one, other):
    """Whether two lists of times differ by more than chance (Mann and Whitney) and by enough to use."""
    ranked = sorted((*((each, 0) for each in one), *((each, 1) for each in other)))
    ranks = sum(rank for rank, (_seconds, which) in enumerate(ranked, 1) if which == 0)
    expected = len(one) * (len(ranked) + 1) / 2
    deviation = (len(one) * len(other) * (len(ranked) + 1) / 12) ** 0.5
    apart = abs(statistics.median(one) - statistics.median(other))
    return abs(ranks - expected) / deviation > CHANCE and apart > SECONDS


def times_at(path, field, client_of=Client):
    """How long each of `TRIES` answers took, by turns to an address with an account and one without."""
    known = [confirmed(user).email for user in UserFactory.create_batch(TRIES // 2)]
    unknown = [f"ukjent{number}@example.no" for number in range(TRIES // 2)]
    page_of(client_of(), path, {field: "varm@example.no", "name": "Kari", "action_add": "1"})
    times = [], []
    for pair in zip(known, unknown, strict=True):
        for measured, address in zip(times, pair, strict=True):
            client = client_of()
            began = time.perf_counter()
            client.post(path, {field: address, "name": "Kari", "action_add": "1"})
            measured.append(time.perf_counter() - began)
    return times


def is_told(path, field, **options):
    """Whether the clock tells: what a busy machine does to it once, it does not do three times in a row."""
    return all(differs(*times_at(path, field, **options)) for _round in range(3))


@pytest.fixture
def _unlimited(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.SIGN_IN_SECONDS = PACE


@pytest.mark.usefixtures("_unlimited")
@pytest.mark.parametrize(("path", "field"), DOORS)
def test_the_clock_does_not_tell_over_200_tries(path, field):
    assert not is_told(path, field)


@pytest.mark.usefixtures("_unlimited")
def test_the_clock_does_not_tell_who_has_a_new_address_over_200_tries(account):
    client = Client()
    sign_in(client, account.email)

    assert not is_told("/konto/email/", "email", client_of=lambda: client)


@pytest.mark.usefixtures("_unlimited")
@pytest.mark.parametrize(("pace", "tells"), [(0, True), (PACE, False)])
def test_a_leak_is_found_without_the_even_pace_and_hidden_by_it(settings, pace, tells):
    """The control: what measures can find a difference, and the pace is what takes it away."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Leak"]
    settings.SIGN_IN_SECONDS = pace

    assert is_told("/konto/login/", "login") == tells
