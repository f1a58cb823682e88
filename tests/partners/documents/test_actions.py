"""What happens to documents: versions, locks, scanning, and the words that they are found by."""

import io
import socket
import struct
import threading
import uuid
import zipfile
from datetime import timedelta

import pytest
import time_machine
import typst
from django.utils import timezone

from partners.documents import actions
from partners.documents.actions import (
    add_document,
    add_version,
    change_document,
    lock_document,
    remove_document,
    unlock_document,
)
from partners.documents.errors import IsLocked, NotTheirs, TooMany
from partners.documents.examining import examine, examine_again
from partners.documents.models import DocumentVersion, GroupDocument
from partners.groups.actions import archive_group
from partners.groups.errors import Archived
from portal import reading_text
from portal.reading_text import text_of
from portal.scanning import ScannerUnavailable, found_in
from portal.uploads import KINDS
from tests.factories import GroupMemberFactory
from tests.uploads import GOOD, PDF, office, open_document, upload

pytestmark = pytest.mark.django_db
VIRUS = b"X5O!P%@AP"


def scanner(content):
    return "Eicar-Test" if VIRUS in content else ""


def silent_scanner(content):
    raise OSError("nobody answers")


HERE = f"{__name__}."


def numbers(document):
    return list(document.versions.order_by("number").values_list("number", "why"))


def test_uploading_twice_gives_one_document(group, member):
    key = uuid.uuid4()

    made = [add_document(group, upload=upload(), by=member, client_id=key) for _ in range(2)]

    assert made[0] == made[1] == GroupDocument.objects.get()
    assert (made[0].title, numbers(made[0])) == ("prisliste.pdf", [(1, "")])


def test_form_of_somebody_else_or_of_another_group_adds_nothing_and_shows_nothing(group, leader, member):
    key, other = uuid.uuid4(), GroupMemberFactory(user=leader, place="leader").group
    document = add_document(group, upload=upload(), by=leader, client_id=key)

    for wrong in ({"group": other, "by": leader}, {"group": group, "by": member}):
        with pytest.raises(NotTheirs):
            add_document(**wrong, upload=upload(content=PDF + b"2"), client_id=key)

    assert GroupDocument.objects.get() == document
    assert document.versions.count() == 1


def test_versions_are_numbered_and_the_same_content_is_none(make, leader):
    document = make()

    for _ in range(2):
        add_version(document, upload=upload(content=PDF + b"2"), by=leader, why=" Nye  priser ")

    assert numbers(document) == [(1, ""), (2, "Nye priser")]


def test_only_one_works_with_a_document_at_a_time(make, leader, member):
    document = make()
    lock_document(document, by=member)

    with pytest.raises(IsLocked):
        lock_document(document, by=leader)
    with pytest.raises(IsLocked):
        add_version(document, upload=upload(content=PDF + b"2"), by=leader)

    add_version(document, upload=upload(content=PDF + b"3"), by=member)
    document.refresh_from_db()
    assert (document.is_locked, numbers(document)) == (False, [(1, ""), (2, "")])


def test_lock_ends_by_itself_and_by_a_leader(make, leader, member):
    document = lock_document(make(), by=member)

    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1), tick=False):
        other = lock_document(document, by=leader)
    assert other.locked_by == leader
    for _ in range(2):
        unlock_document(other, by=leader)

    document.refresh_from_db()
    assert document.locked_by is None


def test_ending_ones_own_lock_does_not_end_that_of_who_came_after(make, leader, member):
    document = lock_document(make(), by=member)
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1), tick=False):
        lock_document(document, by=leader)

        with pytest.raises(IsLocked):
            unlock_document(document, by=member)

    document.refresh_from_db()
    assert document.locked_by == leader


def test_tags_are_few_small_and_each_there_once(make, member):
    document = change_document(
        make(), title="Plan", tags=["Budsjett", " budsjett ", "", "x" * 60, *"abcdefghij"], by=member
    )

    assert document.tags == sorted(document.tags)
    assert len(document.tags) == 8


def test_removed_document_leaves_no_file(make, leader, django_capture_on_commit_callbacks):
    document = make()
    file = document.versions.get().file
    assert file.storage.exists(file.name)

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            remove_document(document, by=leader)

    assert not file.storage.exists(file.name)
    assert not DocumentVersion.objects.exists()


def test_there_is_an_end_to_the_files_of_a_group(make, member, group, monkeypatch):
    make()
    monkeypatch.setattr(actions, "MOST_FILES", 1)

    with pytest.raises(TooMany):
        add_document(group, upload=upload(), by=member, client_id=uuid.uuid4())


def test_nothing_changes_in_an_archived_group(make, group, leader):
    document = make()
    archive_group(group, by=leader)

    for call in (
        lambda: add_document(group, upload=upload(), by=leader, client_id=uuid.uuid4()),
        lambda: add_version(document, upload=upload(content=PDF + b"2"), by=leader),
        lambda: change_document(document, title="x", tags=[], by=leader),
        lambda: lock_document(document, by=leader),
        lambda: unlock_document(document, by=leader),
        lambda: remove_document(document, by=leader),
    ):
        with pytest.raises(Archived):
            call()


