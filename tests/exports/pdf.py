"""What a PDF says to software that reads it aloud: pages, title, language, text, and tags in their order."""

import io
from collections.abc import Iterator

import pypdf


def opened(file: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file))


def text_of(file: bytes) -> str:
    """The text of all pages, lines joined by single spaces."""
    return " ".join(" ".join(page.extract_text() for page in opened(file).pages).split())


def tags_of(file: bytes) -> list[str]:
    """The types of structure elements ("H1", "L", "LI", "Link") in reading order."""

    def below(node) -> Iterator[str]:
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for child in node:
                yield from below(child)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            if "/S" in node:
                yield node["/S"].removeprefix("/")
            if "/K" in node:
                yield from below(node["/K"])

    return list(below(opened(file).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def links_of(file: bytes) -> set[str]:
    """Addresses that it leads to; not places within it."""
    annotations = [a.get_object() for page in opened(file).pages for a in page.get("/Annots", [])]
    return {annotation["/A"]["/URI"] for annotation in annotations if "/A" in annotation}


def sizes_of(file: bytes) -> set[float]:
    """The sizes of all visible letters, in points on paper, with what drawings are scaled by."""
    found = set()

    def note(text, matrix, text_matrix, _font, size):
        if text.strip():
            found.add(round(abs(size * text_matrix[3] * matrix[3]), 2))

    for page in opened(file).pages:
        page.extract_text(visitor_text=note)
    return found
