"""What was published, corrected and withdrawn, as events in the order of time: the newest first."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import NamedTuple

from django.db.models import F, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.models import Figure, Milestone
from metrics.models.publication import Publication, end_of_day
from programs.languages import localized, written

from .milestones import MilestoneRow, milestone_sources
from .relations import Endpoint, endpoint_sources
from .rows import FIGURE_FIELDS, FigureRow, FigureRows

KINDS = ("added", "corrected", "withdrawn")
KIND_WORDS = {
    "added": gettext_lazy("Added"),
    "corrected": gettext_lazy("Corrected"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
PER_PAGE = 50


class Place(NamedTuple):
    """Where an event stands in the order of all; `stream` and `pk` tell apart what happened in one instant."""

    at: dt.datetime
    stream: int
    pk: int

    @property
    def text(self) -> str:
        """As it stands in addresses."""
        return f"{self.at.strftime('%Y%m%dT%H%M%S.%f')}-{self.stream}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that `text` names; None where it names none."""
        found = re.fullmatch(r"(\d{8}T\d{6}\.\d{6})-([0-3])-(\d{1,18})", text, re.ASCII)
        try:
            at = dt.datetime.strptime(f"{found[1]}Z", "%Y%m%dT%H%M%S.%f%z") if found else None
        except ValueError:
            return None
        return cls(at.astimezone(dt.UTC), int(found[2]), int(found[3])) if at else None


@dataclass(frozen=True, slots=True)
class Event:
    """That a figure or milestone was published (`added`), published in place of another (`corrected`), or withdrawn.

    `statement` is what was published or withdrawn; `old` is what a correction replaced: of a figure its words and
    source, of a milestone its title.
    """

    kind: str
    place: Place
    statement: FigureRow | MilestoneRow
    old: Endpoint | str | None
    reason: str
    program_slug: str | None
    program_name: str | None

    @property
    def at(self) -> dt.datetime:
        return self.place.at

    @property
    def figure(self) -> FigureRow | None:
        return self.statement if isinstance(self.statement, FigureRow) else None

    @property
    def name(self) -> str:
        """What it is about."""
        return self.figure.label if self.figure else self.statement.title

    @property
    def noun(self) -> str:
        return "figure" if self.figure else "milestone"

    @property
    def step(self) -> str:
        """What befell it: it is published once and withdrawn once, so this, noun and number name the event for good."""
        return "withdrawn" if self.kind == "withdrawn" else "published"

    @property
    def words(self) -> str:
        """What stands now, or what was withdrawn."""
        return self.figure.words if self.figure else self.statement.date or _("date not stated")

    @property
    def old_words(self) -> str:
        return self.old.words if isinstance(self.old, Endpoint) else self.old or ""


class Stream(NamedTuple):
    """One kind of event of one kind of statement, and the column that says when it happened."""

    number: int
    model: type[Model]
    when: str

    def rows(self, day: dt.date | None, since: dt.datetime | None, kind: str, country: str, before: Place | None):
        """Its statements, newest event first."""
        found = self.model.objects.filter(**{f"{self.when}__isnull": False})
        if self.when == "ended_at":
            # The end of what was superseded is the publication of its correction.
            found = found.filter(status=Publication.Status.WITHDRAWN)
        if day is not None:
            found = found.filter(**{f"{self.when}__lt": end_of_day(day)})
        if since is not None:
            found = found.filter(**{f"{self.when}__gte": since})
        if country:
            found = found.filter(countries=country)
        if kind in ("added", "corrected"):
            found = found.filter(supersedes__isnull=kind == "added")
        if before is not None:
            earlier = Q(**{f"{self.when}__lt": before.at})
            if self.number < before.stream:
                earlier = Q(**{f"{self.when}__lte": before.at})
            elif self.number == before.stream:
                earlier |= Q(**{self.when: before.at, "pk__lt": before.pk})
            found = found.filter(earlier)
        return found.order_by(f"-{self.when}", "-pk")

    def kind_of(self, supersedes: int | None) -> str:
        if self.when == "ended_at":
            return "withdrawn"
        return "corrected" if supersedes else "added"


