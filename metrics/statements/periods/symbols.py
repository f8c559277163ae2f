"""Text to symbols of time: one pass, each character looked at a bounded number of times."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.statements.periods.words import TIME_WORDS, TimeWords

#: A number takes everything glued to it ("131,000", "2nd", "2B"), so that no part of a longer token passes
#: for a year.
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2}(?!\w))"
    r"|(?P<isomonth>\d{4}-\d{2}(?![\w-]))"
    r"|(?P<glued>fys?(?=\d))"
    r"|(?P<number>\d+(?:[.,]\d+)*\.?[º°]?\w*)"
    r"|(?P<word>[^\W\d_](?:[\w'&]|\.(?=\w))*\.?)"
    r"|(?P<other>\S)",
    re.IGNORECASE,
)

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ro|do|to|\.?[º°])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A word or phrase of time: what it is, its value, and where it stands in the text."""

    kind: str
    value: int
    raw: str
    start: int
    end: int
    digits: int = 0


def symbols(text: str, language: str) -> list[Symbol]:
    """The symbols of normalized ``text``; words that say nothing about time have the kind "?"."""
    words = TIME_WORDS[language]
    tokens = list(_tokens(text))
    found: list[Symbol] = []
    index = 0
    while index < len(tokens):
        length, symbol = _phrase(tokens, index, words)
        found.append(symbol)
        index += length
    return found


def _tokens(text: str) -> list[Symbol]:
    found: list[Symbol] = []
    for match in _TOKEN.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        if match.lastgroup == "iso":
            found.append(Symbol("ISO", int(raw.replace("-", "")), raw, start, end))
        elif match.lastgroup == "isomonth":
            found += _iso_month(raw, start)
        elif match.lastgroup == "number":
            found.append(_number(raw, start, end))
        else:
            found.append(Symbol("?", 0, raw, start, end))
    return found


def _iso_month(raw: str, start: int) -> list[Symbol]:
    """A month from "2021-08", two years from "2021-22"."""
    if 1 <= int(raw[5:]) <= 12:
        return [Symbol("ISOMONTH", int(raw[:4] + raw[5:]), raw, start, start + 7)]
    return [
        Symbol("NUM", int(raw[:4]), raw[:4], start, start + 4, 4),
        Symbol("DASH", 0, "-", start + 4, start + 5),
        Symbol("NUM", int(raw[5:]), raw[5:], start + 5, start + 7, 2),
    ]


def _number(raw: str, start: int, end: int) -> Symbol:
    bare = raw.rstrip(".")
    if bare.isascii() and bare.isdigit() and len(bare) <= 4:
        return Symbol("NUM", int(bare), raw, start, start + len(bare), len(bare))
    return Symbol("?", 0, raw, start, end)


def _phrase(tokens: list[Symbol], index: int, words: TimeWords) -> tuple[int, Symbol]:
    """The longest phrase that starts at ``index``, or the token itself."""
    token = tokens[index]
    if token.kind != "?":
        return 1, token
    first = token.raw.lower()
    longest = words.longest.get(first) or words.longest.get(first.rstrip("."), 0)
    ahead = tokens[index : index + longest]
    exact = tuple(part.raw.lower() for part in ahead)
    for length in range(len(ahead), 0, -1):
        bare = (*exact[: length - 1], exact[length - 1].rstrip("."))
        symbol = words.phrases.get(exact[:length])
        if symbol:
            return length, _joined(ahead[:length], symbol, 0)
        symbol = words.phrases.get(bare)
        if symbol:
            # The point ends the sentence and is no part of the phrase.
            return length, _joined(ahead[:length], symbol, len(exact[length - 1]) - len(bare[-1]))
    ordinal = _ORDINAL.fullmatch(token.raw)
    if ordinal:
        number = int(ordinal[1])
        return 1, Symbol("NUM", number, token.raw, token.start, token.end, len(ordinal[1]))
    return 1, token


def _joined(tokens: list[Symbol], symbol: tuple[str, int], trailing: int) -> Symbol:
    """The symbol of a phrase, without ``trailing`` characters at its end."""
    text = " ".join(token.raw for token in tokens)
    text = text[: len(text) - trailing] if trailing else text
    return Symbol(symbol[0], symbol[1], text, tokens[0].start, tokens[-1].end - trailing)
