"""Small DOCX and PDF files for tests, written by hand so that no library's habits are taken for granted."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: str) -> bytes:
    """A DOCX whose body is ``body`` (WordprocessingML); ``parts`` are further files in ``word/``."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return written.getvalue()


def styles(**names: str) -> str:
    """Style ids to names."""
    rows = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in names.items())
    return f"<w:styles {_W}>{rows}</w:styles>"


def footnotes(words: str) -> str:
    """One footnote."""
    return f'<w:footnotes {_W}><w:footnote w:id="1">{paragraph(words)}</w:footnote></w:footnotes>'


def paragraph(words: str, style: str = "", *, numbered: bool = False) -> str:
    """A paragraph in one run."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner += "<w:numPr/>" if numbered else ""
    return f"<w:p><w:pPr>{inner}</w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table without merged cells."""
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], drawings: Sequence[str] = ()) -> bytes:
    """A PDF in Helvetica; each page is its lines as (x, y from the bottom, size, words), and ``drawings``
    the operators that draw on each page.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for number, lines in enumerate(pages):
        words = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_literal(text)}) Tj ET\n" for x, y, size, text in lines)
        content = words + (drawings[number] if number < len(drawings) else "")
        objects.append(f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _numbered(objects)


def _literal(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _numbered(objects: Sequence[str]) -> bytes:
    written = BytesIO(b"")
    written.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
    start = written.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    written.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    written.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return written.getvalue()


def ruled_table(left: float, top: float, widths: Sequence[float], height: float, rows: int) -> str:
    """The lines of a table's grid."""
    right = left + sum(widths)
    across = [f"{left} {top - height * row} m {right} {top - height * row} l S" for row in range(rows + 1)]
    edges = [left + sum(widths[:column]) for column in range(len(widths) + 1)]
    down = [f"{x} {top} m {x} {top - height * rows} l S" for x in edges]
    return "\n".join(across + down)
