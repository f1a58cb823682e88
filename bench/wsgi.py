"""The portal, and beside it the least an application can answer: the floor under a page from memory."""

import os

from portal.wsgi import application as portal

FLOOR = "/bench-floor/"


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if not path.startswith(FLOOR):
        return portal(environ, start_response)
    size = int(path.removeprefix(FLOOR))
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(size))])
    return [b"." * size]


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
