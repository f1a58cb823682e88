"""The way to one group's pages: what one may not know of does not exist, and answers 404."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.groups.models import WorkingGroup
from partners.groups.rules import (
    may_contribute,
    may_enter,
    may_lead_groups,
    may_manage,
    may_see_members,
    takes_part,
)


def groups_known_to(user):
    """Those that `user` may know of."""
    if may_lead_groups(user):
        return WorkingGroup.objects.all()
    return WorkingGroup.objects.visible_to(user)


def groups_told_to(user):
    """Those whose purpose `user` may read, as `rules.may_read_purpose` says of one."""
    if may_lead_groups(user):
        return WorkingGroup.objects.all()
    own = WorkingGroup.objects.for_member(user).order_by().values("pk")
    return WorkingGroup.objects.filter(Q(shown=WorkingGroup.Shown.PURPOSE) | Q(pk__in=own))


def member_of(group, user):
    """The person's own place in the group, which is selected; or None. One query."""
    member = group.members.with_people().with_exclusion().filter(user=user).first()
    if member:
        member.group = group
    return member


def at_group(*, enters=False, sees_members=False, manages=False):
    """Give the view the `group` of the address and the person's own `member` in it, or None.

    Without more, of everybody who may know of the group; `enters`: who has a place in it; `sees_members`:
    also coordinators; `manages`: leaders and coordinators.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        @never_cache
        def gated(request, slug, **arguments):
            group = get_object_or_404(groups_known_to(request.user), slug=slug)
            member = member_of(group, request.user)
            let_in = (
                (not enters or may_enter(member))
                and (not sees_members or may_see_members(request.user, member))
                and (not manages or may_manage(request.user, member))
            )
            if not let_in:
                raise Http404
            return view(request, group=group, member=member, **arguments)

        return gated

    return decorate


def contributes(view):
    """Let in who may write in the group, below a decorator that gives the view the `member`.

    What is sent to a group that was archived meanwhile comes to its action: that says so, and the form keeps
    what was typed.
    """

    @wraps(view)
    def gated(request, member, **arguments):
        let_in = takes_part(member) if request.method == "POST" else may_contribute(member)
        if not let_in:
            raise Http404
        return view(request, member=member, **arguments)

    return gated


def at_place(view):
    """Give the view of one who manages also the `person`: the place in this group of the address.

    What is pressed about who has left by now leads to the members, which says so.
    """

    @wraps(view)
    @at_group(manages=True)
    def gated(request, group, member, pk):
        person = group.members.with_people().filter(pk=pk).first()
        if person is None:
            return not_there(request, _("They are not in the group any more."), "group_members", group.slug)
        person.group = group
        return view(request, group=group, member=member, person=person)

    return gated


def not_there(request, words, *way_back):
    """The answer about what is gone by now: to a press a word and the way back, else 404."""
    if request.method != "POST":
        raise Http404
    messages.info(request, words)
    return redirect(*way_back)
