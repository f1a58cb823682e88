"""Answers by mail: what is posted, what is held, what is refused, and what is dropped without a trace."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.discussions.models import Post
from partners.inbound.actions import PER_HOUR, accept, discard, forget_old
from partners.inbound.addresses import reply_address
from partners.inbound.errors import AlreadyDecided, CannotAnswer
from partners.inbound.models import MailReply, ReplyAddress
from partners.notices.models import Notice
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from tests.factories import UserFactory
from tests.partners.inbound.conftest import answer, hand_in

pytestmark = pytest.mark.django_db
QUOTE = "\n\ntor. 26. nov. 2026 kl. 14:05 skrev Omigjen <omigjen@example.no>:\n\n> Passer lørdag?\n"


def told():
    return list(Letter.objects.filter(kind="inbound.outcome").order_by("pk"))


def the_reply():
    return MailReply.objects.get()


def test_answer_becomes_a_post_like_one_from_the_page(leader, kari, discussion, address):
    assert hand_in(answer(address, f"Ja, lørdag passer.{QUOTE}")) == "posted"

    said = Post.objects.get(author=kari)
    assert (said.discussion, said.text, said.author_name) == (
        discussion,
        "Ja, lørdag passer.",
        "Kari Nordmann",
    )
    assert Notice.objects.filter(user=leader.user, data__post=said.pk).count() == 1
    assert (the_reply().state, the_reply().text, the_reply().sender) == ("posted", "", "")
    assert ModelLogEntry.objects.filter(action="partners.mail_reply.posted", user=kari).count() == 1
    assert told() == []


def test_same_message_again_changes_nothing(kari, address):
    raw = answer(address)

    assert [hand_in(raw) for _ in range(40)] == ["posted", *["known"] * 39]
    assert Post.objects.filter(author=kari).count() == 1


def test_message_without_an_id_is_known_by_its_bytes(kari, address):
    raw = answer(address).replace(b"Message-ID: <1@example.no>\r\n", b"")

    assert [hand_in(raw), hand_in(raw)] == ["posted", "known"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"sender": "per@example.no"}, "sender"),
        ({"sender": "Kari <kari@example.no>, Per <per@example.no>"}, "sender"),
        ({"sender": '"kari@example.no" <per@example.no>'}, "sender"),
        ({"text": QUOTE}, "empty"),
        ({"text": "Ja.\n" * 2000}, "too_long"),
        ({"text": "Hei\n\n> Passer lørdag?\n\nJa.\n\n> Og kaffe?\n\nNei."}, "unsure"),
    ],
)
def test_what_is_in_doubt_is_held(kari, address, raw, why):
    assert hand_in(answer(address, **raw)) == "held"

    assert (the_reply().reason, Post.objects.filter(author=kari).count()) == (why, 0)
    # Who has not sent it is told nothing.
    assert len(told()) == (why != "sender")


def test_address_that_is_not_confirmed_is_nobodys(kari, address):
    EmailAddress.objects.create(user=kari, email="kari@jobb.example.no", verified=False)

    assert hand_in(answer(address, sender="kari@jobb.example.no")) == "held"
    EmailAddress.objects.filter(user=kari).update(verified=True)
    assert hand_in(answer(address, sender="KARI@Jobb.example.no", number=2)) == "posted"


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ([], "held"),
        (["mx.example.no; dmarc=fail header.from=example.no"], "held"),
        (["mx.example.no; spf=pass; dmarc=pass header.from=example.no"], "posted"),
        # What a sender writes in themselves stands below what our server has found, or under another name.
        (["mx.example.no; dmarc=fail", "mx.example.no; dmarc=pass"], "held"),
        (["mx.elsewhere.example; dmarc=pass"], "held"),
        # The server says from where it came in words that the sender has chosen.
        (['mx.example.no; spf=pass smtp.mailfrom="a; dmarc=pass b"@x.example; dmarc=fail'], "held"),
        (['mx.example.no; spf=pass smtp.mailfrom="a; dmarc=pass b"@x.example'], "held"),
        (["mx.example.no; spf=pass (a; dmarc=pass b) smtp.mailfrom=x.example"], "held"),
        (["mx.example.no; spf=pass smtp.mailfrom=a; dmarc=pass b@x.example; dmarc=fail"], "held"),
        (["mx.example.no; dmarc=pass (p=none; dis=none) header.from=example.no"], "posted"),
        (["mx.example.no; dmarc=pass (policy (none)) header.from=example.no"], "posted"),
        (["mx.example.no; spf=pass (a (b) ; dmarc=pass c) smtp.mailfrom=x.example"], "held"),
        ([r"mx.example.no; spf=pass (a \) ; dmarc=pass c) smtp.mailfrom=x.example"], "held"),
        (['mx.example.no; spf=pass smtp.mailfrom=a" ; dmarc=pass'], "held"),
    ],
)
def test_with_a_server_that_looks_only_what_passes_dmarc_is_posted(settings, address, results, outcome):
    settings.INBOUND_AUTHSERV_ID = "mx.example.no"
    raw = b"".join(b"Authentication-Results: %s\r\n" % each.encode() for each in results) + answer(address)

    assert hand_in(raw) == outcome


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<liste.example.no>"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@example.no"},
    ],
)
def test_what_machines_write_leaves_no_trace(address, headers):
    assert hand_in(answer(address, **headers)) == "dropped"
    assert (MailReply.objects.count(), told()) == (0, [])


@pytest.mark.parametrize("subject", ["Automatisk svar: Nytt", "Automatic reply: New", "Out of office: New"])
def test_absence_notices_leave_no_trace(address, subject):
    raw = answer(address)
    start = raw.index(b"Subject:")
    end = raw.index(b"Message-ID:")

    assert hand_in(raw[:start] + f"Subject: {subject}\r\n".encode() + raw[end:]) == "dropped"


def test_what_goes_to_nobodys_address_is_dropped(kari, address):
    local, _, host = address.partition("@")

    for wrong in (
        f"{local[:-1]}x@{host}",
        f"svar@{host}",
        f"{local}@example.no",
        f"svar+1-{'0' * 32}@{host}",
    ):
        assert hand_in(answer(wrong)) == "dropped"
    assert hand_in(answer(address.upper())) == "posted"


def test_who_was_removed_is_told_once_and_posts_nothing(member, kari, address):
    member.delete()

    assert [hand_in(answer(address, number=n)) for n in range(3)] == ["refused"] * 3
    assert Post.objects.filter(author=kari).count() == 0
    assert [letter.to for letter in told()] == ["kari@example.no"]


def test_old_letter_is_answered_no_more_until_there_is_a_new_one(kari, discussion, address):
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        assert hand_in(answer(address)) == "refused"
        assert reply_address(kari, f"thread:{discussion.pk}") == address
        assert hand_in(answer(address, number=2)) == "posted"


def test_closed_accounts_answer_nothing(kari, address):
    type(kari).objects.filter(pk=kari.pk).update(is_active=False)

    assert hand_in(answer(address)) == "dropped"


def test_files_are_left_out_and_one_is_told_so(kari, address, smtp_server):
    message = message_from_bytes(answer(address), policy=SMTP)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")

    assert hand_in(message.as_bytes()) == "posted"
    deliver_due()
    [letter] = smtp_server.to("kari@example.no")
    assert "Filene" in letter.get_body(("plain",)).get_content()


def test_many_in_an_hour_are_asked_to_come_later(kari, address):
    outcomes = [hand_in(answer(address, f"Nr. {n}", number=n)) for n in range(PER_HOUR + 2)]

    assert outcomes == [*["posted"] * PER_HOUR, "later", "later"]


def test_held_answer_is_posted_in_their_name_when_accepted(kari, address):
    hand_in(answer(address, sender="per@example.no"))
    coordinator = UserFactory()

    said = accept(the_reply(), by=coordinator)

    assert (said.author, said.text, the_reply().state) == (kari, "Ja, lørdag passer.", "posted")
    assert (the_reply().text, the_reply().sender) == ("", "")
    assert ModelLogEntry.objects.filter(action="partners.mail_reply.accept", user=coordinator).count() == 1
    with pytest.raises(AlreadyDecided):
        discard(the_reply(), by=coordinator)


def test_held_answer_of_who_was_removed_meanwhile_cannot_be_posted(member, address):
    hand_in(answer(address, sender="per@example.no"))
    member.delete()

    with pytest.raises(CannotAnswer):
        accept(the_reply(), by=UserFactory())
    assert the_reply().state == "held"


def test_discarded_answer_is_gone_and_its_address_too_when_revoked(kari, address):
    hand_in(answer(address, QUOTE))

    discard(the_reply(), by=UserFactory(), revoke=True)

    assert [letter.data["state"] for letter in told()] == ["held", "discarded"]
    assert hand_in(answer(address, number=2)) == "dropped"
    assert reply_address(kari, MailReply.objects.get().place) != address


def test_old_ones_are_forgotten(address):
    hand_in(answer(address, QUOTE))

    forget_old(before=timezone.now())
    assert (MailReply.objects.count(), ReplyAddress.objects.count()) == (0, 1)
    forget_old(before=timezone.now() + timedelta(days=100))
    assert ReplyAddress.objects.count() == 0


def test_nobody_gets_an_address_where_they_may_not_write(settings, member, kari, discussion):
    place = f"thread:{discussion.pk}"
    assert reply_address(UserFactory(), place) == ""
    assert reply_address(kari, "group:1") == reply_address(kari, "thread:") == ""
    settings.INBOUND_SECRET = ""
    assert reply_address(kari, place) == ""


def test_earlier_key_of_the_installation_still_opens(settings, address):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key"

    assert hand_in(answer(address)) == "posted"
