import threading

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from partners.inputs.actions import (
    answer_input,
    consider_input,
    give_inputs,
    hide_input,
    marker_of,
    set_theme,
    unhide_input,
)
from partners.inputs.errors import InputChanged, InputError
from partners.inputs.models import Answer, Input, Question
from portal.mail.models import Letter


def give(meeting, person, *answers, **changes):
    given = {
        "name": "Kari Eksempel",
        "organisation": "",
        "visibility": "everyone",
        "shown_as": "name",
        "language": "nb",
    }
    return give_inputs(meeting, answers=list(answers), person=person, **given | changes)


def history(input):
    return list(input.changes.values_list("before", "after"))


def logged(input):
    entries = ModelLogEntry.objects.for_instance(input).order_by("timestamp", "pk")
    return list(entries.values_list("action", flat=True))


def test_give_inputs_keeps_question_theme_and_words(meeting, question, giver):
    [input, other] = give(meeting, giver, (question, "Et åpent verksted"), (None, "Lykke til"))

    assert (input.question, input.question_text, input.theme) == (question, question.text, question.theme)
    assert (input.text, input.status, input.giver_name) == ("Et åpent verksted", "new", "Kari Eksempel")
    assert (other.question, other.question_text, other.theme) == (None, "", None)
    assert logged(input) == ["partners.input.give"]


def test_give_inputs_writes_one_receipt_for_all(meeting, question, giver):
    [first, second] = give(
        meeting, giver, (question, "Et åpent verksted"), (None, "Lykke til"), language="en"
    )

    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.language) == ("inputs.receipt", giver.email, "en")
    assert letter.data == {"inputs": [first.pk, second.pk]}


def test_give_inputs_leaves_out_the_receipt_that_another_letter_holds(meeting, giver):
    give(meeting, giver, (None, "Lykke til"), receipt=False)

    assert Input.objects.count() == 1
    assert Letter.objects.count() == 0


def test_give_inputs_twice_with_the_same_words_is_harmless(meeting, question, giver):
    first = give(meeting, giver, (question, "Et åpent verksted"))

    again = give(meeting, giver, (question, " Et åpent verksted\r\n"))

    assert again == first
    assert Letter.objects.count() == 1
    assert logged(first[0]) == ["partners.input.give"]


def test_give_inputs_without_words_gives_nothing(meeting, question, giver):
    assert give(meeting, giver, (question, " \x00\n")) == []
    assert Letter.objects.count() == 0


def test_give_inputs_keeps_what_was_asked_when_the_question_goes(meeting, question, giver):
    [input] = give(meeting, giver, (question, "Et åpent verksted"))

    Question.objects.all().delete()

    input.refresh_from_db()
    assert (input.question, input.question_text) == (None, "Hva skal til for at det lykkes?")


def test_consider_input_is_one_step_however_often(make_input, coordinator):
    input = make_input()

    consider_input(input, by=coordinator)
    consider_input(input, by=coordinator)

    input.refresh_from_db()
    assert input.status == "considering"
    assert history(input) == [("new", "considering")]
    assert logged(input) == ["partners.input.consider"]


def test_answer_input_publishes_logs_and_tells_the_giver(make_input, coordinator, giver):
    input = make_input(language="en")

    answer = answer_input(input, status="adopted", text="Ja, det gjør vi.", by=coordinator)

    input.refresh_from_db()
    assert input.status == "adopted"
    assert history(input) == [("new", "adopted")]
    assert logged(input) == ["partners.input.answer"]
    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.language) == ("inputs.answered", giver.email, "en")
    assert letter.data == {"input": input.pk, "answer": answer.pk}


def test_answer_input_with_the_same_words_is_harmless(make_input, coordinator):
    input = make_input()
    seen = marker_of(input)
    first = answer_input(input, status="adopted", text="Ja.", by=coordinator, seen=seen)

    again = answer_input(input, status="adopted", text="Ja. ", by=coordinator, seen=seen)

    assert again == first
    assert (Answer.objects.count(), Letter.objects.count()) == (1, 1)


