"""Notes on a live board: written, changed, taken back, arranged, hidden, revealed, and given dots."""

import json
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from wagtail.models import ModelLogEntry

from partners.inputs.actions import hide_input, unhide_input
from partners.inputs.models import Input
from portal.live.models import Change
from portal.mail.models import Letter
from tests.factories import PersonFactory, QuestionFactory, SignUpFactory, WorkshopPageFactory
from tests.staff import queries_of
from tests.workshops.pages import headings, nb, words
from workshops.boards.actions import change_note, give_dot, take_dot_back, take_note_back
from workshops.boards.arranging import (
    close_dots,
    enter_paper_dots,
    hide_note,
    move_note,
    name_cluster,
    open_dots,
    reveal,
    set_frozen,
    set_up,
    show_note_again,
    split_cluster,
    stack_notes,
    write_paper_note,
)
from workshops.boards.errors import Frozen, Gone, NoDotsLeft, NoRound, NotYours, OneDotEach, RoundGoesOn
from workshops.boards.models import Note
from workshops.boards.reading import picture_of
from workshops.live.actions import claim_participant, close_room, open_room

pytestmark = pytest.mark.django_db


def told(board):
    return [
        change.bodies for change in Change.objects.filter(room__name=f"board:{board.pk}").order_by("number")
    ]


def texts(pile):
    return [note.input.text for note in pile.notes]


def test_board_is_made_with_the_room_from_the_questions_of_the_meeting(leader):
    workshop = WorkshopPageFactory()
    QuestionFactory(page=workshop, text="Hva må til?")

    room = open_room(workshop, by=leader)

    assert [column.title for column in room.activities.get(kind="board").board.columns.all()] == [
        "Hva må til?"
    ]


def test_note_is_an_input_of_the_meeting_with_its_question(write, board, join):
    person = PersonFactory()
    bird = join("Fuglen", kind="business", organisation="Sykkelgjengen", person=person)

    note = write("  Bussen må\r\nstoppe  ", by=bird)

    input = Input.objects.get()
    assert (input.text, input.question.text, input.page_id) == (
        "Bussen må\nstoppe",
        "Hva må til?",
        board.activity.room.workshop_id,
    )
    assert (input.giver, input.public_name) == (person, "Fuglen, Sykkelgjengen")
    assert (note.participant, note.kind) == (bird, "business")


def test_note_is_the_meetings_own_until_the_room_is_closed(write, room, leader, client):
    note = write("Bussen må stoppe")
    assert not Input.objects.public().exists()
    assert client.get(note.input.get_absolute_url()).status_code == 404

    close_room(room, by=leader)

    assert Input.objects.public().get() == note.input
    assert "Bussen må stoppe" in words(client.get(note.input.get_absolute_url()))


def test_hidden_note_stays_hidden_when_the_room_is_closed(write, room, leader):
    hide_note(write(), reason="Navngir en nabo", by=leader)

    close_room(room, by=leader)

    assert not Input.objects.public().exists()


def test_each_giver_gets_one_receipt_for_all_of_their_notes_when_the_room_closes(write, room, leader, join):
    kari = join("Kari", person=PersonFactory(email="kari@example.no"))
    for text in ("En", "To"):
        write(text, by=kari)
    write("Tre", by=join("Uten konto"))

    close_room(room, by=leader)
    close_room(room, by=leader)

    letters = Letter.objects.filter(kind="inputs.receipt")
    assert [(letter.to, len(letter.data["inputs"])) for letter in letters] == [("kari@example.no", 2)]


def test_note_stands_on_the_personal_page_of_its_giver(write, room, join, client):
    signup = SignUpFactory(workshop=room.workshop)
    write("Fra Kari", by=join("Kari", person=signup.person, signup=signup))

    assert "Fra Kari" in words(client.get(signup.get_absolute_url()))


def test_notes_under_a_name_become_those_of_who_proves_to_be_the_participant(write, join, client, room):
    bird = join("Fuglen")
    named, secret = write("Med navn", by=bird), write("Uten navn", by=bird, is_anonymous=True)
    person = PersonFactory()

    claim_participant(bird, person=person)

    named.input.refresh_from_db()
    secret.input.refresh_from_db()
    assert (named.input.giver, secret.input.giver) == (person, None)


