"""Files that go with posts: from the form to the thread, who gets them, and what is refused."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from partners.discussions.actions import delete_post, edit_post, post
from partners.discussions.attaching import MOST_FILES, attach, examine, examine_again
from partners.discussions.errors import FilesStay
from partners.discussions.leading import end_guest, let_in_guest
from partners.discussions.models import Discussion, Post, PostFile
from partners.people.erasing import erase_everything, warnings_for
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from portal.files import PATIENCE, TooManyFiles
from portal.live.models import Room
from tests.bad_files import BAD
from tests.partners.documents.test_actions import VIRUS
from tests.staff import facts
from tests.uploads import GOOD, PDF, PNG, file, upload

pytestmark = pytest.mark.django_db
STORAGE = PostFile._meta.get_field("file").storage
SCANNERS = "tests.partners.documents.test_actions."


def is_stored(file):
    return STORAGE.exists(file.file.name)


@pytest.fixture
def as_member(client, member):
    client.force_login(member.user)
    return client


@pytest.fixture
def attached(discussion, member):
    """A post of the member's with a PDF and a picture."""
    files = [upload("plan.pdf"), upload("bod.png", PNG)]
    said = {"text": "Se planen.", "files": files, "client_id": uuid.uuid4()}
    return post(discussion, by=member.user, **said)


def send(client, discussion, *files, headers=None, **fields):
    data = {"text": "Her er planen.", "client_id": uuid.uuid4(), "files": list(files)} | fields
    return client.post(reverse("post_write", args=[discussion.pk]), data, headers=headers)


def address_of(file):
    return reverse("post_file", args=[file.post_id, file.pk])


def test_post_is_shown_with_name_kind_and_size_of_its_files(as_member, discussion):
    sent = [file("Plan.pdf", PDF), file("Bod.PNG", PNG), file("pris.xlsx", GOOD["xlsx"])]

    answer = send(as_member, discussion, *sent)

    files = list(PostFile.objects.order_by("pk"))
    page = as_member.get(discussion.get_absolute_url(), follow=True)
    assert answer.status_code == 302
    assert [(each.name, each.label) for each in files] == [
        ("Plan.pdf", "PDF"),
        ("Bod.PNG", "PNG"),
        ("pris.xlsx", "XLSX"),
    ]
    assert all(address_of(each) in page.text for each in files)
    assert f"PDF, {len(PDF)} byte" in page.text.replace("\xa0", " ")


def test_thread_starts_with_files(as_member, group):
    data = {"title": "Planen", "text": "Se her.", "client_id": uuid.uuid4(), "files": [file("plan.pdf", PDF)]}

    as_member.post(reverse("discussion_new", args=[group.slug]), data)

    assert Discussion.objects.get().posts.get().files.get().name == "plan.pdf"


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_told_of_with_the_text_kept(case, htmx, as_member, discussion):
    headers = {"HX-Request": "true"} if htmx else None

    answer = send(as_member, discussion, file("god.pdf", PDF), file(*BAD[case]), headers=headers)

    assert answer.status_code == 422
    assert "Her er planen." in answer.text
    assert "Velg filene dine på nytt" in answer.text
    assert (Post.objects.count(), PostFile.objects.count()) == (0, 0)


def test_bad_file_in_a_new_thread_keeps_title_and_text(as_member, group):
    data = {"title": "Planen", "text": "Se her.", "client_id": uuid.uuid4(), "files": [file("a.pdf", b"")]}

    answer = as_member.post(reverse("discussion_new", args=[group.slug]), data)

    assert answer.status_code == 422
    assert "Filen er tom." in answer.text
    assert 'value="Planen"' in answer.text
    assert not Discussion.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("../../etc/passwd.pdf", "passwd.pdf"), ("plan\u202e.pdf", "plan.pdf"), ("<b>.pdf", "-b-.pdf")],
)
def test_name_is_kept_without_tricks(sent, kept, discussion, member):
    said = {"text": "Se.", "files": [upload(sent)], "client_id": uuid.uuid4()}

    assert post(discussion, by=member.user, **said).files.get().name == kept


def test_more_files_than_there_is_room_for_are_told(as_member, discussion):
    answer = send(as_member, discussion, *(file(f"{n}.pdf", PDF + bytes([n])) for n in range(4)))

    assert answer.status_code == 422
    assert "Velg høyst 3 filer." in answer.text


def test_larger_bodies_are_let_in_where_files_are_sent(as_member, discussion):
    large = [file(f"{n}.pdf", PDF + bytes([n]) + b"\x00" * (9 * 1024 * 1024)) for n in range(4)]

    assert send(as_member, discussion, *large).status_code == 413
    for each in large:
        each.seek(0)
    assert send(as_member, discussion, *large[:3]).status_code == 302


def test_sending_twice_keeps_the_files_once(as_member, discussion):
    client_id = uuid.uuid4()
    for _time in range(2):
        send(as_member, discussion, file("a.pdf", PDF), file("b.pdf", PDF), client_id=client_id)

    assert PostFile.objects.get().name == "a.pdf"


def test_file_is_given_to_be_saved_and_in_parts(as_member, attached):
    address = address_of(attached.files.first())

    whole = as_member.get(address)
    content = b"".join(whole)
    part = as_member.get(address, headers={"Range": "bytes=0-3"})

    assert content == PDF
    assert whole["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Security-Policy"].endswith("sandbox")
    assert whole["Cache-Control"].startswith("private, no-store")
    assert (part.status_code, b"".join(part)) == (206, PDF[:4])


