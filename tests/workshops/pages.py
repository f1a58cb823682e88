"""Reading the pages of meetings as a visitor does."""

import re
from html import unescape

from django.core import signing
from django.utils import translation
from django.utils.translation import gettext

SCRIPTS = re.compile(r"<script.*?</script>", re.DOTALL)


def words(response):
    """The text that a page shows, on one line."""
    html = SCRIPTS.sub(" ", response.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def nb(message, **values):
    """A sentence of the interface as the Norwegian page says it."""
    with translation.override("nb"):
        return " ".join((gettext(message) % values if values else gettext(message)).split())


def headings(response):
    return re.findall(r"<h1[ >]", response.content.decode())


def stamp(seconds=60):
    """The stamp of a form that was shown so long ago."""
    signer = signing.TimestampSigner(salt="portal.pace")
    timestamp = signing.b62_encode(int(signing.time.time()) - seconds)
    value = f"first:{timestamp}"
    return f"{value}:{signer.signature(value)}"


def sign_up_data(**fields):
    """A sign-up form filled in by somebody who takes their time."""
    return {
        "name": "Kari Nordmann",
        "email": "kari@example.no",
        "on_behalf_of": "self",
        "shown": stamp(),
    } | fields
