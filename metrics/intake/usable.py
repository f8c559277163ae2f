"""Which of the periods named in a sentence its figures can be of, and what some of them mean there."""

from __future__ import annotations

import re
from dataclasses import replace

from metrics.intake.carrying import Times
from metrics.intake.meanings import (
    as_reported,
    is_of_another_year,
    of_the_fiscal_year,
    of_the_months,
    of_the_report,
    of_the_week,
    on_the_day,
    same_span,
    since_when,
)
from metrics.intake.numbers import Number
from metrics.intake.sentence import Sentence, Setting
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.periods import FoundPeriod

_YEAR = re.compile(r"\d{4}")
#: "45 percent more": a comparison of two times, so neither is its period.
_MORE = re.compile(r"\s(?:more|less|fewer|higher|lower|above|below|más|menos|superior|inferior)\b", re.I)
_CHANGED = re.compile(
    r"\b(?:creció|crecieron|aument(?:ó|aron)|subi(?:ó|eron)|baj(?:ó|aron)|disminuy(?:ó|eron)|cay(?:ó|eron)"
    r"|descendi(?:ó|eron)|se redu(?:jo|jeron)|rose|grew|fell|declined|dropped|increased|decreased|jumped)"
    r"(?: by| en)?(?: un| el)? $",
    re.I,
)
#: "SAN JOSÉ, March 15, 2022 — " says when the text was written.
_DATELINE = re.compile(r"[A-ZÁÉÍÓÚÑ][\w .,'()-]{1,50}[,.(] ?(?:on |a )?")
_DATELINE_END = re.compile(r"\)?\s?(?:\.?\s?[—–-]+|\(|:)\s")
_NOW = frozenset({"today", "hoy", "now", "currently", "presently", "at present", "ahora", "actualmente"}) | {
    "en la actualidad"
}
_AS_OF = re.compile(r"\b(?:as of|as at|al cierre de|hasta)(?: el| la)? $", re.I)
_EQUIPPED = re.compile(r"\b(?:an?|the|this|una?|el|la|est[ea])\s[\w -]{2,40}\s(?:with|con)\s", re.I)
_UNTIL_NOW = frozenset({"until now", "hasta ahora", "hasta hoy"})
#: What may stand before a date that opens its sentence.
_OPENS = re.compile(r"\W*(?:(?:and|but|also|y|pero|tambi[eé]n)\s)?(?:[^,;]{2,40},\s)?", re.I)
#: Between a date that is compared with and the figure of that time.
_THEN_IT_WAS = re.compile(
    r",? ?(?:(?:which|when|que|cuando|it|there) (?:was|were|had been|stood at|fue|fueron|era|eran|hubo|there were"
    r"|(?:se )?[a-záéíóúñ]+(?:aron|ieron|ó)|(?:it|they|we|there) (?:was|were|reached|totaled|stood at|counted))"
    r"(?: (?:a|los|las|unos|unas))*\s?|\(\s?)"
)
#: A clause about a noun of its own.
_RELATIVE = re.compile(
    r"\b(?:the|a|an|this|el|la|los|las|un|una)\s(?:[\w-]+\s){0,2}(?!week|month|quarter|year|period|semana|mes|trimestre|año|per[ií]odo)"
    r"[\w-]+\s(?:that|which|que)\s(?:[\w-]+\s){1,6}$"
)
#: "In the previous seven days": counted from something else than the document.
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b", re.I
)
#: Before a weekday: it is when something was said, not when it happened.
_SAID = re.compile(
    r"\b(?:said|told [\w ]{2,20}|reported|announced|confirmed|stated|informó|dijo|señaló|confirmó|reportó|indicó"
    r"|aseguró"
    r"|detalló|explicó|anunció)(?: (?:el|este|the|a) *)?\s?$",
    re.I,
)
#: A stretch that is counted from the date and is not it: "in the two weeks after May 11".
_APART = re.compile(r"\b(?:after|following|tras|despu[eé]s del?)\s(?:the |el |la )?$", re.I)
_SCHOOL_YEAR = re.compile(r"\b(?:school|academic|escolar|lectivo)(?: year)?\s?$", re.I)
_NEW_CLAUSE = re.compile(
    r", (?:and|but) (?:the|its|their|our|[A-Z]\w+)[^,;]{2,60}\b(?:has|have|had|was|were|will|did|[a-z]{2,}ed)\b"
    r"|, (?:y|pero) (?:el|la|los|las|su|sus|[A-ZÁÉÍÓÚ]\w+)[^,;]{2,60}\b(?:ha|han|\w+(?:ó|aron|ieron|ará|arán))\b"
)
_WILL = re.compile(r"\b(?:a|an|un|una)\s(?:[\w-]+\s){1,3}(?:that|which|que)\s(?:will|would|\w+(?:rá|rán|ría))\b")
_BACK_FROM = re.compile(r"\b(?:previous|preceding|prior) \w+ \w+", re.I)
#: Between a figure and a verb of making: the figure is its subject, "three were opened in May".
_AUXILIARIES = re.compile(
    r"(?:\s(?:have|has|had|been|were|was|are|be|will|also|then|newly|already|fue|fueron|han|sido|serán|ya|quedaron))*\s?",
    re.I,
)


