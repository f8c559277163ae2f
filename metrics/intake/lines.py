"""A stretch of the canonical text as the language of figures reads it, with the way back to its offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "‒": "–",
        "―": "—",
        "∼": "~",
        "…": ".",
    }
)
_PIECE = re.compile(r"(?P<gap>\s+)|(?P<unseen>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]+)")

#: Marks of notes glued to a word or figure: "4,500[1]", "4,500¹", "4,500*".
_NOTE_MARK = re.compile(r"(?<=[\w%)])(?:\[\d{1,2}\]|\[[a-z]\]|[¹²³⁴-⁹]+|\*{1,3}(?=[\s.,;:)]|$)|[†‡]+)")
_CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?:\+\d{1,3}[ .-]?)?\(\d{2,4}\)[ ]?\d{3,4}[ .-]\d{3,4}|\+\d{1,3}(?:[ .-]\d{2,4}){2,4}"
    r"|\b(?:[Ee]xt(?:ensi[oó]n)?\.?|[Ll]ínea|[Cc]onsultas al|[Ll]lam\w{1,4} al|[Mm]arqu\w{1,3} (?:el|al)|[Cc]all"
    r"|[Dd]ial|[Hh]otline|[Tt]el(?:éfono|ephone|\.)?:?|PBX:?) \d{3,5}\b(?= ?[.,;)]| ?$| (?:or|o|y|and)\b)"
    r"|\b\d{1,2}-\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b|\b\d{4}-\d{4}\b(?!\s*[%])"
    # Digits in several groups that are no thousands: telephones, accounts.
    r"|\b(?!(?:19|20)\d\d-\d\d-\d\d\b)\d{1,4}(?:-\d{2,4}){2,5}\b(?![,.]\d)"
    r"|\b(?!(?:(?:19|20)\d\d ?){3,})(?=[\d ]*\b(?:\d{4}|0\d+)\b)\d{2,4}(?: \d{2,4}){2,4}\b(?![,.]\d| ?%)"
    r"|(?<=: )\d{3,4}[- ]\d{4}\b(?=[.,;)]|$)"
    r"|\b\d{1,4}(?:ª|a|st|nd|rd|th)?\.? (?:Calle|Avenida|Av\.|Ave\b\.?|Street|Avenue|Road|Boulevard"
    r"|Carrera)(?: \d[\d-]*)?"
    # "75 m west of the park", "a 200 metros al norte".
    r"|\b\d{1,4} ?(?:m|mts?|meters|metres|metros|varas|cuadras|yards|blocks|km) (?:(?:al|hacia el) )?"
    r"(?:north|south|east|west|norte|sur|este|oeste)\b"
)
#: Without any of these there is none.
_MAY_CONTACT = re.compile(r"\d[ -]?\(?\d{2}|\d[ªa-z]*\.? [A-Za-z]|[@/]|www\.")
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, with plain quotes and single spaces, and where each of its characters comes from."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Line:
        """Characters ``start`` to ``end`` of ``text``."""
        raw = text[start:end].translate(_PLAIN)
        if not unicodedata.is_normalized("NFC", raw):
            return cls._composed(raw, start)
        pieces, starts, origins, length, at = [], [], [], 0, 0
        for match in [*_PIECE.finditer(raw), None]:
            stop = match.start() if match else len(raw)
            if stop > at:
                pieces.append(raw[at:stop])
                starts.append(length)
                origins.append(start + at)
                length += stop - at
            if match is None:
                break
            if match.lastgroup == "gap" and length and pieces[-1] != " ":
                pieces.append(" ")
                starts.append(length)
                origins.append(start + stop)
                length += 1
            at = match.end()
        return cls("".join(pieces), tuple(starts), tuple(origins))

    @classmethod
    def _composed(cls, raw: str, start: int) -> Line:
        """The same for text with loose accents, one character at a time."""
        pieces, origins, at = [], [], 0
        while at < len(raw):
            end = at + 1
            while end < len(raw) and unicodedata.combining(raw[end]):
                end += 1
            char = unicodedata.normalize("NFC", raw[at:end])
            if char.isspace():
                char = " " if pieces and pieces[-1] != " " else ""
            elif _PIECE.fullmatch(char):
                char = ""
            for part in char:
                pieces.append(part)
                origins.append(start + at)
            at = end
        return cls("".join(pieces), tuple(range(len(pieces))), tuple(origins))

    def origin(self, place: int) -> int:
        """The offset in the document of the character at ``place``."""
        piece = bisect_right(self.starts, place) - 1
        return self.origins[piece] + place - self.starts[piece] if piece >= 0 else 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of characters ``start`` to ``end``, of which there must be one."""
        return self.origin(start), self.origin(end - 1) + 1


def without_marks(sentence: str) -> tuple[str, list[tuple[int, int, str]]]:
    """``sentence`` with marks of notes and contacts blanked, length kept, and what was blanked:
    start, end, and "footnote mark" or "contact".
    """
    found = [(match.start(), match.end(), "footnote mark") for match in _NOTE_MARK.finditer(sentence)]
    if _MAY_CONTACT.search(sentence):
        found += [
            (match.start(), match.end(), "contact")
            for match in _CONTACT.finditer(sentence)
            if not _YEARS.fullmatch(match.group())
        ]
    for start, end, _ in found:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence, sorted(found)
