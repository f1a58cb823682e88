"""Who may do what with a group's tasks. `member` is the person's own place in the group, or None."""

from partners.groups.rules import may_contribute, may_enter


def may_read_tasks(member):
    """Everyone with a place in the group."""
    return may_enter(member)


def may_work_on_tasks(member):
    """May make tasks, change them and move them on: leaders and members, while the group is at work."""
    return may_contribute(member)


def may_take(member, task):
    """May make it their own: one that nobody has."""
    return may_contribute(member) and task.owner_id is None and task.is_unfinished


def may_hand_over(member, task):
    """May give it to somebody else, or let it go: who has it, and leaders. Anyone, while nobody has it."""
    if not may_contribute(member) or not task.is_unfinished:
        return False
    return member.is_leader or task.owner_id in (None, member.user_id)


def sees_overdue(member, task):
    """That a task is late is for who has it and for leaders to see, not for all."""
    return may_enter(member) and (member.is_leader or task.owner_id == member.user_id)
