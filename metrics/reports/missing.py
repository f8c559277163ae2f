"""What an update could be expected to hold and does not: series that are due, or that were in the update before."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from metrics.models import CurrentFigure, Figure, Update
from metrics.models.publication import Publication
from metrics.rules.expected import MONTHS, add_months
from programs.models import Program
from programs.territories import country_name

# More than that nobody goes through one by one.
MOST = 200


@dataclass(frozen=True, slots=True)
class Expected:
    """A series of which the update says nothing; `figure` is what stands for it. `was_in_last`, or else it is due."""

    figure: Figure
    was_in_last: bool

    @property
    def place(self) -> str:
        return place_of(self.figure)


def place_of(figure: Figure) -> str:
    match figure.coverage:
        case Figure.Coverage.GLOBAL:
            return gettext("The whole world")
        case Figure.Coverage.GROUP:
            return str(figure.group)
    return ", ".join(country_name(code) for code in figure.country_codes)


def last_update(update: Update) -> Update | None:
    """The update that was published before."""
    others = Update.objects.filter(published_at__isnull=False).exclude(pk=update.pk)
    return others.order_by("-published_at", "-pk").first()


def due(day: dt.date) -> Q:
    """Current actual figures after which another should have come by `day`, as their indicator is reported."""
    found = Q(pk__in=[])
    for frequency, months in MONTHS.items():
        found |= Q(indicator__frequency=frequency, reference_date__lte=add_months(day, -months))
    over = (Program.Status.COMPLETED, Program.Status.SUSPENDED)
    return found & Q(role=Figure.Role.ACTUAL) & ~Q(indicator__program__status__in=over)


def expected(update: Update, last: Update | None) -> QuerySet[Figure]:
    """The figures that stand for the series that are due, or that were in the last update."""
    wanted = due(update.period_end or timezone.now().date())
    if last is not None:
        once = Figure.objects.ever_published().filter(update=last)
        wanted |= Q(series_key__in=once.order_by().values("series_key"))
    current = CurrentFigure.objects.as_of(None).order_by().values("figure")
    return Figure.objects.filter(wanted, pk__in=current).exclude(update=update)


def missing_from(update: Update, last: Update | None) -> list[Expected]:
    """What is expected and has no figure in the update, MOST at most, by indicator. One query."""
    here = Figure.objects.filter(update=update).exclude(status=Publication.Status.WITHDRAWN)
    found = (
        expected(update, last)
        .exclude(series_key__in=here.order_by().values("series_key"))
        .select_related("indicator", "unit", "group", "category")
        .order_by("indicator__position", "indicator__name", "role", "place_key", "pk")[:MOST]
    )
    return [Expected(figure, last is not None and figure.update_id == last.pk) for figure in found]
