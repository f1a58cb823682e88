"""How much of a request's body is taken in."""

import re

from django.conf import settings

# Wagtail's upload pages have limits of their own, said where the file is chosen.
EDITOR_PATH = "/admin/"
# Where partners add files to a proposal, a comment or a post, several at once, or a document to a group.
FILES_PATH = re.compile(
    r"(/en)?/(partner/forslag/\d+/steg/vedlegg/|kommentarer/(\d+/([0-9a-f-]{36}/)?|mine/\d+/endre/)"
    r"|partner/grupper/([\w-]+/dokumenter/(ny|\d+/ny-versjon)|[\w-]+/trader/ny(/utkast)?|trader/\d+/(skriv|utkast)|innlegg/\d+/endre)/)"
)


def body_limit(path):
    if path.startswith(EDITOR_PATH):
        return settings.EDITOR_BODY_LIMIT
    return settings.FILES_BODY_LIMIT if FILES_PATH.fullmatch(path) else settings.BODY_LIMIT


def declared_length(text):
    """The length that Content-Length gives; what is no number counts as none, as Django has it."""
    return int(text) if text and text.isascii() and text.isdigit() else 0


class LimitedBodies:
    """Keeps Django's ASGI handler, which takes the whole body in before any middleware, from taking too much.

    Of a body that is too large, by its declared length or as it comes, Django gets only the length, which
    `BodyLimitMiddleware` answers with 413.
    """

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        limit = body_limit(scope["path"])
        length = declared_length(dict(scope["headers"]).get(b"content-length", b"").decode("latin-1"))
        received = 0
        is_cut = False

        async def take():
            nonlocal length, received, is_cut
            if is_cut:
                while (message := await receive())["type"] != "http.disconnect":
                    pass
                return message
            if length <= limit:
                message = await receive()
                received += len(message.get("body", b""))
                length = max(length, received)
            if length <= limit:
                return message
            is_cut = True
            others = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
            scope["headers"] = [*others, (b"content-length", b"%d" % length)]
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.application(scope, take, send)
