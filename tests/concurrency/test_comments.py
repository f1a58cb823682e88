"""Comments under a crowd: a change against an answer, and one link followed many times."""

from functools import partial

import pytest
from django.db import transaction

from partners.comments.actions import Said, change_comment, confirm_comment, give_comment, hold_comment
from partners.comments.models import BlockText
from partners.comments.places import block_id, find_place
from partners.comments.tokens import token_of
from partners.inputs.actions import answer_input, marker_of
from partners.inputs.errors import InputChanged
from partners.inputs.models import Answer, Input
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import PersonFactory, UserFactory
from tests.home.pages import BODY, concept, concepts

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
ROUNDS = 6


@pytest.fixture
def place():
    page = concept(concepts(), body=BODY)
    return find_place(page.pk, block_id(page.body[0]))


@pytest.fixture
def comment(place):
    user = UserFactory()
    person = PersonFactory(email=user.email, user=user)
    return lambda text: give_comment(place, said=Said(text=text), person=person)


def test_an_answer_is_never_to_words_that_were_not_read(comment):
    lead = UserFactory()
    for number in range(ROUNDS):
        given = comment(f"Skal vi, nr. {number}?")
        seen = marker_of(given)

        changed, answered = all_at_once(
            [
                partial(change_comment, given, text="Skal vi ikke?", by=given.giver.user),
                partial(answer_input, given, status="adopted", text="Ja.", by=lead, seen=seen),
            ],
            threads=2,
        )

        # Either the answer was refused, or the words that it is to are kept beside the new ones.
        earlier = [each.text for each in given.earlier_texts.all()]
        assert changed.text == "Skal vi ikke?"
        assert isinstance(answered, InputChanged) == (earlier == [])
        assert earlier in ([], [f"Skal vi, nr. {number}?"])


def test_without_the_lock_an_answer_is_to_words_that_nobody_read(comment):
    given = comment("Skal vi?")
    lead, here = UserFactory(), all_have_read(2)

    @transaction.atomic
    def change_without_lock():
        unanswered = not given.answers.exists()
        here.wait()
        Input.objects.filter(pk=given.pk).update(text="Skal vi ikke?")
        return unanswered

    @transaction.atomic
    def answer_without_lock():
        unchanged = Input.objects.get(pk=given.pk).text == "Skal vi?"
        here.wait()
        Answer.objects.create(input=given, status="adopted", text="Ja.", by=lead)
        return unchanged

    assert all_at_once([change_without_lock, answer_without_lock], threads=2) == [True, True]


def test_one_link_followed_by_many_at_once_makes_one_input(place):
    held = hold_comment(place, said=Said(text="Fra en gjest"), email="ola@example.no")
    token = token_of(held.client_id)

    confirmed = all_at_once([partial(confirm_comment, token)] * 12, threads=6)

    assert {each.input_id for each in confirmed} == {Input.objects.get().pk}
    assert Letter.objects.filter(kind="inputs.receipt").count() == 1


def test_many_who_comment_at_once_keep_one_text(place):
    people = [PersonFactory() for _number in range(12)]

    given = all_at_once(
        [partial(give_comment, place, said=Said(text="Enig"), person=person) for person in people], threads=6
    )

    assert len({each.pk for each in given}) == 12
    assert BlockText.objects.count() == 1
