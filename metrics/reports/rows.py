"""One figure as a flat row, read without model instances."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date
from django.db.models import Case, F, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from metrics.models import Citation, CitationCheck, Figure
from metrics.models.publication import end_of_day
from metrics.statements import Period, Qualifier, Quantity, UnitForms, describe, qualifier_words, render
from programs.languages import alike, as_written, in_language, language, localized, quoted
from programs.territories import country_name

ROLE_WORDS = dict(Figure.Role.choices)
MISSING_WORDS = dict(Figure.Missing.choices)
VERIFICATION_WORDS = dict(Citation.Verification.choices)

# The column of a figure row, and the field that it is read from.
FIGURE_FIELDS = {
    "figure_id": "pk",
    "update_slug": "update__slug",
    "update_title": "update__title",
    "line_number": "indicator__program__line__number",
    "line_name": "indicator__program__line__name",
    "program_slug": "indicator__program__slug",
    "program_name": "indicator__program__name",
    "indicator_id": "indicator_id",
    "indicator_slug": "indicator__slug",
    "indicator_name": "indicator__name",
    "direction": "indicator__direction",
    "role": "role",
    "value": "value",
    "missing": "missing",
    "qualifier": "qualifier",
    "as_stated": "citation__as_stated",
    "unit_code": "unit__code",
    "unit_singular": "unit__singular",
    "unit_plural": "unit__plural",
    "unit_kind": "unit__kind",
    "currency": "unit__currency",
    "coverage": "coverage",
    "place_key": "place_key",
    "group_name": "group__name",
    "period_start": "period_start",
    "period_end": "period_end",
    "period_as_stated": "period_as_stated",
    "period_note": "period_note",
    "reference_date": "reference_date",
    "category_slug": "category__slug",
    "category_name": "category__name",
    "category_position": "category__position",
    "rank": "rank",
    "status": "status",
    "source_slug": "citation__source__slug",
    "source_title": "citation__source__title",
    "section": "citation__section",
    "verification": "citation__verification",
    "published_at": "published_at",
    "ended_at": "ended_at",
    "note": "note",
}


# Of these fields, those that staff write and perhaps translate, and those that are in the words of the source.
OF_STAFF = frozenset(
    ("update_title", "line_name", "program_name", "indicator_name", "unit_singular", "unit_plural", "group_name")
) | {"category_name"}
# What staff write beside a figure.
WRITTEN = frozenset(("note", "period_note"))
OF_SOURCE = frozenset(("as_stated", "period_as_stated", "source_title", "section"))


def date_words(day: dt.date | None) -> str:
    """ "April 20, 2022" in the reader's language; empty for None."""
    return format_date(day, "long", locale=language()) if day else ""


class Stated(NamedTuple):
    """A figure's words in three parts, any of which may be empty: "more than", "1.6 million", "viewers"."""

    qualifier: str
    number: str
    unit: str


# Words are the costliest part of a page, and pages say the same ones again and again.
WORDS_KEPT = 20_000


@lru_cache(maxsize=WORDS_KEPT)
def unit_forms(singular: str, plural: str, kind: str, currency: str) -> UnitForms:
    return UnitForms(singular, plural, kind, currency or None)


@lru_cache(maxsize=WORDS_KEPT)
def stated_words(value: Decimal, qualifier: str, unit: UnitForms, language: str) -> str:
    return render(Quantity(value, Qualifier(qualifier)), unit, language)


@lru_cache(maxsize=WORDS_KEPT)
def stated_parts(value: Decimal, qualifier: str, unit: UnitForms, language: str) -> Stated:
    number = render(Quantity(value), unit if unit.kind == "money" else None, language)
    before, _, after = stated_words(value, qualifier, unit, language).partition(number)
    return Stated(before.strip(), number, after.strip())


