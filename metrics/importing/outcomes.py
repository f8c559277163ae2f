"""What becomes of the rows of a file: each is new, changed, the same or wrong, and says which field and what to do."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

NEW, CHANGED, SAME, WRONG = KINDS = ("new", "changed", "same", "wrong")

# What makes two statements the same one (models.Figure.identity), and what they then may say differently.
IDENTITY = ("indicator", "role", "place_key", "category", "period_start", "period_end")
CONTENT = ("value", "missing", "qualifier", "unit", "as_stated", "period_as_stated", "rank", "source", "section")


# Told what is being done and how much of how much (None: not known). What it raises ends the work.
Told = Callable[..., None]


def untold(step: str, done: int = 0, total: int | None = None, **how: bool) -> None:
    """For whoever does not want to know how far it is."""


class Unreadable(ValueError):  # noqa: N818 — named like the one of intake, for what it says
    """Why a file cannot be read as rows at all, and what to do."""


class TooMuch(Unreadable):
    """A file of more rows or bytes than are read at once."""


class Problem(NamedTuple):
    """`field` is a column of the file; empty where it is the row as a whole."""

    field: str
    message: str


class Cell(NamedTuple):
    """A cell that holds no value to go by, such as a formula: `problem` says what to do."""

    problem: str


class Row(NamedTuple):
    """A row as the file has it. `cells` are in the order of columns.COLUMNS: text, numbers, dates, or a bad Cell."""

    place: str
    cells: tuple
    fault: str = ""


class Stated(NamedTuple):
    """What a row states, in terms of the database: keys of rows, exact values. None or empty: not stated.

    `doubt` says why the value is not to be taken as it stands, unless it is held already.
    """

    figure_id: int | None
    indicator: int
    role: str
    value: Decimal | None
    missing: str
    qualifier: str
    as_stated: str
    unit: int
    coverage: str
    place_key: str
    group: int | None
    period_start: dt.date | None
    period_end: dt.date | None
    period_as_stated: str
    category: int | None
    rank: str
    source: int
    section: str
    reason: str
    doubt: str

    @property
    def identity(self) -> tuple:
        return self.indicator, self.role, self.place_key, self.category, self.period_start, self.period_end

    @property
    def content(self) -> tuple:
        return (
            self.value,
            self.missing,
            self.qualifier,
            self.unit,
            self.as_stated,
            self.period_as_stated,
            self.rank,
            self.source,
            self.section,
        )

    @property
    def series_key(self) -> str:
        """As the database makes it (models.Figure.series_key)."""
        return f"{self.indicator}|{self.role}|{'' if self.category is None else self.category}|{self.place_key}"


class Held(NamedTuple):
    """A figure that the database holds, in the same terms."""

    pk: int
    status: str
    update: int
    supersedes: int | None
    supersede_reason: str
    note: str
    period_note: str
    citation: int | None
    identity: tuple
    content: tuple

    def of_content(self, name: str) -> Any:
        return self.content[CONTENT.index(name)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row.

    `held` is the figure that a row equals, changes or corrects: a draft is changed in place, a published figure is
    superseded by a new draft. `changes` are (column, from, to) as files write them.
    """

    place: str
    kind: str
    label: str = ""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    stated: Stated | None = None
    held: Held | None = None


@dataclass(frozen=True)
class Checked:
    """All rows of a file with what becomes of them, in the order of the file."""

    outcomes: list[Outcome]
    notices: list[str]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(outcome.kind for outcome in self.outcomes)
        return {kind: found[kind] for kind in KINDS}

    @property
    def is_right(self) -> bool:
        """Whether no row is wrong."""
        return not self.counts[WRONG]

    @property
    def mark(self) -> str:
        """Tells whether what would be written is still what a person was shown."""
        said = hashlib.sha256()
        for o in self.outcomes:
            said.update(repr((o.place, o.kind, o.held.pk if o.held else 0, o.stated and o.stated.content)).encode())
        return said.hexdigest()

    @property
    def to_write(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind in (NEW, CHANGED)]
