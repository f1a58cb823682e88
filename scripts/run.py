"""`make run`: the whole portal in one foreground command.

Database, web server and worker live exactly as long as this process. Django is loaded once, here, and
the others are forked from it, so a start takes seconds. This process itself asks the database nothing.
"""

import os
import signal
import socket
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path

import environ
import psycopg2

from scripts.children import Children, ChildStopped
from scripts.messages import compile_messages
from scripts.postgres import Postgres, PostgresError

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "omigjen"
PERSONS = "redaktor, koordinator, partner, frivillig, utenforstaende"


class CannotRun(Exception):
    """Why there is nothing to run, in one sentence."""


def main():
    environ.Env.read_env(ROOT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, _interrupt)
    try:
        run()
    except KeyboardInterrupt:
        return 0
    except (CannotRun, ChildStopped, PostgresError) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def run():
    began = time.monotonic()
    host, port = free_address(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000"))
    visible = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else host}:{port}"
    os.environ.setdefault("SITE_URL", visible)
    data = Path(os.environ.setdefault("DATA_DIR", str(ROOT / "var"))).resolve()
    with ExitStack() as stack:
        if url := os.environ.get("DATABASE_URL"):
            reach(url)
        else:
            postgres = stack.enter_context(own_database(data))
        compile_messages()
        load_django()
        if not url:
            postgres.wait_until_ready()
            postgres.ensure_database(DATABASE)
        children = stack.enter_context(Children())
        children.run("the preparation of the database", prepare)
        children.start("the web server", lambda: serve(host, port))
        children.start("the worker", work)
        wait_until_served(children, host, port)
        greet(visible, time.monotonic() - began)
        children.wait()


def _interrupt(signum, frame):
    raise KeyboardInterrupt


def free_address(host, port):
    """The address to serve at. Raises CannotRun when it is none, or taken."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise CannotRun(f"PORT must be a number from 1 to 65535, not {port!r}.")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(where)
            listener.listen()
    except OSError as error:
        raise CannotRun(
            f"Cannot serve at {host} port {port} ({error.strerror}): stop what uses it, or choose another "
            f"with `make run PORT={int(port) % 65535 + 1}`."
        ) from None
    return host, int(port)


def reach(url):
    """Raises CannotRun unless the database in DATABASE_URL answers."""
    try:
        psycopg2.connect(url, connect_timeout=5).close()
    except (psycopg2.OperationalError, psycopg2.ProgrammingError) as error:
        reason = " ".join(str(error).split()).removesuffix(".")
        raise CannotRun(f"The database in DATABASE_URL cannot be reached: {reason}.") from None


@contextmanager
def own_database(data):
    """The embedded server, coming up. Its address stands in a file meanwhile, for `manage.py` beside it."""
    with Postgres(data / "postgres") as postgres:
        note = data / "database-url"
        os.environ["DATABASE_URL"] = postgres.address(DATABASE)
        note.write_text(os.environ["DATABASE_URL"])
        try:
            yield postgres
        finally:
            note.unlink(missing_ok=True)


def load_django():
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
        # What the web server needs first, so that it serves at once.
        import_module("portal.asgi")
        import_module("portal.urls")
    except ImproperlyConfigured as error:
        raise CannotRun(str(error)) from None


def prepare():
    """Brings the database up to this version's migrations, and loads the demo where nobody has been yet."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command, get_commands
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if settings.DEMO and "demo" in get_commands() and not get_user_model().objects.exists():
        print("Loading the demo content …", flush=True)
        call_command("demo")


def serve(host, port):
    import uvicorn

    uvicorn.run(
        "portal.asgi:application",
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        ws_per_message_deflate=False,
        ws_max_size=1024,
        timeout_graceful_shutdown=10,
    )


def work():
    from django.core.management import call_command, get_commands

    if "worker" not in get_commands():
        signal.pause()
    call_command("worker")


def wait_until_served(children, host, port):
    probe = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    while True:
        children.check()
        with suppress(OSError), socket.create_connection((probe, port), timeout=1):
            return
        time.sleep(0.05)


def greet(visible, seconds):
    from django.conf import settings

    print(f"\nOmigjen is at {visible} (ready in {seconds:.1f} s; stop it with Ctrl-C)")
    if settings.DEMO:
        print(f"Demo persons, one click each in the bar on top of every page: {PERSONS}")
        print(f"Mail is kept, not sent: {visible}/demo/epost/")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
