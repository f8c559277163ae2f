"""What the periods of a sentence mean there: reported or planned, of a fiscal year, of the week that ends then."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from metrics.intake.carrying import Times, fits
from metrics.intake.sentence import Sentence, Setting
from metrics.statements.amounts import read_amount
from metrics.statements.errors import Refused
from metrics.statements.lexicons import LEXICONS
from metrics.statements.periods import FoundPeriod, Period, parse_period
from metrics.statements.periods.period import add_months
from metrics.statements.tokens import tokenize

_YEAR = re.compile(r"\d{4}")


def of_the_fiscal_year(found: FoundPeriod, setting: Setting) -> FoundPeriod:
    """ "In the second quarter" of a document on a fiscal year is one of it."""
    if not setting.fiscal_year or _YEAR.search(found.words) or found.period is None:
        return found
    if found.period.kind not in ("half", "quarter"):
        return found
    year = f"{'del año fiscal' if setting.language == 'es' else 'of FY'} {setting.fiscal_year}"
    try:
        period = parse_period(f"{found.words} {year}", setting.language, setting.document_date)
    except Refused:
        return found
    return replace(found, period=replace(period, as_stated=found.words))


def of_the_report(found: FoundPeriod, times: Times) -> FoundPeriod:
    """ "This quarter" in a report on a quarter is that one, whenever it was written."""
    reported = times.reported
    this = _THIS.fullmatch(found.words) or _THE_QUARTER.fullmatch(found.words)
    if not this or reported.start is None or reported.end is None or not fits(reported, found.words):
        return found
    return replace(found, period=Period(reported.start, reported.end, found.words, "relative"))


def same_span(text: str, found: FoundPeriod, before: FoundPeriod) -> FoundPeriod:
    """ "The same period in 2022" after "between January and May 2023": the same months of that year."""
    period, model = found.period, before.period
    if period is None or model is None or not is_of_another_year(text, found):
        return found
    if not (model.start and model.end and period.start and period.end) or model.start.year != model.end.year:
        return found
    year = period.start.year
    if period.end.year != year or (period.end - period.start).days < 364:
        return found
    try:
        start, end = model.start.replace(year=year), model.end.replace(year=year)
    except ValueError:
        return found  # 29 February
    return replace(found, period=replace(period, start=start, end=end))


def since_when(sentence: Sentence, found: FoundPeriod) -> FoundPeriod:
    """A date as a start, where "since" goes before with what happened then."""
    if found.period is None or found.period.start is None or found.period.kind in ("since", "as_of"):
        return found
    before = sentence.text[max(0, found.start - 90) : found.start]
    match = sentence.vocabulary.since_when.search(before)
    if match is None:
        return found
    start = found.start - len(before) + match.start()
    if any(start <= number.first < found.start for number in sentence.numbers):
        return found
    return replace(
        found,
        start=start,
        words=sentence.text[start : found.end],
        period=replace(found.period, end=None, kind="since"),
    )


def on_the_day(text: str, found: FoundPeriod, setting: Setting) -> FoundPeriod:
    """What was "announced today" is of today, not of all time until then."""
    day = setting.document_date
    if day is None or found.words.lower() not in ("today", "hoy") or found.period is None:
        return found
    if not setting.vocabulary.announced.match(text[found.end :]):
        return found
    return replace(found, period=replace(found.period, start=day, end=day))


def as_reported(sentence: Sentence, found: FoundPeriod, setting: Setting) -> FoundPeriod:
    """What is reported of "this year" goes to the document's date; what is planned for "July" is of the next one."""
    day, (start, end) = setting.document_date, sentence.clause_of(found.start)
    if day is None:
        return found
    done = _DONE.search(sentence.text, max(start, found.start - 40), found.start)
    done = done or _GOT.match(sentence.text, found.end)
    planned = (not done and setting.vocabulary.planned.search(sentence.text, start, end)) or (
        _BUDGET.search(sentence.text) and not done
    )
    period = found.period
    if period and period.kind == "relative" and _THIS.fullmatch(found.words) and not planned:
        running = period.contains(day) and period.end is not None and period.end > day
        return replace(found, period=replace(period, end=day)) if running else found
    if (
        period
        and period.kind == "since"
        and period.start
        and _FROM_ON.match(found.words)
        and not _YEAR.search(found.words)
    ):
        later = add_months(period.start, 12)
        nearer = (later - day).days < (day - period.start).days
        return replace(found, period=replace(period, start=later)) if nearer else found
    if planned and not _YEAR.search(found.words) and (period is None or (period.end or day) < day):
        return _coming(found, setting, day)
    return found


