import itertools

import pytest
from django.core.mail import EmailMultiAlternatives

from portal.mail import backend, kinds, outbox
from portal.mail.backend import OutboxBackend

numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch):
    """Kinds of letters that a test registers are gone with it."""
    monkeypatch.setattr(kinds, "_composers", dict(kinds._composers))


@pytest.fixture
def letter_to():
    """Writes a letter of plain text to an address."""

    def write(to, *, subject="Hello", text="The text.", **more):
        more.setdefault("dedupe_key", f"test:{next(numbers)}")
        data = {"subject": subject, "text": text, "html": ""}
        return outbox.write(backend.KIND, to=to, data=data, **more)

    return write


class Mailer:
    """Django's own way to send mail, with the portal's backend."""

    def send(self, subject, text, *to, html=None, attachments=None):
        message = EmailMultiAlternatives(
            subject, text, to=to, attachments=attachments, connection=OutboxBackend()
        )
        if html:
            message.attach_alternative(html, "text/html")
        return message.send()


@pytest.fixture
def mailer():
    return Mailer()
