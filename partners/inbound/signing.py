"""Showing that a message was handed in by our mail server: it signs the moment and the bytes."""

import hashlib
import hmac
import time

# Clocks differ, and a message may wait for its turn. An old one that is sent again changes nothing anyway.
GOOD_FOR_SECONDS = 5 * 60


def signature_of(secret, moment, raw):
    """What stands in `X-Signature` when `moment`, seconds since 1970, stands in `X-Timestamp`."""
    signed = b"%s.%s" % (str(moment).encode(), raw)
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_signed(headers, raw, *, secret):
    """Whether who holds the secret has signed these bytes in the last minutes."""
    moment = headers.get("X-Timestamp", "")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        return False
    given = headers.get("X-Signature", "").encode("utf-8", "replace")
    is_right = hmac.compare_digest(given, signature_of(secret, moment, raw).encode())
    return is_right and abs(time.time() - int(moment)) <= GOOD_FOR_SECONDS