def test_note_sent_twice_is_one(write, join):
    bird, key = join("Fuglen"), uuid.uuid4()

    assert write("En", by=bird, client_id=key) == write("En", by=bird, client_id=key)
    assert Note.objects.count() == 1


def test_no_table_and_no_log_can_tell_who_wrote_an_anonymous_note(write, join):
    person = PersonFactory()
    secret = join("Kari Hemmelig", person=person, kind="public")
    tables = set(connection.introspection.table_names())
    before = {table: rows_of(table) for table in tables}

    write("Uten navn", by=secret, is_anonymous=True)

    new = [row for table in tables for row in rows_of(table) - before[table]]
    assert any("Uten navn" in row for row in new)
    traces = [str(secret.pk), secret.pk.hex, "Kari Hemmelig", person.email]
    assert [row for row in new if any(trace in row for trace in traces)] == []
    assert (Note.objects.get().participant, Note.objects.get().kind) == (None, "")
    assert Input.objects.get().giver is None


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" AS t')
        return {row[0] for row in cursor.fetchall()}


def test_own_note_is_changed_with_a_trace_of_what_stood_before(write, join):
    bird = join("Fuglen")
    note = write("Før", by=bird)

    change_note(note, text="Etter", participant=bird)

    assert Input.objects.get().text == "Etter"
    entry = ModelLogEntry.objects.get(action="workshops.note.change")
    assert (entry.data, entry.user) == ({"text": ["Før", "Etter"]}, None)


def test_anonymous_note_is_changed_by_who_holds_its_key_only(write, join):
    bird = join("Fuglen")
    note = write("Før", by=bird, is_anonymous=True)

    with pytest.raises(NotYours):
        change_note(note, text="Etter", participant=bird)

    change_note(note, text="Etter", participant=bird, own={note.input.client_id})
    assert Input.objects.get().text == "Etter"


def test_note_of_another_is_not_changed_nor_taken_back(write, join):
    note, other = write(), join("En annen")

    with pytest.raises(NotYours):
        change_note(note, text="Mitt", participant=other)
    with pytest.raises(NotYours):
        take_note_back(note, participant=other)


def test_note_that_is_taken_back_is_gone_and_is_told_no_more(write, board, join):
    bird = join("Fuglen")
    note = write("Angrer", by=bird)

    take_note_back(note, participant=bird)

    assert Input.objects.count() == 0
    assert "Angrer" not in json.dumps(told(board))


def test_frozen_board_takes_nothing(write, board, leader, join):
    bird = join("Fuglen")
    note = write(by=bird)
    set_frozen(board, True, by=leader)

    for attempt in (
        lambda: write(by=bird),
        lambda: change_note(note, text="Nytt", participant=bird),
        lambda: take_note_back(note, participant=bird),
    ):
        with pytest.raises(Frozen):
            attempt()

    set_frozen(board, False, by=leader)
    assert write(by=bird)


def test_private_notes_are_their_writers_own_until_they_are_revealed(write, board, leader, join):
    set_up(board, is_private=True, everyone_arranges=False, by=leader)
    board.refresh_from_db()
    bird = join("Fuglen")
    write("Hemmelig", by=bird)
    write("Annen", by=join("To"))

    mine = picture_of(board, participant=bird)
    assert (texts(mine.columns[0]), mine.columns[0].unseen) == (["Hemmelig"], 1)
    assert texts(picture_of(board).columns[0]) == []
    assert texts(picture_of(board, sees_all=True).columns[0]) == ["Hemmelig", "Annen"]
    assert "Hemmelig" not in json.dumps(told(board))

    reveal(board, by=leader)

    board.refresh_from_db()
    assert texts(picture_of(board).columns[0]) == ["Hemmelig", "Annen"]


@pytest.mark.parametrize("is_revealed", [False, True])
def test_notes_shown_to_all_are_hidden_when_they_are_made_private(write, board, leader, is_revealed):
    if is_revealed:
        set_up(board, is_private=True, everyone_arranges=False, by=leader)
        reveal(board, by=leader)
    board.refresh_from_db()
    write("Vist")

    set_up(board, is_private=True, everyone_arranges=False, by=leader)

    board.refresh_from_db()
    write("Senere")
    pile = picture_of(board).columns[0]
    assert (texts(pile), pile.unseen) == ([], 2)
    assert not any(word in json.dumps(told(board)) for word in ("Vist", "Senere"))


