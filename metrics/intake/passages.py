"""Finding the words of a citation in an archived text, and reading what they say there. Pure, without the database.

`find` keeps to the section that the citation names. `readings` parses the words together with what stands around them:
a qualifier that was not quoted, a scale or a unit that follows, also behind a parenthesis.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from metrics.intake.document import Block, Document
from metrics.intake.search import Span, find_phrase
from metrics.intake.speakers import paths_of
from metrics.statements import Qualifier, Refused, Statement, parse

# Words before and after the quoted ones that may carry a qualifier or a unit.
WORDS_BEFORE, WORDS_AFTER = 4, 4
# The words on either side of a passage that tell it from the same words elsewhere, and the characters they stand in.
NEIGHBORS, AROUND = 4, 200
CURRENCY_SIGNS, PERCENT_SIGNS = "$€£₡", "%"
CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|[,()\[\]“”\"–—\n]")
LOOSE = str.maketrans({char: plain for plain, group in {"-": "‐‑‒–—―−", "'": "‘’‚‛ʼ`´′", '"': "“”„‟«»″"}.items()
                       for char in group} | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # fmt: skip


# --- Where the words stand -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """A span of a document, without the spans of the sources that stand in it."""

    document: Document
    span: Span
    inner: tuple[Span, ...] = ()

    @cached_property
    def sections(self) -> list[tuple[Block, tuple[str, ...], tuple[str, ...]]]:
        """Each block with its headings and speaker, as written and as compared."""
        blocks = [b for b in self.document.blocks if self.span.start <= b.start and b.end <= self.span.end]
        paths = paths_of(self.document, blocks)
        return [(block, path, tuple(plain(part) for part in path)) for block, path in zip(blocks, paths, strict=True)]

    def find(self, phrase: str) -> list[Span]:
        """Where the phrase stands as whole words and numbers: in the source itself or else in what stands in it."""
        text = self.document.text
        spans = [
            span
            for span in find_phrase(text, phrase)
            if self.span.start <= span.start and span.end <= self.span.end and is_whole(text, span)
        ]
        outside = [span for span in spans if not any(i.start <= span.start and span.end <= i.end for i in self.inner)]
        return outside or spans

    def find_in(self, phrase: str, section: list[str]) -> list[Span]:
        """Where the phrase stands under these headings; everywhere where there are none."""
        spans = self.find(phrase)
        if not section or not spans:
            return spans
        blocks = self.blocks_under(section)
        return [span for span in spans if any(b.start < span.end and span.start < b.end for b in blocks)]

    def blocks_under(self, section: list[str]) -> list[Block]:
        """The blocks under the headings, compared loosely: all of them in a row, or at least the last one."""
        wanted = tuple(plain(part) for part in section)
        under = [block for block, _, path in self.sections if holds(path, wanted)]
        return under or [block for block, _, path in self.sections if holds(path, wanted[-1:])]

    def section_at(self, offset: int) -> tuple[str, ...]:
        return next((path for block, path, _ in self.sections if block.start <= offset < block.end), ())


def plain(heading: str) -> str:
    words = unicodedata.normalize("NFC", heading).translate(LOOSE).replace("...", "…")
    return re.sub(r"\s*-\s*", "-", " ".join(words.split())).casefold().rstrip(":. ")


def holds(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether `wanted` stands in `path`, in a row."""
    return any(path[at : at + len(wanted)] == wanted for at in range(len(path) - len(wanted) + 1))


def is_whole(text: str, span: Span) -> bool:
    """Whether the span cuts neither a word nor a number: 500 does not stand in 1,500."""
    before, first = text[max(0, span.start - 2) : span.start], text[span.start]
    last, after = text[span.end - 1], text[span.end : span.end + 2]
    if first.isalnum() and before[-1:].isalnum():
        return False
    if last.isalnum() and after[:1].isalnum():
        return False
    if first.isdigit() and len(before) == 2 and before[1] in ".," and before[0].isdigit():
        return False
    return not (last.isdigit() and len(after) == 2 and after[0] in ".," and after[1].isdigit())


def same_around(held: str, passage: Span, text: str, spans: list[Span]) -> Span | None:
    """The one of the spans of `text` that has the same words right before and right after it as the passage of `held`;
    None where there is no such one, or several.
    """

    def sides(whole: str, span: Span) -> tuple[list[str], list[str]]:
        before, after = whole[max(0, span.start - AROUND) : span.start], whole[span.end : span.end + AROUND]
        return before.split()[: -NEIGHBORS - 1 : -1], after.split()[:NEIGHBORS]

    wanted = sides(held, passage)
    found = [span for span in spans if sides(text, span) == wanted]
    return found[0] if len(found) == 1 else None


