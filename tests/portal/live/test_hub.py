"""One process: what is told reaches who may have it, in order, once, and whoever is too slow waits alone."""

import asyncio
import json
import socket as network
import time
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from portal.live.actions import shut_out, shut_out_everywhere, tell
from portal.live.sockets import Frame
from tests.factories import UserFactory
from tests.portal.live.conftest import SETTINGS
from tests.portal.live.kinds import CLUB, HALL, WORDS
from tests.portal.live.reader import Reader, address_of, all_of, frames_of, next_frame, socket_to
from tests.portal_process import PortalProcess

pytestmark = pytest.mark.race
HALL_PAGE = "hall:page"


def friend(name="Kari"):
    user = UserFactory(name=name)
    user.groups.add(Group.objects.get_or_create(name="venner")[0])
    return user


async def close_code(socket, seconds=5):
    await asyncio.wait_for(socket.wait_closed(), seconds)
    return socket.close_code


async def test_change_is_pushed_to_all_in_the_room_and_to_no_other(pushing_hub, told_by):
    readers = [Reader(pushing_hub.url, HALL_PAGE) for _ in range(3)]
    elsewhere = Reader(pushing_hub.url, "hall:other")
    async with elsewhere.following(), readers[0].following(), readers[1].following(), readers[2].following():
        await told_by(pushing_hub, "hei")

        took = [await reader.until(1) for reader in readers]
        await asyncio.sleep(0.2)

    assert max(took) < 1
    assert [reader.seen for reader in readers] == [
        [{"number": 1, "what": "said", "text": "hei", "n": 0}] for _ in range(3)
    ]
    assert elsewhere.seen == []


async def test_each_reads_in_their_language(hub):
    norwegian, english = (Reader(hub.url, "words:a", language=language) for language in ("nb", "en"))
    other = Reader(hub.url, "words:a", language="fr")
    async with norwegian.following(), english.following(), other.following():
        tell(WORDS, "a", what="said", n=4)
        for reader in (norwegian, english, other):
            await reader.until(1)

    assert norwegian.seen[0]["html"] == other.seen[0]["html"] == "<li>Logg inn 4</li>"
    assert english.seen[0]["html"] == "<li>Sign in 4</li>"


async def test_who_comes_back_gets_what_they_missed_and_nothing_twice(hub):
    for number in range(5):
        tell(HALL, "page", what="said", n=number)

    async with socket_to(hub.url, {HALL_PAGE: 3}) as socket:
        (first,) = await frames_of(socket, 0.5)

    assert first == {
        "room": HALL_PAGE,
        "after": 3,
        "to": 5,
        "changes": [{"number": number, "what": "said", "n": number - 1} for number in (4, 5)],
    }


async def test_who_was_away_too_long_is_told_to_begin_anew(hub, settings):
    for number in range(settings.LIVE_CATCH_UP + 5):
        tell(HALL, "page", what="said", n=number)
    last = settings.LIVE_CATCH_UP + 5

    async with socket_to(hub.url, {HALL_PAGE: 2}) as socket:
        frames = await frames_of(socket, 0.5)

    assert frames == [
        {"room": HALL_PAGE, "to": last, "reset": True},
        {"room": HALL_PAGE, "after": last, "to": last, "changes": []},
    ]


async def test_one_socket_follows_several_rooms(hub):
    async with socket_to(hub.url, {HALL_PAGE: "", "words:a": 0, "hall:vault": 0}) as socket:
        entered = [await next_frame(socket) for _ in range(3)]
        tell(WORDS, "a", what="said", n=1)
        tell(HALL, "page", what="said", n=2)
        told = [await next_frame(socket) for _ in range(2)]

    assert {"room": "hall:vault", "refused": True} in entered
    assert {frame["room"] for frame in told} == {HALL_PAGE, "words:a"}


async def test_many_changes_go_out_together_in_order(pushing_hub, told_by):
    reader = Reader(pushing_hub.url, HALL_PAGE)
    async with reader.following():
        began = time.monotonic()
        await told_by(pushing_hub, times=200)
        await reader.until(200)
        seconds = time.monotonic() - began

    assert reader.numbers == list(range(1, 201))
    assert reader.frames <= 3 + seconds * 11


async def test_room_that_nobody_may_enter_is_closed(hub):
    async with socket_to(hub.url, {"hall:vault": 0}) as socket:
        assert await close_code(socket) == 4403
    async with socket_to(hub.url, {"nothing:1": 0}) as socket:
        assert await close_code(socket) == 4403


