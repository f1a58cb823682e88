"""What is written on a board, and the request that brings it, as the page's script makes it."""

import random
import uuid
from urllib.parse import urlencode

TOKEN = "t" * 32
WORDS = """
    verktøy bussen kafeen torget varebil avtrekk maling lokale kveld helg frivillige opplæring utlån skole
    elever sykkel symaskin brukt butikk lager husleie parkering rampe skilt barn ungdom pensjonister hage
    verksted åpningstid samarbeid kommunen forening idrettslag møterom strøm varme snø vei nabo støy jord
""".split()  # noqa: SIM905
LENGTH = 16


def text_of(number):
    """The same for a number each time, and another for each, so that pages squeeze as real ones do."""
    return " ".join(random.Random(number).choices(WORDS, k=LENGTH))


def post_for(path, *, session, column, number):
    fields = {"text": text_of(number), "column": column, "client_id": uuid.uuid4()}
    body = urlencode(fields)
    head = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        "X-Forwarded-Proto: https",
        "Referer: https://localhost/",
        "Accept: application/json",
        "Accept-Language: nb",
        f"Cookie: sessionid={session}; csrftoken={TOKEN}",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", body]).encode()
