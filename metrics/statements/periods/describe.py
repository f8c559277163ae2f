"""Dates to words, short enough for a table, that :func:`parse_period` reads back to the same dates."""

from __future__ import annotations

from datetime import date, timedelta

from metrics.statements.languages import language_code
from metrics.statements.periods.period import US_FISCAL_YEAR_START, Period, add_months
from metrics.statements.periods.words import SHORT_EN, SHORT_ES

_ORDINALS = {
    "en": ("first", "second", "third", "fourth"),
    "es": ("primer", "segundo", "tercer", "cuarto"),
}


def describe(period: Period, language: str = "en", fiscal_year_start: int = US_FISCAL_YEAR_START) -> str:
    """The dates in words: "FY 2022", "Aug–Dec 2021", "since Aug 2021", "as of Apr 13, 2022", in ``language``.

    Follows the dates: words counted from a document's date ("last year") come out as the dates they stood
    for.
    """
    language = language_code(language)
    spanish = language == "es"
    start, end = period.dates
    if start is None and end is None:
        return "período no indicado" if spanish else "period not stated"
    if start is None and end is not None:
        if period.kind == "as_of":
            return f"al {_day(end, language)}" if spanish else f"as of {_day(end, language)}"
        return f"hasta {_day(end, language)}" if spanish else f"through {_day(end, language)}"
    if start is not None and end is None:
        when = _month(start, language) if start.day == 1 else _day(start, language)
        return f"desde {when}" if spanish else f"since {when}"
    if start is None or end is None:  # the cases above leave only closed periods; this tells the type checker
        raise ValueError("The period is open at both ends.")
    if period.kind in ("fiscal_year", "fiscal_half", "fiscal_quarter"):
        return _fiscal(period, start, end, language, fiscal_year_start)
    if period.kind in ("half", "quarter"):
        return _part(period, start, language)
    return _span(start, end, language)


def _fiscal(period: Period, start: date, end: date, language: str, start_month: int) -> str:
    into_year = (start.month - start_month) % 12
    year = start.year + (1 if start_month > 1 and start.month >= start_month else 0)
    name = f"año fiscal {year}" if language == "es" else f"FY {year}"
    if period.kind == "fiscal_year":
        return name
    if period.kind == "fiscal_half":
        ordinal = _ORDINALS[language][into_year // 6]
        return f"{ordinal} semestre del {name}" if language == "es" else f"{ordinal} half of {name}"
    ordinal = _ORDINALS[language][into_year // 3]
    return f"{ordinal} trimestre del {name}" if language == "es" else f"Q{into_year // 3 + 1} {name}"


def _part(period: Period, start: date, language: str) -> str:
    if period.kind == "half":
        ordinal = _ORDINALS[language][start.month // 7]
        return f"{ordinal} semestre de {start.year}" if language == "es" else f"{ordinal} half of {start.year}"
    number = (start.month - 1) // 3
    if language == "es":
        return f"{_ORDINALS[language][number]} trimestre de {start.year}"
    return f"Q{number + 1} {start.year}"


def _span(start: date, end: date, language: str) -> str:
    if start == end:
        return _day(start, language)
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole_months:
        whole_years = start.month == 1 and end.month == 12
        if whole_years:
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if add_months(start, 1) > end:
            return _month(start, language)
        if start.year == end.year:
            return f"{_short(start, language)}–{_month(end, language)}"
        return f"{_month(start, language)}–{_month(end, language)}"
    if (start.year, start.month) == (end.year, end.month):
        if language == "es":
            return f"{start.day}–{_day(end, language)}"
        return f"{_short(start, language)} {start.day}–{end.day}, {end.year}"
    return f"{_day(start, language)}–{_day(end, language)}"


def _short(when: date, language: str) -> str:
    return (SHORT_ES if language == "es" else SHORT_EN)[when.month - 1]


def _month(when: date, language: str) -> str:
    return f"{_short(when, language)} {when.year}"


def _day(when: date, language: str) -> str:
    if language == "es":
        return f"{when.day} {_short(when, language)} {when.year}"
    return f"{_short(when, language)} {when.day}, {when.year}"
