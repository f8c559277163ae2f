"""How a strategy's figures stand on a day, in numbers: how many, how many of them checked, and what is overdue."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONArray

from metrics.models import Citation, CurrentFigure, Figure

from .due import awaiting, late, of_day
from .rows import verification_by

VERIFIED = Citation.Verification.VERIFIED.value
NOT_ARCHIVED = Citation.Verification.NOT_ARCHIVED.value


@dataclass(frozen=True, slots=True)
class Standing:
    """Each current figure counts once, however many countries it covers.

    `verified` of `figures` have a citation whose words were found in the archived text of their source and say what the
    figure says; `unarchived` rest on a source whose text is not archived, so that nothing could be checked. `awaited`
    indicators are reported at a stated frequency and due again some day; `overdue` of them should have been by now.
    """

    figures: int = 0
    verified: int = 0
    unarchived: int = 0
    awaited: int = 0
    overdue: int = 0

    @property
    def verified_percent(self) -> int | None:
        """Rounded down, so that 100 means all; None where there are no figures."""
        return self.verified * 100 // self.figures if self.figures else None

    @property
    def doubted(self) -> int:
        """Those whose check found something else than what they say."""
        return self.figures - self.verified - self.unarchived


def current_figures(day: dt.date | None) -> QuerySet:
    """The figures that stand for their series on `day`, each once."""
    return Figure.objects.filter(pk__in=CurrentFigure.objects.as_of(day).values("figure"))


def overdue_figures(day: dt.date | None) -> QuerySet:
    """The last reports of what is overdue on `day`."""
    pointers = awaiting(CurrentFigure.objects.as_of(day)).filter(late(of_day(day)))
    return Figure.objects.filter(pk__in=pointers.values("figure"))


def with_state(figures: QuerySet, day: dt.date | None, prefix: str = "") -> tuple[QuerySet, str]:
    """The rows, and the name of what holds the state of their citations on `day`; `prefix` leads to the figure."""
    if day is None:
        return figures, f"{prefix}citation__verification"
    return figures.annotate(state=verification_by(f"{prefix}citation", day)), "state"


def counted(day: dt.date | None) -> dict[str, Subquery]:
    """The numbers of a Standing as expressions for a row of any query; standing_of() reads them."""
    current = CurrentFigure.objects.as_of(day).order_by()
    checked, state = with_state(current, day, "figure__")
    figures = [
        Count("figure", distinct=True, filter=only)
        for only in (None, Q(**{state: VERIFIED}), Q(**{state: NOT_ARCHIVED}))
    ]
    indicators = [Count("indicator", distinct=True, filter=only) for only in (None, late(of_day(day)))]
    return {"figure_counts": packed(checked, figures), "indicator_counts": packed(awaiting(current), indicators)}


def packed(rows: QuerySet, counts: list[Count]) -> Subquery:
    """Several counts of the same rows, in one subquery."""
    return Subquery(rows.annotate(all=Value(1)).values("all").annotate(counts=JSONArray(*counts)).values("counts"))


def standing_of(figure_counts: list[int] | None, indicator_counts: list[int] | None) -> Standing:
    """Of the values of counted(), which are None where there is nothing to count."""
    return Standing(*(figure_counts or (0, 0, 0)), *(indicator_counts or (0, 0)))
