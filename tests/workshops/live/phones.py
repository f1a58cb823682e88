"""Phones at a board, each as cheap as can be: a session, a line, and the forms of the page."""

import json
import random
import time
import uuid
from collections import Counter
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from workshops.live.actions import join_room
from workshops.live.visitors import remember

TOKEN = "t" * 32
# Between two tries, as far apart as spreads a crowd; and how long one tries.
PAUSE = 0.4, 1.2
PATIENCE = 60
# A port where nobody listens.
NOWHERE = 1


class Phone:
    """What it sends it sends until it is answered, with the same `client_id`, as the page's script does.

    `trouble` counts what came instead: a status, or None for a line that broke.
    """

    def __init__(self, url, board, column, name):
        room = board.activity.room
        participant = join_room(room, client_id=uuid.uuid4(), name=name, kind="self")
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        remember(session, room, participant)
        session.save()
        self.cookie = f"sessionid={session.session_key}"
        self.line = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        self.column = column.pk
        self.paths = {what: reverse(what, args=[room.code, board.pk]) for what in ("note_write", "note_dot")}
        self.trouble = Counter()

    def go_offline(self):
        """What it sends from now on reaches nobody, and waits."""
        self.line.close()
        self.port, self.line.port = self.line.port, NOWHERE

    def go_online(self):
        self.line.port = self.port

    def write(self, text, *, client_id=None):
        """The key of the note that the server made of it."""
        fields = {"text": text, "column": self.column, "client_id": client_id or uuid.uuid4()}
        status, answer = self._send("note_write", fields)
        assert status == 200, answer
        return json.loads(answer)["id"]

    def give_dot(self, note):
        status, answer = self._send("note_dot", {"do": "give", "note": note, "client_id": uuid.uuid4()})
        assert status == 302, answer

    def _send(self, what, fields):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status = None
            try:
                self._begin(what, fields)
                answer = self.line.getresponse()
                status, text = answer.status, answer.read()
            except (OSError, HTTPException):
                self.line.close()
            if status and status < 500 and status != 429:
                return status, text
            self.trouble[status] += 1
            time.sleep(random.uniform(*PAUSE))
        raise TimeoutError(f"The server does not take it: {self.trouble}")

    def _begin(self, what, fields):
        headers = {
            "Cookie": f"{self.cookie}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
            "Accept-Language": "nb",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.line.request("POST", self.paths[what], urlencode(fields), headers)
