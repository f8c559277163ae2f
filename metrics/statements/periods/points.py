"""One point of time as stated ("April 13", "FY 2022", "the first half of 2021"), before it becomes dates."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from metrics.statements.periods.period import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    add_months,
    calendar_year,
    day,
    fiscal_half,
    fiscal_quarter,
    fiscal_year,
    half,
    month,
    quarter,
)
from metrics.statements.periods.symbols import Symbol

PointKind = Literal["year", "half", "quarter", "months", "month", "days", "day"]

#: Words that mean the stretch just gone by rather than the calendar period before: "the past year", "el último año".
ROLLING = frozenset({"past", "preceding", "último", "última", "últimos", "últimas"})


@dataclass(frozen=True, slots=True)
class Point:
    """A point of time with what the words gave of it; ``next`` is the symbol after its last.

    ``offset`` stands for a year that is told from the document's date: -1 in "April of last year". The "days" of a
    month run from its ``day`` to the one in ``part``.
    """

    kind: PointKind
    next: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int = 0
    fiscal: bool = False
    foreign: bool = False
    last_part: bool = False
    offset: int | None = None

    def period(self, fiscal_year_start: int) -> Period:
        """The dates of a point whose year is known; :class:`Refused` for a day that does not exist."""
        if self.year is None:
            raise ValueError("A point without a year has no dates.")
        year, start = self.year, fiscal_year_start
        match self.kind:
            case "year":
                return fiscal_year(year, start) if self.fiscal else calendar_year(year)
            case "half":
                return fiscal_half(year, self.part, start) if self.fiscal else half(year, self.part)
            case "quarter":
                return fiscal_quarter(year, self.part, start) if self.fiscal else quarter(year, self.part)
            case "months":
                return self._months(fiscal_year(year, start) if self.fiscal else calendar_year(year))
            case "month":
                return month(year, self.month or 0)
            case "days":
                whole = month(year, self.month or 0)
                last = min(self.part, whole.end.day) if whole.end else self.part
                return Period(
                    day(year, self.month or 0, self.day or 1).start, day(year, self.month or 0, last).end, "", "span"
                )
            case "day":
                return day(year, self.month or 0, self.day or 0)

    def _months(self, whole: Period) -> Period:
        first, last = whole.start, whole.end
        if first is None or last is None:  # a year has both; this tells the type checker
            raise ValueError("A year has two ends.")
        turn = add_months(first, 12 - self.part if self.last_part else self.part)
        start = turn if self.last_part else first
        end = last if self.last_part else date.fromordinal(turn.toordinal() - 1)
        return Period(start, end, "", "span")

    def in_year(self, year: int | None) -> Point:
        """The same point in ``year``."""
        return replace(self, year=year, offset=None)

    def counted_from(self, today: date, fiscal_year_start: int) -> Point:
        """The same point with the year that its ``offset`` means on ``today``."""
        if self.offset is None:
            return self
        running = today.year + (self.fiscal and today.month >= fiscal_year_start > 1)
        return self.in_year(running + self.offset)


def read_point(found: list[Symbol], index: int, language: str) -> Point | None:
    """The point of time that starts at ``index``, or ``None`` where there is none."""
    index = skip(found, index)
    if index >= len(found):
        return None
    symbol = found[index]
    match symbol.kind:
        case "ISO":
            year, rest = divmod(symbol.value, 10000)
            return Point("day", index + 1, year=year, month=rest // 100, day=rest % 100)
        case "ISOMONTH":
            year, number = divmod(symbol.value, 100)
            return Point("month", index + 1, year=year, month=number)
        case "ORD" | "LAST":
            return _ordinal(found, index) or (_number(found, index) if _is_day(symbol) else None)
        case "HALF" | "QUARTER":
            kind: PointKind = "half" if symbol.kind == "HALF" else "quarter"
            return _in_some_year(found, Point(kind, index + 1, part=symbol.value))
        case "WORD" | "NUM" if (first := _at(found, index + 1)) and first.kind == "ORD" and not first.raw[:1].isdigit():
            return _ordinal([*found[:index], first, symbol, *found[index + 2 :]], index)
        case "QUARTERS" if (part := _at(found, index + 1)) and part.kind == "NUM" and 1 <= part.value <= 4:
            return _in_some_year(found, Point("quarter", index + 2, part=part.value))
        case "FY":
            return _fiscal(found, index)
        case "MONTH":
            return _month(found, index, language)
        case "YEARS":
            point = read_point(found, index + 1, language)
            return point if point and point.kind == "year" and not point.fiscal else None
        case "NUM":
            return _number(found, index)
    return None


def skip(found: list[Symbol], index: int) -> int:
    """The first symbol from ``index`` on that is not a filler such as "of the"."""
    while index < len(found) and found[index].kind == "FILL":
        index += 1
    return index


def is_year(symbol: Symbol) -> bool:
    """Whether ``symbol`` is four digits that can be a year."""
    return symbol.kind == "NUM" and symbol.digits == 4 and FIRST_YEAR <= symbol.value <= LAST_YEAR


def _is_day(symbol: Symbol) -> bool:
    """Whether ``symbol`` can be the day of a month: "13", "3rd"."""
    in_digits = symbol.kind == "NUM" or (symbol.kind == "ORD" and symbol.raw[:1].isdigit())
    return in_digits and symbol.digits <= 2 and 1 <= symbol.value <= 31


def _at(found: list[Symbol], index: int) -> Symbol | None:
    return found[index] if index < len(found) else None


def _year_at(found: list[Symbol], index: int) -> tuple[int, int] | None:
    """The year at or after fillers from ``index``, and the symbol after it."""
    index = skip(found, index)
    symbol = _at(found, index)
    if symbol and symbol.kind == "YEARS":
        index = skip(found, index + 1)
        symbol = _at(found, index)
    return (symbol.value, index + 1) if symbol and is_year(symbol) else None


#: A year without a leap day, for the last week of a month.
_COMMON_YEAR = 2001
_OFFSETS = {"LAST": -1, "THIS": 0, "NEXT": 1}


def _relative_year(found: list[Symbol], index: int) -> tuple[int, int, bool] | None:
    """The offset of "this year", "año pasado" or "last fiscal year" at or after fillers from ``index``, the symbol
    after it, and whether it is fiscal.
    """
    at = skip(found, index)
    offset, unit = None, ""
    while at < len(found):
        symbol = found[at]
        if symbol.kind in _OFFSETS and offset is None and symbol.raw.lower() not in ROLLING:
            offset = _OFFSETS[symbol.kind]
        elif symbol.kind == "FY" and not unit:
            unit = "FY"
        elif symbol.kind == "YEARS" and unit != "YEARS" and symbol.raw.lower() in ("year", "año"):
            unit = unit or "YEARS"
        else:
            break
        at += 1
    return None if offset is None or not unit else (offset, at, unit == "FY")


def _in_some_year(found: list[Symbol], part: Point) -> Point:
    """``part`` with the calendar or fiscal year that follows it, if one does."""
    index = skip(found, part.next)
    symbol = _at(found, index)
    if symbol and symbol.kind == "FY":
        whole = _fiscal(found, index)
        if whole and whole.kind == "year":
            return replace(part, year=whole.year, fiscal=True, foreign=whole.foreign, next=whole.next)
        return part
    year = _year_at(found, part.next)
    if year:
        return replace(part, year=year[0], next=year[1])
    relative = _relative_year(found, part.next)
    return replace(part, offset=relative[0], next=relative[1], fiscal=relative[2]) if relative else part


def _in_its_year(found: list[Symbol], point: Point) -> Point:
    """The month or days of it with the year after them: "April 2021", "julio del año pasado"."""
    year = _year_at(found, point.next)
    if year:
        return replace(point, year=year[0], next=year[1])
    relative = _relative_year(found, point.next)
    return replace(point, offset=relative[0], next=relative[1]) if relative and not relative[2] else point


def _ordinal(found: list[Symbol], index: int) -> Point | None:
    """Such as "first half of …", "second quarter of …", "first six months of …", "primero de abril"."""
    ordinal, after = found[index], skip(found, index + 1)
    symbol = _at(found, after)
    if symbol is None:
        return None
    if symbol.kind in ("HALVES", "QUARTERS", "WEEKS") and symbol.raw.lower() not in ("weeks", "semanas"):
        days = _days_of_month(found, ordinal, symbol, after + 1)
        if days or symbol.kind == "WEEKS":
            return days
        kind: PointKind = "half" if symbol.kind == "HALVES" else "quarter"
        last = {"half": 2, "quarter": 4}[kind]
        point = _in_some_year(found, Point(kind, after + 1, part=last if ordinal.kind == "LAST" else ordinal.value))
        dated = point.year is not None or point.offset is not None
        if ordinal.kind == "LAST" and not dated:  # "the last quarter of the year" is its fourth
            at = skip(found, point.next)
            of_year = at > point.next and at < len(found) and found[at].raw.lower() in ("year", "año")
            return replace(point, next=at + 1) if of_year else None
        return point if point.part <= last or dated else None
    if ordinal.kind == "ORD" and ordinal.value == 1 and symbol.kind == "MONTH":
        point = Point("day", after + 1, month=symbol.value, day=1)
        year = _year_at(found, after + 1)
        return replace(point, year=year[0], next=year[1]) if year else point
    if ordinal.kind == "ORD" and ordinal.value == 1 and symbol.kind in ("WORD", "NUM") and symbol.value <= 31:
        unit, month_at = _at(found, after + 1), skip(found, after + 2)
        named = _at(found, month_at)
        if unit and unit.kind == "DAYS" and named and named.kind == "MONTH":
            return _in_its_year(found, Point("days", month_at + 1, month=named.value, day=1, part=symbol.value))
    months = _at(found, after + 1)
    counted = symbol.kind in ("WORD", "NUM") and 1 <= symbol.value <= 11
    if counted and months and months.kind == "MONTHS" and (ordinal.kind == "LAST" or ordinal.value == 1):
        last = ordinal.kind == "LAST"
        point = _in_some_year(found, Point("months", after + 2, part=symbol.value, last_part=last))
        if point.year is not None or point.offset is not None:
            return point
        whole = _at(found, skip(found, after + 2))
        this_year = whole is not None and whole.kind == "YEARS" and not last
        return replace(point, next=skip(found, after + 2) + 1) if this_year else None
    return None


def _days_of_month(found: list[Symbol], ordinal: Symbol, part: Symbol, index: int) -> Point | None:
    """Such as "the first half of May", "segunda quincena de mayo", "the third week of May"."""
    at = skip(found, index)
    named = _at(found, at)
    if named is None or named.kind != "MONTH":
        return None
    number = ordinal.value
    if ordinal.kind == "LAST" and part.kind == "WEEKS":
        first, last = monthrange(_COMMON_YEAR, named.value)[1] - 6, 31
    elif ordinal.kind == "LAST":
        return None
    elif part.kind == "HALVES" and number <= 2:
        first, last = (1, 15) if number == 1 else (16, 31)
    elif part.kind == "WEEKS" and number <= 4:
        first, last = 7 * number - 6, 7 * number
    else:
        return None
    return _in_its_year(found, Point("days", at + 1, month=named.value, day=first, part=last))


def _fiscal(found: list[Symbol], index: int) -> Point | None:
    """Such as "FY 2022", "FY22", "FY 2022 Q2"."""
    foreign = found[index].value == 1
    after = skip(found, index + 1)
    symbol = _at(found, after)
    if symbol is None or symbol.kind != "NUM":
        return None
    if symbol.digits == 2:
        year = 2000 + symbol.value
    elif is_year(symbol):
        year = symbol.value
    else:
        return None
    part = _at(found, after + 1)
    if part and part.kind in ("HALF", "QUARTER"):
        kind: PointKind = "half" if part.kind == "HALF" else "quarter"
        return Point(kind, after + 2, year=year, part=part.value, fiscal=True, foreign=foreign)
    number = _at(found, after + 2)
    if part and part.kind == "QUARTERS" and number and number.kind == "NUM" and 1 <= number.value <= 4:
        return Point("quarter", after + 3, year=year, part=number.value, fiscal=True, foreign=foreign)
    return Point("year", after + 1, year=year, fiscal=True, foreign=foreign)


def _month(found: list[Symbol], index: int, language: str) -> Point:
    """Such as "October 2021", "April 13, 2022", "April 13"."""
    number = found[index].value
    year = _year_at(found, index + 1)
    if year:
        return Point("month", year[1], year=year[0], month=number)
    symbol = _at(found, index + 1)
    if symbol and _is_day(symbol):
        year = _year_at(found, index + 2)
        if year:
            return Point("day", year[1], year=year[0], month=number, day=symbol.value)
        # Spanish puts the day first, so "en abril 13 personas" counts people.
        if language == "en":
            return _in_its_year(found, Point("day", index + 2, month=number, day=symbol.value))
    return _in_its_year(found, Point("month", index + 1, month=number))


def _number(found: list[Symbol], index: int) -> Point | None:
    """Such as "2021", "2022 Q1", "13 April 2022", and the lone day of "19 to 20 April"."""
    symbol = found[index]
    if is_year(symbol):
        part = _at(found, index + 1)
        if part and part.kind in ("HALF", "QUARTER"):
            kind: PointKind = "half" if part.kind == "HALF" else "quarter"
            return Point(kind, index + 2, year=symbol.value, part=part.value)
        return Point("year", index + 1, year=symbol.value)
    if not _is_day(symbol):
        return None
    after = skip(found, index + 1)
    named = _at(found, after)
    if named and named.kind == "MONTH":
        return _in_its_year(found, Point("day", after + 1, month=named.value, day=symbol.value))
    year = _year_at(found, index + 1)
    lone = Point("day", index + 1, day=symbol.value)
    return replace(lone, year=year[0], next=year[1]) if year else lone
