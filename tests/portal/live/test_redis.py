"""Several processes over Redis: each hears what any of them tells, and Redis may come and go."""

import asyncio
import json

import pytest
from django.contrib.auth.models import Group

from portal.live import log
from portal.live.actions import shut_out, tell
from portal.live.courier import Courier
from tests.factories import UserFactory
from tests.portal.live.kinds import CLUB, HALL
from tests.portal.live.reader import Reader, all_of, socket_to

pytestmark = pytest.mark.race
HALL_PAGE = "hall:page"


@pytest.fixture(autouse=True)
def _fresh_courier():
    """The courier of this process holds a connection to the Redis of the test before."""
    Courier._one = None


async def test_change_told_in_a_third_process_is_pushed_to_both(two_hubs):
    readers = [Reader(hub.url, HALL_PAGE) for hub in two_hubs for _ in range(3)]
    async with all_of(readers):
        tell(HALL, "page", what="said", n=1)
        took = [await reader.until(1) for reader in readers]

    assert max(took) < 1
    assert [reader.numbers for reader in readers] == [[1]] * 6


async def test_change_told_in_one_of_them_is_pushed_to_the_other(two_hubs, told_by):
    first, second = (Reader(hub.url, HALL_PAGE) for hub in two_hubs)
    async with all_of([first, second]):
        await told_by(two_hubs[0], "a")
        await told_by(two_hubs[1], "b")
        for reader in (first, second):
            await reader.until(2)

    assert [change["text"] for change in first.seen] == ["a", "b"]
    assert first.seen == second.seen


async def test_lost_right_takes_effect_in_every_process(two_hubs):
    kari = UserFactory()
    kari.groups.add(Group.objects.create(name="venner"))
    readers = [Reader(hub.url, "club:venner", user=kari) for hub in two_hubs]
    async with all_of(readers):
        tell(CLUB, "venner", what="said", n=1)
        for reader in readers:
            await reader.until(1)
        kari.groups.clear()
        shut_out(CLUB, "venner", user=kari)
        tell(CLUB, "venner", what="said", n=2)
        await asyncio.sleep(1)

    assert [reader.numbers for reader in readers] == [[1], [1]]
    assert [reader.codes[:2] for reader in readers] == [[4401, 4403]] * 2


async def test_room_is_heard_again_after_everybody_had_left(two_hubs):
    for number in (1, 2, 3):
        reader = Reader(two_hubs[0].url, HALL_PAGE, since=number - 1)
        async with reader.following():
            tell(HALL, "page", what="said", n=number)
            assert await reader.until(1) < 1


async def test_push_that_is_dropped_is_found(hub):
    """This process reaches nobody: it has a channel layer of its own."""
    reader = Reader(hub.url, HALL_PAGE)
    async with reader.following():
        tell(HALL, "page", what="said", n=1)

        took = await reader.until(1)

    assert took < 3


async def test_push_that_is_dropped_among_others_is_found_at_once(start_hub, redis_server):
    """Number 2 is told where no push leaves; number 3 comes, and shows that one is missing."""
    hub = start_hub(LIVE_LOOK_SECONDS="600", REDIS_URL=redis_server.url, PROCESS="1")
    reader = Reader(hub.url, HALL_PAGE)
    async with reader.following():
        tell(HALL, "page", what="said", n=1)
        await reader.until(1)
        log.write([HALL_PAGE], bodies={"": '{"what":"said","n":2}'})
        tell(HALL, "page", what="said", n=3)
        await reader.until(3)

    assert reader.numbers == [1, 2, 3]


async def counted(socket, count, seconds=8):
    """Read until this many are said to be there."""
    async with asyncio.timeout(seconds):
        while json.loads(await socket.recv()).get("present") != count:
            pass


async def test_how_many_are_there_is_summed_over_the_processes(two_hubs):
    room = {"crowd:page": 0}
    async with (
        socket_to(two_hubs[0].url, room) as first,
        socket_to(two_hubs[0].url, room) as second,
    ):
        await counted(first, 2)
        async with socket_to(two_hubs[1].url, room) as third:
            for socket in (first, second, third):
                await counted(socket, 3)
        await counted(first, 2)


# From here on Redis goes away; processes of the tests above would find their lines to it dead.


async def test_redis_may_go_and_come_back(two_looking_hubs, redis_server):
    readers = [Reader(hub.url, HALL_PAGE) for hub in two_looking_hubs]
    async with all_of(readers):
        tell(HALL, "page", what="said", n=1)
        for reader in readers:
            await reader.until(1)

        await asyncio.to_thread(redis_server.kill)
        for number in (2, 3, 4):
            tell(HALL, "page", what="said", n=number)
        without = [await reader.until(4, seconds=5) for reader in readers]
        late = Reader(two_looking_hubs[0].url, "hall:late")
        async with late.following():
            tell(HALL, "late", what="said", n=1)
            await late.until(1, seconds=5)

            await asyncio.to_thread(redis_server.start)
            await pushes_are_back(late)
        tell(HALL, "page", what="said", n=5)
        for reader in readers:
            await reader.until(5, seconds=5)

    assert max(without) < 4
    assert [reader.numbers for reader in readers] == [[1, 2, 3, 4, 5]] * 2
    assert [reader.codes for reader in readers] == [[], []]
    assert all(reader.resets == 0 for reader in readers)


async def pushes_are_back(reader):
    """Changes come at once again, sooner than anybody looks: within some seconds of Redis' return."""
    async with asyncio.timeout(20):
        while True:
            tell(HALL, "late", what="said", n=0)
            if await reader.until(len(reader.seen) + 1) < 0.15:
                tell(HALL, "late", what="said", n=0)
                if await reader.until(len(reader.seen) + 1) < 0.15:
                    return


async def test_no_request_waits_for_a_redis_that_is_gone(two_looking_hubs, redis_server, told_by):
    reader = Reader(two_looking_hubs[0].url, HALL_PAGE)
    async with reader.following():
        await told_by(two_looking_hubs[1], "1")
        await asyncio.to_thread(redis_server.kill)
        loop = asyncio.get_running_loop()
        for number in range(2, 5):
            began = loop.time()
            await told_by(two_looking_hubs[1], str(number))
            assert loop.time() - began < 0.5
        await reader.until(4, seconds=6)

    assert [change["text"] for change in reader.seen] == ["1", "2", "3", "4"]
