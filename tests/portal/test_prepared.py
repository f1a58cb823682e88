"""Reading by statements that are composed once."""

from threading import Thread

import psycopg2
import pytest
from django.db import DataError, connection, transaction
from django.db.models import Count
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from partners.inputs.models import Question, Theme
from portal.prepared import Given, IsAnyOf, Prepared
from tests.factories import HomePageFactory

pytestmark = pytest.mark.django_db


def add_themes(*names):
    return [Theme.objects.create(name=name, slug=name, order=order) for order, name in enumerate(names)]


def test_each_use_gives_its_own_values():
    add_themes("drift", "roller", "lokaler")
    later = Prepared(lambda: Theme.objects.filter(order__gte=Given("order")).order_by("order"))

    assert [theme.name for theme in later(order=1)] == ["roller", "lokaler"]
    assert [theme.name for theme in later(order=2)] == ["lokaler"]
    assert later.first(order=0).name == "drift"
    assert later.first(order=9) is None


def test_rows_are_read_anew_each_time():
    (theme,) = add_themes("drift")
    every = Prepared(lambda: Theme.objects.order_by("pk"))
    before = every()

    Theme.objects.update(name="Drift og bemanning")

    assert [row.name for row in before] == ["drift"]
    assert [row.name for row in every()] == ["Drift og bemanning"]


def test_queryset_is_composed_once():
    composed = []
    every = Prepared(lambda: composed.append(1) or Theme.objects.order_by("pk"))

    every()
    every()

    assert composed == [1]


def test_text_that_means_something_to_like_is_only_text():
    add_themes("a_b", "axb", "a%c", r"a\d")
    beginning = Prepared(lambda: Theme.objects.filter(name__startswith=Given("name")).order_by("order"))

    assert [[theme.name for theme in beginning(name=text)] for text in ("a_", "a%", "a\\", "'")] == [
        ["a_b"],
        ["a%c"],
        [r"a\d"],
        [],
    ]


def test_list_may_have_any_length():
    add_themes("drift", "roller", "lokaler")
    some = Prepared(lambda: Theme.objects.filter(IsAnyOf("name", Given("names"))).order_by("order"))

    found = [[theme.name for theme in some(names=names)] for names in ([], ["drift"], ["lokaler", "drift"])]

    assert found == [[], ["drift"], ["drift", "lokaler"]]


def test_related_rows_and_counts_come_along(django_assert_num_queries):
    theme, _other = add_themes("drift", "roller")
    Question.objects.create(page=HomePageFactory(), text="Hva trengs?", theme=theme)
    questions = Prepared(lambda: Question.objects.select_related("theme").prefetch_related("theme__inputs"))
    counted = Prepared(lambda: Question.objects.order_by().values("theme__name").annotate(n=Count("pk")))

    with django_assert_num_queries(2):
        assert [(row.text, row.theme, list(row.theme.inputs.all())) for row in questions()] == [
            ("Hva trengs?", theme, [])
        ]
    assert counted() == [{"theme__name": "drift", "n": 1}]


def test_says_the_same_to_the_database_as_the_queryset():
    prepared = Prepared(lambda: Theme.objects.filter(slug="drift", order__lt=Given("order"))[:2])

    with CaptureQueriesContext(connection) as captured:
        prepared(order=3)

    assert captured[0]["sql"].replace("(3)", "3") == str(
        Theme.objects.filter(slug="drift", order__lt=3)[:2].query
    ).replace("drift", "'drift'")


def kept_statements():
    """The SQL of what PostgreSQL has prepared over this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def test_postgresql_keeps_the_statement_from_the_second_use_on():
    add_themes("100 % drift")
    prepared = Prepared(
        lambda: Theme.objects.filter(name__startswith="100 %", order__lt=Given("order"), pk__gt=Given("pk"))
    )
    before = kept_statements()

    prepared(order=3, pk=0)
    assert kept_statements() == before
    assert [theme.name for theme in prepared(order=3, pk=0)] == ["100 % drift"]
    assert [theme.name for theme in prepared(order=0, pk=0)] == []
    (kept,) = set(kept_statements()) - set(before)
    assert "$1" in kept and "$2" in kept and "100 \\%" in kept.replace("\\\\", "\\")


def test_values_that_are_always_the_same_are_themselves_where_nothing_is_given():
    add_themes("100 % drift", "100 kroner")
    prepared = Prepared(lambda: Theme.objects.filter(name__startswith="100 %"))

    assert [[theme.name for theme in prepared()] for _ in range(3)] == [["100 % drift"]] * 3


@pytest.mark.django_db(transaction=True)
def test_statement_that_could_not_be_kept_is_kept_later():
    add_themes("drift")
    every = Prepared(lambda: Theme.objects.order_by("pk"))
    every()

    with pytest.raises(TransactionManagementError), transaction.atomic():
        with pytest.raises(DataError), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        transaction.set_rollback(True)
        every()

    assert [[theme.name for theme in every()] for _ in range(2)] == [["drift"]] * 2


def test_keeping_a_statement_is_one_query_like_any_other(django_assert_num_queries):
    every = Prepared(lambda: Theme.objects.order_by("pk"))

    for _ in range(3):
        with django_assert_num_queries(1):
            every()


@pytest.mark.django_db(transaction=True)
def test_new_connection_is_told_the_statement_anew():
    add_themes("drift")
    every = Prepared(lambda: Theme.objects.order_by("pk"))

    for _ in range(2):
        assert [[theme.name for theme in every()] for _ in range(3)] == [["drift"]] * 3
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_connection_that_died_between_two_requests_is_replaced_before_its_statement_is_called():
    add_themes("drift")
    every = Prepared(lambda: Theme.objects.order_by("pk"))
    for _ in range(3):
        every()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = psycopg2.connect(**connection.get_connection_params())
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()

    connection.close_if_unusable_or_obsolete()
    assert [theme.name for theme in every()] == ["drift"]


def test_nothing_is_kept_where_transactions_share_connections(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    add_themes("drift")
    later = Prepared(lambda: Theme.objects.filter(order__gte=Given("order")))
    before = kept_statements()

    assert [[theme.name for theme in later(order=0)] for _ in range(3)] == [["drift"]] * 3
    assert kept_statements() == before


@pytest.mark.django_db(transaction=True)
def test_column_may_change_its_type_under_a_kept_statement():
    add_themes("drift")
    every = Prepared(lambda: Theme.objects.order_by("pk"))
    for _ in range(3):
        every()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partners_theme ALTER COLUMN name TYPE varchar(999)")

    assert [theme.name for theme in every()] == ["drift"]


@pytest.mark.django_db(transaction=True)
def test_each_thread_reads_by_its_own_connection():
    every = Prepared(lambda: Theme.objects.order_by("pk"))
    every()
    found = []

    def read():
        found.append((every(), connection.connection))
        connection.close()

    thread = Thread(target=read)
    thread.start()
    thread.join()

    assert found[0][0] == []
    assert found[0][1] is not connection.connection
