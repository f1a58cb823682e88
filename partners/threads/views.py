"""What participants do in a thread, each as a form of its own that htmx can also send."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from home.pages.standard import StandardPage
from home.views import page as serve_page
from home.visibility import visible_to_all
from partners.inputs.waiting import must_wait
from partners.threads.access import at_input, at_reply, read_input, read_reply
from partners.threads.actions import delete_reply, edit_reply, follow, post_reply, report, vote
from partners.threads.errors import CannotSee, MayNot, NotTheirWords, OldTurn
from partners.threads.forms import ReplyForm, ReportForm, VoteForm, WordsForm
from partners.threads.mentions import suggested
from partners.threads.models import Reply
from partners.threads.reading import thread_of
from partners.threads.rules import is_free_to_edit, may_edit
from partners.threads.site import conversation_context, organisation_of
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
REPLIES = {"limit": 10, "per": timedelta(minutes=10)}
VOTES = {"limit": 200, "per": timedelta(hours=1)}
REPORTS = {"limit": 20, "per": timedelta(hours=1)}
RULES_SLUG = "regler"


@require_safe
@read_input
def replies_alone(request, input):
    """The replies, fetched anew by a page that is open."""
    return render(request, "partners/threads/_replies.html", conversation_context(request, input))


@require_safe
@read_input
def votes_alone(request, input):
    context = {"input": input, "thread": thread_of(request.user, input)}
    return render(request, "partners/threads/_votes.html", context)


@require_http_methods(FORM)
@at_input
def write_reply(request, input):
    """A reply. What is wrong comes back with everything typed, beside the thread or on a page of its own."""
    if request.method != "POST":
        return redirect(f"{input.get_absolute_url()}#skriv-svar")
    form, status, said = ReplyForm(request.POST), 422, None
    if form.is_valid():
        if allow(f"threads.reply:{request.user.pk}", **REPLIES):
            said = _said(request, input, form)
        else:
            form.add_error(None, _("You have written many replies. Wait ten minutes before you write more."))
            status = 429
    if said is None:
        return _again(request, input, form, status)
    news = _("Your reply is published.")
    if said.is_waiting:
        news = _("Your reply is received, and waits to be seen by the municipality. Then others can read it.")
    if not request.htmx:
        messages.success(request, news)
        return redirect(said)
    context = conversation_context(request, input, news=news, new_reply=said.pk)
    return render(request, "partners/threads/_thread.html", context)


def _said(request, input, form):
    """The reply, or None with the reason in the form."""
    quoted, key = None, form.quoted_key()
    try:
        if key:
            quoted = input.replies.filter(pk=key).first()
            if quoted is None:
                raise NotTheirWords
        return post_reply(
            input,
            by=request.user,
            organisation=organisation_of(request),
            quoted=quoted,
            mentioned=form.chosen,
            language=get_language(),
            **{name: form.cleaned_data[name] for name in ("text", "quote", "follow", "client_id")},
        )
    except NotTheirWords:
        form.add_error("quote", _("This does not stand there. Quote the words as they were written."))
    except CannotSee:
        form.add_error("text", NOT_HERE)
    except MayNot:
        form.add_error(None, _("You cannot reply here now. Copy your text if you want to keep it."))
    return None


NOT_HERE = gettext_lazy("You have mentioned somebody who does not take part here, or cannot see this.")


def _again(request, input, form, status):
    context = conversation_context(request, input, form=form)
    if request.htmx:
        # Text that cannot be sent stays where it was typed; 429 would not be put in by htmx.
        response = render(request, "partners/threads/_form.html", context, status=422)
        response["HX-Retarget"], response["HX-Reswap"] = "#skriv-svar", "outerHTML"
        return response
    crumbs = _crumbs(input, _("Reply"), request)
    return render(request, "partners/threads/reply.html", context | {"breadcrumbs": crumbs}, status=status)


def _crumbs(input, title, request):
    return [
        {"title": _("Input and answers"), "url": reverse("input_list")},
        {"title": _("Input no. %(number)s") % {"number": input.pk}, "url": input.get_absolute_url()},
        {"title": title, "url": request.path},
    ]


@require_http_methods(FORM)
@at_reply
def change_reply(request, reply):
    """Change one's own; later than a quarter of an hour after it was written the earlier text can be read."""
    if not may_edit(request.user, reply):
        return _not_yours(reply)
    form = WordsForm(request.POST or None, initial={"text": reply.waiting_text or reply.text})
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_reply(
                reply, text=form.cleaned_data["text"], by=request.user, mentioned=form.chosen
            )
        except CannotSee:
            form.add_error("text", NOT_HERE)
        except MayNot:
            form.add_error(None, _("It cannot be changed any more."))
        else:
            told = _("Your reply is changed.")
            if changed.waiting_since:
                told = _("Your new text is received, and waits to be seen by the municipality.")
            messages.success(request, told)
            return redirect(reply)
    context = {
        "form": form,
        "reply": reply,
        "input": reply.input,
        "is_free": is_free_to_edit(reply),
        "waits": must_wait(reply.input.page, by=request.user),
        "breadcrumbs": _crumbs(reply.input, _("Change reply"), request),
    }
    return render(request, "partners/threads/change.html", context, status=422 if form.is_bound else 200)


