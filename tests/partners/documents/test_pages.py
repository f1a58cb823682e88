"""Documents on pages: uploads that are refused, files that are given out, and who sees what."""

import uuid

import pytest

from partners.documents.actions import add_document, add_version, lock_document
from partners.documents.models import DocumentVersion, GroupDocument
from partners.groups.actions import archive_group
from portal.uploads import KINDS
from tests.bad_files import BAD
from tests.factories import GroupMemberFactory
from tests.partners.documents.test_actions import VIRUS
from tests.staff import queries_of
from tests.uploads import GOOD, JPG, PDF, PNG, file, office, upload

pytestmark = pytest.mark.django_db
BASE = "/partner/grupper/verksted/dokumenter/"


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def as_member(client, member):
    client.force_login(member)
    return client


def send(client, name, content, **fields):
    values = {"file": file(name, content), "client_id": uuid.uuid4()} | fields
    return client.post(f"{BASE}ny/", values)


@pytest.mark.parametrize("extension", GOOD)
def test_good_file_is_taken_in_and_given_out_as_it_was(extension, as_leader):
    answer = send(as_leader, f"Årsplan.{extension}", GOOD[extension], tags="Plan, budsjett")

    document = GroupDocument.objects.get()
    assert answer.url == f"{BASE}{document.pk}/"
    assert (document.title, document.tags) == (f"Årsplan.{extension}", ["budsjett", "plan"])
    given = as_leader.get(f"{BASE}{document.pk}/1/")
    assert b"".join(given.streaming_content) == GOOD[extension]
    assert given["Content-Disposition"].startswith("attachment;")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert given["Cache-Control"].startswith("private, no-store")


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_told_of_with_the_rest_kept(case, as_leader):
    answer = send(as_leader, *BAD[case], title="Tittelen min")

    assert answer.status_code == 422
    assert "Tittelen min" in answer.text
    assert not DocumentVersion.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF + office("docx", **{"word__document.xml": "<w:t>Lastesykkel</w:t>"})),
        ("bilde.jpg", JPG + b"<script>alert(1)</script>"),
        ("bilde.png", PNG + b"<?php echo 1 ?><svg onload='x'/>"),
        ("les.txt", b"<!doctype html><script>alert(1)</script>"),
    ],
)
def test_file_that_is_several_things_is_given_out_as_the_one(name, content, make, as_member):
    document = make(name, content)

    given = as_member.get(f"{BASE}{document.pk}/1/?vis=1")

    assert given["Content-Type"] == KINDS[name.partition(".")[2]]
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Lastesykkel" not in document.text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\hemmelig\\plan.pdf", "plan.pdf"),
        ("plan\u202e.pdf", "plan.pdf"),
        ("<b>.pdf", "-b-.pdf"),
    ],
)
def test_name_is_kept_without_tricks(name, kept, make):
    assert make(name).latest.name == kept


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=0-3", 206, slice(0, 4), "bytes 0-3/{n}"),
        ("bytes=5-", 206, slice(5, None), "bytes 5-{last}/{n}"),
        ("bytes=-4", 206, slice(-4, None), "bytes {from4}-{last}/{n}"),
        ("bytes=0-99999", 206, slice(None), "bytes 0-{last}/{n}"),
        ("bytes=-0", 416, None, "bytes */{n}"),
        ("bytes=99999-", 416, None, "bytes */{n}"),
        ("bytes=4-2", 200, slice(None), None),
        ("bytes=-", 200, slice(None), None),
        ("bytes=0-1,3-4", 200, slice(None), None),
        ("bytes=" + "9" * 400 + "-", 200, slice(None), None),
        ("lines=1-2", 200, slice(None), None),
    ],
)
def test_parts_of_a_file_are_given_out(asked, status, part, told, make, as_member):
    document, n = make(), len(PDF)

    answer = as_member.get(f"{BASE}{document.pk}/1/", headers={"Range": asked})

    assert answer.status_code == status
    assert answer.get("Content-Range") == (told and told.format(n=n, last=n - 1, from4=n - 4))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert content == (PDF[part] if part else b"")


