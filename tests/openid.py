"""A real OpenID provider on this machine, for tests: `with running_provider() as url`."""

from contextlib import contextmanager
from urllib.parse import urlsplit

import oidc_provider_mock
import requests


@contextmanager
def running_provider(port=0):
    """A provider on a port of its own, until the end of the block."""
    with oidc_provider_mock.run_server_in_thread(port) as server:
        yield f"http://localhost:{server.server_port}"


def at_provider(url, address, claims, *, sub):
    """The person signs in there with these claims: what the provider sends the browser back with."""
    requests.put(f"{url}/users/{sub}", json=claims, timeout=5).raise_for_status()
    return back_from(requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5))


def turned_away(address):
    """The person says no there."""
    return back_from(requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5))


def back_from(answer):
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"
