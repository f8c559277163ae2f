"""How far countries have come by line of action: figures that are measured by a target, a base or a baseline.

Percentages of different things are never averaged. A country and line shows one of them, chosen by rule, and says how
many there are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from metrics.models import CurrentFigure, Figure, FigureRelation
from metrics.models.publication import in_force
from metrics.statements import Quantity, render

from .progress import PERCENT, Progress, against_target, share_of_base, since_baseline
from .rows import FigureRow, language

# Of a country and line, how many are tried before saying that none can be computed.
TRIED = 3
BY = ("target", "share", "baseline")


class Pair(NamedTuple):
    """That figure `figure` of a country and line (None: context) is measured by figure `by`, in a way of BY."""

    country: str
    line: int | None
    figure: int
    by: int
    way: str
    shared: bool
    reference_date: dt.date

    @property
    def order(self) -> tuple:
        """The country's own first, then targets before shares before changes, and the newest."""
        return self.shared, BY.index(self.way), -self.reference_date.toordinal(), self.figure, self.by


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its progress, and how many figures of its country and line are measured by something."""

    figure: FigureRow
    progress: Progress
    count: int

    @property
    def share(self) -> Quantity | None:
        """What part of a hundred percent it is, to draw a bar; None for a change, which is no part of anything."""
        if self.progress.kind == "derived":
            return self.figure.quantity
        return self.progress.quantity if self.progress.percent is not None else None

    @property
    def sign(self) -> str:
        """In a few letters, for where there is no room for words: "≲ 28.8 %", "↓ ≥ 96.4 %"."""
        if self.share is not None:
            return render(self.share, PERCENT, language(), style="symbol")
        if self.figure.value == self.progress.of.value:
            return self.progress.words
        arrow = "↓" if self.figure.value < self.progress.of.value else "↑"
        return f"{arrow} {render(self.progress.quantity, PERCENT, language(), style='symbol')}"

    @property
    def words(self) -> str:
        """The whole of it: "People granted asylum: under 28.9 percent of more than 131,000 applications"."""
        told = {"label": self.figure.label, "progress": self.progress.words, "base": self.progress.of.words}
        if self.progress.kind == "derived":
            return _("%(label)s: %(share)s of %(base)s") % {**told, "share": self.figure.words}
        if self.progress.kind == "change":
            return _("%(label)s: %(progress)s, from %(base)s") % told
        return _("%(label)s: %(progress)s of %(base)s") % told


def pairs(day: dt.date | None) -> list[Pair]:
    """Every pair that the figures of `day` make, in one query. What has no number measures nothing."""
    current = CurrentFigure.objects.as_of(day)
    numbers = {"figure__value__isnull": False, "country__isnull": False}
    place = ("country", "indicator__program__line__number")
    shown = ("figure__coverage", "figure__reference_date")

    # The same series of results. A series names its role (CurrentFigure), and only its role looks like that.
    goals = current.filter(figure__role__in=(Figure.Role.TARGET, Figure.Role.BASELINE), **numbers)
    key = Replace(
        Replace(F("series_key"), Value("|target|"), Value("|actual|")), Value("|baseline|"), Value("|actual|")
    )
    results = current.filter(series_key=OuterRef("key"), country=OuterRef("country"), figure__value__isnull=False)
    by_role = goals.annotate(key=key).annotate(
        result=Subquery(results.values("figure")[:1]),
        result_date=Subquery(results.values("figure__reference_date")[:1]),
    )
    by_role = by_role.filter(result__isnull=False)

    bases = FigureRelation.objects.as_of(day).filter(
        in_force(day, "to_figure__"),
        kind=FigureRelation.Kind.SHARE_OF,
        from_figure=OuterRef("figure"),
        to_figure__value__isnull=False,
    )
    by_base = current.filter(figure__relations_from__kind=FigureRelation.Kind.SHARE_OF, **numbers)
    by_base = by_base.annotate(base=Subquery(bases.order_by("pk").values("to_figure")[:1])).filter(base__isnull=False)

    found = by_role.order_by().values_list(*place, "result", "figure", "figure__role", shown[0], "result_date")
    others = by_base.order_by().values_list(*place, "figure", "base", Value("share"), *shown)
    return [
        Pair(country, line, figure, by, way, coverage != Figure.Coverage.SINGLE, date)
        for country, line, figure, by, way, coverage, date in found.union(others)
    ]


def by_cell(found: Iterable[Pair]) -> dict[tuple[str, int | None], list[Pair]]:
    """The pairs of each country and line, those to be tried first first."""
    cells = defaultdict(list)
    for pair in sorted(found, key=lambda pair: pair.order):
        cells[pair.country, pair.line].append(pair)
    return cells


def figures_of(cells: dict[tuple[str, int | None], list[Pair]]) -> set[int]:
    """The numbers of the figures that measured_of() needs."""
    return {pk for tried in cells.values() for pair in tried[:TRIED] for pk in (pair.figure, pair.by)}


def progress_of(pair: Pair, rows: dict[int, FigureRow]) -> Progress:
    figure, by = rows[pair.figure], rows[pair.by]
    if pair.way == "target":
        return against_target(figure, by)
    return since_baseline(by, figure) if pair.way == "baseline" else share_of_base(figure, by)


def measured_of(tried: list[Pair], rows: dict[int, FigureRow]) -> Measured | None:
    """The first of which something can be said; None where nothing can."""
    for pair in tried[:TRIED]:
        progress = progress_of(pair, rows)
        if progress.quantity is not None:
            return Measured(rows[pair.figure], progress, len({pair.figure for pair in tried}))
    return None
