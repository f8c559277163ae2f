"""What a sentence without a time of its own takes from before it: "of these", "in the same period", a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from metrics.intake.findings import NEVER, Reason, When
from metrics.intake.heads import CLITICS, PRONOUNS
from metrics.intake.sentence import Sentence, Setting
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.errors import Refused
from metrics.statements.periods import Period, calendar_year, find_periods, parse_period
from metrics.statements.periods.period import add_months

CONFIDENCE = {
    "stated": 0.95,
    "clause": 0.85,
    "sentence": 0.8,
    "until a date": 0.85,
    "from a start": 0.7,
    "event": 0.6,
    "sentence before": 0.65,
    "same period": 0.7,
    "period before": 0.7,
    "reporting period": 0.7,
    "lead-in": 0.75,
    "label": 0.75,
    "heading": 0.7,
    "row": 0.9,
    "column": 0.9,
    "caption": 0.75,
    "as of": 0.65,
    "plan's year": 0.65,
}
_SHARE = re.compile(r".{1,24}?(?:%|\bper ?cent|por ciento)")
#: "En el 62 % concedió la protección": a verb that reads like a noun.
_PAST = re.compile(
    r"[a-záéíóúñ]+(?:ó|aron|ieron|aban|ían)|said|told|answered|reported|had|were|was|went|came|wanted"
    r"|corresponden?|provienen?|tienen?|son|es|era|fueron?"
)
#: One of a list by size: what comes second is of the time of the first.
_RANKED = re.compile(
    r"\ben (?:segund|tercer|cuart)[oa]? lugar\b|\b(?:le|les) siguen?\b|\bseguid[oa]s? (?:de|por)\b"
    r"|\bin (?:second|third|fourth) place\b|\bcame (?:second|third|next)\b|\bfollowed by\b|\bnext (?:came|comes)\b",
    re.I,
)
_OF_OTHERS = re.compile(
    r"\s(?:of (?!them\b|these\b|those\b(?! who\b| that\b)|whom\b|which\b)"
    r"|del? (?!ell[ao]s|est[ao]s\b|es[ao]s\b|l[ao]s cuales))",
    re.I,
)
_LONE_YEAR = re.compile(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,.-])")
#: Words for a length of time, and the days that it can have.
_LENGTHS = (
    (re.compile(r"\b(?:weeks?|semanas?)\b", re.I), range(5, 9)),
    (re.compile(r"\b(?:month|mes)\b", re.I), range(28, 32)),
    (re.compile(r"\b(?:quarter|trimestre)\b", re.I), range(89, 93)),
    (re.compile(r"\b(?:half|semester|semestre)\b", re.I), range(181, 185)),
    (re.compile(r"\b(?:year|año|ejercicio)\b", re.I), range(365, 367)),
)
#: "Of that sum" goes back to one figure, "of these" to the first and main one.
_ONE = re.compile(r"\b(?:that|this|it|es[ae]|est[ae]|dich[oa])\b", re.I)
#: A heading such as "Results of the period".
_OF_THE_REPORT = re.compile(
    r"\b(?:del|en el|durante el|este) (?:per[ií]odo|trimestre|semestre|mes|año)(?: reportado| informado)?$"
    r"|\b(?:this|the|in the|of the|during the) (?:reporting )?(?:period|quarter|month|year)$",
    re.I,
)
_PART_OF_YEAR = re.compile(
    r"(?:the |el )?(?:[QHTS][1-4]|(?:first|second|third|fourth|last|primer|segundo|tercer|cuarto|[1-4](?:st|nd|rd|th)) "
    r"(?:quarter|half|trimestre|semestre))"
    r"(?P<what>,? \(?(?:actuals?|achieved|results?|targets?|planned|totals?|real(?:es)?|resultados?|metas?)\)?)?",
    re.I,
)
#: What a plan or an appeal asks for and aims at.
_PLANNED = re.compile(
    r"\b(?:funding required|required|requirements?|requires?|requested|in need|targeted|to be reached|appeal(?:s|ed)?"
    r"|requiere|requerid[oa]s?|requerimientos?|solicitad[oa]s?|con necesidades|meta|población meta)\b",
    re.I,
)
#: What something costs is so at whatever time.
_PRICE = re.compile(r"\b(?:costs?|is worth|fee of|cuestan?|vale|valen|se cobra|les cobran?)\b[^,;.]{0,24}$", re.I)
#: "Financial requirements 2023: US$ 22 million".
_YEAR_OF = re.compile(r"[A-ZÁÉÍÓÚÑ][^.:;\d]{3,60}\b(20\d\d): ")
_DAY_OR_MONTH = frozenset({0, 27, 28, 29, 30})
_STRETCH = re.compile(r"\b(?:period|per[ií]odo|lapso)\b", re.I)
#: No more periods than this are kept to be meant again.
_MOST_SAID = 12


@dataclass
class Times:
    """What was said of time above a block (step and words), and in the sentence before."""

    setting: Setting
    above: list[tuple[str, str]] = field(default_factory=list)
    #: What the figures in parentheses below are of, where a note says so: "(in brackets: July 2021)".
    bracketed: When = NEVER
    #: The periods of the first and of the last figure of the sentence before.
    before: When = NEVER
    latest: When = NEVER
    #: The periods that were stated so far, the newest first, for "in the same period" to mean one of them.
    said: list[When] = field(default_factory=list)
    #: Whether a fiscal year was spoken of, so that "the first half" may be one of it.
    fiscal: bool = False
    #: The time that the document says near its head that it reports on.
    reported: When = NEVER
    #: The day that its head says it is as of, and the year of the plan or appeal that it is named after.
    status: When = NEVER
    plan: When = NEVER
    #: The periods of the first and of the last figure of the paragraph before.
    paragraph: tuple[When, When] = (NEVER, NEVER)
    #: The period of the last cell of a table right above: what rose is what the table shows.
    table: When = NEVER
    #: The sentence before, which may name a time and no figure: "It took effect in April. Since then …".
    text: str = ""


def remember(sentence: Sentence, times: Times, found: list[When]) -> None:
    """Keep the sentence's period for one after it that says "of these" or "in the same period"."""
    times.text = sentence.text
    stated = [when for when in found if when is not NEVER]
    compared = sentence.vocabulary.compared
    main = [
        when
        for at, (when, item) in enumerate(zip(found, sentence.numbers, strict=True))
        if when is not NEVER
        and not item.group
        and not (at and compared.search(sentence.text, sentence.numbers[at - 1].end, item.start))
    ]
    times.fiscal = times.fiscal or any(
        item.period and item.period.kind.startswith("fiscal") for item in sentence.periods
    )
    if stated:
        times.before, times.latest = stated[0], stated[-1]
        times.said[:0] = [when for when in reversed(main or stated) if when.start or when.end][:_MOST_SAID]
        del times.said[_MOST_SAID:]
    elif sentence.numbers:
        times.before = times.latest = NEVER


