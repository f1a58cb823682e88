"""Writing rows by statements that are composed once: for what many people do in the same second."""

from functools import lru_cache
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models

from portal.statements import kept

# Fields whose values the database driver takes as they are.
_PLAIN = {
    models.AutoField,
    models.BigAutoField,
    models.BooleanField,
    models.CharField,
    models.DateTimeField,
    models.EmailField,
    models.ForeignKey,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.TextField,
}


class Statement(NamedTuple):
    """SQL that is one of few, and a value for each `%s` in it."""

    text: str
    values: list


def run_together(statements):
    """Run statements in one round trip, and return the cursor of the last.

    They run one after another, and each sees what is committed when it begins, as when they are sent one by
    one: a count that comes after a lock is taken under it.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    cursor = connection.cursor()
    said = [kept(connection, *each) for each in statements]
    cursor.execute(";".join(text for text, _ in said), sum((values for _, values in said), []))
    return cursor


def insertion(rows, *, key=None):
    """The statement that inserts unsaved instances of one model; a primary key that is set is kept.

    With a `key`, rows that a unique rule refuses are left out, and it returns (key, primary key) of the new.
    No signals are sent.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    text, fields = _compose(type(rows[0]), len(rows), rows[0].pk is not None, key)
    values = []
    for row in rows:
        for field, prepare in fields:
            value = field.pre_save(row, True)
            values.append(prepare(value, connection) if prepare else value)
    return Statement(text, values)


def insert_new(rows, *, key):
    """Insert unsaved instances of one model by one statement, leaving out those that a unique rule refuses.

    `key` is a field by whose value each row is known. Returns the rows that are new, with their primary key.
    """
    if not rows:
        return []
    with run_together([insertion(rows, key=key)]) as cursor:
        written = dict(cursor.fetchall())
    new = [row for row in rows if getattr(row, key) in written]
    for row in new:
        row.pk = written[getattr(row, key)]
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return new


def insert(row):
    """Insert one unsaved instance. Raises IntegrityError when a rule refuses it."""
    run_together(inserting(row)).close()


def inserting(*rows):
    """The statements that insert unsaved instances that have their keys, in this order.

    The instances count as saved from here on. IntegrityError is raised when a rule refuses one.
    """
    statements = [insertion([row]) for row in rows]
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return statements


@lru_cache(maxsize=64)
def _compose(model, count, with_pk, key):
    meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [
        field
        for field in meta.local_concrete_fields
        if not field.generated and (with_pk or not field.primary_key)
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    parts = [f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES", ", ".join([row] * count)]
    if key:
        returned = f"{quote(meta.get_field(key).column)}, {quote(meta.pk.column)}"
        parts.append(f"ON CONFLICT DO NOTHING RETURNING {returned}")
    prepared = [(field, None if type(field) in _PLAIN else field.get_db_prep_save) for field in fields]
    return " ".join(parts), prepared
