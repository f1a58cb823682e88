"""Answering for the municipality where input is read: on its own page, and among a concept's comments."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners.inputs.actions import marker_of
from partners.inputs.admin_forms import AnswerForm
from partners.inputs.answering import buttons, hand_in, why_not
from partners.inputs.drafts import AnswerDraft, draft_of, open_drafts, with_drafts
from partners.inputs.errors import InputError
from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.people.guards import needs_second_factor
from portal.forms import PortalFormMixin


class AnswerHereForm(PortalFormMixin, AnswerForm):
    """The desk's form in the portal's dress. Several can stand on one page."""

    def __init__(self, *args, input, **kwargs):
        super().__init__(*args, auto_id=f"answer-{input.pk}-%s", **kwargs)


@dataclass(frozen=True)
class AnswerHere:
    """What a coordinator finds at one input: a form, or somebody's draft; and the way back."""

    input: Input
    form: AnswerHereForm
    draft: AnswerDraft | None
    seen: str
    back_url: str
    buttons: list


def may_answer_here(user):
    """As at the desk: with the right to answer, and the second factor that the desk asks for."""
    return may_answer(user) and not (settings.STAFF_MFA_REQUIRED and needs_second_factor(user))


def answers_here(request, inputs, *, back_url):
    """{primary key: `AnswerHere`} of these inputs, which have their answers; {} for who may not answer.

    `back_url(input)` is the address that an answer leads back to. Three queries, none for other readers.
    """
    if not may_answer_here(request.user):
        return {}
    prefetch_related_objects(inputs, open_drafts())
    steps = buttons()
    return {input.pk: _at(input, back_url(input), steps) for input in inputs if input.is_shown}


def _at(input, back_url, steps, form=None):
    form = form or AnswerHereForm(input=input)
    return AnswerHere(input, form, draft_of(input), marker_of(input), back_url, steps)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_here(request, pk):
    """The form on a page of its own: where one comes back to when something is wrong with an answer."""
    if not may_answer_here(request.user):
        raise Http404
    inputs = with_drafts(Input.objects.for_list())
    input = get_object_or_404(inputs, pk=pk)
    form = AnswerHereForm(request.POST or None, input=input)
    back_url = _own_address(request, request.POST.get("next")) or input.get_absolute_url()
    if form.is_valid():
        step, seen = request.POST.get("step"), request.POST.get("seen", "")
        try:
            told = hand_in(input, step=step, **form.cleaned_data, by=request.user, seen=seen)
        except InputError as error:
            input = inputs.get(pk=pk)
            form.add_error(None, why_not(input, error, seen=seen))
        else:
            messages.success(request, told)
            return redirect(back_url)
    context = {"input": input, "here": _at(input, back_url, buttons(), form), "back_url": back_url}
    status = 422 if form.is_bound else 200
    return render(request, "partners/inputs/answer_here.html", context, status=status)


def _own_address(request, address):
    """An address of this site, or empty."""
    hosts = {request.get_host()}
    is_own = address and url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    return address if is_own else ""