async def test_right_is_asked_for_at_the_door(hub):
    member, stranger = friend(), UserFactory()

    async with socket_to(hub.url, {"club:venner": 0}, user=member) as socket:
        assert (await next_frame(socket))["to"] == 0
    for user in (stranger, None):
        async with socket_to(hub.url, {"club:venner": 0}, user=user) as socket:
            assert await close_code(socket) == 4403


async def test_visitor_without_account_is_known_by_the_session(hub):
    client = Client()
    session = client.session
    session["door"] = "a"
    session.save()
    cookie = f"sessionid={session.session_key}"

    async with socket_to(hub.url, {"lobby:a": 0}, cookie=cookie) as socket:
        assert (await next_frame(socket))["to"] == 0
    async with socket_to(hub.url, {"lobby:b": 0}, cookie=cookie) as socket:
        assert await close_code(socket) == 4403


async def test_closed_account_is_nobody(hub):
    user = friend()
    user.erase_after = user.date_joined
    user.save()

    async with socket_to(hub.url, {"club:venner": 0}, user=user) as socket:
        assert await close_code(socket) == 4403


async def test_lost_right_takes_effect_at_once(hub):
    kari, ola = friend("Kari"), friend("Ola")
    his, hers = (Reader(hub.url, "club:venner", user=user) for user in (ola, kari))
    async with his.following(), hers.following():
        tell(CLUB, "venner", what="said", n=1)
        await hers.until(1)
        kari.groups.clear()
        shut_out(CLUB, "venner", user=kari)
        tell(CLUB, "venner", what="said", n=2)
        await his.until(2)
        await asyncio.sleep(0.5)

    assert [change["n"] for change in his.seen] == [1, 2]
    assert [change["n"] for change in hers.seen] == [1]
    assert hers.codes[:2] == [4401, 4403]
    assert his.resets == hers.resets == 0


async def test_all_come_in_anew_when_a_room_changes_its_rule(hub):
    kari = friend()
    reader = Reader(hub.url, "club:venner", user=kari)
    async with reader.following():
        shut_out(CLUB, "venner")
        tell(CLUB, "venner", what="said", n=1)
        await reader.until(1)

    assert reader.codes[0] == 4401
    assert reader.numbers == [2]


async def test_who_loses_everything_is_let_go_everywhere(hub):
    kari, ola = friend("Kari"), friend("Ola")
    async with (
        socket_to(hub.url, {"club:venner": 0}, user=kari) as first,
        socket_to(hub.url, {HALL_PAGE: 0}, user=kari) as second,
        socket_to(hub.url, {HALL_PAGE: 0}, user=ola) as other,
    ):
        for socket in (first, second, other):
            await next_frame(socket)
        shut_out_everywhere(kari)

        assert [await close_code(first), await close_code(second)] == [4401, 4401]
        await other.send("?")
        assert await asyncio.wait_for(other.recv(), 5) == "!"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
async def test_other_sites_open_no_socket(hub, origin):
    with pytest.raises(InvalidStatus) as refused:
        await socket_to(hub.url, {HALL_PAGE: 0}, origin=origin)

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "query",
    ["", "?language=nb", "?room=hall:page@-1", "?room=hall:page@x", "?room=hall:page@" + "9" * 30]
    + ["?room=a%00b@1", "?" + "&".join(f"room=hall:{number}@0" for number in range(40))],
)
async def test_address_that_no_page_makes_opens_no_socket(hub, query):
    address = address_of(hub.url, {}).partition("?")[0]
    with pytest.raises(InvalidStatus) as refused:
        await connect(address + query, origin=hub.url)

    assert refused.value.response.status_code == 403
    assert "Traceback" not in hub.log.read_text()


async def test_page_may_ask_whether_the_line_lives(hub):
    async with socket_to(hub.url, {HALL_PAGE: 0}) as socket:
        await next_frame(socket)
        await socket.send("?")

        assert await asyncio.wait_for(socket.recv(), 5) == "!"


async def test_who_sends_too_often_is_closed(hub, settings):
    async with socket_to(hub.url, {HALL_PAGE: 0}) as socket:
        with pytest.raises(ConnectionClosed):
            # A minute may end in between.
            for _ in range(2 * settings.LIVE_MESSAGES_PER_MINUTE + 2):
                await socket.send("?")
                await socket.recv()
                await socket.recv() if _ == 0 else None

        assert socket.close_code == 4429


@pytest.mark.parametrize("message", ["hei", b"?", '{"room": "hall:page"}'])
async def test_who_sends_something_else_is_closed(hub, message):
    async with socket_to(hub.url, {HALL_PAGE: 0}) as socket:
        await socket.send(message)

        assert await close_code(socket) == 4429


