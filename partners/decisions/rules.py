"""Who may do what with a decision of a group.

`member` is the person's own place in the group, as the caller has read it, or None.
"""

from partners.decisions.models import GroupDecision
from partners.groups.rules import may_contribute, may_enter, may_lead, takes_part

Results, Electorate = GroupDecision.Results, GroupDecision.Electorate
# From the loosest to the strictest.
STRICTNESS = [Results.AT_ONCE, Results.VOTED, Results.CLOSED]


def may_read(member, decision):
    """Everyone with a place in the group, observers too; a draft only who prepares it and leaders."""
    if not may_enter(member):
        return False
    return not decision.is_draft or member.is_leader or _began(member, decision)


def may_start(member):
    """May begin a decision: leaders and members, while the group is at work."""
    return may_contribute(member)


def has_in_hand(member, decision):
    """Leaders and who began it, in a group at work or archived."""
    return takes_part(member) and (member.is_leader or _began(member, decision))


def may_prepare(member, decision):
    """May change a draft, open it, and afterwards write what came of it, while the group is at work."""
    return has_in_hand(member, decision) and member.group.is_active


def may_close(member):
    """May close a decision before its time."""
    return may_lead(member)


def may_vote(member, decision, *, on_roll):
    """Leaders and members of a group at work, while it is open; where the roll is frozen only those on it."""
    entitled = on_roll or decision.electorate == Electorate.MEMBERS
    return may_contribute(member) and decision.is_open and entitled


def may_see_results(decision, *, has_voted):
    if decision.is_over:
        return True
    return decision.results == Results.AT_ONCE or (decision.results == Results.VOTED and has_voted)


def may_see_who_waits(member, decision):
    """Who has not voted yet, by name: leaders, and never of an anonymous decision."""
    return may_enter(member) and member.is_leader and not decision.anonymous


def allowed_results(decision):
    """When results may be seen from here on: as it is, or stricter."""
    return STRICTNESS[STRICTNESS.index(decision.results) :]


def _began(member, decision):
    return decision.started_by_id is not None and decision.started_by_id == member.user_id
