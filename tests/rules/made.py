"""Figures in memory for rules, which never see the database."""

import datetime as dt
from decimal import Decimal
from itertools import count

from metrics.reports.rows import FIGURE_FIELDS, FigureRow
from metrics.rules import BY_ID, Case, Relation, examine

TODAY = dt.date(2022, 4, 20)
_ids = count(1)

UNITS = {
    "people": ("person", "people", "count", ""),
    "visas": ("visa", "visas", "count", ""),
    "USD": ("U.S. dollar", "U.S. dollars", "money", "USD"),
    "EUR": ("euro", "euros", "money", "EUR"),
    "percent": ("percent", "percent", "share", ""),
}
NOTHING = dict.fromkeys(FIGURE_FIELDS)
DEFAULTS = {
    "indicator_id": 1,
    "indicator_slug": "people-helped",
    "indicator_name": "People helped",
    "role": "actual",
    "missing": "",
    "qualifier": "exact",
    "as_stated": "some words",
    "period_as_stated": "",
    "rank": "preferred",
    "status": "published",
    "source_title": "Update",
    "source_slug": "update",
    "group_name": "Region",
}


def year(number):
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


def row(value=100, *, places=("GTM",), group=None, period=2021, unit="people", **fields):
    """A figure; no places is the world, and `period` is a year, a pair of dates, or None for unstated."""
    start, end = year(period) if isinstance(period, int) else period or (None, None)
    singular, plural, kind, currency = UNITS[unit]
    coverage = "group" if group else ("global", "single", "joint")[min(len(places), 2)]
    derived = {
        "figure_id": next(_ids),
        "value": None if value is None else Decimal(value),
        "missing": "unknown" if value is None else "",
        "unit_code": unit,
        "unit_singular": singular,
        "unit_plural": plural,
        "unit_kind": kind,
        "currency": currency,
        "coverage": coverage,
        "place_key": f"group:{group}" if group else ";".join(sorted(places)) or "global",
        "period_start": start,
        "period_end": end,
    }
    return FigureRow(**{**NOTHING, **DEFAULTS, **derived, **fields})


BESIDE = (
    "accumulation",
    "stated_on",
    "usual_unit",
    "root",
    "frequency",
    "breakdown",
    "members",
    "newer",
    "replaced",
    "replaced_stated_on",
)


def case(value=100, **fields):
    beside = {name: fields.pop(name) for name in BESIDE if name in fields}
    reference_date = fields.pop("reference_date", None)
    made = row(value, **fields)
    stated_on = beside.setdefault("stated_on", TODAY)
    return Case(
        row=made,
        reference_date=reference_date or made.period_end or stated_on or TODAY,
        **{"accumulation": "increment", "usual_unit": made.unit_code, "root": made.figure_id, **beside},
    )


def related(kind, part, whole):
    return Relation(kind, part.id, whole.id)


def findings(rule_id, cases, relations=(), day=TODAY):
    """What one rule finds, as (message, keys of the figures)."""
    ordered = sorted(cases, key=lambda each: (each.row.indicator_id, each.id))
    return [
        (finding.message, [figure.figure_id for figure in finding.figures])
        for finding in examine(ordered, relations, day, [BY_ID[rule_id]])
    ]


def figures_found(rule_id, cases, relations=(), day=TODAY):
    """The sets of figures that one rule finds."""
    return [set(ids) for _, ids in findings(rule_id, cases, relations, day)]
