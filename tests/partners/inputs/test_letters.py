import pytest

from partners.inputs import letters
from partners.inputs.actions import (
    answer_input,
    consider_input,
    give_inputs,
    hide_input,
    unhide_input,
)
from portal.mail import kinds
from portal.mail.models import Letter


@pytest.fixture
def given_input(meeting, question, giver):
    def give(**changes):
        facts = {
            "name": "Kari Eksempel",
            "organisation": "Eksempel sykkel AS",
            "visibility": "everyone",
            "shown_as": "name",
            "language": "nb",
        }
        return give_inputs(
            meeting, answers=[(question, "<b>Verksted</b> & kafé")], person=giver, **facts | changes
        )[0]

    return give


def test_receipt_tells_what_was_received_and_who_sees_it(given_input):
    input = given_input(language="en", shown_as="anonymous")

    rendered = kinds.render(Letter.objects.get())

    assert rendered.subject == "We have received your input"
    assert "“<b>Verksted</b> & kafé”" in rendered.text
    assert "&lt;b&gt;Verksted&lt;/b&gt; &amp; kafé" in rendered.html
    assert "Anonymous" in rendered.text
    assert f"http://testserver/en/innspill/{input.pk}/" in rendered.text


def test_answer_reaches_the_giver_with_what_it_answers(given_input, coordinator):
    input = given_input(language="en")
    answer_input(input, status="partly", text="Kaféen kommer.\n\nVerkstedet <kanskje>.", by=coordinator)

    rendered = kinds.render(Letter.objects.get(kind="inputs.answered"))

    assert "Partly adopted" in rendered.text
    assert "Verkstedet <kanskje>." in rendered.text
    assert "Verkstedet &lt;kanskje&gt;." in rendered.html
    assert coordinator.email not in rendered.html + rendered.text
    assert coordinator.name not in rendered.html + rendered.text


def test_answer_to_private_input_gives_no_public_address(given_input, coordinator):
    answer_input(given_input(visibility="municipality"), status="adopted", text="Ja.", by=coordinator)

    rendered = kinds.render(Letter.objects.get(kind="inputs.answered"))

    assert "/innspill/" not in rendered.text + rendered.html


def test_hidden_letter_tells_why(given_input, coordinator):
    hide_input(given_input(language="en"), reason="Names a private person", by=coordinator)

    rendered = kinds.render(Letter.objects.get(kind="inputs.hidden"))

    assert rendered.subject == "Your input has been hidden"
    assert "Names a private person" in rendered.text


def test_each_step_is_told_to_the_giver_unless_it_is_past(given_input, coordinator):
    input = given_input(language="en")
    consider_input(input, by=coordinator)
    considering = Letter.objects.get(kind="inputs.considering")
    assert kinds.render(considering).subject == "Your input is being considered"

    hide_input(input, reason="Names a private person", by=coordinator)
    hidden = Letter.objects.get(kind="inputs.hidden")
    unhide_input(input, by=coordinator)

    shown = kinds.render(Letter.objects.get(kind="inputs.shown"))
    assert shown.subject == "Your input is shown again"
    assert "“<b>Verksted</b> & kafé”" in shown.text
    assert "&lt;b&gt;Verksted&lt;/b&gt;" in shown.html
    assert kinds.render(hidden) is None

    answer_input(input, status="adopted", text="Ja.", by=coordinator)

    assert kinds.render(considering) is None


def test_letters_about_a_forgotten_giver_are_not_needed(given_input, giver, coordinator):
    answer_input(given_input(), status="adopted", text="Ja.", by=coordinator)
    giver.delete()

    assert [kinds.render(letter) for letter in Letter.objects.all()] == [None, None]


def test_a_personal_address_goes_before_the_public_one(given_input, monkeypatch):
    input = given_input()
    monkeypatch.setattr(letters, "_finders", [lambda input: "", lambda input: "/pamelding/hemmelig/"])

    assert letters.address_of(input) == "http://testserver/pamelding/hemmelig/"
