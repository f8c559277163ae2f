"""Figures of a page, gathered into entries: one for each indicator, place and category, with what belongs beside it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .progress import Parts, Progress, against_target, divisions, share_of_base, since_baseline
from .relations import relation_rows
from .rows import FigureRow

# Which figure leads an entry, where there are several: what was delivered before what was promised.
LEADING_ROLES = ("actual", "commitment", "target", "baseline")


@dataclass(frozen=True, slots=True)
class Entry:
    """The leading figure of an indicator in a place, and beside it the other roles, its parts and its progress."""

    figure: FigureRow
    others: list[FigureRow]
    parts: list[Parts]
    progress: list[Progress]

    def of_role(self, role: str) -> FigureRow | None:
        return next((row for row in (self.figure, *self.others) if row.role == role), None)

    @property
    def beside(self) -> list[FigureRow]:
        """The other roles that no progress measures against and so names."""
        named = {progress.of.figure_id for progress in self.progress if progress.quantity}
        return [row for row in self.others if row.figure_id not in named]

    @property
    def no_progress(self) -> str:
        """Why there is none to show; empty where there is some."""
        if self.progress or self.parts:
            return ""
        if self.figure.value is None:
            return _("no number given")
        if self.figure.role == "actual":
            return _("no target or base stated")
        if self.figure.role == "baseline":
            return _("no later figure stated")
        return _("no result stated")


@dataclass(frozen=True, slots=True)
class ProgramSection:
    """Entries of one program. `slug` is None for the strategy's context."""

    slug: str | None
    name: str | None
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class LineSection:
    """Programs of one line of action. `number` is None for the strategy's context."""

    number: int | None
    name: str | None
    programs: list[ProgramSection] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        return [entry for program in self.programs for entry in program.entries]


def entries_of(rows: Iterable[FigureRow], day: dt.date | None, *, parts_apart: bool = False) -> list[Entry]:
    """Entries of these figures in their order, with one query for the relations of all.

    A figure that is part of another one shown stands within that one's entry and has none of its own, unless
    `parts_apart`.
    """
    rows = list(rows)
    relations = relation_rows([row.figure_id for row in rows], day) if rows else []
    shown = {row.figure_id for row in rows}
    within = {
        relation.from_figure.figure_id
        for relation in relations
        if relation.kind == "component_of" and relation.to_figure.figure_id in shown and not parts_apart
    }
    parts, bases = defaultdict(list), defaultdict(list)
    for relation in relations:
        if relation.kind == "component_of":
            parts[relation.to_figure.figure_id].append(relation.from_figure)
        elif relation.kind == "share_of":
            bases[relation.from_figure.figure_id].append((relation.to_figure, relation.note))

    series = defaultdict(list)
    for row in rows:
        if row.figure_id not in within:
            series[row.series].append(row)
    return [entry_of(group, parts, bases) for group in series.values()]


def entry_of(group: list[FigureRow], parts: dict, bases: dict) -> Entry:
    group = sorted(group, key=lambda row: LEADING_ROLES.index(row.role))
    lead, *others = group
    progress = [share_of_base(lead, base, note) for base, note in bases[lead.figure_id]]
    if lead.role == "actual":
        progress += [against_target(lead, other) for other in others if other.role == "target"]
        progress += [since_baseline(other, lead) for other in others if other.role == "baseline"]
    own = parts[lead.figure_id]
    return Entry(lead, others, divisions(lead, own), progress)


def by_line(entries: list[Entry]) -> list[LineSection]:
    """Entries under their programs and lines of action, in their order."""
    lines: dict = {}
    for entry in entries:
        row = entry.figure
        line = lines.setdefault(row.line_number, LineSection(row.line_number, row.line_name))
        if not line.programs or line.programs[-1].slug != row.program_slug:
            line.programs.append(ProgramSection(row.program_slug, row.program_name, []))
        line.programs[-1].entries.append(entry)
    return list(lines.values())


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source note at the foot of a page."""

    number: int
    slug: str
    text: str


class Notes:
    """Numbers the sources of a page in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, Note] = {}

    def number(self, row) -> int | None:
        """The number of the source that states `row`; None where it has none."""
        if row.source_slug is None:
            return None
        fresh = Note(len(self._numbers) + 1, row.source_slug, row.source_title)
        return self._numbers.setdefault(row.source_slug, fresh).number

    def listed(self) -> list[Note]:
        return list(self._numbers.values())
