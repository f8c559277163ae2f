"""Which period a figure is of: its own words, those of its clause or sentence, or those that stand above it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from metrics.intake.carrying import (
    CONFIDENCE,
    Times,
    begun_before,
    carried,
    in_words,
    is_share,
    new_total,
    of_the_year_so_far,
)
from metrics.intake.findings import NEVER, Reason, When
from metrics.intake.named import is_part
from metrics.intake.numbers import Number
from metrics.intake.sentence import Sentence
from metrics.intake.told_by_another import counted_back, of_plan, of_same_months
from metrics.intake.usable import is_change, is_of, usable_periods
from metrics.statements.amounts import read_amount
from metrics.statements.lexicons import LEXICONS
from metrics.statements.periods import FoundPeriod, calendar_year
from metrics.statements.periods.period import add_months
from metrics.statements.qualifiers import Qualifier
from metrics.statements.tokens import tokenize

#: Before the number of things that are known.
_DEFINITE = re.compile(
    r"\b(?:the|our|its|their|these|those|[Ll]os|[Ll]as|sus|nuestros|nuestras|est[ao]s|es[ao]s)\s$", re.I
)
#: A clause that says how things stand: another clause's date is not its.
_NOW = re.compile(r"(?<!por )(?<!hasta )(?<!until )\b(?:today|now|currently|hoy|ahora|actualmente)\b", re.I)
#: "45,000 people in 15 towns": one statement.
_WITHIN = re.compile(r"\s(?:in|across|at|from|of|en|de)\s")
#: The words right before a figure are looked for in so many characters.
_WINDOW = 60
#: A period this near behind their noun is said of them: "the seven schools rebuilt in May".
_BESIDE = 20
#: Before a date: it opens a statement that "and" joins to the one before.
_JOINED = re.compile(r"\b(?:and|y),?\s(?:the |el |as of )?$", re.I)
#: "Nearly double the 680 of 2021".
_OF_YEAR = re.compile(
    r"\s(?:of|de|del año|of all(?: of)?|of the whole of|de todo(?: el año)?)\s((?:19|20)\d\d)\b(?![,.]\d)"
)
#: Before a figure that is the subject of its own clause.
_AND = re.compile(r"\b(?:and|but|y|e|pero)(?: otros| otras)?\s$")
_MORE = re.compile(r"\s(?:more|others|más)\b")
#: Steps by which a figure took its time from before its sentence; the next one of the sentence does so, too.
_TAKEN = frozenset({"sentence before", "same period"})
_MONTHS = frozenset({"month", "months", "mes", "meses"})


def find_when(sentence: Sentence, times: Times) -> list[When]:
    """The period of each of the sentence's numbers, in their order."""
    if not sentence.numbers:
        return []
    vocabulary = times.setting.vocabulary
    usable = usable_periods(sentence, times)
    found: list[When] = []
    for place, number in enumerate(sentence.numbers):
        own = [item for item in usable if is_of(sentence, item, place)]
        if is_change(sentence, place):
            change = _of_change(sentence, place, own, found) or carried(sentence, place, times)
            found.append(times.table if change is NEVER else change)
            continue
        if vocabulary.capacity.search(sentence.text, max(0, number.start - _WINDOW), number.start):
            found.append(NEVER)
            continue
        if _is_known(sentence, place):
            own = [item for item in own if 0 <= item.start - number.noun_end <= _BESIDE]
        start, end = sentence.clause_of(number.first)
        if _NOW.search(sentence.text, start, end) and not any(start <= item.start < end for item in own):
            found.append(NEVER)
            continue
        when = _for_number(sentence, place, own, found, times) or _since_event(sentence, place, vocabulary.since_event)
        when = (_from_opening(sentence.text, sentence.periods, number.first) if place == 0 else None) or when
        when = _since_then(sentence, place, own, times) or when
        when = _within_months(sentence, place, vocabulary.within_months, times) or when
        when = (
            of_same_months(sentence, place, own, times)
            or counted_back(sentence, place, own, times)
            or when
            or of_plan(sentence, place)
        )
        when = of_the_year_so_far(sentence, place, found) or when
        if when is None and found and is_share(sentence, place) and not any(start <= item.start < end for item in own):
            when = None if found[-1] is NEVER else found[-1]  # "resolved 300 in May; in 62% it granted asylum"
        when = (
            when
            or _of_its_whole(sentence, place, found)
            or new_total(sentence, place, times)
            or carried(sentence, place, times)
        )
        again = found and not own and not number.currency and found[-1].reason.step in _TAKEN
        found.append(found[-1] if when is NEVER and again else when)
    return found


