"""The working groups that the table of permissions asks for, in each state."""

from partners.groups.invitations import invite
from partners.groups.models import JoinRequest
from tests.factories import GroupMemberFactory, UserFactory, WorkingGroupFactory

OF_ONE = ("group", "group_change", "group_archive", "group_reopen", "group_join", "group_withdraw")
OF_ONE += ("group_leave", "group_act_for", "group_members", "group_invite")
STATES = {
    "open": {},
    "by request": {"joining": "request"},
    "unknown": {"joining": "invite", "shown": "nothing"},
}


def groups_world(people):
    """(arguments, bodies): in each group the owner leads, and the member is one."""
    arguments, bodies = {}, {}
    for state, fields in STATES.items():
        group = WorkingGroupFactory(**fields)
        GroupMemberFactory(group=group, user=people["owner"], place="leader")
        member = GroupMemberFactory(group=group, user=people["member"])
        asked = JoinRequest.objects.create(group=group, user=UserFactory())
        to_address = invite(group, email="ny@example.no", by=people["owner"], language="nb")
        arguments |= {f"{name} ({state})": [group.slug] for name in OF_ONE}
        for name, pk in {
            "group_place": member.pk,
            "group_remove": member.pk,
            "group_accept": asked.pk,
            "group_decline": asked.pk,
            "group_revoke": to_address.pk,
        }.items():
            arguments[f"{name} ({state})"] = [group.slug, pk]
        bodies[f"group_place ({state})"] = "place=observer"
    group = WorkingGroupFactory(joining="invite", shown="nothing")
    GroupMemberFactory(group=group, user=people["owner"], place="leader")
    invitation = invite(group, user=people["volunteer"], by=people["owner"], language="nb")
    arguments |= {
        "group_invitation": [invitation.token],
        "own_group_invitation": [invitation.pk],
        "group (invited to)": [group.slug],
    }
    return arguments, bodies
