"""A document as read: one canonical text, and blocks that point into it.

Every reader makes the same two things, so that a passage found today is found at the same characters when
the file is read again: a text, and an account of its structure by character offsets. The procedure has a
version; whoever stores offsets stores it with them.

Version 1 of the canonical text:

* plain text: the file decoded (UTF-8 with or without its mark, UTF-16 with its mark, otherwise
  Windows-1252), with CR LF and CR turned into LF, and nothing else changed;
* HTML, DOCX and PDF: the visible text in reading order, runs of white space made one space, one block a line
  and an empty line between blocks; the cells of a table row share a line, with a tab between them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from metrics.intake.search import Span, find_phrase

#: Raised whenever the procedure above changes what text a file yields.
CANONICAL_VERSION = 1

#: Longer files are refused: nobody reads a fact sheet of five million characters.
MAX_CHARACTERS = 5_000_000


#: Told how many parts of a document are read, and how many there are. What it raises ends the reading.
Told = Callable[[int, int], None]


class Unreadable(ValueError):  # noqa: N818 — named like the other refusals, for what it says
    """A file that cannot be read. Its message is a sentence for the person who attached the file."""


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    CELL = "cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


#: Blocks whose sentences are the document's own statements.
CONTENT_KINDS = frozenset({Kind.PARAGRAPH, Kind.BULLET, Kind.CELL})


@dataclass(frozen=True, slots=True)
class Block:
    """Characters ``start`` to ``end`` of the text, and what they are.

    ``section`` is the path of headings, and a bullet's or speaker's label as its last part; a heading's own
    path holds itself. ``label`` spans the label's words. A cell has the heads of its row and column, its
    table's number (from 0) and its place in it. ``page`` counts from 1 and is kept for PDF only.
    """

    kind: Kind
    start: int
    end: int
    section: tuple[str, ...] = ()
    level: int = 0
    label: tuple[int, int] | None = None
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()
    caption: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """A canonical text with its blocks in order; blocks never overlap. ``title`` is empty where none is
    found.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    canonical_version: int = field(default=CANONICAL_VERSION)

    def words(self, block: Block) -> str:
        """The characters of ``block``."""
        return self.text[block.start : block.end]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at ``offset``."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        found = self.blocks[low] if low < len(self.blocks) else None
        return found if found and found.start <= offset else None

    def find(self, phrase: str, within_section: tuple[str, ...] = ()) -> list[Span]:
        """Where ``phrase`` stands, in order, whatever its spaces, quotes, dashes and line breaks look like.

        ``within_section`` keeps to blocks whose section ends with these headings, compared as loosely as
        the phrase. An empty phrase is nowhere.
        """
        spans = find_phrase(self.text, phrase)
        if not within_section:
            return spans
        wanted = tuple(_plain(part) for part in within_section)
        return [span for span in spans if self._in_section(span, wanted)]

    def _in_section(self, span: Span, wanted: tuple[str, ...]) -> bool:
        block = self.block_at(span.start)
        if block is None:
            return False
        section = tuple(_plain(part) for part in block.section)
        return section[-len(wanted) :] == wanted


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(":")
