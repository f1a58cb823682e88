"""Where words stand in the database: every column of every table, whatever its type."""

from django.db import connection

_COLUMNS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1, 2, 3
"""


def columns():
    """Every column of every table: (schema, table, column)."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        return cursor.fetchall()


def found(words):
    """The columns in which some row holds `words`, in upper or lower case: {"table.column", …}."""
    where = set()
    with connection.cursor() as cursor:
        for schema, table, column in columns():
            quoted = [connection.ops.quote_name(name) for name in (schema, table, column)]
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM {}.{} WHERE position(lower(%s) IN lower({}::text)) > 0)".format(
                    *quoted
                ),
                [words],
            )
            if cursor.fetchone()[0]:
                where.add(f"{table}.{column}")
    return where
