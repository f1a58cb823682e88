"""Who is in a room, by name, and who writes there: told while it is so, and kept nowhere."""

import asyncio
import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from portal.live.actions import shut_out
from portal.live.courier import push_presence
from portal.live.models import Change
from tests.factories import UserFactory
from tests.portal.live.kinds import CIRCLE
from tests.portal.live.reader import cookie_of, socket_to
from tests.portal.live.test_in_process import leave, socket_in, text_from

ROOM = "circle:venner"


def friend(name):
    user = UserFactory(name=name)
    user.groups.add(Group.objects.get_or_create(name="venner")[0])
    return user


async def sit_down(user):
    return await socket_in(f"{ROOM}@0", cookie=cookie_of(user))


async def say(socket, text):
    await socket.send_input({"type": "websocket.receive", "text": text})


async def shown(socket, seconds=0.5):
    """The last that a socket is told of who is there within some time, as (how many, names, who writes)."""
    seen, until = None, asyncio.get_running_loop().time() + seconds
    while (left := until - asyncio.get_running_loop().time()) > 0 and not await socket.receive_nothing(left):
        told = json.loads(await text_from(socket))
        if "people" in told:
            seen = told["present"], sorted(told["people"].values()), sorted(told["writing"].values())
    return seen


@pytest.fixture
def quick(settings):
    settings.LIVE_PRESENCE_SECONDS = settings.LIVE_LOOK_SECONDS = 0.05


@pytest.mark.django_db(transaction=True)
async def test_those_in_a_room_know_each_other_by_name(quick):
    kari, ola = friend("Kari"), friend("Ola")
    sockets = [await sit_down(user) for user in (kari, ola, ola)]
    for socket in sockets:
        assert await shown(socket) == (2, ["Kari", "Ola"], [])

    await leave(sockets.pop())
    assert await shown(sockets[0]) is None
    await leave(sockets.pop())
    assert await shown(sockets[0]) == (1, ["Kari"], [])
    await leave(sockets.pop())


@pytest.mark.django_db(transaction=True)
async def test_who_writes_is_shown_until_they_rest_or_leave_or_give_no_sign(quick, monkeypatch):
    monkeypatch.setattr("portal.live.company.WRITING_SECONDS", 1)
    kari, ola = [await sit_down(friend(name)) for name in ("Kari", "Ola")]
    await shown(kari)

    await say(ola, f"~{ROOM}")
    assert await shown(kari) == (2, ["Kari", "Ola"], ["Ola"])
    await say(ola, f".{ROOM}")
    assert await shown(kari) == (2, ["Kari", "Ola"], [])
    await say(ola, f"~{ROOM}")
    assert await shown(kari, 0.3) == (2, ["Kari", "Ola"], ["Ola"])
    assert await shown(kari, 1.5) == (2, ["Kari", "Ola"], [])

    await say(ola, f"~{ROOM}")
    await shown(kari, 0.3)
    await leave(ola)
    assert await shown(kari, 0.3) == (1, ["Kari"], [])
    await leave(kari)
    assert not Change.objects.exists()


@pytest.mark.django_db(transaction=True)
async def test_who_says_to_write_where_nobody_is_named_is_closed(quick):
    rooms, cookie = f"{ROOM}@0&room=crowd:page@0&room=hall:page@0", cookie_of(friend("Kari"))
    for text in ("~crowd:page", "~hall:page", "~circle:other", "~", ".", "~circle:venner@0"):
        socket = await socket_in(rooms, cookie=cookie)

        await say(socket, text)

        while (answer := await socket.receive_output(5))["type"] == "websocket.send":
            pass
        assert (answer["type"], answer["code"]) == ("websocket.close", 4429), text
        await leave(socket)


@pytest.mark.django_db(transaction=True)
async def test_many_signs_are_told_of_seldom_and_cost_the_database_nothing(settings, django_db_blocker):
    settings.LIVE_PRESENCE_SECONDS, settings.LIVE_LOOK_SECONDS = 0.4, 600
    kari, ola = [await sit_down(friend(name)) for name in ("Kari", "Ola")]
    await shown(kari, 1)

    frames = 0
    with django_db_blocker.block():
        for number in range(40):
            await say(ola, f"{'~.'[number % 2]}{ROOM}")
        until = asyncio.get_running_loop().time() + 1
        while (left := until - asyncio.get_running_loop().time()) > 0:
            if not await kari.receive_nothing(left):
                await text_from(kari)
                frames += 1

    assert frames <= 3
    for socket in (kari, ola):
        await leave(socket)


@pytest.mark.django_db(transaction=True)
async def test_large_company_is_named_in_part_and_counted_whole(quick):
    sockets = [await sit_down(friend(f"Gjest {number:02}")) for number in range(15)]
    known = {str(number): f"Annen {number:02}" for number in range(10**6, 10**6 + 12)}

    push_presence(ROOM, "another", {"count": 30, "people": known, "writing": {}}, False)
    count, names, _writing = await shown(sockets[0], 1)

    assert count == 45
    assert names == [f"Gjest {number:02}" for number in range(12)]
    for socket in sockets:
        await leave(socket)


@pytest.mark.django_db(transaction=True)
async def test_what_another_process_says_of_writers_is_believed_for_some_seconds(quick, monkeypatch):
    monkeypatch.setattr("portal.live.company.WRITING_SECONDS", 0.5)
    kari = await sit_down(friend("Kari"))
    await shown(kari)

    state = {"count": 1, "people": {"0": "Ola"}, "writing": {"0": "Ola"}}
    push_presence(ROOM, "another", state, False)

    assert await shown(kari, 0.3) == (2, ["Kari", "Ola"], ["Ola"])
    assert await shown(kari, 1) == (2, ["Kari", "Ola"], [])
    await leave(kari)


async def told(socket, names, writing, seconds=8):
    """Read until these are said to be there."""
    async with asyncio.timeout(seconds):
        while True:
            frame = json.loads(await socket.recv())
            if "people" in frame and (set(frame["people"].values()), set(frame["writing"].values())) == (
                names,
                writing,
            ):
                return


@pytest.mark.race
async def test_company_is_one_over_two_processes_and_ends_with_the_right(two_hubs):
    kari, ola = friend("Kari"), friend("Ola")
    connection.close()
    async with (
        socket_to(two_hubs[0].url, {ROOM: 0}, user=kari) as here,
        socket_to(two_hubs[1].url, {ROOM: 0}, user=ola) as there,
    ):
        for socket in (here, there):
            await told(socket, {"Kari", "Ola"}, set())
        await there.send(f"~{ROOM}")
        for socket in (here, there):
            await told(socket, {"Kari", "Ola"}, {"Ola"})
        ola.groups.clear()
        shut_out(CIRCLE, "venner", user=ola)

        await told(here, {"Kari"}, set())
        await asyncio.wait_for(there.wait_closed(), 5)
        assert there.close_code == 4401
