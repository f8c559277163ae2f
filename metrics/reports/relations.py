"""One relation between two figures as a flat row, with enough of both sides to name them and to count with them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from metrics.models import FigureRelation
from metrics.models.publication import in_force
from programs.languages import as_written, localized, quoted

from .rows import Statement


@dataclass(frozen=True, slots=True)
class Endpoint(Statement):
    """One side of a relation: enough of the figure to name it and to count with it."""

    figure_id: int
    indicator_id: int
    indicator_name: str
    category_name: str | None
    breakdown_id: int | None
    value: Decimal | None
    missing: str
    qualifier: str
    unit_singular: str
    unit_plural: str
    unit_kind: str
    currency: str
    period_start: dt.date | None
    period_end: dt.date | None
    period_as_stated: str
    source_slug: str | None
    source_title: str | None
    section: str | None = None
    as_stated: str | None = None

    @property
    def label(self) -> str:
        return self.category_name or self.indicator_name

    @property
    def part_label(self) -> str:
        """What tells it from the other parts of its whole: the category or, where there is none, the period."""
        return self.category_name or self.period or self.indicator_name


FIELDS = (
    "pk",
    "indicator_id",
    "indicator__name",
    "category__name",
    "category__breakdown_id",
    "value",
    "missing",
    "qualifier",
    "unit__singular",
    "unit__plural",
    "unit__kind",
    "unit__currency",
    "period_start",
    "period_end",
    "period_as_stated",
    "citation__source__slug",
    "citation__source__title",
    "citation__section",
    "citation__as_stated",
)


def endpoint_sources(prefix: str) -> list:
    """What the fields of an Endpoint are read from, in their order; `prefix` leads to the figure."""
    return [
        localized(prefix + path)
        if path.endswith(("__name", "__singular", "__plural"))
        else quoted(prefix + path, f"{prefix}citation__source__")
        if path in ("period_as_stated", "citation__source__title")
        else prefix + path
        for path in FIELDS
    ]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A declared relation between two figures that are both in force."""

    relation_id: int
    kind: str
    note: str
    from_figure: Endpoint
    to_figure: Endpoint


def relation_rows(figure_ids: Iterable[int], day: dt.date | None) -> list[RelationRow]:
    """Relations of these figures on `day` with both sides, where both are in force then."""
    ids = list(figure_ids)
    relations = (
        FigureRelation.objects.as_of(day)
        .filter(Q(from_figure__in=ids) | Q(to_figure__in=ids))
        .filter(in_force(day, "from_figure__"), in_force(day, "to_figure__"))
        .order_by("to_figure", "from_figure__category__position", "from_figure__period_start", "pk")
    )
    sides = [*endpoint_sources("from_figure__"), *endpoint_sources("to_figure__")]
    width = len(FIELDS)
    return [
        RelationRow(pk, kind, note, Endpoint(*values[:width]), Endpoint(*values[width:]))
        for pk, kind, note, *values in relations.values_list("pk", "kind", as_written("note"), *sides)
    ]
