"""The decisions of a group, one of them, and the vote. How they are prepared: `desk_views`."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partners.decisions.access import at_decision
from partners.decisions.ballot_forms import ballot_form
from partners.decisions.errors import DecisionError, NotOpen
from partners.decisions.live import DECISIONS
from partners.decisions.reading import history_of, list_parts, page_context, results_context
from partners.decisions.rules import may_start
from partners.decisions.voting import vote
from partners.groups.access import at_group
from partners.groups.errors import Archived
from partners.groups.views import crumb, here
from partners.threads.forms import read_key
from partners.workspace import workspace
from portal.ratelimit import allow

SHOWN = 20
# More votes in a minute than anybody changes their mind.
VOTES = {"limit": 20, "per": timedelta(minutes=1)}


@require_safe
@at_group(enters=True)
def decision_list(request, group, member):
    """What the group decides and has decided: open ones first, then what is over, a page at a time."""
    key = read_key(request.GET.get("before"))
    before = group.decisions.over().filter(pk=key).first() if key else None
    parts = list_parts(member, before=before, size=SHOWN)
    context = {
        "group": group,
        "member": member,
        "may_start": may_start(member),
        "older_url": f"?before={parts['older']}" if parts["older"] else "",
        "newer_url": request.path if before else "",
        "breadcrumbs": crumbs(group),
    }
    return workspace(request, "partners/decisions/list.html", context | parts)


@require_safe
@at_decision()
def decision(request, decision, member):
    return decision_page(request, decision, member)


def decision_page(request, decision, member, form=None, *, status=200, **more):
    """The page of one decision, with a vote as it was sent."""
    entrance = DECISIONS.entrance(decision.pk)
    context = page_context(decision, member, form) | {
        "entrance": entrance,
        "history": history_of(decision),
        "breadcrumbs": crumbs(decision.group, decision),
    }
    return workspace(request, "partners/decisions/decision.html", context | more, status=status)


@require_safe
@at_decision()
def decision_part(request, decision, member):
    """The vote and the outcome, as a part of the page; fetched when the decision opens, closes or changes."""
    if not request.htmx:
        return redirect(decision)
    return render(request, "partners/decisions/_own.html", page_context(decision, member))


@require_safe
@at_decision()
def decision_results(request, decision, member):
    """How the votes fall as this reader may see it, as a part of the page; fetched on each vote."""
    if not request.htmx:
        return redirect(decision)
    has_voted = decision.voted.filter(user=request.user).exists()
    context = results_context(decision, member, has_voted=has_voted)
    return render(request, "partners/decisions/_results.html", context)


@require_POST
@at_decision()
def decision_vote(request, decision, member):
    """One vote. A form with faults comes back as it was sent."""
    if decision.is_draft or decision.is_of_meeting:
        raise Http404
    if not decision.is_open:
        messages.warning(request, NotOpen.message)
        return redirect(decision)
    form = ballot_form(decision, request.POST)
    if not allow(f"decision-vote:{request.user.pk}", **VOTES):
        form.add_error(None, _("You have voted many times. Wait a minute before you vote again."))
        return decision_page(request, decision, member, form, status=429)
    if not form.is_valid():
        return decision_page(request, decision, member, form, status=422)
    try:
        vote(decision, user=request.user, answer=form.answer, reason=form.given_reason)
    except DecisionError as refused:
        messages.warning(request, refused.message)
    except Archived:
        messages.warning(request, archived_words())
    else:
        messages.success(request, _("Your vote is counted."))
    return redirect(decision)


def archived_words():
    return _("The group is archived. Nothing in it changes any more.")


def list_address(group):
    return reverse("decision_list", args=[group.slug])


def crumbs(group, decision=None, *more):
    trail = [here(), crumb(group), {"title": _("Decisions"), "url": list_address(group)}]
    if decision is not None:
        trail.append({"title": decision.title, "url": decision.get_absolute_url()})
    return [*trail, *more]
