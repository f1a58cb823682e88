"""The matrix of roles and organisations, on a page and as a file."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.coverage.access import list_reader
from partners.coverage.chart import drawn
from partners.coverage.coverage import State, coverage_of
from partners.coverage.exports import table
from partners.coverage.facts import facts_of
from partners.coverage.filters import CoverageFilterForm
from partners.coverage.matrix import matrix_for
from partners.coverage.over_time import STATES, coverage_over_time
from partners.roles.models import Role
from partners.workspace import open_page

PAGE = "side"


@require_safe
def coverage(request):
    """Needs against offers, as far as the reader may see them."""
    reader, form = list_reader(request), form_for(request)
    shown = form.narrowed()
    matrix = matrix_for(reader, shown, kind=form.chosen.get("kind", ""), page=page_in(request))
    context = {
        "form": form,
        "rows": rows_of(shown, form.coverages, matrix),
        "matrix": matrix,
        "states": state_links(form),
        "address": reverse("coverage"),
        "export_url": address_with(form, url_name="coverage_export"),
        "previous_url": matrix and matrix.page > 1 and address_with(form, **{PAGE: matrix.page - 1}),
        "next_url": matrix and matrix.page < matrix.pages and address_with(form, **{PAGE: matrix.page + 1}),
        "is_narrowed": bool(form.chosen),
        "chosen_state": form.chosen.get("state", ""),
        "is_fragment": is_fragment(request),
    }
    if context["is_fragment"]:
        response = render(request, "partners/coverage/_matrix.html", context)
        response["Cache-Control"] = "private, no-store"
    else:
        response = open_page(request, "partners/coverage/matrix.html", context | whole_page(form))
    patch_vary_headers(response, ["HX-Request"])
    return response


def is_fragment(request):
    return bool(request.htmx) and not request.htmx.history_restore_request


def whole_page(form):
    points = coverage_over_time(form.roles)
    return {
        "facts": facts_of(form.roles, form.coverages),
        "points": points,
        "chart": drawn(points),
        "chart_states": STATES,
        "breadcrumbs": [
            {"title": _("Roles"), "url": reverse("role_list")},
            {"title": _("Role coverage"), "url": reverse("coverage")},
        ],
    }


@require_safe
def export(request):
    """The same as a workbook, every organisation in it."""
    reader, form = list_reader(request), form_for(request)
    shown = form.narrowed()
    matrix = matrix_for(reader, shown, kind=form.chosen.get("kind", ""), whole=True)
    return table(shown, form.coverages, matrix)


def form_for(request):
    reader = list_reader(request)
    roles = list(Role.objects.for_list().in_order())
    return CoverageFilterForm(
        request.GET, roles=roles, coverages=coverage_of(roles, reader), names=reader.user is not None
    )


class Cells(dict):
    """The markup of each different mark, made once: there are hundreds of cells and few sorts of them."""

    def __missing__(self, mark):
        self[mark] = render_to_string("partners/coverage/_cell.html", {"mark": mark})
        return self[mark]


def rows_of(roles, coverages, matrix):
    columns = matrix.columns if matrix else []
    cells = Cells()
    return [
        {
            "role": role,
            "coverage": coverages[role.pk],
            "cells": [cells[matrix.marks.get((role.pk, column.key))] for column in columns],
        }
        for role in roles
    ]


def state_links(form):
    """All, and each state: its address with the other choices kept."""
    chosen = form.chosen.get("state", "")
    choices = [("", _("All")), *State.choices]
    return [
        {"label": label, "url": address_with(form, state=value), "current": value == chosen}
        for value, label in choices
    ]


def page_in(request):
    asked = request.GET.get(PAGE, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1


def address_with(form, *, url_name="coverage", **changes):
    """The address of what is shown, with these changes."""
    query = {name: value for name, value in (form.chosen | changes).items() if value}
    return reverse(url_name, query=query or None)
