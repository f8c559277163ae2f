"""Lists of countries, organizations, sources and updates as files: a row for each, with the columns of the page."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence

from .spreadsheet import inert


def cell_of(value) -> str:
    """Dates and instants in ISO 8601; nothing where nothing is known."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else inert(str(value))


def csv_of(rows: Iterable, fields: Sequence[str]) -> bytes:
    """UTF-8 CSV with CRLF, as of figures. `fields` are attributes of the rows, and the headings."""
    lines = io.StringIO()
    write = csv.writer(lines, lineterminator="\r\n").writerow
    write(fields)
    for row in rows:
        write([cell_of(getattr(row, name)) for name in fields])
    return lines.getvalue().encode()


def json_of(rows: Iterable, fields: Sequence[str], as_of: dt.date | None) -> bytes:
    """One object, {"as_of": …, "rows": […]}."""
    made = [
        {name: value.isoformat() if isinstance(value := getattr(row, name), dt.date) else value for name in fields}
        for row in rows
    ]
    return json.dumps({"as_of": as_of and as_of.isoformat(), "rows": made}, ensure_ascii=False, indent=1).encode()


def content_of(rows: Iterable, fields: Sequence[str], format: str, as_of: dt.date | None) -> bytes:
    return csv_of(rows, fields) if format == "csv" else json_of(rows, fields, as_of)