def _is_known(sentence: Sentence, place: int) -> bool:
    """Whether "our two clinics" or "in the 12 municipalities" says how many there are, at whatever time."""
    number = sentence.numbers[place]
    exact = number.qualifier is Qualifier.EXACT and not number.currency and not number.percent
    return (
        exact
        and bool(number.noun)
        and bool(_DEFINITE.search(sentence.text, max(0, number.start - _WINDOW), number.start))
    )


def _of_change(sentence: Sentence, place: int, own: list[FoundPeriod], found: list[When]) -> When | None:
    """A change against another time is of the time that changed: "300 in May, 20 percent more than in April" of May."""
    number = sentence.numbers[place]
    start, _ = sentence.clause_of(number.first)
    if found and found[-1] is not NEVER:
        return found[-1]
    before = [item for item in own if start <= item.start and item.end <= number.first]
    return _when(before[-1:], "clause") if before else None


def _of_its_whole(sentence: Sentence, place: int, found: list[When]) -> When | None:
    """Parts keep the period of their whole: "19,700 returnees in January; 8,340 of them to Guatemala and 7,905 to
    Honduras".
    """
    part = place
    while part and not is_part(sentence, part) and sentence.numbers[part].unit is None:
        part -= 1
        if sentence.clause_of(sentence.numbers[part].first) != sentence.clause_of(sentence.numbers[place].first):
            return None
    if not part or not is_part(sentence, part):
        return None
    return next((when for when in reversed(found[:part]) if when is not NEVER), None)


def _for_number(
    sentence: Sentence, place: int, usable: list[FoundPeriod], earlier: list[When], times: Times
) -> When | None:
    number, text = sentence.numbers[place], sentence.text
    start, end = sentence.clause_of(number.first)
    of_year = _OF_YEAR.match(text, number.end)
    if of_year and not number.percent:
        year = calendar_year(int(of_year[1]))
        return When(year.start, year.end, of_year[1], Reason("stated", of_year[1], CONFIDENCE["stated"]))
    if number.group:
        opening = text.rfind("(", 0, number.first) + 1
        lead = text[opening : number.start].strip()
        month = in_words(lead[:-1], "stated", times.setting) if lead.endswith(":") and len(lead) < 30 else None
        if month:
            return month  # "(July: 51,073)"
        named = None if lead else _MONTH_BEFORE.search(text, max(0, opening - 24), opening)
        month = in_words(named[1], "stated", times.setting) if named else None
        if month:
            return month  # "compared with October (49,256)"
        if times.bracketed is not NEVER and not lead:
            return times.bracketed
        inside = [item for item in usable if _within(text, number.first, item.start)]
        when = _nearest(sentence, place, inside, (start, end), same_group=True)
        if when:
            return when
        beside = [item for item in usable if text[item.end : number.start].strip() == "("]
        if beside:
            return _when(beside, "stated")  # "than in 2022 (32,488)"
        total = next((at for at in range(place - 1, -1, -1) if not sentence.numbers[at].group), None)
        if all(item.group for item in sentence.numbers):  # "The convoy (two trucks) left on Tuesday"
            outside = [item for item in usable if not _depth(text, item.start) and start <= item.start < end]
            return _when(outside, "clause") if len(outside) == 1 else None
        if total is None or earlier[total] is NEVER:
            return None
        compared = sentence.vocabulary.compared.search(text, sentence.numbers[total].noun_end, opening)
        return None if compared else earlier[total]
    attached = [item for item in usable if _in_parentheses_after(text, number.noun_end, item)]
    if attached:
        return _when(attached[:1], "stated")
    outer = [item for item in usable if not _depth(text, item.start)]
    own = [item for item in outer if start <= item.start < end]
    for item in own:  # "495,459 arrivals in 2023 (as of 30 November)"
        day = next((other for other in usable if text[item.end : other.start].strip() == "("), None)
        until = _until_date([item, day]) if day and len(own) == 1 else None
        if until:
            return until
    when = _nearest(sentence, place, own, (start, end), same_group=False)
    if when:
        return when
    first_clause = sentence.clauses[0]
    leading = [item for item in outer if item.start - first_clause[0] < 12]
    return _when(leading[:1], "sentence") if leading else None


