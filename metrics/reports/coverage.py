"""How many of the quantities that a text states are tracked by figures, and which are not."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from metrics.intake.document import Block
from metrics.intake.lines import Line
from metrics.intake.sentences import sentences

from .text import Note, one_line

UNTRACKED = "untracked"


@dataclass(frozen=True, slots=True)
class Untracked:
    """A quantity that no figure cites: its words between the rest of their sentence, and the heading above."""

    start: int
    before: str
    words: str
    after: str
    heading: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """`untracked` is filled where a reader asks for it."""

    total: int
    tracked: int
    untracked: list[Untracked] = field(default_factory=list)


def apart(spans: Iterable[Sequence[int]], passages: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that no passage touches. Passages may overlap one another."""
    starts: list[int] = []
    reach: list[int] = []
    for start, end in sorted(passages):
        starts.append(start)
        reach.append(max(end, reach[-1]) if reach else end)
    found = []
    for start, end in spans:
        before = bisect_right(starts, end - 1)
        if not before or reach[before - 1] <= start:
            found.append((start, end))
    return found


def notes_of(spans: Iterable[tuple[int, int]]) -> list[Note]:
    return [Note(start, end, UNTRACKED, start) for start, end in spans]


def in_sentences(text: str, blocks: Sequence[Block], spans: Iterable[tuple[int, int]]) -> Iterator[Untracked]:
    """Each span in its sentence."""
    starts = [block.start for block in blocks]
    for start, end in spans:
        block = blocks[max(bisect_right(starts, start) - 1, 0)]
        first, last = sentence_at(text, block, start)
        yield Untracked(
            start,
            one_line(text[first:start]).lstrip(),
            one_line(text[start:end]),
            one_line(text[end : max(end, last)]).rstrip(),
            block.section[-1] if block.section else "",
        )


def sentence_at(text: str, block: Block, offset: int) -> tuple[int, int]:
    line = Line.of(text, block.start, block.end)
    for start, end in sentences(line.text):
        first, last = line.span(start, end)
        if first <= offset < last:
            return first, last
    return block.start, block.end