class Statement:
    """What figures and the sides of relations have in common: a value or the reason why there is none."""

    __slots__ = ()

    @property
    def quantity(self) -> Quantity | None:
        return None if self.value is None else Quantity(self.value, Qualifier(self.qualifier))

    @property
    def unit(self) -> UnitForms:
        return unit_forms(self.unit_singular, self.unit_plural, self.unit_kind, self.currency)

    @property
    def words(self) -> str:
        """As the source states it, in the reader's language: "more than 131,000 applications"."""
        if self.value is None:
            return MISSING_WORDS[self.missing].lower()
        return stated_words(self.value, self.qualifier, self.unit, language())

    @property
    def stated(self) -> Stated:
        """`words` in parts, so that a page can set the number apart; a missing value is all number."""
        if self.value is None:
            return Stated("", self.words, "")
        return stated_parts(self.value, self.qualifier, self.unit, language())

    @property
    def qualifier_words(self) -> str:
        return qualifier_words(Qualifier(self.qualifier), language())

    @property
    def period(self) -> str:
        """The period as words; where none is stated, empty."""
        return period_words(self.period_start, self.period_end, self.period_as_stated)


class FigureFields(NamedTuple):
    """The columns of FIGURE_FIELDS. A named tuple: made in a twentieth of the time of a frozen dataclass this wide."""

    figure_id: int
    update_slug: str
    update_title: str
    line_number: int | None
    line_name: str | None
    program_slug: str | None
    program_name: str | None
    indicator_id: int
    indicator_slug: str
    indicator_name: str
    direction: str
    role: str
    value: Decimal | None
    missing: str
    qualifier: str
    as_stated: str | None
    unit_code: str
    unit_singular: str
    unit_plural: str
    unit_kind: str
    currency: str
    coverage: str
    place_key: str
    group_name: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    period_as_stated: str
    period_note: str
    reference_date: dt.date
    category_slug: str | None
    category_name: str | None
    category_position: int | None
    rank: str
    status: str
    source_slug: str | None
    source_title: str | None
    section: str | None
    verification: str | None
    published_at: dt.datetime | None
    ended_at: dt.datetime | None
    note: str


class FigureRow(Statement, FigureFields):
    """One figure with the names of all it refers to. Values are exact, in units of the unit."""

    __slots__ = ()

    @property
    def role_words(self) -> str:
        """Baseline, Target, Commitment or Actual."""
        return str(ROLE_WORDS[self.role])

    @property
    def verification_words(self) -> str:
        """What the last check of the citation found: Verified, Not archived, Wrong value, …"""
        return str(VERIFICATION_WORDS[self.verification]) if self.verification else ""

    @property
    def countries(self) -> list[str]:
        """Alpha-3 codes of a single or joint figure; empty for a group's or the world's."""
        return countries_of(self.place_key)

    @property
    def group_slug(self) -> str:
        return group_of(self.place_key)

    @property
    def place(self) -> str:
        """Names of the place, such as "Guatemala, Honduras"."""
        if self.coverage == "group":
            return self.group_name or ""
        if self.coverage == "global":
            return _("World")
        return ", ".join(sorted(country_name(code) for code in self.countries))

    @property
    def is_shared(self) -> bool:
        """Whether it covers more than one country, so that no one country may claim it."""
        return self.coverage != "single"

    @property
    def label(self) -> str:
        """The indicator's name, with the category where there is one."""
        return labeled(self.indicator_name, self.category_name)

    @property
    def series(self) -> tuple:
        """What it shares with baseline, target and actual of the same thing: indicator, place, category."""
        return self.indicator_id, self.place_key, self.category_slug


def labeled(indicator: str, category: str | None) -> str:
    return alike(f"{indicator}: {category}", indicator) if category else indicator


def label_of(figure: Figure) -> str:
    """The label of a model instance with its indicator and category."""
    return labeled(
        in_language(figure.indicator, "name"), in_language(figure.category, "name") if figure.category else None
    )


def countries_of(place_key: str) -> list[str]:
    return [] if place_key == "global" or place_key.startswith("group:") else place_key.split(";")


def group_of(place_key: str) -> str:
    return place_key.removeprefix("group:") if place_key.startswith("group:") else ""


def period_kind(start: dt.date | None, end: dt.date | None, as_stated: str) -> str:
    """Which words fit the dates. A U.S. fiscal year runs from October 1 (31 U.S.C. 1102)."""
    if start is None:
        return "as_of"
    if end is None:
        return "since"
    if (start.month, start.day, end.month, end.day) == (10, 1, 9, 30) and end.year == start.year + 1:
        return "fiscal_year"
    if "FY" in as_stated or "fiscal" in as_stated:
        for kind, ends in FISCAL_PARTS.items():
            if ((start.month, start.day), (end.month, end.day)) in ends:
                return kind
    return "span"


