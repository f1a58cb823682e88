"""Threads of a group: the list, one thread, and what people say in it. What leaders do: `leading_views`."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.discussions.access import at_discussion, at_post
from partners.discussions.actions import (
    delete_post,
    edit_post,
    is_free_to_edit,
    post,
    react,
    start_discussion,
)
from partners.discussions.drafts import draft_at, place_of, place_of_new, save_draft
from partners.discussions.errors import CannotSee, FilesStay, MayNot, NotTheirWords, Outdated
from partners.discussions.forms import (
    ChangePostForm,
    DraftForm,
    NewDiscussionForm,
    PostForm,
    ReactionForm,
)
from partners.discussions.noticing import about_thread, place_of_thread
from partners.discussions.page import conversation, crumbs
from partners.discussions.people import suggested
from partners.discussions.reading import first_unread, list_page, next_unread
from partners.groups.access import at_group, contributes
from partners.groups.noticing import place_of_group
from partners.groups.rules import may_contribute
from partners.notices.actions import read_about
from partners.notices.reading import level_at
from partners.threads.forms import read_key
from partners.workspace import workspace
from portal.files import TooManyFiles, streamed
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
POSTS = {"limit": 30, "per": timedelta(minutes=10)}
NOT_HERE = gettext_lazy("You have mentioned somebody who does not read this thread.")


@require_safe
@at_group(enters=True)
def discussion_list(request, group, member):
    """Every thread of the group: pinned ones, then the latest."""
    pinned, others, older = list_page(group, request.user, before=read_key(request.GET.get("for")))
    context = {
        "group": group,
        "member": member,
        "pinned": pinned,
        "discussions": others,
        "older": older,
        "may_start": may_contribute(member),
        "breadcrumbs": crumbs(group),
    }
    return workspace(request, "partners/discussions/list.html", context)


@require_http_methods(FORM)
@at_group(enters=True)
@contributes
def discussion_new(request, group, member):
    """Start a thread."""
    draft = draft_at(request.user, place_of_new(group))
    form = NewDiscussionForm(*handed_in(request), initial={"text": draft.text})
    if request.method == "POST" and form.is_valid() and (made := _started(request, group, form)):
        messages.success(request, _("The thread is started."))
        return redirect(made)
    form.ask_for_files_again()
    context = {
        "group": group,
        "form": form,
        "draft": draft,
        "draft_url": reverse("discussion_new_draft", args=[group.slug]),
        "breadcrumbs": [*crumbs(group), {"title": _("New thread"), "url": request.path}],
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/discussions/new.html", context, status=status)


def handed_in(request):
    """What a form that files go with begins with: the fields and files that are sent, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _started(request, group, form):
    if not allow(f"discussions.post:{request.user.pk}", **POSTS):
        form.add_error(None, _("You have written a lot. Wait ten minutes before you write more."))
        return None
    try:
        fields = form.cleaned_data | {"mentioned": form.chosen, "language": get_language()}
        return start_discussion(group, by=request.user, **fields)
    except CannotSee:
        form.add_error("text", NOT_HERE)
    except MayNot:
        form.add_error(None, _("You cannot write here now. Copy your text if you want to keep it."))
    return None


@require_safe
@at_discussion()
def discussion(request, part):
    """The thread. Without a place in its address it opens at the first post that one has not seen."""
    unread = first_unread(part.discussion, request.user)
    if unread and not request.GET:
        return redirect(f"{request.path}?fra={unread}#innlegg-{unread}")
    read_about(request.user, about_thread(part.discussion.pk))
    context = conversation(request, part, unread=unread)
    places = place_of_thread(part.discussion.pk), place_of_group(part.discussion.group_id)
    context["own_level"] = level_at(request.user, *places)
    return workspace(request, "partners/discussions/discussion.html", context)


@require_safe
@at_discussion()
def posts_alone(request, part):
    """The posts, fetched anew by a page that is open."""
    context = conversation(request, part, unread=read_key(request.GET.get("ulest")))
    return render(request, "partners/discussions/_posts.html", context)


@require_safe
@at_discussion()
def state_alone(request, part):
    return render(request, "partners/discussions/_state.html", {"part": part, "discussion": part.discussion})


@login_required
@require_safe
@never_cache
def discussion_next(request):
    """On to the next thread with something unread."""
    besides = read_key(request.GET.get("etter"))
    found = next_unread(request.user, besides=besides, group=read_key(request.GET.get("gruppe")))
    if found is None:
        messages.info(request, _("You have read everything in your groups."))
        return redirect("group_list")
    return redirect(found)


@require_http_methods(FORM)
@at_discussion()
def post_write(request, part):
    """Say something. What is wrong comes back with everything typed."""
    if request.method != "POST":
        return redirect(f"{part.discussion.get_absolute_url()}#skriv-svar")
    form, status, said = PostForm(*handed_in(request)), 422, None
    if form.is_valid():
        if allow(f"discussions.post:{request.user.pk}", **POSTS):
            said = _said(request, part.discussion, form)
        else:
            form.add_error(None, _("You have written a lot. Wait ten minutes before you write more."))
            status = 429
    if said is None:
        return _again(request, part, form, status)
    if not request.htmx:
        messages.success(request, _("Your post is published."))
        return redirect(said)
    context = conversation(request, part, news=_("Your post is published."), new_post=said.pk)
    return render(request, "partners/discussions/_thread.html", context)


