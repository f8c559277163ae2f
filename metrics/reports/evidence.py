"""The page of one figure: what it says, who says so, where, who stands behind it, and what it is related to."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Coalesce, Greatest, NullIf, Substr
from django.utils.translation import gettext_lazy

from metrics.archives.fragments import link_to_words
from metrics.models import ArchivedPart, Citation, CitationCheck, Erratum, Figure, Indicator
from metrics.models.publication import end_of_day
from programs.languages import in_language, written

from .archive import REACH, Passage, passage_in
from .documents import Document, document_of
from .errata import ErratumRow, errata_rows
from .findings import FindingLink, findings_of_figure
from .places import Group, groups_of
from .progress import Parts, Progress, divisions, share_of_base, working_of
from .relations import Endpoint, RelationRow, relation_rows
from .rows import FigureRow, figure_rows
from .wording import (
    coverage_meaning,
    missing_meaning,
    qualifier_meaning,
    quality_of,
    rank_meaning,
    relation_words,
    role_meaning,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who did it and when. Service accounts are named for what they are, such as "initial load"."""

    name: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One published statement of the figure's identity in the chain of corrections, oldest first."""

    figure_id: int
    words: str
    status: str
    published_at: dt.datetime
    ended_at: dt.datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as the page's figure sees it: "Part of", the other figure, and what the relation's note adds.

    `working` is the arithmetic where the other is a share of this one.
    """

    words: str
    other: Endpoint
    note: str
    working: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What the figure's indicator counts. `quality` holds the five answers of 31 U.S.C. 1115(b)(8)."""

    definition: str
    direction: str
    accumulation: str
    frequency: str
    quality: list[tuple[str, str]]

    @property
    def answered(self) -> list[tuple[str, str]]:
        return [(question, answer) for question, answer in self.quality if answer]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`status` is what held on the day asked for; a figure that was corrected or withdrawn keeps its page."""

    row: FigureRow
    status: str
    entered: Person
    submitted: Person
    published: Person
    # Who let it be published although its citation fails, and why.
    overridden: Person | None
    override_reason: str
    ended: Person | None
    ended_reason: str
    successor_id: int | None
    revisions: list[Revision]
    rivals: list[FigureRow]
    findings: list[FindingLink]
    relations: list[RelationRow]
    parts: list[Parts]
    progress: list[Progress]
    groups: list[Group]
    update_note: str
    document: Document
    measured: Measured
    citation_id: int
    # Known mistakes of sources that concern it.
    errata: list[ErratumRow]
    # What the last check of the citation found; the passage is None where the text is not archived or lacks the words.
    found: str
    checked_at: dt.datetime | None
    archive_version: int | None
    # Whether that copy is the newest of the source.
    is_newest: bool
    passage: Passage | None
    # The words on the live page, as a text fragment; empty where there is no address or nothing makes them unique.
    live_url: str

    @property
    def verification_label(self) -> str:
        return str(Citation.Verification(self.row.verification).label)

    @property
    def related(self) -> list[Related]:
        """Relations but those to its parts, which `parts` holds. The note of a share stands with its progress."""
        found = []
        for relation in self.relations:
            forward = relation.from_figure.figure_id == self.row.figure_id
            if relation.kind == "component_of" and not forward:
                continue
            other = relation.to_figure if forward else relation.from_figure
            note = "" if relation.kind == "share_of" and forward else relation.note
            working = ""
            if relation.kind == "share_of" and not forward:
                working = working_of(other, share_of_base(other, self.row))
            found.append(Related(relation_words(relation.kind, forward), other, note, working))
        return found

    def working(self, progress: Progress) -> str:
        """How the figure's progress was computed, as one line; empty where nothing was."""
        return working_of(self.row, progress)

    @property
    def qualifier_meaning(self) -> str:
        return missing_meaning(self.row.missing) or qualifier_meaning(self.row.qualifier)

    @property
    def qualifier_label(self) -> str:
        return str(Figure.Qualifier(self.row.qualifier).label)

    @property
    def rank_label(self) -> str:
        return str(Figure.Rank(self.row.rank).label)

    @property
    def role_meaning(self) -> str:
        return role_meaning(self.row.role)

    @property
    def coverage_meaning(self) -> str:
        return coverage_meaning(self.row.coverage)

    @property
    def rank_meaning(self) -> str:
        return rank_meaning(self.row.rank)


# The service account that stands for a person in what was loaded first (metrics/seeding/load.py).
SERVICES = {"initial load": gettext_lazy("initial load")}


def name_of(user) -> str:
    if user is None:
        return ""
    name = user.get_full_name() or user.get_username()
    return str(SERVICES.get(name, name)) if not user.is_active else name


def measured_by(indicator: Indicator) -> Measured:
    return Measured(
        in_language(indicator, "definition"),
        indicator.get_direction_display(),
        indicator.get_accumulation_display(),
        indicator.get_frequency_display(),
        quality_of(indicator),
    )


def chain_of(figure: Figure, day: dt.date | None) -> list[Revision]:
    """The published statements of this figure's identity that supersede one another, oldest first."""
    family = (
        Figure.objects.ever_published()
        .filter(series_key=figure.series_key)
        .filter(Q(pk=figure.pk) | Q(supersedes__isnull=False) | Q(successors__isnull=False))
        .select_related("unit")
        .distinct()
    )
    if day is not None:
        family = family.filter(Q(pk=figure.pk) | Q(pk__in=Figure.objects.published_by(day)))
    by_pk = {f.pk: f for f in family}
    follows = {f.supersedes_id: f for f in by_pk.values() if f.supersedes_id}
    first = by_pk[figure.pk]
    while first.supersedes_id in by_pk:
        first = by_pk[first.supersedes_id]
    chain = [first]
    while chain[-1].pk in follows:
        chain.append(follows[chain[-1].pk])
    return [revision_of(each, day) for each in chain]


