"""Plain text to a document. The text itself is left as it is; its structure is told from its lines."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from metrics.intake.document import MAX_CHARACTERS, Block, Document, Kind, Unreadable
from metrics.intake.readers.builder import Headings, table_heads
from metrics.intake.readers.layout import (
    is_caption,
    is_footnote,
    is_furniture,
    is_heading,
    is_title_like,
    leading_label,
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BULLET = re.compile(r"\s*(?:[•●▪■◦‣∙·➢➤►✓*–—-]|o(?=\s)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_NUMBERED_HEADING = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2})*)\.?|([IVX]{1,5})\.)\s+(?=\S)")
_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|_{3,})\s*")
_COLUMNS = re.compile(r"\s{2,}|\t+")
_PIPE_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")

#: The words of one line repeated more often than this are a running head or foot.
_REPEATED = 3
#: Lines at least this long, and this much of the longest of their group, run on into the next line.
_WRAPPED_LENGTH, _WRAPPED_SHARE = 40, 0.62
_LONGEST_WRAPPED = 140
#: Where all lines are shorter, one that a digit begins is an item of its own.
_WRAPPED_FIGURES = 66
#: Levels of headings by their look, after those that carry their level.
_CAPITALS_LEVEL, _PLAIN_LEVEL, _INNER_LEVEL = 2, 3, 4


def decode(data: bytes) -> str:
    """The canonical text of a plain-text file. :class:`Unreadable` for a file that is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise Unreadable("The file's characters are damaged: save it again as UTF-8 text.") from error
            return _checked(text)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(data.decode("cp1252", errors="replace"))


