"""How many agree with an input: in the public list where one may see it, and at the desk and in its files."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from partners.threads.models import Talk, Vote
from tests.factories import InputFactory, UserFactory
from tests.staff import COORDINATORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db

INDEX = "/admin/innspill/"


def voted(text, agree=0, disagree=0, no_opinion=0, taken_back=0):
    input = InputFactory(text=text)
    for value, number in (("agree", agree), ("disagree", disagree), ("pass", no_opinion), ("", taken_back)):
        for _ in range(number):
            Vote.objects.create(input=input, user=UserFactory(), value=value, turn=1)
    return input


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def test_list_shows_the_votes_where_they_are_shown_at_once(client):
    input = voted("Heis", agree=3, disagree=2, no_opinion=1, taken_back=1)
    Talk.objects.create(page=input.page, counts=Talk.Counts.AT_ONCE)

    html = facts(client.get("/innspill/"))

    for words in ("3 enige", "2 uenige", "1 uten mening"):
        assert words in html


def test_list_keeps_the_votes_from_who_has_not_voted(client):
    input = voted("Heis", agree=2, disagree=1)

    html = facts(client.get("/innspill/"))
    assert "enige" not in html
    assert "3 har stemt" in html

    client.force_login(Vote.objects.filter(input=input).first().user)
    assert "2 enige" in facts(client.get("/innspill/"))


def test_table_is_sorted_by_how_many_more_agree(desk):
    for text, votes in {"delt": (5, 5), "ja": (4, 1), "nei": (0, 2), "en": (1, 0)}.items():
        voted(text, *votes)

    def order(by):
        return [row.text for row in desk.get(INDEX, {"ordering": by}).context["object_list"]]

    assert order("-agreement") == ["ja", "en", "delt", "nei"]
    assert order("agreement") == ["nei", "delt", "en", "ja"]
    assert "4 enige, 1 uenige, 0 uten mening" in facts(desk.get(INDEX))


def test_files_have_the_votes(desk):
    voted("Heis", agree=3, disagree=2, no_opinion=1, taken_back=1)
    addresses = {kind: f"{INDEX}export.{kind}" for kind in ("json", "csv", "xlsx")}

    [row] = json.loads(desk.get(addresses["json"]).content)
    table = io.StringIO(desk.get(addresses["csv"]).content.decode("utf-8-sig"))
    head, cells = list(csv.reader(table, delimiter=";"))
    sheet = load_workbook(io.BytesIO(desk.get(addresses["xlsx"]).content)).active

    assert (row["agree"], row["disagree"], row["no_opinion"]) == (3, 2, 1)
    assert (head[-3:], cells[-3:]) == (["Enig", "Uenig", "Ingen mening"], ["3", "2", "1"])
    assert [list(each)[-3:] for each in sheet.iter_rows(min_row=2, values_only=True)] == [[3, 2, 1]]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", [INDEX, f"{INDEX}?ordering=-agreement"])
def test_table_costs_the_same_however_many_vote(desk, rows, address):
    for number in range(rows):
        voted(str(number), agree=rows)

    assert queries_of(desk, address) == 17
