"""The hub's room of one decision. It tells that something has changed; pages fetch what they may show."""

from partners.decisions.models import GroupDecision
from partners.decisions.rules import may_read
from partners.groups.access import member_of
from partners.groups.leaving import when_left
from portal.live.actions import shut_out, tell
from portal.live.rooms import register_kind


def may_enter(user, key):
    """Who may read the decision."""
    if not user.is_authenticated or not key.isdecimal():
        return False
    decision = GroupDecision.objects.filter(pk=key).select_related("group").first()
    return decision is not None and may_read(member_of(decision.group, user), decision)


DECISIONS = register_kind("decision", may_enter=may_enter)


# Each of these is to be called last in a transaction.


def tell_of_state(decision):
    tell(DECISIONS, decision.pk, what="state")


def tell_of_votes(decision):
    tell(DECISIONS, decision.pk, what="votes")


@when_left
def send_out(group, user):
    """Who has lost their place in a group leaves its decisions at once."""
    keys = list(GroupDecision.objects.filter(group=group).values_list("pk", flat=True))
    shut_out(DECISIONS, *keys, user=user)
