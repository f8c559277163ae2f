"""What a whole document is about: the place that its head names, or the one that it keeps speaking of."""

from __future__ import annotations

import re
from collections import Counter

from metrics.intake.document import Block, Document, Kind
from metrics.intake.lines import Line
from metrics.intake.places import find_places, name_of
from metrics.intake.places.find import Place
from metrics.intake.places.groups import DONORS
from metrics.intake.readers.layout import is_date_line

#: A longer paragraph ends the head.
_LONGEST_HEAD, _MOST_HEAD = 140, 8
#: With more mentions of places than this, the head's must be half of them.
_FEW = 6
#: Before a place: people are from there, and the document is of another.
_FROM = re.compile(r"\b(?:from|desde)\s(?:the\s)?$")
#: The share of mentions from which a document is about several countries and no other.
_ALONE = 0.85
#: Sections on who publishes the document: their figures are not of its place.
_BOILERPLATE = re.compile(r"(?:about (?:the |us\b)?|acerca de |sobre nosotros|quiénes somos|media contact)", re.I)


#: "SAN JOSÉ, March 15, 2022 — " at the head of a story.
DATELINE = re.compile(
    r"(?:[A-ZÁÉÍÓÚÑ][^;:!?()]{2,50}?\b(?:19|20)\d\d\)?"
    r"|[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ .,]{3,40}(?:, [A-ZÁÉÍÓÚÑ][\w .]{2,30}?)?(?: \([^()]{2,20}\))?)"
    r"\s?(?:\.\s?[—–-]+|[—–]|\s-)\s"
    r"|[A-ZÁÉÍÓÚÑ][^;:!?()\d]{2,40}, (?:[a-záéíóúñ]+ )?\d{1,2} de [a-z]+ de 20\d\d\.\s(?=[A-ZÁÉÍÓÚÑ¡¿“\"])"
)
#: The steps by which the document's own place is told.
SUBJECT_STEPS = frozenset({"title", "dateline", "document"})


def subject_of(document: Document) -> list[tuple[str, str]]:
    """The step ("title", "dateline" or "document") and the words that name the place, or nothing.

    The head is the title and the short lines below it; the line that names a place first is taken, unless the text
    below it speaks of another country more often, or mostly of others. Without one, it is the country that a story's
    dateline names, or that hardly any other is named beside.
    """
    head, end = _head(document)
    body = document.text[end:]
    counts = Counter(
        place.code
        for place in find_places(body)
        if _counts(place) and not _FROM.search(body, max(0, place.start - 12), place.start)
    )
    for step, words in [*(("title", line) for line in head), *_dateline(document)]:
        named = {place.code for place in find_places(words) if _counts(place)}
        if not named:
            continue
        own = sum(counts[code] for code in named)
        others = max((count for code, count in counts.items() if code not in named), default=0)
        # Of several countries, figures that name none may be of any: they count only where the text hardly knows
        # another.
        many = counts.total() > _FEW and 2 * own < counts.total()
        if many or own + 1 < others:  # the head speaks of it once itself
            return []
        if len(named) > 1 and _dominant(counts):
            break
        if len(named) == 1 or own >= _ALONE * counts.total():
            return [(step, words)]
    code = _dominant(counts)
    return [("document", name_of(code))] if code else []


def _dateline(document: Document) -> list[tuple[str, str]]:
    """What stands before the dash at the head of the first paragraph: "COLCHANE, Chile, Feb. 21, 2022 –"."""
    first = next(
        (block for block in document.blocks if block.kind is Kind.PARAGRAPH and block.end - block.start > 140), None
    )
    match = DATELINE.match(Line.of(document.text, first.start, first.start + 140).text) if first else None
    return [("dateline", match.group().rstrip(" –—-"))] if match else []


def _dominant(counts: Counter[str]) -> str:
    """The place that hardly any other is named beside, or nothing."""
    for code, count in counts.most_common(1):
        if count >= 3 and count >= 0.7 * counts.total():
            return code
    return ""


def is_boilerplate(block: Block) -> bool:
    """Whether the block stands under a heading such as "About the Bank"."""
    return any(_BOILERPLATE.match(words) for words in block.section)


def _counts(place: Place) -> bool:
    return place.code not in DONORS | {"region", "global"} and place.kind != "demonym"


def _head(document: Document) -> tuple[list[str], int]:
    """The lines of the head, and where it ends."""
    lines, end = [], 0
    if document.title:
        lines.append(Line.of(document.title, 0, len(document.title)).text)
    for block in document.blocks[:_MOST_HEAD]:
        figures = document.text[block.start : block.start + 1].isdigit()
        longest = max(map(len, document.text[block.start : min(block.end, block.start + 400)].split("\n")))
        if (
            figures
            or longest > _LONGEST_HEAD
            or block.end - block.start > 2 * _LONGEST_HEAD
            or block.kind in (Kind.BULLET, Kind.CELL)
        ):
            break
        line = Line.of(document.text, block.start, block.end).text
        if block.kind is Kind.PARAGRAPH and line.endswith((".", "!", "?", ":")):
            break
        venue = is_date_line(line) or (line.count(" ") < 3 and "," in line)
        if not venue:
            lines.append(line)
        end = block.end
    return lines, end
