"""Input and answers: as everyone can read them, and as partners can."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.inputs.at_page import answers_here
from partners.inputs.figures import figures
from partners.inputs.filters import InputFilterForm
from partners.inputs.grouping import grouped_page
from partners.inputs.history import history_of
from partners.inputs.live import THREADS
from partners.inputs.models import Input
from partners.inputs.paging import keyset_page
from partners.inputs.rules import may_read_files
from partners.inputs.sections import input_sections, mark
from partners.notices.actions import read_about
from partners.organisations.acting import standing_of
from partners.organisations.rules import is_partner
from partners.workspace import workspace


@require_safe
def input_list(request):
    """What is public, newest first."""
    context = listed(request, Input.objects.public()) | {
        "breadcrumbs": [{"title": _("Front page"), "url": home_url()}, here()],
        "figures": figures(),
    }
    response = render(request, template_for(request, "partners/inputs/list.html"), context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_required
@require_safe
@never_cache
def partner_inputs(request):
    """What was said to everyone and to partners, newest first. To who is no partner it is not there."""
    if not is_partner(request.user, standing_of(request).memberships):
        raise Http404
    context = listed(request, Input.objects.for_partners()) | {
        "breadcrumbs": [{"title": _("Input and answers"), "url": request.path}]
    }
    template = template_for(request, "partners/inputs/partner_list.html")
    response = workspace(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def listed(request, inputs):
    """One page of these inputs, as the reader has narrowed them."""
    form = InputFilterForm(request.GET)
    narrowed = form.narrow(inputs)
    at = {name: request.GET.get(name, "") for name in ("before", "after")}
    if by := form.grouped_by:
        page = grouped_page(narrowed, by, **at)
    else:
        page = keyset_page(narrowed.for_list(), **at)
    return {
        "form": form,
        "groups": page.groups if by else [],
        "grouped_by": by,
        "inputs": mark(request.user, page.items),
        "older_url": page.older and address_with(request, before=page.older),
        "newer_url": page.newer and address_with(request, after=page.newer),
        "narrowed": form.narrows,
        "list_url": request.path,
    }


def template_for(request, whole):
    """The list alone for htmx, else the whole page."""
    fragment = request.htmx and not request.htmx.history_restore_request
    return "partners/inputs/_results.html" if fragment else whole


@require_safe
def input_detail(request, pk):
    """One input with its history. What the reader may not see does not exist for them."""
    entrance = THREADS.entrance(pk)
    context = read(request, pk)
    input = context["input"]
    read_about(request.user, f"input:{input.pk}")
    context |= {
        "entrance": entrance,
        "sections": input_sections(request, input),
        "breadcrumbs": [
            {"title": _("Front page"), "url": home_url()},
            here(),
            {"title": _("Input no. %(number)s") % {"number": input.pk}, "url": input.get_absolute_url()},
        ],
    }
    response = render(request, "partners/inputs/detail.html", context)
    if request.user.is_authenticated or not input.is_public:
        response["Cache-Control"] = "private, no-store"
    return response


PARTS = {
    "hode": "partners/inputs/_head.html",
    "svar": "partners/inputs/_said.html",
    "fakta": "partners/inputs/_facts.html",
}


@require_safe
@never_cache
def input_part(request, pk, part):
    """A part of an input's page, fetched anew by one that is open."""
    if part not in PARTS:
        raise Http404
    return render(request, PARTS[part], read(request, pk))


def read(request, pk):
    """An input as its page shows it; 404 for what the reader may not see."""
    visible = Input.objects.visible_to(request.user).for_list().prefetch_related("changes", "files")
    input = get_object_or_404(visible, pk=pk)
    answers = answers_here(request, [input], back_url=lambda each: each.get_absolute_url())
    return {
        "input": input,
        "steps": history_of(input),
        "is_public": input.is_public,
        "may_read_files": may_read_files(request.user, input),
        "here": answers.get(input.pk),
    }


def home_url():
    return reverse("wagtail_serve", args=[""])


def here():
    return {"title": _("Input and answers"), "url": reverse("input_list")}


def address_with(request, **changes):
    """This list's address on another page of it."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    for name in [name for name in query if not query[name]]:
        del query[name]
    query.update(changes)
    return f"{request.path}?{query.urlencode()}"
