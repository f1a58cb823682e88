"""Writing a draft page by page, by hand or as one types, and handing it in."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.proposals.access import at_proposal
from partners.proposals.actions import submit_proposal
from partners.proposals.attaching import TooMany, attach, detach
from partners.proposals.checklist import missing_in
from partners.proposals.drafting import version_being_written
from partners.proposals.errors import Frozen, Incomplete, NotApproved, TooLate
from partners.proposals.models import Visibility
from partners.proposals.reading import read, with_content
from partners.proposals.rules import may_hand_in, may_write
from partners.proposals.saving import save_page
from partners.proposals.steps import BY_SLUG, BY_STEP, LAST, PAGES, after, before, way_through
from partners.workspace import workspace
from portal.uploads import FileRefused, checked, clean_name

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@at_proposal()
def proposal_step(request, proposal, reader, step):
    """One page of the draft. Sent by a script while one types it answers in JSON, else with the next page."""
    page = BY_SLUG.get(step)
    if page is None:
        raise Http404
    if request.method == "POST" and page.form:
        return _save(request, proposal, reader, page)
    version = version_being_written(proposal) if may_write(reader, proposal) else None
    if version is None:
        messages.info(request, _("What is submitted stands. Begin a new version to change it."))
        return redirect(proposal)
    return _page(request, proposal, reader, page, version=version)


def _save(request, proposal, reader, page):
    is_typing = "X-Autosave" in request.headers
    try:
        if not may_write(reader, proposal):
            raise Frozen
        saved = save_page(proposal, page.form, request.POST, request.FILES, by=request.user)
        refused = _save_files(request, proposal, saved) if page.step == "files" else []
    except Frozen:
        return _frozen(request, proposal, page, is_typing=is_typing)
    if is_typing:
        return _answer(request, saved)
    if saved.is_done and not refused:
        return _go_on(request, proposal, page)
    status = 409 if saved.conflicts else 422
    # The files that were taken in are on the page too.
    form = None if refused and not saved.conflicts else saved.form
    version = version_being_written(proposal)
    if version is None:
        return _frozen(request, proposal, page, is_typing=False)
    more = {
        "refused": refused,
        "status": status,
        "is_choice": bool(saved.conflicts),
        "to_edit": saved.to_edit,
    }
    return _page(request, proposal, reader, page, version=version, form=form, **more)


def _save_files(request, proposal, saved):
    """Take away the file that was pressed and take in the new ones. Returns why some were refused."""
    gone = request.POST.get("remove", "")
    if gone.isascii() and gone.isdigit() and len(gone) < 19:
        detach(proposal, attachment_pk=int(gone), by=request.user)
    if saved.form.errors:
        return []
    data = saved.form.cleaned_data
    refused = []
    for file in data["chosen"]:
        try:
            upload = checked(file)
            attach(
                proposal,
                upload=upload,
                by=request.user,
                visibility=data["new_readers"],
                is_secret=data["new_secret"],
            )
        except FileRefused as reason:
            refused.append(f"{clean_name(file.name)}: {reason}")
        except TooMany:
            refused.append(
                _("%(name)s: there is no room for more. 10 files and 30 MB together are the most.")
                % {"name": clean_name(file.name)}
            )
    return refused


def _go_on(request, proposal, page):
    """To the page that was asked for; after a choice between two texts, or a file, to the same one."""
    wanted = request.POST.get("to", "")
    if wanted == "later":
        messages.success(request, _("Your draft is saved."))
        return redirect(proposal)
    return redirect(BY_SLUG.get(wanted, page).address(proposal))


def _answer(request, saved):
    """What a script needs: when it was saved, what stands now, and the choices there are to make."""
    conflicts = {
        key: render_to_string("partners/proposals/_conflict.html", {"conflict": conflict}, request)
        for key, conflict in saved.conflicts.items()
    }
    time = date_format(timezone.localtime(), "TIME_FORMAT")
    answer = {
        "said": _("Saved at %(time)s") % {"time": time},
        "seen": saved.saved,
        "conflicts": conflicts,
        "errors": {name: " ".join(words) for name, words in saved.form.errors.items()},
    }
    if conflicts:
        answer["said"] = _("Somebody else has changed the same thing. Choose below what shall stand.")
    elif answer["errors"]:
        answer["said"] = _("Something is not saved: see the message at the field.")
    status = 409 if conflicts else 422 if answer["errors"] else 200
    return JsonResponse(answer, status=status)


def _frozen(request, proposal, page, *, is_typing):
    """The draft was handed in, decided or deleted while one wrote: what was typed is shown, to be kept."""
    proposal.refresh_from_db()
    if is_typing:
        words = _("This can no longer be changed here, so it is not saved. Your text stays on the page.")
        return JsonResponse({"said": words, "frozen": True}, status=409)
    source = proposal.versions.order_by("number").last()
    form = page.form(request.POST, version=with_content(source))
    form.is_valid()
    typed = [
        {"label": part.label, "text": form.told(part, values)}
        for part in form.parts.values()
        if form.was_sent(part) and (values := form.values_of(part)) and form.told(part, values)
    ]
    context = {
        "proposal": proposal,
        "typed": typed,
        "breadcrumbs": _crumbs(proposal, page.title, request.path),
    }
    return workspace(request, "partners/proposals/frozen.html", context, status=409)


def _crumbs(proposal, title, url):
    return [
        {"title": _("Proposals"), "url": reverse("proposal_list")},
        {"title": proposal.number, "url": proposal.get_absolute_url()},
        {"title": title, "url": url},
    ]


def _page(request, proposal, reader, page, *, version, form=None, status=200, **more):
    version = with_content(version)
    if form is None and page.form:
        form = page.form(version=version)
    missing = missing_in(version)
    earlier = before(page)
    context = {
        "proposal": proposal,
        "version": version,
        "page": page,
        "form": form,
        "stops": way_through(proposal, page, missing),
        "number": PAGES.index(page) + 1,
        "percent": 100 * (PAGES.index(page) + 1) // len(PAGES),
        "next": after(page),
        "earlier": earlier,
        "breadcrumbs": _crumbs(proposal, page.title, page.address(proposal)),
    }
    context |= more
    if page is LAST:
        context |= {
            "reading": read(version, Visibility.MUNICIPALITY),
            "missing": [
                {"text": point.text, "url": BY_STEP[point.step].address(proposal)} for point in missing
            ],
            "hands_in": may_hand_in(reader, proposal),
        }
    return workspace(request, page.template, context, status=status)


@require_POST
@at_proposal()
def proposal_submit(request, proposal, reader):
    """Hand in what is written. Whatever stops it, it stays as it is, and the page says what to do."""
    version = version_being_written(proposal)
    if not may_write(reader, proposal):
        messages.error(request, _("The proposal can no longer be changed."))
        return redirect(proposal)
    try:
        proposal = submit_proposal(proposal, by=request.user)
    except Incomplete:
        stopped, status = {"is_incomplete": True}, 422
    except NotApproved:
        stopped, status = {"is_not_approved": True}, 409
    except TooLate as late:
        stopped, status = {"late": late.roles}, 409
    except Frozen:
        messages.error(request, _("The proposal can no longer be changed."))
        return redirect(proposal)
    else:
        return redirect("proposal_submitted", proposal.pk, proposal.current.number)
    return _page(request, proposal, reader, LAST, version=version, status=status, stopped=stopped)


@require_safe
@at_proposal()
def proposal_submitted(request, proposal, reader, number):
    """That it is received, what happens next, and the receipt."""
    version = get_object_or_404(proposal.versions.exclude(submitted_at=None), number=number)
    context = {
        "proposal": proposal,
        "version": version,
        "breadcrumbs": _crumbs(proposal, _("Receipt"), request.path),
    }
    return workspace(request, "partners/proposals/submitted.html", context)
