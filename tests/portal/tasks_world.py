"""The tasks and calls for volunteers that the table of permissions asks for."""

from tests.factories import CallOutFactory, GroupMemberFactory, TaskFactory, UserFactory, WorkingGroupFactory


def tasks_world(people):
    """(arguments, bodies): the owner leads the group, and the member is one."""
    group = WorkingGroupFactory()
    GroupMemberFactory(group=group, user=people["owner"], place="leader")
    GroupMemberFactory(group=group, user=people["member"])
    free = TaskFactory(group=group)
    taken = TaskFactory(group=group, owner=GroupMemberFactory(group=group).user)
    arguments = {name: [group.slug] for name in ("group_tasks", "group_board", "task_new", "call_out_new")}
    for name in ("task", "task_change", "task_take", "task_hand_over", "task_state"):
        arguments[name] = [group.slug, free.pk]
        arguments[f"{name} (of another)"] = [group.slug, taken.pk]
    arguments["task_state (no such state)"] = [group.slug, free.pk]
    everyones = CallOutFactory(group=group)
    own = CallOutFactory(group=group, shown="group", accepts_at_once=False)
    own.volunteers.create(user=people["member"], state="accepted")
    asking = own.volunteers.create(user=UserFactory(), state="asked")
    for name in ("call_out", "call_out_volunteer"):
        arguments |= {f"{name} (for everyone)": [everyones.pk], f"{name} (for the group)": [own.pk]}
    arguments |= {name: [own.pk] for name in ("call_out_change", "call_out_cancel", "call_out_withdraw")}
    arguments |= {name: [own.pk, asking.pk] for name in ("volunteer_accept", "volunteer_decline")}
    bodies = {"task_state": "state=done", "task_state (no such state)": "state=king"}
    return arguments | {"my_tasks": [], "call_outs": []}, bodies
