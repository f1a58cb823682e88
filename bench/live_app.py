"""The portal's sockets as production serves them, and one beside them that has it say something."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from portal.asgi import application as portal  # isort: skip

from uuid import uuid4

from asgiref.sync import sync_to_async

from bench.live_text import BODY, CONTROL, HELLO, ROOM, WORDS
from partners.discussions.actions import post
from partners.discussions.models import Discussion
from portal.live.actions import tell
from portal.live.courier import push
from portal.live.hub import Hub
from portal.live.log import Told
from portal.live.rooms import register_kind

KIND = register_kind("bench", may_enter=lambda user, key: True)


def say_in(key):
    """A post in that thread, by who has started it."""
    thread = Discussion.objects.get(pk=key)
    post(thread, by=thread.starter, text=WORDS, client_id=uuid4())


async def application(scope, receive, send):
    if scope["path"] != CONTROL:
        await portal(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": HELLO})
    room = Hub.of_this_loop().rooms.get(ROOM)
    number = room.heard if room else 0
    while (message := await receive())["type"] == "websocket.receive":
        if message["text"] == "push":
            # As after a commit, without the commit: what the floor does.
            number += 1
            push(ROOM, Told(number, {"": BODY}, ""))
        elif message["text"].startswith("post "):
            await sync_to_async(say_in)(message["text"].removeprefix("post "))
        else:
            await sync_to_async(tell)(KIND, "tell", what="note", text=WORDS * 2, column=3, color="gronn")