async def test_large_frame_is_not_taken_in(hub):
    async with socket_to(hub.url, {HALL_PAGE: 0}) as socket:
        await socket.send("?" * 5000)

        assert await close_code(socket) == 1009


async def test_full_process_sends_newcomers_elsewhere(start_hub):
    hub = start_hub(LIVE_SOCKETS_PER_ADDRESS="2")
    async with socket_to(hub.url, {HALL_PAGE: 0}) as first, socket_to(hub.url, {HALL_PAGE: 0}) as second:
        await next_frame(first)
        await next_frame(second)
        with pytest.raises(InvalidStatus):
            await socket_to(hub.url, {HALL_PAGE: 0})
        await first.close()
        await asyncio.sleep(0.2)
        async with socket_to(hub.url, {HALL_PAGE: 0}) as third:
            assert (await next_frame(third))["to"] == 0


def deaf_socket(url):
    """A socket that is opened and then never reads."""
    where = urlsplit(address_of(url, {HALL_PAGE: 0}))
    line = network.create_connection((where.hostname, where.port))
    head = [f"GET {where.path}?{where.query} HTTP/1.1", f"Host: {where.netloc}", f"Origin: {url}"]
    head += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
    head += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
    assert b"101" in line.recv(64)
    return line


async def test_slow_reader_is_let_go_and_delays_nobody(start_hub, told_by):
    hub = start_hub(LIVE_LOOK_SECONDS="600", LIVE_SLOW_BYTES="20000", LIVE_PUSH_SECONDS="0.01")
    deaf = deaf_socket(hub.url)
    reader = Reader(hub.url, HALL_PAGE)
    text, count = "a" * 8000, 0
    async with reader.following():
        # Until the network's own buffers are full, and then some.
        for _ in range(20):
            await told_by(hub, text, times=60)
            count += 60
            assert await reader.until(count) < 2
    received = await asyncio.to_thread(drain, deaf)

    assert reader.codes == [] and reader.numbers == list(range(1, count + 1))
    assert len(received) < count * len(text)
    # The close frame, with its code and its reason.
    assert (4408).to_bytes(2) + b"too slow" in received


def drain(line):
    """All that comes until the other side ends it."""
    line.settimeout(30)
    received = bytearray()
    try:
        while piece := line.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    line.close()
    return bytes(received)


def tell_numbers(first, end):
    for number in range(first, end):
        tell(HALL, "page", what="said", n=number)


async def test_killed_server_costs_no_change(hub, start_hub, tmp_path):
    first = PortalProcess(tmp_path, DJANGO_SETTINGS_MODULE=SETTINGS, LIVE_LOOK_SECONDS="1")
    readers = [Reader(first.url, HALL_PAGE) for _ in range(5)]
    async with all_of(readers):
        tell_numbers(0, 10)
        await readers[0].until(10)
        first.kill()
        tell_numbers(10, 20)
        second = await asyncio.to_thread(
            PortalProcess, tmp_path, port=first.port, DJANGO_SETTINGS_MODULE=SETTINGS, LIVE_LOOK_SECONDS="1"
        )
        tell_numbers(20, 30)
        for reader in readers:
            await reader.until(30, seconds=20)
    second.stop()

    assert [reader.numbers for reader in readers] == [list(range(1, 31))] * 5
    assert [reader.resets for reader in readers] == [0] * 5


async def test_server_that_stops_in_order_says_so(tmp_path, committed_db):
    server = PortalProcess(tmp_path, DJANGO_SETTINGS_MODULE=SETTINGS)
    async with socket_to(server.url, {HALL_PAGE: 0}) as socket:
        await next_frame(socket)
        await asyncio.to_thread(server.stop)

        assert await close_code(socket) == 1012
    assert "Traceback" not in server.log.read_text()


async def test_database_that_comes_back_is_used_again(hub, django_db_setup):
    reader = Reader(hub.url, HALL_PAGE)
    async with reader.following():
        tell(HALL, "page", what="said", n=1)
        await reader.until(1)
        with connection.cursor() as cursor:
            # As a server that is restarted: every other connection breaks.
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        tell(HALL, "page", what="said", n=2)
        await reader.until(2)
        async with socket_to(hub.url, {HALL_PAGE: 0}) as socket:
            assert (await next_frame(socket))["to"] == 2

    assert reader.codes == []


def test_frame_is_what_the_protocol_says():
    for length in (0, 1, 125, 126, 65535, 65536):
        frame = Frame("ø" + "a" * length)
        size = length + 2
        head = 2 if size < 126 else 4 if size < 65536 else 10

        assert len(frame.bytes) == head + size
        assert frame.bytes[head:].decode() == frame.text
    assert json.loads(Frame('{"a":1}').text) == {"a": 1}