def _nearest(
    sentence: Sentence, place: int, own: list[FoundPeriod], clause: tuple[int, int], *, same_group: bool
) -> When | None:
    """The period of a number by the order of numbers and periods in its clause (or its parentheses)."""
    if not own:
        return None
    number = sentence.numbers[place]
    numbers = [
        item
        for item in sentence.numbers
        if clause[0] <= item.first < clause[1] and (item.group == number.group if same_group else not item.group)
    ]
    at = numbers.index(number)
    both = _until_date(own)
    if both and not _is_apart(own, numbers):
        return both
    if len(own) == 1:
        only = own[0]
        if _compared_before(sentence, only, numbers, at):
            return None
        return _when(own, "stated" if only.start >= number.end else "clause")
    floor = numbers[at - 1].end if at else clause[0]
    ceiling = numbers[at + 1].start if at + 1 < len(numbers) else clause[1]
    before = [item for item in own if floor <= item.start < number.first]
    after = [item for item in own if number.end <= item.start < ceiling]
    in_turn = own[0].start < numbers[0].first and len(own) == len(numbers) and len(numbers) > 1
    if in_turn and before:
        return _when(before[-1:], "clause")
    if after:
        return _when(after[:1], "stated")
    if before:
        return _when(before[-1:], "clause")
    earlier = [item for item in own if item.start < number.first]
    return _when(earlier[-1:], "clause") if earlier else None


def _compared_before(sentence: Sentence, only: FoundPeriod, numbers: list[Number], at: int) -> bool:
    """Whether the date belongs to a later figure that this one is compared with."""
    ceiling = numbers[at + 1].first if at + 1 < len(numbers) else len(sentence.text)
    if numbers[at].end <= only.start < ceiling:
        return bool(_JOINED.search(sentence.text, max(0, only.start - 12), only.start))
    if at + 1 >= len(numbers) or only.start < numbers[at + 1].first:
        return False
    between = sentence.text[numbers[at].end : numbers[at + 1].start]
    if sentence.vocabulary.planned.search(between) and not sentence.vocabulary.planned.search(
        sentence.text, sentence.clause_of(numbers[at].first)[0], numbers[at].start
    ):
        return True  # "has helped 300 and plans to reach 400 by 2024"
    if sentence.vocabulary.of_which.search(between) and only.period is not None and only.period.kind == "since":
        return True  # "hosts 500, of whom 200 have registered since May"
    if _AND.search(between) and sentence.vocabulary.acts.match(
        sentence.text, _past_more(sentence, numbers[at + 1].end)
    ):
        return True  # "opened four offices, and two more are planned for 2024"
    own_verb = sentence.vocabulary.new_verb.search(between)
    deadline = only.period is not None and only.period.start is None and only.period.kind == "span"
    within = _WITHIN.fullmatch(sentence.text, numbers[at].noun_end, numbers[at + 1].start)
    return bool(own_verb or (deadline and not within) or sentence.vocabulary.compared.search(between))


def _past_more(sentence: Sentence, end: int) -> int:
    """Where the words after "two more" begin."""
    more = _MORE.match(sentence.text, end)
    return more.end() if more else end


def _is_apart(own: list[FoundPeriod], numbers: list[Number]) -> bool:
    """Whether the day is another figure's: "needs $48 million in 2021, was 19 percent funded as of 31 August"."""
    first, last = own[0], own[-1]
    open_last = last.period is not None and last.period.start is None
    before = any(item.first < first.start for item in numbers)
    return open_last and before and any(first.end <= item.first < last.start for item in numbers)


def _until_date(own: list[FoundPeriod]) -> When | None:
    """Such as "as of April 13 … in FY 2022": from the start of the year to that day."""
    periods = [item.period for item in own if item.period]
    since = next((period for period in periods if period.kind == "since"), None)
    last = next((period for period in periods if period.start is None and period.end), None)
    if len(own) == 2 and since and since.start and last and last.end and since.start < last.end:
        words = " … ".join(item.words for item in own)
        return When(since.start, last.end, words, Reason("until a date", words, CONFIDENCE["until a date"]))
    until = next((period for period in periods if period.start is None and period.end), None)
    whole = next((period for period in periods if not period.is_open), None)
    if len(own) != 2 or until is None or whole is None or until.end is None or not whole.contains(until.end):
        return None
    words = " … ".join(item.words for item in own)
    return When(whole.start, until.end, words, Reason("until a date", words, CONFIDENCE["until a date"]))


