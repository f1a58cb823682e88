"""Which letters somebody gets, in what language, and turning them off from the letter itself."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from partners.people.actions import claim
from partners.people.models import Person, Unwanted
from partners.people.wishes import token_of, turn_off, want_only
from portal.mail import kinds, topics
from portal.mail.delivery import deliver_due
from portal.mail.message import build
from portal.mail.models import Letter
from portal.security import HideTokens
from tests.factories import LetterFactory, MembershipFactory, PersonFactory, SignUpFactory, UserFactory
from tests.partners.people.conftest import sign_in
from tests.staff import facts
from workshops.signups import plan

pytestmark = pytest.mark.django_db
ADDRESS = "kari@husflid.example"
OPTIONAL = {
    "threads.answered": "threads.replies",
    "threads.mentioned": "threads.mentions",
    "threads.outcome": "threads.reports",
    "threads.replies": "threads.replies",
    "workshops.reminder": "meetings.reminder",
    "workshops.thanks": "meetings.after",
    "inputs.answered": "inputs.answers",
    "inputs.answered_together": "inputs.answers",
    "inputs.approved": "inputs.progress",
    "inputs.receipt": "inputs.progress",
    "inputs.considering": "inputs.progress",
    "inputs.considering_together": "inputs.progress",
    "inputs.draft_asked": "inputs.drafts",
    "inputs.draft_published": "inputs.drafts",
    "inputs.draft_returned": "inputs.drafts",
    "organisations.asked": "organisations.requests",
    "groups.asked": "groups.requests",
    "decisions.opened": "decisions.votes",
    "decisions.reminder": "decisions.votes",
    "decisions.closed": "decisions.votes",
    "decisions.outcome": "decisions.votes",
    "decisions.review": "decisions.review",
    "tasks.due": "tasks",
    "callouts.asked": "callouts.asked",
    "callouts.tomorrow": "callouts.reminders",
    "minutes.reminder": "minutes.reminder",
    "minutes.approved": "minutes.minutes",
    "matching.asked": "matching.meeting",
    "matching.met": "matching.meeting",
    "notices.news": "notices",
}


@pytest.fixture
def person():
    return PersonFactory(email=ADDRESS)


def reminder(person, **fields):
    signup = SignUpFactory(person=person)
    return LetterFactory(kind=plan.REMINDER, to=person.email, data={"signup": signup.pk}, **fields)


def off_address(person, code="meetings.reminder"):
    return reverse("letters_off", args=[token_of(person.pk, code)])


def test_every_kind_of_letter_has_a_topic_and_only_these_may_be_turned_off():
    assert kinds.registered_kinds() - topics.kinds_with_topic() == {"portal.message"}
    assert {
        kind: topic.code
        for kind in kinds.registered_kinds()
        if (topic := topics.optional_topic_of(kind)) is not None
    } == OPTIONAL


def test_every_letter_that_always_comes_says_why():
    assert [topic.code for topic in topics.topics(optional=False) if not str(topic.needed).strip()] == []


def test_unwanted_letter_is_not_sent_even_when_it_waited_already(person, smtp_server):
    letter = reminder(person)
    turn_off(person, topics.optional_topic("meetings.reminder"))

    deliver_due()

    letter.refresh_from_db()
    assert (letter.state, smtp_server.messages) == (Letter.State.VOID, [])


def test_wanted_letter_is_sent_though_another_topic_is_unwanted(person, smtp_server):
    turn_off(person, topics.optional_topic("meetings.after"))
    reminder(person)

    deliver_due()

    assert len(smtp_server.to(ADDRESS)) == 1


def test_letter_that_is_needed_comes_whatever_stands_in_the_table(person):
    Unwanted.objects.create(person=person, topic="meetings.place")
    signup = SignUpFactory(person=person)
    letter = LetterFactory(kind=plan.CONFIRMATION, to=ADDRESS, data={"signup": signup.pk})

    assert kinds.render(letter) is not None
    assert kinds.render(letter).off_url == ""


def test_optional_letter_leads_to_where_it_is_turned_off(person):
    rendered = kinds.render(letter := reminder(person))
    message = build(letter, rendered)

    assert rendered.off_url == f"http://testserver{off_address(person)}"
    assert rendered.off_url in rendered.text
    assert f'href="{rendered.off_url}"' in rendered.html
    assert message["List-Unsubscribe"] == f"<{rendered.off_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ADDRESS not in rendered.off_url


def test_headers_survive_the_way_through_a_mail_server(person, smtp_server):
    reminder(person)

    deliver_due()

    [message] = smtp_server.messages
    assert message["List-Unsubscribe"] == f"<http://testserver{off_address(person)}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_program_turns_it_off_by_one_post_without_cookies(person):
    client = Client(enforce_csrf_checks=True)

    answers = [
        client.post(off_address(person), {"List-Unsubscribe": "One-Click"}, headers={"cookie": ""})
        for _twice in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [each.topic for each in person.unwanted.all()] == ["meetings.reminder"]


def test_mail_program_may_post_the_form_as_parts(person):
    body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'

    Client(enforce_csrf_checks=True).generic(
        "POST", off_address(person), body, content_type="multipart/form-data; boundary=x"
    )

    assert person.unwanted.count() == 1


def test_looking_at_the_address_changes_nothing(client, person):
    answer = client.get(off_address(person))

    assert "Vil du slå av disse e-postene?" in facts(answer)
    assert not person.unwanted.exists()


def test_what_is_turned_off_can_be_turned_on_from_the_same_page(client, person):
    client.post(off_address(person))

    answer = client.post(off_address(person), {"action": "on"})

    assert "Du får slike e-poster igjen" in facts(answer)
    assert not person.unwanted.exists()


@pytest.mark.parametrize("code", ["meetings.place", "people.account", "no.such.topic"])
def test_key_for_what_cannot_be_turned_off_opens_nothing(client, person, code):
    assert client.post(off_address(person, code)).status_code == 404
    assert not Unwanted.objects.exists()


def test_key_stands_in_no_log_line(person):
    record = logging.LogRecord("x", logging.INFO, "", 0, "GET %s 200", (off_address(person),), None)

    HideTokens().filter(record)

    assert record.getMessage() == "GET /min-side/varsler/av/…/ 200"


def test_guesses_are_refused_and_counted(client, person):
    address = reverse("letters_off", args=[f"{person.pk}:meetings.reminder:{'a' * 43}"])

    answers = [client.post(address).status_code for _try in range(61)]

    assert (set(answers[:60]), answers[60]) == ({404}, 429)
    assert client.get(off_address(person)).status_code == 200


def test_page_of_choices_saves_what_is_wanted_and_says_what_always_comes(client, account):
    person = claim(account, email=account.email)
    client.force_login(account)

    client.post("/min-side/varsler/", {"meetings.after": "on", "inputs.answers": "on"})
    page = facts(client.get("/min-side/varsler/"))

    assert {each.topic for each in person.unwanted.all()} == {
        "meetings.reminder",
        "inputs.progress",
        "organisations.requests",
        "groups.requests",
        "decisions.votes",
        "decisions.review",
        "minutes.reminder",
        "minutes.minutes",
        "matching.meeting",
        "tasks",
        "callouts.asked",
        "callouts.reminders",
        "threads.replies",
        "threads.mentions",
        "threads.reports",
        "notices",
    }
    assert re.findall(r'name="([\w.]+)"[^>]*checked', page) == ["meetings.after", "inputs.answers"]
    assert "Uten kodene kan du ikke logge inn" in page
    entry = ModelLogEntry.objects.get(action="partners.person.letters")
    assert (entry.object_id, entry.label) == (str(person.pk), str(person.pk))


def test_letters_at_work_are_chosen_by_those_who_work_here_alone(client, account):
    person = claim(account, email=account.email)
    turn_off(person, topics.optional_topic("inputs.drafts"))
    client.force_login(account)
    assert 'name="inputs.drafts"' not in client.get("/min-side/varsler/").text
    client.post("/min-side/varsler/", {"meetings.after": "on"})
    assert person.unwanted.filter(topic="inputs.drafts").exists()

    account.is_staff = True
    account.save()

    assert 'name="inputs.drafts"' in client.get("/min-side/varsler/").text
    client.post("/min-side/varsler/", {"inputs.drafts": "on"})
    assert not person.unwanted.filter(topic="inputs.drafts").exists()


def test_choosing_the_same_twice_is_harmless(person):
    for _twice in range(2):
        want_only(person, {"meetings.after"})

    assert person.unwanted.count() == 17
    assert ModelLogEntry.objects.filter(action="partners.person.letters").count() == 1


def test_choices_can_be_made_before_anything_is_given(client, account):
    client.force_login(account)

    client.post("/min-side/varsler/", {})

    assert Person.objects.get(email=account.email).unwanted.count() == 18


def test_choices_follow_to_a_new_address(account):
    old = claim(account, email=account.email)
    there = PersonFactory(email="kari@ny.example")
    turn_off(old, topics.optional_topic("meetings.reminder"))
    turn_off(old, topics.optional_topic("meetings.after"))
    turn_off(there, topics.optional_topic("meetings.after"))

    claim(account, email=there.email)

    assert [each.topic for each in there.unwanted.all()] == ["meetings.after", "meetings.reminder"]


def test_letters_are_written_in_the_language_that_the_reader_has_chosen(client, account, smtp_server):
    person = claim(account, email=account.email)
    client.force_login(account)
    answer = client.post("/min-side/sprak/", {"language": "en"})
    reminder(person, language="nb")

    deliver_due()

    [message] = smtp_server.messages
    assert answer["Location"] == "/en/min-side/"
    assert message["Subject"].startswith("Reminder:")
    assert message["Content-Language"] == "en"
    assert "/en/min-side/varsler/av/" in message["List-Unsubscribe"]
    assert Letter.objects.get(kind=plan.REMINDER).language == "en"


def test_letter_about_an_organisation_is_in_the_readers_language_too(account):
    claim(account, email=account.email)
    account.language = "en"
    account.save()
    it = MembershipFactory(user=account, role="owner").organisation
    letter = LetterFactory(
        kind="organisations.let_in", to=account.email, data={"user": account.pk, "organisation": it.pk}
    )

    rendered = kinds.render(letter)

    assert rendered.subject == f"You can now act for {it.name}"
    assert f"/en/partner/virksomhet/{it.pk}/" in rendered.text


def test_whoever_has_not_chosen_is_written_to_as_before(person):
    assert kinds.render(reminder(person, language="en")).subject.startswith("Reminder:")


def test_sign_in_leads_to_the_chosen_language(client, account):
    account.language = "en"
    account.save()

    assert sign_in(client, account.email)["Location"] == "/en/min-side/"


def test_unknown_language_is_refused(client, account):
    client.force_login(account)

    client.post("/min-side/sprak/", {"language": "xx"})

    account.refresh_from_db()
    assert account.language == ""


def test_names_of_topics_are_for_people_of_both_languages(client):
    user = UserFactory()
    client.force_login(user)

    assert "Påminnelser om møter" in facts(client.get("/min-side/varsler/"))
    assert "Reminders of meetings" in facts(client.get("/en/min-side/varsler/"))
