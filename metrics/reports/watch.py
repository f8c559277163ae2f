"""What a person is assigned to watch: reports that are overdue, findings that nobody settled, what was published last.

Each is read in a query or two, however much there is. Lists are cut; what they leave out is counted.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from metrics.models import CurrentFigure, Figure, FindingFigure, FindingRecord, Milestone, Update
from metrics.models.publication import Publication
from metrics.rules import BY_ID, SEVERITIES
from metrics.rules.expected import due_after
from metrics.scopes import scope_of, within
from programs.languages import WRITTEN, language, localized
from programs.territories import country_name

from .due import awaiting, late
from .findings import figures_of, in_reading_order, said

T = TypeVar("T")
STATEMENTS = (Figure, Milestone)
OVERDUE = "overdue"
# How much of each list is shown.
SHOWN = 8
SHOWN_OF_COUNTRY = 5
SHOWN_PUBLISHED = 5


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first rows of a list, and how many there are."""

    rows: list[T]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    @classmethod
    def cut(cls, rows: list[T], shown: int | None) -> "Listed[T]":
        """`shown` None leaves nothing out."""
        return cls(rows[:shown], len(rows))


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """An indicator of which a country's next report was due by `due`; the last is of `reported`."""

    slug: str
    name: str
    reported: dt.date
    due: dt.date


@dataclass(frozen=True, slots=True)
class OverdueIn:
    """The overdue indicators of a country; of the whole world, without a code."""

    code: str
    country: str
    indicators: Listed[OverdueLine]


@dataclass(frozen=True, slots=True)
class FindingLine:
    key: str
    title: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class PublishedLine:
    slug: str
    title: str
    published_at: dt.datetime
    figures: int
    milestones: int


def count_of(rows: QuerySet) -> Coalesce:
    """How many of the rows are of the update at hand, as an expression."""
    counted = rows.filter(update=OuterRef("pk")).order_by().values("update").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def overdue_of(user: Any, now: dt.datetime, shown: int | None) -> Listed[OverdueIn]:
    """The indicators within this person's assignments that are overdue, by country: where most are, first.

    What is overdue the rule of that name has found, and nobody has settled. Its finding is about a whole indicator,
    and then about every series of it; or about one series, where others have been reported since.
    """
    day = now.date()
    current = awaiting(CurrentFigure.objects.as_of(None))
    unsettled = FindingRecord.objects.as_of(None).open(None).filter(rule=OVERDUE)
    here = unsettled.filter(indicator=OuterRef("indicator"))
    named = FindingFigure.objects.filter(record__in=unsettled.values("pk"), figure=OuterRef("figure"))
    in_time = current.filter(indicator=OuterRef("indicator")).exclude(late(day))
    rows = current.filter(late(day)).filter(Exists(here)).filter(Exists(named) | ~Exists(in_time))
    if scope_of(user) is not None:
        rows = rows.filter(figure__in=within(user, Figure.objects.all()))
    found = (
        rows.order_by()
        .values_list("country", "indicator__slug", localized("indicator__name"), "indicator__frequency")
        .annotate(reported=Min("figure__reference_date"))
    )
    by_country: dict[str, list[OverdueLine]] = defaultdict(list)
    for code, slug, name, frequency, reported in found:
        by_country[code or ""].append(OverdueLine(slug, name, reported, due_after(reported, frequency)))
    countries = [
        OverdueIn(
            code,
            country_name(code, gettext("en")) if code else gettext("Worldwide"),
            Listed.cut(sorted(lines, key=lambda line: (line.due, line.name, line.slug)), shown and SHOWN_OF_COUNTRY),
        )
        for code, lines in by_country.items()
    ]
    return Listed.cut(sorted(countries, key=lambda c: (-c.indicators.total, c.country)), shown)


def findings_of(user: Any, shown: int | None) -> tuple[Listed[FindingLine], dict[str, int]]:
    """Findings that nobody settled and that concern a figure within this person's assignments, gravest first.

    With how many there are of each severity. What is overdue stands by itself.
    """
    found = FindingRecord.objects.as_of(None).open(None).filter(rule__in=BY_ID.keys() - {OVERDUE})
    if scope_of(user) is not None:
        theirs = FindingFigure.objects.filter(record=OuterRef("pk"), figure__in=within(user, Figure.objects.all()))
        found = found.filter(Exists(theirs))
    by_rule = Counter(dict(found.order_by().values_list("rule").annotate(n=Count("pk"))))
    by_severity = Counter()
    for rule, count in by_rule.items():
        by_severity[BY_ID[rule].severity] += count
    gravest = in_reading_order(found.with_state(None))[:shown] if by_rule else []
    gravest = list(gravest)
    # The words of a message in another language are those of the figures it speaks of.
    figures = figures_of([record.pk for record in gravest], None) if gravest and language() != WRITTEN else {}
    lines = [
        FindingLine(
            record.key,
            str(BY_ID[record.rule].title),
            BY_ID[record.rule].severity,
            said(record.message, record.sentence, figures.get(record.pk, ())),
        )
        for record in gravest
    ]
    return Listed(lines, by_rule.total()), {each: by_severity[each] for each in SEVERITIES if by_severity[each]}


def recently_published() -> list[PublishedLine]:
    once = [model.objects.filter(status__in=Publication.ONCE_PUBLISHED) for model in STATEMENTS]
    found = Update.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    counted = found.annotate(n_figures=count_of(once[0]), n_milestones=count_of(once[1]))
    return [
        PublishedLine(*row)
        for row in counted.values_list("slug", localized("title"), "published_at", "n_figures", "n_milestones")[
            :SHOWN_PUBLISHED
        ]
    ]
