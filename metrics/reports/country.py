"""A country's dashboard: what stands for it now, or stood on a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Window

from metrics.models import CurrentFigure
from programs.languages import localized
from programs.models import Country, Participation, Program
from programs.territories import country_name

from .due import next_due, reports_in_time
from .entries import Entry, LineSection, by_line, entries_of
from .findings import open_count
from .milestones import MilestoneRow, milestone_rows
from .money import Money, money_of
from .places import Group, groups_of
from .rows import FigureRow, figure_rows, in_reading_order

PER_PAGE = 100
# At least so many where the country has them, at most so many.
FEWEST_HEADLINES, HEADLINES = 3, 6


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
    """`lines` holds the entries of page `page`; `total` counts the figures of all pages.

    `next_due` is the first day by which another report of what is shown is awaited; None where none is.
    `funders` are short names of those who fund the programs that a figure of money on this page belongs to.
    """

    code: str
    name: str
    headlines: list[Entry]
    lines: list[LineSection]
    milestones: list[MilestoneRow]
    without_figures: list[ProgramLink]
    funders: dict[str | None, list[str]]
    newest_update: UpdateLink | None
    groups: list[Group]
    open_findings: int
    next_due: dt.date | None
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def shared(self) -> list[Entry]:
        """Entries that cover other countries too."""
        return [entry for line in self.lines for entry in line.entries if entry.figure.is_shared]

    @property
    def money(self) -> Money:
        """What this page's figures say of money. Context, such as trade, is nobody's program and left out."""
        entries = [entry for line in self.lines if line.number is not None for entry in line.entries]
        return money_of(entries, self.funders, self.pages > 1)


def current_in(code: str, day: dt.date | None) -> QuerySet:
    """Pointers to the figures that stand for a country."""
    return CurrentFigure.objects.as_of(day).filter(country=code)


def rows(pointers: QuerySet, day: dt.date | None) -> Iterator[FigureRow]:
    """All figures of a country's pages in their order, for files."""
    return figure_rows(pointers.order_by(*in_reading_order("figure__")), "figure__", day)


def headlines_of(entries: list[Entry]) -> list[Entry]:
    """Figures to lead with: results of this country alone, one a program, those with progress first; six at most.

    Where they are fewer than three, others of the same programs follow.
    """
    alone = [
        entry
        for entry in entries
        if not entry.figure.is_shared and entry.figure.role == "actual" and entry.figure.value is not None
    ]
    alone.sort(key=lambda entry: (entry.figure.line_number is None, not entry.progress))
    chosen: dict = {}
    for entry in alone:
        chosen.setdefault(entry.figure.program_slug or entry.figure.indicator_slug, entry)
    leading = list(chosen.values())[:HEADLINES]
    others = [entry for entry in alone if entry not in leading]
    return leading + others[: max(0, FEWEST_HEADLINES - len(leading))]


def newest_update_of(pointers: QuerySet) -> UpdateLink | None:
    """The update that published the newest of these current figures."""
    return next((UpdateLink(*values) for values in newest_first(pointers)[:1]), None)


def newest_update_and_total(pointers: QuerySet) -> tuple[UpdateLink | None, int]:
    """The same, and how many figures they are, in one query."""
    found = newest_first(pointers.annotate(total=Window(Count("pk"))), "total")[:1]
    return next(((UpdateLink(*values), total) for *values, total in found), (None, 0))


def newest_first(pointers: QuerySet, *more: str) -> QuerySet:
    fields = ("figure__update__slug", localized("figure__update__title"), "figure__published_at")
    return pointers.order_by("-figure__published_at", "-figure__pk").values_list(*fields, *more)


def update_of(row: FigureRow) -> UpdateLink:
    return UpdateLink(row.update_slug, row.update_title, row.published_at)


def programs_and_funders(
    code: str, day: dt.date | None, paid: set[str | None]
) -> tuple[list[ProgramLink], dict[str | None, list[str]]]:
    """The country's programs without a current figure, and who funds the programs `paid`, by slug; in one query."""
    measured = current_in(code, day).filter(indicator__program=OuterRef("pk"))
    here = Program.countries.through.objects.filter(program=OuterRef("pk"), country=code)
    funding = FilteredRelation("participations", condition=Q(participations__role=Participation.Role.FUNDER))
    programs = Program.objects.annotate(without=Exists(here) & ~Exists(measured), funding=funding)
    found = programs.filter(Q(without=True) | Q(slug__in=paid)).order_by(
        "line__number", "position", "pk", "funding__organization__name"
    )
    without: dict[str, ProgramLink] = {}
    funders: dict[str | None, list[str]] = {}
    funder = "funding__organization__"
    names = (
        *("line__number", "slug", localized("name"), "without"),
        *(localized(f"{funder}acronym", marked=False), localized(f"{funder}name")),
    )
    for number, slug, name, is_without, acronym, organization in found.values_list(*names):
        if is_without:
            without.setdefault(slug, ProgramLink(number, slug, name))
        if organization:
            funders.setdefault(slug, []).append(acronym or organization)
    return list(without.values()), funders


def findings_and_next_due(code: str, day: dt.date | None) -> tuple[int, dt.date | None]:
    """How many findings are open in the country, and by when its next report is due, in one query."""
    asked = {"open": open_count(day, code), **reports_in_time(current_in(code, day), day)}
    row = Country.objects.filter(pk=code).annotate(**asked).values(*asked).first()
    return (row["open"], next_due(row)) if row else (0, None)


def report(code: str, day: dt.date | None, pointers: QuerySet | None = None, page: int = 1) -> CountryReport | None:
    """The dashboard of the country with this alpha-3 code; None where there is no such country or page.

    `pointers` are those of `current_in(code, day)` that a reader's filters keep; None, which is quicker, keeps all.
    """
    everything = current_in(code, day)
    first = (page - 1) * PER_PAGE
    ordered = (everything if pointers is None else pointers).order_by(*in_reading_order("figure__"))
    shown = list(figure_rows(ordered[first : first + PER_PAGE], "figure__", day))
    if not shown and (page > 1 or not Country.objects.filter(pk=code).exists()):
        return None
    # Asking is only needed where this page does not tell by itself.
    is_whole = page == 1 and len(shown) < PER_PAGE
    if is_whole and pointers is None:
        newest = max(shown, key=lambda row: (row.published_at, row.figure_id), default=None)
        newest_update, total = update_of(newest) if newest else None, len(shown)
    elif pointers is None:
        newest_update, total = newest_update_and_total(everything)
    else:
        newest_update, total = newest_update_of(everything), len(shown) if is_whole else pointers.count()
    entries = entries_of(shown, day)
    paid = {row.program_slug for row in shown if row.unit_kind == "money"}
    findings, due = findings_and_next_due(code, day) if page == 1 else (0, None)
    without, funders = programs_and_funders(code, day, paid) if page == 1 or paid else ([], {})
    return CountryReport(
        code=code,
        name=country_name(code),
        headlines=headlines_of(entries) if page == 1 else [],
        lines=by_line(entries),
        milestones=milestone_rows(day, countries=code) if page == 1 else [],
        without_figures=without if page == 1 else [],
        funders=funders,
        newest_update=newest_update,
        groups=groups_of(shown),
        open_findings=findings,
        next_due=due,
        total=total,
        page=page,
    )
