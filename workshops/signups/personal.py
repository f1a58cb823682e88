"""A signed-up person's own page. Its unguessable address is the key to it, kept from logs and caches."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partners.inputs.actions import give_inputs
from workshops.meetings.seats import seats
from workshops.meetings.views import CALENDAR
from workshops.signups.actions import cancel_sign_up, change_sign_up
from workshops.signups.calendar import signup_file
from workshops.signups.errors import NoSeatLeft, SignUpClosed, WrongAttendance
from workshops.signups.forms import ChangeForm, OwnInputForm
from workshops.signups.models import SignUp
from workshops.signups.sections import personal_sections
from workshops.signups.standing import standing_of

FORM_METHODS = ["GET", "HEAD", "POST"]


def signup_or_404(token):
    """The sign-up with its meeting. A wrong token looks like any other address that is not there."""
    return get_object_or_404(SignUp.objects.select_related("workshop__state", "person"), token=token)


def words_of(signup):
    """The meeting's page in the reader's language, for its words."""
    workshop = signup.workshop
    if workshop.locale.language_code == get_language():
        return workshop
    translations = workshop.get_translations().live().filter(locale__language_code=get_language())
    return translations.first() or workshop


@require_safe
@never_cache
def own_page(request, token):
    """Everything about one's own sign-up: state, link, input and answers."""
    signup = signup_or_404(token)
    return show_own_page(request, signup, OwnInputForm(signup=signup, page=words_of(signup)))


def show_own_page(request, signup, form, status=200):
    context = {
        "signup": signup,
        "page": words_of(signup),
        "standing": standing_of(signup),
        "form": form,
        "inputs": signup.own_inputs(),
        "sections": personal_sections(request, signup),
        "feed_url": request.build_absolute_uri(reverse("signup_feed", args=[signup.token])),
    }
    return render(request, "workshops/signups/personal.html", context, status=status)


@require_http_methods(FORM_METHODS)
@never_cache
def give_own_input(request, token):
    """Input from the personal page, before, during and after the meeting. Sending it twice is harmless.

    Whoever opens the address again after a form with errors comes to the page itself.
    """
    signup = signup_or_404(token)
    if request.method != "POST":
        return redirect(signup)
    form = OwnInputForm(request.POST, signup=signup, page=words_of(signup))
    if not standing_of(signup).can_give_input:
        messages.error(request, _("The meeting takes no more input. Everything you wrote is still here."))
        return show_own_page(request, signup, form, status=409)
    if not form.is_valid():
        return show_own_page(request, signup, form, status=422)
    with transaction.atomic():
        signup.inputs.add(*give_inputs(signup.workshop, language=get_language(), **form.given()))
    messages.success(request, _("Thank you. We have received your input, and you get a receipt by e-mail."))
    return redirect(signup)


@require_http_methods(FORM_METHODS)
@never_cache
def change(request, token):
    """Change what was said at sign-up."""
    signup = signup_or_404(token)
    if not standing_of(signup).can_change:
        return redirect(signup)
    form = ChangeForm(request.POST or None, signup=signup, seats=seats(signup.workshop))
    if form.is_valid():
        try:
            change_sign_up(signup, **form.participant())
        except (NoSeatLeft, WrongAttendance) as refused:
            form.add_error(None if "attendance" not in form.fields else "attendance", refused.message)
        except SignUpClosed as closed:
            messages.error(request, closed.message)
            return redirect(signup)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect(signup)
    context = {"signup": signup, "page": words_of(signup), "form": form}
    return render(request, "workshops/signups/change.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
@never_cache
def cancel(request, token):
    """Asks first, then gives up the place. Twice is harmless."""
    signup = signup_or_404(token)
    if request.method == "POST":
        try:
            cancel_sign_up(signup)
        except SignUpClosed as closed:
            messages.error(request, closed.message)
        return redirect(signup)
    if not standing_of(signup).can_change:
        return redirect(signup)
    return render(request, "workshops/signups/cancel.html", {"signup": signup, "page": words_of(signup)})


@require_safe
def own_calendar_file(request, token):
    """The meeting as this participant's calendar should have it."""
    response = HttpResponse(signup_file(signup_or_404(token)), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response
