"""What was not said to everyone stands nowhere that everyone can read."""

import re

import pytest
from django.urls import reverse

from partners.inputs.actions import answer_input, hide_input
from tests.factories import InputFactory, PersonFactory, QuestionFactory, UserFactory, WorkshopPageFactory
from tests.staff import EDITORS, signed_in

pytestmark = pytest.mark.django_db

MARK = "sjeldenordet"
NAME = "Navnløse Nilsen"
ORGANISATION = "Navnløst Verksted AS"


@pytest.fixture
def meeting():
    return WorkshopPageFactory(title="Dialogmøte om ombruk")


@pytest.fixture
def say(meeting):
    """`say(text, …)`: an input about the meeting with an answer that holds the same words."""

    def said(text, *, hidden=False, **fields):
        giver = PersonFactory(email=f"{MARK}@example.no")
        question = QuestionFactory(page=meeting)
        input = InputFactory(page=meeting, question=question, text=text, giver=giver, **fields)
        by = UserFactory()
        answer_input(input, status="adopted", text=f"Svar: {text}", by=by)
        if hidden:
            hide_input(input, reason=f"Grunn: {text}", by=by)
        return input

    return said


def everything_public(client, meeting):
    """Each address that shows input or counts it, in both languages: (address, body)."""
    addresses = [reverse("input_list"), reverse("input_feed")]
    addresses += [address.replace("/innspill/", "/en/innspill/") for address in addresses]
    addresses += [f"/innspill/?q={MARK}", f"/innspill/?answered=yes&page={meeting.pk}", f"/sok/?q={MARK}"]
    addresses += ["/", "/en/", meeting.url, meeting.get_parent().url, "/sitemap.xml", "/kalender/moter.ics"]
    for address in addresses:
        response = client.get(address, follow=True)
        yield address, response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"visibility": "municipality"}, {"visibility": "partners"}, {"hidden": True}],
    ids=["municipality", "partners", "hidden"],
)
def test_what_is_not_public_is_in_no_public_answer(client, meeting, say, fields):
    input = say(f"Vi har {MARK} i kjelleren.", giver_name=NAME, **fields)

    told = [
        address
        for address, body in everything_public(client, meeting)
        if f"{MARK} i kjelleren" in body or NAME in body or re.search(rf"/innspill/{input.pk}/", body)
    ]

    assert told == []
    assert client.get(input.get_absolute_url()).status_code == 404
    assert "1 innspill" not in client.get(meeting.get_parent().url).content.decode()


def test_the_same_look_finds_what_is_public(client, meeting, say):
    say(f"Vi har {MARK} i kjelleren.", giver_name=NAME)

    told = {address for address, body in everything_public(client, meeting) if f"{MARK} i kjelleren" in body}

    assert told >= {"/", "/innspill/", "/innspill/svar.atom", f"/sok/?q={MARK}", meeting.url}


@pytest.mark.parametrize("shown_as", ["anonymous", "organisation"])
def test_a_name_that_is_not_to_be_shown_is_in_no_public_answer(client, meeting, say, shown_as):
    input = say("Et låsbart lager.", giver_name=NAME, giver_organisation=ORGANISATION, shown_as=shown_as)
    own_page = [(input.get_absolute_url(), client.get(input.get_absolute_url()).content.decode())]
    secret = {"anonymous": [NAME, ORGANISATION], "organisation": [NAME]}[shown_as] + [input.giver.email]

    told = [
        address
        for address, body in [*everything_public(client, meeting), *own_page]
        if any(word in body for word in secret)
    ]

    assert told == []


def test_editors_have_neither_the_queue_nor_its_log(client, say):
    say(f"Vi har {MARK} i kjelleren.", visibility="municipality")
    editor = signed_in(client, EDITORS)

    bodies = {}
    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("inputs:export", args=["csv"]),
        reverse("inputs:index"),
    ):
        response = editor.get(address)
        bodies[address] = response.content.decode() if response.status_code == 200 else ""

    assert [address for address, body in bodies.items() if MARK in body] == []
    assert bodies[reverse("inputs:export", args=["csv"])] == bodies[reverse("inputs:index")] == ""
