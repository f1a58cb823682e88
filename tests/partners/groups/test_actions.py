"""Groups are started, changed, archived and opened again; each change is logged."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from partners.groups.actions import archive_group, change_group, create_group, marker_of, reopen_group
from partners.groups.errors import Archived, Changed, NotArchived
from partners.groups.membership import request_to_join
from partners.groups.models import WorkingGroup
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import GroupMemberFactory, RoleFactory, UserFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


def logged(action):
    return [entry.data for entry in ModelLogEntry.objects.filter(action=action)]


def places(group):
    return [(member.user, member.place) for member in group.members.order_by("pk")]


def test_who_starts_a_group_leads_it(coordinator):
    role = RoleFactory()
    group = create_group(
        by=coordinator, client_id=uuid.uuid4(), name="Kafé og  møteplass", purpose="Kaffe.", roles=[role]
    )

    assert group.slug == "kafe-og-moteplass"
    assert places(group) == [(coordinator, "leader")]
    assert [*group.roles.all()] == [role]
    assert logged("partners.group.create") == [{"name": "Kafé og møteplass"}]


def test_sending_the_form_twice_starts_one_group(coordinator):
    client_id = uuid.uuid4()

    first, second = (
        create_group(by=coordinator, client_id=client_id, name="Kafé", purpose="Kaffe.") for _ in range(2)
    )

    assert first == second
    assert len(logged("partners.group.create")) == 1


def test_groups_of_the_same_name_have_addresses_of_their_own(coordinator):
    slugs = [
        create_group(by=coordinator, client_id=uuid.uuid4(), name=name, purpose="Ja.").slug
        for name in ("Kafé", "Kafé", "Ny")
    ]

    assert slugs == ["kafe", "kafe-2", "ny-2"]


def test_change_is_logged_with_before_and_after(group, leader):
    role = RoleFactory()

    change_group(group, seen=marker_of(group), by=leader.user, name="Verksted", roles=[role])

    assert logged("partners.group.change") == [
        {"changes": {"name": ["Verksted og reparasjon", "Verksted"], "roles": [[], [role.pk]]}}
    ]
    assert WorkingGroup.objects.get().slug == "verksted"


def test_change_of_what_another_has_changed_is_refused(group, leader):
    seen = marker_of(group)
    change_group(group, seen=seen, by=leader.user, name="Verksted")

    change_group(group, seen=seen, by=leader.user, name="Verksted")
    with pytest.raises(Changed):
        change_group(group, seen=seen, by=leader.user, name="Sykler")


def test_archived_group_is_not_changed_and_keeps_its_members(group, leader):
    for _ in range(2):
        archive_group(group, by=leader.user)

    with pytest.raises(Archived):
        change_group(group, seen=marker_of(group), by=leader.user, name="Sykler")
    assert places(group) == [(leader.user, "leader")]
    assert len(logged("partners.group.archive")) == 1


def test_who_waits_for_an_answer_gets_one_when_the_group_is_archived(group, leader, user):
    WorkingGroup.objects.update(joining="request")
    asked = request_to_join(group, user=user, language="nb", text="Jeg kan sy.")

    for _ in range(2):
        archive_group(group, by=leader.user)

    letter = Letter.objects.get(kind="groups.declined")
    assert letter.to == user.email
    assert "Gruppa er ferdig med arbeidet" in render(letter).text
    assert logged("partners.group.decline") == [{"user": user.pk, "request": asked.pk}]


def test_reopening_tells_in_the_log_what_place_who_leads_had_before(group, leader, coordinator):
    GroupMemberFactory(group=group, user=coordinator, place="observer")
    archive_group(group, by=coordinator)
    leader.delete()

    reopen_group(group, by=coordinator)

    assert logged("partners.group.place") == [{"user": coordinator.pk, "place": ["observer", "leader"]}]


def test_reopened_group_has_a_leader(group, coordinator):
    with pytest.raises(NotArchived):
        reopen_group(group, by=coordinator)
    GroupMemberFactory(group=group)
    archive_group(group, by=coordinator)

    reopen_group(group, by=coordinator)

    assert places(group)[1:] == [(coordinator, "leader")]


def test_group_that_nobody_knows_of_takes_no_requests():
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingGroupFactory(shown="nothing", joining="request")


def test_groups_one_may_know_of(leader):
    user = UserFactory()
    open_group = leader.group
    by_name = WorkingGroupFactory(shown="name")
    mine = GroupMemberFactory(user=user, group__shown="nothing", group__joining="invite").group
    WorkingGroupFactory(shown="nothing", joining="invite")

    assert {*WorkingGroup.objects.visible_to(user)} == {open_group, by_name, mine}
    assert [*WorkingGroup.objects.for_member(user)] == [mine]
    assert [*WorkingGroup.objects.led_by(leader.user)] == [open_group]


def test_observers_are_not_counted(group, leader, member):
    GroupMemberFactory(group=group, place="observer")

    assert WorkingGroup.objects.with_member_counts().get().member_count == 2
