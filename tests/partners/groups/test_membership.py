"""How people come into a group and out of it, and that it is never without a leader."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.groups.actions import archive_group
from partners.groups.errors import AlreadyMember, Archived, KeptOut, LastLeader, NotTheirs, NotThisWay
from partners.groups.membership import (
    accept_request,
    act_for,
    change_place,
    decline_request,
    forget_member,
    hand_over,
    join,
    leave,
    remove_member,
    request_to_join,
    withdraw_request,
)
from partners.groups.models import GroupMember, WorkingGroup
from partners.people.closing import close_account, keep_account
from partners.threads.models import Exclusion
from tests.factories import (
    GroupMemberFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db


def places(group):
    return [(member.user, member.place) for member in group.members.order_by("pk")]


def logged(group):
    return [(entry.action, entry.data) for entry in ModelLogEntry.objects.for_instance(group).order_by("pk")]


@pytest.fixture
def by_request(leader):
    WorkingGroup.objects.update(joining="request")
    leader.group.refresh_from_db()
    return leader.group


def test_joining_twice_gives_one_place(group, leader, user):
    first, second = (join(group, user=user, language="nb") for _ in range(2))

    assert first == second
    assert places(group) == [(leader.user, "leader"), (user, "member")]
    assert logged(group) == [("partners.group.join", {"user": user.pk, "place": [None, "member"]})]


@pytest.mark.parametrize("joining", ["request", "invite"])
def test_nobody_joins_a_group_that_is_not_open(joining, user):
    group = WorkingGroupFactory(joining=joining)

    with pytest.raises(NotThisWay):
        join(group, user=user, language="nb")


def test_nobody_joins_an_archived_group(group, leader, user):
    archive_group(group, by=leader.user)

    with pytest.raises(Archived):
        join(group, user=user, language="nb")


def test_who_is_kept_out_does_not_join(group, leader, user, coordinator):
    person = PersonFactory(email=user.email, user=user)
    Exclusion.objects.create(
        person=person, by=coordinator, reason="Fordi.", until=timezone.now() + timedelta(days=1)
    )

    with pytest.raises(KeptOut):
        join(group, user=user, language="nb")


def test_organisation_is_shown_while_one_acts_for_it(group, leader, user):
    membership = MembershipFactory(user=user)
    join(group, user=user, language="nb", organisation=membership.organisation)

    before = group.members.with_people().get(user=user).shown_organisation
    membership.delete()

    assert before == membership.organisation
    assert group.members.with_people().get(user=user).shown_organisation is None


def test_nobody_joins_for_an_organisation_that_is_not_theirs(group, leader, user):
    with pytest.raises(NotTheirs):
        join(group, user=user, language="nb", organisation=OrganisationFactory())


def test_member_says_whom_they_act_for(member):
    organisation = MembershipFactory(user=member.user).organisation

    act_for(member, organisation=organisation, by=member.user)
    act_for(member, organisation=None, by=member.user)

    member.refresh_from_db()
    assert member.organisation is None
    assert [action for action, _data in logged(member.group)] == ["partners.group.act_for"] * 2


def test_request_is_accepted_once(by_request, leader, user):
    request = request_to_join(by_request, user=user, language="nb", text="Jeg kan sy.")
    assert request_to_join(by_request, user=user, language="nb") == request

    for _ in range(2):
        accept_request(request, by=leader.user)

    request.refresh_from_db()
    assert (request.state, request.answered_by) == ("accepted", leader.user)
    assert places(by_request) == [(leader.user, "leader"), (user, "member")]
    with pytest.raises(AlreadyMember):
        request_to_join(by_request, user=user, language="nb")


def test_declined_may_ask_again(by_request, leader, user):
    request = request_to_join(by_request, user=user, language="nb")
    decline_request(request, by=leader.user)

    with pytest.raises(NotThisWay):
        accept_request(request, by=leader.user)
    again = request_to_join(by_request, user=user, language="nb")

    assert (again.state, again != request) == ("waiting", True)


def test_request_that_is_taken_back_is_not_accepted(by_request, leader, user):
    request = request_to_join(by_request, user=user, language="nb")
    withdraw_request(request)

    with pytest.raises(NotThisWay):
        accept_request(request, by=leader.user)
    assert places(by_request) == [(leader.user, "leader")]


def test_open_group_takes_no_requests(group, leader, user):
    with pytest.raises(NotThisWay):
        request_to_join(group, user=user, language="nb")


def test_archiving_declines_what_waits(by_request, leader, user):
    request = request_to_join(by_request, user=user, language="nb")

    archive_group(by_request, by=leader.user)

    request.refresh_from_db()
    assert request.state == "declined"


def test_only_leader_can_neither_leave_nor_step_down_nor_be_removed(leader, member):
    for way in (
        lambda: leave(leader),
        lambda: change_place(leader, place="member", by=leader.user),
        lambda: remove_member(leader, by=leader.user),
    ):
        with pytest.raises(LastLeader):
            way()

    change_place(member, place="leader", by=leader.user)
    leave(leader)
    assert places(member.group) == [(member.user, "leader")]


def test_leader_who_has_closed_their_account_does_not_count(group, leader):
    other = GroupMemberFactory(group=group, place="leader")
    close_account(other.user)

    with pytest.raises(LastLeader):
        leave(leader)


def test_last_leader_of_an_archived_group_may_leave(leader):
    archive_group(leader.group, by=leader.user)

    leave(leader)
    leave(leader)

    assert not GroupMember.objects.exists()


def test_removing_is_logged_by_number(group, leader, member):
    for _ in range(2):
        remove_member(member, by=leader.user)

    assert logged(group) == [("partners.group.remove", {"user": member.user_id})]


def test_longest_member_leads_when_the_last_leader_closes_the_account(group, leader):
    GroupMemberFactory(group=group, place="observer")
    heir, _later = (GroupMemberFactory(group=group) for _ in range(2))

    close_account(leader.user)
    keep_account(leader.user)

    leaders = {member.user for member in group.members.leaders()}
    assert leaders == {leader.user, heir.user}


def test_leader_who_is_alone_keeps_the_place_while_they_may_regret(group, leader):
    hand_over(leader.user)

    assert places(group) == [(leader.user, "leader")]


def test_erased_leader_leaves_the_group_to_the_longest_member(group, leader, member):
    GroupMemberFactory(group=group)

    forget_member(leader.user, emails=[leader.user.email])

    group.refresh_from_db()
    assert places(group)[0] == (member.user, "leader")
    assert group.is_active


def test_group_that_nobody_is_left_in_is_archived(group, leader):
    forget_member(leader.user, emails=[leader.user.email])

    group.refresh_from_db()
    assert (group.state, places(group)) == ("archived", [])


def test_members_stand_with_leaders_first_and_observers_last(group):
    for name, place in [("Å", "leader"), ("A", "observer"), ("B", "member")]:
        GroupMemberFactory(group=group, place=place, user=UserFactory(name=name))

    assert [member.user.name for member in group.members.with_people().in_order()] == ["Å", "B", "A"]
