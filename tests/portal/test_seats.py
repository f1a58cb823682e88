"""However many ask at once, an ASGI process answers them in as many threads as it has seats."""

import asyncio
import threading
import time

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpResponse
from django.urls import path

from portal.seats import SEATS, SeatedHandler

pytestmark = [pytest.mark.urls(__name__), pytest.mark.usefixtures("committed_db")]
PEOPLE = 4 * SEATS


class Crowd:
    """`most` is how many were answered at the same time."""

    def __init__(self):
        self.lock = threading.Lock()
        self.here = self.most = 0

    def view(self, request):
        with self.lock:
            self.here += 1
            self.most = max(self.most, self.here)
        time.sleep(0.05)
        with self.lock:
            self.here -= 1
        return HttpResponse(threading.current_thread().name)


crowd = Crowd()
urlpatterns = [path("crowd/", lambda request: crowd.view(request))]


@pytest.fixture(autouse=True)
def _nobody_here():
    crowd.__init__()


async def ask(handler, *, patience=60):
    """The status and the body of an answer; None for who left before it, after so many seconds."""
    headers = [(b"host", b"testserver")]
    scope = {"type": "http", "method": "GET", "path": "/crowd/", "query_string": b"", "headers": headers}
    asked = [{"type": "http.request"}]
    answered = []

    async def receive():
        if not asked:
            await asyncio.sleep(patience)
        return asked.pop() if asked else {"type": "http.disconnect"}

    async def send(message):
        answered.append(message)

    await handler(scope, receive, send)
    return (answered[0]["status"], answered[1]["body"].decode()) if answered else None


async def test_crowd_is_answered_by_as_many_threads_as_there_are_seats():
    handler = SeatedHandler()

    answers = await asyncio.gather(*(ask(handler) for _ in range(PEOPLE)))

    assert [status for status, _ in answers] == [200] * PEOPLE
    assert crowd.most <= SEATS
    assert {name.partition("_")[0] for _, name in answers} == {"seat"}


async def test_crowd_takes_a_thread_each_without_seats():
    """The control: what is bounded is Django's handler, not this crowd."""
    handler = ASGIHandler()

    await asyncio.gather(*(ask(handler) for _ in range(PEOPLE)))

    assert crowd.most > SEATS


async def test_seat_is_free_again_after_who_left_before_the_answer():
    handler = SeatedHandler()

    left = await asyncio.gather(*(ask(handler, patience=0.02) for _ in range(PEOPLE)))

    assert None in left
    assert (await ask(handler))[0] == 200
    assert handler.free.qsize() == SEATS
