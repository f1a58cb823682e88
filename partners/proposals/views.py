"""One's own proposals, a new one, and a proposal as it is read."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.notices.actions import read_about
from partners.organisations.acting import standing_of
from partners.proposals.access import at_proposal
from partners.proposals.actions import begin_proposal, discard_draft, withdraw_proposal
from partners.proposals.changes import changes_between
from partners.proposals.drafting import begin_version, drop_version, version_being_written
from partners.proposals.errors import Frozen
from partners.proposals.forms import DEVELOPER, PARTICIPANT, BeginForm
from partners.proposals.lists import COLORS, entry, own_proposals
from partners.proposals.models import Proposal, Visibility
from partners.proposals.reading import read, status_told, with_content
from partners.proposals.rules import is_proposer, level_of, may_withdraw, may_write
from partners.proposals.sections import proposal_sections
from partners.proposals.steps import FIRST
from partners.proposals.timeline import timeline_of
from partners.roles.models import Role
from partners.workspace import workspace
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
SHOWN = 50
# More drafts in an hour than anybody writes.
BEGINNINGS = {"limit": 30, "per": timedelta(hours=1)}
CONTENT_ORDER = 50


@login_required
@require_safe
@never_cache
def proposal_list(request):
    """What one's organisations and oneself have proposed or are writing, newest first."""
    proposals = own_proposals(request.user, standing_of(request).memberships)
    if before := request.GET.get("before"):
        if not (before.isascii() and before.isdigit() and len(before) < 19):
            raise Http404
        proposals = proposals.filter(pk__lt=int(before))
    rows = list(proposals[: SHOWN + 1])
    context = {
        "entries": [entry(proposal) for proposal in rows[:SHOWN]],
        "older_url": f"?before={rows[SHOWN - 1].pk}" if len(rows) > SHOWN else "",
        "breadcrumbs": [{"title": _("Proposals"), "url": request.path}],
    }
    return workspace(request, "partners/proposals/list.html", context)


@login_required
@require_http_methods(FORM)
@never_cache
def proposal_new(request):
    """What awaits, on whose behalf, and then the first page."""
    slug = request.POST.get("role") or request.GET.get("role")
    role = get_object_or_404(Role.objects.taking_proposals(), slug=slug) if slug else None
    # What somebody has chosen already before they came here.
    given = request.POST if request.method == "POST" else request.GET
    ways = [way for way in given.getlist("way") if way in (DEVELOPER, PARTICIPANT)]
    form = BeginForm(request.POST or None, standing=standing_of(request))
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        if allow(f"proposal:{request.user.pk}", **BEGINNINGS):
            proposal = begin_proposal(
                by=request.user,
                organisation=form.cleaned_data["organisation"],
                roles=[role] if role else [],
                language=get_language() or "nb",
                as_developer=DEVELOPER in ways,
                as_participant=PARTICIPANT in ways,
            )
            return redirect(FIRST.address(proposal))
        form.add_error(None, _("You have begun many proposals. Wait an hour before you begin more."))
        status = 429
    context = {
        "form": form,
        "role": role,
        "ways": ways,
        "breadcrumbs": _crumbs({"title": _("New"), "url": request.path}),
    }
    return workspace(request, "partners/proposals/new.html", context, status=status)


@require_safe
@at_proposal(proposes=False)
def proposal(request, proposal, reader):
    """What of the proposal its reader may see; for who may see nothing it does not exist."""
    level, proposes = level_of(reader, proposal), is_proposer(reader, proposal)
    written = version_being_written(proposal) if proposes else None
    reading = read(with_content(proposal.current or written), level)
    if not reading:
        raise Http404
    read_about(request.user, f"proposal:{proposal.pk}")
    sections = proposal_sections(request, reader, proposal)
    is_whole = level == Visibility.MUNICIPALITY
    context = {
        "proposal": proposal,
        "reading": reading,
        "status": status_told(proposal, level),
        "color": COLORS.get(proposal.status, "info"),
        "proposes": proposes,
        "writes": may_write(reader, proposal),
        "withdraws": may_withdraw(reader, proposal),
        "written": written if proposal.current_id else None,
        "versions": proposal.versions.exclude(submitted_at=None).order_by("-number") if is_whole else [],
        "timeline": timeline_of(proposal) if is_whole else [],
        "above": [section for order, section in sections if order < CONTENT_ORDER],
        "below": [section for order, section in sections if order >= CONTENT_ORDER],
    }
    return _page(request, "partners/proposals/proposal.html", context, crumbs=[])


