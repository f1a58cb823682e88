import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from portal.mail import kinds, outbox
from portal.mail.delivery import MAX_ATTEMPTS, claim, deliver_due, deliver_round
from portal.mail.models import Letter

pytestmark = pytest.mark.django_db

KARI, OLA, PER = "kari@example.no", "ola@example.no", "per@example.no"


def states():
    return dict(Letter.objects.values_list("to", "state"))


def test_letters_go_out_over_one_connection(smtp_server, letter_to):
    letters = [letter_to(KARI), letter_to(OLA), letter_to(PER)]

    assert deliver_due() == 3

    assert [message["To"] for message in smtp_server.messages] == [KARI, OLA, PER]
    assert [message["Message-ID"] for message in smtp_server.messages] == [
        letter.message_id for letter in letters
    ]
    assert smtp_server.connections == 1
    assert deliver_due() == 0


def test_what_was_sent_is_kept(smtp_server, letter_to):
    kinds.register("test.kept", lambda letter: kinds.Composed("Hei på deg", "message", {"body": "Tekst"}))
    letter = outbox.write("test.kept", to=KARI, data={"id": 1}, dedupe_key="a")

    deliver_due()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.subject, letter.data) == (
        "sent",
        1,
        "Hei på deg",
        {"id": 1},
    )
    assert "Tekst" in letter.text
    assert "<p>Tekst</p>" in letter.html
    assert letter.sent_at is not None


def test_secrets_of_a_sent_letter_are_not_kept(smtp_server, letter_to):
    letter = letter_to(KARI, text="Your code is 123456")

    deliver_due()

    letter.refresh_from_db()
    assert "123456" in smtp_server.messages[0].get_body(["plain"]).get_content()
    assert (letter.state, letter.text, letter.html, letter.data) == ("sent", "", "", {})


def test_a_letter_waits_for_its_time(smtp_server, letter_to):
    letter_to(KARI, send_after=timezone.now() + timedelta(hours=1))

    assert deliver_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert deliver_due() == 1


def test_limit_leaves_the_rest(smtp_server, letter_to):
    for to in (KARI, OLA, PER):
        letter_to(to)

    assert deliver_due(limit=2) == 2
    assert states() == {KARI: "sent", OLA: "sent", PER: "waiting"}


def test_a_letter_no_longer_needed_is_void(smtp_server):
    kinds.register("test.unneeded", lambda letter: None)
    outbox.write("test.unneeded", to=KARI, data={}, dedupe_key="a")

    assert deliver_due() == 0
    assert states() == {KARI: "void"}
    assert smtp_server.messages == []


def test_a_letter_is_composed_in_its_language_when_it_is_due(smtp_server):
    said = []

    def compose(letter):
        said.append((kinds.translation.get_language(), timezone.get_current_timezone_name()))
        return kinds.Composed("Subject", "message", {"body": "Text"})

    kinds.register("test.language", compose)
    for number, language in enumerate(["en", "nb", "xx"]):
        outbox.write("test.language", to=KARI, data={}, dedupe_key=f"{number}", language=language)

    deliver_due()

    assert said == [("en", "Europe/Oslo"), ("nb", "Europe/Oslo"), ("nb", "Europe/Oslo")]
    assert 'lang="en"' in smtp_server.messages[0].get_body(["html"]).get_content()
    assert smtp_server.messages[0]["Content-Language"] == "en"


def test_one_refused_mailbox_does_not_hinder_the_others(smtp_server, letter_to):
    smtp_server.refuse = {OLA}
    for to in (KARI, OLA, PER):
        letter_to(to)

    assert deliver_due() == 2

    assert states() == {KARI: "sent", OLA: "failed", PER: "sent"}
    assert Letter.objects.failed().get().last_error == "550 5.1.1 There is no such mailbox here"
    assert smtp_server.connections == 1


def test_a_letter_that_shall_come_later_goes_out_later(smtp_server, letter_to):
    smtp_server.defer = {OLA: 1}
    letter_to(OLA)
    letter_to(KARI)

    assert deliver_due() == 1

    letter = Letter.objects.get(to=OLA)
    assert (letter.state, letter.attempts) == ("waiting", 1)
    assert letter.last_error == "451 4.7.1 Greylisted, come back later"
    assert timedelta(seconds=40) < letter.send_after - timezone.now() < timedelta(seconds=80)
    with time_machine.travel(letter.send_after + timedelta(seconds=1)):
        assert deliver_due() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == ("sent", 2, "")
    assert [message["Message-ID"] for message in smtp_server.to(OLA)] == [letter.message_id]


def test_a_letter_never_taken_fails_after_about_two_days(smtp_server, letter_to):
    smtp_server.defer = {OLA: 1000}
    letter = letter_to(OLA)
    started = moment = letter.send_after

    while letter.state == "waiting":
        moment = letter.send_after + timedelta(seconds=1)
        with time_machine.travel(moment, tick=False):
            deliver_due()
        letter.refresh_from_db()

    assert (letter.state, letter.attempts) == ("failed", MAX_ATTEMPTS)
    assert letter.last_error == "451 4.7.1 Greylisted, come back later"
    assert timedelta(days=1) < moment - started < timedelta(days=3)


