"""A PostgreSQL of a test's own, which may be killed; it forgets nothing that it has committed."""

import os
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from portal.database import database_settings
from scripts.postgres import Postgres
from tests.database import address_of

DATABASE = "portal"


class OwnPostgres(Postgres):
    """`kill` takes it away in the middle of what it does, `start` brings it back with its data."""

    @property
    def url(self):
        return self.address(DATABASE)

    def start(self):
        self.__enter__()
        self.wait_until_ready()

    def kill(self):
        """As a machine that loses its power: every process at once, nothing is put in order first."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            os.kill(each, signal.SIGKILL)
        self.process.wait()

    def fill(self):
        """With what is in the database of the test."""
        self.ensure_database(DATABASE)
        tools = self.server.bin_path
        dump = [tools / "pg_dump", "--no-owner", address_of(connection.settings_dict["NAME"])]
        made = subprocess.run(dump, capture_output=True, check=True)
        restore = [tools / "psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", self.url]
        subprocess.run(restore, input=made.stdout, capture_output=True, check=True)


@contextmanager
def on_own_postgres(directory):
    """The test's own thread and whoever gets the server's `url` work there instead of on the shared one."""
    with OwnPostgres(directory) as postgres:
        postgres.wait_until_ready()
        postgres.fill()
        # One dictionary for all connections of this process, those that are still to be made included.
        used = connection.settings_dict
        shared = dict(used)
        connection.close()
        used.update(database_settings(postgres.url, conn_max_age=0))
        try:
            yield postgres
        finally:
            connection.close()
            used.update(shared)
