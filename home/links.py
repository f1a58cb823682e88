"""Addresses that an editor types: a path on this site, or an https, mail or telephone address."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _

_PATH = re.compile(r"/(?![/\\])[^\s\\]*|#[\w-]+")
_PHONE = re.compile(r"tel:\+?[\d ]{5,20}")
_is_web = URLValidator(schemes=["https", "http"])
_is_email = EmailValidator()


def validate_address(value):
    """Let through what a link may lead to, and nothing that could run in the reader's browser."""
    if _PATH.fullmatch(value) or _PHONE.fullmatch(value):
        return
    try:
        if value.startswith("mailto:"):
            _is_email(value.removeprefix("mailto:"))
        else:
            _is_web(value)
    except ValidationError:
        raise ValidationError(
            _("Write an address that begins with https://, a path that begins with /, mailto: or tel:.")
        ) from None
