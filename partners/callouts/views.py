"""Calls for volunteers: the list of those one may come to, one call, and what leaders do with it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.callouts.actions import (
    WRITTEN,
    cancel_call_out,
    change_call_out,
    create_call_out,
)
from partners.callouts.errors import CallOutError, Changed, Declined, IsOver, KeptOut, NotTheirs, TooFewPlaces
from partners.callouts.forms import CallOutForm, NewCallOutForm, VolunteerForm
from partners.callouts.models import CallOut
from partners.callouts.reading import rows_of
from partners.callouts.rules import has_in_hand, may_lead_call_out, may_volunteer, sees_volunteers
from partners.callouts.volunteering import accept_volunteer, decline_volunteer, volunteer_for, withdraw
from partners.groups.access import at_group, contributes, member_of
from partners.groups.errors import Archived
from partners.groups.views import crumb
from partners.groups.views import here as groups_here
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]


def at_call_out(*, leads=False):
    """Give the view the `call_out` of the address and the person's own `member` in its group, or None.

    `leads`: for the group's leaders alone; what they send when it was archived meanwhile comes to its action.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        @never_cache
        def gated(request, pk, **arguments):
            call_outs = CallOut.objects.visible_to(request.user).with_counts()
            call_out = get_object_or_404(call_outs, pk=pk)
            member = member_of(call_out.group, request.user)
            rule = has_in_hand if request.method == "POST" else may_lead_call_out
            if leads and not rule(member):
                raise Http404
            return view(request, call_out=call_out, member=member, **arguments)

        return gated

    return decorate


@login_required
@require_safe
@never_cache
def call_outs(request):
    """What one can help with, and what one helps with."""
    rows = rows_of(CallOut.objects.coming().visible_to(request.user), request.user)
    context = {
        "mine": [row for row in rows if row.mine and row.mine.is_standing],
        "others": [row for row in rows if not row.mine or not row.mine.is_standing],
        "breadcrumbs": [here()],
    }
    return workspace(request, "partners/callouts/list.html", context)


@require_safe
@at_call_out()
def call_out(request, call_out, member):
    return call_out_page(request, call_out, member)


def call_out_page(request, call_out, member, form=None, status=200):
    mine = call_out.volunteers.filter(user=request.user).first()
    context = {
        "call_out": call_out,
        "group": call_out.group,
        "member": member,
        "mine": mine,
        "free": max(0, call_out.places - call_out.accepted),
        "may_lead": may_lead_call_out(member) and not call_out.is_over and not call_out.is_cancelled,
        "may_volunteer": may_volunteer(call_out, member),
        "form": form or VolunteerForm(),
        "breadcrumbs": [here(), {"title": call_out.title, "url": call_out.get_absolute_url()}],
    }
    if sees_volunteers(member):
        people = list(call_out.volunteers.standing().with_people().in_order())
        context |= {
            "accepted": [each for each in people if each.is_accepted],
            "waiting": [each for each in people if each.state == each.State.WAITING],
            "asking": [each for each in people if each.state == each.State.ASKED],
        }
    return workspace(request, "partners/callouts/call_out.html", context, status=status)


@require_http_methods(FORM)
@at_group(enters=True)
@contributes
def call_out_new(request, group, member):
    form = NewCallOutForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        values = {"shown": CallOut.Shown.GROUP} | form.cleaned_data
        try:
            made = create_call_out(group, by=request.user, **values)
        except Archived:
            form.add_error(None, archived_words())
        except NotTheirs:
            form.add_error(None, _("This form cannot be sent in again. Open it anew."))
        else:
            messages.success(request, _("The call for volunteers is out."))
            return redirect(made)
    title = _("Call for volunteers")
    crumbs = [groups_here(), crumb(group), {"title": title, "url": request.path}]
    return _form_page(request, group, form, title, group.get_absolute_url(), crumbs)


@require_http_methods(FORM)
@at_call_out(leads=True)
def call_out_change(request, call_out, member):
    initial = {name: getattr(call_out, name) for name in WRITTEN} | {"seen": call_out.revision}
    form = CallOutForm(request.POST or None, group=call_out.group, initial=initial)
    if request.method == "POST" and form.is_valid() and _changed(request, call_out, form):
        return redirect(call_out)
    title = _("Change the call for volunteers")
    back = call_out.get_absolute_url()
    crumbs = [here(), {"title": call_out.title, "url": back}, {"title": title, "url": request.path}]
    return _form_page(request, call_out.group, form, title, back, crumbs)


