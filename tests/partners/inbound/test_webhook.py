"""Messages handed in by the mail server: signed ones are taken, whatever they are made of."""

import logging
import re
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from partners.discussions.actions import post
from partners.discussions.models import Post
from partners.inbound.models import MailReply
from partners.inbound.signing import signature_of
from partners.notices.actions import choose
from partners.notices.mailing import write_due
from portal.mail.delivery import deliver_due
from portal.security import HideTokens
from scripts import hand_in_mail
from tests.concurrency.crowd import all_at_once
from tests.partners.inbound.conftest import SECRET, answer
from tests.portal.mail.test_incoming import BAD

pytestmark = pytest.mark.django_db
ON = {"INBOUND_ADDRESS": "svar@svar.example.no", "INBOUND_SECRET": SECRET}


def send(raw, *, moment=None, secret=SECRET, signature=None):
    moment = str(int(time.time()) if moment is None else moment)
    return Client().post(
        reverse("inbound_mail"),
        raw,
        content_type="message/rfc822",
        headers={"X-Timestamp": moment, "X-Signature": signature or signature_of(secret, moment, raw)},
    )


def test_signed_message_is_taken(kari, address):
    response = send(answer(address))

    assert (response.status_code, response.json()) == (200, {"outcome": "posted"})


def test_what_is_not_signed_finds_nothing_here(settings, address):
    raw = answer(address)
    now = int(time.time())

    answers = [
        send(raw, secret="another"),
        send(raw, signature="sha256=æøå"),
        send(raw, moment=now - 600),
        send(raw, moment=now + 600),
        send(raw, moment="now"),
        send(raw, signature=signature_of(SECRET, now, raw + b" ")),
    ]
    settings.INBOUND_ADDRESS = ""
    answers.append(send(raw))
    assert [each.status_code for each in answers] == [404] * 7
    assert MailReply.objects.count() == 0


@pytest.mark.parametrize("name", BAD)
def test_bad_messages_are_taken_too(kari, address, name):
    raw = f"Delivered-To: {address}\r\n".encode() + BAD[name]

    assert send(raw).status_code == 200
    assert Post.objects.filter(author=kari).count() <= 1


def test_too_large_message_is_refused(settings, address):
    settings.BODY_LIMIT = 1000

    assert send(answer(address, "x" * 1000)).status_code == 413


def test_no_log_line_holds_the_key(address):
    record = logging.makeLogRecord({"msg": "for %s", "args": (f"<{address}>",)})

    HideTokens().filter(record)
    assert re.fullmatch(r"for <svar\+[0-9a-z]+-…@svar\.example\.no>", record.getMessage())


@pytest.mark.race
def test_copies_at_once_make_one_post(committed_db, kari, address):
    raw = answer(address)

    outcomes = all_at_once([lambda: send(raw).json()["outcome"]] * 8)

    assert sorted(outcomes) == [*["known"] * 7, "posted"]
    assert Post.objects.filter(author=kari).count() == 1


@pytest.mark.parametrize("live_portal", [ON], indirect=True)
def test_letter_is_answered_by_mail_and_the_answer_stands_in_the_thread(
    live_portal, smtp_server, tmp_path, leader, kari, discussion
):
    choose(kari, by_mail=True, rhythm="at_once", quiet_from=0, quiet_to=0)
    said = post(discussion, by=leader.user, text="Passer lørdag?", client_id=uuid4())
    write_due()
    deliver_due()
    [letter] = smtp_server.to("kari@example.no")
    quoted = "".join(f"> {line}\r\n" for line in letter.get_body(("plain",)).get_content().splitlines())
    text = f"Ja, lørdag passer.\r\n\r\nDen 26.11.2026 14:05, skrev Omigjen:\r\n{quoted}"
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    script = Path(hand_in_mail.__file__)

    done = subprocess.run(
        [sys.executable, script, f"{live_portal.url}/api/v1/epost/", secret],
        input=answer(letter["Reply-To"], text, In_Reply_To=letter["Message-ID"]),
    )

    assert done.returncode == 0
    for url, key in ((live_portal.url, "another"), ("http://127.0.0.1:9", SECRET)):
        assert hand_in_mail.hand_in(f"{url}/api/v1/epost/", key, b"") == hand_in_mail.TRY_AGAIN
    answered = Post.objects.exclude(pk=said.pk).get(discussion=discussion)
    assert (answered.author, answered.text) == (kari, "Ja, lørdag passer.")
    assert "blir et innlegg i «Åpningstider»" in " ".join(letter.get_body(("plain",)).get_content().split())
    assert letter["Reply-To"] not in live_portal.log.read_text()


def test_letters_that_cannot_be_answered_say_so(settings, smtp_server, leader, kari, discussion):
    settings.INBOUND_ADDRESS = ""
    choose(kari, by_mail=True, rhythm="at_once", quiet_from=0, quiet_to=0)
    post(discussion, by=leader.user, text="Passer lørdag?", client_id=uuid4())
    write_due()
    deliver_due()

    [letter] = smtp_server.to("kari@example.no")
    assert letter["Reply-To"] is None
    assert "kan ikke svare på dette brevet" in " ".join(letter.get_body(("plain",)).get_content().split())
