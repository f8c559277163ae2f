"""Which period a figure is of: its own words, those of its clause or sentence, or those that stand above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from metrics.intake.findings import NEVER, Reason, When
from metrics.intake.named import is_part
from metrics.intake.numbers import Number
from metrics.intake.sentence import Sentence, Setting
from metrics.intake.usable import is_change, is_of, usable_periods
from metrics.statements.amounts import read_amount
from metrics.statements.errors import Refused
from metrics.statements.lexicons import LEXICONS
from metrics.statements.periods import FoundPeriod, Period, calendar_year, find_periods, parse_period
from metrics.statements.periods.period import add_months
from metrics.statements.tokens import tokenize

_CONFIDENCE = {
    "stated": 0.95,
    "clause": 0.85,
    "sentence": 0.8,
    "until a date": 0.85,
    "from a start": 0.7,
    "event": 0.6,
    "sentence before": 0.65,
    "lead-in": 0.75,
    "label": 0.75,
    "heading": 0.7,
    "row": 0.9,
    "column": 0.9,
    "caption": 0.75,
}
_LONE_YEAR = re.compile(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,.-])")
#: Before a date: it opens a statement that "and" joins to the one before.
_JOINED = re.compile(r"\b(?:and|y)\s(?:the |el )?$", re.I)
#: "Nearly double the 680 of 2021".
_OF_YEAR = re.compile(r"\s(?:of|de|del año)\s((?:19|20)\d\d)\b(?![,.]\d)")
#: Before a figure that is the subject of its own clause.
_AND = re.compile(r"\b(?:and|but|y|e|pero)(?: otros| otras)?\s$")
_MORE = re.compile(r"\s(?:more|others|más)\b")
_MONTHS = frozenset({"month", "months", "mes", "meses"})


@dataclass
class Times:
    """What was said of time above a block (step and words), and in the sentence before."""

    setting: Setting
    above: list[tuple[str, str]] = field(default_factory=list)
    before: When = NEVER
    #: The last period that was stated at all, which "in the same period" means.
    last: When = NEVER
    #: Whether a fiscal year was spoken of, so that "the first half" may be one of it.
    fiscal: bool = False
    #: Words near the document's head that say what time it reports on ("January 2022").
    reported: str = ""


def find_when(sentence: Sentence, times: Times) -> list[When]:
    """The period of each of the sentence's numbers, in their order."""
    if not sentence.numbers:
        return []
    vocabulary = times.setting.vocabulary
    usable = usable_periods(sentence, times.setting, fiscal=times.fiscal)
    carried = _carried(sentence, times)
    found: list[When] = []
    for place in range(len(sentence.numbers)):
        if is_change(sentence, place):
            found.append(NEVER)
            continue
        own = [item for item in usable if is_of(sentence, item, place)]
        when = _for_number(sentence, place, own, found) or _since_event(sentence, place, vocabulary.since_event)
        when = _since_then(sentence, place, own, times) or when
        when = _within_months(sentence, place, vocabulary.within_months, times) or when
        found.append(when or _of_its_whole(sentence, place, found) or _new_total(sentence, place, times) or carried)
    return found


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


def _new_total(sentence: Sentence, place: int, times: Times) -> When | None:
    """Such as "this pledge brought the total to $20 million": a sum until the time of the pledge."""
    match = sentence.vocabulary.brings_total.search(sentence.text, 0, sentence.numbers[place].start)
    if match is None or times.before.end is None:
        return None
    words = f"{times.before.words} … {match.group()}"
    return When(None, times.before.end, words, Reason("sentence before", words, 0.65))


def remember(sentence: Sentence, times: Times, found: list[When]) -> None:
    """Keep the sentence's period for one after it that says "of these" or "in the same period"."""
    stated = [when for when in found if when is not NEVER]
    times.fiscal = times.fiscal or any(
        item.period and item.period.kind.startswith("fiscal") for item in sentence.periods
    )
    if stated:
        times.before = times.last = stated[0]
    elif sentence.numbers:
        times.before = NEVER


def in_words(words: str, step: str, setting: Setting) -> When | None:
    """The one period that ``words`` (a heading, a cell's head) state, or ``None``."""
    period = _only_period(words, setting.language, setting.document_date)
    return When(period.start, period.end, period.as_stated, Reason(step, words, _CONFIDENCE[step])) if period else None


@lru_cache(maxsize=1024)
def _only_period(words: str, language: str, document_date: date | None) -> Period | None:
    """The one period in ``words``, a lone year included; headings are asked for again and again."""
    try:
        period = parse_period(words, language, document_date)
        if period.kind != "unstated":
            return period
    except Refused:
        pass
    found = [item for item in find_periods(words, language, document_date) if item.period]
    if found:
        return found[0].period if len(found) == 1 else None
    years = _LONE_YEAR.findall(words)
    return calendar_year(int(years[0])) if len(years) == 1 else None


