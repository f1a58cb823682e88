"""Statements that a connection keeps: PostgreSQL plans them once, and is then given values alone."""

from collections import Counter
from itertools import count
from weakref import WeakKeyDictionary

from psycopg2.extensions import AsIs

# One with more values is long to send whatever PostgreSQL knows of it.
MOST_VALUES = 200

_numbers = count(1)
_names = {}
# How often each was said over each of psycopg2's connections: a new one knows none.
_uses = WeakKeyDictionary()


def kept(connection, sql, values):
    """SQL and values to run in place of `sql`, which has a `%s` for each value; from its second use over a
    connection on it is called by name.

    The process remembers each `sql`, so they must be few. Where connections are shared between transactions
    (`DISABLE_SERVER_SIDE_CURSORS`) nothing is kept.
    """
    # As Django does before it makes a cursor: what a connection that has died knew is of no use.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] or len(values) > MOST_VALUES:
        return sql, values
    name = _names.get(sql) or _names.setdefault(sql, f"kept_{next(_numbers)}")
    uses = _uses.setdefault(connection.connection, Counter())
    if uses[name] == 1:
        _prepare(connection, name, sql, len(values))
    # Counted when it is prepared: what failed is tried again.
    uses[name] += 1
    if uses[name] == 1:
        return sql, values
    places = ", ".join("%s" for _ in values)
    return f"EXECUTE {name} ({places})" if places else f"EXECUTE {name}", values


def _prepare(connection, name, sql, length):
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS {sql}", [AsIs(f"${number}") for number in range(1, length + 1)])
