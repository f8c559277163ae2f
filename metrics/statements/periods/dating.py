"""Points of time to dates: ranges, and what a point leaves out, taken from the document's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.statements.errors import Refused
from metrics.statements.periods.notes import note
from metrics.statements.periods.period import US_FISCAL_YEAR_START, Period
from metrics.statements.periods.points import Point
from metrics.statements.periods.relative import Anchor

_HALF_A_YEAR = 183
#: "By June" is the June this near to the document's date.
_NEAR_DAYS = 153


class Dating:
    """Dates of points, counted from one anchor."""

    def __init__(self, anchor: Anchor) -> None:
        self.anchor = anchor

    def between(self, first: Point, second: Point) -> Period:
        if first.month is None and first.kind == "day":
            first = replace(first, month=second.month)
        assumption = ""
        if first.fiscal and not second.fiscal and second.kind == "year":
            second = replace(second, fiscal=True)
            assumption = note("fiscal_range", self.anchor.language, first=first.year, last=second.year)
        elif second.fiscal and not first.fiscal and first.year is None:
            first = replace(first, fiscal=True)
        if second.year is None and first.year is None:
            last, assumption = self.dated(second)
            second = second.in_year(last.end.year if last.end else None)
        if second.year is None:
            second = second.in_year(first.year)
            if self._start(second) < self._start(first) and second.year:
                second = second.in_year(second.year + 1)
        elif first.year is None:
            first = first.in_year(second.year)
            if self._start(first) > self._start(second) and first.year:
                first = first.in_year(first.year - 1)
        start = first.period(self.anchor.fiscal_year_start).start
        end = second.period(self.anchor.fiscal_year_start).end
        return Period(start, end, "", "span", assumption or self._foreign(second))

    def _start(self, point: Point) -> date:
        start = point.period(self.anchor.fiscal_year_start).start
        return start or date.min

    def dated(self, point: Point, *, past: bool = False) -> tuple[Period, str]:
        """The dates of one point, whose missing year is the last one in which it is not after the document.

        A point later in the document's year than the document is refused, unless the words say that it is ``past``
        or the one in the year before ended within half a year: "in June", written in April, may be either June.
        """
        start_month = self.anchor.fiscal_year_start
        if point.year is not None:
            return point.period(start_month), self._foreign(point)
        today = self.anchor.document_date
        if point.kind in ("half", "quarter", "months") and today and not point.fiscal:
            return self._part_of_year(point, today)
        if point.kind not in ("month", "days", "day"):
            raise Refused("The words name a part of a year but not the year: write it.")
        if today is None:
            raise Refused("The date names no year: write it, or give the document's date.")
        later = (point.month or 0, point.day or 1) > (today.month, today.day)
        year = today.year - later
        dated = point.in_year(year).period(start_month)
        if later and not past and dated.end and (today - dated.end).days > _HALF_A_YEAR:
            raise Refused("The date names no year, and either the last or the next one may be meant: write it.")
        assumption = note("year", self.anchor.language, when=today, year=year)
        return dated, assumption

    def _part_of_year(self, point: Point, today: date) -> tuple[Period, str]:
        """A half or quarter whose year is left out: the last one that had ended, or was in its last month, by then."""
        for year in (today.year, today.year - 1):
            whole = point.in_year(year).period(self.anchor.fiscal_year_start)
            if whole.end and (whole.end - today).days <= 31:
                return whole, note("year", self.anchor.language, when=today, year=year)
        raise Refused("The words name a part of a year but not the year: write it.")

    def _foreign(self, point: Point) -> str:
        """Spanish-speaking countries have other fiscal years, so the choice of the U.S. one is said aloud."""
        applies = point.fiscal and point.foreign and self.anchor.fiscal_year_start == US_FISCAL_YEAR_START
        return note("us_fiscal", self.anchor.language) if applies else ""

    def nearest(self, point: Point, *, before: bool = False) -> tuple[Period, int] | None:
        """Until a month or day whose year is left out: "by June" may be the last or the next one, and is taken for
        the one that lies within five months of the document's date. ``before`` ends the day before it starts.
        """
        today = self.anchor.document_date
        if point.kind not in ("month", "day") or today is None:
            return None
        ends = [self._end_in(point, year, before=before) for year in (today.year - 1, today.year, today.year + 1)]
        near = [end for end in ends if end and abs((end - today).days) <= _NEAR_DAYS]
        if len(near) != 1:
            return None
        assumption = note("year", self.anchor.language, when=today, year=near[0].year)
        return Period(None, near[0], "", "span", assumption), point.next

    def _end_in(self, point: Point, year: int, *, before: bool) -> date | None:
        try:
            whole = point.in_year(year).period(self.anchor.fiscal_year_start)
            return date.fromordinal(whole.start.toordinal() - 1) if before and whole.start else whole.end
        except Refused:
            return None  # 29 February
