"""What changed of late: the updates that were published, and the figures that took the place of others."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from metrics.models import CurrentFigure, Figure, Milestone
from metrics.models.publication import end_of_day
from programs.languages import localized, written

from .rows import FigureRow
from .sources import counted, published_updates

UPDATES = 3
CHANGES = 6


@dataclass(frozen=True, slots=True)
class UpdateSummary:
    """A published update, and how many figures and milestones it published by the day."""

    slug: str
    title: str
    published_at: dt.datetime
    figures: int
    milestones: int


@dataclass(frozen=True, slots=True)
class Succession:
    """That figure `old` stopped standing for its series at `at`; `new` is what stands since, None where nothing does.

    `kind` is corrected or withdrawn, which have a `reason`, or followed: another figure came and `old` stays published.
    """

    kind: str
    at: dt.datetime
    old: int
    new: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A Succession with its figures."""

    kind: str
    at: dt.datetime
    old: FigureRow
    new: FigureRow | None
    reason: str


def newest_updates(day: dt.date | None) -> list[UpdateSummary]:
    def published(model) -> Coalesce:
        return counted(model.objects.published_by(day).filter(update=OuterRef("pk")).order_by().values("update"))

    found = published_updates(day).annotate(figure_count=published(Figure), milestone_count=published(Milestone))
    fields = ("slug", localized("title"), "published_at", "figure_count", "milestone_count")
    return [UpdateSummary(*values) for values in found.order_by("-published_at", "-pk").values_list(*fields)[:UPDATES]]


def standing_since(place: Q) -> QuerySet:
    """For a subquery of a pointer that ended: what stands for its series from then on, in a country of `place`."""
    found = CurrentFigure.objects.filter(place, series_key=OuterRef("series_key"), since=OuterRef("until"))
    return found.order_by("pk").values("figure")[:1]


def successions(day: dt.date | None, most: int = CHANGES) -> list[Succession]:
    """The last changes of what stands by the end of `day`, newest first; one of a joint figure, not one by country."""
    ended = CurrentFigure.objects.filter(until__isnull=False)
    if day is not None:
        ended = ended.filter(until__lt=end_of_day(day))
    once = ended.order_by().values("until", "figure").annotate(pointer=Min("pk")).order_by("-until", "-figure")
    correction = Figure.objects.filter(supersedes=OuterRef("figure"), published_at=OuterRef("until"))
    rows = (
        CurrentFigure.objects.filter(pk__in=once.values("pointer")[:most])
        .annotate(
            new=Coalesce(
                Subquery(standing_since(Q(country=OuterRef("country")))),
                Subquery(standing_since(Q(country__isnull=True))),
            ),
            correcting=Subquery(correction.values("supersede_reason")[:1]),
        )
        .order_by("-until", "-figure")
    )
    found = []
    fields = ("figure", "until", "new", "correcting", "figure__status", "figure__ended_at", "figure__ended_reason")
    for old, at, new, correcting, status, ended_at, ending in rows.values_list(*fields):
        if ended_at != at:
            found.append(Succession("followed", at, old, new, ""))
        elif status == Figure.Status.WITHDRAWN:
            found.append(Succession("withdrawn", at, old, new, written(ending)))
        else:
            found.append(Succession("corrected", at, old, new, written(correcting or "")))
    return found


def changes_of(found: list[Succession], rows: dict[int, FigureRow]) -> list[Change]:
    return [Change(one.kind, one.at, rows[one.old], rows.get(one.new), one.reason) for one in found]
