"""Which span of a document is which of the sources that stand in it. Pure: documents in, spans out.

A part is located by its title, wherever that stands as a heading or a short line, its lines of participants above it
included, and runs to the next part. Where a title stands several times, the date of the part and the names of its
speakers in the lines around decide; where they do not decide, nothing is located. A part whose title stands nowhere is
located by who is quoted: the run of paragraphs, outside all other parts, that names one of its authors.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.intake.document import Block, Document, Kind
from metrics.intake.search import Span, find_phrase

# A line longer than this is a sentence and not a line of a title or of participants.
LINE = 220
# How far from a title the lines of its date, place and participants stand.
NEIGHBORHOOD = 300
QUOTES = '“”"«»'
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a part: `names` are family names of its authors or speakers."""

    slug: str
    title: str
    day: dt.date | None = None
    names: tuple[str, ...] = ()


def locate(document: Document, wanted: Iterable[Wanted], within: Span | None = None) -> dict[str, Span]:
    """The spans of the parts that can be told, by slug, in the document or in a span of it."""
    wanted = list(wanted)
    within = within or Span(0, len(document.text))
    titles = {part.slug: title for part in wanted if (title := title_of(document, part, within))}
    by_slug = {part.slug: part for part in wanted}
    begins: dict[str, int] = {}
    bound = within.start
    for slug, title in sorted(titles.items(), key=lambda item: item[1]):
        begins[slug] = beginning(document, title, by_slug[slug], bound)
        bound = title.end
    found: dict[str, Span] = {}
    order = sorted(begins, key=begins.__getitem__)
    for slug, following in zip(order, [*order[1:], None], strict=False):
        end = begins[following] if following else ending(document, titles[slug].end, within.end)
        found[slug] = trimmed(document.text, begins[slug], end)
    for part in wanted:
        if part.slug not in found and (quoted := quoted_of(document, part, within, list(found.values()))):
            found[part.slug] = quoted
    return found


def title_of(document: Document, part: Wanted, within: Span) -> Span | None:
    """Where the title stands as a line of its own: the one place, or the one that date and names speak for."""
    places = [
        (evidence(document, part, span, block), span)
        for title in (part.title, part.title.upper())
        for span in find_phrase(document.text, title)
        if within.start <= span.start
        and span.end <= within.end
        and (block := document.block_at(span.start))
        and is_line(document, block, span)
    ]
    if not places:
        return None
    best = max(score for score, _ in places)
    strongest = [span for score, span in places if score == best]
    return strongest[0] if len(strongest) == 1 else None


def is_line(document: Document, block: Block, span: Span) -> bool:
    """Whether the title makes up most of its block, or of the lines that it stands in."""
    if block.kind in (Kind.CAPTION, Kind.FOOTNOTE):
        return False
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    lines = document.text[start : end if end >= 0 else len(document.text)].strip()
    return len(lines) <= LINE and len(lines.split()) <= 2 * len(document.text[span.start : span.end].split())


def evidence(document: Document, part: Wanted, span: Span, block: Block) -> tuple[int, int]:
    """How much around a title speaks for the part: its date and its speakers, then whether it is a heading."""
    around = document.text[max(0, span.start - NEIGHBORHOOD) : span.end + NEIGHBORHOOD]
    score = sum(names_in(name, around) for name in part.names)
    if part.day and any(find_phrase(around, words) for words in day_words(part.day)):
        score += 2
    return score, int(block.kind is Kind.HEADING)


def day_words(day: dt.date) -> list[str]:
    month = MONTHS[day.month - 1]
    return [f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat()]


def beginning(document: Document, title: Span, part: Wanted, bound: int) -> int:
    """The start of the lines that belong to the title: those right above it, and those that name a speaker."""
    text = document.text
    start = text.rfind("\n", bound, title.start) + 1 or bound
    while start > bound:
        above_end = start - 1
        above = max(text.rfind("\n", bound, above_end) + 1, bound)
        line = text[above:above_end].strip()
        if not line:
            # Lines apart belong together where the next ones above name a speaker of the part.
            names_end = len(text[bound:above].rstrip()) + bound
            names = max(text.rfind("\n", bound, names_end) + 1, bound)
            line = text[names:names_end].strip()
            block = document.block_at(names)
            is_theirs = is_participants(line) and any(names_in(name, line) for name in part.names)
            if not is_theirs or (block and block.kind is Kind.CAPTION):
                break
            above = names
        elif not is_participants(line):
            break
        start = above
    return start


def names_in(name: str, words: str) -> bool:
    """Whether the words name somebody, and do not only speak of what is theirs."""
    return bool(re.search(rf"\b{re.escape(name)}\b(?!['’])", words, re.IGNORECASE))


def is_participants(line: str) -> bool:
    return 0 < len(line) <= LINE and line[-1] not in '.!?:;)]”"' and not line.startswith("•")


def ending(document: Document, start: int, end: int) -> int:
    """The end of the last part: before the captions, and what follows them, that end the document."""
    blocks = [block for block in document.blocks if start <= block.start and block.end <= end]
    cut = None
    for block in reversed(blocks):
        if block.kind is Kind.CAPTION:
            cut = block.start
        elif block.kind is not Kind.FURNITURE and block.end - block.start > LINE:
            break
    return end if cut is None else cut


def quoted_of(document: Document, part: Wanted, within: Span, taken: list[Span]) -> Span | None:
    """The run of paragraphs from the first that quotes an author to the last that quotes anybody."""
    run: list[Block] = []
    for block in document.blocks:
        if block.kind in (Kind.CAPTION, Kind.FURNITURE) or block.start < within.start or block.end > within.end:
            continue
        if any(span.start <= block.start < span.end for span in taken):
            if run:
                break
            continue
        words = document.words(block)
        quotes = any(mark in words for mark in QUOTES)
        named = any(names_in(name, words) for name in part.names)
        if quotes and (run or named):
            run.append(block)
        elif run:
            break
    return Span(run[0].start, run[-1].end) if run else None


def trimmed(text: str, start: int, end: int) -> Span:
    """Without the white space at either end."""
    inner = text[start:end]
    return Span(start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip())))
