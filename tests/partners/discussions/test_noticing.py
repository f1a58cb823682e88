"""Who hears of a post: as much as they want, while they may read it, and of a mention once."""

import uuid

import pytest
from django.urls import reverse

from partners.discussions.actions import post
from partners.discussions.noticing import MENTIONED, POSTED, place_of_thread
from partners.groups.membership import join, leave
from partners.groups.noticing import place_of_group
from partners.notices.actions import set_level
from partners.notices.kinds import words_of
from partners.notices.models import Following, Level, Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def say(discussion, member, text="Vi trenger flere stoler.", mentioned=()):
    return post(
        discussion,
        by=member.user,
        text=text,
        client_id=uuid.uuid4(),
        mentioned=[each.pk for each in mentioned],
    )


def told(kind):
    return {notice.user for notice in Notice.objects.filter(kind=kind).select_related("user")}


def test_all_in_the_group_hear_of_a_post_but_its_author(discussion, leader, member, observer, outsider):
    say(discussion, leader)

    assert told(POSTED) == {member.user, observer.user}


def test_author_without_a_name_is_no_former_participant(client, discussion, leader, member):
    leader.user.name = ""
    leader.user.save()
    say(discussion, leader)

    (words,) = words_of(member.user, Notice.objects.filter(user=member.user)).values()
    client.force_login(member.user)
    page = client.get(reverse("workspace_activity")).text

    assert words.title == f"Uten navn har skrevet i {discussion.title}"
    assert ("Uten navn skrev i" in page, "Tidligere deltaker" in page) == (True, False)


def test_who_is_mentioned_hears_of_it_once(discussion, leader, member, observer):
    say(discussion, leader, f"Hva mener du, @{member.user.name}?", mentioned=[member.user])

    assert told(MENTIONED) == {member.user}
    assert told(POSTED) == {observer.user}


@pytest.mark.parametrize(
    ("level", "kinds"),
    [(Level.ALL, {POSTED, MENTIONED}), (Level.MENTIONS, {MENTIONED}), (Level.NONE, set())],
)
def test_level_of_the_group_lets_through_what_one_wants(discussion, leader, member, level, kinds):
    set_level(member.user, place_of_group(discussion.group_id), level)

    say(discussion, leader)
    say(discussion, leader, f"Hva mener du, @{member.user.name}?", mentioned=[member.user])

    assert set(Notice.objects.filter(user=member.user).values_list("kind", flat=True)) == kinds


def test_level_of_the_thread_goes_before_that_of_the_group(discussion, leader, member):
    set_level(member.user, place_of_group(discussion.group_id), Level.NONE)
    set_level(member.user, place_of_thread(discussion.pk), Level.ALL)

    say(discussion, leader)

    assert member.user in told(POSTED)


def test_who_takes_part_follows_the_thread_and_can_read_why(client, discussion, leader):
    say(discussion, leader)

    following = Following.objects.get(user=leader.user, place=place_of_thread(discussion.pk))
    assert following.because == Following.Because.TOOK_PART
    client.force_login(leader.user)
    page = client.get(discussion.get_absolute_url(), {"fra": 1}).content.decode()
    assert "Du følger dette: Du har deltatt der." in page


def test_who_joins_follows_the_group_until_they_leave(group, leader):
    member = join(group, user=UserFactory(), language="nb")
    mine = Following.objects.filter(user=member.user)
    assert [each.because for each in mine] == [Following.Because.JOINED]

    leave(member)

    assert not mine.all().exists()


def test_who_has_left_reads_no_notice_of_what_was_said(discussion, leader, member):
    say(discussion, leader)
    notices = list(Notice.objects.filter(user=member.user))
    assert len(words_of(member.user, notices)) == 1

    leave(member)

    assert words_of(member.user, notices) == {}


def test_opening_the_thread_reads_its_notices(client, discussion, leader, member):
    say(discussion, leader)
    client.force_login(member.user)

    client.get(discussion.get_absolute_url(), follow=True)

    assert not Notice.objects.filter(user=member.user).unread().exists()


def test_level_is_set_from_the_page_of_the_place(client, discussion, leader, member):
    client.force_login(member.user)
    fields = {"place": place_of_thread(discussion.pk), "level": "mentions", "next": "/partner/"}

    answer = client.post(reverse("notice_level"), fields)

    assert answer.url == "/partner/"
    assert Following.objects.get(user=member.user, place=fields["place"]).level == Level.MENTIONS


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "thread:0", "level": "all"},
        {"place": "thread:abc", "level": "all"},
        {"place": "group:²", "level": "all"},
        {"place": f"group:{10**30}", "level": "all"},
        {"place": f"thread:{10**18 * 9}", "level": "all"},
        {"place": "x", "level": "all"},
        {"level": "loud"},
        {},
    ],
)
def test_level_of_what_one_does_not_see_or_of_no_kind_is_no_page(client, discussion, member, fields):
    client.force_login(member.user)

    assert client.post(reverse("notice_level"), fields).status_code == 404


def test_level_of_a_foreign_thread_is_no_page(client, discussion, outsider):
    client.force_login(outsider)
    fields = {"place": place_of_thread(discussion.pk), "level": "all"}

    assert client.post(reverse("notice_level"), fields).status_code == 404
    assert not Following.objects.filter(user=outsider).exists()