def test_file_is_for_those_who_read_the_thread(client, discussion, attached, leader, outsider):
    address = address_of(attached.files.first())
    client.force_login(outsider)

    before = client.get(address).status_code
    let_in_guest(discussion, user=outsider, by=leader.user)
    as_guest = client.get(address).status_code
    end_guest(discussion, user=outsider, by=leader.user)

    assert (before, as_guest, client.get(address).status_code) == (404, 200, 404)


def test_file_is_not_found_by_another_post(as_member, attached, said):
    address = reverse("post_file", args=[said.pk, attached.files.first().pk])

    assert as_member.get(address).status_code == 404


def test_files_are_changed_while_that_leaves_no_trace(
    as_member, attached, django_capture_on_commit_callbacks
):
    gone, stays = attached.files.all()
    address = reverse("post_change", args=[attached.pk])
    assert "plan.pdf (PDF, " in as_member.get(address).text

    data = {"text": attached.text, "removed": [gone.pk], "files": [file("c.pdf", PDF + b"c")]}
    with django_capture_on_commit_callbacks(execute=True):
        assert as_member.post(address, data).status_code == 302

    assert [each.name for each in attached.files.all()] == ["bod.png", "c.pdf"]
    assert (is_stored(gone), is_stored(stays)) == (False, True)


def test_change_has_room_for_three_in_all_and_keeps_the_text(as_member, attached):
    data = {"text": "Ny tekst", "files": [file(f"{n}.pdf", PDF + bytes([n])) for n in range(2)]}

    answer = as_member.post(reverse("post_change", args=[attached.pk]), data)

    assert answer.status_code == 422
    assert "Det er ikke plass til så mange" in answer.text
    assert "Ny tekst" in answer.text
    assert attached.files.count() == 2


def test_files_stay_when_others_have_had_time_to_read(as_member, attached, member):
    Post.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    attached.refresh_from_db()

    page = as_member.get(reverse("post_change", args=[attached.pk])).text

    assert 'name="files"' not in page
    assert "Vedleggene blir stående" in page
    with pytest.raises(FilesStay):
        edit_post(attached, text="Ny", by=member.user, added=[upload("c.pdf", PDF + b"c")])


def test_too_many_leave_all_as_it_was(discussion, member, attached):
    more = [upload(f"{n}.pdf", PDF + bytes([n])) for n in range(MOST_FILES)]

    with pytest.raises(TooManyFiles):
        attach(attached, more, by=member.user)

    assert attached.files.count() == 2


def test_deleted_post_takes_its_files_along(as_member, attached, member, django_capture_on_commit_callbacks):
    files = list(attached.files.all())

    with django_capture_on_commit_callbacks(execute=True):
        delete_post(attached, by=member.user)

    assert not any(is_stored(each) for each in files)
    assert not PostFile.objects.exists()
    assert "plan.pdf" not in as_member.get(attached.discussion.get_absolute_url(), follow=True).text


@pytest.mark.parametrize(
    ("content", "scan", "shown"),
    [(PDF, "clean", None), (PDF + VIRUS, "infected", "Holdt tilbake: et virus ble funnet")],
)
def test_file_waits_until_it_is_scanned(content, scan, shown, as_member, discussion, settings):
    settings.FILE_SCANNER = f"{SCANNERS}scanner"
    send(as_member, discussion, file("plan.pdf", content))
    kept = PostFile.objects.get()
    before = as_member.get(address_of(kept)).status_code
    waiting = facts(as_member.get(discussion.get_absolute_url()))
    told = Room.objects.get().number

    examine.func(kept.pk)

    kept.refresh_from_db()
    after = as_member.get(address_of(kept)).status_code
    assert (before, kept.scan, after) == (404, scan, 200 if scan == "clean" else 404)
    assert "Venter på virussjekk" in waiting
    assert shown is None or shown in facts(as_member.get(discussion.get_absolute_url()))
    assert Room.objects.get().number == told + 1


def test_scanner_that_does_not_answer_is_asked_again(as_member, discussion, settings):
    settings.FILE_SCANNER = f"{SCANNERS}silent_scanner"
    send(as_member, discussion, file("plan.pdf", PDF))
    examine.func(PostFile.objects.get().pk)
    settings.FILE_SCANNER = f"{SCANNERS}scanner"

    examine_again()
    too_early = PostFile.objects.get().scan
    PostFile.objects.update(added_at=timezone.now() - 2 * PATIENCE)
    examine_again()

    assert (too_early, PostFile.objects.get().scan) == ("waiting", "clean")


def test_copy_holds_the_files(attached, member):
    with override("nb"):
        chapters = {chapter.key: chapter for chapter in chapters_about(subject_of(member.user))}

    names = [f"{attached.pk}-{each.pk}-{each.name}" for each in attached.files.all()]
    assert list(chapters["posts"].files) == list(zip(names, [PDF, PNG], strict=True))


def test_erased_person_leaves_that_there_were_files(
    client, leader, attached, member, django_capture_on_commit_callbacks
):
    files = list(attached.files.all())
    with override("nb"):
        warned = warnings_for(member.user)

    with django_capture_on_commit_callbacks(execute=True):
        erase_everything(subject_of(member.user))

    client.force_login(leader.user)
    page = facts(client.get(attached.discussion.get_absolute_url(), follow=True))
    assert any("lagt ved innlegg" in sentence for sentence in warned)
    assert not any(is_stored(each) for each in files)
    assert "ble slettet sammen med kontoen" in page
    assert "plan.pdf" not in page
    assert client.get(address_of(files[0])).status_code == 404
