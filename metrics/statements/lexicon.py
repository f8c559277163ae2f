"""The shape of one language's words for figures; ``english.py`` and ``spanish.py`` fill it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Generic, TypeVar

from metrics.statements.qualifiers import Qualifier

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases of lower-case words, matched forward from a place or backward to it, the longest first."""

    def __init__(self, table: Mapping[str, Value]) -> None:
        self._table = {tuple(words.split()): value for words, value in table.items()}
        self._longest = max((len(words) for words in self._table), default=0)

    @classmethod
    def of(cls, words: Iterable[str], value: Value) -> Phrases[Value]:
        """Phrases that all mean ``value``."""
        return cls(dict.fromkeys(words, value))

    def with_more(self, table: Mapping[str, Value]) -> Phrases[Value]:
        """These phrases and those of ``table``, which go before them."""
        more: Phrases[Value] = Phrases(table)
        joint: Phrases[Value] = Phrases({})
        joint._table = {**self._table, **more._table}
        joint._longest = max(self._longest, more._longest)
        return joint

    def starting_at(self, words: list[str], index: int) -> tuple[int, Value] | None:
        """Length and meaning of the longest phrase that starts at ``index``."""
        for length in range(min(self._longest, len(words) - index), 0, -1):
            key = tuple(words[index : index + length])
            if key in self._table:
                return length, self._table[key]
        return None

    def ending_at(self, words: list[str], index: int, first: int = 0) -> tuple[int, Value] | None:
        """Length and meaning of the longest phrase that ends before ``index`` and starts no earlier than
        ``first``.
        """
        for length in range(min(self._longest, index - first), 0, -1):
            key = tuple(words[index - length : index])
            if key in self._table:
                return length, self._table[key]
        return None


@dataclass(frozen=True)
class Lexicon:
    """One language's words, all in lower case.

    ``clear_before`` are the qualifiers that are nothing else ("nearly", not "over"). ``ones`` are complete
    below one hundred together with ``tens``; ``hundreds`` are single words (Spanish) and ``hundred`` is the
    word that multiplies (English). ``vague``, ``partitive``, ``multiple``, ``fraction`` and ``negation``
    are the words that forbid reading a number beside them. ``decimal_mark`` is set where a document leaves
    no doubt which mark stands before its decimals, ``dollar`` where its bare "$" is another currency.
    """

    language: str
    ones: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    hundred: str
    scales: Mapping[str, Decimal]
    disputed_scales: frozenset[str]
    articles: frozenset[str]
    half: frozenset[str]
    halves: Phrases[Decimal]
    tens_joiner: str
    number_joiner: str
    before: Phrases[Qualifier]
    clear_before: Phrases[bool]
    after: Phrases[Qualifier]
    neutral: Phrases[bool]
    percent: Phrases[str]
    currencies: Phrases[str]
    of: frozenset[str]
    base: Phrases[bool]
    range_to: frozenset[str]
    between: Phrases[bool]
    between_and: frozenset[str]
    change_from: frozenset[str]
    rates: Phrases[str]
    per: Phrases[bool]
    joiners: frozenset[str]
    stop: frozenset[str]
    participle: tuple[str, ...]
    adjective: frozenset[str]
    durations: frozenset[str]
    duration_before: frozenset[str]
    ages: Phrases[bool]
    numbered: frozenset[str]
    numbered_names: frozenset[str]
    determiners: frozenset[str]
    vague: frozenset[str]
    vague_plurals: frozenset[str]
    fraction: frozenset[str]
    clear_fraction: frozenset[str]
    multiple: frozenset[str]
    negation: frozenset[str]
    partitive: frozenset[str]
    ordinal: frozenset[str]
    ordinal_endings: frozenset[str]
    missing: Phrases[bool]
    count_nouns: frozenset[str]
    people: frozenset[str]
    noun_joiner: str
    decimal_mark: str = ""
    dollar: str = "USD"

    @cached_property
    def openers(self) -> frozenset[str]:
        """The words that can begin an amount; one in a joint word ("twenty-three") begins it too."""
        numbers = {*self.ones, *self.tens, *self.hundreds, *self.scales, self.hundred}
        return frozenset(numbers) | self.disputed_scales | self.articles | self.half | {"minus"}


def numbered_words(words: str, first: int = 0, step: int = 1) -> dict[str, int]:
    """Each word to its number: "zero one two" to 0, 1, 2."""
    return {word: first + step * place for place, word in enumerate(words.split())}


def phrase_table(table: Mapping[Qualifier, str]) -> dict[str, Qualifier]:
    """Phrases, separated by "|", to the qualifier that they state."""
    return {" ".join(phrase.split()): qualifier for qualifier, row in table.items() for phrase in row.split("|")}


def words(row: str) -> frozenset[str]:
    """The words of ``row``, separated by spaces."""
    return frozenset(row.split())


def in_order(row: str) -> tuple[str, ...]:
    """The words of ``row`` in their order."""
    return tuple(row.split())


def phrases(row: str) -> Phrases[bool]:
    """The phrases of ``row``, separated by "|"."""
    return Phrases.of((" ".join(phrase.split()) for phrase in row.split("|")), True)