def _said(request, discussion, form):
    """The post, or None with the reason in the form."""
    key = form.quoted_key()
    try:
        return post(
            discussion,
            by=request.user,
            quoted=discussion.posts.filter(pk=key).first() if key else None,
            mentioned=form.chosen,
            language=get_language(),
            **{name: form.cleaned_data[name] for name in ("text", "quote", "client_id", "files")},
        )
    except NotTheirWords:
        form.add_error("quote", _("This does not stand there. Quote the words as they were written."))
    except CannotSee:
        form.add_error("text", NOT_HERE)
    except MayNot:
        form.add_error(None, _("You cannot write here now. Copy your text if you want to keep it."))
    return None


def _again(request, part, form, status):
    form.ask_for_files_again()
    context = conversation(request, part, form=form)
    if request.htmx:
        # Text that cannot be sent stays where it was typed; 429 would not be put in by htmx.
        response = render(request, "partners/discussions/_form.html", context, status=422)
        response["HX-Retarget"], response["HX-Reswap"] = "#skriv-svar", "outerHTML"
        return response
    return workspace(request, "partners/discussions/discussion.html", context, status=status)


@require_POST
@at_discussion(may="may_write")
def discussion_draft(request, part):
    return _keep(request, place_of(part.discussion), back=part.discussion.get_absolute_url())


@require_POST
@at_group(enters=True)
def discussion_new_draft(request, group, member):
    return _keep(request, place_of_new(group), back=reverse("discussion_new", args=[group.slug]))


def _keep(request, place, *, back):
    """Keep what is begun. A script is answered with the next sequence, a form with the page it came from."""
    form = DraftForm(request.POST)
    is_script = request.headers.get("X-Autosave") == "1"
    if not form.is_valid():
        if is_script:
            return JsonResponse({"said": _("The draft is too long to be kept.")}, status=422)
        messages.error(request, _("The draft is too long to be kept."))
        return redirect(back)
    try:
        draft = save_draft(request.user, place, **form.cleaned_data)
    except Outdated as outdated:
        said = _("You have written on this in another window. What you have here is not kept.")
        if is_script:
            return JsonResponse({"said": said, "seen": outdated.draft.sequence}, status=409)
        messages.error(request, said)
        return redirect(back)
    if is_script:
        return JsonResponse({"said": _("Draft saved"), "seen": draft.sequence})
    messages.success(request, _("The draft is saved."))
    return redirect(f"{back}#skriv-svar")


@require_safe
@at_discussion()
def suggest_names(request, part):
    """Names to mention, of those who read the thread. Never addresses."""
    found = suggested(part, request.GET.get("q", "")[:120])
    return render(request, "partners/threads/_suggestions.html", {"people": found})


@require_http_methods(FORM)
@at_post
def post_change(request, post, part):
    """Change one's own; later than a quarter of an hour after it was written the earlier text can be read."""
    # Where it can be changed no more, what is sent is shown again, to be kept elsewhere.
    if not (part.wrote(post) if request.method == "POST" else part.may_edit(post)):
        raise Http404
    is_free = is_free_to_edit(post)
    files = list(post.files.filter(erased_at=None))
    form = ChangePostForm(
        *handed_in(request), there=files if is_free else [], may_attach=is_free, initial={"text": post.text}
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_post(post, by=request.user, mentioned=form.chosen, **form.changes())
        except CannotSee:
            form.add_error("text", NOT_HERE)
        except TooManyFiles:
            form.add_error("files", _("There is no room for so many. Take one away, or choose fewer."))
        except FilesStay:
            form.add_error(
                None, _("The attachments can no longer be changed. You can still change the text.")
            )
        except MayNot:
            form.add_error(None, _("It cannot be changed any more."))
        else:
            messages.success(request, _("Your post is changed."))
            return redirect(post)
    form.ask_for_files_again()
    context = {
        "form": form,
        "post": post,
        "discussion": part.discussion,
        "is_free": is_free,
        "files": files,
        "breadcrumbs": crumbs(part.discussion.group, part.discussion, _("Change post"), part=part),
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/discussions/change.html", context, status=status)


@require_http_methods(FORM)
@at_post
def post_delete(request, post, part):
    """Take it back, after a question."""
    if not post.is_shown:
        return redirect(post)
    if not part.may_delete(post):
        raise Http404
    if request.method == "POST":
        delete_post(post, by=request.user)
        messages.success(request, _("The post is deleted."))
        return redirect(post)
    title = _("Delete post")
    context = {"post": post, "breadcrumbs": crumbs(part.discussion.group, part.discussion, title, part=part)}
    return workspace(request, "partners/discussions/delete.html", context)


@require_safe
@at_post
def post_earlier(request, post, part):
    """What a post said before it was changed."""
    title = _("Earlier texts")
    context = {
        "post": post,
        "earlier": list(post.earlier_texts.order_by("-until", "-pk")),
        "breadcrumbs": crumbs(part.discussion.group, part.discussion, title, part=part),
    }
    return workspace(request, "partners/discussions/earlier.html", context)


@require_safe
@at_post
def post_file(request, post, part, file_pk):
    """A file of a post, to who reads the thread. Not before it is scanned."""
    file = get_object_or_404(post.files.filter(erased_at=None), pk=file_pk)
    if not file.is_served:
        raise Http404
    return streamed(request, file)


@require_POST
@at_post
def post_react(request, post, part):
    """Say something of a post without words, or take it back."""
    form = ReactionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        react(post, by=request.user, kind=form.cleaned_data["kind"], is_on=form.cleaned_data["on"] == "1")
    except MayNot:
        messages.error(request, _("You cannot do that here now."))
    if request.htmx:
        again = part.discussion.posts.in_thread(request.user).get(pk=post.pk)
        context = {"post": again, "part": part, "discussion": part.discussion}
        return render(request, "partners/discussions/_post.html", context)
    return redirect(post)
