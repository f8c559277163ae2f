"""One sentence taken apart: its figures, places, periods and clauses, by characters of the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metrics.intake.lines import without_marks
from metrics.intake.numbers import Left, Number, find_numbers
from metrics.intake.places.groups import PlaceGroup, place_groups
from metrics.intake.vocabularies import VOCABULARIES
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import Lexicon
from metrics.statements.periods import FoundPeriod, find_periods

#: Words of time in either language, or four digits: without one there is no period to look for.
_TIME = re.compile(
    r"\d{4}|\d{2}(?:st|nd|rd|th)?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|set"
    r"|fy|h[12]|q[1-4]|t[1-4]|s[12])"
    r"|year|month|week|yesterday|\bnight|\bday|quarter|half|today|now|date|current|present|decade"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|\bayer|\banoche|año|mes|semana|día|trimestre|semestre|mitad|hoy|ahora|fecha|actual|período|periodo|último|última|pasad",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole document: its language and date, and the words of units and figures."""

    language: str
    document_date: date | None
    units: Mapping[str, str]
    #: The language's lexicon as the document uses it.
    lexicon: Lexicon
    #: The fiscal year that it reports on: "Q2" is a quarter of it.
    fiscal_year: int | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the language."""
        return VOCABULARIES[self.language]


@dataclass(frozen=True)
class Sentence:
    """A sentence; ``start`` is where it begins in its block's line. ``clauses`` are half-open ranges that
    cover it.
    """

    start: int
    text: str
    numbers: list[Number]
    left: list[Left]
    places: list[PlaceGroup]
    periods: list[FoundPeriod]
    clauses: list[tuple[int, int]]
    vocabulary: Vocabulary

    def clause_of(self, place: int) -> tuple[int, int]:
        """The clause that holds the character at ``place``."""
        return next((clause for clause in self.clauses if clause[0] <= place < clause[1]), (0, len(self.text)))


def read_sentence(text: str, start: int, setting: Setting) -> Sentence:
    """The sentence ``text``, which begins at ``start`` of its line."""
    vocabulary = setting.vocabulary
    clean, marks = without_marks(text)
    clauses = _clauses(clean, vocabulary.clause)
    places = place_groups(clean, vocabulary, [begin for begin, _ in clauses])
    numbers: list[Number] = []
    left = [Left(begin, end, why) for begin, end, why in marks if any(map(str.isdigit, text[begin:end]))]
    periods: list[FoundPeriod] = []
    if vocabulary.numeral.search(clean):
        if _TIME.search(clean):
            periods = find_periods(clean, setting.language, setting.document_date)
            periods = [found for found in periods if not _counts(clean, found, setting)]
        numbers, others = find_numbers(
            clean,
            periods,
            setting.lexicon,
            vocabulary,
            setting.units,
            frozenset(group.end for group in places),
        )
        left += others
        left += [
            Left(found.start, found.end, "a date or a period")
            for found in periods
            if any(map(str.isdigit, found.words))
        ]
    return Sentence(
        start, clean, numbers, sorted(left, key=lambda item: item.start), places, periods, clauses, vocabulary
    )


_FOR_MANY = re.compile(r"(?:for|para)\s(?:los |las )?(?:19|20)\d\d", re.I)
_NOUN = re.compile(r"\s([^\W\d_]+)")


def _counts(text: str, found: FoundPeriod, setting: Setting) -> bool:
    """Whether what looks like a year counts the noun after it: "for 2000 families"."""
    noun = _NOUN.match(text, found.end)
    if not _FOR_MANY.fullmatch(found.words) or noun is None or noun[1].lower() not in setting.units:
        return False
    day = setting.document_date  # "For 2023 partners ask for $5 million" is of the year
    return not (found.start < 2 and day and abs(int(found.words[-4:]) - day.year) < 4)


def _clauses(text: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    found, start, depth_ends = [], 0, _inside_parentheses(text)
    for match in mark.finditer(text):
        if match.start() == start or any(begin <= match.start() < end for begin, end in depth_ends):
            continue
        found.append((start, match.start()))
        start = match.start()
    found.append((start, len(text)))
    return found


def _inside_parentheses(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\([^()]{0,400}\)", text)]
