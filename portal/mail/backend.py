"""Django's mail interface, answered by the outbox."""

import uuid

from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.mail import kinds, outbox

KIND = "portal.message"


class OutboxBackend(BaseEmailBackend):
    """Writes a letter for every message that a library sends, in the transaction it is sent in."""

    def send_messages(self, email_messages):
        """Write one letter per recipient. Returns the number of messages. Raises ValueError for files."""
        drafts = [
            outbox.draft(
                KIND,
                to=address,
                data=_content(message),
                dedupe_key=f"message:{uuid.uuid4()}",
                language=(get_language() or "nb")[:2],
            )
            for message in email_messages
            for address in message.recipients()
        ]
        outbox.write_many(drafts)
        return len(email_messages)


def compose(letter):
    """What the library wrote, in the portal's own dress unless it brought HTML of its own."""
    if "text" not in letter.data:
        return None
    if letter.data["html"]:
        return kinds.Rendered(letter.data["subject"], letter.data["text"], letter.data["html"])
    return kinds.Composed(
        letter.data["subject"],
        "message",
        {"body": letter.data["text"]},
        why=_("You get this because your e-mail address was used on our website."),
    )


def _content(message):
    if message.attachments:
        raise ValueError("The outbox keeps no attachments: register a kind of letter that composes them.")
    html = [
        content for content, mime_type in getattr(message, "alternatives", []) if mime_type == "text/html"
    ]
    return {"subject": str(message.subject), "text": message.body, "html": html[0] if html else ""}
