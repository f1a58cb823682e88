"""Groups, threads and posts in search: for those who may read them, in Norwegian."""

import pytest
from django.urls import reverse

from partners.discussions import models
from partners.groups.invitations import invite
from partners.groups.models import WorkingGroup
from tests.factories import (
    DiscussionFactory,
    GroupMemberFactory,
    PostFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db


def search(client, reader, words):
    if reader:
        client.force_login(reader)
    return facts(client.get(reverse("search"), {"q": words}))


def test_post_is_found_inflected_by_those_in_the_group_alone(client, discussion, said, member, outsider):
    said.text = "Vi trenger flere lastesykler."
    said.save()

    assert said.get_absolute_url() in search(client, member.user, "lastesykkel").replace("&amp;", "&")
    assert said.get_absolute_url() not in search(client, outsider, "lastesykkel")
    client.logout()
    assert said.get_absolute_url() not in search(client, None, "lastesykkel")


def test_deleted_post_is_not_found(client, discussion, member):
    gone = PostFactory(discussion=discussion, text="", state="deleted")

    assert gone.get_absolute_url() not in search(client, member.user, "lastesykkel")


def test_thread_is_found_by_its_title(client, group, member):
    thread = DiscussionFactory(group=group, title="Hvem låner ut verktøy?")

    assert thread.get_absolute_url() in search(client, member.user, "verktøyet")


def test_group_is_found_by_what_outsiders_may_read(client, outsider):
    told = WorkingGroupFactory(name="Mat og kafé", slug="mat", purpose="Lage en kafé av brukte stoler.")
    named = WorkingGroupFactory(
        name="Bare navnet", slug="navn", purpose="Hemmelige stoler.", shown=WorkingGroup.Shown.NAME
    )

    page = search(client, outsider, "stoler")

    assert told.get_absolute_url() in page
    assert named.get_absolute_url() not in page


def test_who_is_invited_to_a_secret_group_does_not_find_its_purpose(client, outsider):
    secret = WorkingGroupFactory(
        name="Hemmelig", slug="hemmelig", purpose="Finne brukte stoler.", shown="nothing", joining="invite"
    )
    leader = GroupMemberFactory(group=secret, place="leader")
    invite(secret, user=outsider, by=leader.user, language="nb")

    assert secret.get_absolute_url() not in search(client, outsider, "stoler")
    assert secret.get_absolute_url() in search(client, leader.user, "stoler")


def test_what_a_signed_in_reader_finds_is_kept_by_no_cache(client, outsider):
    client.force_login(outsider)

    assert "no-store" in client.get(reverse("search"), {"q": "stoler"})["Cache-Control"]


def test_posts_that_are_not_among_the_latest_are_found_newest_first(client, discussion, member, monkeypatch):
    monkeypatch.setattr(models, "WALKED", 1)
    mine = [PostFactory(discussion=discussion, text="Lastesykler.") for _ in range(3)]
    elsewhere = PostFactory(text="Lastesykler.")

    page = search(client, member.user, "lastesykkel").replace("&amp;", "&")

    places = [page.index(post.get_absolute_url()) for post in reversed(mine)]
    assert places == sorted(places)
    assert elsewhere.get_absolute_url() not in page


def test_search_asks_as_often_for_three_posts_as_for_one(client, discussion, member):
    def with_more(number):
        for _ in range(number):
            PostFactory(discussion=discussion, text="Lastesykler.", author=UserFactory())
        client.force_login(member.user)
        return queries_of(client, f"{reverse('search')}?q=lastesykler")

    with_more(1)
    assert with_more(1) == with_more(1)