def test_a_server_that_is_down_costs_no_attempts(smtp_server, letter_to):
    smtp_server.stop()
    for to in (KARI, OLA):
        letter_to(to)

    done = deliver_round()

    assert (done.sent, done.handled) == (0, 0)
    assert "refused" in done.outage
    assert set(Letter.objects.values_list("state", "attempts", "last_error")) == {("waiting", 0, done.outage)}
    smtp_server.start()
    assert deliver_due() == 2
    assert set(Letter.objects.values_list("state", "last_error")) == {("sent", "")}


def test_without_a_server_letters_wait_and_say_so(settings, letter_to):
    settings.SMTP_URL = ""
    letter_to(KARI)

    assert deliver_due() == 0
    assert Letter.objects.get().last_error == "SMTP_URL is not set, so nothing is sent."


def test_a_server_that_wants_other_credentials_is_an_outage(smtp_server, settings, letter_to):
    settings.SMTP_URL = f"smtp://user:p%40ss@127.0.0.1:{smtp_server.port}?tls=none"
    letter_to(KARI)

    assert "AUTH" in deliver_round().outage
    assert Letter.objects.get().attempts == 0


def test_a_server_that_hangs_is_left_after_the_timeout(smtp_server, settings, letter_to):
    settings.SMTP_TIMEOUT = 2
    smtp_server.hang = True
    for to in (KARI, OLA):
        letter_to(to)
    started = time.monotonic()

    done = deliver_round()

    assert time.monotonic() - started < 8
    assert (done.sent, done.handled) == (0, 1)
    assert "timed out" in done.outage
    assert sorted(Letter.objects.values_list("to", "state", "attempts")) == [
        (KARI, "waiting", 1),
        (OLA, "waiting", 0),
    ]
    smtp_server.hang = False
    assert deliver_due() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert deliver_due() == 1


def test_a_server_that_hangs_up_holds_back_one_letter_only(smtp_server, letter_to):
    smtp_server.hang_up = True
    for to in (KARI, OLA):
        letter_to(to)

    deliver_due()
    smtp_server.hang_up = False

    assert deliver_due() == 1
    assert states() == {KARI: "waiting", OLA: "sent"}


def test_a_session_the_server_ended_between_two_letters_costs_nothing(smtp_server, letter_to):
    letter_to(KARI)
    letter_to(OLA)

    def restart_after_first():
        if len(smtp_server.messages) == 1 and smtp_server.connections == 1:
            smtp_server.stop()
            smtp_server.start()
        return True

    assert deliver_round(go_on=restart_after_first).sent == 2
    assert set(Letter.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_letter_that_cannot_be_composed_does_not_hinder_the_others(smtp_server, letter_to):
    kinds.register("test.broken", lambda letter: letter.data["missing"])
    outbox.write("test.broken", to=OLA, data={}, dedupe_key="a")
    outbox.write("test.unknown", to=PER, data={}, dedupe_key="b")
    letter_to(KARI)

    assert deliver_due() == 1
    assert dict(Letter.objects.waiting().values_list("to", "last_error")) == {
        OLA: "KeyError: 'missing'",
        PER: "LookupError: Nobody composes letters of kind test.unknown.",
    }


def test_the_demo_keeps_its_mail(smtp_server, settings, letter_to):
    settings.DEMO = True
    letter = letter_to(KARI, text="Your code is 123456")

    assert deliver_due() == 1

    letter.refresh_from_db()
    assert letter.state == "sent"
    assert "123456" in letter.text
    assert smtp_server.messages == []


def test_a_letter_in_hand_is_taken_by_nobody_else_until_its_time_has_passed(smtp_server, letter_to):
    letter_to(KARI)
    claim()

    assert deliver_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert deliver_due() == 1


def test_a_letter_that_stops_every_worker_is_given_up(smtp_server, letter_to):
    letter_to(KARI)
    Letter.objects.update(attempts=MAX_ATTEMPTS)

    assert deliver_due() == 0
    assert states() == {KARI: "failed"}


@pytest.mark.django_db(transaction=True)
def test_taking_a_letter_back_never_waits_for_a_mail_server(smtp_server, letter_to):
    smtp_server.delay = 1.5
    letter_to(KARI, about="signup:1")
    letter_to(OLA, about="signup:1")
    worker = threading.Thread(target=lambda: (deliver_due(), connection.close()))
    worker.start()
    smtp_server.wait_for(1)
    started = time.monotonic()

    outbox.void(about="signup:1")

    assert time.monotonic() - started < 0.5
    worker.join()
    assert states() == {KARI: "sent", OLA: "void"}