def _not_yours(reply):
    """Who sees a reply may know of it, but there is no page for changing another's."""
    return get_object_or_404(Reply.objects.none(), pk=reply.pk)


@require_http_methods(FORM)
@at_reply
def remove_reply(request, reply):
    """Take back one's own, after a question."""
    if not may_edit(request.user, reply):
        return _not_yours(reply)
    if request.method == "POST":
        delete_reply(reply, by=request.user)
        messages.success(request, _("Your reply is deleted."))
        return redirect(f"{reply.input.get_absolute_url()}#samtale")
    context = {"reply": reply, "breadcrumbs": _crumbs(reply.input, _("Delete reply"), request)}
    return render(request, "partners/threads/delete.html", context)


@require_safe
@read_reply
def earlier_texts(request, reply):
    """What a reply said before it was changed."""
    context = {
        "reply": reply,
        "earlier": list(reply.earlier_texts.order_by("-until", "-pk")),
        "breadcrumbs": _crumbs(reply.input, _("Earlier texts"), request),
    }
    return render(request, "partners/threads/earlier.html", context)


@require_POST
@at_input
def cast_vote(request, input):
    """One's vote, changed or taken back."""
    form, trouble = VoteForm(request.POST), ""
    if not form.is_valid():
        trouble = _("That is no vote.")
    elif not allow(f"threads.vote:{request.user.pk}", **VOTES):
        trouble = _("You have voted many times. Wait an hour before you vote more.")
    else:
        try:
            vote(input, by=request.user, **form.cleaned_data)
        except MayNot:
            trouble = _("You cannot vote here now.")
        except OldTurn:
            trouble = _("You have voted since this page was shown. Your vote stands as you see it now.")
    if request.htmx:
        context = {"thread": thread_of(request.user, input), "input": input, "vote_trouble": trouble}
        status = 422 if trouble else 200
        return render(request, "partners/threads/_votes.html", context, status=status)
    if trouble:
        messages.error(request, trouble)
    return redirect(f"{input.get_absolute_url()}#stemmer")


@require_POST
@at_input
def choose_follow(request, input):
    """Follow an input, or stop."""
    is_on = request.POST.get("on") == "1"
    follow(input, by=request.user, is_on=is_on)
    if is_on:
        messages.success(request, _("You get an e-mail when somebody replies, or the municipality answers."))
    else:
        messages.success(request, _("You get no more e-mail about this input."))
    return redirect(f"{input.get_absolute_url()}#samtale")


@require_safe
@at_input
def suggest_mentions(request, input):
    """Names to mention: of those who take part here, and coordinators. Never addresses."""
    found = suggested(input, request.GET.get("q", "")[:120], besides=request.user)
    return render(request, "partners/threads/_suggestions.html", {"people": found})


@require_http_methods(FORM)
@at_input
def report_input(request, input):
    return _report(request, input)


@require_http_methods(FORM)
@at_reply
def report_reply(request, reply):
    return _report(request, reply.input, reply)


def _report(request, input, reply=None):
    form = ReportForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        if not allow(f"threads.report:{request.user.pk}", **REPORTS):
            form.add_error(None, _("You have reported a lot. Wait an hour before you report more."))
            status = 429
        else:
            return _reported(request, input, reply, form)
    context = {
        "form": form,
        "input": input,
        "reply": reply,
        "rules_url": reverse("thread_rules"),
        "breadcrumbs": _crumbs(input, pgettext("moderation", "Report"), request),
    }
    return render(request, "partners/threads/report.html", context, status=status)


def _reported(request, input, reply, form):
    try:
        report(input, reply=reply, by=request.user, language=get_language(), **form.cleaned_data)
    except MayNot:
        messages.info(request, _("It is hidden or deleted already."))
    else:
        messages.success(request, _("Thank you. The municipality looks at it and tells you the outcome."))
    return redirect(f"{input.get_absolute_url()}#samtale")


@require_safe
def rules(request):
    """How one talks here: the editors' own page of that address, else ours."""
    own = StandardPage.objects.filter(slug=RULES_SLUG, locale__language_code=get_language())
    if visible_to_all(Page.objects.filter(pk__in=own.values("pk"))).exists():
        return serve_page(request, f"{RULES_SLUG}/")
    crumbs = [
        {"title": _("Front page"), "url": reverse("wagtail_serve", args=[""])},
        {"title": _("Rules"), "url": request.path},
    ]
    return render(request, "partners/threads/rules.html", {"breadcrumbs": crumbs})
