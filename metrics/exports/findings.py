"""Findings as files: JSON with all figures of each, CSV with a row for each."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from metrics.reports.findings import FindingRow
from metrics.reports.rows import FigureRow

from .spreadsheet import inert, iso_instant, plain

HEADINGS = (
    "finding",
    "rule",
    "severity",
    "state",
    "title",
    "message",
    "figures",
    "countries",
    "found_since",
    "verdict",
    "note",
    "settled_by",
    "settled_at",
    "reopened_because",
)


def figure_as_json(row: FigureRow) -> dict:
    """One side of a finding. `value` is plain and None where it is missing; dates are ISO 8601."""
    return {
        "figure_id": row.figure_id,
        "indicator": row.indicator_slug,
        "role": row.role,
        "value": plain(row.value) or None,
        "missing": row.missing,
        "qualifier": row.qualifier,
        "as_stated": row.as_stated,
        "unit": row.unit_code,
        "words": row.words,
        "countries": row.countries,
        "group": row.group_slug,
        "coverage": row.coverage,
        "period_start": row.period_start and row.period_start.isoformat(),
        "period_end": row.period_end and row.period_end.isoformat(),
        "period_as_stated": row.period_as_stated,
        "category": row.category_slug,
        "source": row.source_slug,
        "section": row.section,
    }


def finding_as_json(finding: FindingRow) -> dict:
    said = finding.settlement
    return {
        "key": finding.key,
        "rule": finding.rule.id,
        "title": finding.title,
        "severity": finding.severity,
        "state": finding.state,
        "explanation": finding.explanation,
        "message": finding.message,
        "settlement": said
        and {
            "verdict": said.verdict,
            "note": said.note,
            "by": said.by,
            "at": iso_instant(said.at),
            "ended_at": iso_instant(said.ended_at) or None,
            "ended_reason": said.ended_reason,
        },
        "figures": [figure_as_json(row) for row in finding.figures],
    }


def csv_of_findings(findings: Iterable[FindingRow]) -> Iterator[str]:
    """Lines of UTF-8 CSV with CRLF, as of figures."""
    line = io.StringIO()
    write = csv.writer(line, lineterminator="\r\n").writerow
    for cells in chain([HEADINGS], map(cells_of, findings)):
        write(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def cells_of(finding: FindingRow) -> list[str]:
    said = finding.settlement
    codes = sorted({code for row in finding.figures for code in row.countries})
    return [
        inert(cell)
        for cell in (
            finding.key,
            finding.rule.id,
            finding.severity,
            finding.state,
            finding.title,
            finding.message,
            ";".join(str(row.figure_id) for row in finding.figures),
            ";".join(codes),
            iso_instant(finding.since),
            *((said.verdict, said.note, said.by, iso_instant(said.at), said.ended_reason) if said else [""] * 5),
        )
    ]


def json_of_findings(findings: Iterable[FindingRow], as_of: dt.date | None) -> Iterator[str]:
    """One object, {"as_of": …, "findings": […]}, a finding a line."""
    yield f'{{"as_of": {json.dumps(as_of and as_of.isoformat())}, "findings": ['
    separator = "\n"
    for finding in findings:
        yield separator + json.dumps(finding_as_json(finding), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def download_findings(findings: Iterable[FindingRow], format: str, name: str, as_of: dt.date | None):
    """The findings as a file to save; `format` is csv or json, `name` the name of the file."""
    lines = csv_of_findings(findings) if format == "csv" else json_of_findings(findings, as_of)
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8; header=present" if format == "csv" else "application/json",
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
        },
    )
