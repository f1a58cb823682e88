"""Editors have the content, coordinators the meetings too, and nobody else any of it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask

from tests.factories import LetterFactory, SignUpFactory, UserFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, EDITORS, signed_in

pytestmark = pytest.mark.django_db

OF_ALL = ["meetings:index", "meetings:results", "signups:index", "signups:results", "letters:index"]
OF_MEETING = ["meetings:desk", "meetings:link", "meetings:move", "meetings:cancel", "meetings:message"]
OF_MEETING += ["signups:add", "signups:door", "signups:print", "signups:export_csv", "signups:export_xlsx"]
OF_SIGNUP = ["signups:edit", "signups:cancel"]
POSTS_OF_SIGNUP = ["signups:here", "signups:absent", "signups:back", "signups:cancel"]
OF_LETTER = ["letters:letter", "letters:body"]
POSTS_OF_LETTER = ["letters:send", "letters:void"]


def addresses():
    signup = SignUpFactory(workshop=WorkshopPageFactory(video_link="https://video.example/1"))
    letter = LetterFactory()
    return [
        *[reverse(name) for name in OF_ALL],
        *[reverse(name, args=[signup.workshop_id]) for name in OF_MEETING],
        *[reverse(name, args=[signup.pk]) for name in OF_SIGNUP],
        *[reverse(name, args=[letter.pk]) for name in OF_LETTER],
    ]


def posts():
    signup = SignUpFactory()
    letter = LetterFactory()
    return [
        reverse("letters:send_failed"),
        *[reverse(name, args=[signup.workshop_id]) for name in OF_MEETING[1:5]],
        reverse("signups:add", args=[signup.workshop_id]),
        reverse("signups:edit", args=[signup.pk]),
        *[reverse(name, args=[signup.pk]) for name in POSTS_OF_SIGNUP],
        *[reverse(name, args=[letter.pk]) for name in POSTS_OF_LETTER],
    ]


def test_editor_finds_none_of_the_desk(client):
    signed_in(client, EDITORS)

    assert {client.get(address).status_code for address in addresses()} == {404}


def test_editor_can_do_nothing_at_the_desk(client):
    signed_in(client, EDITORS)

    assert {client.post(address).status_code for address in posts()} == {404}


def test_coordinator_opens_every_page(client):
    signed_in(client, COORDINATORS)

    answers = {address: client.get(address).status_code for address in addresses()}

    body = [address for address in answers if address.endswith("/body/")]
    assert {status for address, status in answers.items() if address not in body} == {200}


def test_stranger_is_sent_to_sign_in(client):
    assert {client.get(address).status_code for address in addresses()} == {302}


def test_participant_with_an_account_does_not_come_in(client):
    client.force_login(UserFactory())

    assert {client.get(address).status_code for address in addresses()} <= {302, 403, 404}


@pytest.mark.parametrize(("group", "shown"), [(EDITORS, False), (COORDINATORS, True)])
def test_menu_and_panel_are_for_coordinators(client, group, shown):
    WorkshopPageFactory(title="Dialogmøte om ombruk")
    signed_in(client, group)

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert [part in html for part in ("/admin/moter/", "/admin/brev/", 'id="next-meeting')] == [shown] * 3


def test_editor_may_publish_pages_and_handle_files(client):
    editor = signed_in(client, EDITORS).user
    meeting = WorkshopPageFactory()

    permissions = meeting.permissions_for_user(editor)

    assert (permissions.can_edit(), permissions.can_publish(), permissions.can_add_subpage()) == (
        True,
        True,
        False,
    )
    assert client.get(reverse("wagtailadmin_pages:edit", args=[meeting.pk])).status_code == 200
    assert client.get(reverse("wagtailimages:add")).status_code == 200
    assert client.get(reverse("wagtaildocs:add")).status_code == 200


def test_every_permission_of_the_groups_exists_once():
    names = Group.objects.get(name=COORDINATORS).permissions.values_list(
        "content_type__app_label", "codename"
    )

    assert {("workshops", "run_workshop"), ("partners", "answer_input"), ("portal", "view_letter")} <= set(
        names
    )
    assert len(names) == len(set(names))


def test_group_permissions_are_the_ones_that_the_code_asks_for():
    coordinator, editor = UserFactory(), UserFactory()
    coordinator.groups.add(Group.objects.get(name=COORDINATORS))
    editor.groups.add(Group.objects.get(name=EDITORS))
    asked = ["workshops.run_workshop", "partners.answer_input", "portal.view_letter", "portal.change_letter"]

    assert [coordinator.has_perm(each) for each in asked] == [True] * 4
    assert [editor.has_perm(each) for each in asked] == [False] * 4


def test_both_groups_approve_pages(db):
    [task] = GroupApprovalTask.objects.all()

    assert sorted(task.groups.values_list("name", flat=True)) == [COORDINATORS, EDITORS]


def test_wagtails_own_groups_give_way(db):
    assert sorted(Group.objects.values_list("name", flat=True)) == [COORDINATORS, EDITORS]
