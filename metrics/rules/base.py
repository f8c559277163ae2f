"""What rules see and what they say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from metrics.reports.rows import FigureRow
from metrics.statements import Bounds

from .sentences import Sentence

# Gravest first. An error cannot be true as it stands; a warning may be; a notice asks for a second look.
SEVERITIES = ("error", "warning", "notice")

# Values that grow with what they cover. A share or a rate of a part may well exceed that of the whole.
EXTENSIVE = ("count", "money")


@dataclass(frozen=True, slots=True)
class Case:
    """A figure in force, with what rules need beside its row.

    `stated_on` is the date of its source; `reference_date` orders the figures of a series; `members` are the countries
    of its group; `breakdown` is what its category is part of; `usual_unit` is the code of its indicator's unit;
    `frequency` is how often its indicator is reported, "irregular" where no more reports are due; `root` is the first
    figure of its chain of corrections, its own key where there is none; `newer` is what the newest copy of its source
    has where that no longer bears it out (wrong_value, not_found…); `replaced` is the figure that it supersedes.
    """

    row: FigureRow
    accumulation: str
    reference_date: dt.date
    stated_on: dt.date | None
    usual_unit: str
    root: int
    frequency: str = "irregular"
    breakdown: int | None = None
    members: frozenset[str] = frozenset()
    newer: str = ""
    replaced: FigureRow | None = None
    replaced_stated_on: dt.date | None = None

    @property
    def id(self) -> int:
        return self.row.figure_id

    @property
    def near(self) -> Bounds:
        """The values that its words allow, with "nearly" and "about" reaching as far as the language lets them."""
        return self.row.quantity.vicinity()

    @property
    def period(self) -> tuple[dt.date | None, dt.date | None]:
        return self.row.period_start, self.row.period_end

    @property
    def has_period(self) -> bool:
        return self.period != (None, None)

    @property
    def moment(self) -> tuple:
        """What two figures share that speak of the same time: the period or, where none is stated, its date."""
        return self.period if self.has_period else (None, self.reference_date)

    @property
    def identity(self) -> tuple:
        row = self.row
        return row.role, row.place_key, row.category_slug, *self.period

    @property
    def places(self) -> frozenset[str]:
        """Codes of the countries it covers; empty for the world."""
        return self.members if self.row.coverage == "group" else frozenset(self.row.countries)

    @property
    def is_extensive(self) -> bool:
        return self.row.unit_kind in EXTENSIVE


def lies_within(place: Case, wider: Case) -> bool:
    """Whether the place of one figure is a proper part of the other's."""
    if wider.row.coverage == "global":
        return place.row.coverage != "global"
    return bool(place.places) and place.places < wider.places


def surely_larger(a: Case, b: Case) -> bool:
    """Whether every value that a's words allow exceeds every one that b's allow."""
    return b.near.lies_below(a.near)


def disagree(a: Case, b: Case) -> bool:
    """Whether no value satisfies the words of both."""
    return not a.near.meets(b.near)


@dataclass(frozen=True, slots=True)
class Relation:
    """A declared relation, by the keys of its two figures."""

    kind: str
    from_id: int
    to_id: int


class Declared:
    """The declared relations of all figures, by their keys."""

    def __init__(self, relations: Iterable[Relation] = ()):
        self.incoming: dict[int, list[Relation]] = defaultdict(list)
        self._pairs: set[tuple[int, int]] = set()
        self._wholes: dict[int, list[int]] = defaultdict(list)
        for relation in relations:
            self.incoming[relation.to_id].append(relation)
            self._pairs.add((relation.from_id, relation.to_id))
            if relation.kind in ("component_of", "subset_of"):
                self._wholes[relation.from_id].append(relation.to_id)

    def relates(self, a: Case, b: Case) -> bool:
        """Whether a person has declared how the two belong together."""
        return (a.id, b.id) in self._pairs or (b.id, a.id) in self._pairs

    def between(self, cases: Iterable[Case]) -> list[tuple[str, int, int]]:
        """(kind, root, root) of the relations among these figures, in a fixed order."""
        by_id = {case.id: case for case in cases}
        return sorted(
            (relation.kind, by_id[relation.from_id].root, by_id[to_id].root)
            for to_id in by_id
            for relation in self.incoming.get(to_id, ())
            if relation.from_id in by_id
        )

    def wholes_of(self, case: Case) -> list[int]:
        """Keys of the figures that this one is declared to be part of."""
        return self._wholes.get(case.id, [])


