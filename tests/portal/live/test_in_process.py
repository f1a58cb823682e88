"""What the hub does without network around it: after they came in, sockets cost the database nothing."""

import asyncio
import json
from uuid import uuid4

import hypothesis
import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from hypothesis import given, strategies

from portal.asgi import application
from portal.live import log
from portal.live.courier import listening, push, push_presence
from portal.live.hub import Hub
from portal.live.log import Told
from tests.portal.live.kinds import HALL

pytestmark = pytest.mark.django_db(transaction=True)


def told(number, text="hei"):
    return Told(number, {"": f'{{"what":"said","text":"{text}"}}'}, "")


async def socket_in(room="hall:page@0", *, cookie=""):
    scope = {
        "type": "websocket",
        "path": "/live/socket/",
        "query_string": f"language=nb&room={room}".encode(),
        "headers": [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", cookie.encode())],
        "subprotocols": [],
    }
    socket = ApplicationCommunicator(application, scope)
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output(5))["type"] == "websocket.accept"
    return socket


async def text_from(socket):
    return (await socket.receive_output(5))["text"]


async def leave(socket):
    await socket.send_input({"type": "websocket.disconnect", "code": 1001})
    await socket.wait(5)


async def test_sockets_that_are_in_ask_the_database_nothing(settings, django_db_blocker):
    settings.LIVE_LOOK_SECONDS = 600
    sockets = [await socket_in() for _ in range(20)]
    for socket in sockets:
        await text_from(socket)
    await asyncio.sleep(0.2)

    with django_db_blocker.block():
        for number in range(1, 4):
            push("hall:page", told(number))
        for socket in sockets:
            await socket.send_input({"type": "websocket.receive", "text": "?"})
        answers = [sorted([await text_from(socket) for _ in range(2)]) for socket in sockets]
        await asyncio.sleep(0.2)

    assert all(answer[0] == "!" for answer in answers)
    for socket in sockets:
        await leave(socket)
    assert not listening and asyncio.get_running_loop() not in Hub._by_loop


async def test_pushes_that_overtake_each_other_come_in_order(settings):
    settings.LIVE_LOOK_SECONDS = 600
    settings.LIVE_PUSH_SECONDS = 0
    socket = await socket_in()
    await text_from(socket)
    await asyncio.sleep(0.1)

    for number in (3, 1, 2, 2):
        push("hall:page", told(number))
    numbers = []
    while len(numbers) < 3:
        numbers += [change["number"] for change in json.loads(await text_from(socket))["changes"]]
    await asyncio.sleep(0.1)

    assert numbers == [1, 2, 3]
    assert socket.output_queue.empty()
    await leave(socket)


async def test_hub_ends_with_its_last_socket(settings):
    settings.LIVE_LOOK_SECONDS = 0.05
    first, second = await socket_in(), await socket_in("hall:other@0")
    hub = Hub.of_this_loop()
    assert set(hub.rooms) == {"hall:page", "hall:other", log.EVERYWHERE}
    await leave(second)
    assert set(hub.rooms) == {"hall:page", log.EVERYWHERE}

    await leave(first)

    assert hub.tasks == set() and hub.ear.subscribed == set()
    third = await socket_in()
    assert Hub.of_this_loop() is not hub
    await leave(third)


@pytest.mark.parametrize("name", ["hall:page", log.EVERYWHERE])
async def test_process_that_missed_too_much_lets_all_come_in_anew(settings, name):
    """Among what it missed may be who had to leave."""
    settings.LIVE_LOOK_SECONDS = 0.05
    settings.LIVE_CATCH_UP = 3
    socket = await socket_in()
    await text_from(socket)

    for _ in range(settings.LIVE_CATCH_UP + 1):
        await sync_to_async(log.write)([name], bodies={}, leaves="17")

    answer = await socket.receive_output(5)
    assert (answer["type"], answer["code"]) == ("websocket.close", 4401)
    await leave(socket)


