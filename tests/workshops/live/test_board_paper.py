"""What is on paper in the room: photos of notes, and dots."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from partners.threads.redacting import redact
from portal.storage import private_files
from tests.workshops.pages import nb, words
from workshops.boards.arranging import (
    close_dots,
    hide_note,
    open_dots,
    set_up,
    stack_notes,
    write_paper_note,
)
from workshops.boards.models import Note
from workshops.boards.photos import redraw
from workshops.boards.reading import picture_of

pytestmark = pytest.mark.django_db


def photo_from_a_telephone():
    """A JPEG that says where it was taken."""
    image, written = Image.new("RGB", (2400, 1200), "yellow"), BytesIO()
    place = image.getexif()
    place.get_ifd(0x8825)[2] = (59.0, 50.0, 0.0)
    place[0x010F] = "Telefonen til Kari"
    image.save(written, "JPEG", exif=place)
    return written.getvalue()


def upload(content, name="lapp.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@pytest.fixture
def paper(column, leader):
    return write_paper_note(column, text="På gul lapp", photo=redraw(photo_from_a_telephone()), by=leader)


def photo_of(note, room):
    return reverse("note_photo", args=[room.code, note.pk])


def test_photo_is_kept_without_where_it_was_taken(client, leader, room, board, column):
    client.force_login(leader)
    data = {"column": column.pk, "text": "Gul lapp", "photo": upload(photo_from_a_telephone())}

    response = client.post(reverse("note_paper", args=[room.code, board.pk]), data)

    note = Note.objects.get()
    kept = note.photo.read()
    assert response.status_code == 302
    assert b"Telefonen" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (1600, 800), {})


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 torn", b"GIF89a"])
def test_file_that_is_no_picture_is_refused_and_the_words_are_kept(
    client, leader, room, board, column, content
):
    client.force_login(leader)
    data = {"column": column.pk, "text": "Gul lapp", "photo": upload(content)}

    response = client.post(reverse("note_paper", args=[room.code, board.pk]), data)

    assert response.status_code == 422
    assert "Gul lapp" in response.content.decode()
    assert Note.objects.count() == 0


def test_photo_stands_on_the_note_for_all_in_the_room(inside, paper, room, board):
    address = photo_of(paper, room)
    wall = reverse("board_on_wall", args=[room.code, board.pk])

    assert address in inside.get(room.get_absolute_url()).content.decode()
    assert nb("Photo of the note on paper") in inside.get(wall).content.decode()
    response = inside.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "no-store" in response["Cache-Control"]


def test_photo_of_a_hidden_note_is_not_there(inside, paper, room, leader):
    hide_note(paper, reason="Navngir en nabo", by=leader)

    assert inside.get(photo_of(paper, room)).status_code == 404


def test_photo_is_not_there_before_the_notes_are_revealed(client, inside, board, column, room, leader):
    set_up(board, is_private=True, everyone_arranges=False, by=leader)
    note = write_paper_note(column, text="Gul", photo=redraw(photo_from_a_telephone()), by=leader)
    address = photo_of(note, room)
    assert inside.get(address).status_code == 404

    client.force_login(leader)

    assert client.get(address).status_code == 200


def test_photo_is_not_there_without_the_rooms_code(client, paper, room, leader):
    assert client.get(reverse("note_photo", args=["FEILKODE", paper.pk])).status_code == 404


def test_photo_goes_when_words_of_its_note_are_removed(paper, leader, django_capture_on_commit_callbacks):
    name = paper.photo.name

    with django_capture_on_commit_callbacks(execute=True):
        redact(paper.input, words="gul", reason="personopplysning", by=leader)

    paper.refresh_from_db()
    assert (bool(paper.photo), private_files().exists(name)) == (False, False)


def test_dots_on_paper_are_entered_for_notes_and_clusters(client, write, board, leader, room):
    note, cluster = write("1"), stack_notes(write("2"), write("3"), by=leader)
    open_dots(board, per_person=2, several_on_one=False, by=leader)
    client.force_login(leader)
    address = reverse("board_lead", args=[room.code, board.pk])
    for data in (
        {"note": note.pk, "count": 3},
        {"note": note.pk, "count": 4},
        {"cluster": cluster.pk, "count": 2},
    ):
        assert client.post(address, {"do": "paper_dots"} | data).status_code == 302
    close_dots(board, by=leader)

    column = picture_of(board).columns[0]

    assert (column.notes[0].dots_given, column.clusters[0].dots) == (4, 2)


@pytest.mark.parametrize("count", ["", "-1", "x", "1000"])
def test_nonsense_dots_on_paper_are_told(client, write, board, leader, room, count):
    note = write()
    open_dots(board, per_person=2, several_on_one=False, by=leader)
    client.force_login(leader)
    data = {"do": "paper_dots", "note": note.pk, "count": count}

    client.post(reverse("board_lead", args=[room.code, board.pk]), data)

    assert board.rounds.get().dots.count() == 0


def test_without_a_round_there_are_no_dots_on_paper(client, write, board, leader, room):
    note = write()
    client.force_login(leader)
    console = reverse("live_console", args=[room.code])

    data = {"do": "paper_dots", "note": note.pk, "count": 3}
    response = client.post(reverse("board_lead", args=[room.code, board.pk]), data, follow=True)

    assert nb("No dots can be given now.") in words(response)
    assert nb("Dots on paper") not in words(client.get(console))
