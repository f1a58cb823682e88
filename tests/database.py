"""The test database: migrated once into a template, cloned for each worker, as new after a test that commits.

Fresh migrations take many seconds and a clone one, so the template is kept under a name made of what it
was made from. A clone also holds what migrations wrote (Wagtail's root page, site and locale), which
emptying the tables would lose.
"""

import hashlib
import os
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg2
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg2 import sql

from tests.pristine import Pristine

PACKAGES = ["Django", "wagtail", "django-allauth", "django-guardian", "django-tasks-db", "django-taggit"]


class TestDatabase:
    """The database of one test worker."""

    __test__ = False

    def __init__(self, worker):
        self.base = settings.DATABASES["default"]["NAME"]
        self.name = f"test_{self.base}_{worker}" if worker else f"test_{self.base}"
        self.template = f"template_{self.base}_{_fingerprint()}"
        self.kept = set()
        self.pristine = {}
        self.is_left = False

    def prepare(self):
        """Builds the template unless it is there, and clones it. Workers wait for the one that builds."""
        with _server() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"template_{self.base}"])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            if not cursor.fetchone():
                self._build(cursor)
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"template_{self.base}"])
        self.reset()

    def leave(self):
        """What was committed stands until the next test: it may want most of it again."""
        connections.close_all()
        self.is_left = True

    def renew(self):
        """As new, if a test has left something."""
        if self.is_left:
            self.reset()

    def fill(self, name, make):
        """As `make()` fills a new one: it is called the first time, then what it made is brought back."""
        name = f"{self.name}_{name}"
        if name in self.kept:
            self.reset(name)
            return
        self.renew()
        make()
        self.keep(name)

    def reset(self, kept=""):
        """The worker's database as the template is, or as what was kept. Who is connected is cut off."""
        self.is_left = False
        connections.close_all()
        source = kept or self.template
        if not self._restored(source):
            with _server() as cursor:
                _drop(cursor, self.name)
                _execute(cursor, "CREATE DATABASE {} TEMPLATE {}", self.name, source)
            with _server(self.name) as cursor:
                self.pristine[source] = Pristine(cursor)
        self._connect_to(self.name)

    def keep(self, name):
        """Keep the worker's database as it is now under a name that `reset` takes."""
        connections.close_all()
        with _server() as cursor:
            _drop(cursor, name)
            _cut_off(cursor, self.name)
            _execute(cursor, "CREATE DATABASE {} TEMPLATE {}", name, self.name)
        self.pristine.pop(name, None)
        self.kept.add(name)

    def drop(self):
        connections.close_all()
        with _server() as cursor:
            for name in (self.name, *self.kept):
                _drop(cursor, name)

    def _restored(self, source):
        """Whether the rows could be brought back without a new clone."""
        if source not in self.pristine:
            return False
        with _server() as cursor:
            _cut_off(cursor, self.name)
        with _server(self.name) as cursor:
            return self.pristine[source].restore(cursor)

    def _build(self, cursor):
        prefix = f"template_{self.base}_"
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        for (outdated,) in cursor.fetchall():
            _drop(cursor, outdated)
        unfinished = f"{prefix}unfinished"
        _execute(cursor, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", unfinished)
        self._connect_to(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", "portal_cache", verbosity=0)
        connections.close_all()
        _execute(cursor, "ALTER DATABASE {} RENAME TO {}", unfinished, self.template)

    def _connect_to(self, name):
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def address_of(name):
    """The libpq address of a database on the test server, for another process."""
    base = psycopg2.extensions.parse_dsn(os.environ["DATABASE_URL"])
    return psycopg2.extensions.make_dsn(**(base | {"dbname": name}))


@contextmanager
def _server(database="postgres"):
    """A cursor on a database, by default the server's own, outside any transaction."""
    link = psycopg2.connect(address_of(database))
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


def _execute(cursor, statement, *names):
    cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _drop(cursor, name):
    _execute(cursor, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _cut_off(cursor, name):
    """Close what is connected to the database, and wait for it, five seconds at most."""
    cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])


def _fingerprint():
    """Changes when a migration of ours does, or a package that brings migrations."""
    digest = hashlib.sha256("".join(version(package) for package in PACKAGES).encode())
    for app in apps.get_app_configs():
        path = Path(app.path)
        if path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts:
            for migration in sorted((path / "migrations").glob("*.py")):
                digest.update(migration.read_bytes())
    return digest.hexdigest()[:12]
