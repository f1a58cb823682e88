"""Reading by statements that are composed and planned once: for what every page shows.

Django composes the SQL of a queryset anew each time it is read, and PostgreSQL plans it anew, which both cost
more than the reading when little is read. `Prepared` keeps the SQL, and the way rows become objects, as long
as the process lives; each connection keeps the statement (`portal.statements`). A use gives only the values.
"""

import uuid
from copy import copy
from functools import cached_property
from threading import local

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from django.db.models import BooleanField, Func, Value, prefetch_related_objects
from psycopg2.extensions import AsIs

from portal.statements import kept


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
        # A connection belongs to its thread, and so does what reads over it.
        self.own = local()

    @cached_property
    def _composed(self):
        queryset = self.compose()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda expressions: converters
        names = [each.value for each in parameters if isinstance(each, Given)]
        return queryset, compiler, _with_constants(sql, parameters), names

    def __call__(self, **given):
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
        queryset, compiler, sql, names = self._composed
        if not hasattr(self.own, "rows"):
            self.own.rows, self.own.compiler = queryset.all(), copy(compiler)
            self.own.rows.query.get_compiler = lambda using, compiler=self.own.compiler: compiler
        said = kept(connection, sql, [given[name] for name in names])
        self.own.compiler.connection = connection
        self.own.compiler.as_sql = lambda: said
        # What a queryset does when it is read, without keeping what it has read.
        rows = list(self.own.rows._iterable_class(self.own.rows))
        if lookups := self.own.rows._prefetch_related_lookups:
            prefetch_related_objects(rows, *lookups)
        return rows


def _with_constants(sql, parameters):
    """The SQL with the values that are always the same in it, and a `%s` left for each `Given`."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    place = f"given_{uuid.uuid4().hex}"
    values = [AsIs(place) if isinstance(each, Given) else each for each in parameters]
    with connection.connection.cursor() as cursor:
        filled = cursor.mogrify(sql, values)
    return filled.decode().replace("%", "%%").replace(place, "%s")
