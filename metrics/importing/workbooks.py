"""XLSX: bytes into rows, in bounded memory, and nothing of it run or trusted: formulas, merged cells, formats."""

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext, gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from .columns import Header, is_header
from .outcomes import Cell, Row, Unreadable
from .texts import MOST_ABOVE

# What a workbook of a few hundred thousand rows unpacks to. Shared text is held in memory as a whole.
MOST_UNPACKED = 600_000_000
MOST_SHARED = 120_000_000
MOST_PARTS = 2_000
# Sheets of our own files that hold no figures.
OWN_SHEETS = ("About", "Valid values")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
PROLOG = 65_536

FORMULA = Cell(
    gettext_lazy("It is a formula. Replace it by its value (copy, then paste values only): results are not trusted.")
)
ERROR = gettext_lazy(
    "It holds the error {}. Put in the value, or leave it empty and say in “missing” why there is none."
)
PERCENT = gettext_lazy("It is formatted as a percentage: shown as {}, held as {}. Format it as a number, and enter {}.")


def rows(data: bytes) -> Iterator[Row | Header]:
    """A header before the rows of each sheet that has one. Raises Unreadable, also in between."""
    examine(data)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not know of a workbook, such as its print settings, does not concern us.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            try:
                yield from sheets(book)
            finally:
                book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        raise Unreadable(gettext("The workbook is damaged. Open it, save it again as XLSX, and try that.")) from error


def examine(data: bytes) -> None:
    """Refuses what unpacks to too much, or declares entities, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names:
                raise Unreadable(gettext("It is a ZIP archive and no workbook. Save it as XLSX or as CSV."))
            shared = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED:
                raise Unreadable(
                    gettext(
                        "The workbook unpacks to more than can be read. Take out pictures and other sheets, split "
                        "it, or save the sheet as CSV."
                    )
                )
            if any("vbaProject" in name for name in names):
                raise Unreadable(gettext("The workbook contains macros. Save it as XLSX, without them."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(PROLOG):
                            raise Unreadable(
                                gettext("The workbook declares document types, which no spreadsheet writes.")
                            )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise Unreadable(gettext("The workbook is damaged. Open it, save it again as XLSX, and try that.")) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise Unreadable(gettext("The workbook is protected by a password. Save it without one.")) from error


def lines(data: bytes) -> int:
    """About how many rows the sheets of a workbook have, empty ones with them; 0 where it is damaged."""
    count = 0
    with suppress(zipfile.BadZipFile, zlib.error, EOFError), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    while piece := part.read(1 << 20):
                        count += piece.count(b"row r=")
    return count


def sheets(book: Any) -> Iterator[Row | Header]:
    passed: list[str] = []
    first = True
    for sheet in book.worksheets:
        if sheet.title in OWN_SHEETS:
            continue
        if sheet.sheet_state != "visible":
            passed.append(gettext("The sheet “%(title)s” is hidden and was not read.") % {"title": sheet.title})
            continue
        found = False
        for item in sheet_rows(sheet, "" if first else sheet.title):
            if isinstance(item, Header) and not found:
                found, first = True, False
                item = Header(item.positions, item.width, (*passed, *item.notices))
                passed = []
            yield item
        if not found:
            passed.append(
                gettext("The sheet “%(title)s” was not read: no row of it names the columns.") % {"title": sheet.title}
            )
    if first:
        hint = f" {passed[0]}" if passed else ""
        raise Unreadable(
            gettext("No sheet names the columns. Begin with the template, or with an exported file.%(hint)s")
            % {"hint": hint}
        )
    if passed:
        yield Header((), 0, tuple(passed))


def sheet_rows(sheet: Any, title: str) -> Iterator[Row | Header]:
    # What a sheet says of its own size may be wrong, and would be believed.
    sheet.reset_dimensions()
    merged = None
    header: Header | None = None
    above = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [cell.value for cell in cells]
        if all(value is None or value == "" for value in values):
            continue
        if header is None:
            if is_header(values):
                header = Header.of(values)
                yield header
                merged = merged_in(sheet)
            elif (above := above + 1) > MOST_ABOVE:
                return
            continue
        place = gettext("%(title)s, row %(number)s") % {"title": title, "number": number} if title else str(number)
        yield row_of(place, number, cells, header, merged or {})


def merged_in(sheet: Any) -> dict[int, str]:
    """Numbers of rows that cells are merged in, with the range as spreadsheets name it.

    openpyxl does not tell when it reads row by row; the part of the archive does, and no text of a cell can look so.
    """
    found: dict[int, str] = {}
    before = b""
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        while piece := part.read(1 << 20):
            both = before + piece
            for reference in MERGED.findall(both):
                name = reference.decode()
                _, top, _, bottom = range_boundaries(name)
                if len(found) + bottom - top > 100_000:
                    raise Unreadable(
                        gettext("Thousands of cells are merged. Take the merging back, and fill in each cell.")
                    )
                found |= dict.fromkeys(range(top, bottom + 1), name)
            before = both[-200:]
    return found


def row_of(place: str, number: int, cells: tuple, header: Header, merged: dict[int, str]) -> Row:
    if number in merged:
        return Row(
            place,
            (),
            gettext("The cells %(merged)s are merged. Take the merging back, and fill in each cell.")
            % {"merged": merged[number]},
        )
    width = len(cells)
    return Row(place, tuple(value_of(cells[at]) if at is not None and at < width else "" for at in header.positions))


def value_of(cell: Any) -> Any:
    """What a cell holds: text, a number, a date; "" where it is empty; a bad Cell where it is not to be gone by."""
    value = cell.value
    if value is None:
        return ""
    match cell.data_type:
        case "s" | "inlineStr" | "str":
            return str(value)
        case "f":
            return FORMULA
        case "e":
            return Cell(ERROR.format(value))
        case "n" if isinstance(value, int | float) and "%" in (cell.number_format or ""):
            shown = f"{value * 100:.15g}"
            return Cell(PERCENT.format(f"{shown}%", f"{value:.15g}", shown))
    return value if isinstance(value, str | int | float | dt.date | dt.time | dt.timedelta) else str(value)
