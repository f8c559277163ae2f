"""The real document, cut into the sources and sections that fixtures name; and the numbers in it.

Written apart from the loader, and from whatever archives sources: a second pair of eyes on the fixtures.
"""

import re
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).resolve().parents[3] / "shared" / "sources" / "000_781088aadd55d077.txt"

# Each part begins at the first line, in order, that starts with its words.
PARTS = {
    "panama-visit-article": "December 7, 2022",
    "remarks-stabilization-session": "At the Ministerial Conference on Migration and Protection Session",
    "remarks-press-availability": "At a Joint Press Availability",
    "remarks-anticorruption": "Opening Remarks at Meeting with Anticorruption",
    "remarks-reception": "Opening Remarks at the Ministerial Conference on Migration and Protection",
    "cmms-update-april-2022": "Update on the Collaborative Migration Management Strategy",
}
UPDATE = "cmms-update-april-2022"
# The article quotes the statement; captions of photographs follow the Update.
QUOTED_IN = {"price-statement-panama-arrangement": "panama-visit-article"}
END_OF_UPDATE = "U.S. Secretary of State Antony J. Blinken departs for Panama City"

SPEAKER = re.compile(r"^([A-Z][A-Z .]+):")
BULLET = re.compile(r"^\s*•\s*(.+?):")

NUMBER_WORDS = [
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty"),
    *("forty", "fifty", "sixty", "sixty-five", "hundred", "hundreds", "thousand", "thousands", "million"),
    *("millions", "billion", "dozen", "dozens", "third", "fourth", "half", "double"),
]
# In the Update every number word counts; speech is full of "one of", "first of all" and the like.
WORDS_OF_UPDATE = [*NUMBER_WORDS, "one", "first", "second", "both", "single", "multiple", "record"]


def normal(text: str) -> str:
    """One space for any white space, non-breaking included."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Passage:
    """Text under one heading path, white space normalized."""

    source: str
    section: tuple[str, ...]
    text: str


def passages(path: Path = PATH) -> list[Passage]:
    """The document in order: paragraphs of remarks by speaker, bullets of the Update by line of action."""
    found: list[Passage] = []
    parts = list(PARTS.items())
    source, section = "", ()
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = normal(raw)
        if not line:
            continue
        if parts and line.startswith(parts[0][1]):
            source, section = parts.pop(0)[0], ()
            if source == UPDATE:
                section = (line,)
        elif line.startswith(END_OF_UPDATE):
            source, section = "panama-visit-article", ()
        elif source == UPDATE and (bullet := BULLET.match(raw)):
            section = (section[0], normal(bullet[1]))
        elif source == UPDATE and not line.endswith("."):
            section = (line,)
        elif source.startswith("remarks") and (speaker := SPEAKER.match(line)):
            section = (speaker[1],)
        found.append(Passage(source, section, line))
    return found


def text_of(source: str, section: tuple[str, ...], among: list[Passage]) -> str:
    """All text of a source under a section; under an empty section the whole source."""
    source = QUOTED_IN.get(source, source)
    return "\n".join(p.text for p in among if p.source == source and p.section[: len(section)] == section)


@dataclass(frozen=True)
class Number:
    """A number in the text, in digits or in words, with its place."""

    passage: Passage
    start: int
    end: int

    @property
    def context(self) -> str:
        return self.passage.text[max(0, self.start - 40) : self.end + 40]


def numbers(among: list[Passage]) -> list[Number]:
    found = []
    for passage in among:
        words = WORDS_OF_UPDATE if passage.source == UPDATE else NUMBER_WORDS
        pattern = re.compile(rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)
        found += [Number(passage, m.start(), m.end()) for m in pattern.finditer(passage.text)]
    return found
