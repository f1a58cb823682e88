import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from portal.exports import csv_response, harmless_cell, xlsx_response


@pytest.mark.parametrize(
    "text", ["=cmd()", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", '=HYPERLINK("https://x")']
)
def test_harmless_cell_never_begins_as_a_formula(text):
    assert harmless_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Kari", "Kari"),
        (None, ""),
        (12, 12),
        (-3, -3),
        (date(2026, 5, 19), date(2026, 5, 19)),
        (datetime(2026, 5, 19, 6, 30, tzinfo=UTC), datetime(2026, 5, 19, 8, 30)),
        ("a\x00b", "ab"),
    ],
)
def test_harmless_cell_leaves_the_rest_as_it_is(value, cell):
    assert harmless_cell(value) == cell


def test_csv_opens_in_a_norwegian_spreadsheet_and_runs_nothing():
    response = csv_response("liste", ["Navn"], [["=1+1"], ["Åse; Ole\nog flere"]])

    text = response.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [["Navn"], ["'=1+1"], ["Åse; Ole\nog flere"]]
    assert response["Content-Disposition"] == 'attachment; filename="liste.csv"'
    assert response["Cache-Control"] == "private, no-store"


def test_xlsx_holds_text_where_people_wrote_formulas():
    response = xlsx_response("liste", ["Navn", "Antall"], [["=1+1", 2]], title="Påmeldte")

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Navn", "Antall"], ["'=1+1", 2]]
    assert sheet["A2"].data_type == "s"
    assert sheet.title == "Påmeldte"
