"""Who may do what with a group's meeting. `member` is the person's place in it, with the group selected."""

from partners.groups.rules import may_contribute, may_lead, takes_part


def may_call(member):
    """May call a meeting: who leads the group."""
    return may_lead(member)


def may_call_found(member, outcome):
    """May call the meeting of a time that a poll has found: who leads the group or sees to the outcome."""
    return may_lead(member) or (may_contribute(member) and outcome.owner_id == member.user_id)


def may_change(member, meeting):
    """May change or cancel it, until it is cancelled or its minutes are approved."""
    return may_lead(member) and not meeting.is_cancelled and not meeting.is_approved


def may_answer(member, meeting):
    """May say whether they come: everyone in the group, observers too, until it is over."""
    return member is not None and member.group.is_active and not meeting.is_cancelled and not meeting.is_over


def may_write(member, meeting):
    """May write on the agenda and in the minutes, until these are approved."""
    return may_contribute(member) and not meeting.is_cancelled and not meeting.is_approved


def may_approve(member, meeting):
    """May approve the minutes: who leads the group."""
    return may_change(member, meeting)


def may_correct(member, meeting):
    """May write a note below approved minutes."""
    return may_contribute(member) and meeting.is_approved


# Whose words come to the action that they were written for, whatever has become of the group and the meeting.


def leads(member, meeting=None):
    """Who leads the group."""
    return takes_part(member) and member.is_leader


def sees_to(member, outcome):
    """Who leads the group or sees to the outcome."""
    return leads(member) or (takes_part(member) and outcome.owner_id == member.user_id)


def writes(member, meeting):
    """Leaders and members."""
    return takes_part(member)


def writes_below(member, meeting):
    """The same, of minutes that are approved."""
    return takes_part(member) and meeting.is_approved
