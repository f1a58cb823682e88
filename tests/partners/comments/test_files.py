"""Files that partners send with a comment: from the form to the thread, and what is refused."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from partners.comments.actions import change_comment, take_back
from partners.comments.errors import FilesStay
from partners.comments.models import HeldComment
from partners.inputs.actions import answer_input, hide_input, marker_of
from partners.inputs.attaching import attach
from partners.inputs.errors import InputChanged
from partners.inputs.models import Input, InputFile
from portal.files import TooManyFiles
from portal.uploads import MOST_BYTES
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.uploads import GOOD, OLE2, PDF, PNG, file, office, upload

pytestmark = pytest.mark.django_db
SAID = {"kind": "idea", "text": "Vi har tegnet lageret.", "shown_as": "name", "visibility": "everyone"}
PROGRAM = b"MZ\x90\x00" + b"\x00" * 100
STORAGE = InputFile._meta.get_field("file").storage


def is_stored(file):
    return STORAGE.exists(file.file.name)


@pytest.fixture
def partner(client, kari):
    """The browser of Kari, who acts for an approved organisation."""
    MembershipFactory(user=kari)
    client.force_login(kari)
    return client


def send(client, place, *files, **fields):
    return client.post(place.url, SAID | fields | {"files": list(files)})


def test_partner_sends_three_files_that_stand_with_kind_and_size(partner, place):
    answer = send(
        partner, place, file("Tegning.pdf", PDF), file("Bod.PNG", PNG), file("pris.xlsx", GOOD["xlsx"])
    )

    assert answer.status_code == 302
    files = list(Input.objects.get().files.all())
    assert [(each.name, each.label) for each in files] == [
        ("Tegning.pdf", "PDF"),
        ("Bod.PNG", "PNG"),
        ("pris.xlsx", "XLSX"),
    ]
    thread = partner.get(place.url).content.decode()
    for each in files:
        assert reverse("input_file", args=[each.input_id, each.pk]) in thread
    assert f"PDF, {len(PDF)} byte" in thread.replace("\xa0", " ")


@pytest.mark.parametrize("who", ["volunteer", "asks", "pending", "suspended"])
def test_files_are_for_members_of_approved_organisations(client, place, kari, who):
    if who == "asks":
        MembershipFactory(user=kari, state="requested")
    elif who != "volunteer":
        reason = {"reason": "Fordi."} if who == "suspended" else {}
        MembershipFactory(user=kari, organisation=OrganisationFactory(status=who, **reason))
    client.force_login(kari)

    assert 'name="files"' not in client.get(place.url).content.decode()
    send(client, place, file("Tegning.pdf", PDF))

    assert Input.objects.get().files.count() == 0


def test_guest_sends_no_file(client, place):
    assert 'type="file"' not in client.get(place.url).content.decode()

    send(client, place, file("Tegning.pdf", PDF), name="Ola", email="ola@example.no")

    assert InputFile.objects.count() == 0
    assert HeldComment.objects.count() <= 1


REFUSED = {
    "empty": (file("tom.pdf", b""), "tom.pdf: Filen er tom."),
    "a program": (file("spill.exe", PROGRAM), "spill.exe: Vi kan ikke ta imot denne typen fil."),
    "a program with the name of a PDF": (file("faktura.pdf", PROGRAM), "faktura.pdf: Innholdet i filen"),
    "a page with the name of a picture": (file("logo.png", b"<script>x()</script>"), "logo.png: Innholdet"),
    "a drawing that runs": (file("logo.svg", b"<svg onload='x()'/>"), "logo.svg: Vi kan ikke ta imot"),
    "two endings": (file("tegning.pdf.exe", PDF), "tegning.pdf.exe: Vi kan ikke ta imot"),
    "an older document": (file("brev.docx", OLE2), "brev.docx: "),
    "a macro": (file("brev.docm", office("docx")), "brev.docm: "),
    "a path": (file("../../spill.exe", PROGRAM), "spill.exe: "),
    "too large": (file("stor.pdf", PDF + b"\x00" * MOST_BYTES), "stor.pdf: Filen er for stor: én fil kan"),
}


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "panel"])
@pytest.mark.parametrize("kind", REFUSED)
def test_bad_file_is_told_and_the_text_kept(partner, place, kind, htmx):
    bad, told = REFUSED[kind]
    bad.seek(0)

    data = SAID | {"files": [file("god.pdf", PDF), bad]}
    answer = partner.post(place.url, data, headers={"HX-Request": "true"} if htmx else {})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert "Velg filene dine på nytt" in html
    assert SAID["text"] in html
    assert (Input.objects.count(), InputFile.objects.count()) == (0, 0)


def test_more_than_three_are_told(partner, place):
    answer = send(partner, place, *(file(f"{n}.pdf", PDF + bytes([n])) for n in range(4)))

    assert answer.status_code == 422
    assert "Velg høyst 3 filer." in answer.content.decode()


def test_files_must_be_chosen_again_whatever_was_wrong(partner, place):
    answer = send(partner, place, file("a.pdf", PDF), text="")

    assert answer.status_code == 422
    assert "Velg filene dine på nytt" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("..%2f..%2fetc%2fpasswd.pdf", "..%2f..%2fetc%2fpasswd.pdf".strip(".")),
        (r"C:\Users\Silje\plan.pdf", "plan.pdf"),
        ("plan\x00.exe\x00.pdf", "plan.exe.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
        ("<img src=x onerror=fired()>.pdf", "-img src=x onerror=fired()-.pdf"),
        ("l" * 300 + ".pdf", "l" * 116 + ".pdf"),
    ],
)
def test_name_with_a_trick_is_kept_without_it(partner, place, sent, kept):
    body = multipart(SAID, name=sent, content=PDF)

    answer = partner.post(place.url, body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 302
    stands = InputFile.objects.get()
    assert stands.name == kept
    assert stands.file.name.count("/") == 2
    assert "onerror=fired()>" not in partner.get(place.url).content.decode()


def multipart(fields, *, name, content):
    """The bytes of a form with one file, by a hand that cleans no name."""
    head = '--x\r\nContent-Disposition: form-data; name="{}"'
    parts = [f"{head.format(key)}\r\n\r\n{value}\r\n" for key, value in fields.items()]
    parts.append(f'{head.format("files")}; filename="{name}"\r\nContent-Type: text/html\r\n\r\n')
    return "".join(parts).encode() + content + b"\r\n--x--\r\n"


def test_null_bytes_around_the_file_change_nothing(partner, place):
    answer = send(partner, place, file("nuller.pdf", b"\x00" * 40 + PDF), text="Tekst\x00 med null.")

    assert answer.status_code == 422
    assert "nuller.pdf: Innholdet i filen" in answer.content.decode()


def test_body_of_three_large_files_is_let_in_and_a_larger_one_is_not(partner, place):
    large = [file(f"{n}.pdf", PDF + bytes([n]) + b"\x00" * (9 * 1024 * 1024)) for n in range(4)]

    assert send(partner, place, *large).status_code == 413
    for each in large:
        each.seek(0)
    assert send(partner, place, *large[:3]).status_code == 302


def test_same_comment_sent_twice_is_one_with_its_files_once(partner, place):
    for _time in range(2):
        assert send(partner, place, file("a.pdf", PDF)).status_code == 302

    assert Input.objects.get().files.count() == 1


def test_same_words_with_more_files_than_there_is_room_for_are_told(partner, place):
    send(partner, place, *(file(f"{n}.pdf", PDF + bytes([n])) for n in range(3)))

    answer = send(partner, place, file("4.pdf", PDF + b"4"))

    assert answer.status_code == 422
    assert "Du har sagt dette her før" in answer.content.decode()
    assert InputFile.objects.count() == 3


@pytest.fixture
def given(comment, kari):
    given = comment()
    attach(given, [upload("a.pdf", PDF), upload("b.png", PNG)], by=kari)
    return given


def test_within_a_quarter_of_an_hour_files_are_taken_away_and_added(
    partner, given, django_capture_on_commit_callbacks
):
    gone, stays = given.files.all()
    address = reverse("comment_change", args=[given.pk])
    assert "a.pdf (PDF, " in partner.get(address).content.decode()

    data = {"text": given.text, "removed": [gone.pk], "files": [file("c.pdf", PDF + b"c")]}
    with django_capture_on_commit_callbacks(execute=True):
        assert partner.post(address, data).status_code == 302

    assert [each.name for each in given.files.all()] == ["b.png", "c.pdf"]
    assert not is_stored(gone)
    assert is_stored(stays)
    assert given.earlier_texts.count() == 0


def test_bad_file_in_a_change_keeps_the_text_and_the_files(partner, given):
    address = reverse("comment_change", args=[given.pk])

    answer = partner.post(address, {"text": "Ny tekst", "files": [file("c.pdf", PROGRAM)]})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "c.pdf: Innholdet" in html
    assert "Ny tekst" in html
    assert given.files.count() == 2


def test_change_has_room_for_three_in_all(partner, given):
    address = reverse("comment_change", args=[given.pk])
    two = [file("c.pdf", PDF + b"c"), file("d.pdf", PDF + b"d")]

    answer = partner.post(address, {"text": given.text, "files": two})

    assert answer.status_code == 422
    assert "Det er ikke plass til så mange" in answer.content.decode()
    assert given.files.count() == 2


def test_who_is_no_partner_any_more_takes_away_and_adds_none(client, kari, given):
    client.force_login(kari)
    address = reverse("comment_change", args=[given.pk])

    data = {"text": given.text, "removed": [given.files.first().pk], "files": [file("c.pdf", PDF + b"c")]}
    client.post(address, data)

    assert [each.name for each in given.files.all()] == ["b.png"]


def test_later_or_answered_the_files_stay(partner, given, kari):
    address = reverse("comment_change", args=[given.pk])
    keys = [given.files.first().pk]
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        html = partner.get(address).content.decode()
        assert 'name="files"' not in html
        assert "Vedleggene blir stående" in html
        with pytest.raises(FilesStay):
            change_comment(given, text=given.text, by=kari, removed=keys)

    answer_input(given, status="answered", text="Takk.", by=UserFactory())
    with pytest.raises(FilesStay):
        change_comment(given, text=given.text, by=kari, added=[upload("c.pdf", PDF + b"c")])
    assert given.files.count() == 2


def test_an_answer_to_files_that_have_changed_is_not_sent(given, kari):
    seen = marker_of(given)

    change_comment(given, text=given.text, by=kari, removed=[given.files.first().pk])

    with pytest.raises(InputChanged):
        answer_input(given, status="answered", text="Fin tegning.", by=UserFactory(), seen=seen)


def test_too_many_at_once_leave_all_as_it_was(given, kari):
    more = [upload(f"{n}.pdf", PDF + bytes([n])) for n in range(2)]

    with pytest.raises(TooManyFiles):
        change_comment(given, text="Ny tekst", by=kari, added=more)

    given.refresh_from_db()
    assert (given.text, given.files.count()) == ("Hva med en tredje runde?", 2)


def test_deleted_comment_takes_its_files_along(given, kari, django_capture_on_commit_callbacks):
    files = list(given.files.all())

    with django_capture_on_commit_callbacks(execute=True):
        take_back(given, by=kari)

    assert not any(is_stored(each) for each in files)


def test_withdrawn_comment_shows_no_file_in_the_thread(partner, place, given, kari):
    answer_input(given, status="answered", text="Takk.", by=UserFactory())
    take_back(given, by=kari)

    assert "a.pdf" not in partner.get(place.url).content.decode()


def test_hidden_comment_takes_no_more_files(given, comment):
    hide_input(given, reason="Regel 2", by=UserFactory())

    with pytest.raises(FilesStay):
        comment(given.text, files=[upload("c.pdf", PDF + b"c")])
