"""Hiding, showing again, asking for a change, reports, and words that are taken away for good."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from partners.inputs.actions import answer_input, give_inputs, hide_input
from partners.inputs.attaching import attach
from partners.inputs.models import Input
from partners.threads.actions import edit_reply, post_reply, report
from partners.threads.errors import MayNot, NothingFound
from partners.threads.models import Moderation, Reply, Report
from partners.threads.moderating import ask_to_change, hide, hide_reply, keep, restore_reply
from partners.threads.queue import cases, waiting
from partners.threads.redacting import redact
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from tests.factories import InputFactory, PersonFactory, ReplyFactory, UserFactory
from tests.traces import found
from tests.uploads import upload

pytestmark = pytest.mark.usefixtures("smtp_server")
SECRET = "bor i Storgata 99 B"


def sent(kind):
    """The letters of one kind as they leave: {address: text}."""
    deliver_due()
    return {letter.to: letter.text for letter in Letter.objects.filter(kind=kind, state="sent")}


def acts(thing):
    return list(Moderation.objects.filter(reply=thing).values_list("kind", "reason"))


def test_hidden_reply_tells_its_author_why_and_is_shown_again(input, silje, coordinator):
    reply = post_reply(input, by=silje, text="Ordføreren er en tulling.")

    for _ in range(2):
        hide_reply(reply, reason="Personangrep", by=coordinator)
    letter = sent("threads.moderated")[silje.email]
    for _ in range(2):
        restore_reply(reply, by=coordinator)

    assert "Personangrep" in letter
    assert acts(reply) == [("hide", "Personangrep"), ("restore", "")]
    reply.refresh_from_db()
    assert (reply.state, reply.hidden_because) == (Reply.State.SHOWN, "")
    actions = ModelLogEntry.objects.for_instance(reply).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["partners.reply.post", "partners.reply.hide", "partners.reply.restore"]


def test_hidden_reply_is_not_changed_by_its_author(input, silje, coordinator):
    reply = hide_reply(post_reply(input, by=silje, text="Tull."), reason="Personangrep", by=coordinator)

    with pytest.raises(MayNot):
        edit_reply(reply, text="Noe annet.", by=silje)


def test_author_of_reply_and_giver_of_input_are_asked_to_change(input, silje, coordinator):
    reply = post_reply(input, by=silje, text="Naboen min, Ole, sier det.")

    ask_to_change(reply, reason="Ta bort navnet", by=coordinator)
    ask_to_change(input, reason="Ta bort adressen", by=coordinator)

    letters = sent("threads.moderated")
    assert "Ta bort navnet" in letters[silje.email]
    assert "Ta bort adressen" in letters[input.giver.email]
    reply.refresh_from_db()
    assert reply.is_shown


def test_report_counts_once_for_each_person(input, silje, per):
    reply = ReplyFactory(input=input)

    first, second = (report(input, reply=reply, by=silje, reason="rude", text=text) for text in ("A", "B"))
    report(input, by=silje, reason="other")
    report(input, reply=reply, by=per, reason="spam")

    assert (first.pk, first.text) == (second.pk, "A")
    assert Report.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(input=input, reply=reply, reporter=silje, reason="rude")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(input=input, reporter=silje, reason="rude")


def test_nothing_is_hidden_by_reports_alone(input):
    for _ in range(20):
        report(input, by=UserFactory(), reason="rude")

    input.refresh_from_db()
    assert input.is_public


def test_report_of_what_one_cannot_see_is_refused(silje):
    secret = InputFactory(visibility=Input.Visibility.MUNICIPALITY)
    hidden = InputFactory(status=Input.Status.HIDDEN)

    for each in (secret, hidden):
        with pytest.raises(MayNot):
            report(each, by=silje, reason="rude")


def test_queue_gathers_reports_with_how_many_and_why(input, silje, per, django_assert_num_queries):
    reply = ReplyFactory(input=input)
    report(input, by=silje, reason="personal")
    for user, reason in ((silje, "rude"), (per, "rude"), (UserFactory(), "spam")):
        report(input, reply=reply, by=user, reason=reason)

    with django_assert_num_queries(1):
        first, second = cases()

    assert (first.thing, len(first.reports), second.thing) == (reply, 3, input)
    assert [count for _reason, count in first.reasons] == [2, 1]
    assert waiting()["count"] == 2


@pytest.mark.parametrize(("decide", "outcome"), [(keep, "kept"), (hide, "hidden"), (ask_to_change, "asked")])
def test_decision_answers_every_report_once(input, silje, per, coordinator, decide, outcome):
    reply = ReplyFactory(input=input)
    for thing in ({"reply": reply}, {}):
        for user in (silje, per):
            report(input, by=user, reason="rude", **thing)

    for thing in (reply, input):
        for _ in range(2):
            decide(thing, reason="Regel 2", by=coordinator)

    assert set(Report.objects.values_list("outcome", flat=True)) == {outcome}
    assert Letter.objects.filter(kind="threads.outcome").count() == 4
    assert set(sent("threads.outcome")) == {silje.email, per.email}
    assert waiting()["count"] == 0


def test_input_that_is_hidden_at_its_own_desk_answers_who_reported_it(input, silje, coordinator):
    report(input, by=silje, reason="rude")

    hide_input(input, reason="Regel 2", by=coordinator)

    assert Report.objects.get().outcome == "hidden"


def test_redacted_words_stand_in_no_column_of_any_table(meeting_input, silje, per, coordinator):
    """In input, receipt, answer, reply, earlier text, quote, report, reasons, log and letters."""
    input = meeting_input
    first = post_reply(input, by=silje, text=f"Ja, han {SECRET}.")
    Reply.objects.filter(pk=first.pk).update(created_at="2026-01-01T00:00Z")
    first.refresh_from_db()
    edit_reply(first, text=f"Ja, Ole {SECRET.upper()}, og er grei.", by=silje)
    post_reply(input, by=per, text="Hysj.", quote=SECRET, quoted=None)
    report(input, by=per, reason="personal", text=f"Det står «{SECRET}».")
    hide_reply(ReplyFactory(input=input), reason=f"Skrev «{SECRET}»", by=coordinator)
    answer_input(input, status="answered", text=f"Du skrev at han {SECRET}.", by=coordinator)
    attach(input, [upload(f"{SECRET}.pdf")], by=silje)
    Letter.objects.update(send_after="2026-01-01T00:00Z")
    deliver_due()
    assert len(found("storgata")) >= 9

    redact(input, words=SECRET.replace(" i ", "\n i "), reason="personopplysning", by=coordinator)

    assert found("storgata") == set()
    input.refresh_from_db()
    assert "[fjernet av kommunen: personopplysning]" in input.text
    assert Input.objects.filter(pk=input.pk).matching("fjernet").exists()
    assert input.files.get().erased_because == "personopplysning"
    trace = Moderation.objects.get(kind="redact")
    assert (trace.by, trace.reason, trace.input) == (coordinator, "personopplysning", input)
    assert "personopplysning" in sent("threads.moderated")[input.giver.email]


@pytest.fixture
def meeting_input(db):
    page = InputFactory().page
    [input] = give_inputs(
        page,
        answers=[(None, f"Naboen {SECRET} og vil hjelpe.")],
        person=PersonFactory(),
        name="Kari Eksempel",
        organisation="",
        visibility="everyone",
        shown_as="name",
        language="nb",
    )
    return input


def test_redacting_what_is_not_there_changes_nothing(input, coordinator):
    with pytest.raises(NothingFound):
        redact(input, words="finnes ikke", reason="x", by=coordinator)

    assert Moderation.objects.count() == 0


def test_redacting_one_thread_leaves_others_alone(input, coordinator):
    other = InputFactory(text=input.text)

    redact(input, words="bussen", reason="personopplysning", by=coordinator)

    other.refresh_from_db()
    assert "bussen" in other.text
