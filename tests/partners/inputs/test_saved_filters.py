"""Saved filters of the queue: one's own and the desk's, which narrow the table and its exports."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.inputs.errors import NameTaken
from partners.inputs.mine import let_go_of_filters
from partners.inputs.queue import as_filtered
from partners.inputs.saved_filters import SavedFilter
from partners.inputs.saving import delete_filter, rename_filter, save_filter
from partners.people.subjects import subject_of
from tests.factories import InputFactory, ThemeFactory
from tests.staff import COORDINATORS, EDITORS, queries_of, signed_in, staff

pytestmark = pytest.mark.django_db

INDEX = "/admin/innspill/"


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def save(by, name="Økonomi", query="status=new", is_shared=False):
    return save_filter(name=name, query=query, is_shared=is_shared, by=by)


def choices(client, address=INDEX):
    """{name: address} of the filters that the table offers, and the name of the one that it shows."""
    saved = client.get(address).context["saved"]
    return {each.name: each.query for each in saved}, [each.name for each in saved if each.is_chosen]


def found(client, query):
    return [row.text for row in client.get(f"{INDEX}?{query}").context["object_list"]]


def test_some_filters_are_there_without_being_saved(desk):
    now = timezone.now()
    InputFactory(text="ny")
    InputFactory(text="gammel", created_at=now - timedelta(days=15))
    InputFactory(text="gammel og besvart", created_at=now - timedelta(days=15), status="adopted")
    InputFactory(text="min", status="partly", assignee=desk.user)

    offered, _chosen = choices(desk)

    assert {name: found(desk, query) for name, query in offered.items()} == {
        "Ubesvarte": ["gammel", "ny"],
        "Mine": ["min"],
        "Venter over 14 dager": ["gammel"],
    }
    assert SavedFilter.objects.count() == 0


def test_filter_and_order_are_saved_under_a_name_and_chosen(desk):
    theme = ThemeFactory()
    address = f"?theme={theme.pk}&ordering=-created_at&p=3&next=//ond.example&_w_filter_fragment=1"

    response = desk.post(f"{INDEX}filters/new/{address}", {"name": " Nyeste  først "})

    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query, saved.owner) == (
        "Nyeste først",
        f"theme={theme.pk}&ordering=-created_at",
        desk.user,
    )
    assert response.url == f"{INDEX}?{saved.query}"
    assert choices(desk, response.url)[1] == ["Nyeste først"]
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(saved)] == ["partners.filter.save"]


def test_what_makes_no_sense_is_not_saved(desk):
    desk.post(f"{INDEX}filters/new/?theme=99999&status=finnesikke&kind=idea&x=1&q=heis", {"name": "Idé"})

    assert SavedFilter.objects.get().query == "kind=idea&q=heis"


@pytest.mark.parametrize("query", ["waiting=x", "theme=-1", "ordering=password", "filter=9", "p=x"])
def test_unknown_parameters_are_harmless(desk, query):
    InputFactory(text="sagt")

    assert found(desk, query) == ["sagt"]
    assert desk.get(f"{INDEX}filters/new/?{query}").status_code == 200


def test_own_filters_are_ones_own_and_shared_ones_the_desks(desk):
    other = staff(COORDINATORS)
    own, shared = save(other, "Hans egen"), save(other, "Felles", is_shared=True)

    assert "Hans egen" not in choices(desk)[0]
    assert "Felles" in choices(desk)[0]
    for name in ("rename_filter", "delete_filter"):
        assert desk.post(reverse(f"inputs:{name}", args=[own.pk]), {"name": "Min"}).status_code == 404
    assert desk.post(reverse("inputs:rename_filter", args=[shared.pk]), {"name": "Alles"}).status_code == 302
    assert sorted(SavedFilter.objects.values_list("name", flat=True)) == ["Alles", "Hans egen"]


def test_filter_is_renamed_and_deleted_and_both_are_logged(desk):
    saved = save(desk.user)

    desk.post(reverse("inputs:rename_filter", args=[saved.pk]), {"name": "Penger"})
    assert SavedFilter.objects.get().name == "Penger"
    desk.post(reverse("inputs:delete_filter", args=[saved.pk]))

    assert SavedFilter.objects.count() == 0
    actions = ModelLogEntry.objects.filter(action__startswith="partners.filter").values_list(
        "action", flat=True
    )
    assert sorted(actions) == ["partners.filter.delete", "partners.filter.rename", "partners.filter.save"]


def test_saving_or_deleting_twice_is_harmless():
    user = staff(COORDINATORS)
    saved = save(user)

    assert save(user) == saved
    delete_filter(saved, by=user)
    delete_filter(saved, by=user)

    assert SavedFilter.objects.count() == 0


def test_a_name_is_used_once_beside_the_others():
    user, other = staff(COORDINATORS), staff(COORDINATORS)
    save(user)

    with pytest.raises(NameTaken):
        save(user, "økonomi", "status=adopted")
    assert save(other).owner == other
    shared = save(other, is_shared=True)
    second = save(user, "Andre", is_shared=True)
    with pytest.raises(NameTaken):
        rename_filter(second, name=shared.name, by=user)


def test_a_name_that_is_taken_comes_back_with_what_was_typed(desk):
    save(desk.user)

    response = desk.post(f"{INDEX}filters/new/?status=adopted", {"name": "Økonomi"})

    assert response.status_code == 422
    assert response.context["form"]["name"].value() == "Økonomi"


def test_export_has_what_a_saved_filter_shows(desk):
    InputFactory(text="ny")
    InputFactory(text="besvart", status="adopted")
    saved = save(desk.user, query="status=adopted&ordering=-created_at")

    response = desk.get(f"{INDEX}export.json?{saved.query}")

    assert [row["text"] for row in json.loads(response.content)] == ["besvart"]


@pytest.mark.parametrize("rows", [1, 3])
def test_table_and_list_of_filters_cost_the_same(desk, rows):
    for number in range(rows):
        save(desk.user, f"Nr {number}")
        save(staff(COORDINATORS), f"Felles {number}", is_shared=True)
        InputFactory()

    assert queries_of(desk, INDEX) == 17
    assert queries_of(desk, f"{INDEX}filters/") == 11


def test_an_account_that_is_erased_leaves_only_what_is_shared():
    user = staff(COORDINATORS)
    save(user)
    shared = save(user, "Felles", is_shared=True)

    let_go_of_filters(subject_of(user))

    assert [(each.pk, each.owner) for each in SavedFilter.objects.all()] == [(shared.pk, None)]


def test_editors_have_no_filters():
    editor = signed_in(Client(), EDITORS)
    saved = save(staff(COORDINATORS), is_shared=True)

    for address in ("filters/", "filters/new/", f"filters/{saved.pk}/", f"filters/{saved.pk}/delete/"):
        assert editor.get(INDEX + address).status_code == 404


def test_an_address_says_the_same_in_whatever_order():
    assert as_filtered({"ordering": "kind", "status": "new", "x": "1"}) == "status=new&ordering=kind"
