"""The outbox in the admin: finding a letter, reading it safely, sending it again, taking it back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.mail.backend import KIND as ACCOUNT_MESSAGE
from portal.mail.models import Letter
from tests.factories import LetterFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db

MAX_QUERIES = 13
State = Letter.State


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def message_letter(**fields):
    meeting = WorkshopPageFactory()
    data = {"subject": "Ta med kopp", "text": "Hei **alle**", "workshop": meeting.pk, "test": False}
    return LetterFactory(kind="workshops.message", data=data, **fields)


def test_list_is_filtered_by_state_and_searched_by_address(desk):
    failed = LetterFactory(to="kari@example.no", state=State.FAILED, last_error="550 No such user")
    LetterFactory(to="kari@example.no", state=State.SENT)
    LetterFactory(state=State.FAILED)

    answer = desk.get(reverse("letters:index"), {"state": "failed", "q": "KARI@"})

    assert list(answer.context["object_list"]) == [failed]
    assert "550 No such user" in facts(answer)


def test_list_takes_the_same_queries_for_one_and_three(desk):
    address = reverse("letters:index")
    LetterFactory()
    one = queries_of(desk, address)
    LetterFactory.create_batch(2)

    assert queries_of(desk, address) == one <= MAX_QUERIES


def test_waiting_letter_is_shown_as_it_reads_now(desk):
    letter = message_letter()

    page = desk.get(reverse("letters:letter", args=[letter.pk]))
    body = desk.get(reverse("letters:body", args=[letter.pk]))

    assert page.context["rendered"].subject == "Ta med kopp"
    assert 'sandbox=""' in facts(page)
    assert "<strong>alle</strong>" in body.content.decode()


def test_body_runs_nothing_and_fetches_nothing(desk):
    letter = LetterFactory(state=State.SENT, html="<script>alert(1)</script><img src=https://x.example/i>")

    policy = desk.get(reverse("letters:body", args=[letter.pk])).headers["Content-Security-Policy"]

    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert (rules["default-src"], rules["script-src"], rules["img-src"]) == ("'none'", "'none'", "data:")


def test_sent_letter_is_shown_as_it_was_sent_with_its_calendar_part(desk):
    letter = LetterFactory(
        state=State.SENT,
        subject="Slik var det",
        text="Ordene",
        html="<p>Ordene</p>",
        calendar="BEGIN:VCALENDAR",
    )

    page = desk.get(reverse("letters:letter", args=[letter.pk]))

    assert page.context["rendered"].text == "Ordene"
    assert "BEGIN:VCALENDAR" in facts(page)


def test_letter_that_opens_an_account_shows_nothing_of_what_it_says(desk):
    data = {"subject": "Kode", "text": "Koden er 123456", "html": ""}
    letter = LetterFactory(kind=ACCOUNT_MESSAGE, data=data)

    page = desk.get(reverse("letters:letter", args=[letter.pk]))

    assert "123456" not in page.content.decode()
    assert desk.get(reverse("letters:body", args=[letter.pk])).status_code == 404


def test_letter_that_cannot_be_composed_still_shows_its_facts(desk):
    letter = LetterFactory(
        kind="unknown.kind", to="kari@example.no", state=State.FAILED, last_error="451 later"
    )

    page = desk.get(reverse("letters:letter", args=[letter.pk]))

    assert "LookupError" in page.context["trouble"]
    assert "451 later" in facts(page)


def test_failed_letter_goes_back_in_the_queue_and_is_logged(desk):
    letter = message_letter(state=State.FAILED, attempts=5, last_error="550 no")

    desk.post(reverse("letters:send", args=[letter.pk]))

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.WAITING, 0, "")
    logged = ModelLogEntry.objects.get(action="portal.letter.send_again")
    assert (logged.object_id, logged.user) == (str(letter.pk), desk.user)


def test_pressing_send_again_twice_writes_one_copy(desk):
    letter = message_letter(state=State.SENT)

    answers = [desk.post(reverse("letters:send", args=[letter.pk])) for _press in range(2)]

    copy = Letter.objects.exclude(pk=letter.pk).get()
    assert (copy.state, copy.to) == (State.WAITING, letter.to)
    assert {answer.url for answer in answers} == {reverse("letters:letter", args=[copy.pk])}


def test_all_failed_letters_go_again(desk):
    LetterFactory.create_batch(3, state=State.FAILED)
    LetterFactory(state=State.VOID)
    address = reverse("letters:send_failed")

    assert address in facts(desk.get(reverse("letters:index"), {"state": "failed"}))
    assert address not in facts(desk.get(reverse("letters:index")))

    desk.post(reverse("letters:send_failed"))

    assert Letter.objects.waiting().count() == 3


@pytest.mark.parametrize("state", [State.WAITING, State.FAILED])
def test_letter_that_has_not_left_is_taken_back(desk, state):
    letter = LetterFactory(state=state)

    desk.post(reverse("letters:void", args=[letter.pk]))

    letter.refresh_from_db()
    assert letter.state == State.VOID
    assert ModelLogEntry.objects.filter(action="portal.letter.void").count() == 1


def test_letter_in_a_workers_hand_is_not_taken_back(desk):
    letter = LetterFactory(claimed_until=timezone.now() + timedelta(minutes=1))

    desk.post(reverse("letters:void", args=[letter.pk]))

    letter.refresh_from_db()
    assert letter.state == State.WAITING


def test_reading_does_not_send(desk):
    letter = LetterFactory(state=State.FAILED)

    for name in ("letters:send", "letters:void"):
        assert desk.get(reverse(name, args=[letter.pk])).status_code == 405
    assert desk.get(reverse("letters:send_failed")).status_code == 405
