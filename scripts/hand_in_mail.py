"""For the mail server: hands one message, read from standard input, to the portal that takes answers by mail.

    hand_in_mail.py https://omigjen.example.no/api/v1/epost/ /etc/omigjen/inbound-secret

It needs nothing but Python. What it exits with is what mail servers go by (sysexits.h): 0 when the message is
taken, 75 when it should be tried again later, 69 when it is too large.
"""

import hashlib
import hmac
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TAKEN, UNAVAILABLE, TRY_AGAIN = 0, 69, 75
TOO_LARGE = 413


def main(url, secret_file):
    try:
        secret = Path(secret_file).read_text().strip()
    except OSError as error:
        print(error, file=sys.stderr)
        return TRY_AGAIN
    return hand_in(url, secret, sys.stdin.buffer.read())


def hand_in(url, secret, raw):
    """Send the message with the moment and a signature of both. Returns what to exit with."""
    moment = str(int(time.time()))
    signature = hmac.new(secret.encode(), moment.encode() + b"." + raw, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "message/rfc822",
        "X-Timestamp": moment,
        "X-Signature": f"sha256={signature}",
    }
    request = urllib.request.Request(url, data=raw, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60):
            return TAKEN
    except urllib.error.HTTPError as error:
        return UNAVAILABLE if error.code == TOO_LARGE else TRY_AGAIN
    except OSError:
        return TRY_AGAIN


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