def test_board_that_was_revealed_stays_so_when_something_else_is_changed(client, write, board, leader):
    set_up(board, is_private=True, everyone_arranges=False, by=leader)
    reveal(board, by=leader)
    write("Vist")
    client.force_login(leader)

    client.post(lead(board), {"do": "set_up", "everyone_arranges": "on"})

    board.refresh_from_db()
    assert (board.shows_notes, board.everyone_arranges) == (True, True)


def test_console_says_that_notes_are_private_beside_the_way_to_reveal_them(client, board, leader, room):
    client.force_login(leader)
    client.post(lead(board), {"do": "set_up", "is_private": "on"})

    page = words(client.get(reverse("live_console", args=[room.code])))

    assert nb("The notes are private.") in page
    assert nb("Reveal the notes") in page


def test_notes_are_put_in_order(write, board, column, leader):
    one, two, three = write("1"), write("2"), write("3")

    move_note(three, column=column, before=one, by=leader)
    move_note(one, column=column, by=leader)

    assert texts(picture_of(board).columns[0]) == ["3", "2", "1"]
    write("4")
    assert texts(picture_of(board).columns[0]) == ["3", "2", "1", "4"]
    assert two.pk


def test_notes_are_stacked_named_and_split(write, board, leader):
    one, two, three = write("1"), write("2"), write("3")

    cluster = stack_notes(two, one, by=leader)
    stack_notes(three, one, by=leader)
    name_cluster(cluster, name=" Buss ", by=leader)

    (pile,) = picture_of(board).columns[0].clusters
    assert (pile.thing.name, texts(pile), texts(picture_of(board).columns[0])) == (
        "Buss",
        ["1", "2", "3"],
        [],
    )

    split_cluster(cluster, by=leader)

    assert (texts(picture_of(board).columns[0]), picture_of(board).columns[0].clusters) == (
        ["1", "2", "3"],
        [],
    )


def test_cluster_moves_no_note_to_another_board(write, board, leader, client):
    note = write()
    other = open_room(WorkshopPageFactory(), by=leader).activities.get(kind="board").board.columns.first()
    client.force_login(leader)

    client.post(lead(board), {"note": note.pk, "to": f"c{other.pk}"})

    note.refresh_from_db()
    assert note.column.board == board


def test_hidden_note_leaves_every_screen_and_comes_back(write, board, leader):
    note = write("Navngir naboen")

    hide_note(note, reason="Navngir en nabo", by=leader)

    assert texts(picture_of(board, sees_all=True).columns[0]) == []
    assert "Navngir" not in json.dumps(told(board))
    show_note_again(note, by=leader)
    assert texts(picture_of(board).columns[0]) == ["Navngir naboen"]


def test_note_hidden_at_the_desk_leaves_every_screen_too(write, board, leader):
    note = write("Navngir naboen")

    hide_input(note.input, reason="Navngir en nabo", by=leader)

    assert "gone" in str(told(board)[-1])
    assert "Navngir" not in json.dumps(told(board))
    unhide_input(note.input, by=leader)
    assert "Navngir naboen" in json.dumps(told(board)[-2:])


def test_dot_on_a_hidden_note_can_be_given_again(write, board, leader, join):
    round = open_dots(board, per_person=1, several_on_one=False, by=leader)
    hidden, other, bird = write("Navngir naboen"), write("Buss"), join("Fuglen")
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=hidden)

    hide_note(hidden, reason="Navngir en nabo", by=leader)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=other)

    assert list(round.dots.values_list("note", flat=True)) == [other.pk]


def test_note_that_was_taken_back_in_between_is_moved_and_changed_by_nobody(write, column, join, leader):
    bird = join("Fuglen")
    gone, other = write("Buss", by=bird), write("Tog")
    take_note_back(gone, participant=bird)

    for press in (
        lambda: move_note(gone, column=column, by=leader),
        lambda: stack_notes(gone, other, by=leader),
        lambda: stack_notes(other, gone, by=leader),
        lambda: change_note(gone, text="Buss 2", participant=bird),
        lambda: take_note_back(gone, participant=bird),
    ):
        with pytest.raises(Gone):
            press()


