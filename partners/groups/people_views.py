"""Who comes into a group, and who goes: joining, requests, invitations, places."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.groups.access import at_group, at_place, not_there
from partners.groups.errors import (
    AlreadyMember,
    Archived,
    GroupError,
    KeptOut,
    LastLeader,
    NotThisWay,
)
from partners.groups.forms import ActingForm, InviteForm, JoinForm
from partners.groups.invitations import invite, revoke
from partners.groups.membership import (
    accept_request,
    act_for,
    change_place,
    decline_request,
    join,
    leave,
    remove_member,
    request_to_join,
    withdraw_request,
)
from partners.groups.models import GroupMember
from partners.groups.offers import Offer
from partners.groups.reading import people_to_invite
from partners.groups.rules import may_ask_to_join, may_join, may_manage
from partners.groups.views import crumb, here
from partners.organisations.acting import reads_as_partner, standing_of
from partners.organisations.rules import may_submit
from partners.workspace import workspace
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
INVITATIONS = {"limit": 60, "per": timedelta(hours=1)}


@require_http_methods(FORM)
@at_group()
def group_join(request, group, member):
    """Take a place in an open group, or ask for one in a group by request."""
    asks = may_ask_to_join(group, member)
    if not asks and not may_join(group, member):
        return redirect(group)
    data = request.POST if request.method == "POST" else None
    form = JoinForm(data, organisations=organisations_of(request), initial=_acting(request), asks=asks)
    if request.method == "POST" and form.is_valid():
        return _come(request, group, form.cleaned_data, asks=asks)
    crumbs = [here(), crumb(group), {"title": _("Join"), "url": request.path}]
    context = {"group": group, "form": form, "asks": asks, "breadcrumbs": crumbs}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/groups/join.html", context, status=status)


def _come(request, group, fields, *, asks):
    try:
        if asks:
            request_to_join(group, user=request.user, language=get_language(), **fields)
            messages.success(request, _("The leaders are asked. You get a letter when they have answered."))
        else:
            join(group, user=request.user, language=get_language(), **fields)
            messages.success(request, _("You are in the group."))
    except KeptOut:
        messages.error(request, _("The municipality has kept you from taking part for a while."))
    except AlreadyMember:
        messages.info(request, _("You are in the group already."))
    except GroupError:
        messages.error(request, _("The group takes nobody in that way any more."))
    return redirect(group)


def organisations_of(request):
    """The approved organisations that one acts for."""
    return [each.organisation for each in standing_of(request).memberships if may_submit(each)]


def _acting(request):
    """Whom one acts for now, as the choice to begin with."""
    membership = standing_of(request).membership
    return {"organisation": membership.organisation_id if membership and may_submit(membership) else ""}


@require_POST
@at_group()
def group_withdraw(request, group, member):
    """Take one's request back."""
    if asked := group.requests.waiting().filter(user=request.user).first():
        withdraw_request(asked)
        messages.success(request, _("Your request is taken back."))
    return redirect(group)


@require_safe
@at_group(sees_members=True)
def group_members(request, group, member):
    """Who is in the group; for who manages it also who asks and who is invited."""
    return members_page(request, group, member)


def members_page(request, group, member, form=None, status=200):
    manages = may_manage(request.user, member)
    context = {
        "group": group,
        "member": member,
        "manages": manages,
        "people": list(group.members.with_people().in_order()),
        "places": GroupMember.Place.choices,
        "breadcrumbs": [here(), crumb(group), {"title": _("Members"), "url": members_address(group)}],
    }
    organisations = organisations_of(request)
    if member and group.is_active and organisations:
        context["acting_form"] = ActingForm(
            organisations=organisations, initial={"organisation": member.organisation_id or ""}
        )
    if manages:
        context |= {
            "requests": list(group.requests.waiting().select_related("user", "organisation")),
            "invitations": list(group.invitations.open().select_related("user")),
            "form": form or _invite_form(request, group),
        }
    return workspace(request, "partners/groups/members.html", context, status=status)


def members_address(group):
    return reverse("group_members", args=[group.slug])


def _invite_form(request, group, data=None):
    """Partners are shown by name only to partners, as in the directory."""
    return InviteForm(data, people=people_to_invite(group) if reads_as_partner(request) else [])


