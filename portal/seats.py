"""The threads in which an ASGI process answers, each with a connection to the database that it keeps."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections

SEATS = 16


class SeatedHandler(ASGIHandler):
    """Answers so many requests at once; others wait for their turn.

    Django's own takes a new thread, and with it a new connection, for each request: a hall that presses a
    button together would need more of them than PostgreSQL has. Who sends or reads slowly holds no seat.
    """

    def __init__(self):
        super().__init__()
        self.free = asyncio.LifoQueue()
        for _ in range(SEATS):
            self.free.put_nowait(ThreadPoolExecutor(max_workers=1, thread_name_prefix="seat"))

    async def run_get_response(self, request):
        seat = await self.free.get()
        try:
            async with ThreadSensitiveContext(executor=seat):
                await sync_to_async(close_old_connections)()
                return await super().run_get_response(request)
        finally:
            # As Django does at a request's end, without anybody waiting for it.
            seat.submit(close_old_connections)
            self.free.put_nowait(seat)
