"""Somebody in a live room over the wire: comes in, writes, asks and votes by the pages' own forms."""

import json
import re
import time
import uuid
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from websockets.sync.client import connect

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ROOM = re.compile(r'data-live-room="(board:\d+)" data-live-since="(\d+)"')
WRITE = re.compile(r'action="(/[^"]*/tavle/\d+/lapp/)"')
COLUMN = re.compile(r'data-list="c(\d+)"')
CHOICE = re.compile(r'<input type="(radio|checkbox)" name="(poll-[^"]+)" value="([^"]+)"')
# Of all boxes of a poll every so many is ticked.
TICKED = 7
SECONDS = 10
# Between two attempts while the server does not answer, as the page's script waits.
PAUSE = 0.5
PAUSES = 60


class Visitor:
    """What they write is sent until the server answers, with the same `client_id`: twice is harmless."""

    def __init__(self, url, code):
        self.url = url.rstrip("/")
        self.room = f"/live/{code}/"
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def come_in(self, name, kind="self", organisation="", *, board=None):
        """Into the room, before what all look at or before the `board` of that key."""
        page = self._ask(self.room)
        fields = {"name": name, "kind": kind, "organisation": organisation, "client_id": uuid.uuid4()}
        page = self._ask(self.room, fields | {"csrfmiddlewaretoken": TOKEN.search(page)[1]})
        self.token = TOKEN.search(page)[1]
        page = self._look(board) if board else page
        self.board = WRITE.search(page)[1].removesuffix("lapp/")
        self.columns = COLUMN.findall(page)
        self.live = ROOM.search(page)

    def socket(self):
        """The board's changes from when the page was read; a context manager."""
        name, number = self.live.groups()
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.cookies)
        query = urlencode({"language": "nb", "room": f"{name}@{number}"})
        address = f"{self.url.replace('http', 'ws', 1)}/live/socket/?{query}"
        headers = {"Cookie": cookies}
        return connect(address, origin=self.url, additional_headers=headers, compression=None)

    def write(self, text, *, column=0):
        """The key of the note that the server made of it, or None when it will not have it."""
        fields = {"text": text, "column": self.columns[column % len(self.columns)], "client_id": uuid.uuid4()}
        answer = self._ask(f"{self.board}lapp/", self._signed(fields), accept="application/json")
        return json.loads(answer).get("id")

    def give_dot(self, note):
        fields = {"do": "give", "note": note, "client_id": uuid.uuid4()}
        self._ask(f"{self.board}prikk/", self._signed(fields))

    def ask(self, questions, text):
        """A question in the room; `questions` is the activity's key."""
        fields = {"text": text, "client_id": uuid.uuid4()}
        self._ask(f"{self.room}sporsmal/{questions}/still/", self._signed(fields))

    def upvote(self, questions, question):
        self._ask(f"{self.room}sporsmal/{questions}/stem/", self._signed({"up": question}))

    def vote(self, poll, *, taste):
        """An answer by choices, which differs with the number `taste`; nothing where words are asked for."""
        options = {}
        for kind, name, value in CHOICE.findall(self._look(poll)):
            options.setdefault(name if kind == "radio" else kind, []).append((name, value))
        fields = []
        for kind, of_it in options.items():
            first = taste % len(of_it)
            fields += of_it[first::TICKED] if kind == "checkbox" else [of_it[first]]
        if fields:
            token = ("csrfmiddlewaretoken", self.token)
            self._ask(f"{self.room}avstemning/{poll}/stem/", [*fields, token])

    def _look(self, activity):
        return self._ask(f"{self.room}aktivitet/{activity}/")

    def _signed(self, fields):
        return fields | {"csrfmiddlewaretoken": self.token}

    def _ask(self, path, fields=None, *, accept="text/html"):
        """The answer's text, whatever the server says; while it is away it is asked again."""
        body = urlencode(fields).encode() if fields else None
        headers = {"Accept": accept, "Accept-Language": "nb", "Referer": self.url + path}
        for _attempt in range(PAUSES):
            try:
                request = Request(self.url + path, data=body, headers=headers)  # noqa: S310
                with self.opener.open(request, timeout=SECONDS) as answer:
                    return answer.read().decode()
            except HTTPError as error:
                if error.code < 500:
                    return error.read().decode()
            except (URLError, OSError):
                pass
            time.sleep(PAUSE)
        raise TimeoutError(f"{self.url} does not answer.")
