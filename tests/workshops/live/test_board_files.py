"""A board taken away as tables, a document and a picture."""

import csv
import io
import json
import uuid
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from wagtail.models import PageLogEntry

from tests.staff import COORDINATORS, facts, queries_of, signed_in
from tests.workshops.pages import nb
from workshops.boards.actions import give_dot
from workshops.boards.arranging import (
    close_dots,
    hide_note,
    name_cluster,
    open_dots,
    stack_notes,
    write_paper_note,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(board, column, write, join, leader):
    """A board with a cluster, an anonymous note, one on paper, a hidden one, and a round of dots."""
    bird = join("Fuglen", kind="business", organisation="Sykkelgjengen")
    first, second = write("=1+1\nBussen må stoppe", by=bird), write("<b>Buss</b> & bane", by=bird)
    cluster = stack_notes(second, first, by=leader)
    name_cluster(cluster, name="Veien hit", by=leader)
    write("Uten navn", by=bird, is_anonymous=True, column=board.columns.last())
    write_paper_note(column, text="På gul lapp", by=leader)
    hide_note(write("Navngir naboen", by=bird), reason="Navngir en nabo", by=leader)
    round = open_dots(board, per_person=2, several_on_one=False, by=leader)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), note=first)
    give_dot(round, participant=bird, client_id=uuid.uuid4(), cluster=cluster)
    close_dots(board, by=leader)
    return board


@pytest.fixture
def taken(client, leader, filled):
    """The board as a file: `taken("csv")`."""
    client.force_login(leader)

    def file(file_format):
        response = client.get(reverse("board_file", args=[filled.activity.room.code, filled.pk, file_format]))
        assert "attachment" in response["Content-Disposition"]
        return response.content

    return file


def test_json_tells_all_of_each_note_that_is_not_hidden(taken, filled):
    rows = json.loads(taken("json"))

    assert [(row["column"], row["cluster"], row["note"], row["giver"]) for row in rows] == [
        ("Hva må til?", "Veien hit", "=1+1\nBussen må stoppe", "Fuglen, Sykkelgjengen"),
        ("Hva må til?", "Veien hit", "<b>Buss</b> & bane", "Fuglen, Sykkelgjengen"),
        ("Hva må til?", "", "På gul lapp", nb("On paper in the room")),
        ("Hva kan du bidra med?", "", "Uten navn", nb("Without a name")),
    ]
    assert (rows[0]["dots"], rows[0]["cluster_dots"], rows[2]["dots"]) == ({"1": 1}, {"1": 1}, {"1": 0})
    assert [(row["kind"], row["paper"]) for row in rows[1:]] == [
        (nb("Business"), False),
        ("", True),
        ("", False),
    ]
    assert rows[0]["url"].startswith("http")


def test_tables_say_the_same_and_run_nothing(taken):
    table = list(csv.reader(io.StringIO(taken("csv").decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(io.BytesIO(taken("xlsx"))).active

    assert table[1][2].startswith("'=1+1")
    assert [row[2] for row in sheet.iter_rows(values_only=True)] == [row[2] for row in table]
    assert table[0][6:8] == [
        nb("Dots in round %(number)s", number=1),
        nb("Dots on the cluster in round %(number)s", number=1),
    ]
    assert table[1][6:8] == ["1", "1"]
    assert [row[5] for row in table[1:]] == [nb("No"), nb("No"), nb("Yes"), nb("No")]


def test_document_is_tagged_with_a_heading_for_each_column(taken):
    document = PdfReader(io.BytesIO(taken("pdf")))
    text = "\n".join(page.extract_text() for page in document.pages)

    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "nb"
    assert "Veien hit" in text
    assert "Navngir naboen" not in text
    assert [item.title for item in flat(document.outline)][1:] == [
        "Hva må til?",
        "Veien hit",
        "Hva kan du bidra med?",
    ]


def flat(outline):
    return [leaf for each in outline for leaf in (flat(each) if isinstance(each, list) else [each])]


def test_picture_holds_the_words_as_words_and_nothing_that_runs(taken):
    source = taken("svg").decode()
    shapes = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(source).iter()}

    assert shapes == {"svg", "title", "rect", "text", "tspan", "circle"}
    assert "&lt;b&gt;Buss&lt;/b&gt; &amp; bane" in source
    assert "style" not in source
    assert "Navngir" not in source


def test_taking_the_board_away_is_logged(taken, filled, leader):
    taken("pdf")

    entry = PageLogEntry.objects.get(action="workshops.board.export")
    assert (entry.user, entry.data["format"], entry.data["notes"]) == (leader, "pdf", 4)


def test_board_is_taken_away_by_who_leads_only(client, inside, filled):
    address = reverse("board_file", args=[filled.activity.room.code, filled.pk, "csv"])

    assert inside.get(address).status_code == 404


def test_unknown_kinds_of_files_are_not_there(client, leader, board):
    client.force_login(leader)

    assert (
        client.get(reverse("board_file", args=[board.activity.room.code, board.pk, "exe"])).status_code == 404
    )


def test_console_and_desk_lead_to_the_files(client, room, board):
    desk = signed_in(client, COORDINATORS)
    address = reverse("board_file", args=[room.code, board.pk, "xlsx"])

    for page in (reverse("live_console", args=[room.code]), reverse("meetings:live", args=[room.pk])):
        assert address in facts(desk.get(page))


def test_file_takes_as_many_queries_for_many_notes(client, leader, filled, write):
    client.force_login(leader)
    address = reverse("board_file", args=[filled.activity.room.code, filled.pk, "csv"])
    before = queries_of(client, address)
    for number in range(3):
        stack_notes(write(f"a{number}"), write(f"b{number}"), by=leader)

    assert queries_of(client, address) == before
