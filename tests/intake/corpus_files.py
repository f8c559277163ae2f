"""Reads the scored corpus: documents without their marks, and the figures that the marks state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")
_MARK = re.compile(r"⟦(?P<words>[^¦⟧]+)¦(?P<fields>[^⟧]+)⟧")


@dataclass(frozen=True)
class Gold:
    """A figure as a second reading states it; ``start`` to ``end`` are its words in the file's text."""

    words: str
    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    qualifier: str
    unit: str | None
    countries: tuple[str, ...]
    group: str
    period: tuple[str | None, str | None]


@dataclass(frozen=True)
class Entry:
    """One document of the corpus: its name, head, bytes as a file would hold them, and figures in order."""

    name: str
    language: str
    day: date
    split: str
    data: bytes
    gold: tuple[Gold, ...]


def entries() -> list[Entry]:
    """The whole corpus, by name."""
    return [_entry(path) for path in sorted(FOLDER.glob("*.txt"))]


def _entry(path: Path) -> Entry:
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
    pieces, gold, length, at = [], [], 0, 0
    for match in _MARK.finditer(body):
        pieces += [body[at : match.start()], match["words"]]
        length += match.start() - at
        gold.append(_gold(match["words"], length, match["fields"]))
        length += len(match["words"])
        at = match.end()
    text = "".join([*pieces, body[at:]])
    return Entry(
        path.stem, fields["language"], date.fromisoformat(fields["date"]), fields["split"], text.encode(), tuple(gold)
    )


def _gold(words: str, start: int, row: str) -> Gold:
    value, qualifier, unit, where, when = row.split()
    low, _, high = value.partition("-")
    first, _, last = ("", "", "") if when == "-" else when.partition("/")
    countries = () if where == "-" or where.startswith("@") else tuple(sorted(where.split(",")))
    return Gold(
        words,
        start,
        start + len(words),
        Decimal(low),
        Decimal(high) if high else None,
        qualifier,
        None if unit == "-" else unit,
        countries,
        where[1:] if where.startswith("@") else "",
        (_day(first), _day(last)),
    )


def _day(words: str) -> str | None:
    return None if words in ("", "..", "-") else words
