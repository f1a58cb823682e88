"""The demo's working groups, made by the same actions as real ones, then moved into the past."""

import uuid
from datetime import timedelta

from django.utils import timezone

from demo.content import groups as content
from demo.organisations import account
from home.models import ConceptPage
from partners.groups.actions import create_group
from partners.groups.invitations import accept_invitation, invite
from partners.groups.membership import act_for, change_place, leave, request_to_join
from partners.groups.models import GroupInvitation, GroupMember, JoinRequest, WorkingGroup
from partners.organisations.models import Organisation
from partners.roles.models import Role
from portal.mail.models import Letter

TEXTS = ("name", "icon", "summary", "purpose", "mandate", "deliverable", "joining")


def groups(*, coordinator):
    """Three: one led by a business, one by volunteers, one by the municipality."""
    concepts = list(ConceptPage.objects.order_by("path"))
    for row in content.GROUPS:
        group = create_group(
            by=coordinator,
            client_id=uuid.uuid4(),
            due=timezone.localdate() + timedelta(days=row["due_in"]),
            roles=Role.objects.filter(slug__in=row["roles"]),
            pages=concepts[row["pages"] : row["pages"] + 1],
            **{name: row[name] for name in TEXTS},
        )
        _put_in(group, row, coordinator=coordinator)
        _move_back(group, days=row["days_ago"])
    # Who has been in a group for weeks knows it.
    Letter.objects.filter(kind__startswith="groups.").delete()


def _put_in(group, row, *, coordinator):
    for name, organisation, place in row["people"]:
        user = account(name)
        member = group.members.filter(user=user).first()
        if member is None:
            invitation = invite(group, user=user, by=coordinator, language="nb", place=place)
            member = accept_invitation(invitation, user=user, language="nb")
        if organisation:
            act_for(member, organisation=Organisation.objects.get(name=organisation), by=user)
        if member.place != place:
            change_place(member, place=place, by=coordinator)
    if not any(account(name) == coordinator for name, _organisation, _place in row["people"]):
        leave(group.members.get(user=coordinator))
    leader = account(row["people"][0][0])
    for name, _organisation, text in row["requests"]:
        request_to_join(group, user=account(name), text=text, language="nb")
    for name, place in row["invitations"]:
        invite(group, user=account(name), place=place, by=leader, language="nb")


def _move_back(group, *, days):
    moment = timezone.now() - timedelta(days=days)
    WorkingGroup.objects.filter(pk=group.pk).update(created_at=moment)
    for number, member in enumerate(group.members.order_by("pk")):
        GroupMember.objects.filter(pk=member.pk).update(since=moment + timedelta(days=number, hours=2))
    recently = timezone.now() - timedelta(days=1, hours=3)
    JoinRequest.objects.filter(group=group).update(created_at=recently)
    GroupInvitation.objects.filter(group=group, state="open").update(created_at=recently)
