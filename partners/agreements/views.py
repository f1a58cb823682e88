"""What a partner has agreed on with the municipality: letters of intent and commitments."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from partners.agreements.actions import confirm_letter
from partners.agreements.errors import Replaced
from partners.agreements.models import Commitment, LetterOfIntent
from partners.agreements.rules import may_confirm_as_partner, may_read
from partners.proposals.access import reader_of
from partners.workspace import workspace


def at_letter(view):
    """Give the view the `letter` of the address and the `reader`; but for its two sides it is unknown."""

    @wraps(view)
    @login_required
    @never_cache
    def gated(request, pk):
        reader = reader_of(request)
        rows = LetterOfIntent.objects.select_related("proposal__organisation", "proposal__proposer")
        letter = rows.filter(pk=pk).first()
        if letter is None or not may_read(reader, letter):
            raise Http404
        return view(request, letter=letter, reader=reader)

    return gated


@login_required
@require_safe
@never_cache
def agreement_list(request):
    """One's own letters of intent, newest first, and what one has promised."""
    reader = reader_of(request)
    mine = [each.organisation_id for each in reader.memberships if each.is_active]
    of_mine = Q(proposal__organisation__in=mine) | Q(
        proposal__organisation=None, proposal__proposer=request.user
    )
    letters = LetterOfIntent.objects.filter(of_mine).select_related("proposal__organisation")
    commitments = Commitment.objects.filter(Q(organisation__in=mine) | Q(person=request.user))
    context = {
        "letters": letters.order_by("-made_at", "-pk"),
        "commitments": commitments.select_related("organisation").order_by("state", "due", "pk"),
        "breadcrumbs": [_here()],
    }
    return workspace(request, "partners/agreements/list.html", context)


@require_safe
@at_letter
def letter_of_intent(request, letter, reader):
    """What was agreed, who has confirmed it and when, and the button for who may."""
    can_confirm = not letter.partner_at and letter.is_latest and may_confirm_as_partner(reader, letter)
    context = {
        "letter": letter,
        "content": letter.content,
        "is_latest": letter.is_latest,
        "can_confirm": can_confirm,
        "commitments": Commitment.objects.filter(offer__version__proposal=letter.proposal),
        "breadcrumbs": [
            _here(),
            {"title": str(letter), "url": request.path},
        ],
    }
    return workspace(request, "partners/agreements/letter.html", context)


@require_POST
@at_letter
def confirm(request, letter, reader):
    if not may_confirm_as_partner(reader, letter):
        raise Http404
    try:
        confirm_letter(letter, side="partner", by=request.user)
    except Replaced:
        messages.error(request, _("The municipality has written a new letter. Read that one."))
        return redirect("agreement_list")
    messages.success(request, _("You have confirmed the letter of intent."))
    return redirect("letter_of_intent", letter.pk)


@require_safe
@at_letter
def letter_file(request, letter, reader):
    return FileResponse(letter.file.open(), as_attachment=True, filename=letter.file_name)


def _here():
    return {"title": _("Agreements"), "url": reverse("agreement_list")}
