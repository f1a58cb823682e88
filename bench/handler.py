"""The WSGI application called in this process: what one worker does for one request, without a network."""

import time
from functools import cache
from urllib.parse import unquote
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.report import percentile

# A view that reads nothing, behind every middleware.
FLOOR = "/robots.txt"
WARM = 5

application = cache(get_wsgi_application)


def answer(path, *, cookie=""):
    """Seconds that a request took, and the length of what came. Raises RuntimeError for any but a 200."""
    path, _, query = path.partition("?")
    environ = {
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_ACCEPT_LANGUAGE": "nb",
    }
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    setup_testing_defaults(environ)
    statuses = []
    began = time.perf_counter()
    response = application()(environ, lambda status, headers: statuses.append(status))
    body = b"".join(response)
    response.close()
    seconds = time.perf_counter() - began
    if not statuses[0].startswith("200"):
        raise RuntimeError(f"{path}?{query} answered {statuses[0]}.")
    return seconds, body


def cost(path, *, times, cookie=""):
    """p50 and p99 in milliseconds, and the number of queries, of a warm process."""
    for _ in range(WARM):
        answer(path, cookie=cookie)
    seconds = [answer(path, cookie=cookie)[0] for _ in range(times)]
    return {
        "p50_ms": percentile(seconds, 50),
        "p99_ms": percentile(seconds, 99),
        "queries": queries(path, cookie=cookie),
    }


def floor():
    """What a trivial view costs in the same process."""
    return cost(FLOOR, times=200)["p50_ms"]


def queries(path, *, cookie=""):
    with CaptureQueriesContext(connection) as captured:
        answer(path, cookie=cookie)
    return len(captured)
