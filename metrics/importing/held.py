"""The figures that rows may equal, change or correct."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from metrics.exports.plain import one_line
from metrics.models import Figure
from metrics.models.publication import Publication

from .outcomes import Held, Stated

Status = Publication.Status

# A database takes so many values in one condition; beyond it the figures of the indicators are read one by one.
MOST_IN_A_CONDITION = 400

FIELDS = (
    "pk",
    "status",
    "update_id",
    "supersedes_id",
    "supersede_reason",
    "note",
    "period_note",
    "citation_id",
    "indicator_id",
    "role",
    "place_key",
    "category_id",
    "period_start",
    "period_end",
    "value",
    "missing",
    "qualifier",
    "unit_id",
    "citation__as_stated",
    "period_as_stated",
    "rank",
    "citation__source_id",
    "citation__section",
)


def held_of(row: Sequence) -> Held:
    return Held(
        *row[:8],
        identity=tuple(row[8:14]),
        content=(
            *row[14:18],
            one_line(row[18] or ""),
            one_line(row[19]),
            row[20],
            row[21],
            one_line(row[22] or ""),
        ),
    )


class HeldFigures:
    """By key, and by identity: what is published, and the drafts of one update (submitted ones with them)."""

    def __init__(self, update: int, stated: Iterable[Stated]):
        self.update = update
        self.by_id: dict[int, Held] = {}
        self.published: dict[tuple, list[Held]] = defaultdict(list)
        self.drafts: dict[tuple, list[Held]] = defaultdict(list)
        self.pending: dict[int, list[Held]] = defaultdict(list)
        self.ids = {row.figure_id for row in stated if row.figure_id is not None}
        self.identities = {row.identity for row in stated}
        keys = {row.series_key for row in stated}
        for figures in self.queries(keys, {row.indicator for row in stated}):
            # A cursor, since there may be a million of them, of which few are kept.
            for row in figures.order_by("pk").values_list(*FIELDS).iterator(chunk_size=2000):
                if row[0] in self.by_id:
                    continue
                if row[2] == update or row[0] in self.ids or row[8:14] in self.identities:
                    self.keep(held_of(row))

    def queries(self, keys: set[str], indicators: set[int]) -> Iterable[QuerySet]:
        figures = Figure.objects.all()
        published = figures.filter(status=Status.PUBLISHED)
        yield figures.filter(update=self.update, status__in=[Status.DRAFT, Status.SUBMITTED])
        if len(keys) <= MOST_IN_A_CONDITION:
            yield published.filter(series_key__in=keys)
        elif len(indicators) <= MOST_IN_A_CONDITION:
            yield published.filter(indicator__in=indicators)
        else:
            yield published
        if not self.ids:
            return
        if len(self.ids) <= MOST_IN_A_CONDITION:
            yield figures.filter(pk__in=self.ids)
        else:
            yield figures.filter(Q(pk__gte=min(self.ids)) & Q(pk__lte=max(self.ids)))

    def keep(self, figure: Held) -> None:
        is_mine = figure.update == self.update
        if figure.status in (Status.DRAFT, Status.SUBMITTED) and not is_mine:
            return
        self.by_id[figure.pk] = figure
        if figure.status == Status.PUBLISHED:
            self.published[figure.identity].append(figure)
        elif figure.status in (Status.DRAFT, Status.SUBMITTED):
            self.drafts[figure.identity].append(figure)
            if figure.supersedes:
                self.pending[figure.supersedes].append(figure)


def state_of(update: int) -> frozenset[tuple]:
    """What the drafts of an update are, to tell whether somebody has changed one meanwhile."""
    figures = Figure.objects.filter(update=update, status__in=[Status.DRAFT, Status.SUBMITTED]).order_by()
    return frozenset(figures.values_list(*FIELDS).iterator(chunk_size=2000))