def _changed(request, call_out, form):
    """Whether it was saved; what is in the way stands in the form."""
    try:
        change_call_out(call_out, by=request.user, **form.cleaned_data)
    except Changed:
        form.add_error(
            None, _("Somebody has changed it meanwhile. Open it beside this page, and write it together.")
        )
    except TooFewPlaces:
        form.add_error("places", _("More people than that have a place. Say no to somebody first."))
    except IsOver:
        form.add_error(None, over_words())
    except Archived:
        form.add_error(None, archived_words())
    else:
        messages.success(request, _("It is changed. Those who come are told of a new time or place."))
        return True
    return False


def _form_page(request, group, form, title, back, crumbs):
    context = {"form": form, "title": title, "group": group, "back": back, "breadcrumbs": crumbs}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/callouts/form.html", context, status=status)


@require_http_methods(FORM)
@at_call_out(leads=True)
def call_out_cancel(request, call_out, member):
    """Asks once, then calls it off."""
    if request.method == "POST":
        try:
            cancel_call_out(call_out, by=request.user)
        except Archived:
            messages.error(request, archived_words())
        except IsOver:
            messages.error(request, over_words())
        else:
            messages.success(request, _("It is called off. Those who were to come get a letter."))
        return redirect(call_out)
    crumbs = [here(), {"title": call_out.title, "url": call_out.get_absolute_url()}]
    crumbs.append({"title": _("Call off"), "url": request.path})
    context = {"call_out": call_out, "breadcrumbs": crumbs}
    return workspace(request, "partners/callouts/cancel.html", context)


@require_POST
@at_call_out()
def call_out_volunteer(request, call_out, member):
    """Say that one comes."""
    form = VolunteerForm(request.POST)
    if not form.is_valid():
        return call_out_page(request, call_out, member, form, status=422)
    try:
        volunteer = volunteer_for(
            call_out, user=request.user, language=get_language(), text=form.cleaned_data["text"]
        )
    except KeptOut:
        messages.error(request, _("The municipality has kept you from taking part for a while."))
    except Declined:
        messages.info(request, _("You have been told that you are not needed this time."))
    except Archived:
        messages.error(request, archived_words())
    except CallOutError:
        messages.error(request, over_words())
    else:
        messages.success(request, _words_for(volunteer))
    return redirect(call_out)


def _words_for(volunteer):
    words = {
        volunteer.State.ACCEPTED: _("You have a place. Thank you!"),
        volunteer.State.WAITING: _("All places are taken. You get a letter if one becomes free."),
        volunteer.State.ASKED: _("The group is asked. You get a letter when they have answered."),
    }
    return words[volunteer.state]


@require_POST
@at_call_out()
def call_out_withdraw(request, call_out, member):
    """Say that one does not come after all."""
    mine = get_object_or_404(call_out.volunteers.select_related("user"), user=request.user)
    mine.call_out = call_out
    try:
        withdraw(mine)
    except Archived:
        messages.error(request, archived_words())
    except IsOver:
        messages.error(request, over_words())
    else:
        messages.success(request, _("You are off the list. Somebody else can have the place."))
    still_sees = CallOut.objects.visible_to(request.user).filter(pk=call_out.pk).exists()
    return redirect(call_out if still_sees else "call_outs")


@require_POST
@at_call_out(leads=True)
def volunteer_accept(request, call_out, member, volunteer):
    return _answer(request, call_out, volunteer, accept_volunteer)


@require_POST
@at_call_out(leads=True)
def volunteer_decline(request, call_out, member, volunteer):
    return _answer(request, call_out, volunteer, decline_volunteer)


def _answer(request, call_out, pk, answer):
    volunteer = get_object_or_404(call_out.volunteers.select_related("user"), pk=pk)
    volunteer.call_out = call_out
    try:
        volunteer = answer(volunteer, by=request.user)
    except Archived:
        messages.error(request, archived_words())
    except IsOver:
        messages.error(request, over_words())
    except CallOutError:
        messages.info(request, _("They have withdrawn meanwhile."))
    else:
        words = {"name": volunteer.shown_name, "state": volunteer.get_state_display().lower()}
        messages.success(request, _("%(name)s: %(state)s") % words)
    return redirect(call_out)


def here():
    return {"title": _("Volunteer work"), "url": reverse("call_outs")}


def archived_words():
    return _("The group is archived. Nothing is changed.")


def over_words():
    return _("It is over, called off, or for others meanwhile.")
