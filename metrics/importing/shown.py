"""What became of each row of a long file, kept in a file of its own: a page of it is read without the rest.

A line a row, begun by its kind; the last line is what all of them are together. Nothing of it is run or believed: it is
JSON, made here, shown to the person who asked, and checked anew before anything is written.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from .outcomes import KINDS, WRONG, Checked, Outcome, Problem


class Figure(NamedTuple):
    pk: int


class Shown(NamedTuple):
    """A row as its page shows it, in the words of Outcome."""

    place: str
    kind: str
    label: str
    problems: list[Problem]
    warnings: list[Problem]
    changes: list[list[str]]
    held: Figure | None


@dataclass(frozen=True)
class Summary:
    """All rows together. `starts` are, by kind, where in the file each further `EVERY` rows of it begin."""

    counts: dict[str, int]
    notices: list[str]
    mark: str
    starts: dict[str, list[int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def to_write(self) -> int:
        return self.count - self.counts["same"] - self.counts[WRONG]

    @property
    def is_right(self) -> bool:
        return not self.counts[WRONG]


# Rows between two places of the file from which it can be read on.
EVERY = 200
ALL = ""


def summary_of(checked: Checked) -> Summary:
    return Summary(checked.counts, checked.notices, checked.mark)


def keep(checked: Checked, path: Path) -> Summary:
    """Writes the rows to a file, whole or not at all."""
    starts: dict[str, list[int]] = {kind: [] for kind in (ALL, *KINDS)}
    seen = dict.fromkeys(starts, 0)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        at = 0
        for outcome in checked.outcomes:
            for kind in (ALL, outcome.kind):
                if seen[kind] % EVERY == 0:
                    starts[kind].append(at)
                seen[kind] += 1
            at += file.write(f"{outcome.kind} {json.dumps(plain(outcome))}\n".encode())
        summary = Summary(checked.counts, checked.notices, checked.mark, starts)
        last = file.write(json.dumps(asdict(summary)).encode())
        # So that the summary is found from the end of the file.
        file.write(f"\n{last:012}".encode())
    os.replace(aside, path)
    return summary


def plain(o: Outcome) -> list[Any]:
    return [o.place, o.label, o.problems, o.warnings, o.changes, o.held.pk if o.held else None]


class Kept:
    """The rows of a file that `keep` wrote. Raises FileNotFoundError where there is none."""

    def __init__(self, path: Path):
        self.path = path
        with path.open("rb") as file:
            file.seek(-12, os.SEEK_END)
            length = int(file.read())
            file.seek(-13 - length, os.SEEK_END)
            self.summary = Summary(**json.loads(file.read(length)))

    def rows(self, kind: str, first: int, count: int) -> list[Shown]:
        """`count` rows of a kind (empty: all) from the `first` on, counted from 0."""
        starts = self.summary.starts[kind]
        if first >= (self.summary.counts[kind] if kind else self.summary.count):
            return []
        with self.path.open("rb") as file:
            file.seek(starts[first // EVERY])
            found = self.of_kind(file, kind)
            return [row for number, row in zip(range(first % EVERY + count), found, strict=False)][first % EVERY :]

    def of_kind(self, file: IO[bytes], kind: str) -> Iterator[Shown]:
        begins = kind.encode()
        for line in file:
            if line.startswith(b"{"):
                return
            if line.startswith(begins):
                yield shown(line)


def shown(line: bytes) -> Shown:
    kind, content = line.decode().split(" ", 1)
    place, label, problems, warnings, changes, held = json.loads(content)
    return Shown(
        place,
        kind,
        label,
        [Problem(*each) for each in problems],
        [Problem(*each) for each in warnings],
        changes,
        None if held is None else Figure(held),
    )
