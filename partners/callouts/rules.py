"""Who may do what with a group's calls for volunteers. `member` is the person's own place in it, or None."""

from partners.groups.models import WorkingGroup
from partners.groups.rules import may_contribute, may_lead, takes_part


def may_call_out(member):
    """May call for volunteers: leaders and members, while the group is at work."""
    return may_contribute(member)


def may_lead_call_out(member):
    """May change it, call it off, and answer those who want to come: the group's leaders."""
    return may_lead(member)


def has_in_hand(member):
    """Who leads the group, at work or archived: what they send comes to its action, which says so."""
    return takes_part(member) and member.is_leader


def is_for(call_out, member):
    """Whether the person may come, as far as the call goes: everyone, or those in the group."""
    if member is not None:
        return True
    known = call_out.group.shown != WorkingGroup.Shown.NOTHING
    return known and call_out.shown == call_out.Shown.EVERYONE


def may_volunteer(call_out, member):
    """May say that they come."""
    open_now = not call_out.is_cancelled and not call_out.is_over and call_out.group.is_active
    return open_now and is_for(call_out, member)


def sees_volunteers(member):
    """May see who comes: those in the group."""
    return member is not None
