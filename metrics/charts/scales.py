"""From dates and values to places in a drawing: across in percent of its width, down in pixels."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_skeleton

from metrics.reports.rows import date_words, language

# What stands between two ticks of a time axis, in months.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
# How many ticks a phone's width has room for: years, and months with their years.
TICKS = 5
MONTH_TICKS = 4
# Where there is but one day: this many days on both sides.
ALONE = 183


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days between `left` and `right`, in percent of the width."""

    first: int
    last: int
    left: float = 0.0
    right: float = 100.0

    @classmethod
    def of(cls, days: Iterable[dt.date], left: float = 0.0, right: float = 100.0) -> "TimeScale":
        """From the earliest to the latest of these days, of which there is at least one."""
        ordinals = [day.toordinal() for day in days]
        first, last = min(ordinals), max(ordinals)
        if first == last:
            first, last = first - ALONE, last + ALONE
        return cls(first, last, left, right)

    def at(self, day: dt.date, end: bool = False) -> float:
        """Of the start of a day, or of its `end`."""
        part = (day.toordinal() + end - self.first) / (self.last + 1 - self.first)
        return self.left + part * (self.right - self.left)

    def ticks(self) -> list[dt.date]:
        """First days of months or years, at equal steps counted from year 0, as many as have room."""
        first, last = self.days
        start, stop = first.year * 12 + first.month - 1, last.year * 12 + last.month
        # Before they are made, all but a few are ruled out: a month's step over an age would be a long list.
        step = next((step for step in STEPS if (stop - start) // step < room_for(step)), STEPS[-1])
        months = range(-(-start // step) * step, stop, step)
        days = [dt.date(month // 12, month % 12 + 1, 1) for month in months if month >= 12]
        return [day for day in days if first <= day <= last][:TICKS]

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last, as far as there are dates."""
        return dt.date.fromordinal(max(1, self.first)), dt.date.fromordinal(min(dt.date.max.toordinal(), self.last))

    def tick_words(self) -> list[tuple[dt.date, str]]:
        """Ticks with their words in the reader's language: years or, where some tick is not a January's, months.

        Where no month begins within the scale, its first day.
        """
        ticks = self.ticks()
        if not ticks:
            return [(self.days[0], date_words(self.days[0]))]
        by_year = all(day.month == 1 for day in ticks)
        return [(day, str(day.year) if by_year else format_skeleton("yMMM", day, locale=language())) for day in ticks]


def room_for(step: int) -> int:
    return MONTH_TICKS if step < 12 else TICKS


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Values from `low` to `high` over `size` pixels. Zero is always within, so that lengths can be compared."""

    low: Decimal
    high: Decimal
    size: float

    @classmethod
    def of(cls, values: Iterable[Decimal], size: float) -> "ValueScale":
        values = list(values)
        return cls(min([Decimal(0), *values]), max([Decimal(0), *values]), size)

    def at(self, value: Decimal) -> float:
        """How far from the lowest."""
        if self.high == self.low:
            return 0.0
        return float((value - self.low) / (self.high - self.low)) * self.size

    @property
    def zero(self) -> float:
        return self.at(Decimal(0))