@pytest.mark.parametrize(
    ("content", "scan", "found"),
    [(PDF, "clean", ""), (PDF + VIRUS, "infected", "Eicar-Test")],
)
def test_file_waits_until_it_is_scanned(content, scan, found, group, member, settings):
    settings.FILE_SCANNER = f"{HERE}scanner"
    document = add_document(group, upload=upload(content=content), by=member, client_id=uuid.uuid4())
    version = document.versions.get()
    assert (version.scan, version.is_served) == ("waiting", False)

    examine.func(version.pk)

    version.refresh_from_db()
    assert (version.scan, version.found, version.is_served) == (scan, found, scan == "clean")


def test_scanner_that_does_not_answer_is_asked_again(make, settings):
    settings.FILE_SCANNER = f"{HERE}silent_scanner"
    version = make().versions.get()
    assert version.scan == "waiting"
    settings.FILE_SCANNER = f"{HERE}scanner"

    examine_again()
    version.refresh_from_db()
    assert version.scan == "waiting"

    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        examine_again()
    version.refresh_from_db()
    assert version.scan == "clean"


def clamd(answer):
    """A server for one connection that speaks as clamd does; gives its address, and what it was sent."""
    server, sent = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        connection, _address = server.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while length := struct.unpack("!I", stream.read(4))[0]:
                sent.append(stream.read(length))
            connection.sendall(answer)
        server.close()

    thread = threading.Thread(target=serve)
    thread.start()
    return f"clamd://127.0.0.1:{server.getsockname()[1]}", sent, thread


@pytest.mark.parametrize(
    ("answer", "found"),
    [(b"stream: OK\0", ""), (b"stream: Eicar-Test-Signature FOUND\0", "Eicar-Test-Signature")],
)
def test_clamd_is_asked_in_its_own_words(answer, found, settings):
    settings.FILE_SCANNER, sent, thread = clamd(answer)

    assert found_in(b"a" * 100_000) == found

    thread.join()
    assert b"".join(sent) == b"a" * 100_000


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_clamd_that_does_not_know_is_no_clean_file(answer, settings):
    settings.FILE_SCANNER, _sent, thread = clamd(answer)

    with pytest.raises(ScannerUnavailable):
        found_in(b"a")
    thread.join()


DOCX = office(
    "docx",
    **{"word__document.xml": "<w:p><w:t>Sykler &amp; møbler</w:t></w:p><w:p><w:t>Verksted</w:t></w:p>"},
)
ODT = open_document("odt", **{"content.xml": "<text:p>Ombruk<text:tab/>og lån</text:p>"})


@pytest.mark.parametrize(
    ("extension", "content", "words"),
    [
        ("docx", DOCX, "Sykler & møbler\nVerksted"),
        ("odt", ODT, "Ombruk\nog lån"),
        ("txt", "Blåbær".encode("latin-1"), "Blåbær"),
        ("png", GOOD["png"], ""),
        ("pdf", PDF, ""),
        ("docx", office("docx", **{"word__document.xml": "<w:t>&lol;" * 5}), "&lol;" * 5),
        ("docx", GOOD["odt"], ""),
        ("odt", b"PK\x03\x04 broken", ""),
    ],
)
def test_words_of_a_document(extension, content, words):
    assert [line.strip() for line in text_of(content, KINDS[extension]).split("\n")] == words.split("\n")


def test_words_of_a_pdf():
    source = b'#set document(title: "A"); Sykler og verksted'

    assert "Sykler og verksted" in text_of(typst.compile(source), KINDS["pdf"])


def test_bomb_gives_no_more_words_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(reading_text, "MOST_BYTES", 5000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "bombe " * 1_000_000)

    assert len(text_of(out.getvalue(), KINDS["docx"])) <= 5000


def test_bomb_that_lies_about_its_size_gives_no_more_than_it_says():
    true, said = len(b"bombe " * 1_000_000), 12
    content = office("docx", **{"word__document.xml": b"bombe " * 1_000_000})
    lying = content.replace(struct.pack("<L", true), struct.pack("<L", said))

    assert lying != content
    assert len(text_of(lying, KINDS["docx"])) <= said


@pytest.mark.parametrize("words", ["reparasjonen", "ombruk", "Møblene", "verkst"])
def test_document_is_found_by_words_of_title_and_latest_text(words, make, group, leader):
    document = make(
        "notat.txt", "Vi reparerer møbler på verkstedet.".encode(), title="Plan for ombrukssenteret"
    )
    make("annet.txt", b"Noe helt annet")

    found = group.documents.matching(words)

    assert list(found) == ([document] if words != "reparasjonen" else [])


def test_older_version_is_found_no_more(make, group, leader):
    document = make("notat.txt", b"Tilhenger")

    add_version(document, upload=upload("notat.txt", b"Varebil"), by=leader)
    for version in document.versions.order_by("-number"):
        examine.func(version.pk)

    assert [list(group.documents.matching(each)) for each in ("tilhenger", "varebil")] == [[], [document]]
