"""A kept connection that has died is noticed before it is used, and one that lives is not asked."""

import psycopg2
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other():
    """A connection beside Django's."""
    link = psycopg2.connect(**connection.get_connection_params())
    link.autocommit = True
    with link.cursor() as cursor:
        yield cursor
    link.close()


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def begin_request():
    """As Django's `request_started` does."""
    connection.close_if_unusable_or_obsolete()


def test_connection_that_the_server_ended_is_replaced(other):
    first = ask("SELECT pg_backend_pid()")
    other.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    begin_request()

    assert ask("SELECT pg_backend_pid()") != first


def test_connection_that_we_closed_is_replaced():
    first = ask("SELECT pg_backend_pid()")
    connection.connection.close()
    begin_request()

    assert ask("SELECT pg_backend_pid()") != first


def test_connection_that_something_was_said_over_is_asked_and_kept(other):
    first = ask("SELECT pg_backend_pid()")
    with connection.cursor() as cursor:
        cursor.execute("LISTEN told")
    other.execute("NOTIFY told")
    begin_request()

    assert ask("SELECT pg_backend_pid()") == first


def test_silent_connection_costs_no_question(other):
    pid = ask("SELECT pg_backend_pid()")
    ask("SELECT 42")
    begin_request()
    connection.cursor().close()

    other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
    assert other.fetchone()[0] == "SELECT 42"
