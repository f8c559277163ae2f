"""A candidate of an archived text in terms of the database, with the indicators it may be of; and what is open."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext

from metrics.intake.naming import name_for
from metrics.models import (
    Archive,
    ArchivedCandidates,
    ArchivedPart,
    Category,
    Dismissal,
    Figure,
    Indicator,
    Source,
    Unit,
)
from programs.models import CountryGroup, Program

# A field is explicit where the extraction is at least so sure of it.
SURE = 0.8
LARGEST = Decimal(10) ** 12
# Candidates of one page, more only where parts stay with their total.
A_PAGE = 40
REASONED = ("value", "qualifier", "unit", "countries", "period")

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure holds; `coverage` is empty where that is not known."""

    coverage: str = ""
    codes: tuple[str, ...] = ()
    group: CountryGroup | None = None

    @property
    def key(self) -> str:
        return Figure.place_key_of(self.coverage, self.codes, self.group and self.group.slug) if self.coverage else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An indicator that a candidate may be of. `is_role_sure` where no other role is likely. `previous` is the
    published figure it would follow; `rival` one that states the same already: same indicator, role, period, place and
    category.
    """

    indicator: Indicator
    role: str
    category: Category | None
    why: tuple[str, ...]
    is_role_sure: bool = True
    previous: Figure | None = None
    rival: Figure | None = None


@dataclass(frozen=True)
class Proposal:
    """A candidate. `start` to `end` are its words in the archive, `words` those that its citation quotes, `stated`
    those of the number in its sentence, `near` those around them. `kind` is that of its unit, also where the unit is
    none that the database knows.

    `relations` are (kind, key of the other candidate, note), `related_from` those of others to it, (key, kind, note).
    `steps`, `because` and `confidence` say how the extraction came to each of REASONED.
    """

    start: int
    end: int
    words: str
    stated: str
    section: str
    sentence: str
    near: str
    source: Source
    value: Decimal
    value_max: Decimal | None
    qualifier: str
    unit: Unit | None
    kind: str
    unit_as_stated: str
    place: Place
    period_start: dt.date | None
    period_end: dt.date | None
    period_as_stated: str
    steps: Mapping[str, str]
    because: Mapping[str, str]
    confidence: Mapping[str, float]
    relations: tuple[tuple[str, Key, str], ...]
    related_from: tuple[tuple[Key, str, str], ...]
    # What its words say it is, and the word that says so; an actual value where none does.
    role: str = Figure.Role.ACTUAL
    role_word: str = ""
    # The few words at the number, and what stands before it in its paragraph.
    beside: str = ""
    before: str = ""
    offers: tuple[Offer, ...] = ()
    is_matched: bool = False
    # The program that a new indicator of it would be of.
    program: Program | None = None

    @property
    def key(self) -> Key:
        return self.start, self.end

    @property
    def new_name(self) -> str:
        """What a new indicator of it may be called; a bare noun such as "People" says of which program."""
        name = name_for(self.sentence, self.stated, self.unit_as_stated)
        if self.program and len(name.split()) < 2:
            name = f"{name or (self.unit.plural.capitalize() if self.unit else 'Number')}: {self.program.name}"
        return name[:200]

    @property
    def code(self) -> str:
        """The key as forms send it."""
        return f"{self.start}-{self.end}"

    @cached_property
    def lacks(self) -> list[str]:
        """What keeps it from being accepted as it is."""
        return self.lacking(has_indicator=bool(self.offers))

    def lacking(self, *, has_indicator: bool) -> list[str]:
        """What keeps it from being accepted, where an indicator is chosen for it or none is."""
        found = []
        if self.value_max is not None:
            found.append(gettext("one value: its words give a range"))
        if self.value >= LARGEST or self.value != round(self.value, 3):
            found.append(gettext("a value of at most 15 digits, three of them decimals"))
        if not self.place.coverage:
            found.append(gettext("a place"))
        if not has_indicator:
            found.append(gettext("an indicator"))
        return found

    @property
    def is_explicit(self) -> bool:
        """Whether the text states every field, and there is one clear match that nobody has stated already."""
        return (
            not self.lacks
            and self.is_matched
            and self.unit is not None
            and self.offers[0].rival is None
            and self.offers[0].is_role_sure
            and bool(self.period_start or self.period_end)
            # "This fiscal year" is counted from a date that the words do not give.
            and any(char.isdigit() for char in self.period_as_stated)
            and all(self.confidence.get(name, 0) >= SURE for name in REASONED)
        )

    @property
    def period_note(self) -> str:
        """How dates came from words that name no year."""
        words = self.period_as_stated
        if not (self.period_start or self.period_end) or not words or any(c.isdigit() for c in words):
            return ""
        on = self.source.stated_on
        return f"“{words}”, counted from the date of the source{f', {on:%B} {on.day}, {on.year}' if on else ''}."

    def unit_for(self, indicator: Indicator) -> Unit:
        return self.unit if self.unit and self.unit.kind == indicator.unit.kind else indicator.unit

    def role_for(self, indicator: Indicator) -> str:
        return next((o.role for o in self.offers if o.indicator.pk == indicator.pk), self.role)

    def category_for(self, indicator: Indicator) -> Category | None:
        return next((o.category for o in self.offers if o.indicator.pk == indicator.pk), None)

    @property
    def proposed(self) -> dict[str, str]:
        """Its fields as plain text, as Acceptance keeps them."""
        first = self.offers[0] if self.offers else None
        return {
            "indicator": first.indicator.slug if first else "",
            "role": first.role if first else self.role,
            "value": f"{self.value.normalize():f}" if self.value_max is None else "",
            "qualifier": self.qualifier,
            "unit": (self.unit_for(first.indicator) if first else self.unit).code if first or self.unit else "",
            "place": self.place.key,
            "category": first.category.slug if first and first.category else "",
            "period_start": self.period_start.isoformat() if self.period_start else "",
            "period_end": self.period_end.isoformat() if self.period_end else "",
            "section": self.section,
            "as_stated": self.words,
        }


@dataclass(frozen=True)
class Proposals:
    """What is open of an archive, and what is not: spans that figures cite, and that people dismissed.

    `open` are those that were asked for, `sets` the keys of all: parts with their total, every other one by itself.
    """

    archive: Archive
    parts: list[ArchivedPart]
    reading: ArchivedCandidates
    open: list[Proposal]
    sets: list[list[Key]]
    tracked: list[Key]
    dismissed: list[Dismissal]
    left_out: list[dict]

    def source_at(self, start: int, end: int) -> Source:
        """The source that says what stands there: the innermost part that holds it."""
        inside = [part for part in self.parts if part.start <= start and end <= part.end]
        return min(inside, key=lambda part: part.end - part.start).source if inside else self.archive.source

    @property
    def is_readable(self) -> bool:
        return self.reading.candidates is not None

    @property
    def keys(self) -> list[Key]:
        """All that wait, in the order of the text."""
        return sorted(key for those in self.sets for key in those)

    @cached_property
    def together(self) -> list[list[Proposal]]:
        """The sets that were asked for as a whole."""
        by_key = {proposal.key: proposal for proposal in self.open}
        return [[by_key[key] for key in those] for those in self.sets if all(key in by_key for key in those)]

    @cached_property
    def explicit(self) -> list[Proposal]:
        """Those of `open` that can be accepted unseen: parts only with their total, and none of several that would be
        the same statement.
        """
        same = Counter(identity_of(p, p.offers[0].indicator) for p in self.open if p.offers)
        sure = {p.key for p in self.open if p.is_explicit and same[identity_of(p, p.offers[0].indicator)] == 1}
        return [proposal for those in self.together if {p.key for p in those} <= sure for proposal in those]


def sets_of(keys: Sequence[Key], totals: Mapping[Key, Key]) -> list[list[Key]]:
    """Parts with their total, in the order of the text; every other candidate by itself. `totals` is what each part
    adds up to.
    """
    here = set(keys)
    sets: dict[Key, list[Key]] = {}
    for key in keys:
        head, seen = key, {key}
        while totals.get(head) in here and totals[head] not in seen:
            head = totals[head]
            seen.add(head)
        sets.setdefault(head, []).append(key)
    return list(sets.values())


def paged(sets: Sequence[list[Key]]) -> list[list[list[Key]]]:
    """The sets in pages of about A_PAGE candidates; at least one, which may be empty."""
    pages: list[list[list[Key]]] = [[]]
    for those in sets:
        if sum(map(len, pages[-1])) >= A_PAGE:
            pages.append([])
        pages[-1].append(those)
    return pages


def identity_of(proposal: Proposal, indicator: Indicator) -> tuple:
    """What makes two statements rivals."""
    return (
        indicator.pk,
        proposal.role_for(indicator),
        proposal.place.key,
        proposal.category_for(indicator),
        proposal.period_start,
        proposal.period_end,
    )
