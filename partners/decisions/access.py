"""The way to one decision: what one may not read does not exist, and answers 404."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from partners.decisions.rules import has_in_hand, may_prepare
from partners.groups.access import at_group


def at_decision(*, prepares=False):
    """Give the view the `decision` of the address, its `group` and the person's own `member` in it.

    Of everybody who may read it; `prepares`: who may change, open and write what came of it. What they send
    when the group was archived meanwhile comes to its action, which says so.
    """

    def decorate(view):
        @wraps(view)
        @at_group(enters=True)
        def gated(request, group, member, pk):
            readable = group.decisions.readable_by(member)
            decision = get_object_or_404(
                readable.select_related("started_by", "outcome__owner", "outcome__chosen_option"), pk=pk
            )
            decision.group = group
            rule = has_in_hand if request.method == "POST" else may_prepare
            if prepares and not rule(member, decision):
                raise Http404
            return view(request, member=member, decision=decision)

        return gated

    return decorate
