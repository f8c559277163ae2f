"""The archived text of a source as its page shows it, and the passage of a figure with what stands around it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Subquery

from metrics.models import Archive, ArchivedPart, CitationCheck, Figure
from metrics.models.archive import blocks_of
from metrics.models.publication import end_of_day
from programs.languages import told_by

from .coverage import Coverage, apart, in_sentences, notes_of
from .errata import ErratumRow, notes_of_errata
from .rows import label_of
from .text import (
    CitingFigure,
    Highlight,
    Marks,
    OutlineEntry,
    TextBlock,
    one_line,
    outline_of,
    state_label,
    stretches_of,
    text_blocks,
)

# How many characters of the text are read on either side of a passage, and how many of them are shown at most.
REACH, SHOWN = 1500, 350
PARAGRAPH_END = re.compile(r"\n\s*\n\s*(?:[•●▪]\s+)?|\n\s*[•●▪]\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[\"“‘(]?[A-Z0-9ÁÉÍÓÚ¿¡])")


# --- The passage of one figure ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """The words, and their sentence or paragraph around them."""

    before: str
    marked: str
    after: str


def passage_in(window: str, start: int, end: int) -> Passage:
    """The passage of the characters `start` to `end` of a window of text."""
    before, after = window[:start], window[end:]
    ends = list(PARAGRAPH_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    stop = PARAGRAPH_END.search(after)
    if stop:
        after = after[: stop.start()]
    return Passage(last_of(before), one_line(window[start:end]), first_of(after))


def last_of(text: str) -> str:
    """The end of the text, from the start of a sentence where that is near."""
    if len(text) > SHOWN:
        tail = text[-SHOWN:]
        sentence = SENTENCE_END.search(tail)
        text = tail[sentence.end() :] if sentence else "…" + tail[tail.find(" ") :]
    return one_line(text.lstrip())


def first_of(text: str) -> str:
    if len(text) > SHOWN:
        head = text[:SHOWN]
        ends = list(SENTENCE_END.finditer(head))
        text = head[: ends[-1].start()] if ends else head[: head.rfind(" ")] + " …"
    return one_line(text.rstrip())


# --- The text of a source --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ArchivedText:
    """`states` counts the passages by state, in the order of their first one."""

    version: int
    media_type: str
    size: int
    sha256: str
    attached_at: dt.datetime
    document_slug: str
    document_title: str
    language: str
    outline: list[OutlineEntry]
    stretches: list[list[TextBlock]]
    passages: int
    states: list[tuple[str, str, int]]
    # How many copies of the source there are by that day.
    copies: int
    # None where the text's language is not read.
    coverage: Coverage | None


def newest_part(slug: str, day: dt.date | None = None, also: Mapping[str, Any] | None = None) -> ArchivedPart | None:
    """The newest text of a source that was archived by the end of `day`, with the source and the number of its
    `copies` by then, in one query, `also` with these annotations.
    """
    parts = ArchivedPart.objects.filter(source__slug=slug)
    if day is not None:
        parts = parts.filter(archive__attached_at__lt=end_of_day(day))
    copies = parts.order_by().values("source").annotate(count=Count("pk")).values("count")
    related = ("archive__source", "archive__quantities", "source__part_of")
    newest = parts.annotate(copies=Subquery(copies), **(also or {})).select_related(*related)
    return newest.order_by("-archive_id").first()


def archived_text(
    part: ArchivedPart, day: dt.date | None, errata: Sequence[ErratumRow] = (), show_untracked: bool = False
) -> ArchivedText:
    """The text of the part in blocks, with the passages that figures published by `day` cite. One query.

    With `show_untracked` quantities that no figure of the day cites are marked and listed too.
    """
    archive = part.archive
    highlights = highlights_of(archive, part, day)
    blocks = [b for b in blocks_of(archive.structure) if part.start <= b.start and b.end <= part.end]
    quantities = quantities_of(part)
    untracked = apart(quantities or [], [span for highlight in highlights for span in highlight.tracked])
    coverage = None
    if quantities is not None:
        listed = list(in_sentences(archive.text, blocks, untracked)) if show_untracked else []
        coverage = Coverage(len(quantities), len(quantities) - len(untracked), listed)
    notes = notes_of(untracked) if show_untracked else []
    marks = Marks(highlights, [*notes, *notes_of_errata(errata, archive.pk)])
    counts = Counter(highlight.state for highlight in highlights)
    return ArchivedText(
        version=archive.version,
        media_type=archive.media_type,
        size=archive.size,
        sha256=archive.sha256,
        attached_at=archive.attached_at,
        document_slug=archive.source.slug,
        document_title=told_by(archive.source, "title"),
        language=part.source.language,
        outline=outline_of(archive.text, blocks, highlights),
        stretches=stretches_of(text_blocks(archive.text, blocks, marks)),
        passages=len(highlights),
        states=[(state, state_label(state), count) for state, count in counts.items()],
        copies=part.copies,
        coverage=coverage,
    )


def quantities_of(part: ArchivedPart) -> list[list[int]] | None:
    """[start, end] of each quantity that the part states; None where its language is not read."""
    held = getattr(part.archive, "quantities", None)
    if held is None or held.spans is None:
        return None
    return [[start, end] for start, end in held.spans if part.start <= start and end <= part.end]


def highlights_of(archive: Archive, part: ArchivedPart, day: dt.date | None) -> list[Highlight]:
    """Cited passages in order, as this archive was found to hold them by the end of `day`; those that overlap are one.

    Also where a citation stays at an older copy: its check against this one says where its words stand here. Figures
    that had ended by the day are told from the others. One query.
    """
    checks = CitationCheck.objects.latest_in(archive, day=day).filter(start__gte=part.start, end__lte=part.end)
    figures = (
        Figure.objects.published_by(day)
        .filter(citation__checks__in=checks)
        .annotate(
            start=F("citation__checks__start"), end=F("citation__checks__end"), state=F("citation__checks__outcome")
        )
        .select_related("unit", "indicator", "category")
        .order_by("start", "end", "pk")
    )
    found: list[Highlight] = []
    for figure in figures:
        if found and figure.start < found[-1].end:
            found[-1].end = max(found[-1].end, figure.end)
        else:
            found.append(Highlight(figure.start, figure.end))
        highlight = found[-1]
        ended = figure.status if figure.has_ended_by(day) else ""
        if figure.citation_id not in highlight.citations:
            highlight.citations.append(figure.citation_id)
        if not ended:
            highlight.states.append(figure.state)
            highlight.tracked.append((figure.start, figure.end))
        name = label_of(figure)
        highlight.figures.append(CitingFigure(figure.pk, figure.words, name, ended))
    return found
