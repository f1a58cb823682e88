"""Tables for spreadsheets. A cell never runs: what people wrote is text, whatever it begins with."""

import csv
import io
import json
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What one cell of a workbook can hold.
CELL_LIMIT = 32_767


def harmless_cell(value):
    """The value as a spreadsheet may show it: text that could be taken for a formula gets a leading quote.

    Numbers and dates stay what they are; aware times become local ones.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            timezone.localtime(value).replace(tzinfo=None, microsecond=0)
            if timezone.is_aware(value)
            else value
        )
    if isinstance(value, bool | int | float | date):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_response(filename, header, rows):
    """A download that spreadsheets in Norway open by a double click: semicolons, UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([harmless_cell(value) for value in row])
    return download("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", f"{filename}.csv")


def json_response(filename, keys, rows):
    """A download for programs: a list of objects; times are ISO 8601 with their zone."""
    told = [dict(zip(keys, row, strict=True)) for row in rows]
    content = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return download(content, "application/json", f"{filename}.json")


def xlsx_response(filename, header, rows, *, title):
    """A workbook with one sheet, its heading row in bold and in sight when scrolling."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return download(out.getvalue(), XLSX_TYPE, f"{filename}.xlsx")


def cell(sheet, value, *, bold=False):
    value = harmless_cell(value)
    made = WriteOnlyCell(sheet, value[:CELL_LIMIT] if isinstance(value, str) else value)
    if isinstance(value, str):
        made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made


def download(content, content_type, filename):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response
