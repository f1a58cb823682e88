"""Reading by statements that are composed once: for what every page shows.

Django composes the SQL of a queryset anew each time it is read, which costs more than PostgreSQL's own work
when little is read. `Prepared` keeps the SQL, and the plan of how rows become objects, as long as the process
lives; a use gives only the values.
"""

from copy import copy
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Func, Value


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
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda expressions: converters
        return queryset, compiler, sql, parameters

    def __call__(self, **given):
        queryset, compiler, sql, parameters = self._composed
        values = [given[each.value] if isinstance(each, Given) else each for each in parameters]
        compiler = copy(compiler)
        # A connection belongs to its thread.
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda: (sql, values)
        rows = queryset.all()
        rows.query.get_compiler = lambda using: compiler
        return list(rows)

    def first(self, **given):
        """The first row, or None."""
        return next(iter(self(**given)), None)
