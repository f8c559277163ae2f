"""What differs between two copies of a text, paragraph by paragraph. Pure, and of bounded time.

Paragraphs that stand once in each text pin the two together where they come in the same order; what lies between two
pins is compared by difflib where it is short, and counted as replaced where it is long. So 400 pages that were turned
over altogether cost little more than 400 that agree.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from metrics.intake.search import Span

PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[•●▪■◦‣])")
# Between two pins, and within a paragraph, difflib compares no more pairs than this.
MOST_PAIRS = 40_000
# Of stretches of no more pairs than this it is told which paragraph became which.
MOST_LIKENESSES = 400
# Paragraphs with this share of words in common are versions of each other.
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: in both texts ("same"), only in the older ("gone") or only in the newer ("new")."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where in either text it begins, and its words. Of a paragraph that came or went, all words are new or gone."""

    older: int | None
    newer: int | None
    runs: tuple[Run, ...]


def paragraphs(text: str, within: Span) -> list[Span]:
    """The paragraphs of a span: what empty lines and bullets set apart, without the white space around."""
    found, at = [], within.start
    ends = [match.span() for match in PARAGRAPH_END.finditer(text, within.start, within.end)]
    for end, following in [*ends, (within.end, within.end)]:
        words = text[at:end]
        start = at + len(words) - len(words.lstrip())
        if start < end and words.strip():
            found.append(Span(start, at + len(words.rstrip())))
        at = following
    return found


class Comparison:
    """Two texts, each in a span of its document."""

    def __init__(self, older: str, older_span: Span, newer: str, newer_span: Span):
        self.texts = older, newer
        self.spans = paragraphs(older, older_span), paragraphs(newer, newer_span)
        self.words = [
            [" ".join(text[span.start : span.end].split()) for span in spans]
            for text, spans in zip(self.texts, self.spans, strict=True)
        ]

    @cached_property
    def opcodes(self) -> list[tuple[bool, int, int, int, int]]:
        """(equal, i1, i2, j1, j2): paragraphs i1 to i2 of the older text stand for j1 to j2 of the newer."""
        return list(joined(opcodes_of(*self.words)))

    @cached_property
    def codes_by_older(self) -> list[tuple[bool, int, int, int, int]]:
        return [code for code in self.opcodes if code[1] < code[2]]

    @cached_property
    def changed(self) -> list[tuple[int | None, int | None]]:
        """The paragraphs of either text that differ, by number: which became which, in the order of the newer text."""
        return [
            (None if i is None else i1 + i, None if j is None else j1 + j)
            for equal, i1, i2, j1, j2 in self.opcodes
            if not equal
            for i, j in paired(self.words[0][i1:i2], self.words[1][j1:j2])
        ]

    @cached_property
    def became(self) -> dict[int, int]:
        return {i: j for i, j in self.changed if i is not None and j is not None}

    def is_same_place(self, older: int, newer: int) -> bool:
        """Whether a character of the newer text stands where one of the older stood, as far as paragraphs tell."""
        i, j = (self.paragraph_at(side, offset) for side, offset in enumerate((older, newer)))
        if i is None or j is None:
            return False
        # Codes that only insert hold no paragraph of the older text.
        equal, i1, _, j1, _ = self.codes_by_older[bisect_right(self.codes_by_older, i, key=lambda code: code[1]) - 1]
        return j == (j1 + i - i1 if equal else self.became.get(i))

    def paragraph_at(self, side: int, offset: int) -> int | None:
        spans = self.spans[side]
        at = bisect_right(spans, offset, key=lambda span: span.start) - 1
        return at if at >= 0 and offset < spans[at].end else None

    def differences(self) -> Iterator[Difference]:
        """Paragraphs that differ, in the order of the newer text; their words are compared as they are asked for."""
        for i, j in self.changed:
            yield Difference(
                None if i is None else self.spans[0][i].start,
                None if j is None else self.spans[1][j].start,
                runs_of("" if i is None else self.words[0][i], "" if j is None else self.words[1][j]),
            )