def test_paper_note_is_marked_and_nobodys(board, column, leader):
    note = write_paper_note(column, text="På gul lapp", by=leader)

    assert (note.is_paper, note.participant, note.input.public_name) == (True, None, "")


def test_dots_are_counted_when_the_round_is_closed_only(write, board, leader, join):
    note, other = write("1"), write("2")
    cluster = stack_notes(other, write("3"), by=leader)
    round = open_dots(board, per_person=2, several_on_one=False, by=leader)
    bird = join("Fugl")
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=note)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), cluster=cluster)
    enter_paper_dots(round, count=4, note=note, by=leader)

    during = picture_of(board, participant=bird)
    assert (during.columns[0].notes[0].dots_given, during.columns[0].notes[0].own_dots) == (None, 1)
    assert during.dots_left == 0

    close_dots(board, by=leader)

    after = picture_of(board)
    assert after.columns[0].notes[0].dots_given == 5
    assert after.columns[0].clusters[0].dots == 1


def test_nobody_gives_more_dots_than_they_have(write, board, leader, join):
    one, two, three = write("1"), write("2"), write("3")
    round = open_dots(board, per_person=2, several_on_one=False, by=leader)
    bird = join("Fugl")
    key = uuid.uuid4()

    give_dot(round, participant=bird, client_id=key, note=one)
    give_dot(round, participant=bird, client_id=key, note=one)
    with pytest.raises(OneDotEach):
        give_dot(round, participant=bird, client_id=uuid.uuid4(), note=one)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=two)
    with pytest.raises(NoDotsLeft):
        give_dot(round, participant=bird, client_id=uuid.uuid4(), note=three)

    take_dot_back(round, participant=bird, note=one)
    take_dot_back(round, participant=bird, note=one)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=three)
    assert round.dots.count() == 2


def test_several_dots_on_one_note_where_the_round_allows(write, board, leader, join):
    note, bird = write(), join("Fugl")
    round = open_dots(board, per_person=3, several_on_one=True, by=leader)

    for _press in range(3):
        give_dot(round, participant=bird, client_id=uuid.uuid4(), note=note)

    assert round.dots.filter(note=note).count() == 3


def test_closed_round_takes_no_dot_and_one_round_goes_on_at_a_time(write, board, leader, join):
    note, bird = write(), join("Fugl")
    round = open_dots(board, per_person=3, several_on_one=True, by=leader)
    with pytest.raises(RoundGoesOn):
        open_dots(board, per_person=3, several_on_one=True, by=leader)
    close_dots(board, by=leader)

    with pytest.raises(NoRound):
        give_dot(round, participant=bird, client_id=uuid.uuid4(), note=note)
    assert open_dots(board, per_person=1, several_on_one=False, by=leader).number == 2


# ---- Pages


def lead(board):
    return reverse("board_lead", args=[board.activity.room.code, board.pk])


def note_form(column, text="Bussen må stoppe", **fields):
    return {"column": column.pk, "text": text, "client_id": uuid.uuid4()} | fields


def write_url(board):
    return reverse("note_write", args=[board.activity.room.code, board.pk])


def test_note_is_written_by_form_alone(inside, room, board, column):
    response = inside.post(write_url(board), note_form(column), follow=True)

    assert "Bussen må stoppe" in words(response)
    assert nb("Your note is on the board.") in words(response)


@pytest.mark.parametrize("text", ["", "   ", "x" * 281])
def test_bad_note_comes_back_with_what_was_typed(inside, board, column, text):
    response = inside.post(write_url(board), note_form(column, text))

    assert response.status_code == 422
    assert len(headings(response)) == 1
    assert text.strip() in response.content.decode()
    assert Note.objects.count() == 0


def test_script_is_told_what_is_wrong(inside, board, column):
    response = inside.post(write_url(board), note_form(column, ""), headers={"Accept": "application/json"})

    assert (response.status_code, len(response.json()["errors"])) == (422, 1)


