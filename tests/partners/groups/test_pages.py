"""The pages of groups: what each may see and do, and that nothing typed is lost."""

import uuid

import pytest
from django.urls import reverse

from partners.groups.actions import archive_group
from partners.groups.invitations import invite
from partners.groups.models import GroupMember, JoinRequest, WorkingGroup
from partners.people.models import Person
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import (
    GroupMemberFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.home.pages import concept, concepts
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_user(client, user):
    client.force_login(user)
    return client


def fields(**changed):
    return {
        "name": "Verksted",
        "purpose": "Sykler.",
        "joining": "open",
        "shown": "purpose",
        "icon": "wrench",
        "client_id": uuid.uuid4(),
    } | changed


def letters():
    return [(letter.kind, letter.to) for letter in Letter.objects.order_by("pk")]


def test_list_shows_mine_first_and_hides_who_is_in_the_others(as_user, user, leader, member):
    mine = GroupMemberFactory(user=user, place="leader", group__name="Å-gruppa").group
    WorkingGroupFactory(name="Skjult", shown="nothing", joining="invite")
    WorkingGroupFactory(name="Bare navn", shown="name", purpose="Hemmelig formål")

    response = as_user.get(reverse("group_list"))

    assert [card.group for card in response.context["mine"]] == [mine]
    assert [card.group.name for card in response.context["others"]] == ["Bare navn", leader.group.name]
    page = facts(response)
    assert "Silje Lunde" not in page
    assert "Hemmelig" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three_groups(number, as_user, user):
    for _ in range(number):
        group = GroupMemberFactory(user=user).group
        GroupMemberFactory(group=group, place="leader")
        WorkingGroupFactory()

    assert queries_of(as_user, reverse("group_list")) == 14


@pytest.mark.parametrize("number", [1, 3])
def test_group_page_takes_as_many_queries_for_three_members(number, as_user, user, group):
    GroupMemberFactory(user=user, group=group, place="leader")
    for each in range(number):
        GroupMemberFactory(group=group, organisation=MembershipFactory().organisation)
        group.roles.add(RoleFactory())
        group.pages.add(
            concept(concepts() if each == 0 else group.pages.first().get_parent(), f"Side {each}")
        )

    assert queries_of(as_user, group.get_absolute_url()) == 20


def test_outsider_reads_purpose_and_no_more(as_user, leader, member):
    WorkingGroup.objects.update(mandate="Bruke penger", deliverable="En plan", summary="Kort sagt")

    page = facts(as_user.get(leader.group.get_absolute_url()))

    assert "Kort sagt" in page
    assert leader.group.purpose in page
    for secret in ("Bruke penger", "En plan", "Silje Lunde", "Ola Medlem"):
        assert secret not in page
    assert as_user.get(reverse("group_members", args=[leader.group.slug])).status_code == 404


def test_group_that_shows_its_name_keeps_its_purpose(as_user, leader):
    WorkingGroup.objects.update(shown="name")

    page = facts(as_user.get(leader.group.get_absolute_url()))

    assert leader.group.name in page
    assert leader.group.purpose not in page


def test_member_reads_it_all(client, leader, member, group):
    WorkingGroup.objects.update(mandate="Bruke penger", deliverable="En plan")
    group.roles.add(RoleFactory(title="Sykkelverksted"))
    client.force_login(member.user)

    page = facts(client.get(group.get_absolute_url()))

    for words in ("Bruke penger", "En plan", "Silje Lunde", "Sykkelverksted"):
        assert words in page


def test_coordinator_starts_a_group(client, coordinator):
    client.force_login(coordinator)
    role = RoleFactory()

    response = client.post(reverse("group_new"), fields(roles=[role.pk]))

    group = WorkingGroup.objects.get()
    assert response["Location"] == reverse("group_members", args=["verksted"])
    assert ([*group.roles.all()], group.members.get().place) == ([role], "leader")


def test_form_with_errors_keeps_what_was_written(client, coordinator):
    client.force_login(coordinator)

    response = client.post(reverse("group_new"), fields(shown="nothing", purpose="Dette skrev jeg"))

    assert response.status_code == 422
    assert "Dette skrev jeg" in facts(response)
    assert not WorkingGroup.objects.exists()


def test_who_saves_over_another_is_told(client, leader, group):
    client.force_login(leader.user)
    address = reverse("group_change", args=[group.slug])
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, fields(seen=seen, name="Først"))

    response = client.post(address, fields(seen=seen, name="Etterpå", purpose="Dette skrev jeg"))

    assert response.status_code == 422
    assert "Dette skrev jeg" in facts(response)
    assert WorkingGroup.objects.get().name == "Først"


