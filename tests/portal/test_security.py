"""Bad requests end in a clear page, secrets in no log, and rate limits count right."""

import http.client
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from csp.constants import HEADER
from django.conf import settings
from django.db import connection
from django.test import RequestFactory

from portal.chores import forget_attempts
from portal.clients import address_of
from portal.csp import EDITOR
from portal.ratelimit import Attempts, allow
from portal.security import HideTokens

TOKEN = "x8Zk2mPq9sRt4vWy"


@pytest.mark.parametrize("address", ["/", "/finnes-ikke/", "/admin/"])
def test_every_answer_has_the_policy_of_the_settings(client, admin_client, address):
    answers = [client.get(address), admin_client.get(address), client.get(address)]
    policies = [dict(part.split(" ", 1) for part in answer[HEADER].split("; ")) for answer in answers]

    for policy in policies:
        for directive, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items():
            if not (address == "/admin/" and directive in EDITOR):
                assert policy[directive] == " ".join(sources)
        assert ("script-src" in policy) == (address == "/admin/")


@pytest.mark.parametrize(
    "address",
    ["/a%00b/", "/?q=a%00b", "/?q=a&q=%00", "/?%00=1", "/innspill/?theme=%00", "/konto/login/?next=%00"],
)
def test_nul_in_the_address_is_answered_400_in_our_look(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()
    assert "om-feil" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/%ED%A0%80/", "/?q=%ED%A0%80", "/%FF%FE/", "/innspill/?q=%ED%B0%80%00%FF"]
)
def test_broken_unicode_is_never_an_error_of_ours(client, db, address):
    assert client.get(address).status_code in (200, 400, 404)


def test_nul_in_a_cookie_is_answered_400(client, db):
    answer = client.get("/konto/login/", headers={"cookie": 'sessionid="abcdefghijkl\\000mnop"'})

    assert answer.status_code == 400


@pytest.mark.parametrize("login", ["a\0b@example.no", "\ud800@example.no".encode("utf-8", "surrogatepass")])
def test_unstorable_text_in_a_form_is_never_an_error_of_ours(client, db, login):
    answer = client.post("/konto/login/", {"login": login})

    assert answer.status_code in (200, 400, 422)


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_unstorable_text_that_reaches_the_database_is_the_senders_error(rf, db, text):
    from partners.people.models import Person
    from portal.security import CleanInputMiddleware

    with pytest.raises((ValueError, UnicodeEncodeError)) as caught:
        Person.objects.filter(email=text).exists()

    answer = CleanInputMiddleware(None).process_exception(rf.post("/"), caught.value)
    assert answer.status_code == 400


def test_other_errors_stay_errors(rf):
    from portal.security import CleanInputMiddleware

    assert CleanInputMiddleware(None).process_exception(rf.post("/"), ValueError("other")) is None


def test_forged_host_is_answered_400_in_our_look(client, db):
    answer = client.get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "om-feil" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_large_body_is_answered_413_in_our_look(client, db):
    answer = client.post("/konto/login/", {"file": io.BytesIO(b"x" * (10 * 1024 * 1024 + 1))})

    assert answer.status_code == 413
    assert "om-feil" in answer.content.decode()


def test_form_of_more_than_a_megabyte_of_text_is_answered_413(client, db):
    answer = client.post("/konto/login/", {"login": "x" * (1024 * 1024 + 1)})

    assert answer.status_code == 413


def test_form_of_too_many_fields_is_answered_413(client, db):
    assert client.post("/konto/login/", {f"field{n}": "" for n in range(2001)}).status_code == 413


def post_in_chunks(live_portal, size):
    """What the server says to a body that declares no length; None when it hangs up."""
    link = http.client.HTTPConnection("127.0.0.1", live_portal.port, timeout=20)
    try:
        link.request("POST", "/konto/login/", iter([b"x" * 65536] * (size // 65536)), encode_chunked=True)
        return link.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()


def test_server_takes_no_endless_body(live_portal):
    assert post_in_chunks(live_portal, 65536) == 403
    assert post_in_chunks(live_portal, 30 * 1024 * 1024) in (413, None)
    assert post_in_chunks(live_portal, 65536) == 403


def test_server_answers_413_to_a_body_that_says_it_is_too_large(live_portal):
    link = http.client.HTTPConnection("127.0.0.1", live_portal.port, timeout=20)
    link.putrequest("POST", "/konto/login/")
    link.putheader("Content-Length", str(11 * 1024 * 1024))
    link.endheaders()

    assert link.getresponse().status == 413
    link.close()


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"GET /pamelding/{TOKEN}/endre/ 404", ()),
        ("Not Found: %s", (f"/en/pamelding/{TOKEN}/",)),
        ('%s - "%s %s HTTP/%s" %d', ("127.0.0.1", "GET", f"/kalender/min/{TOKEN}.ics?x=1", "1.1", 200)),
    ],
)
def test_log_lines_hold_no_token(message, arguments):
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 1, message, arguments, None)

    assert HideTokens().filter(record)
    assert TOKEN not in record.getMessage()
    assert "/…" in record.getMessage()


def test_live_server_writes_no_token(live_portal):
    link = http.client.HTTPConnection("127.0.0.1", live_portal.port, timeout=20)
    link.request("GET", f"/pamelding/{TOKEN}/")
    link.getresponse().read()
    link.close()

    assert TOKEN not in live_portal.log.read_text()


@pytest.mark.parametrize(
    "path", [f"/pamelding/{TOKEN}/", f"/en/pamelding/{TOKEN}/", f"/kalender/min/{TOKEN}.ics"]
)
def test_personal_pages_stay_out_of_caches_referrers_and_search_engines(client, db, path):
    answer = client.get(path)

    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_address_is_the_one_our_outermost_proxy_saw(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})

    assert address_of(request) == address


def test_allow_counts_within_a_window_and_per_key(db):
    per = timedelta(minutes=10)
    with time_machine.travel("2030-01-01 12:00Z", tick=False) as clock:
        answers = [allow("sign-up:a", limit=3, per=per) for _ in range(5)]
        other = allow("sign-up:b", limit=3, per=per)
        clock.shift(per)
        later = allow("sign-up:a", limit=3, per=per)

    assert answers == [True, True, True, False, False]
    assert (other, later) == (True, True)


def test_allow_keeps_no_address(db):
    allow("sign-up:192.0.2.1", limit=3, per=timedelta(minutes=10))

    assert "192.0.2.1" not in Attempts.objects.get().key


def test_forget_attempts_deletes_what_is_over(db):
    with time_machine.travel("2030-01-01 12:00Z", tick=False) as clock:
        allow("old", limit=1, per=timedelta(minutes=1))
        clock.shift(timedelta(minutes=2))
        allow("new", limit=1, per=timedelta(minutes=1))
        forget_attempts()
        answers = allow("new", limit=1, per=timedelta(minutes=1))

    assert answers is False
    assert Attempts.objects.count() == 1


@pytest.mark.race
def test_allow_counts_everyone_who_comes_at_once(committed_db):
    def attempt(_):
        try:
            return allow("crowd", limit=10, per=timedelta(minutes=10))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(attempt, range(100)))

    assert answers.count(True) == 10
    assert Attempts.objects.get().count == 100
