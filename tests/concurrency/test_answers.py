"""Answers under a crowd: two approve at once, two answer at once, two draft at once."""

from functools import partial

import pytest
from django.db import transaction

from partners.inputs.actions import answer_input, marker_of
from partners.inputs.drafting import draft_answer, draft_answers, publish_draft
from partners.inputs.drafts import AnswerDraft
from partners.inputs.errors import AnswerDrafted, DraftChanged, InputChanged
from partners.inputs.models import Answer
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import InputFactory, PersonFactory, UserFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
ROUNDS = 6


def draft_for(inputs):
    seen = {each.pk: marker_of(each) for each in inputs}
    return draft_answers(inputs, status="adopted", text="Ja.", by=UserFactory(), seen=seen, ask=True)[0]


def test_two_who_approve_at_once_publish_one_answer_and_one_letter_to_each_giver():
    for _round in range(ROUNDS):
        kari, ola = PersonFactory(), PersonFactory()
        inputs = [InputFactory(giver=kari), InputFactory(giver=kari), InputFactory(giver=ola)]
        draft = draft_for(inputs)

        outcomes = all_at_once(
            [partial(publish_draft, draft, by=UserFactory(), turn=1) for _number in range(2)], threads=2
        )

        assert [type(each) for each in outcomes if isinstance(each, Exception)] == [DraftChanged]
        assert Answer.objects.filter(input__in=inputs).count() == 3
        for giver in (kari, ola):
            assert Letter.objects.filter(to=giver.email, kind__startswith="inputs.answered").count() == 1


def test_without_the_lock_two_who_approve_publish_two_answers():
    input = InputFactory()
    draft, here = draft_for([input]), all_have_read(2)

    @transaction.atomic
    def publish_without_lock():
        is_open = AnswerDraft.objects.get(pk=draft.pk).is_open
        here.wait()
        if is_open:
            Answer.objects.create(input=input, status=draft.status, text=draft.text, by=draft.by)

    all_at_once([publish_without_lock] * 2, threads=2)

    assert Answer.objects.filter(input=input).count() == 2


def test_of_two_who_answer_at_once_one_is_told():
    for _round in range(ROUNDS):
        input = InputFactory()
        seen = marker_of(input)

        outcomes = all_at_once(
            [
                partial(answer_input, input, status="adopted", text=text, by=UserFactory(), seen=seen)
                for text in ("Ja.", "Javisst.")
            ],
            threads=2,
        )

        assert [type(each) for each in outcomes if isinstance(each, Exception)] == [InputChanged]
        assert input.answers.count() == 1


def test_of_two_who_draft_at_once_one_is_told():
    for _round in range(ROUNDS):
        input = InputFactory()
        seen = marker_of(input)

        outcomes = all_at_once(
            [
                partial(draft_answer, input, status="adopted", text=text, by=UserFactory(), seen=seen)
                for text in ("Ja.", "Javisst.")
            ],
            threads=2,
        )

        assert [type(each) for each in outcomes if isinstance(each, Exception)] == [AnswerDrafted]
        assert input.drafted.count() == 1
