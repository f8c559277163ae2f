"""Up to four countries beside each other: what each states alone of an indicator, and what they only share.

A row is an indicator or one category of it. A country's cell holds its own figures, the latest as of the same day; a
figure for several countries together stands below them all, marked, and is nobody's own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.utils.translation import gettext as _

from metrics.models import CurrentFigure, Figure, Indicator
from programs.models import Country
from programs.territories import country_name

from .entries import LEADING_ROLES, Entry, entries_of
from .places import Group, groups_of
from .rows import FigureRow, figure_rows, in_reading_order

MOST_COUNTRIES = 4
INDICATORS_PER_PAGE = 50
# The mean length of a month, in days.
MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Offered:
    """A country to choose. `has_figures` tells whether there is something to compare, of its own or shared."""

    code: str
    name: str
    has_figures: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a country states alone: an entry, or None. `is_covered`: a figure of several countries covers it."""

    code: str
    name: str
    entry: Entry | None
    is_covered: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Countries beside each other in the order of the columns that a shared figure covers, or that it does not."""

    names: list[str]
    is_covered: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """A figure of several countries together; `covered` are those of the compared that it stands for."""

    entry: Entry
    covered: list[str]
    runs: list[Run]

    @property
    def beyond(self) -> list[str]:
        """Names of the compared countries that it does not cover."""
        return [name for run in self.runs if not run.is_covered for name in run.names]

    @property
    def is_together(self) -> bool:
        """Whether the covered ones stand beside each other, so that one cell can span them."""
        return sum(run.is_covered for run in self.runs) == 1


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator, or a category of it. `compared` are figures of one role, unit and kind of period, a country each.

    It is empty where there are not two such figures.
    """

    cells: list[Cell]
    shared: list[Shared]
    compared: list[FigureRow]

    @property
    def first(self) -> FigureRow:
        """Any of its figures, for what they have in common."""
        own = [cell.entry for cell in self.cells if cell.entry]
        return (own or [shared.entry for shared in self.shared])[0].figure

    @property
    def has_own(self) -> bool:
        return any(cell.entry for cell in self.cells)

    @property
    def without(self) -> list[str]:
        """Names of the countries of which there is no figure, of their own or shared."""
        return [cell.name for cell in self.cells if not cell.entry and not cell.is_covered]

    @property
    def note(self) -> str:
        """Why what stands beside each other is not alike; empty where it is, or where there is nothing to set apart."""
        own = [cell.entry.figure for cell in self.cells if cell.entry and cell.entry.figure.value is not None]
        if len(own) < 2:
            return ""
        if len({row.role for row in own}) > 1:
            return _("What was delivered and what was promised are not compared.")
        if len({row.unit for row in own}) > 1:
            return _("The units differ.")
        if len({shape_of(row) for row in own}) > 1:
            return _("The periods are of different lengths.")
        return _("The periods differ.") if len({row.period for row in own}) > 1 else ""


@dataclass(frozen=True, slots=True)
class Line:
    """Rows of a line of action. `number` is None for the strategy's context."""

    number: int | None
    name: str | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`countries` holds (code, name) in the order asked for; `total` counts the indicators of all pages."""

    countries: list[tuple[str, str]]
    lines: list[Line]
    groups: list[Group]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // INDICATORS_PER_PAGE))

    @property
    def rows(self) -> list[Row]:
        return [row for line in self.lines for row in line.rows]

    @property
    def compared(self) -> list[Row]:
        """The rows of which at least two countries have figures that can be set against each other."""
        return [row for row in self.rows if row.compared]


def offered(day: dt.date | None) -> list[Offered]:
    """Every country by its name, in one query."""
    here = CurrentFigure.objects.as_of(day).filter(country=OuterRef("pk"))
    found = Country.objects.annotate(has=Exists(here)).values_list("code", "has")
    return sorted((Offered(code, country_name(code), has) for code, has in found), key=lambda country: country.name)


def standing(codes: Iterable[str], day: dt.date | None) -> QuerySet:
    """Pointers to the figures that stand for these countries."""
    return CurrentFigure.objects.as_of(day).filter(country__in=list(codes))


def rows(codes: Iterable[str], day: dt.date | None) -> Iterable[FigureRow]:
    """All figures of the comparison's pages in their order, each once, for files."""
    figures = Figure.objects.filter(pk__in=standing(codes, day).values("figure"))
    return figure_rows(figures.order_by(*in_reading_order()), day=day)


def indicators_of(codes: Iterable[str], day: dt.date | None) -> QuerySet:
    """Indicators of which one of the countries has a figure, in reading order, with their number as `total`."""
    figures = standing(codes, day).filter(indicator=OuterRef("pk"))
    return (
        Indicator.objects.filter(Exists(figures))
        .annotate(total=Window(Count("pk")))
        .order_by(
            F("program__line__number").asc(nulls_last=True),
            F("program__position").asc(nulls_last=True),
            F("program").asc(nulls_last=True),
            "position",
            "pk",
        )
    )