_MONTHS_TO = re.compile(
    r"\b(\w+) (?:months|meses) (?:(?:to|through|until|up to|ending|ended|hasta|a|al)(?: in| en)? ?)?$", re.I
)
#: "The fiscal year that ended Sept. 30".
_YEAR_TO = re.compile(
    r"\byear (?:(?:that|which) )?(?:ended|ending|ends|closed)(?: on)? $"
    r"|\b(?:año(?: fiscal)?|ejercicio(?: fiscal)?) (?:que )?(?:terminó|termina|terminado|finalizó|finalizado|concluyó"
    r"|cerró)(?: el)? $",
    re.I,
)
_UNTIL = re.compile(r"(?:to|through|until|hasta|a|al)\b", re.I)


def of_the_months(text: str, found: FoundPeriod, setting: Setting) -> FoundPeriod:
    """The months that end then: "in the twelve months to March 2023"."""
    period, match = found.period, _MONTHS_TO.search(text, max(0, found.start - 40), found.start)
    if match and match.group().endswith(("months ", "meses ")) and not _UNTIL.match(found.words):
        return found
    if period and period.end and _YEAR_TO.search(text, max(0, found.start - 50), found.start):
        after = date.fromordinal(period.end.toordinal() + 1)
        return replace(found, period=Period(add_months(after, -12), period.end, found.words, "span"))
    tokens = tokenize(match[1]) if match else []
    count = read_amount(tokens, 0, LEXICONS[setting.language]) if tokens else None
    if period is None or period.end is None or count is None or not 1 < count.value < 121:
        return found
    after = date.fromordinal(period.end.toordinal() + 1)
    return replace(found, period=Period(add_months(after, -int(count.value)), period.end, found.words, "span"))


def of_the_week(text: str, found: FoundPeriod) -> FoundPeriod:
    """The seven days that end on the day, after "the week ending"."""
    period = found.period
    before = text[max(0, found.start - 40) : found.start]
    if period and period.start and period.start == period.end and _WEEK_OF.search(before + found.words):
        monday = period.start - timedelta(days=period.start.weekday())
        return replace(found, period=replace(period, start=monday, end=monday + timedelta(days=6)))
    if period is None or period.end is None or period.start != period.end or not _WEEK_TO.search(before):
        return found
    return replace(found, period=replace(period, start=period.end - timedelta(days=6)))


def _coming(found: FoundPeriod, setting: Setting, day: date) -> FoundPeriod:
    """A month or day without its year as the next one after ``day``, where the words are nothing else."""
    if found.period is not None and (found.period.kind in ("relative", "as_of", "since") or found.period.end is None):
        return found
    for year in (day.year, day.year + 1):
        words = f"{found.words} de {year}" if setting.language == "es" else f"{found.words} {year}"
        try:
            period = parse_period(words, setting.language, day)
        except Refused:
            return found
        if period.end and period.end >= day:
            return replace(found, period=replace(period, as_stated=found.words))
    return found


#: "This year" of a report: it goes to the day of the report.
_THIS = re.compile(r"(?:in |during |over |en |durante )?(?:this|este|esta|the current|el presente) \w+", re.I)


_THE_QUARTER = re.compile(
    r"(?:in |during |en |durante )?(?:the|el) (?:quarter|trimestre|month|mes|half|semestre)", re.I
)


_BUDGET = re.compile(
    r"\b(?:budget|presupuest|investment (?:of|will|amounts)|(?:la|una) inversión|asignación"
    r"|\bappeals?\b|\bask(?:s|ed|ing) for|requested|\bpidi[óe]|\bpide[n]?\b|\bsolicit[óa]\b|llamamiento|\basciend)",
    re.I,
)


#: "In the week ending 2 June".
#: Right before a date: what was done then, whatever its clause plans ("signed in April a pact that will …").
_DONE = re.compile(r"\b(?:signed|met|launched|approved|opened|agreed|\w{3,}(?:ó|aron|ieron))\s(?:\w+\s)?$")
_GOT = re.compile(
    r",? (?:se )?(?:ha |han |has |have |it )?(?:recibi|received|got|gast|spent|[a-záéíóúñ]{3,}(?:aron|ieron|ó)\b)", re.I
)
_WEEK_OF = re.compile(r"\b(?:the week of|semana del)\s(?:\d{1,2}\b|[A-Z][a-z]+\.? \d)", re.I)
_WEEK_TO = re.compile(
    r"\b(?:week (?:ending|ended|to)(?: on)?|semana (?:que )?(?:terminó|termina|finalizó|finaliza"
    r"|concluyó)(?: el)?)\s?$",
    re.I,
)


#: A start that may lie ahead: "a partir del 1 de abril", written in March.
_FROM_ON = re.compile(r"(?:a partir|starting|beginning)\b", re.I)


_SAME = re.compile(
    r"\b(?:same|mism[oa]s?|igual|similar) (?:period|months?|time|quarter|weeks?|período|periodo|mes|meses|lapso"
    r"|trimestre)"
    r"(?: (?:of|de|del|in|en))?\s?$",
    re.I,
)


def is_of_another_year(text: str, found: FoundPeriod) -> bool:
    """Whether the words are those of a comparison: "the same period in 2022"."""
    return _SAME.search(text, max(0, found.start - 40), found.start) is not None