FISCAL_PARTS = {
    "fiscal_half": [((10, 1), (3, 31)), ((4, 1), (9, 30))],
    "fiscal_quarter": [((10, 1), (12, 31)), ((1, 1), (3, 31)), ((4, 1), (6, 30)), ((7, 1), (9, 30))],
}


def period_words(start: dt.date | None, end: dt.date | None, as_stated: str) -> str:
    """A period as a reader would write it: "2021", "FY 2022", "Aug–Dec 2021", "since Aug 2021"; empty if unstated."""
    if start is None and end is None:
        return as_stated
    return dated_words(start, end, as_stated, language())


@lru_cache(maxsize=WORDS_KEPT)
def dated_words(start: dt.date | None, end: dt.date | None, as_stated: str, language: str) -> str:
    return describe(Period(start, end, as_stated, period_kind(start, end, as_stated)), language)


class FigureRows:
    """Rows of a queryset of figures or, with `prefix`, of rows that lead to them ("figure__"), in its order.

    They are read when iterated, one at a time: memory does not grow with their number. With `day` the check of their
    words is the last one by the end of that day, and what was corrected or withdrawn later is published.
    """

    def __init__(self, figures: QuerySet, prefix: str = "", day: dt.date | None = None):
        self.figures, self.prefix, self.day = figures, prefix, day

    def __iter__(self) -> Iterator[FigureRow]:
        return map(FigureRow._make, self._values(map(self.source_of, FIGURE_FIELDS)))

    def read(self, names: Iterable[str]) -> Iterator[tuple]:
        """Only these fields of each row, as stored and in plain tuples: for files, which need some and many rows."""
        return self._values(map(self.stored, names))

    def _values(self, sources: Iterable) -> Iterator[tuple]:
        values = self.figures.values_list(*sources)
        # A page's worth is fetched at once: a cursor that stays with the server costs three round trips more.
        return iter(values) if values.query.is_sliced else values.iterator(chunk_size=2000)

    def source_of(self, name: str):
        """What a field is read from for readers: names in their language, quotes with that of their source."""
        if name in OF_STAFF:
            return localized(self.prefix + FIGURE_FIELDS[name])
        if name in OF_SOURCE:
            return quoted(self.prefix + FIGURE_FIELDS[name], f"{self.prefix}citation__source__")
        if name in WRITTEN:
            return as_written(self.prefix + FIGURE_FIELDS[name])
        return self.stored(name)

    def stored(self, name: str):
        """The path or expression that a field is read from as it is stored."""
        if name == "verification" and self.day is not None:
            return verification_by(self.prefix + "citation", self.day)
        if name == "status" and self.day is not None:
            later = When(**{f"{self.prefix}ended_at__gte": end_of_day(self.day)}, then=Value("published"))
            return Case(later, default=F(f"{self.prefix}status"))
        return self.prefix + FIGURE_FIELDS[name]


def verification_by(citation: str, day: dt.date) -> Coalesce:
    """What had been found by the end of `day` of the citation at this path."""
    found = CitationCheck.objects.state_of(citation, day).values("outcome")[:1]
    return Coalesce(Subquery(found), Value(Citation.Verification.NOT_ARCHIVED.value))


def figure_rows(figures: QuerySet, prefix: str = "", day: dt.date | None = None) -> FigureRows:
    return FigureRows(figures, prefix, day)


def in_reading_order(prefix: str = "") -> list:
    """Order of figures on a page: line, program, indicator, place, category. The key ends every tie."""
    return [
        # Context, which has no program, comes last; what has no category comes before its parts.
        F(f"{prefix}indicator__program__line__number").asc(nulls_last=True),
        F(f"{prefix}indicator__program__position").asc(nulls_last=True),
        F(f"{prefix}indicator__program").asc(nulls_last=True),
        f"{prefix}indicator__position",
        f"{prefix}indicator",
        f"{prefix}place_key",
        F(f"{prefix}category__position").asc(nulls_first=True),
        f"{prefix}role",
        f"{prefix}pk",
    ]