def revision_of(figure: Figure, day: dt.date | None) -> Revision:
    ended = figure.has_ended_by(day)
    return Revision(
        figure.pk,
        figure.words,
        figure.get_status_display() if ended else str(Figure.Status.PUBLISHED.label),
        figure.published_at,
        figure.ended_at if ended else None,
        written(figure.supersede_reason or (figure.ended_reason if ended else "")),
    )


def read_at(path: str, day: dt.date | None) -> dict:
    """Annotations of a check at this path ("citation__", or "" for a row of the log): its copy and the text around."""
    archive, start, end = f"{path}archive", F(f"{path}start"), F(f"{path}end")
    newer = ArchivedPart.objects.filter(source=OuterRef("citation__source"), archive__gt=OuterRef(archive))
    if day is not None:
        newer = newer.filter(archive__attached_at__lt=end_of_day(day))
    return {
        "archive_version": F(f"{archive}__version"),
        "is_newest": ~Exists(newer),
        "window_start": Greatest(start - REACH, 0),
        "window": Substr(f"{archive}__text", Greatest(start - REACH, 0) + 1, end - start + 2 * REACH),
        "document_url": Coalesce(
            NullIf(F("citation__source__url"), Value("")), F(f"{archive}__source__url"), Value("")
        ),
        # Long, and only needed to find words that are unique in it.
        "live_text": Case(
            When(~Q(document_url=""), then=F(f"{archive}__text")), default=Value(""), output_field=TextField()
        ),
    }


def checked(check: Citation | CitationCheck, read: Figure | CitationCheck) -> dict:
    """What a check found, with the passage from what `read` was annotated with."""
    has_passage = check.start is not None
    return {
        "found": written(check.found),
        "checked_at": check.checked_at,
        "archive_version": read.archive_version,
        "is_newest": read.is_newest,
        "passage": (
            passage_in(read.window, check.start - read.window_start, check.end - read.window_start)
            if has_passage and read.window
            else None
        ),
        "live_url": (
            link_to_words(read.document_url, read.live_text, check.start, check.end)
            if has_passage and read.live_text
            else ""
        ),
    }


def checked_by(citation: Citation, day: dt.date) -> dict:
    """What had been found by the end of `day`. One query."""
    log = CitationCheck.objects.by(day).filter(citation=citation, is_state=True)
    last = log.annotate(**read_at("", day)).order_by("-pk").first()
    if last is None:
        return {
            "found": "",
            "checked_at": None,
            "archive_version": None,
            "is_newest": True,
            "passage": None,
            "live_url": "",
        }
    return checked(last, last)


def report(figure_id: int, day: dt.date | None) -> Evidence | None:
    """Everything about a figure that is or was published by `day`; None for drafts and where there is none."""
    figure = (
        Figure.objects.published_by(day)
        .filter(pk=figure_id)
        .select_related("unit", "indicator", "citation__source__part_of", "update")
        .select_related("entered_by", "submitted_by", "overridden_by", "published_by", "ended_by")
        .annotate(**({} if day else read_at("citation__", day)))
        .annotate(has_errata=Exists(Erratum.objects.as_of(day).filter(figures=OuterRef("pk"))))
        .first()
    )
    if figure is None:
        return None
    (row,) = figure_rows(Figure.objects.filter(pk=figure.pk), day=day)
    ended = figure.has_ended_by(day)
    relations = relation_rows([figure.pk], day)
    added = [r.from_figure for r in relations if r.kind == "component_of" and r.to_figure.figure_id == figure.pk]
    bases = [(r.to_figure, r.note) for r in relations if r.kind == "share_of" and r.from_figure.figure_id == figure.pk]
    revisions = chain_of(figure, day)
    corrections = [revision.figure_id for revision in revisions]
    position = corrections.index(figure.pk)
    identical = figure_rows(Figure.objects.as_of(day).same_identity(figure), day=day)
    successor = revisions[position + 1] if position + 1 < len(revisions) else None
    citation = figure.citation
    source = citation.source
    return Evidence(
        row=row,
        status=figure.status if ended or figure.status not in Figure.ENDED else Figure.Status.PUBLISHED,
        entered=Person(name_of(figure.entered_by), figure.entered_at),
        submitted=Person(name_of(figure.submitted_by), figure.submitted_at),
        published=Person(name_of(figure.published_by), figure.published_at),
        overridden=Person(name_of(figure.overridden_by), figure.overridden_at) if figure.override_reason else None,
        override_reason=written(figure.override_reason),
        ended=Person(name_of(figure.ended_by), figure.ended_at) if ended else None,
        ended_reason=written(figure.ended_reason) if ended else "",
        successor_id=successor.figure_id if successor else None,
        revisions=revisions,
        rivals=[rival for rival in identical if rival.figure_id not in corrections],
        findings=findings_of_figure(figure.pk, day),
        relations=relations,
        parts=divisions(row, added),
        progress=[share_of_base(row, base, note) for base, note in bases],
        groups=groups_of([row]),
        update_note=in_language(figure.update, "note"),
        document=document_of(source, source.part_of),
        measured=measured_by(figure.indicator),
        citation_id=citation.pk,
        errata=errata_rows(day, Q(figures=figure.pk)) if figure.has_errata else [],
        **(checked_by(citation, day) if day else checked(citation, figure)),
    )