@require_safe
@at_proposal(proposes=False)
def proposal_version(request, proposal, reader, number):
    """A version that was handed in, and what is new in it. For those who read all of the proposal."""
    if level_of(reader, proposal) != Visibility.MUNICIPALITY:
        raise Http404
    versions = proposal.versions.exclude(submitted_at=None)
    version = with_content(get_object_or_404(versions, number=number))
    earlier = versions.filter(number__lt=number).order_by("number").last()
    context = {
        "proposal": proposal,
        "reading": read(version, Visibility.MUNICIPALITY),
        "proposes": is_proposer(reader, proposal),
        "earlier": earlier,
        "changes": changes_between(with_content(earlier), version) if earlier else [],
    }
    title = _("Version %(number)s") % {"number": number}
    crumbs = [{"title": title, "url": request.path}]
    return _page(request, "partners/proposals/version.html", context, crumbs=crumbs)


@require_http_methods(FORM)
@at_proposal()
def proposal_withdraw(request, proposal, reader):
    """Asks once, then takes an open proposal back."""
    if request.method == "POST":
        try:
            withdraw_proposal(proposal, by=request.user)
        except Frozen:
            messages.error(request, _("The proposal is not open, so it cannot be withdrawn."))
        else:
            messages.success(request, _("The proposal is withdrawn."))
        return redirect(proposal)
    if not may_withdraw(reader, proposal):
        return redirect(proposal)
    crumbs = [{"title": _("Withdraw"), "url": request.path}]
    return _page(request, "partners/proposals/withdraw.html", {"proposal": proposal}, crumbs=crumbs)


@require_POST
@at_proposal()
def proposal_revise(request, proposal, reader):
    """Begin a new version, or go on with the one that is begun."""
    if not may_write(reader, proposal):
        messages.error(request, _("The proposal can no longer be changed."))
        return redirect(proposal)
    try:
        begin_version(proposal, by=request.user)
    except Frozen:
        messages.error(request, _("The proposal can no longer be changed."))
        return redirect(proposal)
    return redirect(FIRST.address(proposal))


@require_http_methods(FORM)
@at_proposal()
def proposal_discard(request, proposal, reader):
    """Asks once, then deletes what is being written: a draft, or a new version that is not handed in."""
    if not may_write(reader, proposal) or not version_being_written(proposal):
        return redirect(proposal)
    is_draft = proposal.status == Proposal.Status.DRAFT
    if request.method == "POST":
        return _discard(request, proposal, is_draft)
    crumbs = [{"title": _("Delete"), "url": request.path}]
    context = {"proposal": proposal, "is_draft": is_draft}
    return _page(request, "partners/proposals/discard.html", context, crumbs=crumbs)


def _discard(request, proposal, is_draft):
    if not is_draft:
        drop_version(proposal, by=request.user)
        messages.success(request, _("The new version is deleted. What you have submitted stands."))
        return redirect(proposal)
    try:
        discard_draft(proposal, by=request.user)
    except Frozen:
        messages.error(request, _("Somebody has submitted it in the meantime, so it is not deleted."))
        return redirect(proposal)
    messages.success(request, _("The draft is deleted."))
    return redirect("proposal_list")


def _crumbs(*crumbs):
    return [{"title": _("Proposals"), "url": reverse("proposal_list")}, *crumbs]


def _page(request, template, context, *, crumbs):
    """In the workspace for who is signed in, on the public site for others."""
    it = context["proposal"]
    own = {"title": it.number, "url": it.get_absolute_url()}
    if request.user.is_authenticated:
        frame = {"frame": "partners/proposals/in_workspace.html", "breadcrumbs": _crumbs(own, *crumbs)}
        return workspace(request, template, frame | context)
    frame = {"frame": "partners/proposals/in_public.html", "breadcrumbs": []}
    return render(request, template, frame | context)