def test_answer_input_again_keeps_the_earlier_answer(make_input, coordinator):
    input = make_input()
    answer_input(input, status="partly", text="Kanskje.", by=coordinator)

    answer_input(input, status="adopted", text="Ja.", by=coordinator)

    assert list(input.answers.values_list("status", "text")) == [("partly", "Kanskje."), ("adopted", "Ja.")]
    assert history(input) == [("new", "partly"), ("partly", "adopted")]
    assert Letter.objects.filter(kind="inputs.answered").count() == 2


def test_answer_input_that_somebody_answered_meanwhile_is_refused(make_input, coordinator):
    input = make_input()
    seen = marker_of(input)
    answer_input(input, status="adopted", text="Ja.", by=coordinator, seen=seen)

    with pytest.raises(InputChanged):
        answer_input(input, status="not_adopted", text="Nei.", by=coordinator, seen=seen)

    assert list(input.answers.values_list("text", flat=True)) == ["Ja."]


def test_answer_input_that_is_hidden_is_refused(make_input, coordinator):
    input = make_input(status="hidden")

    with pytest.raises(InputError):
        answer_input(input, status="adopted", text="Ja.", by=coordinator)


def test_answer_input_of_a_forgotten_giver_writes_to_nobody(make_input, coordinator):
    answer_input(make_input(giver=None), status="answered", text="Takk.", by=coordinator)

    assert Letter.objects.count() == 0


def test_hide_input_keeps_the_reason_and_tells_the_giver(make_input, coordinator):
    input = make_input()

    hide_input(input, reason="Navngir\nen privatperson", by=coordinator)
    hide_input(input, reason="En gang til", by=coordinator)

    input.refresh_from_db()
    assert input.status == "hidden"
    assert list(input.changes.values_list("after", "reason", "by")) == [
        ("hidden", "Navngir en privatperson", coordinator.pk)
    ]
    assert [letter.kind for letter in Letter.objects.all()] == ["inputs.hidden"]


def test_unhide_input_brings_back_the_status_and_the_answers(make_input, coordinator):
    input = make_input()
    answer_input(input, status="partly", text="Delvis.", by=coordinator)
    hide_input(input, reason="Feil", by=coordinator)

    unhide_input(input, by=coordinator)
    unhide_input(input, by=coordinator)

    input.refresh_from_db()
    assert input.status == "partly"
    assert history(input) == [("new", "partly"), ("partly", "hidden"), ("hidden", "partly")]


def test_set_theme_logs_before_and_after(make_input, theme, coordinator):
    input = make_input()

    set_theme(input, theme=theme, by=coordinator)
    set_theme(input, theme=theme, by=coordinator)

    input.refresh_from_db()
    assert input.theme == theme
    [entry] = ModelLogEntry.objects.for_instance(input)
    assert (entry.action, entry.data) == ("partners.input.theme", {"theme": [None, theme.pk]})


def together(*calls):
    """Run the calls at once, each in a thread with its own connection; what each returned or raised."""
    barrier = threading.Barrier(len(calls))
    outcomes = [None] * len(calls)

    def run(number, call):
        barrier.wait()
        try:
            outcomes[number] = call()
        except InputError as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_answer_at_once_do_not_overwrite_each_other(make_input, coordinator):
    for number in range(10):
        input = make_input(text=f"Innspill {number}")
        seen = marker_of(input)

        outcomes = together(
            lambda i=input, s=seen: answer_input(i, status="adopted", text="Ja.", by=coordinator, seen=s),
            lambda i=input, s=seen: answer_input(
                i, status="not_adopted", text="Nei.", by=coordinator, seen=s
            ),
        )

        [kept] = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
        assert [outcome for outcome in outcomes if isinstance(outcome, InputChanged)]
        input.refresh_from_db()
        assert (input.status, input.answers.get()) == (kept.status, kept)
        assert history(input) == [("new", kept.status)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_words_sent_at_once_make_one_input(meeting, question, giver):
    outcomes = together(*[lambda: give(meeting, giver, (question, "Et åpent verksted"))] * 8)

    assert {input.pk for [input] in outcomes} == {Input.objects.get().pk}
    assert Letter.objects.count() == 1
