"""How decisions are prepared, opened, changed and closed, and what came of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.decisions.access import at_decision
from partners.decisions.actions import (
    change_draft,
    change_open,
    close_decision,
    create_decision,
    delete_draft,
    open_decision,
)
from partners.decisions.errors import DecisionError
from partners.decisions.forms import ChangeOpenForm, DecisionForm, OutcomeForm, ReviewForm, initial_of
from partners.decisions.kinds import VOTES
from partners.decisions.outcomes import marker_of, review_outcome, write_outcome
from partners.decisions.results import results_of
from partners.decisions.rules import has_in_hand, may_close
from partners.decisions.views import archived_words, crumbs, decision_page, list_address
from partners.groups.access import at_group, contributes, not_there
from partners.groups.errors import Archived
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]


@require_safe
@at_group(enters=True)
@contributes
def decision_new(request, group, member):
    """Which way to vote fits."""
    title = _("New decision")
    context = {
        "group": group,
        "ways": VOTES.values(),
        "title": title,
        "breadcrumbs": [*crumbs(group), {"title": title, "url": request.path}],
    }
    return workspace(request, "partners/decisions/new.html", context)


@require_http_methods(FORM)
@at_group(enters=True)
@contributes
def decision_write(request, group, member, kind):
    """A new decision of one kind: kept as a draft, or opened at once."""
    if kind not in VOTES:
        raise Http404
    if "more" in request.POST:
        return _form_page(request, group, DecisionForm.with_more(request.POST, kind=kind))
    form = DecisionForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_decision(
                group,
                kind=kind,
                by=request.user,
                client_id=form.cleaned_data["client_id"],
                options=form.options,
                **form.values,
            )
        except Archived:
            form.add_error(None, archived_words())
        else:
            return _saved(request, made)
    return _form_page(request, group, form)


@require_http_methods(FORM)
@at_decision(prepares=True)
def decision_change(request, decision, member):
    """A draft is changed as it was written; of an open one only the end, and when results are seen.

    The form of a draft that was opened meanwhile changes nothing, and comes back as it was sent.
    """
    if decision.is_draft or "client_id" in request.POST:
        return _change_draft(request, decision)
    return _change_open(request, decision) if decision.is_open else redirect(decision)


def _change_draft(request, decision):
    kind = decision.kind
    if "more" in request.POST:
        form = DecisionForm.with_more(request.POST, kind=kind)
        return _form_page(request, decision.group, form, decision)
    initial, rows = initial_of(decision)
    form = DecisionForm(request.POST or None, kind=kind, rows=rows, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_draft(decision, by=request.user, options=form.options, **form.values)
        except DecisionError as refused:
            form.add_error(None, refused.message)
        except Archived:
            form.add_error(None, archived_words())
        else:
            return _saved(request, decision)
    return _form_page(request, decision.group, form, decision)


def _change_open(request, decision):
    form = ChangeOpenForm(request.POST or None, decision=decision)
    if request.method == "POST" and form.is_valid():
        if _tried(request, change_open, decision, by=request.user, **form.cleaned_data):
            messages.success(request, _("The decision is changed."))
        return redirect(decision)
    return _small_form(request, decision, form, _("Change"), _("Save"))


def _saved(request, decision):
    """On to the page of the decision, opened if that was the button."""
    if "open" not in request.POST:
        messages.success(request, _("The draft is saved. Only you and the leaders see it."))
    elif _tried(request, open_decision, decision, by=request.user):
        messages.success(request, _("The decision is open, and those who may vote get a letter."))
    return redirect(decision)


def _form_page(request, group, form, decision=None):
    title = _("Change") if decision else form.way.name
    here = {"title": title, "url": request.path}
    context = {
        "group": group,
        "form": form,
        "way": form.way,
        "title": title,
        "decision": decision,
        "breadcrumbs": [*crumbs(group, decision), here],
    }
    return workspace(request, "partners/decisions/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_decision(prepares=True)
def decision_open(request, decision, member):
    if _tried(request, open_decision, decision, by=request.user):
        messages.success(request, _("The decision is open, and those who may vote get a letter."))
    return redirect(decision)


@require_POST
@at_group(enters=True)
def decision_delete(request, group, member, pk):
    """Throw a draft away; what is none, or not for them to know, is not there any more."""
    decision = group.decisions.readable_by(member).filter(pk=pk).first()
    if decision is None:
        return not_there(request, _("The draft is not there any more."), list_address(group))
    decision.group = group
    if not has_in_hand(member, decision):
        raise Http404
    if _tried(request, delete_draft, decision, by=request.user):
        messages.success(request, _("The draft is deleted."))
        return redirect(list_address(decision.group))
    return redirect(decision)


@require_http_methods(FORM)
@at_decision(prepares=True)
def decision_close(request, decision, member):
    """A leader asks once, then closes it before its time."""
    if not may_close(member):
        raise Http404
    if not decision.is_open:
        return redirect(decision)
    if request.method == "POST":
        if _tried(request, close_decision, decision, by=request.user):
            messages.success(request, _("The decision is closed. Write what came of it."))
        return redirect(decision)
    title = _("Close")
    context = {
        "decision": decision,
        "breadcrumbs": crumbs(decision.group, decision, {"title": title, "url": request.path}),
    }
    return workspace(request, "partners/decisions/close.html", context)


@require_http_methods(FORM)
@at_decision(prepares=True)
def decision_outcome(request, decision, member):
    """What came of it, written or changed."""
    if not decision.is_over:
        return redirect(decision)
    outcome = getattr(decision, "outcome", None)
    names = ("text", "owner", "review_on", "chosen_option")
    initial = {name: getattr(outcome, name) for name in names} if outcome else {}
    initial["seen"] = marker_of(outcome)
    initial |= {name: initial[name].pk for name in ("owner", "chosen_option") if initial.get(name)}
    form = OutcomeForm(
        request.POST or None,
        decision=decision,
        members=list(decision.group.members.participants().with_people().in_order()),
        results=results_of(decision, names=False),
        is_called=outcome is not None and outcome.is_called,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            write_outcome(decision, by=request.user, **form.cleaned_data)
        except DecisionError as refused:
            form.add_error(None, refused.message)
        except Archived:
            form.add_error(None, archived_words())
        else:
            messages.success(request, _("The outcome is written."))
            return redirect(decision)
    return _small_form(request, decision, form, _("Outcome"), _("Save the outcome"))


@require_POST
@at_decision(prepares=True)
def decision_review(request, decision, member):
    """The group has looked at the outcome again."""
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return decision_page(request, decision, member, status=422, review_form=form)
    if _tried(request, review_outcome, decision, by=request.user, **form.cleaned_data):
        messages.success(request, _("It is noted that the group has looked at it."))
    return redirect(decision)


def _small_form(request, decision, form, title, button):
    context = {
        "decision": decision,
        "form": form,
        "title": title,
        "button": button,
        "breadcrumbs": crumbs(decision.group, decision, {"title": title, "url": request.path}),
    }
    status = 422 if form.is_bound else 200
    return workspace(request, "partners/decisions/small_form.html", context, status=status)


def _tried(request, act, decision, **arguments):
    """Whether it was done; why not is told on the next page."""
    try:
        act(decision, **arguments)
    except DecisionError as refused:
        messages.warning(request, refused.message)
    except Archived:
        messages.warning(request, archived_words())
    else:
        return True
    return False
