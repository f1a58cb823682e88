"""The roles that the centre needs filled, as everyone can read them."""

from itertools import groupby

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.roles.models import Role
from partners.roles.sections import badges_of, sections_of
from partners.workspace import open_page


@require_safe
def role_list(request):
    """Every role, by area."""
    roles = list(Role.objects.for_list().order_by("area__order", "area__name", "order", "title", "pk"))
    badges = badges_of(roles)
    for role in roles:
        role.badges = badges[role.pk]
    context = {
        "areas": [(area, list(theirs)) for area, theirs in groupby(roles, key=lambda role: role.area)],
        "total": len(roles),
        "breadcrumbs": [here()],
    }
    return open_page(request, "partners/roles/list.html", context)


@require_safe
def role(request, slug):
    """One role: what is needed, on what terms, and until when."""
    it = get_object_or_404(Role.objects.for_list().select_related("picture"), slug=slug)
    context = {
        "role": it,
        "terms": terms_of(it),
        "sections": sections_of(request, it, aside=False),
        "facts_sections": sections_of(request, it, aside=True),
        "breadcrumbs": [here(), {"title": str(it), "url": it.get_absolute_url()}],
    }
    return open_page(request, "partners/roles/role.html", context)


def terms_of(role):
    """(heading, text) of the conditions that have been written."""
    headings = {
        "rent": _("Rent and costs"),
        "equipment": _("Premises and equipment"),
        "law": _("What the law says"),
    }
    return [(heading, text) for field, heading in headings.items() if (text := role.told(field))]


def here():
    return {"title": _("Roles"), "url": reverse("role_list")}