def test_what_was_typed_stays_when_the_group_is_archived_meanwhile(client, leader, group):
    client.force_login(leader.user)
    address = reverse("group_change", args=[group.slug])
    seen = client.get(address).context["form"]["seen"].value()
    archive_group(group, by=leader.user)

    response = client.post(address, fields(seen=seen, purpose="Dette skrev jeg"))

    assert (response.status_code, "Dette skrev jeg" in facts(response)) == (422, True)
    assert client.get(address).status_code == 302


def test_joining_for_an_organisation(as_user, user, leader, group):
    organisation = MembershipFactory(user=user).organisation
    address = reverse("group_join", args=[group.slug])

    as_user.post(address, {"organisation": organisation.pk})

    assert group.members.get(user=user).organisation == organisation
    assert organisation.name in facts(as_user.get(group.get_absolute_url()))


def test_request_goes_to_the_leaders_and_the_answer_back(as_user, user, leader, member, group):
    WorkingGroup.objects.update(joining="request")
    as_user.post(reverse("group_join", args=[group.slug]), {"text": "Jeg kan sy."})
    asked = JoinRequest.objects.get()
    told = render(Letter.objects.get())
    as_user.force_login(leader.user)
    page = facts(as_user.get(reverse("group_members", args=[group.slug])))
    overview = facts(as_user.get(reverse("workspace")))

    as_user.post(reverse("group_accept", args=[group.slug, asked.pk]))

    assert "Jeg kan sy." in told.text
    assert "Jeg kan sy." in page
    assert f"Kari Eksempel ber om å bli med i {group.name}" in overview
    assert letters() == [("groups.asked", leader.user.email), ("groups.accepted", user.email)]
    assert render(Letter.objects.get(kind="groups.asked")) is None
    assert group.members.filter(user=user).exists()


def test_request_can_be_taken_back(as_user, user, leader, group):
    WorkingGroup.objects.update(joining="request")
    as_user.post(reverse("group_join", args=[group.slug]), {"text": "Jeg kan sy."})

    as_user.post(reverse("group_withdraw", args=[group.slug]))

    assert JoinRequest.objects.get().state == "withdrawn"
    assert "Be om å bli med" in facts(as_user.get(group.get_absolute_url()))


def test_invitation_opens_by_its_letter(client, leader, group, make_user):
    client.force_login(leader.user)
    client.post(reverse("group_invite", args=[group.slug]), {"email": "kari@example.no", "place": "observer"})
    letter = render(Letter.objects.get())
    address = reverse("group_invitation", args=[group.invitations.get().token])
    client.logout()
    door = facts(client.get(address))
    client.force_login(make_user())

    client.post(address)

    assert address in letter.text
    assert "Lag konto" in door
    assert group.members.get(user__email="kari@example.no").place == "observer"
    assert client.get(f"{address[:-2]}x/").status_code == 404


def test_invitation_is_declined(as_user, user, leader, group):
    invitation = invite(group, user=user, by=leader.user, language="nb")

    as_user.post(reverse("own_group_invitation", args=[invitation.pk]), {"answer": "no"})

    invitation.refresh_from_db()
    assert (invitation.state, group.members.filter(user=user).exists()) == ("declined", False)


def test_partners_are_chosen_by_name_among_partners(client, leader, group):
    partner = MembershipFactory(user__name="Berit Lie", organisation__name="Husflidslaget")
    client.force_login(leader.user)
    address = reverse("group_members", args=[group.slug])
    before = facts(client.get(address))
    MembershipFactory(user=leader.user)
    page = facts(client.get(address))

    client.post(reverse("group_invite", args=[group.slug]), {"person": partner.user_id, "place": "member"})

    assert "Berit Lie" not in before
    assert "Berit Lie, Husflidslaget" in page
    assert group.invitations.get().user == partner.user