def _checked(text: str) -> str:
    if text.count("\0") or text[:4000].count("\ufffd") > 40:
        raise Unreadable("The file is not text, HTML, DOCX or PDF: save it in one of these.")
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("The file holds too much text: attach the part with the figures.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(text: str) -> Document:
    """The document in canonical ``text``."""
    reader = _Reader(text)
    return Document(text, tuple(reader.blocks()), reader.title)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str

    @property
    def bare(self) -> str:
        return self.words.strip()


class _Reader:
    """Reads line groups: runs of lines with no empty line between them."""

    def __init__(self, text: str) -> None:
        self.text, self.title = text, ""
        self.found: list[Block] = []
        self.headings = Headings()
        self.tables = 0
        lines = _lines(text)
        seen = Counter(line.bare for line in lines if 0 < len(line.bare) <= 80)
        self.repeated = {words for words, count in seen.items() if count > _REPEATED}
        self.groups = _groups(lines)
        #: A lone star marks a note, several mark the items of a list.
        self.starred = sum(line.bare.startswith("* ") for line in lines) > 1

    def blocks(self) -> list[Block]:
        for place, group in enumerate(self.groups):
            self._group(group, last=place + 1 == len(self.groups))
        return self.found

    def _group(self, group: list[_Line], *, last: bool) -> None:
        rows = _table(group)
        if rows:
            self._table_blocks(*rows)
            return
        if _is_list(group):
            for line in group:
                self._paragraph([line])
            return
        index, longest = 0, max(len(line.words) for line in group)
        while index < len(group):
            below = group[index + 1] if index + 1 < len(group) else None
            heading = self._heading(group[index], below, alone=len(group) == 1, last=last)
            if heading:
                index += heading
                continue
            end = self._block_end(group, index, longest)
            self._paragraph(group[index:end])
            index = end

    # Headings

    def _heading(self, line: _Line, below: _Line | None, *, alone: bool, last: bool) -> int:
        """How many lines the heading at ``line`` takes; 0 where it is none."""
        markdown = _MARKDOWN.match(line.words)
        if markdown:
            self._add_heading(line, line.start + markdown.end(), len(markdown[1]))
            return 1
        if below and _UNDERLINE.fullmatch(below.words) and is_heading(line.bare):
            self._add_heading(line, _content(line), 1 if "=" in below.words else 2)
            return 2
        bare = line.bare
        if bare in self.repeated or is_furniture(bare) or is_caption(bare) or is_footnote(bare):
            return 0
        numbered = _NUMBERED_HEADING.match(bare)
        words = bare[numbered.end() :] if numbered else bare
        if words.endswith(":") and not words.isupper() and not is_title_like(words):
            return 0
        if _BULLET.match(line.words) and not (numbered and alone and "." not in words):
            return 0
        if not is_heading(words) or not ((alone and not last) or self._opens(words, below)):
            return 0
        level = _CAPITALS_LEVEL if words.isupper() else _PLAIN_LEVEL
        if numbered and numbered[1]:
            level = _PLAIN_LEVEL + numbered[1].count(".")
        elif not alone:
            level = max(level, _INNER_LEVEL) if not words.isupper() else level
        self._add_heading(line, _content(line) + (numbered.end() if numbered else 0), level)
        return 1

    def _opens(self, words: str, below: _Line | None) -> bool:
        """Whether a heading-like line stands right above what it heads."""
        if below is None or len(words.split()) > 12:
            return False
        if _BULLET.match(below.words):
            return not words.endswith(":") or len(words.split()) <= 6
        return words.isupper() or (len(below.bare) > 80 > len(words) + 20)

    def _add_heading(self, line: _Line, start: int, level: int) -> None:
        end = line.start + len(line.words.rstrip())
        words = self.text[start:end].rstrip("#").rstrip().rstrip(":")
        first = not self.title and not any(block.kind is Kind.PARAGRAPH for block in self.found)
        if first:
            self.title = words
            section: tuple[str, ...] = ()
        else:
            section = self.headings.enter(level, words)
        self.found.append(Block(Kind.HEADING, start, start + len(words), section, level))

    # Paragraphs and bullets

    def _block_end(self, group: list[_Line], index: int, longest: int) -> int:
        """The line after the paragraph that starts at ``index``: where lines stop running on."""
        at = index + 1
        while at < len(group):
            before, line = group[at - 1], group[at]
            if _BULLET.match(line.words) and not (before.bare.endswith(("-", ",")) and line.bare[0] not in "•●▪◦*-"):
                break
            full = len(before.words) >= max(_WRAPPED_LENGTH, _WRAPPED_SHARE * longest)
            indented = line.words[:1] == " " and _BULLET.match(group[index].words) is not None
            figure = longest < _WRAPPED_FIGURES and line.bare[0].isdigit()
            if not (
                (full and not figure and len(before.words) <= _LONGEST_WRAPPED) or indented or line.bare[:1].islower()
            ):
                break
            at += 1
        return at

    def _paragraph(self, lines: list[_Line]) -> None:
        start, end = _content(lines[0]), lines[-1].start + len(lines[-1].words.rstrip())
        words = self.text[start:end]
        marker = _BULLET.match(lines[0].words)
        kind = Kind.PARAGRAPH
        if words.strip() in self.repeated and len(lines) == 1 and len(words) <= 60:
            kind = Kind.FURNITURE
        elif is_footnote(words) and not (self.starred and words.startswith("* ")):
            kind = Kind.FOOTNOTE
        elif marker:
            kind = Kind.BULLET
            start = lines[0].start + marker.end()
        elif is_furniture(words):
            kind = Kind.FURNITURE
        elif is_caption(words) and len(words) < 400:
            kind = Kind.CAPTION
        words = self.text[start:end]
        content = kind in (Kind.PARAGRAPH, Kind.BULLET)
        length = leading_label(words, bullet=kind is Kind.BULLET) if content else 0
        label = (start, start + length) if length else None
        section = self.headings.section(" ".join(words[:length].split()))
        self.found.append(Block(kind, start, end, section, label=label))

    # Tables

    def _table_blocks(self, rows: list[list[tuple[int, int]]], caption_lines: list[_Line]) -> None:
        for line in caption_lines:
            self._paragraph([line])
        grid = [[self.text[start:end] for start, end in row] for row in rows]
        heads, first = table_heads(grid, None)
        section = self.headings.section()
        for number, row in enumerate(rows):
            for column, (start, end) in enumerate(row):
                if start == end:
                    continue
                above = [grid[up][column] for up in range(heads) if column < len(grid[up]) and grid[up][column]]
                is_head = number < heads or (column == 0 and first)
                self.found.append(
                    Block(
                        Kind.FURNITURE if is_head else Kind.CELL,
                        start,
                        end,
                        section,
                        row_heads=(grid[number][0],) if first and column and not is_head else (),
                        column_heads=() if is_head else tuple(above),
                        caption=" ".join(line.bare for line in caption_lines),
                        table=self.tables,
                        row=number,
                        column=column,
                    )
                )
        self.tables += 1


#: "1,240  people reached", "People reached: 1,240".
_FIGURE_LED = re.compile(r"\s*(?:[A-Z]{0,3}[$€]|[A-Z]{2,3}|~|±)?\s?\d[\d.,]*\d(?!\w|[-/:)])")
_FIGURE_LABELED = re.compile(r"\s*[A-ZÁÉÍÓÚÑ][^.:;]{2,70}:\s+\S{0,5}\d[^:]{0,60}$")


def _is_list(group: list[_Line]) -> bool:
    """Whether each line of the group begins with a figure, or is a label with its figure: none runs on."""
    return len(group) > 1 and any(
        all(pattern.match(line.words) for line in group) for pattern in (_FIGURE_LED, _FIGURE_LABELED)
    )


def _content(line: _Line) -> int:
    return line.start + len(line.words) - len(line.words.lstrip())


def _lines(text: str) -> list[_Line]:
    found, start = [], 0
    for words in text.split("\n"):
        found.append(_Line(start, start + len(words), words))
        start += len(words) + 1
    return found


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    found: list[list[_Line]] = [[]]
    for line in lines:
        if line.bare:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [group for group in found if group]


def _table(group: list[_Line]) -> tuple[list[list[tuple[int, int]]], list[_Line]] | None:
    """The cells of a table drawn with bars, tabs or aligned columns, by row, and the lines above it."""
    for split, least in ((_by_bars, 2), (_by_tabs, 2), (_by_gaps, 3)):
        rows = [split(line) for line in group]
        first = next((place for place, row in enumerate(rows) if len(row) > 1), len(rows))
        body = rows[first:]
        wide = Counter(len(row) for row in body if len(row) > 1)
        if first > 1 or sum(wide.values()) < least or any(len(row) == 1 for row in body):
            continue
        if split is _by_gaps:
            if len(wide) > 2 or not _has_short_cells(body):
                continue
            body = _aligned(body, [line.start for line in group[first:]])
        return [row for row in body if row], group[:first]
    return None


def _aligned(rows: list[list[tuple[int, int]]], starts: list[int]) -> list[list[tuple[int, int]]]:
    """``rows`` with the cells of shorter ones (heads above all, whose first cell is empty) under the column that they
    stand in by their place in the line; as they are where that is not clear.
    """
    width = max(map(len, rows))
    full = [[(a - at, b - at) for a, b in row] for row, at in zip(rows, starts, strict=True) if len(row) == width]
    spans = [(min(row[at][0] for row in full), max(row[at][1] for row in full)) for at in range(width)]
    found = []
    for row, at in zip(rows, starts, strict=True):
        if len(row) == width:
            found.append(row)
            continue
        columns = [_column_of(a - at, b - at, spans) for a, b in row]
        if len(set(columns)) < len(columns):
            return rows
        cells = dict(zip(columns, row, strict=True))
        found.append([cells.get(column, (at, at)) for column in range(width)])
    return found


def _column_of(start: int, end: int, spans: list[tuple[int, int]]) -> int:
    """The column that the cell shares most of its place with, or else the nearest."""
    return max(range(len(spans)), key=lambda at: min(end, spans[at][1]) - max(start, spans[at][0]))


def _has_short_cells(rows: list[list[tuple[int, int]]]) -> bool:
    return all(end - start <= 45 for row in rows for start, end in row)


def _by_bars(line: _Line) -> list[tuple[int, int]]:
    """Cells between bars; none for a rule such as "|---|---|"."""
    if "|" not in line.words:
        return [(line.start, line.end)]
    if _PIPE_RULE.fullmatch(line.words):
        return []
    inner = line.words.strip()
    start = line.words.index(inner)
    if inner.startswith("|"):
        start, inner = start + 1, inner[1:]
    if inner.endswith("|"):
        inner = inner[:-1]
    return _cells(line.start + start, inner, re.compile(r"\|"))


def _by_tabs(line: _Line) -> list[tuple[int, int]]:
    return _cells(line.start, line.words, re.compile(r"\t")) if "\t" in line.words else [(line.start, line.end)]


def _by_gaps(line: _Line) -> list[tuple[int, int]]:
    stripped = line.bare
    return _cells(_content(line), stripped, _COLUMNS)


def _cells(start: int, words: str, gap: re.Pattern[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for match in [*gap.finditer(words), None]:
        end = match.start() if match else len(words)
        cell = words[at:end]
        first = start + at + len(cell) - len(cell.lstrip())
        found.append((first, first + len(cell.strip())))
        at = match.end() if match else end
    return found
