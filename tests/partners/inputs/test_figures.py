"""The figures that everyone sees: what has come, what is answered, and how long it takes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.inputs.figures import figures
from tests.factories import AnswerFactory, InputFactory

pytestmark = pytest.mark.django_db


def answered_after(*days, **fields):
    now = timezone.now()
    input = InputFactory(status="adopted", created_at=now - timedelta(days=30), **fields)
    for each in days:
        AnswerFactory(input=input, at=input.created_at + timedelta(days=each))
    return input


def test_wait_is_the_median_until_the_first_answer():
    for days in ((1,), (3, 20), (10,)):
        answered_after(*days)
    InputFactory()

    told = figures()

    assert (told.received, told.answered, told.days) == (4, 3, 3)


def test_only_what_everyone_may_read_counts():
    answered_after(2)
    answered_after(9, visibility="municipality")
    InputFactory(status="hidden")

    told = figures()

    assert (told.received, told.answered, told.days) == (1, 1, 2)


def test_answer_of_the_same_day_took_a_day():
    answered_after(0.1)

    assert figures().days == 1


def test_before_the_first_answer_there_is_no_wait_and_it_is_remembered_for_a_minute():
    page = InputFactory().page
    assert (figures().received, figures().days) == (1, None)
    answered_after(2, page=page)

    assert figures().received == 1


def test_page_tells_them(client):
    answered_after(2)

    page = client.get("/innspill/").content.decode()

    assert "dager til første svar" in page
    assert "er besvart" in page
