"""Notices are written once, to those whose level lets them through, and read in groups."""

import threading

import pytest
from django.db import connection, transaction

from partners.notices.actions import choose, follow, followers_of, mark_read, set_level, unfollow
from partners.notices.models import Following, Level, Notice
from partners.notices.reading import page_of
from partners.organisations.models import Membership
from partners.people.models import User
from tests.factories import MembershipFactory, UserFactory
from tests.partners.notices import clubs
from tests.partners.notices.conftest import post

pytestmark = pytest.mark.django_db


def test_notify_twice_writes_once(club, kari, ola):
    first = post(club, kari, ola, key=7)
    again = post(club, kari, ola, key=7)

    assert [each.user_id for each in first] == [kari.pk, ola.pk]
    assert again == []
    assert Notice.objects.count() == 2


def test_notify_passes_over_closed_accounts(club, kari):
    User.objects.filter(pk=kari.pk).update(is_active=False)
    kari.refresh_from_db()

    assert post(club, kari) == []


def test_notify_costs_the_same_for_one_and_for_many(club, django_assert_num_queries):
    members = [MembershipFactory(organisation=club).user for _ in range(3)]

    with django_assert_num_queries(3):
        post(club, members[0])
    with django_assert_num_queries(3):
        post(club, *members)


def test_notify_undone_with_its_fact(club, kari):
    with pytest.raises(RuntimeError), transaction.atomic():
        post(club, kari)
        raise RuntimeError

    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("level", "heard"),
    [
        (Level.ALL, [clubs.POST, clubs.MENTION, clubs.DECISION]),
        (Level.MENTIONS, [clubs.MENTION, clubs.DECISION]),
        (Level.NONE, [clubs.DECISION]),
    ],
)
def test_level_lets_through_what_it_says(club, kari, level, heard):
    set_level(kari, f"club:{club.pk}", level)

    for kind in (clubs.POST, clubs.MENTION, clubs.DECISION):
        post(club, kari, kind=kind)

    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == heard


def test_nearest_level_counts(club, kari, ola):
    set_level(kari, f"club:{club.pk}", Level.NONE)
    set_level(kari, "thread:1", Level.ALL)
    choose(ola, by_mail=True, default_level=Level.NONE)

    told = post(club, kari, ola, thread="thread:1")
    elsewhere = post(club, kari, ola, thread="thread:2")

    assert [each.user for each in told] == [kari]
    assert elsewhere == []


def test_follow_keeps_the_level_and_the_reason(kari):
    set_level(kari, "thread:1", Level.NONE)

    mine = follow(kari, "thread:1", because=Following.Because.TOOK_PART)
    new = follow(kari, "thread:2", because=Following.Because.TOOK_PART)

    assert (mine.level, mine.because) == (Level.NONE, Following.Because.CHOSE)
    assert (new.level, new.because) == (Level.ALL, Following.Because.TOOK_PART)
    assert list(User.objects.filter(pk__in=followers_of("thread:2"))) == [kari]


def test_unfollow_forgets(kari, ola):
    follow(kari, "thread:1")
    follow(ola, "thread:1")

    unfollow([kari], "thread:1")

    assert list(Following.objects.values_list("user", flat=True)) == [ola.pk]


def test_page_groups_what_belongs_together(club, kari):
    for title in ("Første", "Andre", "Tredje"):
        post(club, kari, title=title)
    post(club, kari, kind=clubs.MENTION, title="Omtalt")

    groups = page_of(kari).groups

    assert [(each.title, each.count) for each in groups] == [
        ("Omtalt i Sykkelklubben", 1),
        ("3 nye innlegg i Sykkelklubben", 3),
    ]
    assert groups[0].where.title == "Sykkelklubben"


def test_place_that_has_no_name_is_told_by_the_one_around_it(club, kari):
    post(club, kari, thread="thread:1")

    [group] = page_of(kari).groups

    assert (group.place, group.where.title) == (f"club:{club.pk}", "Sykkelklubben")


def test_read_and_unread_of_a_group_stand_apart(club, kari):
    post(club, kari)
    mark_read(kari, Notice.objects.all())
    post(club, kari)

    assert [(each.count, each.is_unread) for each in page_of(kari).groups] == [(1, True), (1, False)]
    assert [each.is_unread for each in page_of(kari, unread=True).groups] == [True]


def test_page_leaves_out_what_may_not_be_read_any_more(club, kari):
    [notice] = post(club, kari)
    Membership.objects.filter(user=kari).delete()

    page = page_of(kari)

    assert page.groups == []
    assert page.lost == (notice.pk,)


def test_page_costs_the_same_for_one_and_for_three(club, kari, django_assert_num_queries):
    others = [MembershipFactory(user=kari).organisation for _ in range(2)]
    post(club, kari)
    with django_assert_num_queries(4):
        page_of(kari)
    for each in others:
        post(each, kari)

    with django_assert_num_queries(4):
        assert len(page_of(kari).groups) == 3


def test_page_goes_on_by_key(club, kari):
    kinds = [post(club, kari, kind=clubs.MENTION), post(club, kari, kind=clubs.DECISION), post(club, kari)]

    first = page_of(kari, size=2)
    second = page_of(kari, size=2, before=first.older)

    assert [each.pk for each in first.groups] == [kinds[2][0].pk, kinds[1][0].pk]
    assert ([each.pk for each in second.groups], second.older) == ([kinds[0][0].pk], None)


def test_marking_read_is_for_ones_own(club, kari, ola):
    post(club, kari, ola)

    assert mark_read(kari, Notice.objects.all()) == 1
    assert mark_read(kari, Notice.objects.all()) == 0
    assert list(Notice.objects.unread().values_list("user", flat=True)) == [ola.pk]


@pytest.mark.race
def test_two_that_tell_the_same_fact_at_once_write_it_once(committed_db):
    member = MembershipFactory(user=UserFactory())
    together = threading.Barrier(2)
    written = []

    def tell():
        with transaction.atomic():
            together.wait()
            written.append(len(post(member.organisation, member.user, key=1)))
        connection.close()

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(written) == [0, 1]
    assert Notice.objects.count() == 1
