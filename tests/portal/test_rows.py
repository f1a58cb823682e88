"""Writing rows by statements that are composed once."""

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry

from partners.inputs.models import Theme
from partners.people.models import Person
from portal.audit import log_entry
from portal.rows import Statement, insert, insert_new, insertion, run_together
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def themes(*slugs):
    return [Theme(name=slug.title(), slug=slug, order=order) for order, slug in enumerate(slugs)]


def test_inserted_row_is_what_save_would_have_written():
    saved = Theme(name="Drift", slug="drift", order=1)
    saved.save()
    (written,) = insert_new([Theme(name="Drift 2", slug="drift-2", order=1)], key="slug")

    values = [Theme.objects.filter(pk=row.pk).values().get() for row in (saved, written)]

    assert {**values[1], "id": saved.pk, "name": "Drift", "slug": "drift"} == values[0]
    assert not written._state.adding


def test_rows_that_a_unique_rule_refuses_are_left_out():
    (first,) = insert_new(themes("drift"), key="slug")

    new = insert_new(themes("drift", "roller", "lokaler"), key="slug")

    assert [row.slug for row in new] == ["roller", "lokaler"]
    assert {row.slug: row.pk for row in Theme.objects.all()} == {row.slug: row.pk for row in [first, *new]}


def test_nothing_to_insert_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_new([], key="slug") == []


def test_insert_keeps_the_primary_key_fills_in_what_saving_fills_in_and_says_what_is_refused():
    person = Person(pk=4711, email="kari@example.no")
    insert(person)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Person(pk=4712, email="kari@example.no"))

    assert list(Person.objects.values_list("pk", "email")) == [(4711, "kari@example.no")]
    assert Person.objects.get().created_at == person.created_at


@pytest.mark.parametrize("text", ["'; DROP TABLE partners_theme; --", "100 %s", "%(navn)s", "\\", "Æ🚲"])
def test_text_is_only_text(text):
    insert_new([Theme(name=text, slug="tekst", order=0)], key="slug")

    assert [theme.name for theme in Theme.objects.all()] == [text]


def test_statements_sent_together_run_in_order_and_the_last_answers(django_assert_num_queries):
    with django_assert_num_queries(1):
        cursor = run_together(
            [
                insertion(themes("drift", "roller"), key="slug"),
                Statement("UPDATE partners_theme SET name = %s WHERE slug = %s", ["Drift!", "drift"]),
                Statement("SELECT name FROM partners_theme ORDER BY slug", []),
            ]
        )

    assert cursor.fetchall() == [("Drift!",), ("Roller",)]


def test_when_one_statement_is_refused_none_of_them_stands():
    with pytest.raises(IntegrityError), transaction.atomic():
        run_together([insertion(themes("drift")), insertion(themes("drift"))])

    assert Theme.objects.count() == 0


def test_log_entry_is_what_wagtails_log_writes():
    (theme,) = insert_new(themes("drift"), key="slug")
    user = UserFactory()

    run_together([log_entry(theme, "wagtail.create", user=user, data={"navn": "Drift"})]).close()

    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.label, entry.data) == (
        "wagtail.create",
        user,
        str(theme),
        {"navn": "Drift"},
    )
    assert list(ModelLogEntry.objects.for_instance(theme)) == [entry]


def test_log_entry_of_an_action_nobody_registered_is_refused():
    with pytest.raises(ValueError, match="portal.nothing"):
        log_entry(Theme(pk=1), "portal.nothing")

    assert connection.in_atomic_block


def test_statements_that_are_run_together_are_kept_by_the_connection_and_say_the_same():
    both = [Statement("SELECT %s::int", [1]), Statement("SELECT %s::text || %s", ["100 % ", "drift"])]

    for _ in range(3):
        with run_together(both) as cursor:
            assert cursor.fetchall() == [("100 % drift",)]

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement.partition(" AS ")[2] for (statement,) in cursor.fetchall()]
    assert {"SELECT $1::int", "SELECT $1::text || $2"} <= set(kept)


def test_so_many_rows_that_postgresql_could_not_keep_them_are_written_all_the_same():
    for batch in range(3):
        rows = [Theme(name=f"Drift {batch}-{n}", slug=f"drift-{batch}-{n}", order=0) for n in range(20_000)]
        assert len(insert_new(rows, key="slug")) == 20_000
