"""Who may do what in a working group.

Most of it hangs on one place in the group, which the caller has read: `member` is the person's own, with the
group selected, or None for who has none.
"""

from partners.groups.models import WorkingGroup
from partners.roles.rules import may_lead_roles

Joining, Shown = WorkingGroup.Joining, WorkingGroup.Shown


def may_lead_groups(user):
    """The coordinator's right: start groups, know of every group, and see to it that each has a leader.

    What is said and kept in a group is for those in it: this right does not open it.
    """
    return may_lead_roles(user)


def may_enter(member):
    """May read what the group has for its own: everyone with a place in it, observers too."""
    return member is not None


def takes_part(member):
    """Leaders and members whom the municipality does not keep out, in a group at work or archived."""
    return may_enter(member) and not member.is_observer and not member.is_kept_out


def may_contribute(member):
    """May write, vote and take tasks: leaders and members, while the group is at work."""
    return takes_part(member) and member.group.is_active


def may_lead(member):
    """May do what a leader does among the members, while the group is at work."""
    return may_contribute(member) and member.is_leader


def may_manage(user, member):
    """May invite, let in, remove, change places, change and archive: leaders and coordinators."""
    return (may_enter(member) and member.is_leader) or may_lead_groups(user)


def may_see_members(user, member):
    """May see who is in the group: those in it, and coordinators."""
    return may_enter(member) or may_lead_groups(user)


def may_know_of(user, group, member):
    """May learn that the group is there; what is said of it then is for `may_read_purpose`."""
    return group.shown != Shown.NOTHING or may_see_members(user, member)


def may_read_purpose(user, group, member):
    """May read purpose and summary."""
    return group.shown == Shown.PURPOSE or may_see_members(user, member)


def may_join(group, member):
    return group.is_active and member is None and group.joining == Joining.OPEN


def may_ask_to_join(group, member):
    return group.is_active and member is None and group.joining == Joining.REQUEST
