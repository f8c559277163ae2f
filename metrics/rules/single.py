"""Rules over one figure by itself."""

import datetime as dt
import re
from functools import lru_cache

from metrics.reports.rows import FigureRow
from metrics.statements import Period, Refused, find_periods, parse_period
from programs.languages import noop

from .base import Case, Said, Says
from .sentences import Sentence

FISCAL = re.compile(r"\bFY|\bAF\b|fiscal", re.IGNORECASE)
SPANISH = re.compile(r"\baño|\bejercicio|\bAF\b|\bprimer|\bsegundo|\btercer|\bcuarto", re.IGNORECASE)
ZERO = re.compile(
    r"(?<![\d.,])0+(?:[.,]0+)?(?![\d.,]*\d)"
    r"|\b(?:zero|no|not|none|nil|nobody|nothing|never|without|neither|cero|ning[uú]n[oa]?|nadie|nada|nunca|sin)\b",
    re.IGNORECASE,
)


def fiscal_year(case: Case) -> Says:
    row = case.row
    if not FISCAL.search(row.period_as_stated or ""):
        return
    named, alone = fiscal_dates(row.period_as_stated, case.stated_on)
    if named is None or fits(case.period, named, alone):
        return
    text = (
        noop("%(label)s: %(side)s is stated of “%(stated)s”, %(expected)s, but its dates are %(dates)s.")
        if alone
        else noop("%(label)s: %(side)s is stated of “%(stated)s”, within %(expected)s, but its dates are %(dates)s.")
    )
    yield Said(
        Sentence(
            text,
            label=row,
            side=row,
            stated=row.period_as_stated,
            expected=span(named),
            dates=span(case.period) if case.has_period else Sentence(noop("not set")),
        ),
        [case],
    )


def span(dates: tuple) -> Sentence:
    start, end = (Sentence(noop("open")) if date is None else date for date in dates)
    return Sentence(noop("%(start)s to %(end)s"), start=start, end=end)


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
            Sentence(
                noop(
                    "%(label)s: %(words)s is stated of a period that ends on %(end)s and starts after that, on"
                    " %(start)s."
                ),
                label=case.row,
                words=case.row,
                end=end,
                start=start,
            ),
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
            Sentence(
                noop("%(label)s: %(side)s is an actual figure up to %(last)s, but its source speaks on %(stated_on)s."),
                label=row,
                side=row,
                last=last,
                stated_on=case.stated_on,
            ),
            [case],
        )
    elif row.published_at is None or row.published_at.date() < last:
        yield Said(
            Sentence(
                noop("%(label)s: %(side)s is an actual figure up to %(last)s, which is yet to come."),
                label=row,
                side=row,
                last=last,
            ),
            [case],
            until_day=last,
        )


def older_source(case: Case) -> Says:
    row, old = case.row, case.replaced
    if old is None or case.stated_on is None or case.replaced_stated_on is None:
        return
    if case.stated_on < case.replaced_stated_on:
        yield Said(
            Sentence(
                noop(
                    "%(label)s: %(side)s of %(stated_on)s replaces %(old_side)s, which was said later, on"
                    " %(old_stated_on)s."
                ),
                label=row,
                side=row,
                stated_on=case.stated_on,
                old_side=old,
                old_stated_on=case.replaced_stated_on,
            ),
            [case],
            beside=(old,),
        )


def zero(case: Case) -> Says:
    row = case.row
    if row.value == 0 and row.qualifier == "exact" and not ZERO.search(row.as_stated or ""):
        yield Said(
            Sentence(
                noop("%(label)s: %(side)s is stored for the words “%(stated)s”, which say no zero."), **quoted(row)
            ),
            [case],
        )


def quoted(row: FigureRow) -> dict:
    return {"label": row, "side": row, "stated": row.as_stated or ""}


CONTRADICTED = {
    "wrong_value": noop(
        "%(label)s: %(side)s cites “%(stated)s”, and the archived text has another value there. What the check found"
        " stands on the figure's page."
    ),
    "wrong_qualifier": noop(
        "%(label)s: %(side)s cites “%(stated)s”, and the archived text has another qualifier there. What the check"
        " found stands on the figure's page."
    ),
    "wrong_unit": noop(
        "%(label)s: %(side)s cites “%(stated)s”, and the archived text has another unit there. What the check found"
        " stands on the figure's page."
    ),
}


def citation_contradicts(case: Case) -> Says:
    """The check of the citation read the words in the archived text, and they say something else."""
    row = case.row
    if text := CONTRADICTED.get(row.verification or ""):
        yield Said(Sentence(text, **quoted(row)), [case])


def citation_not_found(case: Case) -> Says:
    row = case.row
    if row.verification == "not_found":
        text = noop("%(label)s: %(side)s cites “%(stated)s”, which does not stand in the archived text of its source.")
        yield Said(Sentence(text, **quoted(row)), [case])
    elif row.verification == "ambiguous":
        text = noop("%(label)s: %(side)s cites “%(stated)s”, which stands in the archived text several times.")
        yield Said(Sentence(text, **quoted(row)), [case])


NEWER = {
    "wrong_value": noop(
        "%(label)s: %(side)s was verified in an older copy of its source, and the newest archived copy has another"
        " value there."
    ),
    "wrong_qualifier": noop(
        "%(label)s: %(side)s was verified in an older copy of its source, and the newest archived copy has another"
        " qualifier there."
    ),
    "wrong_unit": noop(
        "%(label)s: %(side)s was verified in an older copy of its source, and the newest archived copy has another unit"
        " there."
    ),
    "not_found": noop(
        "%(label)s: %(side)s was verified in an older copy of its source, and the newest archived copy does not have"
        " these words any more."
    ),
    "ambiguous": noop(
        "%(label)s: %(side)s was verified in an older copy of its source, and the newest archived copy has these words"
        " several times."
    ),
}


def newer_copy(case: Case) -> Says:
    """Sources are corrected, too: what was verified in one copy may no longer stand in the next."""
    if text := NEWER.get(case.newer):
        yield Said(Sentence(text, label=case.row, side=case.row), [case])
