"""A group's documents: all of them, one with its versions, and what is done with them."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.documents.actions import (
    add_document,
    add_version,
    change_document,
    lock_document,
    remove_document,
    unlock_document,
)
from partners.documents.errors import IsLocked, NotTheirs, TooMany
from partners.documents.forms import DescribeForm, NewDocumentForm, VersionForm
from partners.documents.rules import may_remove_document, may_unlock, may_write_documents
from partners.groups.access import at_group, contributes, not_there
from partners.groups.errors import Archived
from partners.groups.views import crumb, here
from partners.workspace import workspace
from portal.files import SHOWN, streamed
from portal.reading_text import plain_text
from portal.uploads import KINDS

FORM = ["GET", "HEAD", "POST"]
AT_ONCE = 100
SHOWN_TEXT = 20_000


def at_document(view):
    """Give the view also the `document` of the address, with its versions, for those in its group.

    What is pressed on one that is removed by now leads to the documents, which says so.
    """

    @wraps(view)
    @at_group(enters=True)
    def gated(request, group, member, pk, **arguments):
        document = group.documents.with_versions().filter(pk=pk).first()
        if document is None:
            return not_there(request, _("The document is not there any more."), "group_documents", group.slug)
        document.group = group
        return view(request, group=group, member=member, document=document, **arguments)

    return gated


@require_safe
@at_group(enters=True)
def group_documents(request, group, member):
    """All files of the group, the latest changed first: those with a tag, or with words in title or text."""
    words, tag = request.GET.get("q", "")[:200], request.GET.get("merke", "")[:40]
    documents = group.documents.matching(words).with_versions().in_order()
    found = list((documents.tagged(tag) if tag else documents)[: AT_ONCE + 1])
    for document in found:
        document.group = group
    tags = group.documents.values_list("tags", flat=True)
    context = {
        "group": group,
        "member": member,
        "documents": found[:AT_ONCE],
        "has_more": len(found) > AT_ONCE,
        "words": words,
        "tag": tag,
        "tags": sorted({each for some in tags for each in some}),
        "may_write": may_write_documents(member),
        "breadcrumbs": [here(), crumb(group), documents_crumb(group)],
    }
    return workspace(request, "partners/documents/list.html", context)


@require_http_methods(FORM)
@at_group(enters=True)
@contributes
def document_new(request, group, member):
    form = NewDocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            document = add_document(group, upload=fields.pop("file"), by=request.user, **fields)
        except TooMany:
            form.add_error("file", full_words())
        except Archived:
            form.add_error(None, archived_words())
        except NotTheirs:
            form.add_error(None, _("This form cannot be sent in again. Open it anew."))
        else:
            messages.success(request, _("The document is added."))
            return redirect(document)
    crumbs = [here(), crumb(group), documents_crumb(group)]
    return _form_page(request, group, form, _("New document"), crumbs, documents_crumb(group)["url"])


@require_safe
@at_document
def document(request, group, member, document):
    """One document: what it looks like, its versions, and who works with it."""
    return _page(request, group, member, document)


def _page(request, group, member, document, form=None, status=200):
    may_write = may_write_documents(member)
    locked_by_other = document.is_locked and document.locked_by_id != member.user_id
    context = {
        "group": group,
        "member": member,
        "document": document,
        "latest": document.latest,
        "may_write": may_write,
        "locked_by_other": locked_by_other,
        "may_unlock": document.is_locked and may_unlock(member, document),
        "may_remove": may_remove_document(member, document),
        "form": form or (VersionForm() if may_write and not locked_by_other else None),
        "breadcrumbs": [here(), crumb(group), documents_crumb(group), _crumb(document)],
    } | _preview(document.latest)
    return workspace(request, "partners/documents/document.html", context, status=status)


def _preview(version):
    """What is shown of a version on the page: a picture, the beginning of a text, or a way to the viewer.

    Nothing of what may not be given out, or is gone.
    """
    if not version.is_served:
        return {}
    if version.content_type == KINDS["txt"]:
        try:
            return {"preview": "text", "text": plain_text(version.content())[:SHOWN_TEXT]}
        except FileNotFoundError:
            return {}
    if version.content_type in SHOWN:
        return {"preview": "pdf" if version.content_type == KINDS["pdf"] else "picture"}
    return {}


@require_safe
@at_document
def document_file(request, group, member, document, number):
    """A version, to be saved; with `?vis=1` to be shown by the browser. Not before it is scanned."""
    version = get_object_or_404(document.versions.all(), number=number)
    if not version.is_served:
        raise Http404
    return streamed(request, version, inline="vis" in request.GET)


@require_POST
@at_document
@contributes
def document_version(request, group, member, document):
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_version(
                document, upload=form.cleaned_data["file"], why=form.cleaned_data["why"], by=request.user
            )
        except IsLocked:
            form.add_error(None, locked_words())
        except TooMany:
            form.add_error("file", full_words())
        except Archived:
            form.add_error(None, archived_words())
        else:
            messages.success(request, _("The new version is added."))
            return redirect(document)
    return _page(request, group, member, document, form, status=422)


@require_http_methods(FORM)
@at_document
@contributes
def document_change(request, group, member, document):
    """Title and tags."""
    form = DescribeForm(
        request.POST or None, initial={"title": document.title, "tags": ", ".join(document.tags)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_document(document, by=request.user, **form.cleaned_data)
        except Archived:
            form.add_error(None, archived_words())
        else:
            messages.success(request, _("Title and tags are changed."))
            return redirect(document)
    crumbs = [here(), crumb(group), documents_crumb(group), _crumb(document)]
    return _form_page(request, group, form, _("Title and tags"), crumbs, document.get_absolute_url())


@require_POST
@at_document
@contributes
def document_lock(request, group, member, document):
    try:
        lock_document(document, by=request.user)
    except IsLocked:
        messages.error(request, locked_words())
    except Archived:
        messages.error(request, archived_words())
    else:
        messages.success(request, _("The others see that you work with it, for two hours."))
    return redirect(document)


@require_POST
@at_document
@contributes
def document_unlock(request, group, member, document):
    if document.locked_by_id and not may_unlock(member, document):
        raise Http404
    try:
        unlock_document(document, by=request.user)
    except IsLocked:
        messages.error(request, locked_words())
    except Archived:
        messages.error(request, archived_words())
    else:
        messages.success(request, _("Others can add new versions now."))
    return redirect(document)


@require_http_methods(FORM)
@at_document
def document_remove(request, group, member, document):
    """Asks once, then takes it away with all its versions."""
    if not may_remove_document(member, document):
        raise Http404
    if request.method == "POST":
        try:
            remove_document(document, by=request.user)
        except Archived:
            messages.error(request, archived_words())
            return redirect(document)
        messages.success(request, _("The document is removed."))
        return redirect("group_documents", group.slug)
    crumbs = [here(), crumb(group), documents_crumb(group), _crumb(document)]
    crumbs.append({"title": _("Remove"), "url": request.path})
    context = {"document": document, "breadcrumbs": crumbs}
    return workspace(request, "partners/documents/remove.html", context)


def _form_page(request, group, form, title, crumbs, back):
    crumbs = [*crumbs, {"title": title, "url": request.path}]
    context = {"form": form, "title": title, "group": group, "back": back, "breadcrumbs": crumbs}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/documents/form.html", context, status=status)


def documents_crumb(group):
    return {"title": _("Documents"), "url": reverse("group_documents", args=[group.slug])}


def _crumb(document):
    return {"title": document.title, "url": document.get_absolute_url()}


def archived_words():
    return _("The group is archived meanwhile. Nothing is changed.")


def locked_words():
    return _("Somebody else works with the document now. Wait, or ask a leader of the group to end the lock.")


def full_words():
    return _("The group has no room for more files. Remove some first.")
