"""Addresses as the world outside writes them."""

from django.conf import settings


def absolute(path):
    """The whole address of a path on this site, whatever host the request came by."""
    return path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