def opcodes_of(older: list[str], newer: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """What is equal and what is not, in order, without gaps."""
    once = [Counter(older), Counter(newer)]
    place = {words: j for j, words in enumerate(newer) if once[1][words] == 1}
    pins = increasing([(i, place[words]) for i, words in enumerate(older) if once[0][words] == 1 and words in place])
    for (i, j), (end_i, end_j) in pairwise([(-1, -1), *pins, (len(older), len(newer))]):
        yield from between(older, newer, i + 1, end_i, j + 1, end_j)
        if end_i < len(older):
            yield True, end_i, end_i + 1, end_j, end_j + 1


def between(older, newer, i1: int, i2: int, j1: int, j2: int) -> Iterator[tuple[bool, int, int, int, int]]:
    """The codes of a stretch without pins: equal at its ends, compared where it is short, else replaced."""
    head = 0
    while i1 + head < i2 and j1 + head < j2 and older[i1 + head] == newer[j1 + head]:
        head += 1
    tail = 0
    while i1 + head < i2 - tail and j1 + head < j2 - tail and older[i2 - tail - 1] == newer[j2 - tail - 1]:
        tail += 1
    if head:
        yield True, i1, i1 + head, j1, j1 + head
    i1, i2, j1, j2 = i1 + head, i2 - tail, j1 + head, j2 - tail
    if (i2 - i1) * (j2 - j1) <= MOST_PAIRS:
        for tag, a1, a2, b1, b2 in SequenceMatcher(None, older[i1:i2], newer[j1:j2], autojunk=False).get_opcodes():
            yield tag == "equal", i1 + a1, i1 + a2, j1 + b1, j1 + b2
    else:
        yield False, i1, i2, j1, j2
    if tail:
        yield True, i2, i2 + tail, j2, j2 + tail


def increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which both numbers rise; the first ones rise already."""
    ends: list[int] = []  # the smallest end of a row of each length
    last: list[int] = []  # the pair that has it
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else None)
        ends[at : at + 1], last[at : at + 1] = [j], [index]
    row = []
    index = last[-1] if last else None
    while index is not None:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]


def joined(codes) -> Iterator[tuple[bool, int, int, int, int]]:
    """Codes of one kind in a row as one; empty ones are left out."""
    held = None
    for code in codes:
        equal, i1, i2, j1, j2 = code
        if i1 == i2 and j1 == j2:
            continue
        if held and held[0] == equal:
            held = (equal, held[1], i2, held[3], j2)
            continue
        if held:
            yield held
        held = code
    if held:
        yield held


def paired(older: list[str], newer: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which paragraph became which: in order, those with enough words in common. Others came or went."""
    at = 0
    is_short = len(older) * len(newer) <= MOST_LIKENESSES
    bags = [Counter(words.split()) for words in older] if is_short else []
    for j, words in enumerate(newer):
        bag = Counter(words.split())
        match = next((i for i in range(at, len(bags)) if likeness(bags[i], bag) >= ALIKE), None)
        if match is None:
            yield None, j
            continue
        for gone in range(at, match):
            yield gone, None
        yield match, j
        at = match + 1
    for gone in range(at, len(older)):
        yield gone, None


def likeness(one: Counter, other: Counter) -> float:
    """The share of words that both have, of the longer one's."""
    return (one & other).total() / max(one.total(), other.total())


def runs_of(older: str, newer: str) -> tuple[Run, ...]:
    """The words of both, in order."""
    a, b = older.split(), newer.split()
    if not a or not b or len(a) * len(b) > MOST_PAIRS:
        return tuple(Run(kind, words) for kind, words in (("gone", older), ("new", newer)) if words)
    runs = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", " ".join(a[i1:i2])))
            continue
        if i1 < i2:
            runs.append(Run("gone", " ".join(a[i1:i2])))
        if j1 < j2:
            runs.append(Run("new", " ".join(b[j1:j2])))
    return tuple(runs)