@hypothesis.settings(max_examples=30, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
@given(data=strategies.data())
async def test_every_reader_gets_every_change_once_whatever_becomes_of_the_pushes(data, settings):
    """Pushes are dropped, doubled and swapped; readers come late and come back; all end with the same."""
    settings.LIVE_LOOK_SECONDS = 0.05
    settings.LIVE_PUSH_SECONDS = 0.01
    count = data.draw(strategies.integers(1, 12))
    pushes = data.draw(strategies.lists(strategies.integers(1, count), max_size=20))
    comes_back_after = data.draw(strategies.integers(0, count))
    room = HALL.room(uuid4())

    def first_ones(last):
        return [number for number in pushes if number <= last]

    steady, wavering = [await socket_in(f"{room}@0") for _ in range(2)]
    await write_and_push(room, range(1, comes_back_after + 1), pushed=first_ones(comes_back_after)[:8])
    seen = await numbers_until(wavering, comes_back_after)
    await leave(wavering)
    await write_and_push(room, range(comes_back_after + 1, count + 1), pushed=[])
    wavering = await socket_in(f"{room}@{comes_back_after}")
    await write_and_push(room, [], pushed=first_ones(count))
    seen += await numbers_until(wavering, count, known=comes_back_after)
    all_seen = await numbers_until(steady, count)
    for socket in (steady, wavering):
        await leave(socket)

    assert seen == all_seen == list(range(1, count + 1))


async def write_and_push(room, numbers, *, pushed):
    """What is written is true; what is pushed are some of them, in any order."""
    for number in numbers:
        await sync_to_async(log.write)([room], bodies={"": f'{{"n":{number}}}'})
    for number in pushed:
        push(room, Told(number, {"": f'{{"n":{number}}}'}, ""))


async def numbers_until(socket, last, *, known=0):
    """The numbers of the changes that come, as the page's script counts them."""
    numbers = []
    while known < last:
        told = json.loads(await text_from(socket))
        assert told["after"] <= known, "A gap."
        new = [change["number"] for change in told["changes"] if change["number"] > known]
        numbers += new
        known = max(known, told["to"])
    return numbers


async def counts_from(socket, seconds):
    """What a socket is told of how many there are, within some time."""
    counts = []
    until = asyncio.get_running_loop().time() + seconds
    while (left := until - asyncio.get_running_loop().time()) > 0:
        if await socket.receive_nothing(left):
            break
        told = json.loads(await text_from(socket))
        counts += [told["present"]] if "present" in told else []
    return counts


async def test_who_is_in_a_room_that_counts_learns_how_many_are_there(settings):
    settings.LIVE_PRESENCE_SECONDS = 0.2
    first, second = await socket_in("crowd:page@0"), await socket_in("crowd:page@0")
    assert (await counts_from(first, 0.6))[-1] == 2
    assert (await counts_from(second, 0.6))[-1] == 2

    await leave(second)

    assert await counts_from(first, 0.6) == [1]
    await leave(first)


async def test_many_who_come_at_once_are_told_of_together_and_cost_the_database_nothing(
    settings, django_db_blocker
):
    settings.LIVE_PRESENCE_SECONDS, settings.LIVE_LOOK_SECONDS = 0.5, 600
    sockets = [await socket_in("crowd:page@0") for _ in range(30)]

    with django_db_blocker.block():
        counts = await counts_from(sockets[0], 1.5)
    assert counts[-1] == 30
    assert len(counts) <= 4

    for socket in sockets:
        await leave(socket)


async def test_rooms_that_do_not_count_say_nothing_of_it(settings):
    settings.LIVE_PRESENCE_SECONDS = 0.05
    sockets = [await socket_in() for _ in range(2)]

    assert await counts_from(sockets[0], 0.4) == []

    for socket in sockets:
        await leave(socket)


async def test_what_another_process_said_is_believed_for_a_while(settings, monkeypatch):
    settings.LIVE_PRESENCE_SECONDS = settings.LIVE_LOOK_SECONDS = 0.1
    monkeypatch.setattr("portal.live.presence.BELIEVED_SECONDS", 0.5)
    socket = await socket_in("crowd:page@0")
    await counts_from(socket, 0.3)

    push_presence("crowd:page", "another", {"count": 7}, False)

    assert await counts_from(socket, 1.2) == [8, 1]
    await leave(socket)
