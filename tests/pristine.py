"""What a fresh clone of the template holds, and the short way back to it.

A clone makes some two thousand files, which takes a second; a test changes a handful of tables.
"""

import io

TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
SEQUENCES = "SELECT format('%I.%I', schemaname, sequencename), start_value, last_value FROM pg_sequences"
# Any statement that defines, and any ANALYZE, writes to one of these.
SHAPE = """
    SELECT
        (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_attribute),
        (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_constraint),
        (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_trigger),
        (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_proc),
        (SELECT count(*) FROM pg_statistic)
"""


class Pristine:
    """The rows, sequences and shape of a database as they are when this is made, over `cursor`."""

    def __init__(self, cursor):
        self.shape = _shape(cursor)
        self.sequences = _sequences(cursor)
        self.rows = {table: _copied(cursor, table) for table in _filled(cursor)}
        self.traces = {table: _trace(cursor, table) for table in self.rows}

    def restore(self, cursor):
        """Bring the rows and the sequences back. False, and nothing done, when the shape has changed."""
        if _shape(cursor) != self.shape:
            return False
        cursor.execute("SET session_replication_role = replica")  # neither triggers nor foreign keys
        if touched := self._touched(cursor):
            for table in touched:
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"VACUUM {', '.join(touched)}")
        for table in touched & self.rows.keys():
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(self.rows[table]))
            self.traces[table] = _trace(cursor, table)
        for sequence in _sequences(cursor) - self.sequences:
            self._set_back(cursor, sequence)
        return True

    def _touched(self, cursor):
        filled = _filled(cursor)
        emptied = self.traces.keys() - filled
        return emptied | {table for table in filled if _trace(cursor, table) != self.traces.get(table)}

    def _set_back(self, cursor, advanced):
        name, start, _ = advanced
        last = next(last for sequence, _, last in self.sequences if sequence == name)
        cursor.execute("SELECT setval(%s, %s, %s)", [name, last or start, last is not None])


def _shape(cursor):
    cursor.execute(SHAPE)
    return cursor.fetchone()


def _filled(cursor):
    cursor.execute(TABLES)
    return {table for (table,) in cursor.fetchall()}


def _sequences(cursor):
    cursor.execute(SEQUENCES)
    return set(cursor.fetchall())


def _copied(cursor, table):
    copy = io.BytesIO()
    cursor.copy_expert(f"COPY {table} TO STDOUT", copy)
    return copy.getvalue()


def _trace(cursor, table):
    """How many rows, and the newest transaction that wrote one: the same only when nobody has written."""
    cursor.execute(f"SELECT count(*), max(xmin::text::bigint) FROM {table}")
    return cursor.fetchone()
