"""The database address, read as PostgreSQL itself reads it."""

from psycopg2 import ProgrammingError
from psycopg2.extensions import parse_dsn


def database_settings(url, *, conn_max_age, transaction_pooling=False):
    """Django's DATABASES entry for a libpq address, sockets and options included. Raises ValueError.

    With `transaction_pooling` nothing is kept in a connection from one transaction to the next.
    """
    try:
        dsn = parse_dsn(url)
    except ProgrammingError as error:
        raise ValueError(f"DATABASE_URL is not a PostgreSQL address: {str(error).strip()}") from error
    settings = {
        "ENGINE": "portal.postgresql",
        "NAME": dsn.pop("dbname", ""),
        "USER": dsn.pop("user", ""),
        "PASSWORD": dsn.pop("password", ""),
        "HOST": dsn.pop("host", ""),
        "PORT": dsn.pop("port", ""),
        "CONN_MAX_AGE": conn_max_age,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": transaction_pooling,
    }
    return settings | {"OPTIONS": dsn}


def address_of_run(data_dir):
    """The address of the database that a running `make run` keeps in `data_dir`; empty when none runs."""
    try:
        return (data_dir / "database-url").read_text()
    except FileNotFoundError:
        return ""
