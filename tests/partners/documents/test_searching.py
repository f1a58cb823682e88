"""Documents in the site's search: in Norwegian, the best first, for those in their group alone."""

import pytest
from django.urls import reverse

from partners.documents.actions import remove_document
from partners.groups.membership import remove_member
from partners.groups.models import GroupMember
from tests.factories import UserFactory
from tests.staff import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    """`search(words, reader)`: the titles of the documents that a reader finds."""

    def titles(words, reader, **narrowed):
        client.force_login(reader) if reader else client.logout()
        groups = client.get(reverse("search"), {"q": words} | narrowed).context["groups"]
        return [hit.title for group in groups for hit in group.hits if "/dokumenter/" in hit.url]

    return titles


@pytest.mark.parametrize("words", ["lastesykkel", "lastesykler", "LASTESYK", "notatet"])
def test_document_is_found_by_forms_of_its_words(words, make, search, member):
    make("plan.txt", b"Vi har to lastesykler.", title="Notat")

    assert search(words, member) == ["Notat"]


def test_document_is_found_by_those_in_its_group_alone(make, group, search, leader, member, observer):
    group.shown, group.joining = "nothing", "invite"
    group.save()
    make("plan.txt", b"Vi har to lastesykler.", title="Notat")

    found = [search("lastesykkel", reader) for reader in (leader, member, observer, UserFactory(), None)]

    assert found == [["Notat"], ["Notat"], ["Notat"], [], []]


def test_removed_member_finds_it_no_more(make, group, search, leader, member):
    make("plan.txt", b"Vi har to lastesykler.", title="Notat", by=leader)
    remove_member(GroupMember.objects.get(group=group, user=member), by=leader)

    assert (search("lastesykkel", member), search("lastesykkel", leader)) == ([], ["Notat"])


def test_removed_document_is_not_found(make, search, leader):
    remove_document(make("plan.txt", b"Vi har to lastesykler."), by=leader)

    assert search("lastesykkel", leader) == []


def test_words_of_a_title_weigh_more(make, search, member):
    make("a.txt", b"Noe om lastesykler.", title="Budsjett")
    make("b.txt", b"Noe annet.", title="Lastesykler")
    make("c.txt", b"Noe om lastesykler, og mer.", title="Referat")

    assert search("lastesykler", member)[0] == "Lastesykler"


def test_search_is_narrowed_to_documents(make, search, member, client):
    make("plan.txt", b"Verksted med lastesykler.", title="Notat")

    assert search("verksted", member, type="documents") == ["Notat"]
    assert [group.label for group in client.get("/sok/?q=verksted&type=documents").context["groups"]] == [
        "Dokumenter i arbeidsgruppene dine"
    ]
    assert search("verksted", member, type="groups") == []


def test_the_rest_of_many_is_found_by_narrowing(make, search, member, client):
    for n in range(11):
        make("plan.txt", b"Vi har to lastesykler %d." % n, title=f"Notat {n}")

    assert len(search("lastesykler", member)) == 10
    assert 'href="?q=lastesykler&amp;type=documents"' in client.get("/sok/?q=lastesykler").text
    assert len(search("lastesykler", member, type="documents")) == 11


def test_excerpt_shows_the_words_far_into_a_long_document(make, member, client):
    make("bok.txt", b"Fyll her. " * 15_000 + b"<b>Lastesykler</b> til slutt.")
    client.force_login(member)

    page = client.get("/sok/?q=lastesykkel").text

    assert "&lt;b&gt;<mark>Lastesykler</mark>&lt;/b&gt; til slutt." in page


def test_search_asks_as_often_for_three_documents_as_for_one(make, member, client):
    def with_more(number):
        for _ in range(number):
            make("plan.txt", b"Vi har to lastesykler.")
        client.force_login(member)
        return queries_of(client, f"{reverse('search')}?q=lastesykler")

    with_more(1)
    assert with_more(1) == with_more(2)
