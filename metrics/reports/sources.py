"""Sources and updates: what each states or published."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from metrics.models import Erratum, Figure, Source, Update
from metrics.models.publication import end_of_day
from programs.languages import in_language, localized, quoted, told_by, written

from .archive import ArchivedText, archived_text, newest_part
from .documents import Document, document_of
from .errata import ErratumRow, errata_rows, in_source
from .milestones import MilestoneRow, milestone_rows
from .relations import Endpoint, endpoint_sources
from .revisions import PUBLISHED, Event, figure_events
from .rows import FIGURE_FIELDS, FigureRow, FigureRows, in_reading_order, period_words

# More than these stand in the log of revisions.
LISTED = 100


@dataclass(frozen=True, slots=True)
class SourceLine:
    slug: str
    title: str
    kind: str
    publisher: str
    stated_on: dt.date | None
    part_of: tuple[str, str] | None
    figures: int


@dataclass(frozen=True, slots=True)
class SourceReport:
    document: Document
    parts: list[tuple[str, str]]
    milestones: list[MilestoneRow]
    text: ArchivedText | None
    # What is known to be wrong in it, or in what stands in it.
    errata: list[ErratumRow]


def figures_of_source(slug: str, day: dt.date | None) -> QuerySet:
    return Figure.objects.as_of(day).filter(citation__source__slug=slug)


def sources(day: dt.date | None) -> list[SourceLine]:
    """Every source with the number of figures that rest on it, newest first."""
    counts = dict(Figure.objects.as_of(day).order_by().values_list("citation__source").annotate(count=Count("pk")))
    found = Source.objects.select_related("part_of").order_by(
        F("event_on").desc(nulls_last=True), F("published_on").desc(nulls_last=True), "slug"
    )
    return [
        SourceLine(
            source.slug,
            told_by(source, "title"),
            source.get_kind_display(),
            told_by(source, "publisher"),
            source.stated_on,
            (source.part_of.slug, told_by(source.part_of, "title")) if source.part_of else None,
            counts.get(source.pk, 0),
        )
        for source in found
    ]


def source_report(slug: str, day: dt.date | None, show_untracked: bool = False) -> SourceReport | None:
    """The page of a source; None where there is none. Its figures come as a table."""
    archived = newest_part(slug, day, has_beside("source", day))
    source = archived and archived.source
    if source is None:
        rows = Source.objects.filter(slug=slug).select_related("part_of").annotate(**has_beside("pk", day))
        source = rows.first()
    if source is None:
        return None
    known = archived or source
    errata = errata_rows(day, in_source(source)) if known.has_errata else []
    parts = (
        source.parts.order_by("event_on", "slug").values_list("slug", quoted("title", "")) if known.has_parts else ()
    )
    return SourceReport(
        document=document_of(source, source.part_of),
        parts=list(parts),
        milestones=milestone_rows(day, citation__source=source),
        text=archived_text(archived, day, errata, show_untracked) if archived else None,
        errata=errata,
    )


def has_beside(source: str, day: dt.date | None) -> dict[str, Exists]:
    """Annotations that save queries for what few sources have; `source` leads to it from the row."""
    return {
        "has_errata": Exists(Erratum.objects.as_of(day).filter(in_source(OuterRef(source)))),
        "has_parts": Exists(Source.objects.filter(part_of=OuterRef(source))),
    }


@dataclass(frozen=True, slots=True)
class UpdateLine:
    slug: str
    title: str
    published_at: dt.datetime
    period_start: dt.date | None
    period_end: dt.date | None

    @property
    def period(self) -> str:
        return period_words(self.period_start, self.period_end, "")


@dataclass(frozen=True, slots=True)
class End:
    """What became of a figure of an update: withdrawn, or corrected by another figure, and why."""

    figure: FigureRow
    at: dt.datetime
    reason: str
    successor: Endpoint | None


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """`ended` counts its figures that were corrected or withdrawn later; `corrected` those that corrected others."""

    slug: str
    title: str
    note: str
    published_at: dt.datetime
    period_start: dt.date | None
    period_end: dt.date | None
    sources: list[tuple[str, str]]
    added: int
    corrected: int
    ended: int
    milestones: list[MilestoneRow]
    # The first of the figures that corrected others, and of those that were themselves corrected or withdrawn later.
    corrections: list[Event]
    ends: list[End]

    @property
    def period(self) -> str:
        return period_words(self.period_start, self.period_end, "")


def published_updates(day: dt.date | None) -> QuerySet:
    """Updates of which something was published by the end of `day`."""
    updates = Update.objects.filter(published_at__isnull=False)
    return updates if day is None else updates.filter(published_at__lt=end_of_day(day))


def updates(day: dt.date | None) -> list[UpdateLine]:
    """Published updates, newest first."""
    fields = ("slug", localized("title"), "published_at", "period_start", "period_end")
    return [
        UpdateLine(*values) for values in published_updates(day).order_by("-published_at", "-pk").values_list(*fields)
    ]


def figures_of_update(slug: str, day: dt.date | None) -> QuerySet:
    """What the update published, whatever became of it later."""
    return Figure.objects.published_by(day).filter(update__slug=slug)


def update_report(slug: str, day: dt.date | None) -> UpdateReport | None:
    """The page of a published update; None where there is none. Its figures come as a table."""
    published = Figure.objects.published_by(day).filter(update=OuterRef("pk")).order_by().values("update")
    found = (
        published_updates(day)
        .filter(slug=slug)
        .annotate(
            added=counted(published.filter(supersedes=None)),
            corrected=counted(published.filter(supersedes__isnull=False)),
            ended=counted(published.filter(ended_by_then(day))),
            source_slug=F("sources__slug"),
            source_title=quoted("sources__title", "sources__"),
        )
        .order_by("sources__slug")
    )
    # A row for each of its sources.
    rows = list(found)
    if not rows:
        return None
    update = rows[0]
    return UpdateReport(
        slug=update.slug,
        title=in_language(update, "title"),
        note=in_language(update, "note"),
        published_at=update.published_at,
        period_start=update.period_start,
        period_end=update.period_end,
        sources=[(row.source_slug, row.source_title) for row in rows if row.source_slug],
        added=update.added,
        corrected=update.corrected,
        ended=update.ended,
        milestones=milestone_rows(day, update=update),
        corrections=corrections_of(slug, day) if update.corrected else [],
        ends=ends_of(slug, day) if update.ended else [],
    )


def counted(figures: QuerySet) -> Coalesce:
    return Coalesce(Subquery(figures.annotate(count=Count("pk")).values("count")), 0)


def ended_by_then(day: dt.date | None) -> Q:
    ended = Q(ended_at__isnull=False)
    return ended if day is None else ended & Q(ended_at__lt=end_of_day(day))


def corrections_of(slug: str, day: dt.date | None) -> list[Event]:
    """Figures of the update that corrected others, with what they were before: the first of them, in reading order."""
    found = figures_of_update(slug, day).filter(supersedes__isnull=False).order_by(*in_reading_order())
    return list(figure_events(PUBLISHED, found[:LISTED], day))


def ends_of(slug: str, day: dt.date | None) -> list[End]:
    """Figures of the update that were corrected or withdrawn by then: the first of them, in reading order."""
    found = figures_of_update(slug, day).filter(ended_by_then(day)).order_by(*in_reading_order())[:LISTED]
    figures = FigureRows(found, day=day)
    successor = endpoint_sources("successor__")
    paths = [figures.source_of(name) for name in FIGURE_FIELDS]
    # At most one correction of a figure is ever published; drafts of others may wait.
    one = FilteredRelation("successors", condition=Q(successors__status__in=Figure.ONCE_PUBLISHED))
    width = len(successor)
    return [
        End(FigureRow._make(values[width:]), at, written(reason), Endpoint(*values[:width]) if values[0] else None)
        for at, reason, *values in found.annotate(successor=one).values_list(
            "ended_at", "ended_reason", *successor, *paths
        )
    ]
