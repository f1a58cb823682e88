"""Boards of groups: opened beside the main one, written on, and moved into it."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from partners.inputs.history import whole_life_of
from portal.live.models import Change
from tests.staff import queries_of
from tests.workshops.pages import headings, nb, words
from workshops.boards.actions import change_note, give_dot, write_note
from workshops.boards.arranging import close_dots, name_cluster, open_dots, set_frozen, set_up, stack_notes
from workshops.boards.errors import Frozen, Merged, NotRevealed, RoundGoesOn
from workshops.boards.groups import merge_group, open_group
from workshops.boards.models import Board
from workshops.boards.reading import picture_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(board, leader):
    return open_group(board, name="Gruppe A", by=leader)


@pytest.fixture
def say(join):
    """A note on the first column of a board: `say(group, "Buss")`."""

    def note(board, text, *, by=None, column=None):
        return write_note(
            column or board.columns.first(),
            text=text,
            participant=by or join("Fuglen"),
            client_id=uuid.uuid4(),
            language="nb",
        )

    return note


def texts(pile):
    return [note.input.text for note in pile.notes]


def lead(board):
    return reverse("board_lead", args=[board.activity.room.code, board.pk])


def test_group_gets_the_columns_and_is_open_without_being_what_all_look_at(group, board, room):
    titles = [column.title for column in group.columns.all()]
    room.refresh_from_db()

    assert titles == [column.title for column in board.columns.all()]
    assert (room.activity_id, group.activity.opened_at is not None) == (board.pk, True)


def test_same_name_twice_is_the_same_board(group, board, leader):
    again = open_group(board, name=" Gruppe A ", by=leader)

    assert (again, Board.objects.count()) == (group, 2)
    assert open_group(group, name="Gruppe B", by=leader).main == board


def test_participants_are_told_and_choose_the_board_of_their_group(inside, room, group, board):
    told = Change.objects.filter(room__name=f"meeting:{room.pk}").order_by("number").last().bodies
    page = inside.get(room.get_absolute_url()).content.decode()
    address = reverse("live_look", args=[room.code, group.pk])

    assert "list" in str(told)
    assert address in page
    assert address in inside.get(reverse("live_list", args=[room.code])).content.decode()
    data = {"column": group.columns.first().pk, "text": "Fra gruppa", "client_id": uuid.uuid4()}
    inside.post(reverse("note_write", args=[room.code, group.pk]), data)
    assert "Fra gruppa" in words(inside.get(address))


def test_merging_moves_notes_and_clusters_under_the_same_question_and_keeps_dots(
    group, board, leader, say, join
):
    bird = join("Fuglen")
    say(board, "Sto her")
    one, two = say(group, "En", by=bird), say(group, "To", by=bird)
    cluster = stack_notes(say(group, "Tre", by=bird), two, by=leader)
    name_cluster(cluster, name="Veien hit", by=leader)
    for each, count in ((board, 0), (group, 1)):
        round = open_dots(each, per_person=3, several_on_one=True, by=leader)
        for _dot in range(count):
            give_dot(round, participant=bird, client_id=uuid.uuid4(), note=one)
            give_dot(round, participant=bird, client_id=uuid.uuid4(), cluster=cluster)
        close_dots(each, by=leader)

    merge_group(group, by=leader)

    column = picture_of(Board.objects.select_related("activity__room").get(pk=board.pk)).columns[0]
    assert texts(column) == ["En", "Sto her"] or texts(column) == ["Sto her", "En"]
    assert [(pile.thing.name, texts(pile), pile.dots) for pile in column.clusters] == [
        ("Veien hit", ["To", "Tre"], 1)
    ]
    assert {note.input.text: note.dots_given for note in column.notes} == {"En": 1, "Sto her": 0}
    assert picture_of(group).columns[0].notes == []


def test_column_that_the_main_board_lacks_comes_with_its_notes(group, board, leader, say):
    extra = group.columns.create(title="Noe annet", order=9)
    say(group, "Ny tanke", column=extra)

    merge_group(group, by=leader)

    assert [column.title for column in board.columns.all()][-1] == "Noe annet"
    assert texts(picture_of(board).columns[-1]) == ["Ny tanke"]


def test_merged_board_takes_nothing_and_says_where_its_notes_went(inside, room, group, board, leader, say):
    note = say(group, "En")
    merge_group(group, by=leader)
    merge_group(group, by=leader)

    with pytest.raises(Frozen):
        say(group, "For sent")
    with pytest.raises(Merged):
        set_frozen(group, False, by=leader)
    with pytest.raises(Merged):
        open_dots(group, per_person=1, several_on_one=False, by=leader)
    page = inside.get(reverse("live_look", args=[room.code, group.pk]))
    assert nb("The notes of this group are on “%(main)s” now.", main=board) in words(page)
    assert PageLogEntry.objects.get(action="workshops.board.merge").data["notes"] == [note.pk]


def test_own_note_can_be_changed_after_it_was_moved(group, board, leader, say, join):
    bird = join("Fuglen")
    note = say(group, "Før", by=bird)
    merge_group(group, by=leader)
    note.refresh_from_db()

    assert change_note(note, text="Etter", participant=bird).input.text == "Etter"


def test_life_of_a_note_says_that_it_moved_with_its_group(group, board, leader, say):
    note = say(group, "En")
    merge_group(group, by=leader)

    told = [(step.title, step.text) for step in whole_life_of(note.input)]

    assert told[-1] == (nb("Moved with the board of a group"), f"Gruppe A → {board}")
    assert "Gruppe A" in told[-2][1]


@pytest.mark.parametrize("open_on", ["group", "board"])
def test_no_board_is_merged_while_dots_are_given(group, board, leader, open_on):
    open_dots({"group": group, "board": board}[open_on], per_person=1, several_on_one=False, by=leader)

    with pytest.raises(RoundGoesOn):
        merge_group(group, by=leader)


def test_private_notes_are_not_shown_to_all_by_merging(group, leader, say):
    set_up(group, is_private=True, everyone_arranges=False, by=leader)
    say(group, "Hemmelig")

    with pytest.raises(NotRevealed):
        merge_group(group, by=leader)


def test_console_opens_leads_and_merges_a_groups_board(client, leader, room, board):
    client.force_login(leader)
    assert client.post(lead(board), {"do": "open_group", "name": ""}).status_code == 302
    client.post(lead(board), {"do": "open_group", "name": "Gruppe A"})
    group = Board.objects.get(main=board)
    own_page = reverse("board_console", args=[room.code, group.pk])

    console = client.get(reverse("live_console", args=[room.code])).content.decode()
    page = client.get(own_page)
    pressed = client.post(lead(group), {"do": "merge"})

    assert own_page in console
    assert len(headings(page)) == 1
    assert nb("Move the notes to the main board") in words(page)
    assert pressed["Location"] == f"{own_page}#board-part"
    group.refresh_from_db()
    assert group.is_merged


def test_main_board_cannot_be_merged(client, leader, board):
    client.force_login(leader)

    client.post(lead(board), {"do": "merge"})

    board.refresh_from_db()
    assert not board.is_merged


def test_groups_page_takes_as_many_queries_for_many_groups(client, leader, room, board, group):
    client.force_login(leader)
    address = reverse("live_console", args=[room.code])
    before = queries_of(client, address)
    for name in "BCD":
        open_group(board, name=name, by=leader)

    assert queries_of(client, address) == before


def test_colours_are_told_in_words(inside, room):
    page = words(inside.get(room.get_absolute_url()))

    for label in ("Resident", "Business", "Association", "Public body", "Without a name, or on paper"):
        assert nb(label) in page
