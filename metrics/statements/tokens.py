"""A statement cut into numbers, words and signs, in one pass and with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from metrics.statements.units import CURRENCY_CODES, CURRENCY_SIGNS

TokenKind = Literal["number", "word", "name", "sign", "period"]

#: These stand in the text for period words that were read already, one character for each of theirs: the
#: first, and the rest. Private-use characters of a user's own are taken out before.
PERIOD_FIRST, PERIOD_REST = "\ue000", "\ue001"

_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))

# A number takes along groups of three after single spaces and whatever letters are glued to it; a word that
# has digits in it or behind a hyphen ("H-2B", "COVID-19", "Q1") is a name. Nothing here can backtrack past
# a token.
_TOKEN = re.compile(
    rf"(?P<period>{PERIOD_FIRST}{PERIOD_REST}*)"
    r"|(?P<missing>[nNsS]/[aAdD](?!\w))"
    rf"|(?P<currency>{_SIGNS})"
    r"|(?P<code>[A-Za-z]{3}(?=[0-9]))"
    r"|(?P<number>[0-9]{1,3}(?: [0-9]{3}(?![0-9]))++(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*(?P<digits>-?\d[\w]*(?:-\w+)*)?)"
    r"|(?P<compare>[<>]=)"
    r"|(?P<other>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its words, lower-cased words, place in the normalized text, and what it is.

    ``glued`` says that no space stands before it.
    """

    kind: TokenKind
    text: str
    lower: str
    start: int
    end: int
    glued: bool = False


def tokenize(text: str) -> list[Token]:
    """The tokens of normalized ``text``, in order."""
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        token = _token(match, match.start() == end)
        if token.kind == "number" and found and found[-1].kind == "name" and token.glued:
            token = Token("name", token.text, token.lower, token.start, token.end, True)
        found.append(token)
        end = match.end()
    return found


def _token(match: re.Match[str], glued: bool) -> Token:
    raw = match.group()
    kind: TokenKind = "sign"
    lower = raw.lower()
    match match.lastgroup:
        case "period":
            kind = "period"
        case "number":
            kind = "number"
        case "code":
            kind = "word" if raw.upper() in CURRENCY_CODES else "name"
        case "word" | "digits":
            kind = "name" if match["digits"] else "word"
        case "dotted":
            kind = "word"
        case "compare":
            lower = "≥" if raw == ">=" else "≤"
    return Token(kind, raw, lower, match.start(), match.end(), glued)
