"""Small guards that every request passes."""

import logging
import re

from django.core.exceptions import BadRequest
from django.db import DataError

from portal.bodies import body_limit, declared_length
from portal.errors import bad_request, too_large

PERSONAL_PATH = re.compile(r"(/(?:pamelding|kalender/min|partner/invitasjon|min-side/varsler/av)/)[\w:-]{8,}")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
REPLY_ADDRESS = re.compile(r"(\+[0-9a-z]{1,12}-)[0-9a-f]{32}(?=@)")


class HideTokens(logging.Filter):
    """Takes the secret part of personal addresses, of pages and of mailboxes, out of every log line."""

    def filter(self, record):
        record.msg = REPLY_ADDRESS.sub(r"\1…", PERSONAL_PATH.sub(r"\1…", record.getMessage()))
        record.args = None
        return True


class SecurityHeadersMiddleware:
    """Says what a page of ours never uses, and keeps personal pages out of caches and search engines."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        if PERSONAL_PATH.search(request.path_info):
            # Never the path. With "no-referrer" browsers send `Origin: null`, and forms would be refused.
            response["Referrer-Policy"] = "strict-origin"
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class BodyLimitMiddleware:
    """Answers 413 to a body that no form of ours sends, before anything of it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if declared_length(request.META.get("CONTENT_LENGTH")) > body_limit(request.path_info):
            return too_large(request)
        return self.get_response(request)


class CleanInputMiddleware:
    """Text that PostgreSQL cannot hold is the sender's error, wherever it stands: 400, never 500.

    Form fields refuse or clean it with a sentence of their own; this is for all that is no form field.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        texts = [request.path_info, *request.COOKIES.values(), *request.GET]
        texts += [value for values in request.GET.lists() for value in values[1]]
        if any(map(is_unstorable, texts)):
            raise BadRequest("Unstorable text in the address or a cookie")
        return self.get_response(request)

    def process_exception(self, request, exception):
        if is_storing_error(exception):
            return bad_request(request, exception)
        return None


def is_unstorable(text):
    """Whether the text holds NUL or half a surrogate pair, which are no characters in PostgreSQL."""
    return UNSTORABLE.search(text) is not None


def is_storing_error(exception):
    """Whether psycopg2 or PostgreSQL refused a text for such characters."""
    if isinstance(exception, UnicodeEncodeError):
        return exception.reason == "surrogates not allowed"
    if isinstance(exception, DataError):
        # untranslatable_character, character_not_in_repertoire, and \ud800 in JSON.
        return getattr(exception.__cause__, "pgcode", None) in ("22P05", "22021", "22P02")
    return isinstance(exception, ValueError) and "NUL (0x00)" in str(exception)
