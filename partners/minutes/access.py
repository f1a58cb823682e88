"""The way to a meeting: for those with a place in its group; to others it does not exist, and answers 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from partners.groups.access import member_of
from partners.minutes.models import GroupMeeting

# The state of the minutes may be long; who needs it asks for it.
meetings = GroupMeeting.objects.select_related("group", "found_by").defer("state")


def at_meeting(*, may=None, sends=None):
    """Give the view the `meeting` of the address and the person's own `member` in its group.

    `may` and `sends` are rules of `(member, meeting)`. Where there is one for those who `send`, what they
    send when the group was archived or the meeting cancelled meanwhile comes to its action: that says so, and
    the form keeps what was typed.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        @never_cache
        def gated(request, pk, **arguments):
            meeting = get_object_or_404(meetings, pk=pk)
            member = member_of(meeting.group, request.user)
            rule = sends if sends and request.method == "POST" else may
            if member is None or (rule and not rule(member, meeting)):
                raise Http404
            return view(request, meeting=meeting, member=member, **arguments)

        return gated

    return decorate