def _carried(sentence: Sentence, times: Times) -> When:
    vocabulary = times.setting.vocabulary
    same = vocabulary.same_period.search(sentence.text)
    if same and times.last is not NEVER and _fits(times.last, same.group()):
        last = times.last
        return When(last.start, last.end, last.words, Reason("sentence before", same.group().strip(), 0.65))
    again = vocabulary.of_these.search(sentence.text) or same
    if again and again.start() < 3 and times.before is not NEVER and times.before.start != times.before.end:
        before = times.before
        return When(before.start, before.end, before.words, Reason("sentence before", again.group().strip(), 0.65))
    reporting = vocabulary.reporting.search(sentence.text)
    if reporting and times.reported:
        when = in_words(times.reported, "heading", times.setting)
        if when:
            return when
    for step, words in times.above:
        when = in_words(words, step, times.setting)
        if when:
            return when
    return NEVER


def _fits(when: When, words: str) -> bool:
    """Whether "the same month" can mean ``when``."""
    days = (when.end - when.start).days + 1 if when.start and when.end else None
    return not _MONTHS & set(words.lower().split()) or (days is not None and days <= 31)


def _for_number(sentence: Sentence, place: int, usable: list[FoundPeriod], earlier: list[When]) -> When | None:
    number, text = sentence.numbers[place], sentence.text
    start, end = sentence.clause_of(number.first)
    of_year = _OF_YEAR.match(text, number.end)
    if of_year and not number.percent:
        year = calendar_year(int(of_year[1]))
        return When(year.start, year.end, of_year[1], Reason("stated", of_year[1], _CONFIDENCE["stated"]))
    if number.group:
        inside = [item for item in usable if _within(text, number.first, item.start)]
        when = _nearest(sentence, place, inside, (start, end), same_group=True)
        if when:
            return when
        beside = [item for item in usable if text[item.end : number.start].strip() == "("]
        if beside:
            return _when(beside, "stated")  # "than in 2022 (32,488)"
        total = next((at for at in range(place - 1, -1, -1) if not sentence.numbers[at].group), None)
        return earlier[total] if total is not None and earlier[total] is not NEVER else None
    attached = [item for item in usable if _in_parentheses_after(text, number.noun_end, item)]
    if attached:
        return _when(attached[:1], "stated")
    outer = [item for item in usable if not _depth(text, item.start)]
    own = [item for item in outer if start <= item.start < end]
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
    if both:
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
    if _AND.search(between) and sentence.vocabulary.acts.match(
        sentence.text, _past_more(sentence, numbers[at + 1].end)
    ):
        return True  # "opened four offices, and two more are planned for 2024"
    own_verb = sentence.vocabulary.new_verb.search(between)
    deadline = only.period is not None and only.period.start is None and only.period.kind == "span"
    return bool(own_verb or deadline or sentence.vocabulary.compared.search(between))


def _past_more(sentence: Sentence, end: int) -> int:
    """Where the words after "two more" begin."""
    more = _MORE.match(sentence.text, end)
    return more.end() if more else end


def _until_date(own: list[FoundPeriod]) -> When | None:
    """Such as "as of April 13 … in FY 2022": from the start of the year to that day."""
    periods = [item.period for item in own if item.period]
    since = next((period for period in periods if period.kind == "since"), None)
    last = next((period for period in periods if period.start is None and period.end), None)
    if len(own) == 2 and since and since.start and last and last.end and since.start < last.end:
        words = " … ".join(item.words for item in own)
        return When(since.start, last.end, words, Reason("until a date", words, _CONFIDENCE["until a date"]))
    until = next((period for period in periods if period.kind == "as_of"), None)
    whole = next((period for period in periods if not period.is_open), None)
    if len(own) != 2 or until is None or whole is None or until.end is None or not whole.contains(until.end):
        return None
    words = " … ".join(item.words for item in own)
    return When(whole.start, until.end, words, Reason("until a date", words, _CONFIDENCE["until a date"]))


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
    return When(begin, last, words, Reason("from a start", words, _CONFIDENCE["from a start"]))


def _since_then(sentence: Sentence, place: int, own: list[FoundPeriod], times: Times) -> When | None:
    """Such as "in January 2020; since then 300 people": open, from the date said before."""
    start, end = sentence.clause_of(sentence.numbers[place].first)
    match = times.setting.vocabulary.since_then.search(sentence.text, start, end)
    if match is None:
        return None
    earlier = [item.period for item in own if item.period and item.end <= match.start()]
    begin = earlier[-1].start if earlier else times.before.start
    words = f"{earlier[-1].as_stated} … {match.group()}" if earlier else match.group()
    return When(begin, None, words, Reason("from a start", words, _CONFIDENCE["from a start"]))


def _since_event(sentence: Sentence, place: int, pattern: re.Pattern[str]) -> When | None:
    """Such as "since its restart": a start that the words do not date."""
    start, end = sentence.clause_of(sentence.numbers[place].first)
    match = pattern.search(sentence.text, start, end)
    return When(None, None, match.group(), Reason("event", match.group(), 0.6)) if match else None


def _when(found: list[FoundPeriod], step: str) -> When:
    item = found[0]
    confidence = _CONFIDENCE[step]
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
