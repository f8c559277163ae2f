"""Times told by another one: "the year before", "at the end of that year", "the same period of 2021", a plan's year."""

from __future__ import annotations

import re
from datetime import date

from metrics.intake.carrying import CONFIDENCE, Times, same_as, shifted
from metrics.intake.findings import Reason, When
from metrics.intake.sentence import Sentence
from metrics.statements.periods import FoundPeriod, calendar_year
from metrics.statements.periods.period import add_months

_THAT_YEAR_END = re.compile(
    r"\b(?:at|by) the (?:end|close) of (?:that|the same) (?:year|month|quarter|period)\b"
    r"|\bal (?:final|finalizar|cierre|término|terminar)(?: de)? (?:ese|dicho)(?: mismo)? (?:año|mes|trimestre"
    r"|semestre|periodo|período)\b",
    re.I,
)


def counted_back(sentence: Sentence, place: int, own: list[FoundPeriod], times: Times) -> When | None:
    """Such as "the year before" and "at the end of that year": told from the time said before them."""
    number, text = sentence.numbers[place], sentence.text
    start, end = sentence.clause_of(number.first)
    for pattern in (times.setting.vocabulary.year_before, _THAT_YEAR_END):
        match = pattern.search(text, start, end)
        if match is None or times.setting.vocabulary.than.search(text, start, max(start, match.start() - 1)):
            continue
        stated = [item.period for item in own if item.period and item.end <= match.start() and not item.period.is_open]
        base = (
            When(stated[-1].start, stated[-1].end, stated[-1].as_stated, Reason("stated", "", 0.9))
            if stated
            else same_as("", times)
        )
        nearest = match.start() - number.end if match.start() > number.end else number.first - match.end()
        between = [item for item in sentence.numbers if min(number.end, match.end()) <= item.first < match.start()]
        if base is None or nearest > 60 or (between and match.start() > number.end):
            continue
        if pattern is _THAT_YEAR_END:
            words = f"{base.words} … {match.group()}"
            return When(None, base.end, words, Reason("until a date", words, 0.7)) if base.end else None
        return shifted(base, match.group())
    return None


_SAME_OF_YEAR = re.compile(
    r"\b(?:the same|(?:el|los|las) mism[oa]s?|igual|similar) (?:\w+ )?(?:period|months?|quarter|half|weeks?"
    r"|per[ií]odo|mes(?:es)?|lapso"
    r"|trimestre|semestre) (?:(?:of|in|de|del|en)(?: año)? (?P<year>(?:19|20)\d\d)"
    r"|last year|(?:of |in )?the (?:year before|previous year)|a year (?:earlier|before|ago)|del? año (?:pasado"
    r"|anterior|previo))",
    re.I,
)


def of_same_months(sentence: Sentence, place: int, own: list[FoundPeriod], times: Times) -> When | None:
    """Such as "in the same period of 2021, 300": the months said before, of that year."""
    number, text = sentence.numbers[place], sentence.text
    start, end = sentence.clause_of(number.first)
    after = _SAME_OF_YEAR.search(text, number.noun_end, min(end, number.noun_end + 40))
    near = after if after and len(text[number.noun_end : after.start()].split()) <= 2 else None
    match = _SAME_OF_YEAR.search(text, start, number.first) or near
    if match is None:
        return _of_months_of_year(sentence, place, own, times)
    if times.setting.vocabulary.than.search(text, start, max(start, match.start() - 1)):
        return None
    if any(match.end() <= item.first < number.first for item in sentence.numbers[:place]):
        return None
    earlier = [item.period for item in sentence.periods if item.period and item.end <= match.start()]
    model = next((period for period in reversed(earlier) if not period.is_open), None)
    base = When(model.start, model.end, model.as_stated, Reason("stated", "", 0.9)) if model else same_as("", times)
    if base is None or base.start is None or base.end is None:
        return None
    back = base.start.year - int(match["year"]) if match["year"] else 1
    moved = add_months(base.start, -12 * back), add_months(date.fromordinal(base.end.toordinal() + 1), -12 * back)
    words = f"{base.words} … {match.group()}"
    last = date.fromordinal(moved[1].toordinal() - 1)
    return When(moved[0], last, words, Reason("period before", words, CONFIDENCE["period before"]))


def _of_months_of_year(sentence: Sentence, place: int, own: list[FoundPeriod], times: Times) -> When | None:
    """Such as "last year, over the same period, 300": the months said before, of the year that stands beside it."""
    start, end = sentence.clause_of(sentence.numbers[place].first)
    same = times.setting.vocabulary.same_period.search(sentence.text, start, end)
    years = [item.period for item in own if item.period and item.period.start and start <= item.start < end]
    if same is None or len(years) != 1 or len(own) != 1:
        return None
    year, base = years[0], same_as(same.group(), times)
    whole = year.start and year.end and (year.end - year.start).days >= 364
    if not whole or year.start is None or base is None or base.start is None or base.end is None:
        return None
    back = base.start.year - year.start.year
    last = add_months(date.fromordinal(base.end.toordinal() + 1), -12 * back)
    words = f"{base.words} … {year.as_stated} … {same.group()}"
    last = date.fromordinal(last.toordinal() - 1)
    return When(
        add_months(base.start, -12 * back), last, words, Reason("period before", words, CONFIDENCE["period before"])
    )


_PLAN_YEAR = re.compile(
    r"\b(?:the|its|our|their|\w+'s) (?P<en>(?:19|20)\d\d) (?:[\w-]+ ){0,4}?(?:plan|budget|appeal|request|census"
    r"|survey|target)\b"
    r"|\b(?:plan|presupuesto|llamamiento|censo|encuesta|meta)(?: [\wáéíóúñ]+){0,4}? (?:de|para|del año) (?:el )?"
    r"(?P<es>(?:19|20)\d\d)\b",
    re.I,
)


def of_plan(sentence: Sentence, place: int) -> When | None:
    """The year in the name of a plan, a budget or a census that the figure is of: "the 2021 plan asks for …"."""
    number = sentence.numbers[place]
    start, end = sentence.clause_of(number.first)
    match = _PLAN_YEAR.search(sentence.text, start, end)
    if match is None or match.start() <= number.first < match.end():
        return None
    year = calendar_year(int(match["en"] or match["es"]))
    return When(year.start, year.end, match.group(), Reason("clause", match.group(), CONFIDENCE["clause"]))
