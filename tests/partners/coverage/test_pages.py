"""The matrix as a page: marks, choices in the address, columns by the page; the section of the front page."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partners.coverage.matrix import COLUMNS
from partners.proposals.models import Offer, Proposal
from partners.roles.models import Phase
from tests.factories import (
    AreaFactory,
    HomePageFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    handed_in,
    in_days,
)
from tests.staff import COORDINATORS, facts, queries_of, staff

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def coordinator(client):
    client.force_login(staff(COORDINATORS))
    return client


def shown(response):
    return [str(row["role"]) for row in response.context["rows"]]


def words_in(cell):
    return " ".join(re.sub("<[^>]+>", " ", cell).split())


def at(**chosen):
    return reverse("coverage", query=chosen or None)


def change(proposal, **values):
    Proposal.objects.filter(pk=proposal.pk).update(**values)


def test_marks_say_part_and_way_in_words(coordinator):
    role = RoleFactory()
    lead = handed_in(role, organisation=OrganisationFactory(name="A"))
    helper = handed_in(role, organisation=OrganisationFactory(name="B"))
    Offer.objects.filter(version=helper.current).update(part="contribute")
    for version, ways in ((lead.current, (True, True)), (helper.current, (False, True))):
        version.as_developer, version.as_participant = ways
        version.save()
    other = RoleFactory()

    response = coordinator.get(at())

    [first, second] = response.context["rows"]
    assert [words_in(cell) for cell in first["cells"]] == [
        "UD Tar hovedansvar, som utviklingspartner, som deltaker i det endelige konseptet",
        "D Kan bidra, som deltaker i det endelige konseptet",
    ]
    assert second["role"] == other
    assert [words_in(cell) for cell in second["cells"]] == ["– Ikke aktuelt"] * 2


def test_numbers_above_count_all_roles_whatever_is_chosen(coordinator):
    missing = RoleFactory(deadline=in_days(16))
    RoleFactory(deadline=in_days(3), state="closed")
    handed_in(RoleFactory())

    for address in (at(), at(state="missing"), at(area=missing.area_id)):
        page = facts(coordinator.get(address))
        assert "0 <small>av 3</small>" in page
        assert "<dt>roller mangler partner</dt><dd>2</dd>" in page
        assert "dager til fristen" in page
        assert "<dd>16</dd>" in page


def test_choices_narrow_and_stand_in_the_address(coordinator):
    area, phase = AreaFactory(), Phase.objects.create(name="Åpning")
    one = RoleFactory(title="Én", area=area, phase=phase, priority="should", order=1)
    two = RoleFactory(title="To", priority="must", order=2)
    handed_in(two)

    def found(**chosen):
        return shown(coordinator.get(at(**chosen)))

    assert found() == ["Én", "To"]
    assert found(area=area.pk) == found(phase=phase.pk) == found(priority="should") == ["Én"]
    assert found(state="missing") == [str(one)]
    assert found(state="in_dialogue") == ["To"]
    assert found(area=area.pk, state="in_dialogue") == []


@pytest.mark.parametrize("bad", ["x", "99999999999999999999", "-1", "' OR 1=1"])
def test_what_makes_no_sense_narrows_nothing(coordinator, bad):
    RoleFactory(title="Én")
    names = ("state", "area", "phase", "priority", "kind", "sort", "side")

    response = coordinator.get(at(**dict.fromkeys(names, bad)))

    assert (response.status_code, shown(response)) == (200, ["Én"])


def test_roles_are_sorted_as_asked(coordinator):
    first = RoleFactory(title="B", order=1, deadline=in_days(9))
    RoleFactory(title="C", order=2, deadline=in_days(5))
    RoleFactory(title="a", order=3)
    handed_in(first)

    def found(sort):
        return shown(coordinator.get(at(sort=sort)))

    assert found("") == ["B", "C", "a"]
    assert found("title") == ["a", "B", "C"]
    assert found("deadline") == ["C", "B", "a"]
    assert found("need") == ["C", "a", "B"]


def test_kind_of_organisation_narrows_the_columns(coordinator):
    role = RoleFactory()
    handed_in(role, organisation=OrganisationFactory(name="Firma", kind="business"))
    handed_in(role, organisation=OrganisationFactory(name="Lag", kind="association"))
    handed_in(role, organisation=None)

    def columns(**chosen):
        return [column.name for column in coordinator.get(at(**chosen)).context["matrix"].columns]

    assert columns() == ["Firma", "Lag", "Frivillige"]
    assert columns(kind="business") == ["Firma"]
    assert columns(kind="volunteers") == ["Frivillige"]


def test_many_organisations_come_by_the_page_and_all_in_the_file(coordinator):
    role = RoleFactory()
    for number in range(COLUMNS + 1):
        handed_in(role, organisation=OrganisationFactory(name=f"Lag {number:02}"))

    first = coordinator.get(at())
    last = coordinator.get(first.context["next_url"])
    beyond = coordinator.get(at(side=99))
    book = load_workbook(io.BytesIO(coordinator.get(reverse("coverage_export")).content)).active

    assert [len(page.context["matrix"].columns) for page in (first, last, beyond)] == [COLUMNS, 1, 1]
    assert (first.context["previous_url"], last.context["next_url"]) == (False, False)
    assert "Virksomhet 17 til 17 av 17" in facts(last)
    assert [cell.value for cell in book[1]][-COLUMNS - 1 :] == [f"Lag {n:02}" for n in range(COLUMNS + 1)]


def test_fragment_is_the_panel_alone_and_keeps_the_state_in_the_form(coordinator):
    RoleFactory()

    response = coordinator.get(at(state="missing"), headers=FRAGMENT)
    page = response.content.decode()

    assert ("<html" in page, "om-matrise" in page, "HX-Request" in response["Vary"]) == (False, True, True)
    assert 'id="filter_state" value="missing" hx-swap-oob="true"' in page


def test_file_has_the_chosen_roles_in_their_own_unit(coordinator):
    wanted = RoleFactory(title="=SUM(1)", amount=2, priority="should")
    RoleFactory(priority="must")
    proposal = handed_in(wanted, amount=2, organisation=OrganisationFactory(name="Lag"))
    change(proposal, status="accepted", decided_at=proposal.submitted_at)
    Offer.objects.update(accepted=1)

    response = coordinator.get(reverse("coverage_export", query={"priority": "should"}))

    [header, row] = load_workbook(io.BytesIO(response.content)).active.values
    told = dict(zip(header, row, strict=True))
    assert told["Rolle"] == "'=SUM(1)"
    assert (told["Trengs"], told["Godtatt"], told["Mangler ennå"]) == (2, 1, 1)
    assert (told["Dekning"], told["Lag"]) == ("Delvis", "Tar hovedansvar, som utviklingspartner, vedtatt")


def test_empty_page_says_what_will_stand_there(client):
    assert "Ingen roller ennå" in facts(client.get(at()))
    RoleFactory()
    assert "Ingen roller passer" in facts(client.get(at(state="covered")))


def test_chart_and_its_table_say_the_same(client):
    handed_in(RoleFactory())
    RoleFactory()

    response = client.get(at())

    assert response.context["points"][-1].row == [0, 0, 1, 1]
    page = facts(response)
    assert ('class="om-soyle om-soyle--in_dialogue"' in page, "Tallene som tabell" in page) == (True, True)
    assert "style=" not in page.split("<main")[1]


@pytest.mark.parametrize("who", ["public", "partner", "coordinator"])
@pytest.mark.parametrize("name", ["coverage", "role_list", "coverage_export"])
def test_pages_take_as_many_queries_for_three_as_for_one(client, who, name):
    role = RoleFactory(phase=Phase.objects.create(name="Åpning"))
    handed_in(role)
    if who != "public":
        user = staff(COORDINATORS) if who == "coordinator" else MembershipFactory().user
        client.force_login(user)
    one = queries_of(client, reverse(name))

    for number in range(2):
        handed_in(RoleFactory(phase=Phase.objects.create(name=f"Fase {number}")))

    assert queries_of(client, reverse(name)) == one
    assert one <= 10


def test_front_page_asks_for_those_who_can_fill_the_first_eight_roles(client):
    HomePageFactory()
    assert "Kan du fylle" not in facts(client.get("/"))
    roles = [RoleFactory(title=f"Rolle {number}", order=number) for number in range(9)]
    handed_in(roles[0])
    handed_in(roles[0])
    RoleFactory(title="Stengt", state="closed")
    RoleFactory(title="For sent", deadline=in_days(-1))

    page = facts(client.get("/"))

    assert "Kan du fylle en av rollene?" in page
    assert "Se alle 11 rollene" in page
    assert "Rolle 0<small>2 forslag </small>" in page
    assert "Rolle 7<small>Ingen forslag ennå </small>" in page
    assert [word in page for word in ("Rolle 8", "Stengt", "For sent")] == [False] * 3


def test_front_page_takes_as_many_queries_for_three_roles_as_for_one(client):
    HomePageFactory()
    handed_in(RoleFactory())
    client.get("/")
    one = queries_of(client, "/")
    for _ in range(2):
        handed_in(RoleFactory())

    assert queries_of(client, "/") == one
