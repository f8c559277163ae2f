"""Derived data: which figure stands for each series in each country, when; and the version of all readable data.

`rebuild_current` makes CurrentFigure anew from the figures and `rebuild_current --check` compares the two.
"""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.models import Q

from programs.models import Country

from .bulk import insert, utc
from .figure import Figure
from .indicator import Indicator
from .publication import end_of_day

SERIES_PER_CHUNK = 500


class Stated(NamedTuple):
    """What decides which figure of a series stands. `ended_at` is None while it is in force."""

    figure_id: int
    reference_date: dt.date
    period_start: dt.date | None
    preferred: bool
    published_at: dt.datetime
    ended_at: dt.datetime | None

    @property
    def precedence(self) -> tuple:
        """Smallest first: the latest date, the preferred rank, the longest period, the last published."""
        return (
            -self.reference_date.toordinal(),
            not self.preferred,
            (self.period_start or dt.date.max).toordinal(),
            -self.published_at.timestamp(),
            -self.figure_id,
        )


class Tenure(NamedTuple):
    """That `figure_id` stands for its series in a country from `since` until `until` (None: still)."""

    series_key: str
    country_id: str | None
    indicator_id: int
    figure_id: int
    since: dt.datetime
    until: dt.datetime | None


def successive(statements: Iterable[Stated]) -> Iterator[tuple[int, dt.datetime, dt.datetime | None]]:
    """(figure, since, until) for each stretch of time in which one figure of a series stands, oldest first."""
    waiting = sorted(statements, key=lambda s: s.published_at, reverse=True)
    instants = sorted({s.published_at for s in waiting} | {s.ended_at for s in waiting if s.ended_at})
    in_force: list[tuple[tuple, Stated]] = []
    standing: int | None = None
    since = None
    for instant in instants:
        while waiting and waiting[-1].published_at <= instant:
            stated = waiting.pop()
            heapq.heappush(in_force, (stated.precedence, stated))
        while in_force and in_force[0][1].ended_at and in_force[0][1].ended_at <= instant:
            heapq.heappop(in_force)
        first = in_force[0][1].figure_id if in_force else None
        if first != standing:
            if standing is not None:
                yield standing, since, instant
            standing, since = first, instant
    if standing is not None:
        yield standing, since, None


class CurrentFigureQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """The pointers that held at the end of `day` (UTC); None means now."""
        if day is None:
            return self.filter(until__isnull=True)
        instant = end_of_day(day)
        return self.filter(since__lt=instant).exclude(until__lt=instant)

    def refresh(self, series_keys: Iterable[str]) -> None:
        """Makes the pointers of these series what the figures say. Belongs in the transaction that publishes."""
        for chunk in chunks(sorted(set(series_keys))):
            held = {tenure: pk for pk, tenure in held_tenures(chunk)}
            wanted = set(wanted_tenures(chunk))
            CurrentFigure.objects.filter(pk__in=[held[tenure] for tenure in held.keys() - wanted]).delete()
            new = sorted_tenures(wanted - held.keys())
            insert(
                CurrentFigure,
                Tenure._fields,
                [(*tenure[:4], utc(tenure.since), tenure.until and utc(tenure.until)) for tenure in new],
            )

    @transaction.atomic
    def rebuild(self) -> int:
        """Makes every pointer anew; returns how many there are."""
        self.all()._raw_delete(self.db)
        self.refresh(every_series_key())
        return self.count()

    def differences(self) -> Iterator[tuple[str, Tenure]]:
        """("missing" or "wrong", tenure) for each pointer that the figures call for, or that they do not."""
        for chunk in chunks(every_series_key()):
            held, wanted = {tenure for _, tenure in held_tenures(chunk)}, set(wanted_tenures(chunk))
            yield from (("missing", tenure) for tenure in sorted_tenures(wanted - held))
            yield from (("wrong", tenure) for tenure in sorted_tenures(held - wanted))


