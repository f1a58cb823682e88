"""A group's decisions, one in each state, which the table of permissions asks for."""

from partners.decisions.actions import close_decision
from partners.decisions.live import DECISIONS
from tests.factories import GroupMemberFactory, WorkingGroupFactory, make_decision


def decisions_world(people):
    """(arguments, sockets): the owner leads the group and began them, and the member is in it."""
    group = WorkingGroupFactory()
    GroupMemberFactory(group=group, user=people["owner"], place="leader")
    GroupMemberFactory(group=group, user=people["member"])
    made = {
        "draft": make_decision(group, by=people["owner"], opens=False),
        "open": make_decision(group, by=people["owner"]),
        "closed": close_decision(make_decision(group, by=people["owner"]), by=people["owner"]),
    }
    names = ("part", "results", "vote", "change", "open", "delete", "close", "outcome", "review")
    arguments = {
        "decision_list": [group.slug],
        "decision_new": [group.slug],
        "decision_write": [group.slug, "consent"],
        "decision_write (no such way)": [group.slug, "loddtrekning"],
    }
    for state, decision in made.items():
        arguments[f"decision ({state})"] = [group.slug, decision.pk]
        arguments |= {f"decision_{name} ({state})": [group.slug, decision.pk] for name in names}
    rooms = {state: DECISIONS.room(made[state].pk) for state in ("open", "draft")}
    sockets = {
        f"live/socket/ ({state} decision of a group)": f"/live/socket/?room={room}@0"
        for state, room in rooms.items()
    }
    return arguments, sockets
