import pytest
from django.utils import translation

from partners.inputs.forms import AnswersMixin, InputForm
from partners.inputs.models import Question
from portal.forms import PortalForm


class QuestionsForm(AnswersMixin, PortalForm):
    pass


def filled(question, **changes):
    return {
        f"question_{question.pk}": "Et åpent verksted",
        "visibility": "everyone",
        "shown_as": "name",
        "name": "Kari Eksempel",
        "email": "kari@example.no",
    } | changes


def test_answers_are_given_in_the_order_of_the_questions(meeting, question):
    second = Question.objects.create(page=meeting, text="Hvilken rolle?", sort_order=1)
    form = QuestionsForm(
        {f"question_{second.pk}": " Verksted ", f"question_{question.pk}": "Åpent", "visibility": "everyone"}
        | {"shown_as": "name"},
        page=meeting,
    )

    assert form.is_valid(), form.errors
    assert form.answers() == [(question, "Åpent"), (second, "Verksted")]


def test_nothing_must_be_chosen_when_nothing_is_answered(meeting, question):
    form = QuestionsForm({}, page=meeting)

    assert form.is_valid()
    assert form.answers() == []


def test_who_sees_it_must_be_chosen_as_soon_as_something_is_answered(meeting, question):
    form = QuestionsForm({f"question_{question.pk}": "Åpent"}, page=meeting)

    assert set(form.errors) == {"visibility", "shown_as"}


def test_a_page_without_questions_adds_no_fields(meeting):
    assert list(QuestionsForm(page=meeting).fields) == []


def test_the_form_says_that_it_can_become_a_case_document(meeting, question):
    html = str(QuestionsForm(page=meeting))

    assert "saksdokument" in html
    assert "offentleglova § 3" in html
    assert "forretningshemmelighet" in html


def test_each_choice_says_what_it_means(meeting, question):
    form = QuestionsForm(page=meeting)

    with translation.override("en"):
        html = str(form)

    assert html.count('<p data-field="description" id="id_') == html.count("aria-describedby") == 8
    assert "Published at once" in html
    assert "They read it in their workspace. The public does not." in html
    assert "The municipality always sees who you are." in html


def test_what_only_the_municipality_sees_needs_no_choice_of_name(meeting, question):
    words = {f"question_{question.pk}": "Åpent"}
    private = QuestionsForm(words | {"visibility": "municipality"}, page=meeting)
    public = QuestionsForm(words | {"visibility": "everyone"}, page=meeting)

    assert private.is_valid()
    assert private.cleaned_data["shown_as"] == "anonymous"
    assert set(public.errors) == {"shown_as"}


@pytest.mark.parametrize("organisation", ["", "Eksempel sykkel AS"])
def test_an_organisation_is_shown_only_when_there_is_one(meeting, question, organisation):
    form = InputForm(filled(question, shown_as="organisation", organisation=organisation), page=meeting)

    assert form.is_valid() == bool(organisation)
    assert set(form.errors) == (set() if organisation else {"shown_as"})


def test_input_without_words_is_told_so_at_the_first_question(meeting, question):
    form = InputForm(filled(question) | {f"question_{question.pk}": " \x00 "}, page=meeting)

    assert set(form.errors) == {f"question_{question.pk}"}


def test_too_long_input_is_refused_and_kept(meeting, question):
    form = InputForm(filled(question) | {f"question_{question.pk}": "a" * 4001}, page=meeting)

    assert set(form.errors) == {f"question_{question.pk}"}
    assert "a" * 4001 in str(form[f"question_{question.pk}"])


def test_free_text_comes_last_and_without_a_question(meeting, question):
    form = InputForm(filled(question, other="Lykke til"), page=meeting)

    assert form.is_valid(), form.errors
    assert form.answers() == [(question, "Et åpent verksted"), (None, "Lykke til")]
