"""The record of an update for an auditor, as CSV, JSON or XLSX. No cell of it is taken for a formula."""

import csv
import io
import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, fields

from django.http import FileResponse, HttpResponse
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from metrics.reports.audit import Entry

from . import CONTENT_TYPES, attachment, saved_as
from .spreadsheet import inert, iso_instant, text_cell

NAMES = tuple(field.name for field in fields(Entry))
WIDTHS = {"at": 21, "by": 20, "what": 20, "about": 44, "old": 30, "new": 30, "why": 44}
FORMATS = ("csv", "xlsx", "json")


def plain(entry: Entry) -> dict:
    """The entry with its instant in ISO 8601 (UTC); empty for what was there before anything was recorded."""
    return {**asdict(entry), "at": iso_instant(entry.at)}


def csv_of(entries: Sequence[Entry]) -> bytes:
    """RFC 4180 in UTF-8."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n")
    write.writerow(NAMES)
    for entry in entries:
        write.writerow([cell if isinstance(cell, int) else inert(cell) for cell in plain(entry).values()])
    return text.getvalue().encode()


def json_of(entries: Sequence[Entry]) -> bytes:
    rows = ",\n".join(json.dumps(plain(entry), ensure_ascii=False) for entry in entries)
    return f'{{"record": [\n{rows}\n]}}\n'.encode()


def download_record(entries: Sequence[Entry], format: str, name: str) -> HttpResponse | FileResponse:
    """The entries as a file to save; `name` says of what, such as "record-april-2022"."""
    if format != "xlsx":
        content = csv_of(entries) if format == "csv" else json_of(entries)
        return attachment(content, CONTENT_TYPES[format], name, format, None)
    book = Workbook(write_only=True)
    book.properties.creator = "Throughline"
    sheet = book.create_sheet("Record")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(NAMES, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 12)
    sheet.append([text_cell(sheet, column, bold=True) for column in NAMES])
    for entry in entries:
        sheet.append([cell if isinstance(cell, int) else text_cell(sheet, cell) for cell in plain(entry).values()])
    with ExitStack() as closing:
        held = closing.enter_context(tempfile.TemporaryFile(prefix="throughline-", suffix=".xlsx"))
        book.save(held)
        held.seek(0)
        closing.pop_all()
    return FileResponse(held, content_type=CONTENT_TYPES["xlsx"], headers=saved_as(name, "xlsx", None))
