"""Files of figures: what a page says, to take away. All are written from the rows of the page's own report."""

import datetime as dt
from collections.abc import Iterable

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename

from metrics.reports.rows import FigureRow

from .spreadsheet import csv_stream, day_of, json_stream, xlsx_file

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

STREAMS = {"csv": csv_stream, "json": json_stream}


def name_of_file(name: str, format: str, as_of: dt.date | None) -> str:
    """ "throughline-countries-GTM-2022-05-03.csv" for "countries-GTM"."""
    return get_valid_filename(f"throughline-{name}-{day_of(as_of).isoformat()}.{format}")


def saved_as(name: str, format: str, as_of: dt.date | None) -> dict[str, str]:
    """Headers of a file to save: its name, and that browsers take its type at its word."""
    return {
        "Content-Disposition": content_disposition_header(True, name_of_file(name, format, as_of)),
        "X-Content-Type-Options": "nosniff",
    }


def attachment(content: bytes, content_type: str, name: str, format: str, as_of: dt.date | None) -> HttpResponse:
    """A small file that is written as a whole, so that the page cache may keep it."""
    return HttpResponse(content, content_type=content_type, headers=saved_as(name, format, as_of))


def download(
    rows: Iterable[FigureRow], format: str, name: str, as_of: dt.date | None
) -> StreamingHttpResponse | FileResponse:
    """The rows as a file to save. `name` says what of, such as "countries-GTM"; the day and ending are added."""
    headers = saved_as(name, format, as_of)
    if format == "xlsx":
        # A workbook is a ZIP archive, whose directory comes last: it is complete before the first byte leaves.
        return FileResponse(xlsx_file(rows, as_of), content_type=CONTENT_TYPES[format], headers=headers)
    return StreamingHttpResponse(STREAMS[format](rows, as_of), content_type=CONTENT_TYPES[format], headers=headers)


__all__ = [
    "CONTENT_TYPES",
    "STREAMS",
    "attachment",
    "csv_stream",
    "download",
    "json_stream",
    "name_of_file",
    "xlsx_file",
]
