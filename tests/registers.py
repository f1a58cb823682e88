"""Enhetsregisteret as a server on this machine: it answers in the register's shapes, over real HTTP.

`register.units` is what it holds; `register.mood` what goes wrong: "slow", "busy" (429), "broken" (500),
"garbage" (no JSON) or "down" (closes the connection). `register.asked` counts the requests.
"""

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

MEDIA_TYPE = "application/vnd.brreg.enhetsregisteret.enhet.v2+json"
SECONDS_UNTIL_IT_STOPS = 0.01
BAD_NUMBER = {
    "tidsstempel": 1760000000000,
    "status": 400,
    "feilmelding": "Feilaktig forespørsel",
    "sti": "/enhetsregisteret/api/enheter",
    "antallFeil": 1,
    "valideringsfeil": [
        {"feilmelding": "Organisasjonsnummer er ugyldig", "parametere": ["organisasjonsnummer"]}
    ],
}


def unit(number, name, **changes):
    """A unit as the register writes it."""
    return {
        "organisasjonsnummer": number,
        "navn": name,
        "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap", "_links": {}},
        "naeringskode1": {"kode": "95.290", "beskrivelse": "Reparasjon av sykler"},
        "forretningsadresse": {
            "land": "Norge",
            "postnummer": "3470",
            "poststed": "SLEMMESTAD",
            "adresse": ["Eksempelveien 1"],
            "kommune": "ASKER",
            "kommunenummer": "3203",
        },
        "registrertIFrivillighetsregisteret": False,
        "konkurs": False,
        "underAvvikling": False,
        "underTvangsavviklingEllerTvangsopplosning": False,
        "_links": {},
    } | changes


class Register:
    """What the server holds and how it feels."""

    def __init__(self):
        self.units = {}
        self.deleted = set()
        self.mood = ""
        self.retry_after = ""
        self.asked = []
        self.url = ""

    def add(self, number, name, **changes):
        self.units[number] = unit(number, name, **changes)

    def answer(self, path, query):
        """(status, body) of one request."""
        if path == "/enheter":
            words = query.get("navn", [""])[0].lower()
            found = [each for each in self.units.values() if words in each["navn"].lower()]
            page = {"page": {"size": 20, "totalElements": len(found), "totalPages": 1, "number": 0}}
            return 200, ({"_embedded": {"enheter": found}} | page if found else page)
        number = path.rsplit("/", 1)[-1]
        if not (number.isdigit() and len(number) == 9):
            return 400, BAD_NUMBER
        if number in self.deleted:
            return 410, {"organisasjonsnummer": number, "slettedato": "2026-01-31", "_links": {}}
        return (200, self.units[number]) if number in self.units else (404, {})


@contextmanager
def running_register(port=0):
    """A register on a port of its own, until the end of the block."""
    register = Register()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            address = urlsplit(self.path)
            register.asked.append(self.path)
            if register.mood == "down":
                return
            if register.mood == "slow":
                time.sleep(1.5)
            status, body = register.answer(address.path, parse_qs(address.query))
            status = {"busy": 429, "broken": 500, "garbage": 200}.get(register.mood, status)
            content = b"<html>" if register.mood == "garbage" else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", MEDIA_TYPE)
            self.send_header("Content-Length", str(len(content)))
            if register.retry_after:
                self.send_header("Retry-After", register.retry_after)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    register.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=[SECONDS_UNTIL_IT_STOPS], daemon=True).start()
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()
