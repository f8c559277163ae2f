"""PDF to a document: words by their places, headings by their size, tables by their lines, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from metrics.intake.document import Document, Kind, Told, Unreadable
from metrics.intake.readers.builder import Builder
from metrics.intake.readers.inflating import bounded
from metrics.intake.readers.layout import is_heading, is_title_like

#: Reading takes about a fifth of a second each.
MAX_PAGES = 500
#: Words on one page beyond which it is a drawing or an attack.
_MAX_CHARACTERS_A_PAGE = 60_000

_BULLET = re.compile(r"(?:[•●▪■◦‣·*–-]|\uf0b7|\(?\d{1,2}[.)]|o(?=\s))\s+(?=\S)")
_DIGITS = re.compile(r"\d+")
_BROKEN_WORD = re.compile(r"[^\W\d_]{2,}-$")
_MARK = re.compile(r"[\[(]?(?:\d{1,2}|[*†‡])[\])]?")
_NOTE_SIZE, _HEADING_SIZE = 0.86, 1.12


def pages_of(data: bytes) -> int:
    """How many pages a PDF file has; 0 where that cannot be told, which reading it words."""
    try:
        with bounded(), pdfplumber.open(BytesIO(data)) as opened:
            return len(opened.pages)
    except Exception:
        return 0


def read_pdf(data: bytes, tell: Told | None = None) -> Document:
    """The document in a PDF file. :class:`Unreadable` for an encrypted, damaged or scanned one.

    ``tell`` is called with the number of pages that are read and that of all; what it raises is raised.
    """
    told: list[BaseException] = []
    try:
        with bounded(), pdfplumber.open(BytesIO(data)) as opened:
            if len(opened.pages) > MAX_PAGES:
                raise Unreadable(f"The PDF has more than {MAX_PAGES} pages: attach those with the figures.")
            pages = []
            for number, page in enumerate(opened.pages, start=1):
                pages.append(_Page.read(number, page))
                # What was read of a page is of no more use, and 400 of them fill the memory.
                page.close()
                if tell:
                    try:
                        tell(number, len(opened.pages))
                    except Exception as stop:
                        told.append(stop)
                        raise
    except Unreadable:
        raise
    except Exception as error:
        if told:
            raise
        # The library raises errors of many kinds for files that break the format's rules.
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, Unreadable):
            raise cause from error
        if isinstance(cause, PDFPasswordIncorrect):
            raise Unreadable("The PDF is encrypted: save it without a password.") from error
        raise Unreadable("The PDF is damaged and cannot be read: save or print it to PDF again.") from error
    return _assemble(pages)


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line: its words, place (points from the page's top left corner) and size of type."""

    words: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    bold: bool