def in_words(words: str, step: str, setting: Setting) -> When | None:
    """The one period that ``words`` (a heading, a cell's head) state, or ``None``."""
    part = _PART_OF_YEAR.fullmatch(words.strip()) if setting.fiscal_year else None
    if part:
        words = words.strip().removesuffix(part["what"] or "")
        words = f"{words} {'del año fiscal' if setting.language == 'es' else 'FY'} {setting.fiscal_year}"
    period = _only_period(words, setting.language, setting.document_date)
    return When(period.start, period.end, period.as_stated, Reason(step, words, CONFIDENCE[step])) if period else None


@lru_cache(maxsize=1024)
def _only_period(words: str, language: str, document_date: date | None) -> Period | None:
    """The one period in ``words``, a lone year included; headings are asked for again and again."""
    try:
        period = parse_period(words, language, document_date)
        if period.kind != "unstated":
            return period
    except Refused:
        pass
    found = [item.period for item in find_periods(words, language, document_date) if item.period]
    if found:
        # "FY 2023, Quarter 2 (January 1 to March 31, 2023)": the narrowest, where the others hold it.
        narrow = min(found, key=_length)
        return narrow if all(_holds(wide, narrow) for wide in found) else None
    years = _LONE_YEAR.findall(words)
    return calendar_year(int(years[0])) if len(years) == 1 else None


