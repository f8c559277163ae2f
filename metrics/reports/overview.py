"""The overview and the list of countries: how the strategy stands, and where there are figures, by line of action."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Count, Q, Value, When

from metrics.models import CurrentFigure, Figure
from programs.languages import as_expression, localized
from programs.models import Country, LineOfAction, Program, Strategy
from programs.territories import country_name

from .due import next_due, reports_in_time
from .findings import open_count
from .measured import Measured, by_cell, figures_of, measured_of, pairs
from .milestones import MilestoneRow, milestone_rows
from .recent import Change, UpdateSummary, changes_of, newest_updates, successions
from .rows import FIGURE_FIELDS, FigureRow, FigureRows, figure_rows, in_reading_order
from .standing import Standing, counted, standing_of

RECENT = 6
WORLD = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """How many series of a country and line have a current figure, and how many of those are shared.

    `measured` is one of them with its progress; None where nothing measures any, or nothing can be computed.
    """

    figures: int
    shared: int
    measured: Measured | None = None

    @property
    def own(self) -> int:
        return self.figures - self.shared


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`cells` runs along the lines of action; None where nothing is reported. `context` is outside any line."""

    code: str
    name: str
    cells: list[Cell | None]
    context: Cell | None

    @property
    def figures(self) -> int:
        return sum(cell.figures for cell in (*self.cells, self.context) if cell)

    @property
    def shared(self) -> int:
        return sum(cell.shared for cell in (*self.cells, self.context) if cell)

    @property
    def own(self) -> int:
        return self.figures - self.shared