def test_answer_to_who_writes_is_what_all_are_told(inside, board, column):
    form = note_form(column, "En hylle til garn")
    first, again = (
        inside.post(write_url(board), form, headers={"Accept": "application/json"}) for _ in range(2)
    )

    assert first.json() == json.loads(told(board)[-1]["nb"])
    assert again.json() == {key: value for key, value in first.json().items() if key != "what"}


def test_answer_to_who_writes_a_private_note_holds_the_note_that_nobody_else_is_told(
    inside, board, column, leader
):
    set_up(board, is_private=True, everyone_arranges=False, by=leader)

    answer = inside.post(
        write_url(board), note_form(column, "En hylle til garn"), headers={"Accept": "application/json"}
    )

    assert "En hylle til garn" in answer.json()["html"]
    assert [json.loads(change["nb"] if "nb" in change else change[""])["what"] for change in told(board)][
        -1
    ] == "number"


def test_question_that_was_deleted_a_moment_ago_costs_nobody_a_note(inside, board, column):
    inside.post(write_url(board), note_form(column, "Den første"))
    column.question.delete()

    inside.post(write_url(board), note_form(column, "Den andre"))

    assert [(input.text, input.question, input.question_text) for input in Input.objects.order_by("pk")] == [
        ("Den første", None, column.title),
        ("Den andre", None, column.title),
    ]


def test_markup_in_a_note_is_text(inside, board, column, room):
    response = inside.post(
        write_url(board),
        note_form(column, "<img src=x onerror=alert(1)>"),
        headers={"Accept": "application/json"},
    )

    assert "<img" not in response.json()["html"]
    assert "<img src=x" not in inside.get(room.get_absolute_url()).content.decode()


def test_who_writes_too_fast_is_asked_to_wait_and_loses_nothing(inside, board, column):
    answers = [inside.post(write_url(board), note_form(column, f"Nr. {n}")) for n in range(13)]

    assert [answer.status_code for answer in answers] == [302] * 12 + [429]
    assert "Nr. 12" in answers[-1].content.decode()


def test_frozen_board_gives_the_note_back(inside, board, column, leader):
    set_frozen(board, True, by=leader)

    response = inside.post(write_url(board), note_form(column, "Kom for sent"))

    assert response.status_code == 409
    assert "Kom for sent" in response.content.decode()


def test_own_note_can_be_changed_by_name_and_anonymously(inside, board, column, room):
    for fields in ({}, {"is_anonymous": "on"}):
        inside.post(write_url(board), note_form(column, "Før", **fields))
    for note in Note.objects.all():
        address = reverse("note_change", args=[room.code, note.pk])
        assert address in inside.get(room.get_absolute_url()).content.decode()
        assert inside.post(address, {"text": "Etter"}).status_code == 302

    assert set(Input.objects.values_list("text", flat=True)) == {"Etter"}


def test_note_of_another_has_no_page_to_change_it(inside, write, room):
    note = write()

    assert inside.get(reverse("note_change", args=[room.code, note.pk])).status_code == 404
    assert inside.post(reverse("note_change", args=[room.code, note.pk]), {"text": "x"}).status_code == 404


def test_key_of_an_anonymous_note_that_is_forged_is_none(inside, write, room):
    note = write(is_anonymous=True)
    inside.cookies[f"live_own_{room.pk}"] = note.input.client_id.hex

    assert inside.get(reverse("note_change", args=[room.code, note.pk])).status_code == 404


def test_who_is_not_in_the_room_writes_nothing(client, board, column):
    client.post(write_url(board), note_form(column))

    assert Note.objects.count() == 0


def test_board_that_was_never_shown_is_not_there(client, room):
    board = room.activities.get(kind="board").board
    client.post(room.get_absolute_url(), {"name": "Fuglen", "kind": "self", "client_id": uuid.uuid4()})

    assert client.post(write_url(board), note_form(board.columns.first())).status_code == 404


def test_dot_is_given_and_taken_back_by_form(inside, write, board, leader, room):
    note = write()
    round = open_dots(board, per_person=2, several_on_one=False, by=leader)
    address = reverse("note_dot", args=[room.code, board.pk])
    press = {"note": note.pk, "client_id": uuid.uuid4()}

    inside.post(address, press | {"do": "give"})
    assert nb("Take back") in words(inside.get(room.get_absolute_url()))
    assert round.dots.count() == 1
    inside.post(address, press | {"do": "take"})
    assert round.dots.count() == 0