@pytest.mark.parametrize(
    ("name", "shown", "policy"),
    [
        ("plan.pdf", "inline", "default-src 'none'; frame-ancestors 'none'"),
        ("bilde.png", "inline", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("brev.docx", "attachment", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("les.txt", "attachment", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ],
)
def test_only_what_is_safe_is_shown_by_the_browser(name, shown, policy, make, as_member):
    document = make(name, GOOD[name.partition(".")[2]])

    answer = as_member.get(f"{BASE}{document.pk}/1/?vis=1")

    assert answer["Content-Disposition"].partition(";")[0] == shown
    assert answer["Content-Security-Policy"] == policy


def test_form_of_another_group_comes_back_without_what_it_made_there(as_member, leader):
    place, key = GroupMemberFactory(), uuid.uuid4()
    add_document(place.group, upload=upload("hemmelig.pdf"), by=place.user, client_id=key)

    answer = send(as_member, "mitt.pdf", PDF, title="Mitt", client_id=key)

    assert (answer.status_code, 'value="Mitt"' in answer.text, "hemmelig" in answer.text) == (
        422,
        True,
        False,
    )
    assert "Skjemaet kan ikke sendes inn igjen. Åpne det på nytt." in answer.text


def test_what_was_typed_stays_when_the_group_is_archived_meanwhile(make, as_member, group, leader):
    document = make()
    archive_group(group, by=leader)
    there = f"{BASE}{document.pk}/"

    answers = [
        send(as_member, "nytt.pdf", PDF, title="Årsplan"),
        as_member.post(f"{there}rediger/", {"title": "Årsplan"}),
        as_member.post(f"{there}ny-versjon/", {"file": file("nytt.pdf", PDF), "why": "Årsplan"}),
    ]

    for answer in answers:
        assert (answer.status_code, 'value="Årsplan"' in answer.text) == (422, True)
        assert "Gruppa er arkivert i mellomtiden. Ingenting er endret." in answer.text


def test_text_is_shown_as_text(make, as_member):
    document = make("les.txt", b"<script>alert(1)</script>", title="<b>Tittel</b>", why="<i>ny</i>")

    for path in (BASE, f"{BASE}{document.pk}/", "/partner/grupper/verksted/"):
        page = as_member.get(path).text
        assert [each in page for each in ("<script>alert", "<b>Tittel", "<i>ny")] == [False] * 3
    assert "&lt;script&gt;alert" in as_member.get(f"{BASE}{document.pk}/").text


def test_infected_version_is_given_to_nobody(make, as_member, settings):
    settings.FILE_SCANNER = "tests.partners.documents.test_actions.scanner"
    document = make(content=PDF + VIRUS)

    page = as_member.get(f"{BASE}{document.pk}/").text

    assert "Det er funnet et virus i denne versjonen" in page
    assert as_member.get(f"{BASE}{document.pk}/1/").status_code == 404


def test_file_that_is_gone_from_the_disk_is_not_found(make, as_member):
    document = make("les.txt", b"Verksted")
    stored = document.versions.get().file
    stored.storage.delete(stored.name)

    assert as_member.get(f"{BASE}{document.pk}/1/").status_code == 404
    assert as_member.get(f"{BASE}{document.pk}/").status_code == 200


def test_document_of_another_group_is_not_found_here(make, client, leader):
    from tests.factories import GroupMemberFactory

    document = make()
    elsewhere = GroupMemberFactory(place="leader")
    client.force_login(elsewhere.user)

    for path in ("", "1/", "rediger/"):
        there = f"/partner/grupper/{elsewhere.group.slug}/dokumenter/{document.pk}/{path}"
        assert client.get(there).status_code == 404


def test_second_press_on_remove_leads_to_the_documents(make, as_member):
    there = f"{BASE}{make().pk}/fjern/"

    pages = [as_member.post(there, follow=True) for _ in range(2)]

    assert [page.redirect_chain[0][0] for page in pages] == [BASE] * 2
    assert "Dokumentet finnes ikke lenger." in pages[1].text
    assert as_member.get(there).status_code == 404


def test_version_of_what_another_has_locked_is_refused_with_the_words_kept(make, as_leader, member):
    document = lock_document(make(), by=member)

    answer = as_leader.post(
        f"{BASE}{document.pk}/ny-versjon/", {"file": file("b.png", PNG), "why": "Nye tall"}
    )

    assert answer.status_code == 422
    assert "Noen andre arbeider med dokumentet nå" in answer.text
    assert "Nye tall" in answer.text
    assert "Ola Medlem arbeider med dokumentet til" in answer.text


def test_whoever_has_locked_it_is_told_so(make, as_member, member):
    document = lock_document(make(), by=member)

    page = as_member.get(f"{BASE}{document.pk}/").text

    assert "Du arbeider med dokumentet til" in page
    assert 'aria-label="Tilbake til Dokumenter"' in page


def test_ending_ones_lock_twice_leads_to_the_document(make, as_member, member):
    document = lock_document(make(), by=member)

    for _ in range(2):
        answer = as_member.post(f"{BASE}{document.pk}/las-opp/")
        assert (answer.status_code, answer["Location"]) == (302, document.get_absolute_url())


def test_leader_ends_the_lock_of_another(make, as_leader, member):
    document = lock_document(make(), by=member)

    as_leader.post(f"{BASE}{document.pk}/las-opp/")

    document.refresh_from_db()
    assert document.locked_by is None


def test_list_is_searched_and_narrowed_by_tag(make, as_member):
    make("a.txt", b"Tilhenger", title="Alfa", tags=["plan"])
    make("b.txt", b"Varebil", title="Beta", tags=["plan", "transport"])

    def titles(query):
        return [document.title for document in as_member.get(f"{BASE}{query}").context["documents"]]

    assert titles("") == ["Beta", "Alfa"]
    assert titles("?q=tilhenger") == ["Alfa"]
    assert titles("?merke=transport") == ["Beta"]
    assert titles("?q=tilhenger&merke=transport") == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 10), ("{pk}/", 9)])
def test_pages_take_as_many_queries_for_many_documents(path, queries, number, make, as_member, member):
    for n in range(number):
        document = make(f"{n}.pdf", PDF + str(n).encode(), tags=[f"merke {n}"])
        for version in range(number):
            add_version(document, upload=upload(content=PDF + b"v%d" % version), by=member)

    assert queries_of(as_member, BASE + path.format(pk=document.pk)) == queries
