"""The comments on a block of a concept or on all of it, and what their givers do with them."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.comments.actions import (
    change_comment,
    confirm_comment,
    find_held,
    give_comment,
    hold_comment,
    save_draft,
    take_back,
)
from partners.comments.errors import CommentError, CommentsClosed, KeptOut
from partners.comments.forms import ChangeForm, CommentForm, GuestCommentForm
from partners.comments.models import CommentDraft
from partners.comments.opening import opening_of
from partners.comments.places import find_place, place_url
from partners.comments.reading import as_read, comments_at, earlier_blocks
from partners.comments.rules import is_fresh, may_change
from partners.inputs.forms import TEXT_LIMIT
from partners.inputs.models import Input
from partners.inputs.paging import keyset_page, oldest_page
from partners.inputs.sections import mark
from partners.inputs.traces import has_trace
from partners.organisations.acting import standing_of
from partners.people.actions import person_for
from partners.people.models import Person
from portal.ratelimit import allow, too_many

FORMS = {"limit": 60, "seconds": 600}
LETTERS = {"limit": 5, "per": timedelta(hours=1)}
IN_DOUBT = gettext_lazy(
    "That was very quick, so please press the button once more. Everything you wrote is still here."
)
TOO_MANY = gettext_lazy(
    "Many comments have come from here in a short time. Wait a few minutes and press the button again. "
    "Everything you wrote is still here."
)
CLOSED = gettext_lazy(
    "No more comments are taken here. Everything you wrote is still here, so you can copy it."
)
KEPT_OUT = gettext_lazy(
    "The municipality keeps you from taking part for a while. The letter about it says why, and until when. "
    "Everything you wrote is still here, so you can copy it."
)
GIVEN = gettext_lazy("Your comment is received. The municipality reads it and answers.")


def place_or_404(page, block=None):
    if place := find_place(page, block):
        return place
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, page, block=None):
    """A block with what was said about it, and the form; in a panel beside the page it is the same."""
    place = place_or_404(page, block)
    opening = opening_of(place.page)
    if request.method == "POST":
        return receive(request, place, opening)
    form = form_for(request, place) if opening.is_open and not place.is_gone else None
    return answer(request, place, opening, form=form)


def form_for(request, place, data=None):
    """The form for who asks, with what the portal knows of them and the draft that they left."""
    if not request.user.is_authenticated:
        return GuestCommentForm(data, place=place)
    standing = standing_of(request)
    speaks_for = standing.organisation.name if standing.organisation and standing.may_submit else ""
    initial = {"name": request.user.name}
    if data is None:
        drafts = CommentDraft.objects.filter(
            user=request.user, page__in=list(place.versions), block=place.block
        )
        initial["text"] = drafts.values_list("text", flat=True).first() or ""
    return CommentForm(data, place=place, speaks_for=speaks_for, initial=initial)


def receive(request, place, opening):
    form = form_for(request, place, request.POST)
    status, notice = check(request, form)
    if not status:
        try:
            return taken(request, place, opening, form)
        except CommentsClosed:
            status, notice = 409, CLOSED
        except KeptOut:
            status, notice = 403, KEPT_OUT
    # The panel shows a form that comes back with 422, and no other.
    status = 422 if request.htmx else status
    return answer(request, place, opening, form=form, notice=notice, status=status)


def check(request, form):
    """Why the form is shown again, as (status, words); (0, "") when it can be taken."""
    if too_many(request, "comment", **FORMS):
        return 429, TOO_MANY
    if not form.is_valid():
        return 422, ""
    if request.user.is_authenticated:
        return 0, ""
    if form.in_doubt:
        form.asked_again()
        return 422, IN_DOUBT
    return (0, "") if allow(f"comment:{form.cleaned_data['email'].lower()}", **LETTERS) else (429, TOO_MANY)


def taken(request, place, opening, form):
    """What is handed in is received, or held until a guest confirms it: said alike to every guest."""
    said = form.said(language=get_language())
    if not request.user.is_authenticated:
        hold_comment(place, said=said, email=form.cleaned_data["email"])
        if request.htmx:
            return render(request, "partners/comments/_held.html", {"place": place})
        return redirect("comment_held")
    given = give_comment(place, said=said, person=person_of(request.user))
    if request.htmx:
        return answer(request, place, opening, form=form_for(request, place), given=given)
    messages.success(request, GIVEN)
    return redirect(f"{place.url}?order=newest#innspill-{given.pk}")


def person_of(user):
    """Whom an account stands for; made when it has never confirmed its address here."""
    return Person.objects.filter(user=user).first() or person_for(user.email)


def answer(request, place, opening, *, form, notice="", status=200, given=None):
    """The thread, as a page or for the panel; the newest first when something was just given."""
    order = "newest" if given or request.GET.get("order") == "newest" else "oldest"
    paged = keyset_page if order == "newest" else oldest_page
    keys = {} if given else {name: request.GET.get(name, "") for name in ("before", "after")}
    page = paged(comments_at(place, request.user), **keys)
    if place.is_gone and not page.items:
        raise Http404
    context = {
        "place": place,
        "opening": opening,
        "comments": as_read(mark(request.user, page.items), place, request.user),
        "form": form,
        "notice": notice,
        "order": order,
        "given": given,
        "count_words": counted(place, request.user) if given else "",
        "last_text": page.items[-1].written_to.text if place.is_gone else "",
        **ways(place, page, order),
        "breadcrumbs": [*way_to(place), {"title": _("Comments"), "url": place.url}],
    }
    template = "partners/comments/_thread.html" if request.htmx else "partners/comments/thread.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if request.user.is_authenticated or form:
        response["Cache-Control"] = "private, no-store"
    return response


def counted(place, user):
    """What the handle in the text says when something has been added."""
    n = comments_at(place, user).with_words().count()
    return ngettext("%(n)s comment", "%(n)s comments", n) % {"n": n}


def ways(place, page, order):
    """Addresses of the pages before and after this one, in the order that is read."""
    base = f"{place.url}?order={order}"
    older = page.older and f"{base}&before={page.older}"
    newer = page.newer and f"{base}&after={page.newer}"
    back, on = (older, newer) if order == "oldest" else (newer, older)
    return {"back_url": back, "on_url": on}


def way_to(place):
    front = {"title": _("Front page"), "url": reverse("wagtail_serve", args=[""])}
    return [front, {"title": place.page.title, "url": place.page.get_url()}]


@require_safe
def earlier(request, page):
    """The blocks that are not on the page any more, with what was said about them."""
    place = place_or_404(page)
    context = {
        "place": place,
        "blocks": [
            {"text": each.text, "count": each.count, "url": place_url(place.page.pk, each.text.block)}
            for each in earlier_blocks(place.page, request.user)
        ],
        "breadcrumbs": [*way_to(place), {"title": _("Earlier sections"), "url": request.path}],
    }
    response = render(request, "partners/comments/earlier.html", context)
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
@never_cache
def draft(request, page, block=None):
    """What somebody has begun to write, saved while they type."""
    text = request.POST.get("text", "")
    if len(text) > TEXT_LIMIT * 2:
        return HttpResponse(status=422)
    save_draft(request.user, place_or_404(page, block), text=text[:TEXT_LIMIT])
    return HttpResponse(status=204)


@require_safe
def held(request):
    """The same for everyone: look in your mail."""
    return render(request, "partners/comments/held.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request, token):
    """What the link in the letter leads to. Opening it does nothing: programs open links too."""
    waiting, kept_out = find_held(token).first(), False
    if request.method == "POST":
        try:
            waiting = confirm_comment(token)
        except KeptOut:
            kept_out = True
    if waiting is None:
        return render(request, "partners/comments/no_longer_held.html", status=404)
    context = {
        "held": waiting,
        "url": place_url(waiting.page_id, waiting.block),
        "notice": KEPT_OUT if kept_out else "",
    }
    return render(request, "partners/comments/confirm.html", context, status=403 if kept_out else 200)


def own_comment(request, pk):
    comments = Input.objects.select_related("giver", "page", "written_to").exclude(kind="")
    input = get_object_or_404(comments, pk=pk, giver__user=request.user)
    if not may_change(request.user, input):
        raise Http404
    return input


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request, pk):
    """Write a comment of one's own anew."""
    input = own_comment(request, pk)
    form = ChangeForm(request.POST or None, initial={"text": input.text})
    if form.is_valid():
        return done(
            request, input, change_comment, _("The comment is changed."), text=form.cleaned_data["text"]
        )
    context = {
        "form": form,
        "input": input,
        "back_url": place_url(input.page_id, input.block),
        "is_free": is_fresh(input) and not has_trace(input),
    }
    status = 422 if form.is_bound else 200
    return render(request, "partners/comments/change.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request, pk):
    """Delete a comment of one's own, or take it back when somebody has answered."""
    input = own_comment(request, pk)
    if request.method == "POST":
        return done(request, input, take_back, _("Your comment is taken back."))
    context = {"input": input, "back_url": place_url(input.page_id, input.block), "stays": has_trace(input)}
    return render(request, "partners/comments/withdraw.html", context)


def done(request, input, act, words, **said):
    """Do it and go back to where the comment stands, or stood; it may have been hidden in the meantime."""
    try:
        act(input, by=request.user, **said)
    except CommentError:
        raise Http404 from None
    messages.success(request, words)
    if not (place := find_place(input.page_id, input.block)):
        return redirect("input_list")
    return redirect("comments_earlier", place.page.pk) if place.is_gone else redirect(place.url)
