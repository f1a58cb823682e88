"""What answers at the address of the sockets."""

import logging

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.db import DatabaseError
from django.urls import path

from portal.live.hub import Hub
from portal.live.sockets import TOO_MUCH, Frame, Socket
from portal.live.visits import Asked, in_database, visit

logger = logging.getLogger(__name__)

# A browser does not see the pings of the protocol, so the page asks by itself whether the line is alive.
PING, PONG = "?", Frame("!")
# Before the name of a room: one writes there, or does not any more.
WRITES, RESTS = "~", "."


async def live(scope, receive, send):
    """One socket, from its opening to its end. Nothing but its opening asks the database."""
    await receive()
    try:
        asked = Asked.by(scope)
        seen = await in_database(visit, asked) if Hub.has_place_for(asked.address) else None
    except ValueError:
        seen = None
    except DatabaseError as error:
        logger.warning("A socket cannot be opened now: %s", str(error).strip())
        seen = None
    if seen is None:
        # No page of ours asks so, or it tries again a little later.
        await send({"type": "websocket.close"})
        return
    socket = Socket(send, user=seen.user, name=seen.name, language=asked.language, address=asked.address)
    await send({"type": "websocket.accept"})
    # Only now: the last socket may have gone while we waited, and its hub with it.
    hub = Hub.of_this_loop()
    hub.enter(socket, seen)
    del asked, seen, scope
    try:
        await listen(socket, receive, hub)
    finally:
        await hub.leave(socket)


async def listen(socket, receive, hub):
    """Hear what the page sends, which is seldom, until the socket is gone."""
    window, count = 0, 0
    while (message := await receive())["type"] == "websocket.receive":
        minute = hub.loop.time() // 60
        window, count = minute, count + 1 if window == minute else 1
        if count > settings.LIVE_MESSAGES_PER_MINUTE or not take(message.get("text") or "", socket, hub):
            hub.send_out(socket, TOO_MUCH)


def take(text, socket, hub):
    """Answer whether we are there, or hear who writes. False for what no page sends."""
    if text == PING:
        socket.write(PONG)
        return True
    return text[:1] in (WRITES, RESTS) and hub.writes(socket, text[1:], text[0] == WRITES)


async def refuse(scope, receive, send):
    """There is no socket at this address. Said in words of the protocol, it is no error that fills a log."""
    await receive()
    await send({"type": "websocket.close"})


class Router(URLRouter):
    """Refuses what has no route, instead of raising."""

    async def __call__(self, scope, receive, send):
        has_route = any(route.pattern.match(scope["path"].removeprefix("/")) for route in self.routes)
        return await (super().__call__ if has_route else refuse)(scope, receive, send)


sockets = AllowedHostsOriginValidator(Router([path("live/socket/", live)]))
