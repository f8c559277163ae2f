"""What a search finds: figures by their value or by what they measure, and pages by their names."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When

from metrics.models import CurrentFigure, Figure, Indicator, SearchDocument, Source
from metrics.searching import Found, Query, engine_of, look_for, mended, read
from programs.languages import WRITTEN, in_language, language, quoted, written
from programs.models import CountryGroup, LineOfAction, Organization, Program
from programs.territories import country_name

from .rows import FigureRow, figure_rows

#: Of each kind on the page that shows all kinds, and on the page of one.
FEW, MANY = 5, 50
FIGURES = 50
#: Pages of one kind; who needs more asks more exactly, or takes the file.
MOST_PAGES = 10
#: Indicators whose figures are shown; with a number, among which it is looked for.
INDICATORS, INDICATORS_OF_A_NUMBER = 50, 2000
#: Figures that round to a number, on either side of it.
NEAR = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that is found. `members` are (code, name) of the countries of a group, which has no page of its own."""

    kind: str
    slug: str
    title: str
    summary: str
    members: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind, the best first, of `total`."""

    kind: str
    name: str
    hits: list[Hit]
    total: int


class Figures(NamedTuple):
    """Figures that are found. `exact` have the number asked for, `near` round to it; `stated` are found by words.

    `more` tells that there are others than those shown.
    """

    exact: list[FigureRow]
    near: list[FigureRow]
    stated: list[FigureRow]
    more: bool

    @property
    def shown(self) -> int:
        return len(self.exact) + len(self.near) + len(self.stated)


@dataclass(frozen=True, slots=True)
class SearchReport:
    """`kind` is the one kind that is shown, or empty; `pages` are those of that kind."""

    query: Query
    figures: Figures
    sections: list[Section]
    kind: str
    page: int
    pages: int

    @property
    def total(self) -> int:
        return self.figures.shown + sum(section.total for section in self.sections)

    @property
    def wanted(self) -> list[str]:
        """The keys of what is looked for, to mark it where it stands."""
        return self.query.wanted


NO_FIGURES = Figures([], [], [], False)
KINDS = dict(SearchDocument.Kind.choices)


def report(text: str, day: dt.date | None, kind: str = "", page: int = 1) -> SearchReport | None:
    """What is found of `text` as of the end of `day` (None: now). None where there is no such page of a kind."""
    query, engine = read(text), engine_of(connection)
    if query.words:
        query = mended(query, engine)
    most = MANY if kind else FEW
    if page > (MOST_PAGES if kind else 1):
        return None
    # The figures need more indicators than the page shows.
    asked = most if kind else INDICATORS_OF_A_NUMBER if query.number and query.words else INDICATORS
    found = look_for(query, engine, day, kind=kind, first=(page - 1) * most, most=asked)
    if kind and page > 1 and kind not in found:
        return None
    sections = [section(each, rows, most) for each, rows in in_readers_language(found, most).items()]
    total = sections[0].total if kind and sections else 0
    return SearchReport(
        query=query,
        figures=NO_FIGURES if kind else figures(query, day, found.get(SearchDocument.Kind.INDICATOR, [])),
        sections=in_order(sections, found),
        kind=kind,
        page=page,
        pages=min(MOST_PAGES, max(1, -(-total // MANY))),
    )


def section(kind: str, rows: list[Found], most: int) -> Section:
    hits = [hit(row) for row in rows[:most]]
    return Section(kind, str(KINDS[kind]), hits, rows[0].total if rows else 0)


def hit(row: Found) -> Hit:
    if row.kind == SearchDocument.Kind.COUNTRY:
        return Hit(row.kind, row.slug, country_name(row.slug), "")
    if row.kind == SearchDocument.Kind.GROUP:
        codes = row.summary.split(";") if row.summary else []
        members = sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])
        return Hit(row.kind, row.slug, row.title, "", members)
    return Hit(row.kind, row.slug, row.title, row.summary)


# Of each kind that staff name in both languages, its model and the fields that its title and summary are of.
IN_BOTH = {
    SearchDocument.Kind.GROUP: (CountryGroup, "name", ""),
    SearchDocument.Kind.LINE: (LineOfAction, "name", "summary"),
    SearchDocument.Kind.PROGRAM: (Program, "name", "summary"),
    SearchDocument.Kind.INDICATOR: (Indicator, "name", "definition"),
    SearchDocument.Kind.ORGANIZATION: (Organization, "name", ""),
}


def in_readers_language(found: dict[str, list[Found]], most: int) -> dict[str, list[Found]]:
    """The first `most` of each kind with title and summary in the reader's language; one query a kind, none in English.

    A row that is there no more keeps the words that were found, which are English and say so.
    """
    if language() == WRITTEN:
        return found
    told: dict[str, list[Found]] = {}
    for kind, rows in found.items():
        if kind == SearchDocument.Kind.SOURCE:
            keys = [row.key for row in rows[:most]]
            titles = dict(Source.objects.filter(pk__in=keys).values_list("pk", quoted("title", "")))
            told[kind] = [replace(row, title=titles.get(int(row.key)) or written(row.title)) for row in rows[:most]]
        elif kind in IN_BOTH:
            told[kind] = translated(kind, rows[:most])
        else:
            told[kind] = rows
    return told


def translated(kind: str, rows: list[Found]) -> list[Found]:
    model, name, summary = IN_BOTH[SearchDocument.Kind(kind)]
    there = {str(row.pk): row for row in model._default_manager.filter(pk__in=[row.key for row in rows])}
    found = []
    for row in rows:
        own = there.get(row.key)
        if own is None:
            found.append(
                replace(row, title=written(row.title), summary=written(row.summary) if summary else row.summary)
            )
            continue
        if isinstance(own, Organization):
            told = own.acronym_in_language
        else:
            # An indicator without a definition is told by its program.
            told = (in_language(own, summary) if summary else "") or row.summary
        found.append(replace(row, title=in_language(own, name), summary=told))
    return found


def in_order(sections: list[Section], found: dict[str, list[Found]]) -> list[Section]:
    """Kinds in their usual order, after those of which one has the query for its name."""
    order = list(KINDS)
    return sorted(sections, key=lambda each: (not found[each.kind][0].is_named, order.index(each.kind)))


# --- Figures ---------------------------------------------------------------------------------------------------------


def figures(query: Query, day: dt.date | None, indicators: list[Found]) -> Figures:
    """Figures with the number that is asked for and, where there are none or no number is, those that words find."""
    if query.number:
        keys = numbered(query, day, indicators)
        if keys.exact or keys.near:
            rows = rows_of([*keys.exact, *keys.near], day)
            exact = best_first([rows[pk] for pk in keys.exact[:FIGURES] if pk in rows], query)
            near = [rows[pk] for pk in keys.near if pk in rows]
            value = query.number.values[0]
            near.sort(key=lambda row: abs(row.value - value))
            return Figures(exact, near, [], len(keys.exact) > FIGURES)
    found = worded(query, day, indicators)
    if found is None:
        return NO_FIGURES
    stated = list(figure_rows(found[: FIGURES + 1], day=day))
    return Figures([], [], stated[:FIGURES], len(stated) > FIGURES)


class Keys(NamedTuple):
    exact: list[int]
    near: list[int]


def numbered(query: Query, day: dt.date | None, indicators: list[Found]) -> Keys:
    """Keys of the figures with the number, and of those near it: of what the words name, or of anything without them.

    Each is a walk along the index of values that ends with the last figure shown, however many there are.
    """
    number = query.number
    standing = in_places(Figure.objects.as_of(day), query).order_by()
    if query.words:
        if not indicators:
            return Keys([], [])
        standing = standing.filter(indicator__in=[int(row.key) for row in indicators])
    value, reach = number.values[0], number.reach
    walks = [("exact", standing.filter(value__in=number.values).order_by("-reference_date", "pk")[: FIGURES + 1])]
    if reach:
        walks.append(
            ("near", standing.filter(value__gt=value, value__lte=value + reach).order_by("value", "pk")[:NEAR])
        )
        walks.append(
            ("near", standing.filter(value__lt=value, value__gte=value - reach).order_by("-value", "pk")[:NEAR])
        )
    parts, parameters = [], []
    for place, (name, walk) in enumerate(walks):
        sql, values = walk.values_list("pk").query.sql_with_params()
        parts.append(f"SELECT '{name}' AS walk, w{place}.* FROM ({sql}) AS w{place}")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    exact = [row[1] for row in rows if row[0] == "exact"]
    return Keys(exact, [row[1] for row in rows if row[0] == "near" and row[1] not in set(exact)])


def in_places(figures: QuerySet, query: Query) -> QuerySet:
    """Those that cover, alone or with others, the places that the query names."""
    for place in query.places:
        covered = Q(group__slug=place.code) if place.is_group else Q(countries=place.code)
        figures = figures.filter(covered)
    return figures


def worded(query: Query, day: dt.date | None, indicators: list[Found]) -> QuerySet | None:
    """Figures of the indicators that the words name, in the places and the year that they name; None where no words do.

    Without a year those that stand now for a country or the world, as on dashboards.
    """
    groups = [place for place in query.places if place.is_group]
    if query.words and indicators:
        keys = [int(row.key) for row in indicators[:INDICATORS]]
    elif not query.words and groups:
        keys = []
    else:
        return None
    found = in_places(Figure.objects.as_of(day), query)
    if keys:
        found = found.filter(indicator__in=keys)
    if query.year:
        first, last = dt.date(query.year, 1, 1), dt.date(query.year, 12, 31)
        within = Q(period_start__lte=last, period_end__gte=first) | Q(reference_date__range=(first, last))
        return found.filter(within).order_by(*by_indicator(keys), "-reference_date", "pk")
    pointers = CurrentFigure.objects.as_of(day)
    if keys:
        pointers = pointers.filter(indicator__in=keys)
    return found.filter(pk__in=pointers.values("figure")).order_by(*by_indicator(keys), "-reference_date", "pk")


def by_indicator(keys: list[int]) -> list:
    """The order in which the indicators were found."""
    if not keys:
        return [F("indicator__name")]
    return [Case(*(When(indicator=key, then=Value(place)) for place, key in enumerate(keys)))]


def rows_of(keys: Iterable[int], day: dt.date | None) -> dict[int, FigureRow]:
    return {row.figure_id: row for row in figure_rows(Figure.objects.filter(pk__in=keys), day=day)}


def best_first(rows: list[FigureRow], query: Query) -> list[FigureRow]:
    """The likeliest value first, then the kind of unit and the qualifier that were typed, then the newest."""
    number = query.number

    def order(row: FigureRow) -> tuple:
        return (
            number.values.index(row.value) if row.value in number.values else len(number.values),
            bool(number.kind) and row.unit_kind != number.kind,
            bool(number.currency) and row.currency != number.currency,
            number.qualifier is not None and row.qualifier != number.qualifier,
        )

    return sorted(rows, key=order)


def figures_found(text: str, day: dt.date | None) -> QuerySet:
    """The figures that the page shows, for files; those with the number first."""
    found = report(text, day)
    keys = [row.figure_id for rows in found.figures[:3] for row in rows] if found else []
    return Figure.objects.filter(pk__in=keys).order_by(
        Case(*(When(pk=key, then=Value(place)) for place, key in enumerate(keys)), default=Value(0)), "pk"
    )
