"""The addresses that letters are answered to: one for each person and place."""

import re
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from partners.inbound.models import ReplyAddress
from partners.inbound.places import may_answer
from partners.notices.letters import find_reply_address

GOOD_FOR = timedelta(days=60)
SECRET_LENGTH = 32
TOKEN = re.compile(rf"([0-9a-z]{{1,12}})-([0-9a-f]{{{SECRET_LENGTH}}})")


def is_on():
    """Whether this installation takes answers by mail."""
    return bool(settings.INBOUND_ADDRESS and settings.INBOUND_SECRET)


@find_reply_address
def reply_address(user, place):
    """Where `user` answers a letter about this place from now on; empty where they cannot."""
    if not is_on() or not may_answer(user, place):
        return ""
    address, _is_new = ReplyAddress.objects.update_or_create(
        user=user, place=place, defaults={"expires_at": timezone.now() + GOOD_FOR}
    )
    local, _at, domain = settings.INBOUND_ADDRESS.partition("@")
    return f"{local}+{token_of(address)}@{domain}"


def token_of(address):
    """What makes this address the person's alone."""
    return f"{int_to_base36(address.pk)}-{_secret(address, settings.SECRET_KEY)}"


def address_among(recipients):
    """The first of these mailboxes that is somebody's reply address, with its person; or None."""
    local, _at, domain = settings.INBOUND_ADDRESS.lower().partition("@")
    for mailbox in recipients:
        before, _at, host = mailbox.lower().rpartition("@")
        if host == domain and before.startswith(f"{local}+") and (found := _known(before[len(local) + 1 :])):
            return found
    return None


def _known(token):
    match = TOKEN.fullmatch(token)
    if match is None:
        return None
    address = ReplyAddress.objects.select_related("user").filter(pk=base36_to_int(match[1])).first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if address and any(constant_time_compare(_secret(address, key), match[2]) for key in keys):
        return address
    return None


def _secret(address, key):
    about = f"{address.pk}:{address.user_id}:{address.place}:{address.serial}"
    digest = salted_hmac("partners.inbound.reply", about, secret=key, algorithm="sha256").hexdigest()
    return digest[:SECRET_LENGTH]