def _length(period: Period) -> int:
    return (period.end - period.start).days if period.start and period.end else 100_000


def _holds(wide: Period, narrow: Period) -> bool:
    if narrow.start is None or narrow.end is None:
        return wide.dates == narrow.dates
    return wide.contains(narrow.start) and wide.contains(narrow.end)


def carried(sentence: Sentence, place: int, times: Times) -> When:
    """The period that the figure at ``place`` takes from before its sentence, by the words that say so."""
    vocabulary = times.setting.vocabulary
    text = sentence.text
    same = vocabulary.same_period.search(text)
    if same:
        meant = same_as(same.group(), times)
        if meant is not None:
            return _again(meant, "same period", same.group())
    cue = _cue(sentence, place, vocabulary) or (same if same and same.start() < 3 else None)
    before = times.latest if cue and _ONE.search(cue.group()) else times.before
    also = vocabulary.also.match(text)
    same_day = before.start == before.end and not also
    # "It also ran three campaigns: one began in May …": what tells times of its own is not of the time before.
    other_time = also and any(item.period for item in sentence.periods)
    if cue and before is not NEVER and not same_day and not other_time:
        return _again(before, "sentence before", cue.group())
    if (
        cue
        and times.before is NEVER
        and not (number := sentence.numbers[place]).group
        and (vocabulary.part_of.match(text, number.end) or vocabulary.of_these.match(text))
    ):
        before = times.paragraph[1 if _ONE.search(cue.group()) else 0]
        if before is not NEVER:
            return _again(before, "sentence before", cue.group())
    reporting = vocabulary.reporting.search(text)
    if reporting and times.reported is not NEVER and fits(times.reported, reporting.group()):
        return _again(times.reported, "reporting period", reporting.group())
    begin, end = sentence.clause_of(sentence.numbers[place].first)
    if sentence.numbers[place].currency and _PRICE.search(text, begin, sentence.numbers[place].start):
        return NEVER
    of_year = _YEAR_OF.match(text)
    if of_year:
        year = calendar_year(int(of_year[1]))
        return When(year.start, year.end, of_year[1], Reason("label", of_year.group(), CONFIDENCE["label"]))
    planned = vocabulary.planned.search(text, begin, end)
    for step, words in times.above:
        when = in_words(words, step, times.setting)
        if when and not (_is_past(when, times) and planned):
            return when
        if times.reported is not NEVER and _OF_THE_REPORT.search(words) and fits(times.reported, words):
            return _again(times.reported, "reporting period", words)
    label = next((words for step, words in times.above if step == "label"), "")
    if times.plan is not NEVER and (_PLANNED.search(text) or _PLANNED.search(label)):
        return times.plan
    return times.status


