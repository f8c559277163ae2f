"""Looking for words in a text whose spaces, quotes, dashes and line breaks may look otherwise."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Characters that are written for one another; each group is looked for as a whole.
_QUOTES = "'‘’‚‛ʼ`´′"
_DOUBLE_QUOTES = '"“”„‟«»″'
_DASHES = "-‐‑‒–—―−"
#: Characters that may stand anywhere and mean nothing: soft hyphen, zero-width spaces and joiners.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_GROUPS = {char: f"[{re.escape(group)}]" for group in (_QUOTES, _DOUBLE_QUOTES, _DASHES) for char in group}
_BETWEEN = f"[{_INVISIBLE}]*"
_SPACE = rf"[\s{_INVISIBLE}]+"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


def find_phrase(text: str, phrase: str) -> list[Span]:
    """The spans of ``phrase`` in ``text``, in order and apart. Capitals count; a hyphen at a line's end is
    passed over, as is an ellipsis written as one character or as three points.
    """
    pattern = _pattern(phrase)
    if pattern is None:
        return []
    return [Span(match.start(), match.start() + len(match.group().rstrip())) for match in pattern.finditer(text)]


def _pattern(phrase: str) -> re.Pattern[str] | None:
    composed = unicodedata.normalize("NFC", phrase)
    visible = "".join(char for char in composed if char not in _INVISIBLE)
    words = visible.replace("...", "…").split()
    if not words:
        return None
    pattern = ""
    for before, word in zip(["", *words], words, strict=False):
        # What was quoted may have been broken behind a dash, too; the dash passes over white space itself.
        pattern += _SPACE if before and before[-1] not in _DASHES else ""
        pattern += _BETWEEN.join(_atom(char) for char in word)
    return re.compile(pattern)


def _atom(char: str) -> str:
    if char == "…":
        return r"(?:…|\.\.\.)"
    if char in _GROUPS:
        # A dash may stand at a line's end, with the word that follows it on the next line.
        return _GROUPS[char] + (rf"[\s{_INVISIBLE}]*" if char in _DASHES else "")
    decomposed = unicodedata.normalize("NFD", char)
    composed = unicodedata.normalize("NFC", char)
    if decomposed != composed:
        return f"(?:{re.escape(composed)}|{re.escape(decomposed)})"
    return re.escape(char)
