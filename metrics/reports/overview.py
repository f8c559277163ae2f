"""The overview and the list of countries: where there are figures, by line of action."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from metrics.models import CurrentFigure, Figure
from programs.languages import in_language, localized
from programs.models import Country, LineOfAction, Strategy
from programs.territories import country_name

from .country import UpdateLink, newest_update_of
from .due import next_due, reports_in_time
from .findings import open_count
from .milestones import MilestoneRow, milestone_rows
from .rows import FigureRow, figure_rows, in_reading_order

RECENT = 6
WORLD = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """How many series of a country and line have a current figure, and how many of those are shared."""

    figures: int
    shared: int

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
    number: int
    name: str
    summary: str
    programs: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`figures` counts each current figure once, however many countries it covers; `world` are those of no country."""

    strategy_name: str
    strategy_acronym: str
    summary: str
    mandate: str
    mandate_on: dt.date | None
    launched_on: dt.date | None
    lines: list[LineLink]
    matrix: list[MatrixRow]
    figures: int
    newest_update: UpdateLink | None
    open_findings: int
    next_due: dt.date | None
    milestones: list[MilestoneRow]
    world: list[FigureRow]

    @property
    def programs(self) -> int:
        return sum(line.programs for line in self.lines)

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


def matrix(day: dt.date | None, numbers: list[int]) -> list[MatrixRow]:
    """Countries with current figures, by name."""
    counted = (
        CurrentFigure.objects.as_of(day)
        .filter(country__isnull=False)
        .values_list("country", "indicator__program__line__number")
        .annotate(figures=Count("pk"), shared=Count("pk", filter=~Q(figure__coverage=Figure.Coverage.SINGLE)))
        .order_by("country")
    )
    cells: dict[str, dict[int | None, Cell]] = {}
    for code, number, figures, shared in counted:
        cells.setdefault(code, {})[number] = Cell(figures, shared)
    found = [
        MatrixRow(code, country_name(code), [by_number.get(number) for number in numbers], by_number.get(None))
        for code, by_number in cells.items()
    ]
    return sorted(found, key=lambda row: row.name)


def lines_of(strategy_slug: str) -> list[LineLink]:
    lines = LineOfAction.objects.filter(strategy__slug=strategy_slug).order_by("number")
    fields = ("number", localized("name"), localized("summary"), "count")
    return [LineLink(*values) for values in lines.annotate(count=Count("programs")).values_list(*fields)]


def report(day: dt.date | None) -> Overview | None:
    """The overview of the strategy that the settings name; None before it is loaded."""
    current = CurrentFigure.objects.as_of(day)
    awaited = reports_in_time(current, day)
    found = Strategy.objects.filter(slug=settings.STRATEGY_SLUG)
    strategy = found.annotate(open_findings=open_count(day), **awaited).first()
    if strategy is None:
        return None
    lines = lines_of(strategy.slug)
    return Overview(
        strategy_name=in_language(strategy, "name"),
        strategy_acronym=strategy.acronym,
        summary=in_language(strategy, "summary"),
        mandate=in_language(strategy, "mandate"),
        mandate_on=strategy.mandate_on,
        launched_on=strategy.launched_on,
        lines=lines,
        matrix=matrix(day, [line.number for line in lines]),
        figures=current.aggregate(count=Count("figure", distinct=True))["count"],
        newest_update=newest_update_of(current),
        open_findings=strategy.open_findings,
        next_due=next_due({name: getattr(strategy, name) for name in awaited}),
        milestones=milestone_rows(day, strategy=strategy)[:RECENT],
        world=list(
            figure_rows(current.filter(country=None).order_by(*in_reading_order("figure__"))[:WORLD], "figure__", day)
        ),
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
