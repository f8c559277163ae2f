"""What changed for a country as CSV, a line a change, in constant memory."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from metrics.reports.changes import Subject
from metrics.reports.relations import Endpoint
from metrics.reports.revisions import Event

from .spreadsheet import inert, iso_instant

NAMES = (
    "at",
    "change",
    "about",
    "id",
    "name",
    "place",
    "period",
    "field",
    "old",
    "new",
    "reason",
    "old_source",
    "source",
)


def line_of_event(event: Event) -> list:
    """A statement: what was withdrawn has an old value and no new one, what was added a new one and no old one."""
    figure, withdrawn = event.figure, event.kind == "withdrawn"
    return [
        iso_instant(event.at),
        event.kind,
        event.noun,
        event.place.pk if figure else event.statement.slug,
        event.name,
        figure.place if figure else "",
        figure.period if figure else event.statement.date,
        "",
        event.words if withdrawn else event.old_words,
        "" if withdrawn else event.words if figure else event.name,
        event.reason,
        event.old.source_slug if isinstance(event.old, Endpoint) else "",
        event.statement.source_slug,
    ]


def lines_of_subject(subject: Subject) -> Iterator[list]:
    """A program or indicator: a line for each field that changed."""
    change = subject.change
    for field in change.fields:
        about = [iso_instant(change.at), "changed", subject.kind, change.slug, change.name, "", ""]
        yield [*about, field.label, field.old, field.new, "", "", ""]


def csv_stream(changes: Iterable[Event | Subject]) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, as the files of figures are."""
    yield (",".join(NAMES) + "\r\n").encode()
    for change in changes:
        text = io.StringIO()
        lines = lines_of_subject(change) if isinstance(change, Subject) else [line_of_event(change)]
        csv.writer(text).writerows([cell if isinstance(cell, int) else inert(cell) for cell in line] for line in lines)
        yield text.getvalue().encode()


def download(changes: Iterable[Event | Subject], name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name), "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(csv_stream(changes), content_type="text/csv; charset=utf-8", headers=headers)
