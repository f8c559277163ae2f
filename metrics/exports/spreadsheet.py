"""Figures as CSV, JSON and XLSX, row by row in constant memory."""

import csv
import datetime as dt
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from metrics.reports.rows import FigureRow

from .columns import NAMES, Column, Once, columns, pieces

# What spreadsheets take for a formula: one of = + - @ (or their full-width forms) first, or after what they skip; or a
# tab or line end first. Apostrophes before it count too, so that taking one away always gives back what was written.
FORMULA = re.compile("'*(?:[\\s\\x00-\\x20\\ufeff\\u200b]*[=+\\-@＝＋－＠]|[\\t\\r\\n])")


def inert(text: str | None) -> str:
    """`text` as a CSV cell that no spreadsheet takes for a formula: an apostrophe goes first where it could be one.

    Empty for None.

    >>> inert("-5 percent"), inert("5 percent")
    ("'-5 percent", '5 percent')
    """
    return f"'{text}" if text and FORMULA.match(text) else text or ""


def original(cell: str) -> str:
    """The text that `inert` was given. Whoever reads a CSV file back in starts here.

    >>> original("'-5 percent"), original("'tis")
    ('-5 percent', "'tis")
    """
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def plain(number: Decimal | int | None) -> str:
    """Digits without exponent, separators or trailing zeros: 310000000, 37806, 1.5. Empty for None."""
    if number is None:
        return ""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def iso_instant(instant: dt.datetime | None) -> str:
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if instant else ""


def as_text(column: Column) -> Callable[[Any], Any]:
    """How CSV writes a value of the column. What is left a number or None the writer itself writes as it should."""
    return {
        "id": lambda number: number,
        "number": plain,
        "text": Once(inert).__getitem__,
        "words": inert,
        "date": Once(lambda day: day.isoformat() if day else "").__getitem__,
        "instant": Once(iso_instant).__getitem__,
        "codes": ";".join,
    }[column.kind]


def csv_stream(rows: Iterable[FigureRow], as_of: dt.date | None) -> Iterator[bytes]:
    """RFC 4180 in UTF-8: a header, then a line a figure. No byte order mark: it would be part of the first name."""
    yield (",".join(NAMES) + "\r\n").encode()
    writers = [as_text(column) for column in columns(as_of)]
    for piece in pieces(rows, as_of):
        text = io.StringIO()
        csv.writer(text).writerows(zip(*map(map, writers, piece), strict=True))
        yield text.getvalue().encode()


def as_json(column: Column) -> Callable[[Any], Any]:
    """How JSON writes a value of the column. What is not stated is null.

    Values are strings, so that no reader's binary floating point changes a digit.
    """
    return {
        "id": lambda number: number,
        "number": lambda number: None if number is None else plain(number),
        "text": lambda text: text or None,
        "words": lambda text: text or None,
        "date": lambda day: day.isoformat() if day else None,
        "instant": lambda instant: iso_instant(instant) or None,
        "codes": list,
    }[column.kind]


def json_stream(rows: Iterable[FigureRow], as_of: dt.date | None) -> Iterator[bytes]:
    """One object: {"as_of": day, "figures": [an object a figure, with the columns as names]}."""
    writers = [as_json(column) for column in columns(as_of)]
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield f'{{"as_of": "{day_of(as_of).isoformat()}", "figures": ['.encode()
    between = "\n"
    for piece in pieces(rows, as_of):
        cells = zip(*map(map, writers, piece), strict=True)
        yield (between + ",\n".join(encode(dict(zip(NAMES, row, strict=True))) for row in cells)).encode()
        between = ",\n"
    yield b"\n]}\n"


def day_of(as_of: dt.date | None) -> dt.date:
    """The day that a file speaks of: today (UTC) where none is asked for."""
    return as_of or timezone.now().date()


# --- XLSX ------------------------------------------------------------------------------------------------------------

ROWS_PER_SHEET = 1_048_575  # What a sheet holds below its header.
WIDTHS = {"as_stated": 44, "section": 44, "indicator": 36, "program": 30, "source": 30, "update": 24}
KIND_WIDTHS = {"id": 10, "number": 14, "date": 13, "instant": 20, "text": 14, "words": 24, "codes": 18}


def text_cell(sheet: Any, text: str, bold: bool = False) -> WriteOnlyCell:
    """A cell that is text whatever its text looks like. Control characters, which XLSX cannot hold, become U+FFFD."""
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def as_cell(column: Column, sheet: Any) -> Callable[[Any], Any]:
    """How a sheet writes a value of the column: numbers as numbers, dates as dates, all else as text."""
    return {
        "id": lambda number: number,
        # XLSX numbers hold 15 digits exactly, as many as a figure has.
        "number": lambda number: None if number is None else Decimal(plain(number)),
        "text": lambda text: text_cell(sheet, text) if text else None,
        "words": lambda text: text_cell(sheet, text) if text else None,
        "date": lambda day: day,
        # XLSX knows no time zones.
        "instant": lambda instant: instant.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0) if instant else None,
        "codes": lambda codes: text_cell(sheet, ";".join(codes)) if codes else None,
    }[column.kind]


def sheets_of(rows: Iterator[tuple]) -> Iterator[Iterator[tuple]]:
    """The rows of each sheet: one, even if empty, or as many as it takes. Each is read before the next."""
    yield islice(rows, ROWS_PER_SHEET)
    while following := list(islice(rows, 1)):
        yield chain(following, islice(rows, ROWS_PER_SHEET - 1))


def xlsx_file(rows: Iterable[FigureRow], as_of: dt.date | None) -> IO[bytes]:
    """A workbook in a temporary file, which is gone when closed: the figures, and a sheet that explains the columns."""
    book = Workbook(write_only=True)
    book.properties.creator = "Throughline"
    values = (row for piece in pieces(rows, as_of) for row in zip(*piece, strict=True))
    for number, part in enumerate(sheets_of(values), start=1):
        write_figures(book.create_sheet("Figures" if number == 1 else f"Figures {number}"), part, as_of)
    explain(book.create_sheet("About"), as_of)
    with ExitStack() as closing:
        held = closing.enter_context(tempfile.TemporaryFile(prefix="throughline-", suffix=".xlsx"))
        book.save(held)
        held.seek(0)
        closing.pop_all()
    return held


def write_figures(sheet: Any, rows: Iterable[tuple], as_of: dt.date | None) -> None:
    sheet.freeze_panes = "A2"
    shown = columns(as_of)
    for number, column in enumerate(shown, start=1):
        width = WIDTHS.get(column.name, KIND_WIDTHS[column.kind])
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([text_cell(sheet, name, bold=True) for name in NAMES])
    writers = [as_cell(column, sheet) for column in shown]
    for row in rows:
        sheet.append([write(value) for write, value in zip(writers, row, strict=True)])


def explain(sheet: Any, as_of: dt.date | None) -> None:
    """The sheet that says as of which day the figures stand and what each column holds."""
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 90
    sheet.append([text_cell(sheet, "As of", bold=True), day_of(as_of)])
    sheet.append([])
    sheet.append([text_cell(sheet, heading, bold=True) for heading in ("Column", "What it holds")])
    for column in columns(as_of):
        sheet.append([text_cell(sheet, column.name), text_cell(sheet, column.meaning)])
