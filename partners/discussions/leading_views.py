"""What becomes of a thread as a whole: pinned, closed, moved, guests."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partners.discussions.access import at_discussion
from partners.discussions.errors import AlreadyIn, MayNot
from partners.discussions.forms import ChoiceForm, CloseForm, GuestForm
from partners.discussions.inviting import invite_guest, revoke_invitation
from partners.discussions.leading import close, end_guest, let_in_guest, move, pin, reopen
from partners.discussions.page import crumbs
from partners.groups.models import GroupMember
from partners.groups.people_views import tell_of_revoked
from partners.groups.reading import people_to_invite
from partners.organisations.acting import reads_as_partner
from partners.workspace import workspace
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
INVITATIONS = {"limit": 60, "per": timedelta(hours=1)}


@require_POST
@at_discussion(may="leads")
def discussion_pin(request, part):
    is_on = request.POST.get("on") == "1"
    pin(part.discussion, by=request.user, is_on=is_on)
    messages.success(
        request, _("The thread stands on top.") if is_on else _("The thread stands in its place again.")
    )
    return redirect(part.discussion)


@require_http_methods(FORM)
@at_discussion(may="may_close")
def discussion_close(request, part):
    """Close with a conclusion, or change the conclusion."""
    it = part.discussion
    form = CloseForm(
        request.POST if request.method == "POST" else None, initial={"conclusion": it.conclusion}
    )
    if request.method == "POST" and form.is_valid():
        close(it, by=request.user, **form.cleaned_data)
        messages.success(request, _("The thread is closed."))
        return redirect(it)
    context = {"form": form, "discussion": it, "breadcrumbs": crumbs(it.group, it, _("Close"), part=part)}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/discussions/close.html", context, status=status)


@require_POST
@at_discussion(may="may_close")
def discussion_reopen(request, part):
    reopen(part.discussion, by=request.user)
    messages.success(request, _("The thread is open again."))
    return redirect(part.discussion)


@require_http_methods(FORM)
@at_discussion(may="leads")
def discussion_move(request, part):
    """To another group that one may write in."""
    it = part.discussion
    places = GroupMember.objects.participants().filter(user=request.user, group__state="active")
    places = places.exclude(group=it.group).select_related("group").order_by("group__name", "pk")
    choices = [(each.group_id, each.group, each.group.name) for each in places]
    data = request.POST if request.method == "POST" else None
    form = ChoiceForm(data, label=_("Move to"), choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            move(it, form.cleaned_data["chosen"], by=request.user)
        except MayNot:
            form.add_error(None, _("It cannot be moved there now."))
        else:
            messages.success(request, _("The thread is moved."))
            return redirect(it)
    context = {
        "form": form,
        "discussion": it,
        "has_choice": bool(choices),
        "breadcrumbs": crumbs(it.group, it, _("Move"), part=part),
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/discussions/move.html", context, status=status)


@require_http_methods(FORM)
@at_discussion(may="leads")
def discussion_guests(request, part):
    """Who takes part in this thread alone, who is invited to, and the way to let somebody in."""
    it = part.discussion
    guests = list(it.guests.select_related("user").order_by("user__name", "pk"))
    known = {guest.user_id for guest in guests}
    people = people_to_invite(it.group) if reads_as_partner(request) else []
    choices = [(user, words) for user, words in people if user.pk not in known]
    form = GuestForm(request.POST if request.method == "POST" else None, people=choices)
    if request.method == "POST" and form.is_valid() and _let_in(request, it, form):
        return redirect("discussion_guests", it.pk)
    context = {
        "form": form,
        "discussion": it,
        "guests": guests,
        "invitations": list(it.invitations.open()),
        "may_let_in": part.may_write,
        "breadcrumbs": crumbs(it.group, it, _("Guests"), part=part),
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/discussions/guests.html", context, status=status)


def _let_in(request, discussion, form):
    """Whether the chosen partner is let in, or the address invited; if not, the form says why."""
    person, email = form.cleaned_data.get("person"), form.cleaned_data["email"]
    try:
        if person:
            let_in_guest(discussion, user=person, by=request.user)
            messages.success(request, _("They can read and write in this thread."))
            return True
        if allow(f"invite-guest:{discussion.pk}", **INVITATIONS):
            invite_guest(discussion, email=email, by=request.user, language=get_language())
            messages.success(request, _("The invitation is on its way."))
            return True
        form.add_error(None, _("You have sent many invitations. Wait an hour before you send more."))
    except AlreadyIn:
        form.add_error("person" if person else "email", _("They read the thread already."))
    except MayNot:
        form.add_error(None, _("The thread is closed: nobody is let in."))
    return False


@require_POST
@at_discussion(may="leads")
def guest_revoke(request, part, invitation_pk):
    """Take an invitation back."""
    invitation = get_object_or_404(part.discussion.invitations, pk=invitation_pk)
    tell_of_revoked(request, revoke_invitation(invitation, by=request.user))
    return redirect("discussion_guests", part.discussion.pk)


@require_POST
@at_discussion(may="leads")
def discussion_end_guest(request, part, user_pk):
    guest = part.discussion.guests.select_related("user").filter(user=user_pk).first()
    if guest:
        end_guest(part.discussion, user=guest.user, by=request.user)
        messages.success(request, _("They can no longer read the thread."))
    return redirect("discussion_guests", part.discussion.pk)
