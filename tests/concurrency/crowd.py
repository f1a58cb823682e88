"""Many at once: real threads, each with a connection of its own, all let go at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def all_at_once(calls, *, threads=20):
    """Run `calls` on `threads` threads that start together. Returns what each returned, or raised."""
    threads = min(threads, len(calls))
    gate = Barrier(threads)

    def work(mine):
        gate.wait()
        try:
            return [_outcome(call) for call in mine]
        finally:
            connection.close()

    shares = [calls[n::threads] for n in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        return [outcome for share in pool.map(work, shares) for outcome in share]


def all_have_read(number):
    """Where `number` threads wait for each other, so that a control loses its race each time."""
    return Barrier(number, timeout=60)


def _outcome(call):
    try:
        return call()
    except Exception as error:
        return error
