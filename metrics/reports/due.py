"""When readers can expect the next report: by the rule that finds overdue ones (metrics/rules/expected.py).

As expressions, for pages that have no query to spare. What is reported "when reported" is never due.
"""

import datetime as dt
from collections.abc import Mapping

from django.db.models import F, Max, Min, Q, QuerySet, Subquery
from django.utils import timezone

from metrics.models import Figure
from metrics.rules.expected import MONTHS, due_after, overdue_since
from programs.models import Program

# Of programs that are over, no more reports are due.
OVER = (Program.Status.COMPLETED, Program.Status.SUSPENDED)


def awaiting(pointers: QuerySet) -> QuerySet:
    """Of pointers to current figures, those after which another report is due some day."""
    ended = Q(indicator__program__ends_on__isnull=False, figure__reference_date__gte=F("indicator__program__ends_on"))
    due = pointers.filter(figure__role=Figure.Role.ACTUAL, indicator__frequency__in=MONTHS)
    return due.exclude(indicator__program__status__in=OVER).exclude(ended)


def late(day: dt.date) -> Q:
    """Of awaiting() pointers: those after which another report should have been published before `day`."""
    found = Q(pk__in=[])
    for frequency in MONTHS:
        reported = overdue_since(frequency, day)
        found |= Q(figure__indicator__frequency=frequency, figure__reference_date__lte=reported)
    return found


def of_day(day: dt.date | None) -> dt.date:
    return day or timezone.now().date()


def newest_report(pointers: QuerySet) -> Subquery:
    """The date of the newest report among pointers of one indicator, as an expression; empty where none follows."""
    newest = awaiting(pointers).order_by().values("indicator").annotate(newest=Max("figure__reference_date"))
    return Subquery(newest.values("newest"))


def reports_in_time(pointers: QuerySet, day: dt.date | None) -> dict[str, Subquery]:
    """The oldest report of each frequency after which another is still awaited on `day`, as expressions for a row."""
    found = {}
    for frequency in MONTHS:
        of_frequency = awaiting(pointers).filter(
            indicator__frequency=frequency, figure__reference_date__gt=overdue_since(frequency, of_day(day))
        )
        oldest = of_frequency.order_by().values("indicator__frequency").annotate(oldest=Min("figure__reference_date"))
        found[f"{frequency}_report"] = Subquery(oldest.values("oldest"))
    return found


def next_due(row: Mapping[str, dt.date | None]) -> dt.date | None:
    """The first day by which a report is awaited, of the values of reports_in_time()."""
    days = [due_after(found, each) for each in MONTHS if (found := row[f"{each}_report"])]
    return min(days, default=None)
