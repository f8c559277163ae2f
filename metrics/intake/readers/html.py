"""HTML to a document: visible text, headings, lists, tables with their heads; nothing is fetched or run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from metrics.intake.document import Document, Kind, Unreadable
from metrics.intake.readers.builder import Builder, one_line
from metrics.statements.lexicon import words as words_of

_LOOKS = re.compile(
    r"\s*(?:<!doctype html|<html|<head|<body|<!--|<(?:div|p|h[1-6]|table|article|section|main|ul)\b)", re.I
)

_HIDDEN = words_of("script style noscript template svg math object iframe head select button input textarea")
_FURNITURE = words_of("nav footer aside form")
_BLOCKS = words_of(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul caption"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,2}|[a-e*†‡])[\])]?")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

#: Cells spread over more columns or rows than this are a mistake or an attack.
_MAX_SPAN = 200


def looks_like_html(text: str) -> bool:
    """Whether ``text`` begins as HTML does."""
    return bool(_LOOKS.match(text[:2000]))


def read_html(text: str) -> Document:
    """The document in the HTML ``text``. :class:`Unreadable` where it holds no words."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_without_declaration(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable("No text was found in the HTML file: save the page again.") from error
    walker = _Walker(root)
    walker.walk()
    return walker.builder.document()


def _without_declaration(text: str) -> str:
    """``text`` without an XML declaration, which may name an encoding that no longer holds, and without
    characters that XML does not allow.
    """
    bare = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text)
    return "".join(char for char in bare if char >= " " or char in "\n\t")


class _Walker:
    """Goes through the tree in order without recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root, self.builder = root, Builder()
        self.pending: list[str] = []
        self.skipped: set[html.HtmlElement] = set()
        title = root.find(".//head/title")
        self.builder.title = one_line(title.text or "") if title is not None else ""

    def walk(self) -> None:
        context: list[html.HtmlElement] = []
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._start(element, context)
            else:
                self._end(element, context)
        self._flush(context)

    def _start(self, element: html.HtmlElement, context: list[html.HtmlElement]) -> None:
        if self.skipped:
            self.skipped.add(element)
            return
        if _is_hidden(element) or _is_note_mark(element):
            self.skipped.add(element)
            return
        if element.tag == "table" and _is_data_table(element):
            self._flush(context)
            self._table(element)
            self.skipped.add(element)
            return
        if element.tag in _BLOCKS:
            self._flush(context)
        elif element.tag == "br":
            self._break(context)
        context.append(element)
        self.pending.append(element.text or "")

    def _end(self, element: html.HtmlElement, context: list[html.HtmlElement]) -> None:
        if element in self.skipped:
            self.skipped.discard(element)
        else:
            if element.tag in _BLOCKS:
                self._flush(context)
            context.pop()
        if not self.skipped:
            self.pending.append(element.tail or "")

    def _break(self, context: list[html.HtmlElement]) -> None:
        """A line break ends a block unless it stands inside a sentence."""
        words = one_line("".join(self.pending))
        if words.endswith((".", ":", "!", "?", ";")) or not words:
            self._flush(context)
        else:
            self.pending.append(" ")

    def _flush(self, context: list[html.HtmlElement]) -> None:
        words, self.pending = "".join(self.pending), []
        if not words.strip():
            return
        tags = [element.tag for element in context]
        heading = next((_HEADINGS[tag] for tag in reversed(tags) if tag in _HEADINGS), None)
        if any(tag in _FURNITURE for tag in tags):
            self.builder.paragraph(words, Kind.FURNITURE)
        elif heading:
            self.builder.heading(words, heading, title=heading == 1)
        elif "figcaption" in tags or "caption" in tags:
            self.builder.paragraph(words, Kind.CAPTION)
        elif any(_is_notes(element) for element in context):
            self.builder.paragraph(words, Kind.FOOTNOTE)
        elif "li" in tags:
            self.builder.paragraph(words, Kind.BULLET)
        elif _is_bold_line(context, words):
            self.builder.heading(words, 6)
        else:
            self.builder.paragraph(words)

    def _table(self, table: html.HtmlElement) -> None:
        rows, heads = [], 0
        carried: dict[int, tuple[int, str]] = {}
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            line = _spread(cells, carried)
            only_heads = bool(cells) and all(cell.tag == "th" for cell in cells)
            if only_heads or row.getparent().tag == "thead":
                heads += heads == len(rows)
            rows.append(line)
        caption = table.find("caption")
        words = one_line("".join(_visible(caption))) if caption is not None else ""
        self.builder.table(rows, heads or None, words)


def _spread(cells: list[html.HtmlElement], carried: dict[int, tuple[int, str]]) -> list[str]:
    """One row's words by column: a wide cell counts once for its words and heads all its columns; a tall
    one stands in each of its rows.
    """
    line: list[str] = []

    def take_carried() -> None:
        while len(line) in carried:
            left, words = carried[len(line)]
            if left > 1:
                carried[len(line)] = (left - 1, words)
            else:
                del carried[len(line)]
            line.append(words)

    for cell in cells:
        take_carried()
        words = one_line("".join(_visible(cell)))
        tall, wide = _span(cell, "rowspan"), _span(cell, "colspan")
        for _ in range(wide):
            if tall > 1 and len(line) not in carried:
                carried[len(line)] = (tall - 1, words if cell.tag == "th" else "")
            line.append(words if cell.tag == "th" or not line or line[-1] != words else "")
    take_carried()
    return line


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _visible(element: html.HtmlElement) -> Iterator[str]:
    """The text inside ``element`` that a reader sees."""
    hidden = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        unseen = not isinstance(part.tag, str) or _is_hidden(part) or _is_note_mark(part)
        if event == "start":
            hidden += unseen
            if not hidden:
                yield (" " if part.tag in _BLOCKS or part.tag == "br" else "") + (part.text or "")
        else:
            hidden -= unseen
            if not hidden and part is not element:
                yield (" " if part.tag in _BLOCKS else "") + (part.tail or "")


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.tag in _HIDDEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_NOT_SHOWN.search(element.get("style") or ""))


def _is_note_mark(element: html.HtmlElement) -> bool:
    """A raised mark that points to a note; glued to a figure it would become a digit of it."""
    if element.tag != "sup":
        return False
    return bool(_NOTE_MARK.fullmatch("".join(element.itertext()).strip()))


def _is_notes(element: html.HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".lower()
    return "footnote" in named or "doc-endnote" in named


def _is_data_table(table: html.HtmlElement) -> bool:
    """Whether the table holds data: it has no other inside and at least two cells in some row."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr"))


def _is_bold_line(context: list[html.HtmlElement], words: str) -> bool:
    """A whole short paragraph in bold is a heading in all but name."""
    block = next((element for element in reversed(context) if element.tag in _BLOCKS), None)
    if block is None or block.tag not in ("p", "div") or len(words.split()) > 12 or words.strip()[-1:] in ".;,":
        return False
    bold = [child for child in block if child.tag in ("b", "strong")]
    if len(bold) != 1 or len(block) != 1 or one_line(block.text or "") or one_line(bold[0].tail or ""):
        return False
    return not any(char.isdigit() for char in words)
