"""An archived text as its page shows it: an outline, and blocks cut into runs where marked spans begin and end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from metrics.intake.document import Block, Kind
from metrics.models import Citation
from metrics.models.publication import Publication

# Headings of a page go down to h6; the text's own begin below the h2 of their section.
DEEPEST = 4
# No more blocks than this in a stretch, so that a browser can leave out the work for what is not on the screen.
STRETCH = 40


def one_line(text: str) -> str:
    """White space as single spaces, kept at the ends."""
    return re.sub(r"\s+", " ", text)


@dataclass(frozen=True, slots=True)
class CitingFigure:
    """A figure behind a passage. `ended` is "superseded" or "withdrawn", or empty where it stood on the day."""

    figure_id: int
    words: str
    name: str
    ended: str = ""


@dataclass(slots=True)
class Highlight:
    """A cited passage: its citations, and the figures that rest on them. Passages that overlap are one."""

    start: int
    end: int
    citations: list[int] = field(default_factory=list)
    figures: list[CitingFigure] = field(default_factory=list)
    # What the checks found of the citations that figures of the day rest on.
    states: list[str] = field(default_factory=list)
    # The spans of those citations.
    tracked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_tracked(self) -> bool:
        """Whether a figure rests on it that neither was superseded nor withdrawn by the day."""
        return any(not figure.ended for figure in self.figures)

    @property
    def state(self) -> str:
        """ "verified" where all its citations are, else what the first other check found; or how its figures ended."""
        if not self.is_tracked:
            return self.figures[-1].ended
        return next((s for s in self.states if s != Citation.Verification.VERIFIED), Citation.Verification.VERIFIED)

    @property
    def label(self) -> str:
        return state_label(self.state)


def state_label(state: str) -> str:
    named = Citation.Verification if state in Citation.Verification else Publication.Status
    return str(named(state).label)


@dataclass(frozen=True, slots=True)
class Note:
    """A span that something is said of beside the passages: `kind` is what ("untracked"), `key` which."""

    start: int
    end: int
    kind: str
    key: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters without a break. `notes` are those that cover it; of them, `opens` begin and `closes` end with it."""

    text: str
    notes: tuple[Note, ...] = ()
    opens: tuple[Note, ...] = ()
    closes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The runs of a passage in one block. `anchors` are its citations where it begins; `closes` where it ends."""

    highlight: Highlight
    runs: list[Run]
    anchors: tuple[int, ...]
    closes: bool


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading or other block; a table has rows of cells instead of pieces.

    `depth` counts from 1 and never skips one going down; `new_page` is set on the first block of a page.
    """

    kind: str
    start: int
    depth: int
    pieces: list[Run | Quote]
    rows: list[list[list[Run | Quote]]] = field(default_factory=list)
    new_page: int | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading, or a page where the text has none; `passages` of figures stand under it before the next entry."""

    anchor: str
    words: str
    depth: int
    passages: int


class Marks:
    """The marked spans of a text, found by where they stand."""

    def __init__(self, highlights: Sequence[Highlight], notes: Iterable[Note] = ()):
        self.highlights = highlights
        self.starts = [highlight.start for highlight in highlights]
        self.ends = [highlight.end for highlight in highlights]
        self.notes = sorted(notes, key=lambda note: (note.start, note.end))
        self.note_starts = [note.start for note in self.notes]
        self.longest = max((note.end - note.start for note in self.notes), default=0)

    def highlights_in(self, start: int, end: int) -> Sequence[Highlight]:
        """Those that overlap the span; they stand apart from one another, so their ends are in order too."""
        return self.highlights[bisect_right(self.ends, start) : bisect_left(self.starts, end)]

    def notes_in(self, start: int, end: int) -> list[Note]:
        first = bisect_left(self.note_starts, start - self.longest)
        near = self.notes[first : bisect_left(self.note_starts, end)]
        return [note for note in near if note.end > start]


def pieces_of(text: str, start: int, end: int, marks: Marks) -> Iterator[Run | Quote]:
    """The characters `start` to `end`. A passage across blocks is marked in each of them."""
    at = start
    for highlight in marks.highlights_in(start, end):
        first, last = max(highlight.start, start), min(highlight.end, end)
        yield from runs_of(text, at, first, marks)
        anchors = tuple(highlight.citations) if highlight.start >= start else ()
        yield Quote(highlight, list(runs_of(text, first, last, marks)), anchors, closes=highlight.end <= end)
        at = last
    yield from runs_of(text, at, end, marks)


def runs_of(text: str, start: int, end: int, marks: Marks) -> Iterator[Run]:
    notes = marks.notes_in(start, end)
    if not notes:
        if start < end:
            yield Run(text[start:end])
        return
    bounds = {max(note.start, start) for note in notes} | {min(note.end, end) for note in notes}
    for first, last in pairwise(sorted({start, end} | bounds)):
        over = tuple(note for note in notes if note.start <= first and last <= note.end)
        yield Run(
            text[first:last],
            over,
            tuple(note for note in over if note.start == first),
            tuple(note for note in over if note.end == last),
        )


def depths_of(blocks: Iterable[Block]) -> dict[int, int]:
    """How deep each heading stands below the others, by where it starts."""
    found: dict[int, int] = {}
    above: list[int] = []
    for block in blocks:
        if block.kind is Kind.HEADING:
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            found[block.start] = min(len(above), DEEPEST)
    return found


def text_blocks(text: str, blocks: Sequence[Block], marks: Marks) -> list[TextBlock]:
    depths = depths_of(blocks)
    found: list[TextBlock] = []
    number: int | None = None
    row: int | None = None
    page: int | None = None
    for block in blocks:
        pieces = list(pieces_of(text, block.start, block.end, marks))
        new_page, page = (block.page if block.page != page else None), block.page
        if block.kind is Kind.CELL and block.table is not None:
            if number != block.table:
                number, row = block.table, None
                found.append(TextBlock("table", block.start, 0, [], [], new_page))
            if row != block.row:
                row = block.row
                found[-1].rows.append([])
            found[-1].rows[-1].append(pieces)
            continue
        number = None
        found.append(TextBlock(block.kind.value, block.start, depths.get(block.start, 0), pieces, new_page=new_page))
    return found


def stretches_of(blocks: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """The blocks in runs that begin at headings and are of a bounded length."""
    found: list[list[TextBlock]] = []
    for block in blocks:
        if not found or len(found[-1]) == STRETCH or block.kind == Kind.HEADING:
            found.append([])
        found[-1].append(block)
    return found


def outline_of(text: str, blocks: Sequence[Block], highlights: Sequence[Highlight]) -> list[OutlineEntry]:
    """The headings, each with the passages until the next one; the pages where there are fewer than two headings."""
    depths = depths_of(blocks)
    entries = [
        (start, f"text-{start}", " ".join(text[start : block.end].split()), depths[start])
        for block in blocks
        if (start := block.start) in depths
    ]
    if len(entries) < 2:
        pages: dict[int, int] = {}
        for block in blocks:
            if block.page is not None:
                pages.setdefault(block.page, block.start)
        if len(pages) > 1:
            entries = [(start, f"page-{page}", str(page), 0) for page, start in pages.items()]
    starts = [highlight.start for highlight in highlights]
    stops = [*(entry[0] for entry in entries[1:]), len(text)]
    return [
        OutlineEntry(anchor, words, depth, bisect_left(starts, stop) - bisect_left(starts, start))
        for (start, anchor, words, depth), stop in zip(entries, stops, strict=False)
    ]
