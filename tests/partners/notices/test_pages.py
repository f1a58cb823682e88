"""The bell in the workspace, the list behind it, and reading."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from partners.notices.actions import mark_read
from partners.notices.models import Following, Level, Notice
from partners.organisations.models import Membership
from tests.factories import GroupMemberFactory, MembershipFactory, UserFactory
from tests.partners.notices import clubs
from tests.partners.notices.conftest import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def reads(client, kari):
    client.force_login(kari)

    def get(path="/partner/varsler/", **data):
        response = client.get(path, data)
        assert response.status_code == 200
        return response.content.decode()

    return get


def words(text):
    return re.sub(r"\s+", " ", strip_tags(text)).strip()


def bell_says(text):
    return words(re.search(r"<span[^>]* data-bell>(.*?)</span>", text, re.DOTALL)[1])


def rows(text):
    return re.findall(r'<li class="om-varsel.*?</li>', text, re.DOTALL)


def title_of(row):
    return words(re.search(r'<p class="om-varsel__tittel">(.*?)</p>', row, re.DOTALL)[1])


def test_bell_counts_what_is_unread_on_every_page_of_the_workspace(reads, club, kari):
    assert bell_says(reads("/partner/")) == "Varsler, ingen nye"
    post(club, kari)
    assert bell_says(reads("/partner/")) == "Varsler, 1 nytt"
    post(club, kari, kind=clubs.MENTION)
    assert bell_says(reads("/partner/")) == "Varsler, 2 nye"


def test_bell_costs_no_query(client, club, kari, django_assert_num_queries):
    client.force_login(kari)
    client.get("/partner/")
    with django_assert_num_queries(2):
        client.get("/partner/varsler/klokke/")
    for _ in range(3):
        post(club, kari)

    with django_assert_num_queries(2):
        client.get("/partner/varsler/klokke/")


def test_bell_is_nobodys_without_an_account(client):
    assert client.get("/partner/varsler/klokke/").status_code == 404


def test_bell_follows_its_room(reads, club, kari, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post(club, kari)

    assert f'data-live-room="bell:{kari.pk}" data-live-since="1"' in reads("/partner/")


def test_list_shows_groups_with_what_is_new(reads, club, kari):
    for title in ("Første", "Andre"):
        post(club, kari, title=title)
    post(club, kari, kind=clubs.MENTION, title="Omtalt")
    mark_read(kari, Notice.objects.filter(kind=clubs.MENTION))

    shown = rows(reads())

    assert [title_of(row) for row in shown] == [
        "Omtalt i Sykkelklubben",
        "2 nye innlegg i Sykkelklubben Nytt",
    ]
    assert ["Merk som lest" in row for row in shown] == [False, True]


def test_list_narrows_to_what_is_unread(reads, club, kari):
    post(club, kari)
    mark_read(kari, Notice.objects.all())
    unread = post(club, kari, kind=clubs.MENTION)

    [row] = rows(reads(vis="uleste"))

    assert f'href="/partner/varsler/{unread[0].pk}/"' in row


def test_list_says_so_when_it_is_empty(reads):
    assert "Ingen varsler ennå" in reads()
    assert "Ingenting ulest" in reads(vis="uleste")


def test_list_costs_the_same_for_one_and_for_three(client, club, kari, django_assert_num_queries):
    others = [MembershipFactory(user=kari).organisation for _ in range(2)]
    client.force_login(kari)
    post(club, kari)
    client.get("/partner/varsler/")
    with django_assert_num_queries(7):
        client.get("/partner/varsler/")
    for each in others:
        post(each, kari)

    with django_assert_num_queries(7):
        client.get("/partner/varsler/")


def test_list_goes_on_to_older_ones(reads, club, kari):
    clubs_of_kari = [club, *(MembershipFactory(user=kari).organisation for _ in range(21))]
    told = [post(each, kari)[0].pk for each in clubs_of_kari]

    document = reads(vis="uleste")
    older = re.search(r'rel="next" href="([^"]+)"', document)[1]

    assert len(rows(document)) == 20
    assert older == f"?vis=uleste&amp;before={told[2]}"
    assert len(rows(reads(vis="uleste", before=told[2]))) == 2


def test_what_may_not_be_read_any_more_is_gone_and_counts_no_more(reads, club, kari):
    post(club, kari)
    Membership.objects.filter(user=kari).delete()

    document = reads()

    assert "Sykkelklubben" not in document
    assert bell_says(document) == "Varsler, ingen nye"
    assert bell_says(reads("/partner/")) == "Varsler, ingen nye"


def test_notice_leads_on_and_is_read_with_its_group(client, club, kari, ola):
    first, second = post(club, kari)[0], post(club, kari, ola)[0]
    later = post(club, kari)[0]
    client.force_login(kari)

    response = client.get(reverse("notice", args=[second.pk]))

    assert (response.status_code, response["Location"]) == (302, f"/klubb/{club.pk}/")
    assert set(Notice.objects.unread().values_list("pk", flat=True)) == {later.pk, second.pk + 1}
    assert first.pk < second.pk


@pytest.mark.parametrize("who", ["another", "outside now"])
def test_notice_is_not_found_by_others(client, club, kari, who):
    [notice] = post(club, kari)
    if who == "outside now":
        Membership.objects.filter(user=kari).delete()
    client.force_login(kari if who == "outside now" else UserFactory())

    assert client.get(reverse("notice", args=[notice.pk])).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_one_is_marked_as_read_without_going_there(client, club, kari):
    [notice] = post(club, kari)
    client.force_login(kari)

    response = client.post(reverse("notice_read", args=[notice.pk]), {"vis": "uleste"})

    assert response["Location"] == "/partner/varsler/?vis=uleste"
    assert Notice.objects.unread().count() == 0


def test_all_are_marked_as_read_but_what_came_since(client, club, kari):
    shown = post(club, kari)[0]
    later = post(club, kari, kind=clubs.MENTION)[0]
    client.force_login(kari)

    client.post(reverse("notices_read"), {"newest": shown.pk})

    assert list(Notice.objects.unread()) == [later]


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40, "٣"])
def test_all_are_left_alone_by_an_odd_request(client, club, kari, newest):
    post(club, kari)
    client.force_login(kari)

    assert client.post(reverse("notices_read"), {"newest": newest}).status_code == 302
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "٣"])
def test_list_takes_an_odd_address_for_the_first_page(reads, club, kari, before):
    post(club, kari)

    assert len(rows(reads(before=before))) == 1


def test_my_page_tells_how_many_are_new(reads, club, kari):
    post(club, kari)

    assert "Du har 1 nytt varsel." in reads("/min-side/")


@pytest.mark.parametrize("written", ["group:0{}", "group:{}0", "group:", "group:²", "{}", ""])
def test_level_is_not_set_for_a_place_that_is_written_oddly(client, written):
    member = GroupMemberFactory()
    client.force_login(member.user)

    answer = client.post(
        reverse("notice_level"), {"place": written.format(member.group_id), "level": Level.NONE}
    )

    assert answer.status_code == 404
    assert not Following.objects.filter(user=member.user, level=Level.NONE).exists()
