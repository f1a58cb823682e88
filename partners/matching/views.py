"""A partner's answer to whether they want to meet another."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners.matching.actions import answer_introduction
from partners.matching.errors import Answered
from partners.matching.forms import AnswerForm
from partners.matching.introductions import introductions, seen_from
from partners.matching.rules import side_of
from partners.proposals.access import reader_of
from partners.workspace import workspace


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def introduction(request, pk):
    """Yes or no, for who has a part in it. Of the other side nothing is shown before both have said yes."""
    it = introductions().filter(pk=pk).first()
    side = it and side_of(reader_of(request), it)
    if not side:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, it, side, form.cleaned_data["answer"])
    context = {
        "view": seen_from(it, side),
        "form": form,
        "breadcrumbs": [{"title": _("Meet another partner"), "url": request.path}],
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/matching/introduction.html", context, status=status)


def _answer(request, it, side, answer):
    try:
        answer_introduction(it, side=side, answer=answer, by=request.user)
    except Answered:
        messages.error(request, _("Your side has answered already. That answer stands."))
    else:
        messages.success(request, _("Thank you. Your answer is noted."))
    return redirect("introduction", it.pk)
