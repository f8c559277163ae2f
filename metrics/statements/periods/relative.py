"""Periods counted from the document's date: "over the last two years", "last year", "to date"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from metrics.statements.errors import Refused
from metrics.statements.periods.notes import note
from metrics.statements.periods.period import (
    Period,
    add_months,
    calendar_year,
    fiscal_year,
    month,
    quarter,
)
from metrics.statements.periods.points import ROLLING, skip
from metrics.statements.periods.symbols import Symbol

_LENGTHS = frozenset({"YEARS", "MONTHS", "WEEKS", "DAYS"})
_FARTHEST = {"YEARS": 150, "MONTHS": 1800, "WEEKS": 7800, "DAYS": 54750}


@dataclass(frozen=True, slots=True)
class Relative:
    """What the words count ("LAST", 2, "YEARS"), and the symbol after them."""

    which: str
    count: int | None
    unit: str
    rolling: bool
    next: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words are counted from."""

    language: str
    document_date: date | None
    fiscal_year_start: int

    def today(self, words: str) -> date:
        """The document's date, or a refusal that asks for it."""
        if self.document_date is None:
            raise Refused(
                "“{words}” is counted from the document's date: give that date, or write the dates out.",
                words=words,
            )
        return self.document_date


def read_relative(found: list[Symbol], index: int) -> Relative | None:
    """The relative words that start at ``index``, in either word order, or ``None``."""
    index = skip(found, index)
    which, count, unit, rolling = "", None, "", False
    at = index
    while at < len(found):
        symbol = found[at]
        if symbol.kind in ("LAST", "THIS", "NEXT") and not which:
            which, rolling = symbol.kind, symbol.raw.lower() in ROLLING
        elif symbol.kind in ("WORD", "NUM") and not unit and count is None and symbol.digits <= 3:
            count = symbol.value
        elif symbol.kind in _LENGTHS | {"QUARTERS"} and (not unit or (unit == "FY" and symbol.kind == "YEARS")):
            unit = unit or symbol.kind
        elif symbol.kind == "FY" and not unit:
            unit = "FY"
        else:
            break
        at += 1
    return Relative(which, count, unit, rolling, at) if which and unit else None


def resolve_relative(relative: Relative, anchor: Anchor, words: str) -> Period | None:
    """The dates of ``relative``, or ``None`` where the words do not fix them ("the last quarters")."""
    today = anchor.today(words)
    if relative.which == "LAST" and (relative.count or relative.rolling) and relative.unit in _LENGTHS:
        return _rolling(relative, today, words, anchor.language)
    if relative.count is not None or relative.rolling:
        return None
    back = {"LAST": 1, "THIS": 0, "NEXT": -1}[relative.which]
    match relative.unit:
        case "YEARS":
            whole = calendar_year(today.year - back)
        case "MONTHS":
            then = add_months(today.replace(day=1), -back)
            whole = month(then.year, then.month)
        case "QUARTERS":
            then = add_months(today.replace(day=1), -3 * back)
            whole = quarter(then.year, (then.month + 2) // 3)
        case "WEEKS":
            monday = today - timedelta(days=today.weekday() + 7 * back)
            whole = Period(monday, monday + timedelta(days=6), "", "span")
        case "FY":
            current = today.year + (today.month >= anchor.fiscal_year_start > 1)
            whole = fiscal_year(current - back, anchor.fiscal_year_start)
        case _:
            return None
    name = "fiscal" if relative.unit == "FY" else "calendar"
    return Period(whole.start, whole.end, words, "relative", note(name, anchor.language, when=today))


def _rolling(relative: Relative, today: date, words: str, language: str) -> Period:
    """So many years, months, weeks or days that end on the document's date."""
    count = relative.count or 1
    if count > _FARTHEST[relative.unit]:
        raise Refused("“{words}” reaches farther back than dates are kept: check the number.", words=words)
    match relative.unit:
        case "YEARS":
            start = add_months(today, -12 * count) + timedelta(days=1)
        case "MONTHS":
            start = add_months(today, -count) + timedelta(days=1)
        case "WEEKS":
            start = today - timedelta(days=7 * count - 1)
        case _:
            start = today - timedelta(days=count - 1)
    return Period(start, today, words, "relative", note("rolling", language, when=today))


def days_before(count: int, anchor: Anchor, words: str) -> Period:
    """Such as "yesterday"."""
    then = anchor.today(words) - timedelta(days=count)
    return Period(then, then, words, "relative", note("calendar", anchor.language, when=then))


def weekday_before(number: int, anchor: Anchor, words: str, *, today: bool) -> Period:
    """Such as "on Friday" (0 is Monday): the last one before the document's date, or that date where ``today`` allows
    it.
    """
    day = anchor.today(words)
    back = (day.weekday() - number) % 7
    then = day - timedelta(days=back if back or today else 7)
    return Period(then, then, words, "relative", note("calendar", anchor.language, when=day))


def up_to_date(kind: str, anchor: Anchor, words: str) -> Period:
    """Such as "to date", "so far this year", "today"."""
    today = anchor.today(words)
    start = date(today.year, 1, 1) if kind == "YTD" else None
    return Period(start, today, words, "relative", note("until", anchor.language, when=today))
