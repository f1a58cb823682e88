"""Secrets that must be read again, kept so that a copy of the database alone opens nothing."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def encrypt(text):
    return _box().encrypt(text.encode()).decode()


def decrypt(text):
    """What `encrypt` was given, also when SECRET_KEY has been changed and the old one is a fallback.

    Raises cryptography.fernet.InvalidToken for what no present key has made.
    """
    return _box().decrypt(text.encode()).decode()


def _box():
    return MultiFernet(_key(secret) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])


def _key(secret):
    digest = salted_hmac("partners.people.secrets", "key", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
