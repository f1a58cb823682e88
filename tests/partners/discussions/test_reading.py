"""What is unread, where a thread opens, and which one comes next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.discussions import reading
from partners.discussions.models import Discussion, DiscussionReader, Post
from partners.discussions.reading import (
    list_page,
    mark_read,
    next_unread,
    posts_of,
    unread_by_group,
)
from tests.factories import DiscussionFactory, GroupMemberFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(discussion, leader):
    return PostFactory.create_batch(12, discussion=discussion, author=leader.user)


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(reading, "SHOWN", 4)
    monkeypatch.setattr(reading, "CONTEXT", 1)


def unread(user):
    return Discussion.objects.with_unread(user).values_list("unread", "first_unread").get()


def test_unread_is_what_others_said_since_one_read(discussion, posts, member, leader):
    assert unread(member.user) == (12, posts[0].pk)
    mark_read(discussion, member.user, posts_of(discussion, member.user))
    mine = PostFactory(discussion=discussion, author=member.user)
    new = PostFactory(discussion=discussion, author=leader.user)

    assert unread(member.user) == (1, new.pk)
    assert unread(leader.user) == (1, mine.pk)


def test_what_was_said_before_one_came_is_read(discussion, posts):
    Post.objects.update(created_at=timezone.now() - timedelta(days=1))
    late = GroupMemberFactory(group=discussion.group)

    assert unread(late.user) == (0, None)


def test_deleted_posts_are_not_unread(discussion, posts, member):
    Post.objects.exclude(pk=posts[3].pk).update(state="deleted", text="")

    assert unread(member.user) == (1, posts[3].pk)


def test_reading_an_earlier_page_keeps_what_was_read_later(discussion, posts, member, short):
    mark_read(discussion, member.user, posts_of(discussion, member.user))
    mark_read(discussion, member.user, posts_of(discussion, member.user, before=posts[6].pk))

    assert DiscussionReader.objects.get().last_read == posts[-1].pk


def test_page_begins_with_what_stands_before_the_first_unread(discussion, posts, member, short):
    page = posts_of(discussion, member.user, start=posts[5].pk)

    assert [each.pk for each in page] == [each.pk for each in posts[4:8]]
    assert (page.earlier, page.later) == (posts[4].pk, posts[8].pk)


def test_pages_lead_through_the_whole_thread(discussion, posts, member, short):
    page = posts_of(discussion, member.user)
    seen = [each.pk for each in page]
    while page.earlier:
        page = posts_of(discussion, member.user, before=page.earlier)
        seen = [each.pk for each in page] + seen

    assert seen == [each.pk for each in posts]


def test_next_unread_is_in_the_same_group_first(discussion, posts, member, leader):
    elsewhere = GroupMemberFactory(user=member.user).group
    newest = PostFactory(discussion=DiscussionFactory(group=elsewhere))
    PostFactory()

    assert next_unread(member.user, group=discussion.group) == discussion
    assert next_unread(member.user, group=discussion.group, besides=discussion.pk) == newest.discussion
    mark_read(newest.discussion, member.user, posts_of(newest.discussion, member.user))
    assert next_unread(member.user, besides=discussion.pk) is None


def test_list_has_pinned_ones_first_and_goes_on_by_key(group, member, monkeypatch):
    monkeypatch.setattr(reading, "LISTED", 2)
    threads = [PostFactory(discussion=DiscussionFactory(group=group)).discussion for _ in range(4)]
    Discussion.objects.filter(pk=threads[0].pk).update(pinned_at=timezone.now())

    pinned, first, older = list_page(group, member.user)
    _none, rest, end = list_page(group, member.user, before=older)

    assert ([*pinned], first, rest) == ([threads[0]], [threads[3], threads[2]], [threads[1]])
    assert end is None


def test_unread_of_groups_that_one_is_in(discussion, posts, member):
    PostFactory()

    groups = [each.group for each in Discussion.objects.select_related("group")]
    assert unread_by_group(groups, member.user) == {discussion.group_id: 12}