def _cue(sentence: Sentence, place: int, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The words that make the figure one more of what the sentence before tells."""
    text, number = sentence.text, sentence.numbers[place]
    opening = vocabulary.of_these.search(text)
    cue = opening if opening and opening.start() < 3 else vocabulary.also.match(text)
    if cue is None and place == 0:
        # What follows another figure of its sentence goes back to that one.
        cue = vocabulary.part_of.match(text, number.end)
        if cue is None and number.start < 80:
            cue = vocabulary.total.search(text, 0, number.start)
    if cue is None and is_share(sentence, place) and place == 0 and len(text[: number.start].split()) < 2:
        cue = _SHARE.match(text, number.first)  # "El 64 % contestó que …": of those who were spoken of
    if cue is None and number.start < 24:
        cue = vocabulary.most.match(text)
    if cue is None and number.start < 3 and not number.noun:
        cue = vocabulary.goes_on.match(text, number.end)
    if cue is None:
        cue = _RANKED.search(text, 0, number.start)
    rate = None if cue or number.currency else vocabulary.rate_was.match(text)
    return rate if rate and (number.percent or not rate["pointing"]) else cue


def _is_past(when: When, times: Times) -> bool:
    day = times.setting.document_date
    return day is not None and when.end is not None and when.end < day


def is_share(sentence: Sentence, place: int) -> bool:
    """Whether the figure is a percentage of what was spoken of and names nothing else that it is of."""
    number = sentence.numbers[place]
    first = number.noun.split()[0].lower() if number.noun else ""
    nameless = not first or first in PRONOUNS | CLITICS or bool(_PAST.fullmatch(first))
    return bool(number.percent) and nameless and not _OF_OTHERS.match(sentence.text, number.end)


def _again(when: When, step: str, words: str) -> When:
    return When(when.start, when.end, when.words, Reason(step, words.strip(), CONFIDENCE[step]))


def same_as(words: str, times: Times) -> When | None:
    """The newest of the periods said, or else the document's own, that "the same quarter" can mean."""
    meant = [when for when in (*times.said, times.reported) if when is not NEVER and fits(when, words)]
    if _STRETCH.search(words):  # a month is seldom called a period
        meant.sort(key=lambda when: bool(when.start and when.end and (when.end - when.start).days in _DAY_OR_MONTH))
    return meant[0] if meant else None


def fits(when: When, words: str) -> bool:
    """Whether "the same month" or "over those ten months" can mean ``when``: by its length."""
    days = (when.end - when.start).days + 1 if when.start and when.end else None
    many = _MANY_MONTHS.search(words)
    if many:
        count = _COUNTS.get(many[1].lower())
        return days is not None and (count is None or abs(days - 30.44 * count) < 6)
    for pattern, lengths in _LENGTHS:
        if pattern.search(words):
            return days in lengths
    return True


_MANY_MONTHS = re.compile(r"\b(\w+) (?:months|meses)\b", re.I)
_COUNTS = {
    word: count
    for row in (
        "two three four five six seven eight nine ten eleven twelve",
        "dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "2 3 4 5 6 7 8 9 10 11 12",
    )
    for count, word in enumerate(row.split(), start=2)
}


def shifted(base: When, words: str) -> When | None:
    """The time one year, quarter or month before ``base``: "the year before", "el mes anterior"."""
    if base.start is None or base.end is None:
        return None
    lower = words.lower()
    back = 12 if "year" in lower or "año" in lower else 3 if "quarter" in lower or "trimestre" in lower else 1
    if back < 12 and not fits(base, words):
        return None
    after = base.end + timedelta(days=1)
    start, end = add_months(base.start, -back), add_months(after, -back) - timedelta(days=1)
    said = f"{base.words} … {words}"
    return When(start, end, said, Reason("period before", said, CONFIDENCE["period before"]))


def of_the_year_so_far(sentence: Sentence, place: int, found: list[When]) -> When | None:
    """Such as "300 came in July, which brings the total for the year to 900": from its first day to the end of July."""
    latest = found[-1] if found else NEVER
    if latest.end is None or latest.start is None:
        return None
    before = sentence.numbers[place - 1].end
    match = _YEAR_TOTAL.search(sentence.text, before, sentence.numbers[place].start)
    if match is None:
        return None
    words = f"{latest.words} … {match.group()}"
    reason = Reason("until a date", words, CONFIDENCE["until a date"] - 0.15)
    return When(date(latest.end.year, 1, 1), latest.end, words, reason)


_YEAR_TOTAL = re.compile(
    r"\b(?:total|acumulado|tally|count|figure)\b(?: (?:del|de este|en el|para el|for the|for this|so far this|this)) "
    r"(?:presente |current |calendar )?(?:año|year)\b",
    re.I,
)


def new_total(sentence: Sentence, place: int, times: Times) -> When | None:
    """Such as "this pledge brought the total to $20 million": a sum until the time of the pledge."""
    match = sentence.vocabulary.brings_total.search(sentence.text, 0, sentence.numbers[place].start)
    if match is None or times.before.end is None:
        return None
    words = f"{times.before.words} … {match.group()}"
    return When(None, times.before.end, words, Reason("sentence before", words, 0.65))


def begun_before(times: Times) -> date | None:
    """The first day that "since then" means, where no date stands before it in its sentence."""
    if times.before is not NEVER:
        return times.before.start
    setting = times.setting
    found = find_periods(times.text, setting.language, setting.document_date) if times.text else []
    return next((item.period.start for item in reversed(found) if item.period and item.period.start), None)
