"""The comments on a block of a concept or on all of it, and what their givers do with them."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
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
from partners.comments.errors import CommentError, CommentsClosed, FilesStay, KeptOut
from partners.comments.forms import ChangeForm, CommentForm, GuestCommentForm
from partners.comments.live import COMMENTS, name_of
from partners.comments.models import CommentDraft
from partners.comments.opening import is_seen_first, opening_on
from partners.comments.places import blocks_of, find_place, place_url
from partners.comments.reading import as_read, comments_at, earlier_blocks, overview
from partners.comments.rules import may_attach, may_change, may_change_files
from partners.inputs.at_page import answers_here
from partners.inputs.forms import TEXT_LIMIT
from partners.inputs.models import Input
from partners.inputs.paging import keyset_page, oldest_page
from partners.inputs.rules import may_answer
from partners.inputs.sections import mark
from partners.inputs.traces import has_trace
from partners.inputs.waiting import must_wait
from partners.organisations.acting import standing_of
from partners.people.actions import person_of
from portal.files import TooManyFiles
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
SAID_BEFORE = gettext_lazy(
    "You have said this here before, and there is no room for more files with it. Everything you wrote is "
    "still here."
)
GIVEN = gettext_lazy("Your comment is received. The municipality reads it and answers.")
GIVEN_WAITS = gettext_lazy(
    "Your comment is received, and waits to be seen by the municipality. Then others can read it."
)


def place_or_404(page, block=None):
    if place := find_place(page, block):
        return place
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, page, block=None):
    """A block with what was said about it, and the form; in a panel beside the page it is the same."""
    place = place_or_404(page, block)
    opening = opening_on(place.page)
    if request.method == "POST":
        return receive(request, place, opening)
    takes = opening.is_open and not place.is_gone
    form = form_for(request, place, opening=opening) if takes else None
    return answer(request, place, opening, form=form)


def form_for(request, place, data=None, files=None, *, opening):
    """The form for who asks, with what the portal knows of them and the draft that they left."""
    if not request.user.is_authenticated:
        return GuestCommentForm(data, place=place, seen_first=opening.seen_first)
    standing = standing_of(request)
    speaks_for = standing.organisation.name if standing.organisation and standing.may_submit else ""
    initial = {"name": request.user.name}
    if data is None:
        drafts = CommentDraft.objects.filter(
            user=request.user, page__in=list(place.versions), block=place.block
        )
        initial["text"] = drafts.values_list("text", flat=True).first() or ""
    seen_first = opening.seen_first and not may_answer(request.user)
    facts = {"speaks_for": speaks_for, "seen_first": seen_first, "initial": initial}
    attaches = may_attach(standing.memberships)
    return CommentForm(data, files, place=place, may_attach=attaches, **facts)


def receive(request, place, opening):
    form = form_for(request, place, request.POST, request.FILES, opening=opening)
    status, notice = check(request, form)
    if not status:
        try:
            return taken(request, place, opening, form)
        except CommentsClosed:
            status, notice = 409, CLOSED
        except KeptOut:
            status, notice = 403, KEPT_OUT
        except (FilesStay, TooManyFiles):
            status, notice = 422, SAID_BEFORE
    form.ask_for_files_again()
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
    files = form.cleaned_data.get("files", ())
    given = give_comment(place, said=said, person=person_of(request.user), files=files)
    if request.htmx:
        form = form_for(request, place, opening=opening)
        return answer(request, place, opening, form=form, given=given)
    messages.success(request, GIVEN_WAITS if given.is_waiting else GIVEN)
    return redirect(f"{place.url}?order=newest#innspill-{given.pk}")


def answer(request, place, opening, *, form, notice="", status=200, given=None):
    """The thread, as a page or for the panel; the newest first when something was just given."""
    # A panel is in the room of the page that it is beside.
    entrance = None if request.htmx else COMMENTS.entrance(place.page.translation_key)
    asked = {"order": "newest"} if given else request.GET
    context = listed(request, place, asked)
    comments = context["comments"]
    if place.is_gone and not comments:
        raise Http404
    context |= {
        "entrance": entrance,
        "opening": opening,
        "form": form,
        "takes_comments": bool(form),
        "notice": notice,
        "given": given,
        "last_text": comments[-1].input.written_to.text if place.is_gone else "",
        "list_url": f"{list_url(place)}?{urlencode(narrowed(asked))}",
        "live_on": name_of(place.block),
        # What comes on top of the newest would move what one reads.
        "asks_for_new": context["order"] == "newest" and not context["back_url"],
        "breadcrumbs": [*way_to(place), {"title": _("Comments"), "url": place.url}],
    }
    template = "partners/comments/_thread.html" if request.htmx else "partners/comments/thread.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if request.user.is_authenticated or form:
        response["Cache-Control"] = "private, no-store"
    return response


def read(request, place, inputs, asked):
    """The comments as they are shown to who asks; a coordinator can answer each where it stands."""
    if request.htmx and request.htmx.current_url_abs_path:
        # In the panel beside the text, which the concept's own page opens again by its link.
        where = request.htmx.current_url_abs_path.partition("#")[0]
        anchor = f"#comments-{place.block or 'page'}"
        here = answers_here(request, inputs, back_url=lambda each: where + anchor)
    else:
        where = f"{place.url}?{urlencode(narrowed(asked))}".removesuffix("?")
        here = answers_here(request, inputs, back_url=lambda each: f"{where}#innspill-{each.pk}")
    return as_read(mark(request.user, inputs), place, request.user, here)


def narrowed(asked):
    """What of an address says which of the comments are shown, and how."""
    given = {name: asked.get(name, "") for name in ("order", "before", "after")}
    return {name: value for name, value in given.items() if value}


def listed(request, place, asked):
    """One page of what was said at a place, as `asked` wants it: for `_list.html`."""
    order = "newest" if asked.get("order") == "newest" else "oldest"
    paged = keyset_page if order == "newest" else oldest_page
    keys = {name: asked.get(name, "") for name in ("before", "after")}
    page = paged(comments_at(place, request.user), **keys)
    comments = read(request, place, page.items, asked)
    moderates = may_answer(request.user)
    return {
        "place": place,
        "order": order,
        "comments": comments,
        "may_moderate": moderates,
        **ways(place, page, order),
    }


def list_url(place):
    keys = [place.page.pk, place.block] if place.block else [place.page.pk]
    return reverse("comments_list", args=keys)


@require_safe
@never_cache
def comment_list(request, page, block=None):
    """What was said at a place, fetched anew by a page that is open."""
    place = place_or_404(page, block)
    context = listed(request, place, request.GET)
    if place.is_gone and not context["comments"]:
        raise Http404
    context["takes_comments"] = not place.is_gone and opening_on(place.page).is_open
    return render(request, "partners/comments/_list.html", context)


@require_safe
@never_cache
def counts(request, page):
    """How many comments there are at each block, and at the page as a whole, for a page that is open."""
    place = place_or_404(page)
    _opening, heard = overview(place.page, request.user)
    said = {block: each.comments for block, each in heard.items()}
    blocks = [(block, said.get(block, 0)) for block in blocks_of(place.page)]
    return render(request, "partners/comments/_counts.html", {"blocks": blocks, "whole": said.get(None, 0)})


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
        "seen_first": waiting.confirmed_at is None and is_seen_first(waiting.page),
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
    waits = must_wait(input.page, by=request.user)
    is_free = may_change_files(input)
    form = change_form(request, input, is_free=is_free)
    if form.is_valid():
        words = _("The comment is changed.")
        if waits:
            words = _("Your new text is received, and waits to be seen by the municipality.")
        try:
            return done(request, input, change_comment, words, **form.changes())
        except FilesStay:
            form.add_error(
                None, _("The attachments can no longer be changed. You can still change the text.")
            )
        except TooManyFiles:
            form.add_error("files", _("There is no room for so many. Take one away, or choose fewer."))
    form.ask_for_files_again()
    context = {
        "form": form,
        "input": input,
        "back_url": place_url(input.page_id, input.block),
        "is_free": is_free,
        "waits": waits,
    }
    status = 422 if form.is_bound else 200
    return render(request, "partners/comments/change.html", context, status=status)


def change_form(request, input, *, is_free):
    """The form with the text and the files that stand, while these may be changed."""
    there = list(input.files.filter(erased_at=None)) if is_free else []
    handed_in = (request.POST, request.FILES) if request.method == "POST" else ()
    return ChangeForm(
        *handed_in,
        there=there,
        may_attach=is_free and may_attach(standing_of(request).memberships),
        initial={"text": input.waiting_text or input.text},
    )


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
    except FilesStay:
        raise
    except CommentError:
        raise Http404 from None
    messages.success(request, words)
    if not (place := find_place(input.page_id, input.block)):
        return redirect("input_list")
    return redirect("comments_earlier", place.page.pk) if place.is_gone else redirect(place.url)
