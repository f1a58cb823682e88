"""The coordinator's reports, with numbers worked out by hand."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from partners.assessments import reports
from partners.assessments.actions import answer_municipality, ask_proposer, open_proposal
from partners.assessments.deciding import prepare_decision, publish_decisions
from partners.proposals.actions import withdraw_proposal
from tests.factories import AreaFactory, OrganisationFactory, RoleFactory, handed_in
from tests.staff import facts

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def on_day(days, do, *arguments, **options):
    with time_machine.travel(START + timedelta(days=days), tick=False):
        return do(*arguments, **options)


@pytest.fixture
def world(lead):
    """Four proposals whose times are known; read on day 30.

    a: in on 0, opened on 2, asked on 5, answered on 9, accepted (1 of 2) on 10. By a business.
    b: in on 0, opened on 6, declined on 10. By a volunteer, for the same role.
    c: in on 20 for another role, still new. d: in on 1, opened on 3, withdrawn on 8.
    """
    area = AreaFactory(name="Reparasjon")
    role, other = RoleFactory(amount=3, area=area, order=1), RoleFactory(order=2)
    a = on_day(0, handed_in, role, amount=2, organisation=OrganisationFactory(kind="business"))
    b = on_day(0, handed_in, role, organisation=None)
    d = on_day(1, handed_in, role)
    on_day(2, open_proposal, a, by=lead)
    on_day(3, open_proposal, d, by=lead)
    on_day(5, ask_proposer, a, text="Når?", by=lead)
    on_day(6, open_proposal, b, by=lead)
    on_day(8, withdraw_proposal, d, by=d.proposer)
    on_day(9, answer_municipality, a, text="Nå.", by=a.proposer)
    offer = a.current.offers.get()
    drafts = [
        on_day(9, prepare_decision, a, outcome="accept", reason="Ja", amounts={offer: Decimal(1)}, by=lead),
        on_day(9, prepare_decision, b, outcome="decline", reason="Nei", by=lead),
    ]
    on_day(10, publish_decisions, drafts, by=lead)
    on_day(20, handed_in, other)
    with time_machine.travel(START + timedelta(days=30), tick=False):
        yield role, other


def told(rows):
    return [(row.count, row.median, row.longest, row.now) for row in rows]


def test_days_in_each_state(world):
    """New: 2, 6, 10 (still), 2. Being assessed: 3 + 1, 4, 5. Waiting for proposer: 4. To decision: 10, 10."""
    assert told(reports.pipeline(reports.cases())) == [
        (4, 4.0, 10.0, 1),
        (3, 4.0, 5.0, 0),
        (1, 4.0, 4.0, 0),
        (2, 10.0, 10.0, 0),
    ]


def test_response_times_of_both_sides(world):
    """To opened: 2, 6, 2. Answer to decision: 1. To next step: 3, 1, 4 (a withdrawal is none). Answer: 4."""
    assert told(reports.response_times(reports.cases())) == [
        (3, 2.0, 6.0, 1),
        (1, 1.0, 1.0, 0),
        (3, 3.0, 4.0, 0),
        (1, 4.0, 4.0, 0),
    ]


def test_groups_count_and_sum_in_the_units_of_the_role(world):
    role, _other = world
    cases = reports.cases()

    first, second = reports.by_role(cases)
    kinds = {row.label: row.total for row in reports.by_kind(cases)}

    assert (first.total, first.open, first.accepted, first.declined, first.withdrawn) == (3, 0, 1, 1, 1)
    assert (first.days, first.wanted, first.offered, first.agreed) == (10.0, 3, 2, 1)
    assert (second.total, second.open, second.days) == (1, 1, None)
    assert [row.total for row in reports.by_area(cases) if row.label == "Reparasjon"] == [3]
    assert [row.total for row in reports.by_phase(cases)] == [4]
    assert sorted(kinds.values()) == [0, 0, 1, 1, 2]


def test_report_of_nothing_is_a_page_too(desk):
    assert "0 forslag er levert." in facts(desk.get(reverse("proposals:report")))


def test_each_table_is_a_file(desk, world):
    for name in ("response", "pipeline", "role", "area", "phase", "kind"):
        response = desk.get(reverse("proposals:report_export", args=[name, "xlsx"]))
        rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
        assert len(rows) > 1
        assert desk.get(reverse("proposals:report_export", args=[name, "csv"])).status_code == 200
    assert desk.get(reverse("proposals:report_export", args=["role", "pdf"])).status_code == 404
    assert desk.get(reverse("proposals:report_export", args=["alt", "csv"])).status_code == 404


def test_report_shows_the_numbers(desk, world):
    html = facts(desk.get(reverse("proposals:report")))

    assert "Kommunen: fra levert til åpnet</th><td>3</td><td>2,0" in html
    assert "3 / 2 / 1" in html
