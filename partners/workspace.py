"""The frame of the partners' workspace: the way around, whom one represents, and the person's own menu."""

from collections import namedtuple

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from home.sections import Section

Item = namedtuple("Item", "order group label url_name icon shown")
_items = []
_overview = []
_in_frame = {}


def workspace_item(label, url_name, *, icon, order, group, shown=lambda request: True):
    """Register a page of the workspace, by lazily translated words, under a heading of its menu.

    `shown` says to whom: a callable of the request.
    """
    _items.append(Item(order, group, label, url_name, icon, shown))


def in_frame(name):
    """Decorate the callable of the request that gives what every page's frame has by this name."""

    def register(make):
        _in_frame[name] = make
        return make

    return register


def overview_section(order):
    """Register a section of the workspace's first page.

    A callable `(request) -> (template, context)`, or None when it has nothing to show.
    """

    def register(make):
        _overview.append((order, make))
        return make

    return register


def overview_sections(request):
    """The sections there are for who is signed in, in order."""
    made = [make(request) for _order, make in sorted(_overview, key=lambda each: each[0])]
    return [Section(*each) for each in made if each]


def workspace(request, template, context, *, status=200):
    """A page of the workspace for who is signed in. `context` can hold `breadcrumbs` below the overview."""
    frame = {name: make(request) for name, make in _in_frame.items()}
    frame |= {"workspace_menu": _menu(request), "workspace_url": reverse("workspace")}
    return render(request, template, frame | context, status=status)


def open_page(request, template, context, *, status=200):
    """A page that everyone may read: in the workspace for who is signed in, else as a page of the site.

    Its template extends `frame`, and fills the block `page`.
    """
    if request.user.is_authenticated:
        context = context | {"frame": "partners/frames/workspace.html"}
        response = workspace(request, template, context, status=status)
        response["Cache-Control"] = "private, no-store"
        return response
    here = reverse("wagtail_serve", args=[""])
    crumbs = [{"title": _("Front page"), "url": here}, *context.get("breadcrumbs", [])]
    context = context | {"frame": "partners/frames/site.html", "breadcrumbs": crumbs}
    return render(request, template, context, status=status)


def _menu(request):
    """The headings in order, each with its pages; the nearest above this one is the current one."""
    items = sorted((item for item in _items if item.shown(request)), key=lambda item: item.order)
    addresses = {item.url_name: reverse(item.url_name) for item in items}
    above = [
        url
        for url_name, url in addresses.items()
        if request.path == url or (url_name != "workspace" and request.path.startswith(url))
    ]
    nearest = max(above, key=len, default="")
    groups = {}
    for item in items:
        url = addresses[item.url_name]
        groups.setdefault(str(item.group), []).append(
            {"label": item.label, "url": url, "icon": item.icon, "current": url == nearest}
        )
    return [{"title": title, "items": items} for title, items in groups.items()]
