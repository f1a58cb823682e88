"""The page cache for anonymous readers: answers from memory, and forgets the moment a fact changes.

Each web process keeps the pages it has rendered and listens on one PostgreSQL channel. Whoever changes
something that a public page shows calls `forget_pages()` in the same transaction; on commit every process
drops what it holds. A process that cannot hear does not answer from memory. The age limit only serves
what changes by itself, as the hour does.
"""

import logging
import select
import threading
import time

from django.conf import settings
from django.db import connection
from django.http import HttpResponse

from portal.rows import Statement, run_together

CHANNEL = "portal_pages"
MOST_PAGES = 2000
LISTEN_SECONDS = 1
# For a caller who sends several statements at once.
FORGETTING = Statement("SELECT pg_notify(%s, '')", [CHANNEL])
PERSONAL_COOKIES = ("sessionid=", "messages=")
NEVER = (
    "/admin/",
    "/konto/",
    "/en/konto/",
    "/min-side/",
    "/en/min-side/",
    "/pamelding/",
    "/en/pamelding/",
    "/demo/",
    "/static/",
    "/api/",
    "/metrics",
)

logger = logging.getLogger(__name__)


def forget_pages():
    """Make every process render anew what it shows, once the current transaction has committed."""
    run_together([FORGETTING]).close()


class Pages:
    """The pages one process holds. `generation` tells a page rendered before a change from one after."""

    def __init__(self):
        self.lock = threading.Lock()
        self.held = {}
        self.generation = 0
        self.hearing = False
        self.listener = None
        self.stopping = False

    def get(self, key):
        if not self.hearing:
            self.listen()
            return None
        stored_at, headers, content = self.held.get(key, (0, None, None))
        if headers is None or time.monotonic() - stored_at > settings.PAGE_CACHE_SECONDS:
            return None
        return HttpResponse(content, headers=headers)

    def put(self, key, response, *, generation):
        """Keep a page, unless something changed while it was being rendered."""
        with self.lock:
            if not self.hearing or generation != self.generation:
                return
            if len(self.held) >= MOST_PAGES:
                self.held.clear()
            self.held[key] = (time.monotonic(), dict(response.items()), response.content)

    def forget(self):
        with self.lock:
            self.generation += 1
            self.held.clear()

    def listen(self):
        """Start the one thread that hears of changes, if it does not run."""
        with self.lock:
            if not self.stopping and (self.listener is None or not self.listener.is_alive()):
                self.listener = threading.Thread(target=self._hear, name="pagecache", daemon=True)
                self.listener.start()

    def stop(self):
        """End the listening thread; nothing is answered from memory from now on."""
        self.stopping = True
        self.listener.join()

    def _hear(self):
        raw = None
        try:
            raw = connection.get_new_connection(connection.get_connection_params())
            raw.autocommit = True
            with raw.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            self.forget()
            self.hearing = True
            while not self.stopping:
                select.select([raw], [], [], LISTEN_SECONDS)
                raw.poll()
                if raw.notifies:
                    raw.notifies.clear()
                    self.forget()
        except Exception:
            logger.exception("The page cache cannot hear of changes; pages are rendered each time.")
        finally:
            self.hearing = False
            self.forget()
            if raw is not None:
                raw.close()


pages = Pages()


class PageCacheMiddleware:
    """Answers anonymous GET requests from memory where nothing has changed since the page was rendered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not may_be_cached(request):
            return self.get_response(request)
        key = (request.META.get("HTTP_HOST"), request.scheme, request.get_full_path())
        if response := pages.get(key):
            return response
        generation = pages.generation
        response = self.get_response(request)
        if is_for_everyone(response):
            pages.put(key, response, generation=generation)
        return response


def may_be_cached(request):
    """Whether the answer can be the same for everyone who asks."""
    cookies = request.META.get("HTTP_COOKIE", "")
    return (
        settings.PAGE_CACHE_SECONDS > 0
        and request.method == "GET"
        and "HTTP_HX_REQUEST" not in request.META
        and not any(name in cookies for name in PERSONAL_COOKIES)
        and not request.path_info.startswith(NEVER)
    )


def is_for_everyone(response):
    """A whole, successful page that sets no cookie and does not ask to be left alone."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in response.get("Cache-Control", "")
        and "no-store" not in response.get("Cache-Control", "")
    )