@pytest.mark.parametrize(
    "press", [{}, {"do": "give"}, {"do": "give", "note": "x"}, {"do": "give", "note": 99999}]
)
def test_nonsense_dots_are_told(inside, board, leader, room, press):
    open_dots(board, per_person=2, several_on_one=False, by=leader)
    data = {"client_id": uuid.uuid4()} | press

    response = inside.post(reverse("note_dot", args=[room.code, board.pk]), data, follow=True)

    assert nb("That is no longer on the board.") in words(response)


def test_participants_arrange_only_where_the_board_lets_them(inside, write, board, leader, room):
    note, other = write("1"), write("2")
    address = reverse("board_arrange", args=[room.code, board.pk])
    press = {"note": other.pk, "step": "up"}
    assert inside.post(address, press).status_code == 404

    set_up(board, is_private=False, everyone_arranges=True, by=leader)
    assert inside.post(address, press).status_code == 302

    assert texts(picture_of(board).columns[0]) == ["2", "1"]
    assert note.pk


def test_console_arranges_by_menu_and_by_page(client, write, board, leader, room):
    one, two = write("1"), write("2")
    second = board.columns.last()
    client.force_login(leader)

    assertContains(client.get(lead(board), {"note": one.pk}), '<optgroup label="Hva kan du bidra med?">')
    response = client.post(lead(board), {"note": one.pk, "to": f"c{second.pk}"})
    assertRedirects(response, f"{reverse('live_console', args=[room.code])}#note-{one.pk}")
    client.post(lead(board), {"note": one.pk, "to": f"n{two.pk}"})

    (pile,) = picture_of(board).columns[0].clusters
    assert texts(pile) == ["2", "1"]


@pytest.mark.parametrize("to", ["", "x", "c", "c0", "z9", "c99999999999999999999999", "n-1", "c1\x00"])
def test_note_goes_nowhere_that_is_not_on_the_board(client, write, board, leader, to):
    note = write()
    client.force_login(leader)

    response = client.post(lead(board), {"note": note.pk, "to": to}, headers={"Accept": "application/json"})

    assert response.status_code == 422


@pytest.mark.parametrize("do", ["reveal", "freeze", "thaw", "close_dots", "spotlight", "set_up", "open_dots"])
def test_console_presses_answer_without_and_with_script(client, board, leader, do):
    client.force_login(leader)
    data = {"do": do, "per_person": 3}

    assert client.post(lead(board), data).status_code == 302
    assert client.post(lead(board), data, headers={"HX-Request": "true"}).status_code == 200


def test_others_than_facilitators_have_no_console_of_the_board(inside, write, board):
    note = write()

    assert inside.post(lead(board), {"do": "freeze"}).status_code == 404
    assert inside.get(reverse("note_paper", args=[board.activity.room.code, board.pk])).status_code == 404
    hide = reverse("note_hide", args=[board.activity.room.code, board.pk, note.pk])
    assert inside.post(hide, {"reason": "x"}).status_code == 404


def test_reason_is_asked_for_before_a_note_is_hidden(client, write, board, leader, room):
    note = write()
    client.force_login(leader)
    address = reverse("note_hide", args=[room.code, board.pk, note.pk])

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Navngir en nabo"}).status_code == 302
    note.input.refresh_from_db()
    assert note.is_hidden


def test_board_takes_as_many_queries_for_many_notes(inside, write, board, leader, room):
    client = inside
    stack_notes(write("1"), write("2"), by=leader)
    close_dots_of_a_round(board, leader)
    wall = reverse("board_on_wall", args=[room.code, board.pk])
    part = reverse("board_alone", args=[room.code, board.pk])
    before = [queries_of(client, address) for address in (part, wall)]
    for n in range(6):
        stack_notes(write(f"a{n}"), write(f"b{n}"), by=leader)
        write(f"c{n}")

    assert [queries_of(client, address) for address in (part, wall)] == before
    assert max(before) <= 16


def close_dots_of_a_round(board, leader):
    open_dots(board, per_person=2, several_on_one=False, by=leader)
    close_dots(board, by=leader)
