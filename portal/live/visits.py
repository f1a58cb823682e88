"""Who opens a socket, which rooms they ask for, and which of them they may enter."""

from importlib import import_module
from typing import NamedTuple
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, parse_cookie

from portal.clients import address_of
from portal.live import log
from portal.live.rooms import may_enter

ROOMS = 12
LARGEST_NUMBER = 2**62


class Asked(NamedTuple):
    """What a socket's address asks for: `?language=nb&room=thread:7@41`, a room and what is known of it."""

    rooms: dict
    language: str
    address: str
    cookies: str

    @classmethod
    def by(cls, scope):
        """Raises ValueError for an address that no page of ours makes."""
        query = parse_qs(scope["query_string"].decode("ascii"), max_num_fields=ROOMS + 1)
        rooms = dict(map(_room_and_number, query.get("room", [])))
        if not rooms:
            raise ValueError("No room is asked for.")
        language = query.get("language", [""])[0]
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        request = _request_of(scope)
        return cls(rooms, language, address_of(request), request.META.get("HTTP_COOKIE", ""))


class Entry(NamedTuple):
    room: str
    since: int | None
    missed: log.Missed


class Visit(NamedTuple):
    """Who came, into which rooms, and how far the log of those sent out of all rooms was when we looked."""

    user: str
    name: str
    entries: list
    refused: list
    everywhere: int


async def in_database(function, *arguments):
    """Run it in the thread whose connection all sockets share, so that none opens one of its own."""
    return await sync_to_async(_with_connection)(function, *arguments)


def _with_connection(function, *arguments):
    """Reading is harmless to do again: so it is, when the server was gone since last time."""
    try:
        return function(*arguments)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return function(*arguments)


def visit(asked):
    """Look the visitor up and open what they may enter.

    Numbers are read before rights: a right that is lost in between is a later change of the room.
    """
    everywhere = log.read_since(log.EVERYWHERE, None).number
    user = _user_by(asked.cookies)
    entries, refused = [], []
    for room, since in asked.rooms.items():
        missed = log.read_since(room, since)
        if may_enter(user, room):
            entries.append(Entry(room, since, missed))
        else:
            refused.append(room)
    return Visit(str(user.pk or ""), getattr(user, "name", ""), entries, refused, everywhere)


def _room_and_number(text):
    room, _, number = text.partition("@")
    if number and not (number.isascii() and number.isdigit() and int(number) < LARGEST_NUMBER):
        raise ValueError("What is known of a room is a number.")
    return room, int(number) if number else None


def _request_of(scope):
    """As much of a request as says where it comes from."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = (scope.get("client") or [""])[0]
    for name, value in scope["headers"]:
        request.META[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")
    return request


def _user_by(cookies):
    """The session's user, with the session beside; a closed account is nobody."""
    request = HttpRequest()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME))
    # A socket can hand out no new cookie, so the session stays what it is.
    request.session.cycle_key = request.session.flush = lambda: None
    user = get_user(request)
    if user.is_authenticated and user.is_closed:
        user = AnonymousUser()
    user.session = request.session
    return user
