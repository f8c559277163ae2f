"""The time that a figure speaks of: two dates, either of them possibly open, and the words that stated
them.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

from metrics.statements.errors import Refused

PeriodKind = Literal[
    "calendar_year",
    "fiscal_year",
    "fiscal_half",
    "fiscal_quarter",
    "half",
    "quarter",
    "month",
    "day",
    "span",
    "since",
    "as_of",
    "relative",
    "unstated",
]

PERIOD_KINDS: tuple[str, ...] = get_args(PeriodKind)

#: The U.S. fiscal year begins on October 1 of the year before and ends on September 30 (31 U.S.C. 1102).
US_FISCAL_YEAR_START = 10

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Period:
    """A period with inclusive dates.

    ``None`` is an open end: "since August 2021" has no end, "as of April 13" no start. ``as_stated`` keeps
    the words, and ``assumption`` says in a sentence what had to be supposed to turn them into dates (empty
    where nothing had). Raises :class:`Refused` where the end stands before the start.
    """

    start: date | None
    end: date | None
    as_stated: str
    kind: PeriodKind
    assumption: str = ""

    def __post_init__(self) -> None:
        if self.kind not in PERIOD_KINDS:
            raise ValueError(f"{self.kind!r} is not a kind of period.")
        if self.start and self.end and self.start > self.end:
            raise Refused(
                "The period ends on {end}, before it starts on {start}: check the two dates.",
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )

    @property
    def dates(self) -> tuple[date | None, date | None]:
        """Start and end, both inclusive."""
        return self.start, self.end

    @property
    def is_open(self) -> bool:
        """Whether an end is missing."""
        return self.start is None or self.end is None

    def contains(self, other: Period | date) -> bool:
        """Whether ``other`` lies wholly within this period. An unstated period contains and is contained in
        nothing.
        """
        start, end = (other, other) if isinstance(other, date) else other.dates
        if "unstated" in (self.kind, None if isinstance(other, date) else other.kind):
            return False
        starts_within = self.start is None or (start is not None and start >= self.start)
        ends_within = self.end is None or (end is not None and end <= self.end)
        return starts_within and ends_within

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both. An unstated period overlaps nothing: nothing is known of it."""
        if "unstated" in (self.kind, other.kind):
            return False
        return (self.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (
            self.end or date.max
        )

    def stated_as(self, words: str, assumption: str = "") -> Period:
        """The same dates under other words."""
        return replace(self, as_stated=words, assumption=assumption)


def unstated(words: str = "") -> Period:
    """The period of a figure whose source names none."""
    return Period(None, None, words, "unstated")


def calendar_year(year: int) -> Period:
    """January 1 through December 31."""
    year = _year(year)
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "calendar_year")


def half(year: int, number: int) -> Period:
    """The first (January through June) or second half of a calendar year."""
    start = _part_start(_year(year), 1, 6, number, 2)
    words = f"{('first', 'second')[number - 1]} half of {year}"
    return Period(start, _months_on(start, 6), words, "half")


def quarter(year: int, number: int) -> Period:
    """One of the four quarters of a calendar year."""
    start = _part_start(_year(year), 1, 3, number, 4)
    return Period(start, _months_on(start, 3), f"Q{number} {year}", "quarter")


def fiscal_year(year: int, start_month: int = US_FISCAL_YEAR_START) -> Period:
    """The fiscal year named ``year``: the one that ends in it. By default the U.S. one (31 U.S.C. 1102)."""
    start = _fiscal_start(year, start_month)
    return Period(start, _months_on(start, 12), f"FY {year}", "fiscal_year")


def fiscal_half(year: int, number: int, start_month: int = US_FISCAL_YEAR_START) -> Period:
    """Half 1 or 2 of a fiscal year: October through March, April through September in the U.S. one."""
    first = _fiscal_start(year, start_month)
    start = _part_start(first.year, first.month, 6, number, 2)
    words = f"{('first', 'second')[number - 1]} half of FY {year}"
    return Period(start, _months_on(start, 6), words, "fiscal_half")


def fiscal_quarter(year: int, number: int, start_month: int = US_FISCAL_YEAR_START) -> Period:
    """Quarter 1 to 4 of a fiscal year: the first is October through December in the U.S. one."""
    first = _fiscal_start(year, start_month)
    start = _part_start(first.year, first.month, 3, number, 4)
    return Period(start, _months_on(start, 3), f"Q{number} FY {year}", "fiscal_quarter")


def month(year: int, number: int) -> Period:
    """One month."""
    if not 1 <= number <= 12:
        raise Refused("There is no month {number}: months run from 1 to 12.", number=number)
    start = date(_year(year), number, 1)
    return Period(start, _months_on(start, 1), start.strftime("%B %Y"), "month")


def day(year: int, month_number: int, number: int) -> Period:
    """One day; :class:`Refused` for one that the calendar does not have (February 30)."""
    days = monthrange(_year(year), month_number)[1] if 1 <= month_number <= 12 else 0
    if not 1 <= number <= days:
        raise Refused(
            "There is no day {year:04d}-{month:02d}-{day:02d} in the calendar: check the date.",
            year=year,
            month=month_number,
            day=number,
        )
    when = date(year, month_number, number)
    return Period(when, when, when.isoformat(), "day")


def add_months(when: date, months: int) -> date:
    """The same day ``months`` later (earlier where negative), or the last day of a shorter month."""
    index = when.year * 12 + when.month - 1 + months
    year, month_index = divmod(index, 12)
    return date(year, month_index + 1, min(when.day, monthrange(year, month_index + 1)[1]))


def _months_on(start: date, months: int) -> date:
    return add_months(start, months) - timedelta(days=1)


def _fiscal_start(year: int, start_month: int) -> date:
    if not 1 <= start_month <= 12:
        raise ValueError("A fiscal year starts in a month from 1 to 12.")
    return date(_year(year) if start_month == 1 else _year(year) - 1, start_month, 1)


def _part_start(year: int, first_month: int, length: int, number: int, count: int) -> date:
    if not 1 <= number <= count:
        raise Refused("A year has {count} such parts: there is no number {number}.", count=count, number=number)
    return add_months(date(year, first_month, 1), length * (number - 1))


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            "{year} is not a year from {first} to {last}: check it.",
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return year
