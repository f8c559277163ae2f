"""DOCX to a document: paragraphs by their styles, lists, tables, footnotes. Nothing outside the file is read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from metrics.intake.document import Document, Kind, Unreadable
from metrics.intake.readers.builder import Builder, one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _STYLES, _NOTES = "word/document.xml", "word/styles.xml", "word/footnotes.xml"

#: Bytes of one part unpacked; a larger one is refused, whatever its packed size.
MAX_PART = 60_000_000
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,2}|[a-e*†‡])[\])]?")
_HEADING = re.compile(r"(?:heading|título|titulo|encabezado)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|título|titulo", re.IGNORECASE)
_CAPTION = re.compile(r"caption|descripci[oó]n|leyenda|epígrafe", re.IGNORECASE)
_LIST = re.compile(r"list|lista|viñeta|bullet", re.IGNORECASE)
_DAMAGED = "The DOCX file is damaged: open it in a word processor and save it again."


def read_docx(data: bytes) -> Document:
    """The document in a DOCX file. :class:`Unreadable` for a damaged or encrypted one and for other ZIP
    files.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if _BODY not in archive.namelist():
                raise Unreadable("The file is a ZIP archive without a DOCX document: attach the document itself.")
            body = _part(archive, _BODY)
            styles = _style_names(_part(archive, _STYLES)) if _STYLES in archive.namelist() else {}
            notes = _part(archive, _NOTES) if _NOTES in archive.namelist() else None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_DAMAGED) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise Unreadable("The file is encrypted: save it without a password.") from error
    except Exception as error:  # zlib and lzma raise errors of their own for damaged data
        if type(error).__module__ in ("zlib", "lzma", "_lzma", "struct"):
            raise Unreadable(_DAMAGED) from error
        raise
    reader = _Reader(styles)
    reader.read(body, notes)
    return reader.builder.document()


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """One part of the archive as XML, unpacked only as far as ``MAX_PART``."""
    with archive.open(name) as packed:
        content = packed.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Unreadable("The DOCX file unpacks to too much: attach the part with the figures.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(_DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(_DAMAGED)
    return root


def _style_names(styles: etree._Element) -> dict[str, str]:
    found = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            found[style.get(f"{_W}styleId") or ""] = name.get(f"{_W}val") or ""
    return found


class _Reader:
    def __init__(self, styles: dict[str, str]) -> None:
        self.styles, self.builder = styles, Builder()

    def read(self, root: etree._Element, notes: etree._Element | None) -> None:
        body = root.find(f"{_W}body")
        if body is None:
            raise Unreadable(_DAMAGED)
        for part in _parts(body):
            if part.tag == f"{_W}tbl":
                self._table(part)
            else:
                self._paragraph(part)
        if notes is not None:
            for note in notes.iter(f"{_W}footnote"):
                if note.get(f"{_W}type") is None:
                    self.builder.paragraph(_words(note), Kind.FOOTNOTE)

    def _paragraph(self, paragraph: etree._Element) -> None:
        words = _words(paragraph)
        if not words.strip():
            return
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        identifier = (named.get(f"{_W}val") or "") if named is not None else ""
        style = self.styles.get(identifier, identifier)
        heading = _HEADING.match(style)
        if heading:
            self.builder.heading(words, int(heading[1]) + 1)
        elif _TITLE.fullmatch(style):
            self.builder.heading(words, 1, title=True)
        elif _CAPTION.match(style):
            self.builder.paragraph(words, Kind.CAPTION)
        elif paragraph.find(f"{_W}pPr/{_W}numPr") is not None or _LIST.match(style):
            self.builder.paragraph(words, Kind.BULLET)
        elif _is_bold_line(paragraph, words):
            self.builder.heading(words, 9)
        else:
            self.builder.paragraph(words)

    def _table(self, table: etree._Element) -> None:
        rows, heads = [], 0
        for row in table.iterchildren(f"{_W}tr"):
            line: list[str] = []
            for cell in row.iterchildren(f"{_W}tc"):
                wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
                value = (wide.get(f"{_W}val") or "1") if wide is not None else "1"
                words = one_line(" ".join(_words(part) for part in cell.iter(f"{_W}p")))
                line.append(words)
                line += [""] * (min(int(value), 100) - 1 if value.isascii() and value.isdigit() else 0)
            if row.find(f"{_W}trPr/{_W}tblHeader") is not None:
                heads += heads == len(rows)
            rows.append(line)
        if all(len(row) == 1 for row in rows):
            for row in rows:
                self.builder.paragraph(row[0])
        else:
            self.builder.table(rows, heads or None)


def _parts(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those inside content controls, but not those inside a table."""
    pending = list(reversed(body))
    while pending:
        part = pending.pop()
        if part.tag in (f"{_W}p", f"{_W}tbl"):
            yield part
        elif part.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            pending.extend(reversed(part))


def _words(part: etree._Element) -> str:
    """The text of ``part`` as it stands after changes are accepted, without raised marks of notes."""
    pieces: list[str] = []
    for run in part.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if run.tag == f"{_W}t":
            words = run.text or ""
            raised = run.getparent().find(f"{_W}rPr/{_W}vertAlign")
            if raised is not None and raised.get(f"{_W}val") == "superscript" and _NOTE_MARK.fullmatch(words.strip()):
                continue
            pieces.append(words)
        else:
            pieces.append("-" if run.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(pieces)


def _is_bold_line(paragraph: etree._Element, words: str) -> bool:
    """A whole short paragraph in bold, without figures, is a heading in all but name."""
    if len(words.split()) > 12 or words.strip()[-1:] in ".;," or any(char.isdigit() for char in words):
        return False
    runs = [run for run in paragraph.iter(f"{_W}r") if _words(run).strip()]
    bold = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in bold)
