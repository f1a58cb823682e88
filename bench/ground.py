"""What a run stands on: a database of its own, production settings, and the machine it runs on."""

import os
import platform
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import make_dsn

from scripts.postgres import Postgres

NAME = "omigjen_bench"


@contextmanager
def ground():
    """A new database and a directory of files, gone at the end; the environment says where they are."""
    with (
        tempfile.TemporaryDirectory(prefix="omigjen-bench-", ignore_cleanup_errors=True) as directory,
        database(Path(directory)) as url,
    ):
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": url,
            "DATA_DIR": directory,
            "SECRET_KEY": "only-for-benchmarks-that-nobody-else-can-reach",
            "ALLOWED_HOSTS": "localhost",
            "SITE_URL": "https://localhost",
            "SMTP_URL": "smtp://localhost:9",
            "DEFAULT_FROM_EMAIL": "Omigjen <omigjen@example.no>",
            "DEMO": "0",
            "PAGE_CACHE_SECONDS": "0",
        }
        prepare()
        yield Path(directory)


@contextmanager
def database(directory):
    """Its address: on the server in DATABASE_URL, or on an embedded one that is as durable as any."""
    if server := os.environ.get("DATABASE_URL"):
        run_on(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
        run_on(server, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0")
        try:
            yield make_dsn(server, dbname=NAME)
        finally:
            run_on(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
    else:
        with Postgres(directory / "postgres") as postgres:
            postgres.wait_until_ready()
            postgres.ensure_database(NAME)
            yield postgres.address(NAME)


def run_on(server, statement):
    link = psycopg2.connect(server)
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(NAME)))
    finally:
        link.close()


def prepare():
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def machine():
    """What the figures depend on."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('synchronous_commit')")
        version, durable = cursor.fetchone()
    return {
        "measure": "machine",
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "postgresql": version.split()[0],
        "synchronous_commit": durable,
    }