def test_invitation_needs_one_of_the_two(client, leader, group):
    client.force_login(leader.user)

    response = client.post(reverse("group_invite", args=[group.slug]), {"place": "member"})

    assert response.status_code == 422
    assert not group.invitations.exists()


def test_last_leader_is_told_why_they_stay(client, leader, member, group):
    client.force_login(leader.user)

    response = client.post(reverse("group_leave", args=[group.slug]), follow=True)

    assert "Gjør en annen til leder først" in facts(response)
    assert GroupMember.objects.filter(pk=leader.pk).exists()


def test_member_who_is_removed_is_told_and_is_out(client, leader, member, group):
    client.force_login(leader.user)
    client.post(reverse("group_remove", args=[group.slug, member.pk]))
    client.force_login(member.user)

    assert letters() == [("groups.removed", member.user.email)]
    assert "Silje Lunde" not in facts(client.get(group.get_absolute_url()))


def test_second_press_on_leave_leads_to_the_groups(client, member, group):
    client.force_login(member.user)
    there = reverse("group_leave", args=[group.slug])

    pages = [client.post(there, follow=True) for _ in range(2)]

    assert [page.redirect_chain[0][0] for page in pages] == [reverse("group_list")] * 2
    assert "Du er ikke med i gruppa lenger." in facts(pages[1])
    assert client.get(there).status_code == 404


def test_second_press_on_remove_leads_to_the_members(client, leader, member, group):
    client.force_login(leader.user)
    there = reverse("group_remove", args=[group.slug, member.pk])

    pages = [client.post(there, follow=True) for _ in range(2)]

    members = reverse("group_members", args=[group.slug])
    assert [page.redirect_chain[0][0] for page in pages] == [members] * 2
    assert "Personen er ikke med i gruppa lenger." in facts(pages[1])
    assert client.get(there).status_code == 404


def test_second_press_tells_nobody_of_a_group_that_is_unknown_to_them(client, member, group):
    WorkingGroup.objects.filter(pk=group.pk).update(shown="nothing", joining="invite")
    client.force_login(UserFactory())

    assert client.post(reverse("group_leave", args=[group.slug])).status_code == 404


def test_new_leader_gets_a_letter(client, leader, member, group):
    client.force_login(leader.user)

    client.post(reverse("group_place", args=[group.slug, member.pk]), {"place": "leader"})

    assert letters() == [("groups.leads", member.user.email)]
    assert "leder arbeidsgruppa" in render(Letter.objects.get()).subject


def test_archived_group_is_read_and_opened_again(client, leader, group):
    archive_group(group, by=leader.user)
    client.force_login(leader.user)
    page = facts(client.get(group.get_absolute_url()))

    client.post(reverse("group_reopen", args=[group.slug]))

    assert "Gruppa ble arkivert" in page
    group.refresh_from_db()
    assert group.is_active


def test_my_page_shows_my_groups(as_user, user, leader, group):
    Person.objects.create(email=user.email, user=user)
    GroupMemberFactory(group=group, user=user)

    assert group.name in facts(as_user.get(reverse("my_page")))


def test_linked_page_is_shown_in_the_readers_language(client, leader, group):
    page = concept(concepts(), "Ombrukshuset")
    group.pages.add(page)
    client.force_login(leader.user)

    assert "Ombrukshuset" in facts(client.get(f"/en{group.get_absolute_url()}"))


def test_role_names_the_groups_that_work_with_it(as_user, group):
    role = RoleFactory()
    group.roles.add(role)
    hidden = WorkingGroupFactory(name="Skjult", shown="nothing", joining="invite")
    hidden.roles.add(role)

    page = facts(as_user.get(role.get_absolute_url()))

    assert group.name in page
    assert "Skjult" not in page


def test_desk_lists_groups_with_leaders(client, coordinator, leader, member):
    client.force_login(coordinator)

    page = facts(client.get(reverse("groups:index")))

    assert leader.group.name in page
    assert "Silje Lunde" in page
    client.force_login(UserFactory(is_staff=True))
    assert client.get(reverse("groups:index")).status_code in (302, 404)
