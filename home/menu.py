"""What apps above add to the main menu, after the editors' own pages."""

from django.urls import reverse

_items = []


def menu_item(label, url_name):
    """Register a function of the portal by a lazily translated label and the name of its address."""
    _items.append((label, url_name))


def menu_items():
    return tuple((str(label), reverse(url_name)) for label, url_name in _items)