@dataclass(frozen=True)
class Together:
    """The figures of one indicator."""

    cases: list[Case]
    declared: Declared

    @cached_property
    def valued(self) -> list[Case]:
        return [case for case in self.cases if case.row.value is not None]

    @cached_property
    def identities(self) -> list[list[Case]]:
        """Statements of one identity each, the preferred one first."""
        found = defaultdict(list)
        for case in self.valued:
            found[case.identity].append(case)
        return [sorted(rivals, key=lambda case: (case.row.rank != "preferred", case.id)) for rivals in found.values()]

    @cached_property
    def series(self) -> list[list[Case]]:
        """For each role, place and category the figures gone by, one for each identity, oldest first."""
        found = defaultdict(list)
        for leader, *_ in self.identities:
            found[leader.identity[:3]].append(leader)
        return [sorted(cases, key=lambda case: (case.reference_date, case.id)) for cases in found.values()]

    def consecutive(self) -> Iterator[tuple[Case, Case]]:
        """Each figure of a series with the one that follows it."""
        for cases in self.series:
            for before, after in pairwise(cases):
                if before.row.unit_code == after.row.unit_code:
                    yield before, after


@dataclass(frozen=True)
class Related:
    """A figure with all figures that are declared to add up to it, lie within it or be a share of it."""

    whole: Case
    parts: list[tuple[str, Case]]

    def of_kind(self, kind: str) -> list[Case]:
        return [case for found, case in self.parts if found == kind]


class Said(NamedTuple):
    """What a check yields: a sentence with the words of both sides, and the figures concerned, side by side.

    What it is about names the finding for good, whatever it says of it: the figures in `about` (all of `cases` where
    that is None), by the first of their chains of corrections, and `mark`, which tells it from others about the same.
    `beside` are figures shown with them that are no longer in force. It holds from `first_day`, where there is one,
    and no longer on `until_day`.
    """

    sentence: Sentence
    cases: list[Case]
    about: list[Case] | None = None
    mark: str = ""
    beside: tuple[FigureRow, ...] = ()
    first_day: dt.date | None = None
    until_day: dt.date | None = None


Says = Iterator[Said]


@dataclass(frozen=True, slots=True)
class Rule:
    """`scope` says what `check` is given: one figure, the figures of one indicator, or a figure with its parts."""

    id: str
    title: str
    severity: str
    explanation: str
    concerns: str
    scope: str
    check: Callable[..., Says]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return SEVERITIES.index(self.severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction: what it is, why it matters and what to do, and the figures concerned, side by side.

    `key` names it as long as it is about the same, through corrections of its figures. `facts` is what the rule looked
    at (metrics/rules/facts.py), and `fingerprint` differs where they do. It belongs to `indicator_id`. On days before
    `first_day`, or from `until_day` on, it does not hold; None sets no limit.
    """

    rule: Rule
    sentence: Sentence
    figures: list[FigureRow] = field(default_factory=list)
    key: str = ""
    fingerprint: str = ""
    facts: dict = field(default_factory=dict)
    indicator_id: int = 0
    first_day: dt.date | None = None
    until_day: dt.date | None = None

    @property
    def message(self) -> str:
        """In the active language."""
        return str(self.sentence)

    def holds_on(self, day: dt.date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (self.until_day is None or day < self.until_day)
