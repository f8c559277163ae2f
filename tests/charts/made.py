"""Rows and reports for charts, made without a database."""

import datetime as dt
from decimal import Decimal

from metrics.reports.indicator import History, IndicatorReport
from metrics.reports.rows import FigureRow
from metrics.statements import UnitForms

PEOPLE = UnitForms("person", "people", "count", None)


def row(value=100, qualifier="exact", *, period=2021, **fields) -> FigureRow:
    """A row of an indicator's figure; `period` is a year, (start, end) of ISO dates or None, or None."""
    if isinstance(period, int):
        start, end = dt.date(period, 1, 1), dt.date(period, 12, 31)
    else:
        start, end = (day and dt.date.fromisoformat(day) for day in period or (None, None))
    place = fields.get("place_key", "GTM")
    given = dict.fromkeys(FigureRow._fields, "") | {
        "figure_id": 1,
        "indicator_id": 1,
        "indicator_name": "Indicator",
        "indicator_slug": "indicator",
        "role": "actual",
        "value": None if value is None else Decimal(value),
        "missing": "unknown" if value is None else "",
        "qualifier": qualifier,
        "unit_singular": "person",
        "unit_plural": "people",
        "unit_kind": "count",
        "coverage": "global" if place == "global" else "joint" if ";" in place else "single",
        "place_key": place,
        "period_start": start,
        "period_end": end,
        "reference_date": end or dt.date(2022, 4, 20),
        "category_slug": None,
        "category_name": None,
        "category_position": None,
        "rank": "preferred",
        "status": "published",
        "ended_at": None,
    }
    return FigureRow(**{**given, **fields})


def numbered(rows) -> list[FigureRow]:
    return [row._replace(figure_id=number) for number, row in enumerate(rows, start=1)]


def history(*rows, ended=(), wholes=(), more=False) -> History:
    """`ended` are positions of rows, from 0."""
    listed = numbered(rows)
    return History(listed, frozenset(listed[position].figure_id for position in ended), list(wholes), more)


def report(accumulation="increment", name="Indicator") -> IndicatorReport:
    return IndicatorReport("indicator", name, "", PEOPLE, "", accumulation, accumulation, "", False, [], [], None, None)
