"""Puts a canonical text together block by block, for the formats whose files are not text themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from metrics.intake.document import MAX_CHARACTERS, Block, Document, Kind, Unreadable
from metrics.intake.readers.layout import is_caption, is_footnote, is_furniture, leading_label

_SPACES = re.compile(r"\s+")

#: A table with more cells is data, not a fact sheet.
MAX_CELLS = 100_000


def one_line(words: str) -> str:
    """``words`` with each run of white space as one space, and none at the ends."""
    return _SPACES.sub(" ", words).strip()


@dataclass
class Headings:
    """The path of headings that holds at a place, by level (1 is the highest)."""

    path: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, words: str) -> tuple[str, ...]:
        """Open a heading, which closes those of its level and below; the path with it."""
        self.path = [*(item for item in self.path if item[0] < level), (level, words)]
        return self.section()

    def section(self, label: str = "") -> tuple[str, ...]:
        """The headings in force, and ``label`` if there is one."""
        own = tuple(words for _, words in self.path)
        return (*own, label) if label else own


class Builder:
    """Adds blocks one after another; :meth:`document` gives the whole."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._tables = 0
        self._headings = Headings()
        self.title = ""

    def document(self) -> Document:
        """What was added. :class:`Unreadable` where that is nothing."""
        if not self._blocks:
            raise Unreadable("No text was found in the file. If it is a scan, recognize its text first.")
        return Document("".join(self._pieces), tuple(self._blocks), self.title)

    def heading(self, words: str, level: int, *, title: bool = False, page: int | None = None) -> None:
        """A heading of ``level``; a ``title`` names the document and heads no section."""
        line = one_line(words)
        if not line:
            return
        if title and not self.title:
            self.title = line
            section = self._headings.section()
        else:
            section = self._headings.enter(level, line)
        start, end = self._add(line)
        self._blocks.append(Block(Kind.HEADING, start, end, section, level, page=page))

    def paragraph(self, words: str, kind: Kind = Kind.PARAGRAPH, *, page: int | None = None) -> None:
        """A paragraph, bullet, caption, footnote or furniture. A label it starts with ends its section."""
        line = one_line(words)
        if not line:
            return
        if kind is Kind.PARAGRAPH:
            kind = _kind_by_words(line)
        length = leading_label(line, bullet=kind is Kind.BULLET) if kind in (Kind.PARAGRAPH, Kind.BULLET) else 0
        start, end = self._add(line)
        label = (start, start + length) if length else None
        section = self._headings.section(line[:length])
        self._blocks.append(Block(kind, start, end, section, label=label, page=page))

    def table(
        self,
        rows: Sequence[Sequence[str]],
        head_rows: int | None = None,
        caption: str = "",
        *,
        page: int | None = None,
    ) -> None:
        """A table; ``head_rows`` of ``None`` means that they are to be told by their words."""
        grid = [[one_line(cell) for cell in row] for row in rows]
        grid = [row for row in grid if any(row)]
        if sum(map(len, grid)) > MAX_CELLS:
            raise Unreadable("A table in the file is too large: attach the part with the figures.")
        if not grid:
            return
        if caption:
            self.paragraph(caption, Kind.CAPTION, page=page)
        heads, first_head = table_heads(grid, head_rows)
        section = self._headings.section()
        for number, row in enumerate(grid):
            row_head = row[0] if first_head and number >= heads else ""
            placed = []
            for column, words in enumerate(row):
                above = [grid[up][column] for up in range(heads) if column < len(grid[up]) and grid[up][column]]
                placed.append((column, words, tuple(dict.fromkeys(above)) if number >= heads else ()))
            self._row(placed, number, heads, row_head, section, caption, page)
        self._tables += 1

    def _row(
        self,
        cells: list[tuple[int, str, tuple[str, ...]]],
        number: int,
        heads: int,
        row_head: str,
        section: tuple[str, ...],
        caption: str,
        page: int | None,
    ) -> None:
        """One row on one line, a tab between its cells; heads are headings only to their own table."""
        opened = False
        for column, words, above in cells:
            if not words:
                continue
            start, end = self._add(words, "\t" if opened else None, tight=number > 0)
            opened = True
            is_head = number < heads or (column == 0 and bool(row_head))
            self._blocks.append(
                Block(
                    Kind.FURNITURE if is_head else Kind.CELL,
                    start,
                    end,
                    section,
                    row_heads=(row_head,) if row_head and column else (),
                    column_heads=above,
                    caption=caption,
                    table=self._tables,
                    row=number,
                    column=column,
                    page=page,
                )
            )

    def _add(self, words: str, joint: str | None = None, *, tight: bool = False) -> tuple[int, int]:
        """Append ``words``; where they start and end."""
        if self._length:
            gap = joint or ("\n" if tight else "\n\n")
            self._pieces.append(gap)
            self._length += len(gap)
        start = self._length
        self._pieces.append(words)
        self._length += len(words)
        if self._length > MAX_CHARACTERS:
            raise Unreadable("The file holds too much text: attach the part with the figures.")
        return start, self._length


#: Heads of columns take no more rows than this.
_MOST_HEADS = 3


def table_heads(grid: Sequence[Sequence[str]], head_rows: int | None) -> tuple[int, bool]:
    """How many rows of ``grid`` are heads, and whether its first column is.

    The first rows without figures above rows with figures are heads; years are heads, too.
    """
    if head_rows is None:
        head_rows = 0
        while head_rows < min(_MOST_HEADS, len(grid) - 1) and not any(map(_is_figure, grid[head_rows][1:] or grid[0])):
            head_rows += 1
        if head_rows == _MOST_HEADS and not any(_is_figure(cell) for row in grid[head_rows:] for cell in row[1:]):
            head_rows = 1  # a table of words
    body = [row for row in grid[head_rows:] if row]
    wide = max((len(row) for row in grid), default=0) > 1
    first = wide and sum(not _is_figure(row[0]) for row in body) * 2 > len(body)
    return head_rows, first


_FIGURE = re.compile(r"[^\w]{0,3}(?:[A-Z]{1,3}\$\s?)?[\d][\d.,\s]*(?:\s?%|[a-zA-Z ]{0,12})?\W?")
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[-–]\d{2,4})?")


def _is_figure(words: str) -> bool:
    return bool(_FIGURE.fullmatch(words)) and not _YEAR.fullmatch(words)


def _kind_by_words(line: str) -> Kind:
    if is_furniture(line):
        return Kind.FURNITURE
    if is_caption(line):
        return Kind.CAPTION
    if is_footnote(line):
        return Kind.FOOTNOTE
    return Kind.PARAGRAPH
