"""Signing up for a meeting and giving input about it: what anyone can do."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partners.inputs.actions import give_inputs
from partners.people.actions import person_for
from portal.ratelimit import too_many
from workshops.meetings.box import box_of
from workshops.meetings.functions import page_function
from workshops.meetings.seats import seats
from workshops.signups.actions import resend_links, sign_up
from workshops.signups.errors import SignUpClosed
from workshops.signups.forms import LinksForm, MeetingInputForm, SignUpForm
from workshops.signups.known import known_of
from workshops.signups.rules import may_sign_up

IN_DOUBT = _("That was very quick, so please press the button once more. Everything you wrote is still here.")
TOO_MANY = _(
    "Many forms have come from the same network in a short time. Wait a few minutes and press the button "
    "again. Everything you wrote is still here."
)
INPUT_CLOSED = _("The meeting takes no more input. Everything you wrote is still here, so you can copy it.")
# A whole office can sit behind one address, and all of it may want to come.
FORMS = {"limit": 60, "seconds": 600}
LINKS = {"limit": 10, "seconds": 600}


def hold_back(request, form, action, limit):
    """Why a filled-in form is shown again instead of being taken: (status, words), or None."""
    if too_many(request, action, **limit):
        return 429, TOO_MANY
    if form.is_valid() and form.in_doubt:
        form.asked_again()
        return 422, IN_DOUBT
    return None


@page_function("pamelding")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_up_form(request, page):
    """The sign-up form. Whether the address is signed up already is told by mail only."""
    workshop = page.original
    known = known_of(request)
    form = SignUpForm(
        request.POST or None, page=page, workshop=workshop, seats=seats(workshop), initial=known
    )
    status, notice = (422, "") if request.method == "POST" else (200, "")
    if request.method == "POST":
        if held := hold_back(request, form, "sign_up", FORMS):
            status, notice = held
        elif form.is_valid():
            try:
                receive_sign_up(workshop, form)
            except SignUpClosed as closed:
                status, notice = 409, closed.message
            else:
                return redirect(f"{page.get_url(request)}pamelding-mottatt/")
    context = {
        "form": form,
        "notice": notice,
        "known": known,
        "box": box_of(request, page),
        "is_open": may_sign_up(workshop),
    }
    return render(request, "workshops/signups/form.html", page.get_context(request) | context, status=status)


@transaction.atomic
def receive_sign_up(workshop, form):
    person = person_for(form.cleaned_data["email"])
    return sign_up(
        workshop,
        person=person,
        answers=form.answers(),
        visibility=form.cleaned_data.get("visibility"),
        shown_as=form.cleaned_data.get("shown_as"),
        language=get_language(),
        **form.participant(),
    )


@page_function("pamelding-mottatt")
@require_safe
def sign_up_received(request, page):
    """The same for everyone, signed up before or not: what to do now."""
    context = {"box": box_of(request, page)}
    return render(request, "workshops/signups/received.html", page.get_context(request) | context)


@page_function("innspill")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def input_form(request, page):
    """Input about the meeting from anyone, until the meeting's deadline for input."""
    box = box_of(request, page)
    known = known_of(request)
    form = MeetingInputForm(request.POST or None, page=page, initial=known)
    status, notice = (422, "") if request.method == "POST" else (200, "")
    if request.method == "POST":
        if held := hold_back(request, form, "give_input", FORMS):
            status, notice = held
        elif not box.takes_input:
            status, notice = 409, INPUT_CLOSED
        elif form.is_valid():
            receive_input(page, form)
            return redirect(f"{page.get_url(request)}innspill-mottatt/")
    context = {"form": form, "notice": notice, "known": known, "box": box}
    return render(request, "workshops/signups/input.html", page.get_context(request) | context, status=status)


@transaction.atomic
def receive_input(page, form):
    give_inputs(
        page.original,
        answers=form.answers(),
        person=person_for(form.cleaned_data["email"]),
        name=form.cleaned_data["name"],
        organisation=form.cleaned_data["organisation"],
        visibility=form.cleaned_data["visibility"],
        shown_as=form.cleaned_data["shown_as"],
        language=get_language(),
    )


@page_function("innspill-mottatt")
@require_safe
def input_received(request, page):
    """Thanks, and what happens with the input now."""
    return render(request, "workshops/signups/input_received.html", page.get_context(request))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def resend(request):
    """Mails somebody the links to their own pages. The answer is the same whether the address is known."""
    form = LinksForm(request.POST or None)
    status, notice = (422, "") if request.method == "POST" else (200, "")
    if request.method == "POST":
        if held := hold_back(request, form, "resend", LINKS):
            status, notice = held
        elif form.is_valid():
            resend_links(form.cleaned_data["email"], language=get_language())
            return redirect("signup_resent")
    return render(request, "workshops/signups/resend.html", {"form": form, "notice": notice}, status=status)


@require_safe
def resent(request):
    return render(request, "workshops/signups/resent.html")
