"""Comments under a crowd: a change against an answer, and one link followed many times."""

from functools import partial

import pytest
from django.db import transaction

from partners.comments.actions import Said, change_comment, confirm_comment, give_comment, hold_comment
from partners.comments.errors import FilesStay
from partners.comments.models import BlockText
from partners.comments.places import block_id, find_place
from partners.comments.tokens import token_of
from partners.inputs.actions import answer_input, marker_of
from partners.inputs.attaching import MOST_FILES, attach
from partners.inputs.errors import InputChanged
from partners.inputs.models import Answer, Input, InputFile
from portal.files import keep
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import PersonFactory, UserFactory
from tests.home.pages import BODY, concept, concepts
from tests.uploads import PDF, upload

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


def test_files_never_change_under_an_answer(comment):
    lead = UserFactory()
    for number in range(ROUNDS):
        given = comment(f"Se tegningen, nr. {number}.")
        attach(given, [upload()], by=given.giver.user)
        seen, keys = marker_of(given), [given.files.get().pk]

        changed, answered = all_at_once(
            [
                partial(change_comment, given, text=given.text, by=given.giver.user, removed=keys),
                partial(answer_input, given, status="adopted", text="Fin tegning.", by=lead, seen=seen),
            ],
            threads=2,
        )

        # Either the answer was refused, or the file that it is to stays.
        assert isinstance(answered, InputChanged) != isinstance(changed, FilesStay)
        assert given.files.count() == isinstance(changed, FilesStay)


def test_there_is_room_for_three_files_however_many_come_at_once(comment):
    given = comment("Se tegningene.")
    by = given.giver.user
    pairs = [[upload(content=PDF + bytes([n])) for n in (number, number + 1)] for number in (0, 2, 4, 6)]

    outcomes = all_at_once(
        [partial(change_comment, given, text=given.text, by=by, added=pair) for pair in pairs], threads=4
    )

    assert sorted(type(each).__name__ for each in outcomes) == ["Input", *["TooManyFiles"] * 3]
    assert given.files.count() == 2


def test_without_the_lock_there_are_too_many_files(comment):
    given = comment("Se tegningene.")
    here = all_have_read(2)

    @transaction.atomic
    def attach_without_lock(number):
        has_room = given.files.count() + 2 <= MOST_FILES
        here.wait()
        if has_room:
            for each in (number, number + 1):
                keep(InputFile, upload(content=PDF + bytes([each])), input=given)

    all_at_once([partial(attach_without_lock, 0), partial(attach_without_lock, 2)], threads=2)

    assert given.files.count() == 4 > MOST_FILES


def test_one_comment_sent_many_times_at_once_has_its_file_once(place):
    user = UserFactory()
    person = PersonFactory(email=user.email, user=user)
    send = partial(give_comment, place, said=Said(text="Se her."), person=person, files=[upload()])

    outcomes = all_at_once([send] * 8, threads=8)

    assert {each.pk for each in outcomes} == {Input.objects.get().pk}
    assert InputFile.objects.count() == 1


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
