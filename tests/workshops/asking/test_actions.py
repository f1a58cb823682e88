"""Questions from the room: asked under a name or by nobody, voted up once, and public after the meeting."""

import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from partners.inputs.actions import hide_input
from partners.inputs.models import Input
from portal.live.models import Change
from tests.factories import PersonFactory
from workshops.asking.actions import upvote
from workshops.asking.models import AudienceQuestion, Upvote
from workshops.asking.reading import questions_of
from workshops.live.actions import close_room, open_room
from workshops.live.errors import NotInRoom, RoomClosed
from workshops.live.models import Activity, Participant

pytestmark = pytest.mark.django_db


def bodies():
    return " ".join(str(body) for body in Change.objects.values_list("bodies", flat=True))


def tables_with(text):
    """Every table of the database that has a row with this text in it."""
    return {table for table in connection.introspection.table_names() if _has_row(table, f"%{text}%")}


def _has_row(table, pattern):
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name} AS t WHERE t::text LIKE %s)", [pattern])
        return cursor.fetchone()[0]


def test_each_meeting_has_a_place_for_questions_in_its_language(room):
    assert room.activities.get(kind="questions").title == "Spørsmål"


def test_question_under_a_name_is_an_input_of_who_asks(room, join, asked):
    person = PersonFactory()

    input = asked(join("Kari", person=person, organisation="Sykkelgjengen", kind="business")).input

    assert (input.kind, input.visibility, input.giver) == ("question", "municipality", person)
    assert (input.page_id, input.public_name) == (room.pk, "Kari, Sykkelgjengen")
    assert ModelLogEntry.objects.get(object_id=str(input.pk)).action == "partners.input.give"


def test_who_gave_no_name_asks_as_nobody(join, asked):
    input = asked(join("")).input

    assert (input.shown_as, input.public_name) == ("anonymous", "")


def test_no_table_leads_from_an_anonymous_question_to_who_asked(client, room, activity, join):
    person = PersonFactory()
    here = {"name": "Fuglen", "kind": "self", "client_id": uuid.uuid4()}
    client.post(room.get_absolute_url(), here)
    participant = Participant.objects.get()
    Participant.objects.update(person=person)
    tables_before = tables_with(participant.pk)

    client.post(
        reverse("live_ask", args=[room.code, activity.pk]),
        {"text": "Hvem betaler?", "anonymous": "on", "client_id": uuid.uuid4()},
    )

    input = Input.objects.get()
    assert (input.giver, input.giver_name, input.giver_organisation) == (None, "", "")
    assert tables_with(participant.pk) == tables_before == {"workshops_participant"}
    session = str([each.get_decoded() for each in Session.objects.all()])
    assert str(participant.pk) in session
    assert "Hvem betaler?" not in session and str(input.client_id) not in session
    entry = ModelLogEntry.objects.get(object_id=str(input.pk))
    assert (entry.user, entry.action) == (None, "partners.input.give")
    assert "Fuglen" not in bodies()


def test_named_question_is_found_by_the_same_search(join, asked):
    person = PersonFactory()

    asked(join("Særnavnet", person=person))

    assert "partners_input" in tables_with("Særnavnet")


def test_same_form_twice_is_one_question(join, asked):
    kari, key = join("Kari"), uuid.uuid4()

    first, second = asked(kari, client_id=key), asked(kari, client_id=key)

    assert first == second
    assert AudienceQuestion.objects.count() == 1


def test_vote_counts_once_and_can_be_taken_back(activity, join, asked):
    question, per = asked(join("Kari")), join("Per")

    upvote(question, per, up=True)
    upvote(question, per, up=True)
    assert questions_of(activity).get().votes == 1
    upvote(question, per, up=False)
    upvote(question, per, up=False)

    assert questions_of(activity).get().votes == 0


def test_most_wanted_stands_first_and_of_equals_the_oldest(activity, join, asked):
    kari = join("Kari")
    first, second, third = (asked(kari, text) for text in ("Hvor?", "Når?", "Hvem?"))

    upvote(third, kari, up=True)

    assert list(questions_of(activity)) == [third, first, second]


def test_hidden_question_goes_from_lists_and_from_what_is_told(activity, leader, join, asked):
    question = asked(join("Kari"), "Navngir noen")
    asked(join("Per"), "Når?")

    hide_input(question.input, reason="Navngir en privatperson", by=leader)

    assert [each.input.text for each in questions_of(activity)] == ["Når?"]
    assert "Navngir noen" not in bodies()
    assert "remove" in bodies()


def test_nothing_is_asked_or_voted_in_a_closed_room(room, leader, join, asked):
    kari = join("Kari")
    question = asked(kari)

    close_room(room, by=leader)

    with pytest.raises(RoomClosed):
        asked(kari, "Og nå?")
    with pytest.raises(RoomClosed):
        upvote(question, kari, up=True)
    assert (AudienceQuestion.objects.count(), Upvote.objects.count()) == (1, 0)


def test_nobody_asks_before_it_is_opened(room, join, asked, activity):
    kari = join("Kari")
    Activity.objects.update(opened_at=None)
    activity.refresh_from_db()

    with pytest.raises(NotInRoom):
        asked(kari)


def test_closing_makes_questions_public_once_but_for_hidden_ones(room, leader, join, asked):
    shown, hidden = asked(join("Kari")).input, asked(join("Per")).input
    hide_input(hidden, reason="Ikke her", by=leader)

    close_room(room, by=leader)
    open_room(room.workshop, by=leader)
    close_room(room, by=leader)

    assert [Input.objects.get(pk=each.pk).visibility for each in (shown, hidden)] == [
        "everyone",
        "municipality",
    ]
    assert ModelLogEntry.objects.filter(action="workshops.asking.publish").count() == 1
