"""What people decide for themselves: letters, language, a copy of their data, the end of the account."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.people.actions import choose_language, person_for
from partners.people.closing import TIME_TO_REGRET, close_account, keep_account
from partners.people.copies import KEPT, ask_for_copy
from partners.people.erasing import warnings_for
from partners.people.errors import WorksHere
from partners.people.forms import CloseForm, LanguageForm, LettersForm
from partners.people.models import DataCopy, Person, User
from partners.people.rules import works_here
from partners.people.wishes import read_token, turn_off, turn_on, unwanted_by, want_only
from portal.mail.topics import topics
from portal.ratelimit import too_many

FORM = ["GET", "HEAD", "POST"]
GUESSES = {"limit": 60, "seconds": 600}
COPIES = {"limit": 10, "seconds": 24 * 3600}


def _posted(request):
    """What a form is bound to: also a form in which nothing is ticked is sent."""
    return request.POST if request.method == "POST" else None


@require_http_methods(FORM)
@never_cache
@login_required
def my_letters(request):
    """Which letters one wants. Those that can't be turned off stand there too, each with its reason."""
    person = Person.objects.filter(user=request.user).first()
    at_work = works_here(request.user)
    form = LettersForm(_posted(request), unwanted=unwanted_by(person), at_work=at_work)
    if request.method == "POST" and form.is_valid():
        want_only(person or person_for(request.user.email), form.wanted, at_work=at_work)
        messages.success(request, _("Your choice of letters is saved."))
        return redirect("my_letters")
    context = {"form": form, "needed": topics(optional=False)}
    return render(request, "partners/people/letters.html", context, status=422 if form.errors else 200)


# A mail program posts here for its reader, without a session: the address itself is the key.
@csrf_exempt
@require_http_methods(FORM)
@never_cache
def letters_off(request, token):
    """Turn letters off from a letter, without an account, and on again. Looking changes nothing."""
    known = read_token(token)
    if known is None:
        if too_many(request, "letters_off", **GUESSES):
            return render(request, "429.html", status=429)
        raise Http404
    person, topic = known
    if request.method == "POST":
        (turn_on if request.POST.get("action") == "on" else turn_off)(person, topic)
    context = {
        "topic": topic,
        "is_off": topic.code in unwanted_by(person),
        "is_done": request.method == "POST",
    }
    return render(request, "partners/people/letters_off.html", context)


@require_POST
@login_required
def my_language(request):
    """What letters are written in, and what the pages are shown in after signing in."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("my_page")
    user = choose_language(request.user, language=form.cleaned_data["language"])
    with override(user.language):
        messages.success(request, _("Your language is saved. Letters to you are written in it too."))
        return redirect("my_page")


@require_http_methods(FORM)
@never_cache
@login_required
def my_data(request):
    """The copy of one's data: what is in it, and whether it is being made or can be fetched."""
    copy = DataCopy.objects.filter(user=request.user).first()
    context = {"copy": copy, "can_be_fetched": bool(copy and copy.can_be_fetched), "days": KEPT.days}
    if request.method == "POST":
        return _ask_for_copy(request)
    return render(request, "partners/people/data.html", context)


@reauthentication_required
def _ask_for_copy(request):
    if too_many(request, f"copy:{request.user.pk}", **COPIES):
        return render(request, "429.html", status=429)
    ask_for_copy(request.user, language=request.user.language or get_language())
    messages.success(request, _("We are making the copy. You get a letter when it is ready."))
    return redirect("my_data")


@require_safe
@never_cache
@login_required
@reauthentication_required
def my_data_file(request):
    """The file itself, for its owner alone, as long as it is kept."""
    copy = DataCopy.objects.filter(user=request.user).first()
    if copy is None or not copy.can_be_fetched:
        raise Http404
    try:
        content = copy.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        content, as_attachment=True, filename=_("my-data.zip"), content_type="application/zip"
    )


@require_http_methods(FORM)
@never_cache
@login_required
def close_my_account(request):
    """What goes, what stays and why; then the account is closed and the person is signed out everywhere."""
    form = CloseForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        return _close(request)
    context = {
        "form": form,
        "works_here": works_here(request.user),
        "warnings": warnings_for(request.user),
        "days": TIME_TO_REGRET.days,
    }
    return render(request, "partners/people/close.html", context, status=422 if form.errors else 200)


@reauthentication_required
def _close(request):
    try:
        user = close_account(request.user)
    except WorksHere:
        return redirect("close_my_account")
    for session in UserSession.objects.filter(user=user):
        session.end()
    logout(request)
    return redirect("account_closed")


@require_safe
def account_closed(request):
    """What happens now, to whoever has just closed an account: the same for everyone, nobody is signed in."""
    return render(request, "partners/people/closed.html", {"days": TIME_TO_REGRET.days})


@require_http_methods(FORM)
@never_cache
@login_required
def keep_my_account(request):
    """All that the owner of a closed account sees after signing in: when it is erased, and how to keep it."""
    if not request.user.is_closed:
        return redirect("my_page")
    if request.method == "POST":
        try:
            keep_account(request.user)
        except User.DoesNotExist:
            logout(request)
            return redirect("account_closed")
        messages.success(request, _("Your account is open again. Everything is as it was."))
        return redirect("my_page")
    return render(request, "partners/people/keep.html", {"erase_after": request.user.erase_after})
