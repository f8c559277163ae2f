"""Rules over one figure by itself."""

import datetime as dt
import re
from functools import lru_cache

from metrics.reports.rows import date_words
from metrics.statements import Period, Refused, find_periods, parse_period

from .base import Case, Said, Says, side

FISCAL = re.compile(r"\bFY|\bAF\b|fiscal", re.IGNORECASE)
SPANISH = re.compile(r"\baño|\bejercicio|\bAF\b|\bprimer|\bsegundo|\btercer|\bcuarto", re.IGNORECASE)
ZERO = re.compile(
    r"(?<![\d.,])0+(?:[.,]0+)?(?![\d.,]*\d)"
    r"|\b(?:zero|no|not|none|nil|nobody|nothing|never|without|neither|cero|ning[uú]n[oa]?|nadie|nada|nunca|sin)\b",
    re.IGNORECASE,
)


def fiscal_year(case: Case) -> Says:
    row = case.row
    if not FISCAL.search(row.period_as_stated):
        return
    named, alone = fiscal_dates(row.period_as_stated, case.stated_on)
    if named is None or fits(case.period, named, alone):
        return
    dates = " to ".join(date_words(date) or "open" for date in case.period) if case.has_period else "not set"
    expected = " to ".join(date_words(date) or "open" for date in named)
    yield Said(
        f"{row.label}: {side(row)} is stated of “{row.period_as_stated}”, {'' if alone else 'within '}{expected}, but"
        f" its dates are {dates}.",
        [case],
    )


@lru_cache(maxsize=1024)
def fiscal_dates(words: str, stated_on: dt.date | None) -> tuple[tuple | None, bool]:
    """The dates that the words name, and whether they name nothing else; (None, False) where that cannot be read."""
    language = "es" if SPANISH.search(words) else "en"
    try:
        period = parse_period(words, language, stated_on)
        return (period.start, period.end), True
    except Refused:
        pass
    periods = [
        found.period for found in find_periods(words, language, stated_on) if is_fiscal(found.period, found.words)
    ]
    if not periods:
        return None, False
    return (min(period.start for period in periods), max(period.end for period in periods)), False


def is_fiscal(period: Period | None, words: str) -> bool:
    return bool(period and period.start and period.end and FISCAL.search(words))


def fits(dates: tuple, named: tuple, alone: bool) -> bool:
    if alone:
        return all(name is None or date == name for date, name in zip(dates, named, strict=True))
    start, end = named
    return any(dates) and all(date is None or start <= date <= end for date in dates)


def inverted(case: Case) -> Says:
    """The database refuses such a period; figures that come from elsewhere are judged before they are entered."""
    start, end = case.period
    if start is not None and end is not None and end < start:
        yield Said(
            f"{case.row.label}: {case.row.words} is stated of a period that ends on {date_words(end)} and starts"
            f" after that, on {date_words(start)}.",
            [case],
        )


def future(case: Case) -> Says:
    """Nobody has measured what is yet to come, neither by today nor on the day of the source."""
    row = case.row
    last = row.period_end or row.period_start
    if row.role != "actual" or row.value is None or last is None:
        return
    if case.stated_on is not None and last > case.stated_on:
        yield Said(
            f"{row.label}: {side(row)} is an actual figure up to {date_words(last)}, but its source speaks on"
            f" {date_words(case.stated_on)}.",
            [case],
        )
    elif row.published_at is None or row.published_at.date() < last:
        yield Said(
            f"{row.label}: {side(row)} is an actual figure up to {date_words(last)}, which is yet to come.",
            [case],
            until_day=last,
        )


def older_source(case: Case) -> Says:
    row, old = case.row, case.replaced
    if old is None or case.stated_on is None or case.replaced_stated_on is None:
        return
    if case.stated_on < case.replaced_stated_on:
        yield Said(
            f"{row.label}: {side(row)} of {date_words(case.stated_on)} replaces {side(old)}, which was said later, on"
            f" {date_words(case.replaced_stated_on)}.",
            [case],
            beside=(old,),
        )


def zero(case: Case) -> Says:
    row = case.row
    if row.value == 0 and row.qualifier == "exact" and not ZERO.search(row.as_stated or ""):
        yield Said(
            f"{row.label}: {side(row)} is stored for the words “{row.as_stated or ''}”, which say no zero.", [case]
        )


CONTRADICTED = {"wrong_value": "value", "wrong_qualifier": "qualifier", "wrong_unit": "unit"}


def citation_contradicts(case: Case) -> Says:
    """The check of the citation read the words in the archived text, and they say something else."""
    row = case.row
    if what := CONTRADICTED.get(row.verification or ""):
        yield Said(
            f"{row.label}: {side(row)} cites “{row.as_stated}”, and the archived text has another {what} there."
            " What the check found stands on the figure's page.",
            [case],
        )


def citation_not_found(case: Case) -> Says:
    row = case.row
    if row.verification == "not_found":
        yield Said(
            f"{row.label}: {side(row)} cites “{row.as_stated}”, which does not stand in the archived text of"
            " its source.",
            [case],
        )
    elif row.verification == "ambiguous":
        yield Said(
            f"{row.label}: {side(row)} cites “{row.as_stated}”, which stands in the archived text several times.",
            [case],
        )


NEWER = {
    **{outcome: f"has another {what} there" for outcome, what in CONTRADICTED.items()},
    "not_found": "does not have these words any more",
    "ambiguous": "has these words several times",
}


def newer_copy(case: Case) -> Says:
    """Sources are corrected, too: what was verified in one copy may no longer stand in the next."""
    if said := NEWER.get(case.newer):
        yield Said(
            f"{case.row.label}: {side(case.row)} was verified in an older copy of its source, and the newest archived"
            f" copy {said}.",
            [case],
        )
