"""An update under review: each statement beside its passage, what it follows, what does not fit, and what was said.

A fixed number of queries, however many statements a page has.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Substr
from django.utils.translation import gettext

from metrics.archives.checking import Outcome, Result
from metrics.archives.verifying import results_of_citations
from metrics.findings.drafts import findings_with
from metrics.models import Figure, Milestone, Step, Update
from metrics.models.publication import Publication
from metrics.rules import Finding
from metrics.statements import Undefined, UnitForms, change, difference, render
from programs.languages import language

from .archive import REACH, Passage, passage_in
from .missing import Expected, last_update, missing_from, place_of
from .rows import period_words

Status = Publication.Status
PER_PAGE = 200
PERCENT = UnitForms("", "", "share")


@dataclass(frozen=True, slots=True)
class Before:
    """A published figure that the one under review follows or corrects, and how far the new one lies from it."""

    figure: Figure
    period: str
    difference: str


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of the update. `statement` comes with all that its words need; nothing here asks the database."""

    statement: Figure | Milestone
    place: str
    period: str
    passage: Passage | None
    check: Result | None
    previous: Before | None = None
    corrected: Before | None = None
    rivals: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    thread: list[Step] = field(default_factory=list)

    @property
    def noun(self) -> str:
        return self.statement._meta.model_name

    @property
    def anchor(self) -> str:
        return f"{self.noun}-{self.statement.pk}"

    @property
    def is_submitted(self) -> bool:
        return self.statement.status == Status.SUBMITTED

    @property
    def is_accepted(self) -> bool:
        return self.statement.accepted_by_id is not None

    @property
    def said(self) -> list[Step]:
        return [step for step in self.thread if step.was_said or step.text]

    @property
    def check_label(self) -> str:
        return Outcome(self.check.outcome).label if self.check else gettext("Not archived")

    @property
    def is_held_up(self) -> bool:
        """Whether its citation fails and nobody has overridden that."""
        return bool(self.check and self.check.failed and not self.statement.override_reason)


@dataclass(frozen=True, slots=True)
class Review:
    update: Update
    rows: list[Row]
    number: int
    pages: int
    thread: list[Step]
    # Of published statements of the update: proposals to withdraw them that nobody has settled.
    withdrawals: list[Step]
    last: Update | None
    missing: list[Expected]
    # How many statements of the whole update: under review, of these accepted, returned or not yet handed over.
    submitted: int
    accepted: int
    drafts: int
    published: int

    @property
    def to_go(self) -> int:
        return self.submitted - self.accepted


def period_name(figure: Figure) -> str:
    said = period_words(figure.period_start, figure.period_end, figure.period_as_stated)
    return said or gettext("period not stated")


def how_far(new: Figure, old: Figure) -> str:
    """The difference as far as the qualifiers tell one: "up by more than 300 people (12 percent)"; empty where either
    value is missing or they count different things.
    """
    after, before = new.quantity, old.quantity
    if after is None or before is None or new.unit_id != old.unit_id:
        return ""
    if after == before:
        return gettext("the same")
    if before.vicinity().lies_below(after.vicinity()):
        verb, moved = gettext("up"), difference(after, before)
    elif after.vicinity().lies_below(before.vicinity()):
        verb, moved = gettext("down"), difference(before, after)
    else:
        return gettext("it cannot be told whether it rose or fell")
    if not moved.value:
        return verb
    try:
        share = f" ({render(change(before, after).quantity, PERCENT, language())})"
    except Undefined:
        share = ""
    return gettext("%(verb)s by %(amount)s%(share)s") % {
        "verb": verb,
        "amount": render(moved, new.unit.forms, language()),
        "share": share,
    }


def with_passage(rows: QuerySet) -> QuerySet:
    """With what stands around the words of the citation in its archived text."""
    start, end = F("citation__start"), F("citation__end")
    first = Greatest(start - REACH, 0)
    return rows.annotate(
        window_start=first,
        window=Coalesce(Substr("citation__archive__text", first + 1, end - start + 2 * REACH), Value("")),
    )


def passage_of(row: Publication) -> Passage | None:
    if not (row.citation_id and row.window and row.citation.start is not None):
        return None
    return passage_in(row.window, row.citation.start - row.window_start, row.citation.end - row.window_start)


SHARED = ("update", "citation__source", "entered_by", "submitted_by", "accepted_by", "overridden_by", "supersedes")
OF_FIGURES = ("indicator__program__line", "unit", "group", "category", "supersedes__unit", "supersedes__indicator")


