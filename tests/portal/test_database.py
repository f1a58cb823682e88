"""The tests' own ground: after a test that commits, the database is as it was before it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _untouched(django_db_setup):
    """Tests that roll back leave sequences further on."""
    django_db_setup.reset()


def state():
    """Every row and every sequence of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 2")
        sequences = cursor.fetchall()
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row::text FROM "{table}" row ORDER BY 1')
            rows[table] = cursor.fetchall()
    return sequences, rows


def test_rows_that_came_went_or_changed_are_as_before(django_db_setup):
    before = state()
    Group.objects.create(name="Ny")
    Permission.objects.all().delete()
    Page.objects.update(title="Omdøpt")

    django_db_setup.reset()

    assert state() == before


def test_sequences_start_again_where_they_stood(django_db_setup):
    before = Group.objects.create(name="Ny").pk
    django_db_setup.reset()

    assert Group.objects.create(name="Ny").pk == before


@pytest.mark.parametrize("between", ["left as it is", "as new"])
def test_what_was_filled_in_once_is_brought_back(django_db_setup, between):
    made = []

    def make():
        made.append(Group.objects.create(name="Fylt"))

    django_db_setup.fill(f"filled_{between[:2]}", make)
    filled = state()
    Group.objects.all().delete()
    if between == "as new":
        django_db_setup.reset()
    django_db_setup.fill(f"filled_{between[:2]}", make)

    assert state() == filled
    assert len(made) == 1


def test_tables_that_a_test_made_are_gone(django_db_setup):
    before = state()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE leftover (id int)")
    django_db_setup.reset()

    assert state() == before
