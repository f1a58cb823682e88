"""Reading by statements that are composed and planned once: for what every page shows.

Django composes the SQL of a queryset anew each time it is read, and PostgreSQL plans it anew, which both cost
more than the reading when little is read. `Prepared` keeps the SQL, and the way rows become objects, as long
as the process lives; each connection keeps PostgreSQL's statement. A use gives only the values.
"""

from collections import Counter
from copy import copy
from functools import cached_property
from itertools import count
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from django.db.models import BooleanField, Func, Value
from psycopg2.extensions import AsIs


class Given(Value):
    """Stands in a prepared queryset for a value that each use gives: `filter(pk=Given("pk"))`.

    The value goes to the database as it is. A list stands in `IsAnyOf`.
    """

    def as_sql(self, compiler, connection):
        return "%s", [self]


class IsAnyOf(Func):
    """`filter(IsAnyOf("pk", Given("keys")))`: one of a list whose length may differ from use to use."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Prepared:
    """The queryset that `compose()` makes; calling it gives a new list of its rows.

    `compose` is called once, when it is first needed, so nothing in it may depend on the request.
    """

    def __init__(self, compose):
        self.compose = compose

    @cached_property
    def _composed(self):
        queryset = self.compose()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        statement = Statement(*compiler.as_sql())
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda expressions: converters
        return queryset, compiler, statement

    def __call__(self, **given):
        # A connection belongs to its thread.
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            return self._rows(connection, given)
        except NotSupportedError:
            # A migration has changed the type of a column that the connection's statement returns.
            if connection.in_atomic_block:
                raise
            connection.close()
            return self._rows(connection, given)

    def first(self, **given):
        """The first row, or None."""
        return next(iter(self(**given)), None)

    def _rows(self, connection, given):
        queryset, compiler, statement = self._composed
        said = statement.said(connection, given)
        compiler = copy(compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: said
        rows = queryset.all()
        rows.query.get_compiler = lambda using: compiler
        return list(rows)


class Statement:
    """SQL with `Given` among its parameters, and how it is said over a connection."""

    _numbers = count(1)
    # How often each was said over each of psycopg2's connections: a new one knows none.
    _uses = WeakKeyDictionary()

    def __init__(self, sql, parameters):
        self.sql = sql
        self.parameters = parameters
        self.names = [each.value for each in parameters if isinstance(each, Given)]
        self.name = f"prepared_{next(self._numbers)}"
        self.call = f"EXECUTE {self.name}"
        if self.names:
            self.call += f" ({', '.join('%s' for _ in self.names)})"

    def said(self, connection, given):
        """SQL and parameters of one use; from the second over a connection on, PostgreSQL has the statement.

        Where connections are shared between transactions (`DISABLE_SERVER_SIDE_CURSORS`), it never has.
        """
        connection.ensure_connection()
        if not connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
            uses = self._uses.setdefault(connection.connection, Counter())
            uses[self.name] += 1
            if uses[self.name] == 2:
                self._prepare(connection.connection)
            if uses[self.name] > 1:
                return self.call, [given[name] for name in self.names]
        return self.sql, self._filled(given[name] for name in self.names)

    def _prepare(self, link):
        with link.cursor() as cursor:
            places = (AsIs(f"${number}") for number in count(1))
            cursor.execute(f"PREPARE {self.name} AS {self.sql}", self._filled(places))

    def _filled(self, values):
        """The parameters, with the next of `values` for each `Given`."""
        values = iter(values)
        return [next(values) if isinstance(each, Given) else each for each in self.parameters]