def review(update: Update, number: int = 1) -> Review | None:
    """One page of what is not published yet of the update, and its log; None where there is no such page."""
    waiting = {"update": update, "status__in": [Status.SUBMITTED, Status.DRAFT]}
    figures = Figure.objects.filter(**waiting).order_by(
        "indicator__program__line__number", "indicator__program__position", "indicator__position", "place_key", "pk"
    )
    milestones = Milestone.objects.filter(**waiting).order_by("starts_on", "pk")
    keys = [*((Figure, pk) for pk in figures.values_list("pk", flat=True))]
    keys += [(Milestone, pk) for pk in milestones.values_list("pk", flat=True)]
    pages = max(1, -(-len(keys) // PER_PAGE))
    if not 1 <= number <= pages:
        return None
    here = keys[(number - 1) * PER_PAGE : number * PER_PAGE]
    steps = steps_of(update)
    last = last_update(update)
    counts = counts_of(update)
    return Review(
        update=update,
        rows=rows_of(here, steps),
        number=number,
        pages=pages,
        thread=steps.get(None, []),
        withdrawals=open_withdrawals(steps),
        last=last,
        missing=missing_from(update, last),
        **counts,
    )


def counts_of(update: Update) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(("submitted", "accepted", "drafts", "published"), 0)
    for model in (Figure, Milestone):
        rows = model.objects.filter(update=update).order_by().values_list("status", "accepted_by")
        for status, accepted_by in rows.iterator(chunk_size=2000):
            if status == Status.SUBMITTED:
                found["submitted"] += 1
                found["accepted"] += accepted_by is not None
            else:
                found["drafts" if status == Status.DRAFT else "published"] += 1
    return found


def steps_of(update: Update) -> dict[tuple[str, int] | None, list[Step]]:
    """The log of the update, by what each step is about."""
    found = defaultdict(list)
    for step in Step.objects.filter(update=update).select_related("by"):
        about = ("figure", step.figure_id) if step.figure_id else ("milestone", step.milestone_id)
        found[about if about[1] else None].append(step)
    return found


def open_withdrawals(steps: dict[tuple[str, int] | None, list[Step]]) -> list[Step]:
    of_each = ([step for step in found if step.kind in Step.OF_WITHDRAWAL] for about, found in steps.items() if about)
    return [found[-1] for found in of_each if found and found[-1].kind == Step.Kind.PROPOSED]


def rows_of(keys: Sequence[tuple[type[Publication], int]], steps) -> list[Row]:
    # Whose countries they are decides who may judge them.
    figures = with_passage(Figure.objects.select_related(*SHARED, *OF_FIGURES).prefetch_related("countries")).in_bulk(
        [pk for model, pk in keys if model is Figure]
    )
    milestones = with_passage(
        Milestone.objects.select_related(*SHARED, "program").prefetch_related("countries")
    ).in_bulk([pk for model, pk in keys if model is Milestone])
    checks = results_of_citations([*figures.values(), *milestones.values()])
    befores, rivals = previous_of(figures.values()), rivals_of(figures.values())
    findings = by_figure(findings_with(figures.values()) if figures else [])
    found = []
    for model, pk in keys:
        row = (figures if model is Figure else milestones).get(pk)
        if row is None:
            continue
        common = {
            "statement": row,
            "passage": passage_of(row),
            "check": checks.get(row),
            "thread": steps.get((model._meta.model_name, pk), []),
        }
        if model is Milestone:
            found.append(Row(place="", period=days_of(row), **common))
            continue
        before = befores.get(pk)
        old = row.supersedes
        found.append(
            Row(
                place=place_of(row),
                period=period_name(row),
                previous=before and Before(before, period_name(before), how_far(row, before)),
                corrected=old and Before(old, period_name(old), how_far(row, old)),
                rivals=rivals.get(pk, []),
                findings=findings.get(pk, []),
                **common,
            )
        )
    return found


def days_of(milestone: Milestone) -> str:
    days: list[dt.date] = [day for day in (milestone.starts_on, milestone.ends_on) if day]
    return (
        milestone.date_as_stated or gettext(" to ").join(day.isoformat() for day in days) or gettext("date not stated")
    )


def by_figure(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    found = defaultdict(list)
    for finding in findings:
        for pk in {row.figure_id for row in finding.figures}:
            found[pk].append(finding)
    return found


def previous_of(figures: Iterable[Figure]) -> dict[int, Figure]:
    """The published figure that each follows (FigureQuerySet.previous_of), in two queries."""
    own = Figure.objects.filter(pk__in=[figure.pk for figure in figures])
    before = (
        Figure.objects.as_of(None)
        .filter(series_key=OuterRef("series_key"), reference_date__lte=OuterRef("reference_date"))
        .exclude(rank=Figure.Rank.DEPRECATED)
        .exclude(pk=Coalesce(OuterRef("supersedes"), Value(0)))
        .order_by("-reference_date", F("period_start").asc(nulls_last=True), "-published_at", "-pk")
    )
    pairs = dict(own.annotate(before=Subquery(before.values("pk")[:1])).values_list("pk", "before"))
    rows = Figure.objects.select_related("unit", "indicator").in_bulk([pk for pk in pairs.values() if pk])
    return {pk: rows[old] for pk, old in pairs.items() if old in rows}


def rivals_of(figures: Iterable[Figure]) -> dict[int, list[Figure]]:
    """What else states the same, published or not, without what a correction replaces. One query."""
    figures = list(figures)
    same = defaultdict(list)
    others = (
        Figure.objects.filter(series_key__in={figure.series_key for figure in figures})
        .filter(status__in=[Status.PUBLISHED, Status.SUBMITTED, Status.DRAFT])
        .select_related("unit", "indicator", "citation__source", "entered_by")
        .order_by("pk")
    )
    ends = {figure.period_end for figure in figures}
    others = others.filter(period_end__in=ends - {None}) | (
        others.filter(period_end=None) if None in ends else others.none()
    )
    for other in others:
        same[other.series_key, other.period_start, other.period_end].append(other)
    return {
        figure.pk: [
            other
            for other in same[figure.series_key, figure.period_start, figure.period_end]
            if other.pk not in (figure.pk, figure.supersedes_id)
        ]
        for figure in figures
    }
