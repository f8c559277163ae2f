"""Files to documents: plain text, HTML, DOCX and PDF, told apart by what they contain.

Nothing is fetched and no entity is resolved. A damaged, encrypted or oversized file raises
:class:`~metrics.intake.document.Unreadable` with a sentence that says what to do.
"""

from __future__ import annotations

from pathlib import Path

from metrics.intake.document import Document, Told, Unreadable
from metrics.intake.readers.docx import read_docx
from metrics.intake.readers.html import looks_like_html, read_html
from metrics.intake.readers.pdf import pages_of, read_pdf
from metrics.intake.readers.text import decode, read_text

#: Larger files are refused before they are opened.
MAX_BYTES = 50_000_000
#: What is read within seconds, in bytes and in pages of PDF.
SHORT_BYTES, SHORT_PAGES = 1_000_000, 30

__all__ = ["MAX_BYTES", "decode", "is_long", "read_bytes", "read_file", "read_html", "read_text"]


def read_file(path: Path) -> Document:
    """The document in the file at ``path``. ``OSError`` where it cannot be opened."""
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(f"The file is larger than {MAX_BYTES // 1_000_000} MB: attach the part with the figures.")
    return read_bytes(path.read_bytes())


def is_long(data: bytes) -> bool:
    """Whether reading ``data`` takes longer than a person waits for a page."""
    return len(data) > SHORT_BYTES or (b"%PDF-" in data[:1024] and pages_of(data) > SHORT_PAGES)


def read_bytes(data: bytes, tell: Told | None = None) -> Document:
    """The document in ``data``, whose kind is told from its first bytes and never from a name.

    ``tell`` is called with how many pages of a PDF are read, and how many it has.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"The file is larger than {MAX_BYTES // 1_000_000} MB: attach the part with the figures.")
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, tell)
    if data.startswith(b"PK\x03\x04"):
        return read_docx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("The file is an old or password-protected Office file: save it as DOCX without a password.")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("The file is RTF: save it as DOCX, PDF or plain text.")
    text = decode(data)
    return read_html(text) if looks_like_html(text) else read_text(text)