def find_alike(scope: Scope, phrase: str, section: list[str]) -> list[Span]:
    """Where the phrase stands with other digits, or its number without the words before it."""
    text = scope.document.text
    blocks = scope.blocks_under(section) if section else [block for block, _, _ in scope.sections]
    words = phrase.split()
    numbers = [at for at, word in enumerate(words) if re.search(r"\d", word)]
    if not numbers:
        return []
    found: list[Span] = []
    for tail in dict.fromkeys([0, numbers[0]]):
        pattern = re.compile(r"\s+".join(alike(word) for word in words[tail:]))
        for block in blocks:
            for match in pattern.finditer(text, block.start, block.end):
                span = Span(match.start(), match.end())
                if is_whole(text, span):
                    found.append(span)
        if found:
            return found
    return []


def alike(word: str) -> str:
    """A pattern for the word with whatever digits."""
    if not re.search(r"\d", word):
        return re.escape(word)
    before, after = re.match(r"\D*", word)[0], re.search(r"\D*$", word)[0]
    return re.escape(before) + r"\d(?:[\d.,]*\d)?" + re.escape(after)


# --- What they say there ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """What the words at a span state: one figure, or several; `problem` says why none could be read."""

    words: str
    statements: tuple[Statement, ...] = ()
    problem: str = ""


def readings(text: str, span: Span, language: str, day: dt.date | None = None) -> Reading:
    """The figures that the words at `span` state, read with their surroundings."""
    start, end = span.start, span.end
    while start and text[start - 1] in CURRENCY_SIGNS:
        start -= 1
    while end < len(text) and text[end] in PERCENT_SIGNS:
        end += 1
    words = one_line(text[start:end])

    def read(phrase: str) -> Statement | None:
        try:
            return parse(phrase, language, document_date=day)
        except Refused:
            return None

    try:
        main = parse(words, language, document_date=day)
    except Refused as refusal:
        # Several figures in a row, such as a total and its parts without parentheses.
        pieces = [piece for piece in re.split(r"[,;](?=\s)|\band\b|\by\b|[()]", words) if piece.strip()]
        several = tuple(found for piece in pieces if (found := read(piece.strip()))) if len(pieces) > 1 else ()
        return Reading(words, several, "" if several else refusal.reason)

    before, after = words_before(text, start), words_after(text, end)
    main = with_scale(main, words, after, read)
    main = with_qualifier(main, words, before, after, read)
    main = with_unit(main, words, text[end : end + 500], after, read)
    return Reading(words, tuple(filter(None, (main, *main.parts, main.base))))


def one_line(words: str) -> str:
    return " ".join(words.split())


def words_before(text: str, start: int) -> list[str]:
    """The last words before `start`, within its clause."""
    window = text[max(0, start - 80) : start]
    ends = [match.end() for match in CLAUSE_END.finditer(window)]
    clause = window[ends[-1] :] if ends else window
    return clause.split()[-WORDS_BEFORE:]


def words_after(text: str, end: int) -> list[str]:
    """The first words after `end`, within its clause."""
    window = text[end : end + 80]
    stop = CLAUSE_END.search(window)
    return (window[: stop.start()] if stop else window).split()[:WORDS_AFTER]


def with_scale(main: Statement, words: str, after: list[str], read) -> Statement:
    """Such as "$1.2" where "billion" follows."""
    if not after:
        return main
    longer = read(f"{words} {after[0]}")
    is_scaled = longer and main.value and longer.value / main.value in (10**3, 10**6, 10**9, 10**12)
    return longer if is_scaled else main


def with_qualifier(main: Statement, words: str, before: list[str], after: list[str], read) -> Statement:
    """With the qualifier that stands beside the words, where they have none themselves."""
    if main.qualifier is not Qualifier.EXACT:
        return main
    # The longest first: "no more than" is not "more than".
    phrases = [f"{' '.join(before[-count:])} {words}" for count in range(len(before), 0, -1)]
    phrases += [f"{words} {' '.join(after[:count])}" for count in range(1, len(after) + 1)]
    for phrase in phrases:
        found = read(phrase)
        if found and found.value == main.value and found.qualifier is not Qualifier.EXACT:
            return replace(main, qualifier=found.qualifier)
    return main


def with_unit(main: Statement, words: str, rest: str, after: list[str], read) -> Statement:
    """With what follows named as the unit, where the words name none: also after a parenthesis."""
    if main.unit_hint or main.unit_kind or main.currency:
        return main
    phrases = [f"{words} {' '.join(after[:count])}" for count in range(len(after), 0, -1)]
    aside = re.match(r"\s*(\([^()]*\))\s*([^.,;:()]*)", rest)
    if aside:
        noun = aside[2].split()[:WORDS_AFTER]
        phrases += [f"{words} {one_line(aside[1])} {' '.join(noun[:count])}" for count in range(len(noun), 0, -1)]
    for phrase in phrases:
        found = read(phrase)
        if found and found.value == main.value and (found.unit_hint or found.unit_kind or found.currency):
            return replace(
                main,
                unit_hint=found.unit_hint,
                unit_kind=found.unit_kind,
                currency=found.currency,
                per=found.per,
                parts=main.parts or found.parts,
            )
    return main