class CurrentFigure(models.Model):
    """From `since` until `until` (empty: still), `figure` is what stands for its series in `country`.

    A series is an indicator, role, place and category. A joint figure has one row for each of its countries, a
    group's figure one for each member at the time of publication, a global figure one row without a country. Reading
    a page takes one index range of this table, now or as of any past date, however many figures there are.
    """

    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="+")
    series_key = models.CharField(max_length=1100)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = CurrentFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series_key", "country"],
                condition=Q(until__isnull=True, country__isnull=False),
                name="one_current_figure_per_series_and_country",
            ),
            models.UniqueConstraint(
                fields=["series_key"],
                condition=Q(until__isnull=True, country__isnull=True),
                name="one_current_global_figure_per_series",
            ),
        ]
        indexes = [
            models.Index(
                fields=["country", "indicator", "figure"], name="current_now", condition=Q(until__isnull=True)
            ),
            models.Index(fields=["indicator", "country"], name="current_by_indicator", condition=Q(until__isnull=True)),
            models.Index(fields=["country", "since", "until"], name="current_as_of"),
            # What changed last.
            models.Index(fields=["-until", "-figure"], name="current_ended", condition=Q(until__isnull=False)),
        ]

    def __str__(self):
        return f"{self.series_key} in {self.country_id or 'the world'}: figure {self.figure_id}"


def chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), SERIES_PER_CHUNK):
        yield keys[start : start + SERIES_PER_CHUNK]


def sorted_tenures(tenures: Iterable[Tenure]) -> list[Tenure]:
    return sorted(tenures, key=lambda t: (t.series_key, t.country_id or "", t.since))


def every_series_key() -> list[str]:
    """Keys of all series that have, or have had, a published figure or hold a pointer."""
    figures = Figure.objects.ever_published().order_by().values_list("series_key")
    return sorted(key for (key,) in figures.union(CurrentFigure.objects.values_list("series_key")))


def held_tenures(series_keys: list[str]) -> Iterator[tuple[int, Tenure]]:
    rows = CurrentFigure.objects.filter(series_key__in=series_keys)
    for pk, *tenure in rows.values_list("pk", *Tenure._fields):
        yield pk, Tenure(*tenure)


def wanted_tenures(series_keys: list[str]) -> Iterator[Tenure]:
    """The pointers that the published figures of these series call for, in two queries."""
    figures = Figure.objects.ever_published().filter(series_key__in=series_keys).exclude(rank=Figure.Rank.DEPRECATED)
    countries = defaultdict(list)
    through = Figure.countries.through.objects.filter(figure__in=figures)
    for figure_id, country_id in through.values_list("figure_id", "country_id"):
        countries[figure_id].append(country_id)
    stated = defaultdict(list)
    for (
        series_key,
        indicator_id,
        pk,
        reference_date,
        start,
        rank,
        published_at,
        ended_at,
    ) in figures.values_list(
        "series_key",
        "indicator_id",
        "pk",
        "reference_date",
        "period_start",
        "rank",
        "published_at",
        "ended_at",
    ):
        row = Stated(pk, reference_date, start, rank == Figure.Rank.PREFERRED, published_at, ended_at)
        for country_id in countries.get(pk, [None]):
            stated[series_key, country_id, indicator_id].append(row)
    # A joint figure has the same history in each of its countries.
    histories: dict[tuple[int, ...], list] = {}
    for series, rows in stated.items():
        same = tuple(row.figure_id for row in rows)
        if same not in histories:
            histories[same] = list(successive(rows))
        for figure_id, since, until in histories[same]:
            yield Tenure(*series, figure_id, since, until)


class DataVersion(models.Model):
    """One row that triggers raise with every change readers can see. Pages, ETags and caches are keyed by it."""

    number = models.BigIntegerField(default=0)

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        # Every request asks, and the ORM takes longer to word the question than the database to answer it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM metrics_dataversion WHERE id = 1")
            return cursor.fetchone()[0]