PUBLISHED = Stream(0, Figure, "published_at")
STREAMS = (
    PUBLISHED,
    Stream(1, Milestone, "published_at"),
    Stream(2, Figure, "ended_at"),
    Stream(3, Milestone, "ended_at"),
)
BESIDE = ("supersedes_id", "supersede_reason", "ended_reason")


def figure_events(stream: Stream, rows: QuerySet, day: dt.date | None) -> Iterator[Event]:
    figures = FigureRows(rows, day=day)
    paths = [figures.source_of(name) for name in FIGURE_FIELDS]
    old_paths = endpoint_sources("supersedes__")
    width = len(paths)
    found = rows.values_list(stream.when, *BESIDE, *old_paths, *paths)
    for at, supersedes, correcting, ending, *values in fetched(found):
        row, old = FigureRow._make(values[-width:]), values[:-width]
        kind = stream.kind_of(supersedes)
        yield Event(
            kind=kind,
            place=Place(at, stream.number, row.figure_id),
            statement=row,
            old=Endpoint(*old) if kind == "corrected" else None,
            reason=written(ending if kind == "withdrawn" else correcting),
            program_slug=row.program_slug,
            program_name=row.program_name,
        )


def milestone_events(streams: dict[Stream, QuerySet], limit: int | None) -> Iterator[Event]:
    """Events of milestones, which are few: of all their streams in one query."""
    paths = ("pk", *BESIDE, localized("supersedes__title"), *milestone_sources())
    parts = [
        rows.order_by().annotate(at=F(stream.when), stream=Value(stream.number)).values_list("at", "stream", *paths)
        for stream, rows in streams.items()
    ]
    found = parts[0].union(*parts[1:], all=True).order_by("-at", "-stream", "-pk")
    for at, number, pk, supersedes, correcting, ending, old, *values in found[:limit]:
        row, kind = MilestoneRow(*values), STREAMS[number].kind_of(supersedes)
        yield Event(
            kind=kind,
            place=Place(at, number, pk),
            statement=row,
            old=old if kind == "corrected" else None,
            reason=written(ending if kind == "withdrawn" else correcting),
            program_slug=row.program_slug,
            program_name=row.program_name,
        )


def first_of(rows: QuerySet, limit: int | None) -> QuerySet:
    """The first rows, chosen by their keys alone: all that a row refers to is looked up for these and no others."""
    if limit is None:
        return rows
    chosen = rows.model.objects.filter(pk__in=rows.values("pk")[:limit])
    return chosen.order_by(*rows.query.order_by)[:limit]


def fetched(values: QuerySet) -> Iterator[tuple]:
    return iter(values) if values.query.is_sliced else values.iterator(chunk_size=2000)


def events(
    day: dt.date | None,
    *,
    since: dt.datetime | None = None,
    kind: str = "",
    country: str = "",
    before: Place | None = None,
    limit: int | None = None,
) -> Iterator[Event]:
    """Events up to the end of `day`, newest first, read as they are asked for, in three queries.

    `country` (alpha-3) keeps what covers it, alone or with others; `before` is the place of the last event of the page
    before. With `limit` no stream is read further than that.
    """
    asked = {
        stream: stream.rows(day, since, kind, country, before)
        for stream in STREAMS
        if not kind or (kind == "withdrawn") == (stream.when == "ended_at")
    }
    of_figures = [
        figure_events(stream, first_of(rows, limit), day) for stream, rows in asked.items() if stream.model is Figure
    ]
    of_milestones = {stream: rows for stream, rows in asked.items() if stream.model is Milestone}
    return merge(*of_figures, milestone_events(of_milestones, limit), key=lambda event: event.place, reverse=True)


@dataclass(frozen=True, slots=True)
class RevisionLog:
    """One page of events. `next_place` is that of its last event where there are more, for the address of the next."""

    events: list[Event]
    next_place: str


def page_of(found: Iterator[Event], limit: int) -> RevisionLog:
    listed = [event for event, _ in zip(found, range(limit + 1), strict=False)]
    shown = listed[:limit]
    return RevisionLog(shown, shown[-1].place.text if len(listed) > limit else "")


def report(day: dt.date | None, kind: str = "", country: str = "", before: Place | None = None) -> RevisionLog:
    """A page of the log of all revisions."""
    found = events(day, kind=kind, country=country, before=before, limit=PER_PAGE + 1)
    return page_of(found, PER_PAGE)