_MONTH_BEFORE = re.compile(
    r"(?<!\d )(?<!\d de )\b((?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*(?: (?:de )?20\d\d)?) \($",
    re.I,
)
_OPENED = re.compile(r"\b(?:opened|began|started|ran from|abrió|comenzó|empezó|inició)(?: on| el)? ?$", re.I)
_CLOSED = re.compile(
    r",? (?:and|y) (?:closed|ended|concluded|finished|cerró|terminó|concluyó|finalizó)(?: on| el)? ?", re.I
)


def _from_opening(text: str, own: list[FoundPeriod], first: int) -> When | None:
    """Such as "which opened on August 1 and closed on December 31, drew 300": all the time between."""
    for one, other in pairwise(own):
        if one.period is None or other.period is None or other.end > first:
            continue
        opened = _OPENED.search(text, max(0, one.start - 20), one.start)
        if opened and _CLOSED.fullmatch(text, one.end, other.start):
            words = text[one.start : other.end]
            return When(one.period.start, other.period.end, words, Reason("clause", words, CONFIDENCE["clause"]))
    return None


def _within_months(sentence: Sentence, place: int, pattern: re.Pattern[str], times: Times) -> When | None:
    """Such as "launched in September 2021 and reached 300 people in three months"."""
    number, text = sentence.numbers[place], sentence.text
    start, end = sentence.clause_of(number.first)
    match = pattern.search(text, number.end, end)
    if match is None or match[2].lower() not in _MONTHS:
        return None
    starts = [item.period for item in sentence.periods if item.period and start <= item.start < number.first]
    tokens = tokenize(match[1])
    count = read_amount(tokens, 0, LEXICONS[times.setting.language]) if tokens else None
    if not starts or starts[-1].start is None or count is None or not 1 <= count.value <= 120:
        return None
    begin = starts[-1].start
    last = date.fromordinal(add_months(begin, int(count.value)).toordinal() - 1)
    words = f"{starts[-1].as_stated} … {match.group()}"
    return When(begin, last, words, Reason("from a start", words, CONFIDENCE["from a start"]))


def _since_then(sentence: Sentence, place: int, own: list[FoundPeriod], times: Times) -> When | None:
    """Such as "in January 2020; since then 300 people": open, from the date said before."""
    start, end = sentence.clause_of(sentence.numbers[place].first)
    vocabulary = times.setting.vocabulary
    match = vocabulary.since_then.search(sentence.text, start, end)
    before = max(sentence.numbers[place - 1].end if place else start, match.end() if match else start)
    if match is None or vocabulary.left_behind.search(sentence.text, before, sentence.numbers[place].first):
        return None
    earlier = [item.period for item in own if item.period and item.end <= match.start()]
    begin = earlier[-1].start if earlier else begun_before(times)
    words = f"{earlier[-1].as_stated} … {match.group()}" if earlier else match.group()
    return When(begin, None, words, Reason("from a start", words, CONFIDENCE["from a start"]))


def _since_event(sentence: Sentence, place: int, pattern: re.Pattern[str]) -> When | None:
    """Such as "since its restart": a start that the words do not date."""
    start, end = sentence.clause_of(sentence.numbers[place].first)
    match = pattern.search(sentence.text, start, end)
    return When(None, None, match.group(), Reason("event", match.group(), 0.6)) if match else None


def _when(found: list[FoundPeriod], step: str) -> When:
    item = found[0]
    confidence = CONFIDENCE[step]
    if item.period is None:
        return When(None, None, item.words, Reason(step, item.words, 0.3))
    if item.period.assumption:
        confidence -= 0.15
    return When(item.period.start, item.period.end, item.words, Reason(step, item.words, confidence))


def _depth(text: str, place: int) -> int:
    return text.count("(", 0, place) - text.count(")", 0, place)


def _within(text: str, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return "(" not in text[low:high] and ")" not in text[low:high]


def _in_parentheses_after(text: str, end: int, item: FoundPeriod) -> bool:
    """Whether the period stands alone in parentheses right after the figure: "300 visas (2021)"."""
    return text[end : item.start].strip() == "(" and text[item.end :].lstrip().startswith(")")
