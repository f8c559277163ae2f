"""What of a country's report a brief shows, cut by one rule, and the numbers of its source notes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from metrics.reports.country import CountryReport, ProgramLink
from metrics.reports.entries import Entry, LineSection, by_line
from metrics.reports.milestones import MilestoneRow
from metrics.reports.places import Group
from metrics.reports.rows import FigureRow


@dataclass(frozen=True, slots=True)
class Shown:
    """The first entries, milestones, programs and groups of a report, and how many of each were left out.

    `own` are figures of the country alone, `shared` those that cover others, too.
    """

    report: CountryReport
    own: list[LineSection]
    shared: list[LineSection]
    milestones: list[MilestoneRow]
    without_figures: list[ProgramLink]
    groups: list[Group]
    left_out: dict[str, int]

    @property
    def entries(self) -> list[Entry]:
        return [entry for line in (*self.own, *self.shared) for entry in line.entries]

    @property
    def rows(self) -> list[FigureRow]:
        """Every figure that the tables show."""
        return [row for entry in self.entries for row in (entry.figure, *entry.others)]


def shown_of(report: CountryReport, share: float) -> Shown:
    """The first `share` (of 1) of everything in reading order, at least one of each."""
    entries = [entry for line in report.lines for entry in line.entries]
    lists: dict[str, list] = {
        "own": [entry for entry in entries if not entry.figure.is_shared],
        "shared": [entry for entry in entries if entry.figure.is_shared],
        "milestones": report.milestones,
        "without_figures": report.without_figures,
        "groups": report.groups,
    }
    kept = {name: items[: ceil(len(items) * share)] for name, items in lists.items()}
    left_out = {name: len(items) - len(kept[name]) for name, items in lists.items()}
    own, shared = by_line(kept.pop("own")), by_line(kept.pop("shared"))
    return Shown(report=report, own=own, shared=shared, left_out=left_out, **kept)


def cited_in(shown: Shown) -> Iterator[Any]:
    """All that has a source note, in the order in which it is first read: figures, sides of relations, milestones."""
    for entry in (*shown.report.headlines, *shown.entries):
        yield entry.figure
        yield from entry.others
        yield from (progress.of for progress in entry.progress)
        yield from (part for parts in entry.parts for part in parts.parts)
    yield from shown.milestones


def sources_of(report: CountryReport) -> set[str]:
    """Slugs of all sources that a brief of this report may name."""
    return {row.source_slug for row in cited_in(shown_of(report, 1)) if row.source_slug}


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: one section of a source, and the words there that figures of the brief rest on."""

    number: int
    source: str
    section: str
    words: list[str]


class Notes:
    """Numbers the sections that a brief cites, source by source, each in the order in which it is first cited."""

    def __init__(self, cited: Iterable[Any]) -> None:
        found: dict[str, dict[str, list[str]]] = {}
        for row in cited:
            if row.source_slug:
                words = found.setdefault(row.source_slug, {}).setdefault(row.section or "", [])
                if row.as_stated and row.as_stated not in words:
                    words.append(row.as_stated)
        self._notes = {
            (source, section): Note(0, source, section, words)
            for source, sections in found.items()
            for section, words in sections.items()
        }
        for number, (key, note) in enumerate(self._notes.items(), start=1):
            self._notes[key] = replace(note, number=number)

    def number(self, row) -> int | None:
        """The number of the note of a figure, side of a relation or milestone; None where it has no source."""
        return self._notes[row.source_slug, row.section or ""].number if row.source_slug else None

    def by_source(self) -> dict[str, list[Note]]:
        found: dict[str, list[Note]] = {}
        for note in self._notes.values():
            found.setdefault(note.source, []).append(note)
        return found