@dataclass(frozen=True)
class _Page:
    number: int
    height: float
    lines: list[_Line]
    tables: list[tuple[float, list[list[str]]]]

    @classmethod
    def read(cls, number: int, page: Any) -> _Page:
        if len(page.chars) > _MAX_CHARACTERS_A_PAGE:
            raise Unreadable(f"Page {number} of the PDF holds too much to read: attach the others.")
        # A table needs rulings, and looking for one among thousands of drawn shapes takes minutes.
        drawn = len(page.lines) + len(page.rects) + len(page.curves)
        found = page.find_tables() if 0 < drawn < 3000 else []
        found = [table for table in found if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
        tables = [(table.bbox[1], [[cell or "" for cell in row] for row in table.extract()]) for table in found]
        boxes = [table.bbox for table in found]
        words = page.extract_words(
            extra_attrs=["fontname", "size"], keep_blank_chars=False, use_text_flow=False, x_tolerance=1.5
        )
        outside = [word for word in words if not any(_inside(word, box) for box in boxes)]
        return cls(number, float(page.height), _lines(outside), tables)


def _inside(word: dict[str, Any], box: Sequence[float]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _lines(words: list[dict[str, Any]]) -> list[_Line]:
    """Words on lines, from top to bottom. A raised mark of a note is left out."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if rows and word["top"] < (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    found = []
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        size = Counter(round(float(word["size"]), 1) for word in row for _ in word["text"]).most_common(1)[0][0]
        kept = [word for word in row if word["size"] > 0.8 * size or not _MARK.fullmatch(word["text"])]
        first, last = kept[0], kept[-1]
        bold = all("bold" in word["fontname"].lower() for word in kept)
        text = " ".join(word["text"] for word in kept)
        found.append(_Line(text, first["top"], first["bottom"], first["x0"], last["x1"], size, bold))
    return found


def _assemble(pages: list[_Page]) -> Document:
    sizes = Counter(line.size for page in pages for line in page.lines for _ in line.words)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({line.size for page in pages for line in page.lines if line.size > body * _HEADING_SIZE})
    levels = {size: level for level, size in enumerate(reversed(larger), start=1)}
    repeated = _running_heads(pages)
    builder = Builder()
    for page in pages:
        _PageBuilder(builder, page, body, levels, repeated).build()
    return builder.document()


def _running_heads(pages: list[_Page]) -> set[str]:
    """The words, with their digits blotted out, that stand at the top or foot of most pages."""
    seen = Counter(
        words for page in pages for words in {_blotted(line) for line in page.lines if _at_edge(line, page.height)}
    )
    return {words for words, count in seen.items() if count > 1 and count * 2 >= len(pages)}


def _blotted(line: _Line) -> str:
    return _DIGITS.sub("0", line.words)


def _at_edge(line: _Line, height: float) -> bool:
    return line.top < 0.09 * height or line.bottom > 0.91 * height


class _PageBuilder:
    """Adds one page's lines and tables to the document, in their order down the page."""

    def __init__(
        self, builder: Builder, page: _Page, body: float, levels: dict[float, int], repeated: set[str]
    ) -> None:
        self.builder, self.page, self.body, self.levels, self.repeated = builder, page, body, levels, repeated
        self.pending: list[_Line] = []

    def build(self) -> None:
        tables = sorted(self.page.tables, key=lambda table: table[0])
        right = max((line.right for line in self.page.lines), default=0.0)
        for line in self.page.lines:
            while tables and tables[0][0] < line.top:
                self._flush()
                self.builder.table(tables.pop(0)[1], page=self.page.number)
            if self._is_furniture(line):
                self._flush()
                self.builder.paragraph(line.words, Kind.FURNITURE, page=self.page.number)
                continue
            if self.pending and self._breaks(self.pending[-1], line, right):
                self._flush()
            self.pending.append(line)
        self._flush()
        for _, rows in tables:
            self.builder.table(rows, page=self.page.number)

    def _is_furniture(self, line: _Line) -> bool:
        return _at_edge(line, self.page.height) and _blotted(line) in self.repeated

    def _breaks(self, before: _Line, line: _Line, right: float) -> bool:
        """Whether ``line`` starts a new block: by gap, size, bullet, or a line before that ends early."""
        height = max(before.bottom - before.top, 1.0)
        if line.top - before.bottom > 0.75 * height or line.top < before.top:
            return True
        if abs(line.size - before.size) > 0.6 or line.bold != before.bold or _BULLET.match(line.words):
            return True
        short = before.right < 0.8 * right
        return short and before.words.endswith((".", ":", "!", "?", ";"))

    def _flush(self) -> None:
        lines, self.pending = self.pending, []
        if not lines:
            return
        words, first, page = _joined(lines), lines[0], self.page.number
        level = self.levels.get(first.size)
        bullet = _BULLET.match(words)
        if bullet:
            self.builder.paragraph(words[bullet.end() :], Kind.BULLET, page=page)
        elif level and is_heading(words):
            is_title = level == 1 and not self.builder.title and page == 1
            self.builder.heading(words, level, title=is_title, page=page)
        elif first.bold and len(lines) <= 2 and is_heading(words) and not words.endswith(":"):
            self.builder.heading(words, len(self.levels) + 1, page=page)
        elif first.size < _NOTE_SIZE * self.body and first.top > 0.6 * self.page.height and not is_title_like(words):
            self.builder.paragraph(words, Kind.FOOTNOTE, page=page)
        else:
            self.builder.paragraph(words, page=page)


def _joined(lines: list[_Line]) -> str:
    """The lines as one; a word broken at a line's end is made whole."""
    words = lines[0].words
    for line in lines[1:]:
        if words.endswith("\u00ad") or (_BROKEN_WORD.search(words) and line.words[:1].islower()):
            words = words[:-1] + line.words
        else:
            words = f"{words} {line.words}"
    return words
