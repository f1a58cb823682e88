"""The portal as production serves it: granian over WSGI, two threads in each worker."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.children import die_with_parent

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def server(directory, *, workers=2, **environment):
    """Its port, as soon as it answers."""
    port = free_port()
    options = ["--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "2", "--no-ws"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "--log-level", "warning"]
    log = directory / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "bench.wsgi:application"],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent,
        )
    try:
        wait_until_served(process, port, log)
        yield port
    finally:
        stop(process)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_served(process, port, log, *, seconds=60):
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {log.read_text()}")


def stop(process):
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
