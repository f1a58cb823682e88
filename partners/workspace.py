"""The frame of the partners' workspace: the way around, whom one represents, and the person's own menu."""

from django.shortcuts import render
from django.urls import reverse

from partners.organisations.acting import standing_of

_items = []


def workspace_item(label, url_name, *, icon, order, group):
    """Register a page of the workspace, by lazily translated words, under a heading of its menu."""
    _items.append((order, group, label, url_name, icon))


def workspace(request, template, context, *, status=200):
    """A page of the workspace for who is signed in. `context` can hold `breadcrumbs` below the overview."""
    standing = standing_of(request)
    frame = {"standing": standing, "workspace_menu": _menu(request), "workspace_url": reverse("workspace")}
    return render(request, template, frame | context, status=status)


def _menu(request):
    """The headings in order, each with its pages."""
    groups = {}
    for _order, group, label, url_name, icon in sorted(_items, key=lambda item: item[0]):
        url = reverse(url_name)
        current = request.path == url or (url_name != "workspace" and request.path.startswith(url))
        groups.setdefault(str(group), []).append(
            {"label": label, "url": url, "icon": icon, "current": current}
        )
    return [{"title": title, "items": items} for title, items in groups.items()]
