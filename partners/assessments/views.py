"""The expert's page of one proposal, and the proposer's answers to the municipality."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partners.assessments.access import at_review
from partners.assessments.actions import answer_municipality, declare_interest, score_proposal
from partners.assessments.criteria import all_criteria
from partners.assessments.errors import NotOpen, NotYours
from partners.assessments.forms import AnswerForm, InterestForm, ScoreForm, said_so_far
from partners.assessments.models import Review
from partners.proposals.access import at_proposal
from partners.proposals.models import Visibility
from partners.proposals.reading import read, with_content
from partners.workspace import workspace
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
# A talk among people; more in an hour is a machine.
ANSWERS = {"limit": 30, "per": timedelta(hours=1)}


@require_http_methods(FORM)
@at_review
def review(request, review):
    """First whether one has an interest; then the whole proposal, and the points."""
    if review.interest == Review.Interest.UNDECLARED:
        return _declare(request, review)
    if review.has_interest:
        return _page(request, "partners/assessments/stepped_aside.html", review, {})
    return _assess(request, review)


def _declare(request, review):
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            declare_interest(review, **form.facts, by=request.user)
            return redirect("review", review.proposal_id)
        except NotYours:
            form.add_error(None, _("You belong to those who propose, or are no longer asked to assess this."))
    roles = [offer.role for offer in review.proposal.current.offers.select_related("role")]
    context = {"form": form, "roles": roles}
    return _page(request, "partners/assessments/declare.html", review, context, bound=form.is_bound)


def _assess(request, review):
    finishes = request.POST.get("step") == "finish"
    form = ScoreForm(
        request.POST or None,
        criteria=all_criteria(),
        must_be_whole=finishes,
        initial=said_so_far(review),
    )
    if request.method == "POST" and form.is_valid():
        try:
            remark = form.cleaned_data["remark"]
            score_proposal(review, points=form.points, remark=remark, by=request.user, is_finished=finishes)
        except NotYours:
            form.add_error(None, _("The proposal is decided or withdrawn. What you wrote is not saved."))
        else:
            words = _("Your assessment is finished. Thank you.") if finishes else _("It is saved.")
            messages.success(request, words)
            return redirect("review", review.proposal_id)
    return _page(
        request, "partners/assessments/review.html", review, _content(review, form), bound=form.is_bound
    )


def _content(review, form):
    version = with_content(review.proposal.current)
    scores = list(review.scores.select_related("criterion"))
    return {
        "form": form,
        "reading": read(version, Visibility.MUNICIPALITY),
        "scores": scores,
        "is_outdated": any(score.version_id != version.pk for score in scores),
        "may_score": review.proposal.is_open,
    }


def _page(request, template, review, context, *, bound=False):
    facts = {
        "review": review,
        "proposal": review.proposal,
        "breadcrumbs": [
            {"title": _("Assessment of %(number)s") % {"number": review.proposal.number}, "url": request.path}
        ],
    }
    return workspace(request, template, facts | context, status=422 if bound else 200)


@require_http_methods(FORM)
@at_proposal()
def answer(request, proposal, reader):
    """The proposer's turn in the talk; a page of its own when something is wrong with it."""
    form = AnswerForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        if not allow(f"answer:{request.user.pk}", **ANSWERS):
            form.add_error(None, _("You have sent many messages. Wait an hour before you send more."))
            status = 429
        elif _sent(form, proposal, by=request.user):
            messages.success(request, _("Your message is sent to the municipality."))
            return redirect(reverse("proposal", args=[proposal.pk]) + "#samtale")
    crumbs = [
        {"title": proposal.number, "url": proposal.get_absolute_url()},
        {"title": _("Answer the municipality"), "url": request.path},
    ]
    context = {
        "form": form,
        "proposal": proposal,
        "talk": proposal.messages.all(),
        "breadcrumbs": crumbs,
    }
    return workspace(request, "partners/assessments/answer.html", context, status=status)


def _sent(form, proposal, *, by):
    try:
        answer_municipality(proposal, **form.cleaned_data, by=by)
    except NotOpen:
        form.add_error(None, _("The proposal is decided or withdrawn, so it takes no more messages."))
        return False
    return True
