"""The sign-up form, input from anyone, and having one's links sent again: what a visitor meets."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partners.inputs.models import Input
from portal.mail.models import Letter
from tests.factories import PersonFactory, QuestionFactory, SignUpFactory, WorkshopPageFactory, in_days
from tests.workshops.pages import headings, nb, sign_up_data, stamp, words
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def workshop():
    return WorkshopPageFactory(video_capacity=2, video_link="https://video.example/secret")


def post(client, workshop, **fields):
    return client.post(f"{workshop.url}pamelding/", sign_up_data(**fields))


def letters():
    return sorted(letter.kind for letter in Letter.objects.filter(send_after__lte=timezone.now()))


def test_form_has_one_heading_and_no_cache(client, workshop):
    response = client.get(f"{workshop.url}pamelding/")

    assert response.status_code == 200
    assert len(headings(response)) == 1
    assert "no-store" in response["Cache-Control"]


def test_sign_up_gives_a_seat_and_leads_to_check_your_mail(client, workshop):
    response = post(client, workshop, access_needs="Teleslynge")

    signup = SignUp.objects.get()
    assert (response.status_code, response.url) == (302, f"{workshop.url}pamelding-mottatt/")
    assert (signup.name, signup.person.email) == ("Kari Nordmann", "kari@example.no")
    assert (signup.status, signup.attendance) == ("registered", "video")
    assert signup.access_needs == "Teleslynge"


def test_page_after_sign_up_reveals_nothing(client, workshop):
    first = post(client, workshop)
    shown = client.get(first.url).content

    again = post(client, workshop, name="Noen Andre")

    assert again.url == first.url
    assert client.get(again.url).content == shown
    assert SignUp.objects.get().token not in shown.decode()
    assert SignUp.objects.get().name == "Kari Nordmann"


def test_same_address_again_is_told_by_mail_only(client, workshop):
    post(client, workshop)
    post(client, workshop, email=" KARI@example.no ")

    assert SignUp.objects.count() == 1
    assert letters() == ["workshops.already_signed_up", "workshops.confirmation"]


def test_replayed_form_is_harmless(client, workshop):
    data = sign_up_data()

    answers = [client.post(f"{workshop.url}pamelding/", data).status_code for _time in range(3)]

    assert answers == [302, 302, 302]
    assert SignUp.objects.count() == 1


def test_errors_link_to_their_fields_and_keep_everything(client, workshop):
    response = post(client, workshop, name="", email="kari@", access_needs="Døvetolk <b>takk</b>")

    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_name"' in html
    assert 'href="#id_email"' in html
    assert 'value="kari@"' in html
    assert "Døvetolk &lt;b&gt;takk&lt;/b&gt;" in html
    assert SignUp.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("123", "An organisation number has nine digits, such as 974 760 673."),
        (
            "974760674",
            "This is not a Norwegian organisation number: the last digit does not fit. Check the digits.",
        ),
        ("abcdefghi", "An organisation number has nine digits, such as 974 760 673."),
    ],
)
def test_organisation_number_is_checked(client, workshop, number, sentence):
    response = post(
        client, workshop, on_behalf_of="business", organisation_name="Sykkel AS", organisation_number=number
    )

    assert response.status_code == 422
    assert nb(sentence) in words(response)
    assert number in response.content.decode()


def test_organisation_number_may_have_spaces(client, workshop):
    post(
        client,
        workshop,
        on_behalf_of="public",
        organisation_name="Brønnøysundregistrene",
        organisation_number="974 760 673",
    )

    assert SignUp.objects.get().organisation_number == "974760673"


def test_organisation_is_asked_for_only_on_behalf_of_one(client, workshop):
    missing = post(client, workshop, on_behalf_of="association")
    alone = post(client, workshop, organisation_name="Glemt", organisation_number="1")

    assert missing.status_code == 422
    assert nb("Write the name of the organisation you come on behalf of.") in words(missing)
    assert alone.status_code == 302
    assert SignUp.objects.get().organisation_name == ""


def test_attendance_is_asked_for_only_when_there_is_a_choice(client, workshop):
    both = WorkshopPageFactory(format="both", place="Rådhuset", room_capacity=1)
    SignUpFactory(workshop=both, attendance="room")

    one_way = client.get(f"{workshop.url}pamelding/").content.decode()
    two_ways = client.get(f"{both.url}pamelding/")
    unanswered = post(client, both)
    answered = post(client, both, attendance="video")

    assert "attendance" not in one_way
    assert nb("%(way)s (full: you join the waiting list)", way=nb("In the room")) in words(two_ways)
    assert unanswered.status_code == 422
    assert answered.status_code == 302


def test_answers_become_inputs(client, workshop):
    question = QuestionFactory(page=workshop)

    post(
        client,
        workshop,
        **{f"question_{question.pk}": "Legg det ved bussen.", "visibility": "everyone", "shown_as": "name"},
    )

    given = Input.objects.get()
    assert (given.question, given.text, given.giver_name) == (
        question,
        "Legg det ved bussen.",
        "Kari Nordmann",
    )
    assert list(SignUp.objects.get().inputs.all()) == [given]


def test_who_sees_an_answer_is_asked_for_only_when_there_is_one(client, workshop):
    question = QuestionFactory(page=workshop)

    without = post(client, workshop)
    answered = post(client, workshop, **{f"question_{question.pk}": "Ved bussen."})

    assert without.status_code == 302
    assert answered.status_code == 422
    assert "Ved bussen." in answered.content.decode()
    assert Input.objects.count() == 0


@pytest.mark.parametrize("fields", [{"website": "https://spam.example"}, {"shown": ""}, {"shown": "forged"}])
def test_form_in_doubt_is_shown_again_and_then_taken(client, workshop, fields):
    first = post(client, workshop, **fields)
    again = first.context["form"]

    second = post(client, workshop, shown=again.data["shown"], website=again.data["website"])

    assert first.status_code == 422
    assert nb(
        "That was very quick, so please press the button once more. Everything you wrote is still here."
    ) in (words(first))
    assert 'value="Kari Nordmann"' in first.content.decode()
    assert second.status_code == 302
    assert SignUp.objects.count() == 1


def test_form_sent_at_once_is_in_doubt(client, workshop):
    assert post(client, workshop, shown=stamp(seconds=0)).status_code == 422
    assert post(client, workshop, shown=stamp(seconds=4)).status_code == 302


def test_many_forms_from_one_address_are_held_back_with_their_text(client, workshop):
    answers = [post(client, workshop, email="bad", name=f"Nr {n}") for n in range(61)]

    assert answers[59].status_code == 422
    assert answers[60].status_code == 429
    assert 'value="Nr 60"' in answers[60].content.decode()


def test_closed_meeting_keeps_what_was_typed(client, workshop):
    workshop.signup_closes = timezone.now() - HOUR
    workshop.save_revision().publish()

    shown = client.get(f"{workshop.url}pamelding/")
    sent = post(client, workshop)

    assert "<form" not in shown.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    assert sent.status_code == 409
    assert nb("Sign-up has closed.") in words(sent)
    assert 'value="Kari Nordmann"' in sent.content.decode()
    assert SignUp.objects.count() == 0


def test_full_meeting_offers_the_waiting_list(client):
    workshop = WorkshopPageFactory(video_capacity=1)
    SignUpFactory(workshop=workshop)

    shown = client.get(f"{workshop.url}pamelding/")
    post(client, workshop)

    assert nb("Join the waiting list") in words(shown)
    assert SignUp.objects.get(name="Kari Nordmann").status == "waiting"


@pytest.mark.parametrize("name", ["محمد\u202eabc", "Åse 🚲♻️", "<script>alert(1)</script>", "O'Hara & sønn"])
def test_names_of_all_kinds_are_text(client, workshop, name):
    post(client, workshop, name=name)

    signup = SignUp.objects.get()
    page = client.get(signup.get_absolute_url())
    assert "<script>alert(1)" not in page.content.decode()
    assert signup.name in words(page).replace("<script>alert(1)</script>", signup.name)


def test_line_breaks_in_a_name_become_spaces(client, workshop):
    post(client, workshop, name="Kari\r\nBcc: alle@example.no")

    assert SignUp.objects.get().name == "Kari Bcc: alle@example.no"


@pytest.mark.parametrize("field", ["name", "access_needs", "email"])
def test_unseen_characters_are_harmless_or_refused(client, workshop, field):
    response = post(client, workshop, **{field: "ka\x00ri@example.no"})

    assert response.status_code in (302, 422)
    assert all("\x00" not in signup.name for signup in SignUp.objects.all())


@pytest.mark.parametrize(("field", "length"), [("name", 121), ("access_needs", 1001), ("email", 300)])
def test_too_long_text_is_refused_and_kept(client, workshop, field, length):
    text = "a" * length

    response = post(client, workshop, **{field: text})

    assert response.status_code == 422
    assert text in response.content.decode()


def test_form_needs_its_token(workshop):
    assert (
        Client(enforce_csrf_checks=True).post(f"{workshop.url}pamelding/", sign_up_data()).status_code == 403
    )


def test_sign_up_on_the_translation_is_for_the_original(client, workshop, english):
    translation = english(workshop, title="Dialogue meeting")

    response = post(client, translation)

    signup = SignUp.objects.get()
    assert response.url == f"{translation.url}pamelding-mottatt/"
    assert (signup.workshop_id, signup.language) == (workshop.pk, "en")


def give(client, workshop, **fields):
    question = workshop.questions.first() or QuestionFactory(page=workshop)
    data = {
        f"question_{question.pk}": "Vi trenger lager.",
        "name": "Ola",
        "email": "ola@example.no",
        "visibility": "everyone",
        "shown_as": "name",
        "shown": stamp(),
    }
    return client.post(f"{workshop.url}innspill/", data | fields)


def test_anyone_can_give_input_about_the_meeting(client, workshop):
    response = give(client, workshop)

    given = Input.objects.get()
    assert response.url == f"{workshop.url}innspill-mottatt/"
    assert (given.text, given.giver.email, given.page_id) == (
        "Vi trenger lager.",
        "ola@example.no",
        workshop.pk,
    )
    assert len(headings(client.get(response.url))) == 1


def test_input_with_errors_keeps_its_text(client, workshop):
    response = give(client, workshop, visibility="")

    assert response.status_code == 422
    assert "Vi trenger lager." in response.content.decode()
    assert Input.objects.count() == 0


def test_input_is_taken_until_its_deadline(client):
    past = in_days(-20)
    workshop = WorkshopPageFactory(start=past, end=past + HOUR)

    shown = client.get(f"{workshop.url}innspill/")
    sent = give(client, workshop)

    assert nb("The meeting takes no more input.") in words(shown)
    assert sent.status_code == 409
    assert "Vi trenger lager." in sent.content.decode()
    assert Input.objects.count() == 0


def test_links_are_sent_to_those_who_are_signed_up_with_the_same_answer(client):
    signup = SignUpFactory()
    stranger = PersonFactory.build(email="ukjent@example.no")

    answers = [
        client.post("/pamelding/send-lenke/", {"email": email, "shown": stamp()})
        for email in (signup.person.email, stranger.email)
    ]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, "/pamelding/send-lenke/sendt/")
    ] * 2
    assert [letter.to for letter in Letter.objects.filter(kind="workshops.personal_links")] == [
        signup.person.email
    ]
    assert len(headings(client.get("/pamelding/send-lenke/sendt/"))) == 1


def test_links_are_asked_for_in_moderation(client):
    data = {"email": "kari@example.no", "shown": stamp()}

    answers = [client.post("/pamelding/send-lenke/", data).status_code for _time in range(11)]

    assert answers == [302] * 10 + [429]