def usable_periods(sentence: Sentence, times: Times) -> list[FoundPeriod]:
    """The periods of ``sentence`` that a figure may be of, as they are meant there."""
    setting = times.setting
    found = [since_when(sentence, item) for item in sentence.periods]
    found = [of_the_report(item, times) for item in found]
    found = [of_the_fiscal_year(item, setting) for item in found]
    found = [item for item in found if not _is_other(sentence.text, item, setting, times.fiscal)]
    found = [on_the_day(sentence.text, item, setting) for item in found]
    found = [of_the_week(sentence.text, item) for item in found]
    found = [of_the_months(sentence.text, item, setting) for item in found]
    found = [_as_of(sentence.text, item) for item in found]
    found = [as_reported(sentence, item, setting) for item in found]
    found = [same_span(sentence.text, item, found[at - 1]) if at else item for at, item in enumerate(found)]
    if len(found) > 1:
        found = [item for item in found if item.words.lower() not in _UNTIL_NOW]
    return [item for item in found if not _is_now(sentence.text, item, setting.vocabulary)]


def _as_of(text: str, found: FoundPeriod) -> FoundPeriod:
    """Until the end of it, where "as of" goes before: "as of last week"."""
    if found.period is None or not _AS_OF.search(text, max(0, found.start - 16), found.start):
        return found
    return replace(found, period=replace(found.period, start=None, kind="as_of"))


def is_of(sentence: Sentence, found: FoundPeriod, place: int) -> bool:
    """Whether the figure at ``place`` may be of the period, by the words around both."""
    if _THEN_IT_WAS.fullmatch(sentence.text, found.end, max(found.end, sentence.numbers[place].start)):
        return True  # "the number in 2020, which was 300"
    between = sentence.text[found.end : sentence.numbers[place].first]
    if found.words.lower() in _NOW and _EQUIPPED.search(between):
        return False  # "Today we hand over a building with 120 beds"
    return not (
        _in_aside(sentence, found, place, sentence.vocabulary.aside)
        or _is_left_behind(sentence, found, place)
        or _was_made(sentence, found, place)
        or _is_cause(sentence, found)
        or (sentence.numbers[place].first < found.start and is_of_another_year(sentence.text, found))
        or _is_compared(sentence, found)
        or _in_another_relative(sentence, found, place)
        or _in_another_clause(sentence, found, place)
    )


def _in_another_clause(sentence: Sentence, found: FoundPeriod, place: int) -> bool:
    """Whether the date and the figure are of two statements: "It spends $3 million, and the state has given nothing
    since 2021", "signed in April a pact that will train 300".
    """
    number, text = sentence.numbers[place], sentence.text
    if found.start >= number.noun_end:
        colon = text.find(": ", number.noun_end, found.start)
        if colon > 0 and any(item.first > found.start for item in sentence.numbers[place + 1 :]):
            return True  # "Peru, with 900 refugees, wants help: this year it got 21 percent"
        return _NEW_CLAUSE.search(text, number.noun_end, found.start) is not None
    return found.end <= number.first and _WILL.search(text, found.end, number.first) is not None


def _is_compared(sentence: Sentence, found: FoundPeriod) -> bool:
    """Whether the date is what a figure is compared with: "more than in 2020"."""
    text = sentence.text
    return sentence.vocabulary.than.search(text, max(0, found.start - 60), max(0, found.start - 1)) is not None


def _in_another_relative(sentence: Sentence, found: FoundPeriod, place: int) -> bool:
    """Whether the date closes a clause about something named after the figure: "300 sleep in the hall that opened in
    2020".
    """
    number = sentence.numbers[place]
    if found.start < number.noun_end or (found.period is not None and found.period.kind == "as_of"):
        return False
    return _RELATIVE.search(sentence.text, number.noun_end, found.start) is not None