@require_POST
@at_group(manages=True)
def group_invite(request, group, member):
    form = _invite_form(request, group, request.POST)
    if not form.is_valid():
        return members_page(request, group, member, form, status=422)
    if not allow(f"invite-group:{group.pk}", **INVITATIONS):
        form.add_error(None, _("You have sent many invitations. Wait an hour before you send more."))
        return members_page(request, group, member, form, status=429)
    data = form.cleaned_data
    try:
        invite(
            group,
            by=request.user,
            language=get_language(),
            user=data.get("person"),
            email=data["email"],
            place=data["place"],
        )
    except AlreadyMember:
        form.add_error(None, _("This person is in the group."))
        return members_page(request, group, member, form, status=422)
    except Archived:
        return _is_archived(request, group)
    messages.success(request, _("The invitation is on its way."))
    return redirect(members_address(group))


@require_POST
@at_group(manages=True)
def group_revoke(request, group, member, pk):
    tell_of_revoked(request, revoke(get_object_or_404(group.invitations, pk=pk), by=request.user))
    return redirect(members_address(group))


def tell_of_revoked(request, offer):
    """That it is taken back, or what it was answered before."""
    if offer.state == Offer.State.REVOKED:
        messages.success(request, _("The invitation is revoked."))
    elif offer.state == Offer.State.ACCEPTED:
        messages.info(request, _("This invitation is used."))
    else:
        messages.info(request, _("This invitation was declined."))


@require_POST
@at_group(manages=True)
def group_accept(request, group, member, pk):
    return _answer(request, group, pk, accept_request, _("%(name)s is in the group."))


@require_POST
@at_group(manages=True)
def group_decline(request, group, member, pk):
    return _answer(request, group, pk, decline_request, _("%(name)s is told that the answer is no."))


def _answer(request, group, pk, answer, words):
    asked = get_object_or_404(group.requests.select_related("user"), pk=pk)
    try:
        answer(asked, by=request.user)
    except NotThisWay:
        messages.error(request, _("The request is answered or taken back meanwhile."))
    except Archived:
        return _is_archived(request, group)
    else:
        messages.success(request, words % {"name": asked.shown_name})
    return redirect(members_address(group))


@require_POST
@at_place
def group_place(request, group, member, person):
    """Make somebody leader, member or observer."""
    place = request.POST.get("place")
    if place not in GroupMember.Place.values:
        raise Http404
    try:
        change_place(person, place=place, by=request.user)
    except LastLeader:
        messages.error(request, last_leader_words())
    except Archived:
        return _is_archived(request, group)
    except GroupMember.DoesNotExist:
        messages.error(request, _("They have left the group meanwhile."))
    else:
        messages.success(request, _("The place is changed."))
    return redirect(members_address(group))


@require_POST
@at_group(enters=True)
def group_act_for(request, group, member):
    """Say for whom one is in the group."""
    form = ActingForm(request.POST, organisations=organisations_of(request))
    if not form.is_valid():
        raise Http404
    try:
        act_for(member, organisation=form.cleaned_data["organisation"], by=request.user)
    except GroupError:
        messages.error(
            request, _("Nothing is changed: you do not act for it any more, or the group is archived.")
        )
    else:
        messages.success(request, _("The others now see whom you take part for."))
    return redirect(members_address(group))


@require_http_methods(FORM)
@at_place
def group_remove(request, group, member, person):
    is_own = member is not None and person.pk == member.pk
    return _part(request, group, person, lambda: remove_member(person, by=request.user), own=is_own)


@require_http_methods(FORM)
@at_group()
def group_leave(request, group, member):
    """Give up one's own place; who has none any more is told so."""
    if member is None:
        return not_there(request, _("You are not in the group any more."), "group_list")
    return _part(request, group, member, lambda: leave(member), own=True)


def _part(request, group, person, end, *, own):
    """Asks once, then ends a place."""
    if request.method == "POST":
        try:
            end()
        except LastLeader:
            messages.error(request, last_leader_words())
            return redirect(members_address(group))
        messages.success(request, _("You have left the group.") if own else _("The place is ended."))
        return redirect("group_list" if own else members_address(group))
    title = _("Leave") if own else _("Remove")
    context = {
        "group": group,
        "person": person,
        "own": own,
        "breadcrumbs": [here(), crumb(group), {"title": title, "url": request.path}],
    }
    return workspace(request, "partners/groups/part.html", context)


def _is_archived(request, group):
    messages.error(request, _("The group is archived. Open it again first."))
    return redirect(group)


def last_leader_words():
    return _("A group always has a leader. Make somebody else a leader first.")
