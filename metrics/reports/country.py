"""A country's dashboard: what stands for it now, or stood on a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from metrics.models import CurrentFigure
from programs.models import Country, Program
from programs.territories import country_name

from .entries import Entry, LineSection, by_line, entries_of
from .findings import open_findings
from .milestones import MilestoneRow, milestone_rows
from .places import Group, groups_of
from .rows import FigureRow, figure_rows, in_reading_order

PER_PAGE = 100
HEADLINES = 6


@dataclass(frozen=True, slots=True)
class ProgramLink:
    line_number: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class UpdateLink:
    slug: str
    title: str
    published_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CountryReport:
    """`lines` holds the entries of page `page`; `total` counts the figures of all pages."""

    code: str
    name: str
    headlines: list[Entry]
    lines: list[LineSection]
    milestones: list[MilestoneRow]
    without_figures: list[ProgramLink]
    newest_update: UpdateLink | None
    groups: list[Group]
    open_findings: int
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def shared(self) -> list[Entry]:
        """Entries that cover other countries too."""
        return [entry for line in self.lines for entry in line.entries if entry.figure.is_shared]


def current_in(code: str, day: dt.date | None) -> QuerySet:
    """Pointers to the figures that stand for a country."""
    return CurrentFigure.objects.as_of(day).filter(country=code)


def rows(pointers: QuerySet, day: dt.date | None) -> Iterator[FigureRow]:
    """All figures of a country's pages in their order, for files."""
    return figure_rows(pointers.order_by(*in_reading_order("figure__")), "figure__", day)


def headlines_of(entries: list[Entry]) -> list[Entry]:
    """Up to six figures to lead with: results of this country alone, one a program, those with progress first."""
    alone = [
        entry
        for entry in entries
        if not entry.figure.is_shared and entry.figure.role == "actual" and entry.figure.value is not None
    ]
    alone.sort(key=lambda entry: (entry.figure.line_number is None, not entry.progress))
    chosen: dict = {}
    for entry in alone:
        chosen.setdefault(entry.figure.program_slug or entry.figure.indicator_slug, entry)
    return list(chosen.values())[:HEADLINES]


def newest_update_of(pointers: QuerySet) -> UpdateLink | None:
    """The update that published the newest of these current figures."""
    newest = pointers.order_by("-figure__published_at", "-figure__pk").values_list(
        "figure__update__slug", "figure__update__title", "figure__published_at"
    )
    return next((UpdateLink(*values) for values in newest[:1]), None)


def programs_without_figures(code: str, day: dt.date | None) -> list[ProgramLink]:
    measured = current_in(code, day).filter(indicator__program=OuterRef("pk"))
    programs = Program.objects.filter(~Exists(measured), countries=code).order_by("line__number", "position", "pk")
    return [ProgramLink(*values) for values in programs.values_list("line__number", "slug", "name")]


def report(code: str, day: dt.date | None, pointers: QuerySet | None = None, page: int = 1) -> CountryReport | None:
    """The dashboard of the country with this alpha-3 code; None where there is no such country or page.

    `pointers` are those of `current_in(code, day)` that a reader's filters keep; None keeps all.
    """
    if pointers is None:
        pointers = current_in(code, day)
    first = (page - 1) * PER_PAGE
    ordered = pointers.order_by(*in_reading_order("figure__"))
    shown = list(figure_rows(ordered[first : first + PER_PAGE], "figure__", day))
    if not shown and (page > 1 or not Country.objects.filter(pk=code).exists()):
        return None
    # Counting is only needed where this page does not tell by itself.
    total = len(shown) if page == 1 and len(shown) < PER_PAGE else pointers.count()
    entries = entries_of(shown, day)
    return CountryReport(
        code=code,
        name=country_name(code),
        headlines=headlines_of(entries) if page == 1 else [],
        lines=by_line(entries),
        milestones=milestone_rows(day, countries=code) if page == 1 else [],
        without_figures=programs_without_figures(code, day) if page == 1 else [],
        newest_update=newest_update_of(current_in(code, day)),
        groups=groups_of(shown),
        open_findings=open_findings(day, code) if page == 1 else 0,
        total=total,
        page=page,
    )
