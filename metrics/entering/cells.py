"""The cells of a row as typed, and what they mean by themselves: marks of what is missing, parts in one line."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from metrics.intake.match import stems
from metrics.models import Category, Figure

# One key for each state, in the box of the words: none of them begins a statement.
MARKS = {
    "-": Figure.Missing.NOT_YET_REPORTED,
    "/": Figure.Missing.NOT_APPLICABLE,
    "*": Figure.Missing.WITHHELD,
    "?": Figure.Missing.UNKNOWN,
}
MARK_OF = {state.value: mark for mark, state in MARKS.items()}
DASHES = dict.fromkeys("–—−", "-")
# A separator between parts; the comma of "1,200" has no space after it.
BETWEEN = re.compile(r",\s+(?:and\s+|y\s+)?|;\s*|\s+(?:and|y|e)\s+")
# "250 people: 120 women…" or "250 people (120 women…)"
HEAD = re.compile(r"(?P<total>[^:(]*\d[^:(]*?)\s*(?::\s+(?P<after>.+)|\((?P<inside>[^()]+)\)\s*)", re.DOTALL)


class Problem(NamedTuple):
    """`cell` is one of Cells, empty for the row as a whole; the message says what to do."""

    cell: str
    message: str


class Cells(NamedTuple):
    """What was typed. `source` is the key of a source; `indicator`, `role`, `category` and `place` are of new rows."""

    words: str = ""
    period: str = ""
    place: str = ""
    section: str = ""
    source: str = ""
    indicator: str = ""
    role: str = Figure.Role.ACTUAL.value
    category: str = ""
    rank: str = Figure.Rank.PREFERRED.value
    reason: str = ""

    @classmethod
    def of(cls, typed: dict[str, str]) -> "Cells":
        """On one line each, and without what no database keeps."""
        kept = {}
        for name, usual in cls._field_defaults.items():
            text = " ".join(str(typed.get(name) or "").replace("\x00", "").split())
            kept[name] = text or (usual if name in ("role", "rank") else "")
        if kept["role"] not in Figure.Role.values:
            kept["role"] = Figure.Role.ACTUAL.value
        if kept["rank"] not in Figure.Rank.values:
            kept["rank"] = Figure.Rank.PREFERRED.value
        return cls(**kept)


class Sent(NamedTuple):
    """A row as a page sends it. `token` is the state that the person saw; `over` the other's that they write over.

    `period` is that of all rows whose words and cell state none, `reason` that of corrections that give none.
    """

    key: str
    token: str
    cells: Cells
    over: str = ""
    period: str = ""
    reason: str = ""

    def over_row(self, held: Cells, *, is_new: bool) -> "Sent":
        """The same, with what only new rows are asked for as the row has it."""
        if is_new:
            return self
        typed = {name: getattr(self.cells, name) for name in ("words", "period", "section", "source", "rank", "reason")}
        return self._replace(cells=held._replace(**typed))


def missing_of(words: str) -> tuple[str, str]:
    """The missing-state that a mark stands for ("" without one), and the source's words after it."""
    mark, rest = DASHES.get(words[:1], words[:1]), words[1:]
    if mark not in MARKS or (rest and not rest[0].isspace()):
        return "", words
    return MARKS[mark].value, rest.strip()


def silence(missing: str) -> str:
    """What is cited where the source says nothing: metrics.models.source.SILENCES."""
    return f"[{Figure.Missing(missing).value.replace('_', ' ')}]"


def cell_of_missing(missing: str, as_stated: str) -> str:
    """The mark and the words, as they would be typed."""
    return f"{MARK_OF[missing]} {'' if as_stated == silence(missing) else as_stated}".strip()


def category_named(words: str, categories: Iterable[Category]) -> Category | None:
    """The one category that the words name: "22,308 women"."""
    nouns = stems(words).keys()
    named = [category for category in categories if (found := stems(category.name).keys()) and found <= nouns]
    return named[0] if len(named) == 1 else None


class Part(NamedTuple):
    words: str
    category: Category


class Line(NamedTuple):
    """A total, empty where none is stated, and its parts."""

    total: str
    parts: tuple[Part, ...]


def line_of(words: str, categories: Collection[Category]) -> Line | None:
    """Several parts typed in one line: "120 women and 80 men", or after their total; None where it is no such line.

    Every piece has a number and names one category, each another one; else nothing is taken apart.
    """
    if not categories:
        return None
    head = HEAD.fullmatch(words)
    total, listed = (head["total"].strip(), head["after"] or head["inside"]) if head else ("", words)
    pieces = [piece.strip() for piece in BETWEEN.split(listed) if piece.strip()]
    if len(pieces) < 2:
        return None
    parts = []
    for piece in pieces:
        category = category_named(piece, categories)
        if category is None or not any(char.isdigit() for char in piece):
            return None
        parts.append(Part(piece, category))
    if len({part.category.pk for part in parts}) < len(parts):
        return None
    return Line(total, tuple(parts))
