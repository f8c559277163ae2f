"""The archived text of a source as its page shows it, and the passage of a figure with what stands around it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from django.db.models import F

from metrics.intake.document import Block, Kind
from metrics.models import Archive, ArchivedPart, Citation, CitationCheck, Figure
from metrics.models.archive import blocks_of
from metrics.models.publication import end_of_day

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


def one_line(text: str) -> str:
    """White space as single spaces, kept at the ends."""
    return re.sub(r"\s+", " ", text)


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


@dataclass(frozen=True, slots=True)
class CitingFigure:
    figure_id: int
    words: str
    name: str


@dataclass(slots=True)
class Highlight:
    """A cited passage: its citations, and the figures that rest on them."""

    start: int
    end: int
    citations: list[int] = field(default_factory=list)
    figures: list[CitingFigure] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    @property
    def verification(self) -> str:
        """The state of the passage: verified where all its citations are."""
        return next((s for s in self.states if s != Citation.Verification.VERIFIED), Citation.Verification.VERIFIED)

    @property
    def label(self) -> str:
        return Citation.Verification(self.verification).label


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text. `anchors` are citations whose passage begins here; `closes` is set on a passage's last run."""

    text: str
    highlight: Highlight | None = None
    anchors: tuple[int, ...] = ()
    closes: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading or other block; a table has rows of cells instead of segments."""

    kind: str
    start: int
    level: int
    segments: list[Segment]
    rows: list[list[list[Segment]]] = field(default_factory=list)
    page: int | None = None


@dataclass(frozen=True)
class ArchivedText:
    version: int
    media_type: str
    size: int
    sha256: str
    attached_at: dt.datetime
    document_slug: str
    document_title: str
    outline: list[tuple[int, str]]
    blocks: list[TextBlock]
    passages: int
    states: dict[str, int]


def newest_part(slug: str, day: dt.date | None = None) -> ArchivedPart | None:
    """The newest text of a source that was archived by the end of `day`, with the source, in one query."""
    parts = ArchivedPart.objects.filter(source__slug=slug)
    if day is not None:
        parts = parts.filter(archive__attached_at__lt=end_of_day(day))
    return parts.select_related("archive__source", "source__part_of").order_by("-archive_id").first()


def archived_text(part: ArchivedPart, day: dt.date | None) -> ArchivedText:
    """The text of the part in blocks, with the passages that figures as of `day` cite. One query."""
    archive = part.archive
    highlights = highlights_of(archive, part, day)
    blocks = [b for b in blocks_of(archive.structure) if part.start <= b.start and b.end <= part.end]
    states: dict[str, int] = {}
    for highlight in highlights:
        states[highlight.label] = states.get(highlight.label, 0) + 1
    return ArchivedText(
        version=archive.version,
        media_type=archive.media_type,
        size=archive.size,
        sha256=archive.sha256,
        attached_at=archive.attached_at,
        document_slug=archive.source.slug,
        document_title=archive.source.title,
        outline=[(b.start, one_line(archive.text[b.start : b.end])) for b in blocks if b.kind is Kind.HEADING],
        blocks=list(text_blocks(archive, blocks, highlights)),
        passages=len(highlights),
        states=states,
    )


def highlights_of(archive: Archive, part: ArchivedPart, day: dt.date | None) -> list[Highlight]:
    """Cited passages in order, as this archive was found to hold them by the end of `day`; those that overlap are one.

    Also where a citation stays at an older copy: its check against this one says where its words stand here. One query.
    """
    checks = CitationCheck.objects.latest_in(archive, day).filter(start__gte=part.start, end__lte=part.end)
    figures = (
        Figure.objects.as_of(day)
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
        if figure.citation_id not in highlight.citations:
            highlight.citations.append(figure.citation_id)
            highlight.states.append(figure.state)
        name = f"{figure.indicator.name}: {figure.category.name}" if figure.category else figure.indicator.name
        highlight.figures.append(CitingFigure(figure.pk, figure.words, name))
    return found


def text_blocks(archive: Archive, blocks: list[Block], highlights: list[Highlight]) -> Iterator[TextBlock]:
    waiting = list(reversed(highlights))
    table: TextBlock | None = None
    row: int | None = None
    for block in blocks:
        while waiting and waiting[-1].end <= block.start:
            waiting.pop()
        here = list(takewhile(lambda highlight, end=block.end: highlight.start < end, reversed(waiting)))
        segments = list(segments_of(archive.text, block, here))
        if block.kind is Kind.CELL and block.table is not None:
            if table is None or table.level != block.table:
                table = TextBlock("table", block.start, block.table, [], [], block.page)
                row = None
                yield table
            if row != block.row:
                table.rows.append([])
                row = block.row
            table.rows[-1].append(segments)
            continue
        table = None
        yield TextBlock(block.kind.value, block.start, block.level, segments, page=block.page)


def segments_of(text: str, block: Block, highlights: list[Highlight]) -> Iterator[Segment]:
    """The block's text, cut where passages begin and end. A passage across blocks is marked in each of them."""
    at = block.start
    for highlight in highlights:
        start, end = max(highlight.start, block.start), min(highlight.end, block.end)
        if start > at:
            yield Segment(text[at:start])
        begins = tuple(highlight.citations) if highlight.start >= block.start else ()
        yield Segment(text[start:end], highlight, begins, closes=highlight.end <= block.end)
        at = end
    if at < block.end:
        yield Segment(text[at : block.end])