def report(codes: list[str], day: dt.date | None, page: int = 1) -> Comparison | None:
    """The countries with these alpha-3 codes, which there are, side by side; None where there is no such page."""
    first = (page - 1) * INDICATORS_PER_PAGE
    listed = list(indicators_of(codes, day).values_list("pk", "total")[first : first + INDICATORS_PER_PAGE])
    if not listed and page > 1:
        return None
    lines, groups = lines_of(codes, day, Q(indicator__in=[pk for pk, _total in listed])) if listed else ([], [])
    countries = [(code, country_name(code)) for code in codes]
    return Comparison(countries, lines, groups, listed[0][1] if listed else 0, page)


def of_indicator(slug: str, codes: list[str], day: dt.date | None) -> list[Row]:
    """The rows of one indicator: itself, and its categories."""
    return [row for line in lines_of(codes, day, Q(indicator__slug=slug))[0] for row in line.rows]


def lines_of(codes: list[str], day: dt.date | None, which: Q) -> tuple[list[Line], list[Group]]:
    """Rows of some indicators under their lines of action, and the groups that their figures cover. Four queries."""
    covered: dict[int, set[str]] = defaultdict(set)
    for figure, code in standing(codes, day).filter(which).values_list("figure", "country"):
        covered[figure].add(code)
    figures = Figure.objects.filter(pk__in=list(covered)).order_by(*in_reading_order())
    shown = list(figure_rows(figures, day=day)) if covered else []
    entries = entries_of(shown, day, parts_apart=True)
    names = {code: country_name(code) for code in codes}
    lines = [
        Line(number, line[0].figure.line_name, list(rows_of(line, names, covered)))
        for number, group in groupby(entries, key=lambda entry: entry.figure.line_number)
        if (line := list(group))
    ]
    return lines, groups_of(shown)


def rows_of(entries: list[Entry], names: dict[str, str], covered: dict[int, set[str]]) -> Iterator[Row]:
    """Entries of one line in reading order, gathered by indicator and category."""
    gathered: dict[tuple, list[Entry]] = defaultdict(list)
    order: dict[int, int] = {}
    for entry in entries:
        row = entry.figure
        gathered[row.indicator_id, row.category_position, row.category_slug].append(entry)
        order.setdefault(row.indicator_id, len(order))
    # The whole comes before its categories, wherever they stand.
    for key in sorted(gathered, key=lambda key: (order[key[0]], key[1] is not None, key[1] or 0, key[2] or "")):
        yield row_of(gathered[key], names, covered)


def row_of(entries: list[Entry], names: dict[str, str], covered: dict[int, set[str]]) -> Row:
    own = {entry.figure.place_key: entry for entry in entries if not entry.figure.is_shared}
    shared = [
        shared_of(each, [code for code in names if code in covered[each.figure.figure_id]], names)
        for entry in entries
        if entry.figure.is_shared
        for each in of_one_coverage(entry, covered)
    ]
    together = {code for each in shared for code in each.covered}
    cells = [Cell(code, name, own.get(code), code in together) for code, name in names.items()]
    return Row(cells, shared, compared_of([cell.entry for cell in cells if cell.entry]))


def of_one_coverage(entry: Entry, covered: dict[int, set[str]]) -> list[Entry]:
    """The entry or, where its figures stand for different countries, one for each: a group has had other members."""
    figures = [entry.figure, *entry.others]
    if all(covered[row.figure_id] == covered[entry.figure.figure_id] for row in figures):
        return [entry]
    return [Entry(row, [], [], []) for row in figures]


def shared_of(entry: Entry, codes: list[str], names: dict[str, str]) -> Shared:
    runs = [
        Run([names[code] for code in run], is_covered)
        for is_covered, run in groupby(names, key=lambda code: code in codes)
    ]
    return Shared(entry, codes, runs)


def compared_of(entries: list[Entry]) -> list[FigureRow]:
    """The own figures that can be set against each other: of the first role of which two have a value.

    Of those in different units, or of periods of different kinds, the largest set that is alike; empty where that is
    one figure.
    """
    for role in LEADING_ROLES:
        figures = [row for entry in entries if (row := entry.of_role(role)) and row.value is not None]
        alike: dict[tuple, list[FigureRow]] = defaultdict(list)
        for row in figures:
            alike[row.unit, shape_of(row)].append(row)
        if len(figures) > 1:
            most = max(alike.values(), key=len)
            return most if len(most) > 1 else []
    return []


def shape_of(row: FigureRow) -> str:
    """Which kind of period a figure is for: none stated, up to a day, since a day, or its length in months."""
    start, end = row.period_start, row.period_end
    if start is None:
        return "none" if end is None else "until"
    if end is None:
        return "since"
    days = (end - start).days + 1
    return f"{round(days / MONTH)} months" if days > MONTH / 2 else f"{days} days"
