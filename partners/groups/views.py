"""The list of groups, one group, and what leaders do with it. Who comes and goes: `people_views`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.groups.access import at_group, groups_known_to
from partners.groups.actions import (
    LINKED,
    WRITTEN,
    archive_group,
    change_group,
    create_group,
    marker_of,
    reopen_group,
)
from partners.groups.errors import Archived, Changed, NotArchived
from partners.groups.forms import ChangeGroupForm, NewGroupForm
from partners.groups.invitations import invitations_to
from partners.groups.reading import cards, pages_for
from partners.groups.rules import (
    may_ask_to_join,
    may_enter,
    may_join,
    may_lead_groups,
    may_manage,
    may_read_purpose,
    may_see_members,
)
from partners.groups.sections import sections_beside, sections_of
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_safe
@never_cache
def group_list(request):
    """Every group that one may know of, as cards: one's own first."""
    made = cards(groups_known_to(request.user), request.user)
    context = {
        "mine": [card for card in made if card.member and card.group.is_active],
        "others": [card for card in made if not card.member and card.group.is_active],
        "archived": [card for card in made if not card.group.is_active],
        "invitations": list(invitations_to(request.user)),
        "sections": sections_beside(request),
        "may_start": may_lead_groups(request.user),
        "breadcrumbs": [here()],
    }
    return workspace(request, "partners/groups/list.html", context)


@require_safe
@at_group()
def group(request, group, member):
    """The group's page: all of it for those in it, purpose and summary for others, as the group wants it."""
    user = request.user
    sees_members = may_see_members(user, member)
    context = {
        "group": group,
        "member": member,
        "manages": may_manage(user, member),
        "sees_members": sees_members,
        "shows_purpose": may_read_purpose(user, group, member),
        "breadcrumbs": [here(), crumb(group)],
    }
    if sees_members:
        people = list(group.members.with_people().in_order())
        context |= {
            "leaders": [each for each in people if each.is_leader],
            "people": people,
            "roles": list(group.roles.in_order()),
            "pages": pages_for(group),
            "waiting": group.requests.waiting().count() if context["manages"] else 0,
        }
    if may_enter(member):
        context |= {
            "sections": sections_of(request, group, member, aside=False),
            "facts_sections": sections_of(request, group, member, aside=True),
        }
    else:
        context |= _ways_in(request, group)
    return workspace(request, "partners/groups/group.html", context)


def _ways_in(request, group):
    """How who has no place can get one."""
    return {
        "may_join": may_join(group, None),
        "may_ask": may_ask_to_join(group, None),
        "asked": group.requests.waiting().filter(user=request.user).first(),
        "invitation": invitations_to(request.user).filter(group=group).first(),
    }


@login_required
@require_http_methods(FORM)
@never_cache
def group_new(request):
    """A coordinator starts a group, and leads it until somebody else does."""
    if not may_lead_groups(request.user):
        raise Http404
    form = NewGroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = create_group(**form.cleaned_data, by=request.user, language=get_language())
        messages.success(request, _("The group is started. Invite those who should be in it."))
        return redirect("group_members", made.slug)
    title = _("New working group")
    context = {"form": form, "title": title, "breadcrumbs": [here(), {"title": title, "url": request.path}]}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/groups/form.html", context, status=status)


@require_http_methods(FORM)
@at_group(manages=True)
def group_change(request, group, member):
    """What the group says of itself; with what somebody else has saved meanwhile kept."""
    if request.method != "POST" and not group.is_active:
        return redirect(group)
    if request.method == "POST":
        form = ChangeGroupForm(request.POST)
        if form.is_valid() and _changed(request, group, form):
            return redirect(group)
    else:
        initial = {name: getattr(group, name) for name in WRITTEN}
        initial |= {name: getattr(group, name).all() for name in LINKED} | {"seen": marker_of(group)}
        form = ChangeGroupForm(initial=initial)
    title = _("Change the group")
    crumbs = [here(), crumb(group), {"title": title, "url": request.path}]
    context = {"form": form, "title": title, "group": group, "breadcrumbs": crumbs}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/groups/form.html", context, status=status)


def _changed(request, group, form):
    """Whether it was saved; what is in the way stands in the form."""
    try:
        change_group(group, by=request.user, **form.cleaned_data)
    except Changed:
        form.add_error(
            None,
            _("Somebody has changed the group meanwhile. Open it beside this page, and write it together."),
        )
    except Archived:
        form.add_error(None, _("The group is archived meanwhile. Nothing is changed."))
    else:
        messages.success(request, _("The group is changed."))
        return True
    return False


@require_http_methods(FORM)
@at_group(manages=True)
def group_archive(request, group, member):
    """Asks once, then closes the group's work."""
    if request.method == "POST":
        archive_group(group, by=request.user)
        messages.success(request, _("The group is archived. Everything in it can still be read."))
        return redirect(group)
    title = _("Archive")
    crumbs = [here(), crumb(group), {"title": title, "url": request.path}]
    return workspace(request, "partners/groups/archive.html", {"group": group, "breadcrumbs": crumbs})


@require_POST
@at_group(manages=True)
def group_reopen(request, group, member):
    try:
        reopen_group(group, by=request.user, language=get_language())
    except NotArchived:
        messages.info(request, _("The group is at work already."))
    else:
        messages.success(request, _("The group is at work again."))
    return redirect(group)


def here():
    return {"title": _("Working groups"), "url": reverse("group_list")}


def crumb(group):
    return {"title": group.name, "url": group.get_absolute_url()}
