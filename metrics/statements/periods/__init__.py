"""When: periods of calendar and fiscal time, read from words and written back as words."""

from metrics.statements.periods.describe import describe
from metrics.statements.periods.period import (
    PERIOD_KINDS,
    US_FISCAL_YEAR_START,
    Period,
    PeriodKind,
    calendar_year,
    day,
    fiscal_half,
    fiscal_quarter,
    fiscal_year,
    half,
    month,
    quarter,
    unstated,
)
from metrics.statements.periods.read import FoundPeriod, find_periods, parse_period

__all__ = [
    "PERIOD_KINDS",
    "US_FISCAL_YEAR_START",
    "FoundPeriod",
    "Period",
    "PeriodKind",
    "calendar_year",
    "day",
    "describe",
    "find_periods",
    "fiscal_half",
    "fiscal_quarter",
    "fiscal_year",
    "half",
    "month",
    "parse_period",
    "quarter",
    "unstated",
]
