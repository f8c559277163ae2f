"""One figure as others show it: what it says and of whom, who states it, how it stands, and whether it still does."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from metrics.models import CurrentFigure, Figure
from programs.languages import written

from .entries import Entry, entries_of
from .indicator import Whole, has_ended
from .places import Group, groups_of
from .progress import divisions
from .relations import relation_rows
from .rows import FigureRow, figure_rows
from .wording import coverage_meaning


@dataclass(frozen=True, slots=True)
class Card:
    """`stated_on` is the date of the source. `entry` holds what the figure is measured by, while it stands.

    `ended_at`, `ended_reason` and `successor_id` say what became of it by the day: None or empty while it stands.
    """

    row: FigureRow
    stated_on: dt.date | None
    entry: Entry | None
    groups: list[Group]
    ended_at: dt.datetime | None
    ended_reason: str
    successor_id: int | None

    @property
    def status(self) -> str:
        return self.row.status

    @property
    def coverage_meaning(self) -> str:
        return coverage_meaning(self.row.coverage)


def published(figure_id: int, day: dt.date | None) -> FigureRow | None:
    """The row of a figure that is or was published by `day`; None for drafts and where there is none."""
    return next(iter(figure_rows(Figure.objects.published_by(day).filter(pk=figure_id), day=day)), None)


def report(figure_id: int, day: dt.date | None) -> Card | None:
    """None for drafts and where there is no such figure."""
    row = published(figure_id, day)
    if row is None:
        return None
    stated_on = Coalesce(F("citation__source__event_on"), F("citation__source__published_on"))
    told = Figure.objects.filter(pk=figure_id).values_list(stated_on, "ended_reason").get()
    ended = has_ended(row, day)
    successors = Figure.objects.published_by(day).filter(supersedes=figure_id).order_by("pk")
    return Card(
        row=row,
        stated_on=told[0],
        entry=None if ended else entry_of(row, day),
        groups=groups_of([row]),
        ended_at=row.ended_at if ended else None,
        ended_reason=written(told[1]) if ended else "",
        successor_id=successors.values_list("pk", flat=True).first() if ended else None,
    )


def entry_of(row: FigureRow, day: dt.date | None) -> Entry | None:
    """The figure with the target, baseline or base that stands beside it; None where a later one stands."""
    beside = CurrentFigure.objects.as_of(day).filter(
        indicator=row.indicator_id, figure__place_key=row.place_key, figure__category__slug=row.category_slug
    )
    figures = Figure.objects.filter(pk__in=beside.values("figure")).order_by("pk")
    entries = entries_of(figure_rows(figures, day=day), day, parts_apart=True)
    return next((entry for entry in entries if entry.figure.figure_id == row.figure_id), None)


def wholes(figure_id: int, day: dt.date | None) -> list[Whole] | None:
    """The divisions of a figure into declared parts; None for drafts and where there is no such figure."""
    row = published(figure_id, day)
    if row is None:
        return None
    relations = [] if has_ended(row, day) else relation_rows([figure_id], day)
    parts = [
        relation.from_figure
        for relation in relations
        if relation.kind == "component_of" and relation.to_figure.figure_id == figure_id
    ]
    return [Whole(row, division) for division in divisions(row, parts)]
