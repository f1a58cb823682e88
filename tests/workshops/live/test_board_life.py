"""What the desk's page of an input tells of its time on a live board."""

import json
import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from partners.inputs.history import whole_life_of
from partners.threads.redacting import redact
from tests.staff import COORDINATORS, facts, queries_of, signed_in
from tests.workshops.pages import nb
from workshops.boards.actions import change_note, give_dot
from workshops.boards.arranging import (
    close_dots,
    enter_paper_dots,
    hide_note,
    move_note,
    name_cluster,
    open_dots,
    show_note_again,
    split_cluster,
    stack_notes,
    write_paper_note,
)
from workshops.live.actions import close_room

pytestmark = pytest.mark.django_db


def life(note):
    return [(step.title, step.text) for step in whole_life_of(note.input)]


@pytest.fixture
def played(write, board, leader, room, join):
    """A note that went through everything that can happen to it on a board."""
    bird = join("Fuglen")
    note, other = write("Bussen må stoppe", by=bird), write("Buss!")
    change_note(note, text="Bussen må stoppe ved døra", participant=bird)
    move_note(note, column=board.columns.last(), by=leader)
    cluster = stack_notes(note, other, by=leader)
    name_cluster(cluster, name="Veien hit", by=leader)
    hide_note(note, reason="Navngir en nabo", by=leader)
    show_note_again(note, by=leader)
    round = open_dots(board, per_person=2, several_on_one=False, by=leader)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=note)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), cluster=cluster)
    enter_paper_dots(round, count=4, note=note, by=leader)
    close_dots(board, by=leader)
    close_room(room, by=leader)
    note.input.refresh_from_db()
    return note


def test_note_tells_its_whole_life_on_the_board(played):
    place = nb("“%(board)s”, under “%(column)s”.", board=played.board, column="Hva må til?")
    dots = [nb("%(number)s on the note", number=5), nb("%(number)s on its cluster", number=1)]

    told = life(played)

    assert told == [
        (nb("Received"), ""),
        (nb("Put on the live board"), place),
        (nb("Note changed"), "«Bussen må stoppe» → «Bussen må stoppe ved døra»"),
        (nb("Moved"), "Hva må til? → Hva kan du bidra med?"),
        (nb("Stacked into a cluster"), "Veien hit"),
        (nb("Hidden by the municipality"), "Navngir en nabo"),
        (nb("Shown again"), ""),
        (nb("Round %(number)s of dots closed", number=1), ", ".join(dots)),
        (nb("Published when the room was closed"), ""),
    ]


def test_page_at_the_desk_tells_it_with_who_did_what(played, client, leader):
    desk = signed_in(client, COORDINATORS)

    page = facts(desk.get(reverse("inputs:input", args=[played.pk])))

    for words in (nb("Stacked into a cluster"), "Veien hit", "Navngir en nabo", str(leader)):
        assert words in page


def test_cluster_that_is_split_keeps_its_name_in_the_story(write, leader):
    note, other = write("En"), write("To")
    cluster = stack_notes(note, other, by=leader)
    name_cluster(cluster, name="Veien hit", by=leader)

    split_cluster(cluster, by=leader)

    assert [text for _title, text in life(note)[-2:]] == ["Veien hit", "Veien hit"]


def test_anonymous_and_paper_notes_say_so(write, column, leader):
    anonymous, paper = write(is_anonymous=True), write_paper_note(column, text="Papir", by=leader)

    told = [life(note)[-1][1] for note in (anonymous, paper)]

    assert nb("Anonymously: nobody can tell who gave it.") in told[0]
    assert nb("Written on paper in the room.") in told[1]
    assert ModelLogEntry.objects.for_instance(anonymous.input).get().user is None


def test_story_takes_as_many_queries_for_much_as_for_little(write, board, leader, room, client, join):
    desk = signed_in(client, COORDINATORS)
    busy, other = write("Buss"), write("To")
    stack_notes(busy, other, by=leader)
    open_dots(board, per_person=2, several_on_one=False, by=leader)
    close_dots(board, by=leader)
    address = reverse("inputs:input", args=[busy.pk])
    before = queries_of(desk, address)

    for number in range(3):
        cluster = stack_notes(busy, write(f"{number}"), by=leader)
        split_cluster(cluster, by=leader)
        open_dots(board, per_person=2, several_on_one=False, by=leader)
        close_dots(board, by=leader)

    assert queries_of(desk, address) == before


def test_redacted_words_are_gone_from_what_the_note_said_before(write, join, leader):
    bird = join("Fuglen")
    note = write("Naboen Kari bråker", by=bird)
    change_note(note, text="Naboen bråker mye", participant=bird)

    redact(note.input, words="bråker", reason="personopplysning", by=leader)

    entries = ModelLogEntry.objects.for_instance(note.input).values_list("data", flat=True)
    assert "bråker" not in json.dumps(list(entries), ensure_ascii=False)
