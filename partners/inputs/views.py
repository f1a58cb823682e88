"""Input and answers, as everyone can read them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.inputs.filters import InputFilterForm
from partners.inputs.history import history_of
from partners.inputs.models import Input
from partners.inputs.paging import keyset_page


@require_safe
def input_list(request):
    """What is public, newest first."""
    form = InputFilterForm(request.GET)
    page = keyset_page(
        form.narrow(Input.objects.public()).for_list(),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "form": form,
        "inputs": page.items,
        "older_url": page.older and address_with(request, before=page.older),
        "newer_url": page.newer and address_with(request, after=page.newer),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "list_url": reverse("input_list"),
        "breadcrumbs": [{"title": _("Front page"), "url": home_url()}, here()],
    }
    fragment = request.htmx and not request.htmx.history_restore_request
    template = "partners/inputs/_results.html" if fragment else "partners/inputs/list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def input_detail(request, pk):
    """One input with its history. What the reader may not see does not exist for them."""
    visible = Input.objects.visible_to(request.user).for_list().prefetch_related("changes")
    input = get_object_or_404(visible, pk=pk)
    context = {
        "input": input,
        "steps": history_of(input),
        "is_public": input.is_public,
        "breadcrumbs": [
            {"title": _("Front page"), "url": home_url()},
            here(),
            {"title": _("Input no. %(number)s") % {"number": input.pk}, "url": input.get_absolute_url()},
        ],
    }
    response = render(request, "partners/inputs/detail.html", context)
    if not input.is_public:
        response["Cache-Control"] = "private, no-store"
    return response


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
    return f"{reverse('input_list')}?{query.urlencode()}"