@dataclass(frozen=True, slots=True)
class LineLink:
    """`active` of its `programs` are under way."""

    number: int
    name: str
    summary: str
    programs: int
    active: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`world` are current figures of no country; `updates` are the last rounds, `changes` the last of what stands."""

    strategy_name: str
    strategy_acronym: str
    summary: str
    mandate: str
    mandate_on: dt.date | None
    launched_on: dt.date | None
    lines: list[LineLink]
    matrix: list[MatrixRow]
    standing: Standing
    updates: list[UpdateSummary]
    changes: list[Change]
    open_findings: int
    next_due: dt.date | None
    milestones: list[MilestoneRow]
    world: list[FigureRow]

    @property
    def programs(self) -> int:
        return sum(line.programs for line in self.lines)

    @property
    def active(self) -> int:
        """Programs under way."""
        return sum(line.active for line in self.lines)

    @property
    def with_own(self) -> list[MatrixRow]:
        """Countries that some figure covers alone."""
        return [row for row in self.matrix if row.own]

    @property
    def only_shared(self) -> list[MatrixRow]:
        """Countries that are only covered together with others."""
        return [row for row in self.matrix if not row.own]


def rows(day: dt.date | None) -> Iterator[FigureRow]:
    """Every figure in force, each once, for files."""
    return figure_rows(Figure.objects.as_of(day).order_by(*in_reading_order()), day=day)


def cell_counts(day: dt.date | None) -> dict[str, dict[int | None, tuple[int, int]]]:
    """By country (alpha-3) and number of the line (None: context): how many figures, and how many of them shared."""
    counts = (
        CurrentFigure.objects.as_of(day)
        .filter(country__isnull=False)
        .values_list("country", "indicator__program__line__number")
        .annotate(figures=Count("pk"), shared=Count("pk", filter=~Q(figure__coverage=Figure.Coverage.SINGLE)))
        .order_by("country")
    )
    found: dict[str, dict[int | None, tuple[int, int]]] = {}
    for code, number, figures, shared in counts:
        found.setdefault(code, {})[number] = figures, shared
    return found


def matrix(
    day: dt.date | None, numbers: list[int], measured: dict[tuple[str, int | None], Measured | None] | None = None
) -> list[MatrixRow]:
    """Countries with current figures, by name; `numbers` are the lines of action, in the order of cells."""
    measured = measured or {}

    def row_of(code: str, by_number: dict[int | None, tuple[int, int]]) -> MatrixRow:
        cells = {number: Cell(*counts, measured.get((code, number))) for number, counts in by_number.items()}
        return MatrixRow(code, country_name(code), [cells.get(number) for number in numbers], cells.get(None))

    found = [row_of(code, by_number) for code, by_number in cell_counts(day).items()]
    return sorted(found, key=lambda row: row.name)


def under_way(prefix: str = "") -> Count:
    return Count(f"{prefix}programs", filter=Q(**{f"{prefix}programs__status": Program.Status.ACTIVE}))


def lines_of(strategy_slug: str) -> list[LineLink]:
    lines = LineOfAction.objects.filter(strategy__slug=strategy_slug).order_by("number")
    fields = ("number", localized("name"), localized("summary"), "count", "active")
    return [
        LineLink(*values) for values in lines.annotate(count=Count("programs"), active=under_way()).values_list(*fields)
    ]


STRATEGY = ("name", "acronym", "summary", "mandate", "mandate_on", "launched_on")
LINE = ("number", "name", "summary")


def strategy_with_lines(day: dt.date | None) -> tuple[dict, list[LineLink]] | None:
    """The strategy that the settings name, with what is counted for all of it, and its lines, in one query."""
    current = CurrentFigure.objects.as_of(day)
    told = {"name", "summary", "mandate"}
    own = {f"own_{name}": as_expression(localized(name) if name in told else name) for name in STRATEGY}
    asked = {"open_findings": open_count(day), **reports_in_time(current, day), **counted(day)}
    lines = {
        f"line_{name}": as_expression(localized(f"lines__{name}") if name in told else f"lines__{name}")
        for name in LINE
    }
    lines |= {"line_programs": Count("lines__programs"), "line_active": under_way("lines__")}
    rows = Strategy.objects.filter(slug=settings.STRATEGY_SLUG).order_by("lines__number")
    found = list(rows.annotate(**own, **asked, **lines).values(*own, *asked, *lines))
    if not found:
        return None
    return found[0], [LineLink(*(row[name] for name in lines)) for row in found if row["line_number"] is not None]


def rows_by_number(numbers: set[int], day: dt.date | None) -> tuple[dict[int, FigureRow], list[FigureRow]]:
    """The rows of these figures by their numbers, and the first current figures of no country; in one query."""
    world = CurrentFigure.objects.as_of(day).filter(country=None).order_by(*in_reading_order("figure__"))
    everywhere = CurrentFigure.objects.filter(pk__in=world.values("pk")[:WORLD]).order_by().values("figure")
    # A union of keys, since of "one or the other" a database reads every figure.
    wanted = Figure.objects.filter(pk__in=numbers).order_by().values("pk").union(everywhere, all=True)
    figures = FigureRows(Figure.objects.filter(pk__in=wanted).order_by(*in_reading_order()), day=day)
    is_world = Case(When(pk__in=everywhere, then=Value(True)), default=Value(False))
    fields = [figures.source_of(name) for name in FIGURE_FIELDS]
    found = [(shown, FigureRow._make(values)) for shown, *values in figures.figures.values_list(is_world, *fields)]
    return {row.figure_id: row for _shown, row in found}, [row for shown, row in found if shown]


def report(day: dt.date | None) -> Overview | None:
    """The overview of the strategy that the settings name; None before it is loaded."""
    found = strategy_with_lines(day)
    if found is None:
        return None
    strategy, lines = found
    ended, cells = successions(day), by_cell(pairs(day))
    replaced = {pk for one in ended for pk in (one.old, one.new) if pk}
    by_number, world = rows_by_number(figures_of(cells) | replaced, day)
    measured = {place: measured_of(tried, by_number) for place, tried in cells.items()}
    return Overview(
        strategy_name=strategy["own_name"],
        strategy_acronym=strategy["own_acronym"],
        summary=strategy["own_summary"],
        mandate=strategy["own_mandate"],
        mandate_on=strategy["own_mandate_on"],
        launched_on=strategy["own_launched_on"],
        lines=lines,
        matrix=matrix(day, [line.number for line in lines], measured),
        standing=standing_of(strategy["figure_counts"], strategy["indicator_counts"]),
        updates=newest_updates(day),
        changes=changes_of(ended, by_number),
        open_findings=strategy["open_findings"],
        next_due=next_due(strategy),
        milestones=milestone_rows(day, strategy__slug=settings.STRATEGY_SLUG)[:RECENT],
        world=world,
    )


def is_country(code: str) -> bool:
    return Country.objects.filter(pk=code).exists()


@dataclass(frozen=True, slots=True)
class CountryLine:
    code: str
    name: str
    figures: int
    shared: int
    programs: int


def listed_countries(day: dt.date | None) -> list[CountryLine]:
    """Those of which there is something to read."""
    return [line for line in countries(day) if line.figures or line.programs]


def countries(day: dt.date | None) -> list[CountryLine]:
    """Every country, those with figures or programs first, then by name."""
    programs = dict(Country.objects.annotate(count=Count("programs")).values_list("code", "count"))
    current = (
        CurrentFigure.objects.as_of(day)
        .filter(country__isnull=False)
        .values_list("country")
        .annotate(figures=Count("pk"), shared=Count("pk", filter=~Q(figure__coverage=Figure.Coverage.SINGLE)))
        .order_by()
    )
    figures = {code: counts for code, *counts in current}
    found = [
        CountryLine(code, country_name(code), *figures.get(code, (0, 0)), count) for code, count in programs.items()
    ]
    return sorted(found, key=lambda line: (not (line.figures or line.programs), line.name))
