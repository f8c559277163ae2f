"""Sentences of a line: a full stop after "U.S.", "Sr." or a figure's point does not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from metrics.statements.lexicon import words

_STOP = re.compile(r"""[.!?]+["')\]”’»]*(?=\s+["'(\[“‘«¿¡]*\S)""")
_WORD_BEFORE = re.compile(r"[^\s(]+$")
_ABBREVIATIONS = words(
    "mr mrs ms dr st sr sra srta dra lic ing gen col no núm nº approx aprox ca vs etc e.g i.e fig art inc ltd corp "
    "dept gov sen rep prof pág págs p pp vol jr mm q b/ lps ee uu ud uds"
)
#: The same where a number follows: "Sept. 25", "ext. 214".
_BEFORE_NUMBERS = words(
    "jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago set dic ext rept res sec secs ch arts inc apdo tel "
    "exp cap par párr núms nos ann app"
)
#: Words that begin sentences far more often than they go on with a name after "U.S.".
_OPENERS = words("The In A An This These It They We Since As El La Los Las En Un Una Este Esta Desde Se Of At On")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}$|(?:EE\.\s?)?UU\.$")


#: A longer run without an end is cut, so that no document can make one sentence of itself.
MAX_LENGTH = 1500


def sentences(line: str) -> list[tuple[int, int]]:
    """Where each sentence of ``line`` starts and ends, without the spaces between."""
    found, start = [], 0
    for match in _STOP.finditer(line):
        if not _ends(line, match, start):
            continue
        found.append((start, match.end()))
        start = match.end() + 1
        while start < len(line) and line[start] == " ":
            start += 1
    if start < len(line):
        found.append((start, len(line)))
    return [piece for span in found for piece in _cut(line, *span)]


def _cut(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_LENGTH:
        space = line.rfind(" ", start + 1, start + MAX_LENGTH)
        stop = space if space > start else start + MAX_LENGTH
        yield start, stop
        start = stop + (space > start)
    if start < end:
        yield start, end


def _ends(line: str, match: re.Match[str], start: int) -> bool:
    following = line[match.end() : match.end() + 24].strip()
    first = following.lstrip("\"'([“‘«¿¡")[:1]
    if first.islower():
        return False
    if not match.group().startswith("."):
        return True
    before = _WORD_BEFORE.search(line, max(start, match.start() - 20), match.start() + 1)
    word = before.group() if before else ""
    next_word = following.split(" ")[0].strip("\"'(“,")
    if _DOTTED.search(word) or (len(word) == 2 and word[0].isupper()):
        return next_word in _OPENERS and len(word) > 2
    bare = word.rstrip(".").lower()
    if bare in _ABBREVIATIONS or (first.isdigit() and bare in _BEFORE_NUMBERS):
        return False
    return not (bare.isdigit() and len(bare) <= 2 and line[start : match.start()].strip() == bare)
