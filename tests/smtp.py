"""A real SMTP server for tests, with the moods that real ones have.

    def test_x(smtp_server):
        deliver_due()
        assert smtp_server.messages[0]["Subject"] == "…"

`smtp_server.refuse` and `.defer` name mailboxes; `.hang`, `.hang_up` and `.delay` are for everybody;
`.stop()` and `.start()` take it down and up again on the same port.
"""

import asyncio
import email
import email.policy
import socket
import time

import pytest
from aiosmtpd.controller import Controller


class SmtpServer:
    """What it took is in `messages`, parsed, in the order it came; `connections` counts the sessions."""

    def __init__(self):
        self.messages = []
        self.refuse = set()
        self.defer = {}
        self.hang = False
        self.hang_up = False
        self.delay = 0
        self.connections = 0
        self.controller = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        self.connections = 0

    def stop(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def to(self, address):
        """The messages that one mailbox got."""
        return [message for message in self.messages if message["To"] == address]

    def wait_for(self, count, *, seconds=60):
        """Return when it has taken `count` messages. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while len(self.messages) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.messages)} of {count} messages came.")
            time.sleep(0.005)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return "550 5.1.1 There is no such mailbox here"
        if self.defer.get(address, 0) > 0:
            self.defer[address] -= 1
            return "451 4.7.1 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.hang:
            await asyncio.sleep(3600)
        if self.hang_up:
            server.transport.abort()
            return "451 Gone"
        await asyncio.sleep(self.delay / 2)
        content = envelope.content.replace(b"\r\n", b"\n")
        self.messages.append(email.message_from_bytes(content, policy=email.policy.default))
        await asyncio.sleep(self.delay / 2)
        return "250 OK"


@pytest.fixture
def smtp_server(settings):
    """A running server that `SMTP_URL` points to."""
    server = SmtpServer()
    server.start()
    settings.SMTP_URL = server.url
    settings.SMTP_TIMEOUT = 10
    settings.DEMO = False
    yield server
    server.stop()
