"""Hubs in processes of their own, over memory and over Redis."""

import asyncio
import urllib.request
from urllib.parse import quote

import pytest

from scripts.redis import RedisServer

SETTINGS = "tests.portal.live.settings"
# So long that what comes sooner was pushed.
NEVER = "600"


@pytest.fixture
def start_hub(committed_db, portal_processes):
    """A server with the rooms of these tests, by its environment; it stays for the tests that come after."""

    def start(**environment):
        return portal_processes({"DJANGO_SETTINGS_MODULE": SETTINGS, **environment})

    return start


@pytest.fixture
def hub(start_hub):
    """One process, which hears only what it tells itself; the rest it finds by looking, after a second."""
    return start_hub(LIVE_LOOK_SECONDS="1")


@pytest.fixture
def pushing_hub(start_hub):
    """One process that gets only what is pushed."""
    return start_hub(LIVE_LOOK_SECONDS=NEVER)


@pytest.fixture(scope="session")
def redis_process():
    with RedisServer() as redis:
        yield redis


@pytest.fixture
def redis_server(redis_process, settings):
    """A Redis that this process tells things over, too."""
    if redis_process.process is None:
        redis_process.start()
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [redis_process.url]},
        }
    }
    return redis_process


@pytest.fixture
def two_hubs(start_hub, redis_server):
    """Two processes over Redis that get only what is pushed."""
    return _two(start_hub, redis_server, NEVER)


@pytest.fixture
def two_looking_hubs(start_hub, redis_server):
    """Two processes over Redis that also look into the table each second."""
    return _two(start_hub, redis_server, "1")


def _two(start_hub, redis_server, look):
    shared = {"LIVE_LOOK_SECONDS": look, "REDIS_URL": redis_server.url}
    return [start_hub(**shared, PROCESS=number) for number in "12"]


@pytest.fixture
def told_by():
    """Let a server tell its hall something, as a view does."""

    async def tell(server, text="", *, key="page", times=1):
        address = f"{server.url}/live-tests/tell/{key}/?text={quote(text)}&times={times}"
        await asyncio.to_thread(lambda: urllib.request.urlopen(address, timeout=10).close())

    return tell
