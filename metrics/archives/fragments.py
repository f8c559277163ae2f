"""Links to words on a live page, as text fragments (WICG, Scroll to Text Fragment). Pure.

A browser looks for the words without regard to capitals, accents, kinds of quotes and of white space, and each term
within one block of the page. So the words are made unique in the archived text under the same disregard, by words
before and after them, and no term reaches over the end of a line of that text unless it has to.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from metrics.intake.passages import LOOSE

# What surely ends a block: an empty line, or the tab between the cells of a row.
BLOCK_END = re.compile(r"\n\s*\n|\t")
LINE_END = re.compile(r"\n|\t")
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# No more words than this on either side; a page whose text goes on alike has no unique words.
CONTEXT_WORDS = 25
# Longer passages, and those over several blocks, are named by their first and last words.
WHOLE_WORDS, END_WORDS = 12, 5


@dataclass(frozen=True, slots=True)
class Fragment:
    """The terms of a text directive: the words, or their first and last ones, and what stands beside them."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As the address has it, after its "#"."""
        terms = [f"{encoded(self.prefix)}-"] if self.prefix else []
        terms += [encoded(term) for term in (self.start, self.end) if term]
        terms += [f"-{encoded(self.suffix)}"] if self.suffix else []
        return f":~:text={','.join(terms)}"


def encoded(term: str) -> str:
    """Percent-encoded, the hyphen too: it would end a prefix."""
    return quote(term, safe="").replace("-", "%2D")


def link_to_words(url: str, text: str, start: int, end: int) -> str:
    """`url` with the fragment of the characters `start` to `end` of its text; "" where nothing makes them unique."""
    fragment = fragment_of(text, start, end)
    if fragment is None:
        return ""
    return f"{url}{'' if '#' in url else '#'}{fragment}"


def fragment_of(text: str, start: int, end: int) -> Fragment | None:
    """The shortest fragment that names these characters and no others; None where there is none."""
    if not text[start:end].strip():
        return None
    first, last = ends_of(text, start, end)
    folded = folded_text(text)
    for boundary in (LINE_END, BLOCK_END):
        before = list(words_before(text, start, boundary))
        after = list(words_after(text, end, boundary))
        for count in range(max(len(before), len(after)) + 1):
            begin = before[min(count, len(before)) - 1] if count and before else start
            stop = after[min(count, len(after)) - 1] if count and after else end
            if is_unique(folded, text, (begin, start, end, stop), last):
                return Fragment(
                    one_line(first),
                    one_line(last),
                    one_line(text[begin:start]),
                    one_line(text[end:stop]),
                )
    return None


def ends_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The words as one term, or their first and last ones, each within its block."""
    words = text[start:end]
    breaks = list(BLOCK_END.finditer(words.strip()))
    if not breaks and len(words.split()) <= WHOLE_WORDS:
        return words, ""
    pieces = BLOCK_END.split(words.strip())
    return " ".join(pieces[0].split()[:END_WORDS]), " ".join(pieces[-1].split()[-END_WORDS:])


def is_unique(folded: str, text: str, at: tuple[int, int, int, int], last: str) -> bool:
    """Whether the browser can find nothing but the words: `at` is where prefix, words and suffix begin and end."""
    begin, start, end, stop = at
    if not last:
        return occurs_once(folded, fold(text[begin:stop]))
    opening = fold(text[begin:start] + first_words(text[start:end]))
    if not occurs_once(folded, opening):
        return False
    # The first place after it where the last words stand with their suffix has to be theirs.
    closing = fold(last + text[end:stop])
    found = folded.find(closing, folded.find(opening) + len(opening))
    return found + len(closing) == folded.find(opening) + len(fold(text[begin:stop]))


def first_words(words: str) -> str:
    return " ".join(BLOCK_END.split(words.strip())[0].split()[:END_WORDS])


def occurs_once(folded: str, words: str) -> bool:
    found = folded.find(words)
    return found >= 0 and folded.find(words, found + 1) < 0


def words_before(text: str, start: int, boundary: re.Pattern[str]) -> Iterator[int]:
    """Where the last word before `start` begins, the one before it, and so on within the line or block."""
    window_start = max(0, start - 1000)
    window = text[window_start:start]
    ends = list(boundary.finditer(window.rstrip()))
    base = window_start + (ends[-1].end() if ends else 0)
    words = [match.start() for match in re.finditer(r"(?<!\S)\S+", text[base:start])]
    if words and base and not text[base - 1].isspace():
        # The window begins within a word.
        words = [word for word in words if word]
    for word in reversed(words[-CONTEXT_WORDS:]):
        yield base + word


def words_after(text: str, end: int, boundary: re.Pattern[str]) -> Iterator[int]:
    """Where the first word after `end` ends, the one after it, and so on within the line or block."""
    window = text[end : end + 1000]
    skipped = len(window) - len(window.lstrip())
    stop = boundary.search(window, skipped)
    words = [end + word.end() for word in re.finditer(r"\S+", window[: stop.start() if stop else None])]
    if words and words[-1] == end + 1000 and not text[words[-1] : words[-1] + 1].isspace():
        words.pop()
    yield from words[:CONTEXT_WORDS]


@lru_cache(maxsize=4)
def folded_text(text: str) -> str:
    """`fold` of a whole text, which is half a second's work for the longest: figures of one source share it."""
    return fold(text)


def one_line(words: str) -> str:
    return " ".join(words.split())


def fold(text: str) -> str:
    """What a browser takes for the same: capitals, accents, quotes, dashes, invisible characters and white space."""
    plain = unicodedata.normalize("NFKD", text.translate(LOOSE)).casefold()
    return " ".join(ACCENTS.sub("", plain).split())