def _is_now(text: str, found: FoundPeriod, vocabulary: Vocabulary) -> bool:
    """Whether "today" is only the present of what is said: "today it feeds 80 people"."""
    return found.words.lower() in _NOW and not vocabulary.announced.match(text[found.end :])


def _is_other(text: str, found: FoundPeriod, setting: Setting, fiscal: bool) -> bool:
    """Whether the date is that of something else: "than in 2020", the dateline, a part of a fiscal year."""
    dateline = found.start < 60 and _DATELINE_END.match(text, found.end) and _DATELINE.fullmatch(text[: found.start])
    part = fiscal and found.period and found.period.kind in ("half", "quarter") and not _YEAR.search(found.words)
    said = _WEEKDAY.search(found.words) and _SAID.search(text, max(0, found.start - 40), found.start)
    apart = _APART.search(text, max(0, found.start - 20), found.start) or _SCHOOL_YEAR.search(
        text, max(0, found.start - 20), found.start
    )
    return bool(part or dateline or said or apart or _BACK_FROM.search(found.words))


def _in_aside(sentence: Sentence, found: FoundPeriod, place: int, aside: re.Pattern[str]) -> bool:
    """Whether the date stands in a remark between commas and the number does not: "Haitians, who led in 2021,"."""
    spans = [match.span() for match in aside.finditer(sentence.text)]
    number = sentence.numbers[place].first
    return any(begin < found.start < end and not begin < number < end for begin, end in spans)


def is_change(sentence: Sentence, place: int) -> bool:
    """Whether the figure is a percentage of change, which is of two times: "18 percent more", "a rise of 27 percent
    over 2021".
    """
    number, text, vocabulary = sentence.numbers[place], sentence.text, sentence.vocabulary
    if not number.percent:
        return False
    change = vocabulary.change_of.search(text[max(0, number.start - 40) : number.start])
    against = vocabulary.against.match(text[number.end : number.end + 60])
    verb = _CHANGED.search(text, max(0, number.start - 40), number.start)
    return bool(_MORE.match(text, number.end) or ((change or verb) and against))


def _is_left_behind(sentence: Sentence, found: FoundPeriod, place: int) -> bool:
    """Whether the date closes a verb's group and the number has a verb of its own: "gave $1 million in May and
    Canada promised $2 million". A date that opens the sentence holds for all of it.
    """
    number = sentence.numbers[place]
    if _OPENS.fullmatch(sentence.text[: found.start][:60]) or found.end > number.first or number.group:
        return False
    start, _ = sentence.clause_of(number.first)
    if found.start < start or not any(item.first < found.start for item in sentence.numbers[:place]):
        relative = sentence.vocabulary.left_behind.match(sentence.text, found.end) if found.start >= start else None
        return bool(relative) or _in_relative(sentence, found.end, number.first)
    if found.period and found.period.kind == "since":
        return _in_relative(sentence, found.end, number.first)  # "made 112 visits since May and recovered $1 million"
    return bool(sentence.vocabulary.left_behind.search(sentence.text, found.end, number.first))


def _in_relative(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a relative clause begins in between: "signed yesterday …, where 4,500 people cross"."""
    match = sentence.vocabulary.left_behind.search(sentence.text, start, end)
    return bool(match) and match.group().startswith(",")


def _was_made(sentence: Sentence, found: FoundPeriod, place: int) -> bool:
    """Whether the date is that of what something else was made: "established in 2019"; but "three were opened"."""
    if found.period is not None and found.period.kind == "since":
        return False
    start = max(0, found.start - 40)
    match = sentence.vocabulary.made_in.search(sentence.text[start : found.start].rstrip())
    if match is None:
        return False
    number, verb = sentence.numbers[place], start + match.start()
    return not (number.noun_end <= verb and _is_subject(sentence, number, verb))


def _is_subject(sentence: Sentence, number: Number, verb: int) -> bool:
    between = sentence.text[number.noun_end : verb]
    return bool(_AUXILIARIES.fullmatch(between)) and (not number.noun or bool(between.strip()))


def _is_cause(sentence: Sentence, found: FoundPeriod) -> bool:
    """Whether the date is in the name of a cause or an act: "by the earthquake of 18 March"."""
    since = found.period is not None and found.period.kind == "since"
    return not since and bool(
        sentence.vocabulary.cause.search(sentence.text[max(0, found.start - 90) : found.start].rstrip())
    )
