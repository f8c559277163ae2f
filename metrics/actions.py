"""The life of figures and milestones: submit, return, override, publish, withdraw. Each is one transaction.

What is done is written into the log of the update (metrics/steps.py) with who, when and why; what concerns an update as
a whole stands in reviewing.py. They refuse with a ValidationError whose messages say, statement by statement, what to
do. Whether `by` may take a step is asked of metrics/permissions.py, whoever calls.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from programs.models import Program

from .archives.verifying import failures_of_citations, problem_of, verify_statements
from .findings.keeping import refresh as refresh_findings
from .models import CurrentFigure, DataVersion, Figure, FigureRelation, Milestone, Step, Update
from .models.publication import Publication
from .permissions import of_row, problems_of, problems_of_rows, why_not
from .steps import note, note_said

Status = Publication.Status
# What the words of a statement are made of.
NAMED = {Figure: ("indicator", "unit", "supersedes__indicator", "supersedes__unit"), Milestone: ()}
NOT_SUBMITTED = {
    "submitted_by": None,
    "submitted_at": None,
    "accepted_by": None,
    "accepted_at": None,
    # What the author mends is checked anew.
    "override_reason": "",
    "overridden_by": None,
    "overridden_at": None,
}


def locked(model: type[Publication], statements: Iterable[Publication]) -> list[Publication]:
    """The rows as the database holds them now, locked until the transaction ends."""
    rows = model.objects.filter(pk__in=[s.pk for s in statements]).order_by("pk")
    if connection.features.has_select_for_update_of:
        rows = rows.select_for_update(of=("self",))
    return list(rows.select_related("update", "entered_by", "supersedes", *NAMED[model]))


def one_at_a_time() -> None:
    """Waits until no other transaction publishes or withdraws, so that this one sees what they did.

    Each of them raises the data version anyway; taking its row first lets the second of two rivals be refused in words,
    and keeps each from moving pointers by what it alone knows.
    """
    DataVersion.objects.select_for_update().get(pk=1)


def refuse(problems: Iterable[str]) -> None:
    if said := [problem for problem in problems if problem]:
        raise ValidationError(said)


def by_model(statements: Iterable[Publication]) -> dict[type[Publication], list[Publication]]:
    found: dict[type[Publication], list[Publication]] = {Figure: [], Milestone: []}
    for statement in statements:
        found[type(statement)].append(statement)
    return found


@transaction.atomic
def submit(*, statements: Iterable[Publication], by, at: dt.datetime | None = None) -> int:
    """Hands drafts over for review; returns how many. Refuses what is no draft or has no citation."""
    at = at or timezone.now()
    count = 0
    for model, chosen in by_model(statements).items():
        rows = locked(model, chosen)
        refuse(
            [
                *problems_of_rows(by, "submit", rows),
                *(
                    gettext("%(row)s: it has no citation. Say which source states it, and in which words.")
                    % {"row": row}
                    for row in rows
                    if row.citation_id is None
                ),
            ]
        )
        count += model.objects.filter(pk__in=[row.pk for row in rows]).update(
            status=Status.SUBMITTED, submitted_by=by, submitted_at=at
        )
        note(Step.Kind.SUBMITTED, rows, by=by, at=at)
        verify_statements(rows)
    return count


@transaction.atomic
def return_to_author(*, statements: Iterable[Publication], by, comment: str = "", at: dt.datetime | None = None) -> int:
    """Makes submitted statements drafts again, so that their author can mend them; returns how many.

    Whoever returns what somebody else entered says in the comment what is to be mended.
    """
    at, comment = at or timezone.now(), comment.strip()
    count = 0
    for model, chosen in by_model(statements).items():
        rows = locked(model, chosen)
        refuse(
            problems_of_rows(by, "return", rows)
            or [
                gettext("%(row)s: say what has to be mended; its author sees it.") % {"row": row}
                for row in rows
                if not comment and row.entered_by_id != by.pk
            ]
        )
        count += make_drafts(model, rows)
        for row in rows if comment else ():
            kind = Step.Kind.RETURNED if row.entered_by_id != by.pk else Step.Kind.TAKEN_BACK
            note_said(kind, row.update, row, by=by, at=at, text=comment)
        if not comment:
            note(Step.Kind.TAKEN_BACK, rows, by=by, at=at)
    return count


def make_drafts(model: type[Publication], rows: list[Publication]) -> int:
    found = model.objects.filter(pk__in=[row.pk for row in rows], status=Status.SUBMITTED)
    return found.update(status=Status.DRAFT, **NOT_SUBMITTED)


@transaction.atomic
def override(*, statement: Publication, by, reason: str, at: dt.datetime | None = None) -> None:
    """Lets a submitted statement be published although its citation fails; readers see the reason and whose it is.

    Only where the citation does fail, and by somebody else than the author. Returning the statement takes it back.
    """
    at, reason = at or timezone.now(), reason.strip()
    (row,) = locked(type(statement), [statement])
    problems = [] if reason else [gettext("Give the reason; readers of the figure's page see it.")]
    if problem := why_not(by, "override", row):
        problems.append(of_row(row, problem))
    elif not failures_of_citations([row]):
        problems.append(gettext("%(row)s: nothing is wrong with its citation. Publish it as it is.") % {"row": row})
    refuse(problems)
    type(row).objects.filter(pk=row.pk).update(override_reason=reason, overridden_by=by, overridden_at=at)
    note(Step.Kind.OVERRIDDEN, [row], by=by, at=at, text=reason)


def problem_of_correcting(row: Publication, at: dt.datetime, corrected: Counter) -> str | None:
    """What is wrong with what `row` corrects; `corrected` counts the corrections of each statement in the batch."""
    old = row.supersedes
    if old is None:
        return None
    if old.status in Publication.ENDED:
        return gettext("%(row)s: what it corrects is %(status)s already.") % {
            "row": row,
            "status": old.get_status_display().lower(),
        }
    if old.status != Status.PUBLISHED:
        return gettext("%(row)s: what it corrects is not published. Publish that first.") % {"row": row}
    if old.published_at > at:
        return gettext("%(row)s: what it corrects was published later than %(time)s. Choose a later time.") % {
            "row": row,
            "time": at.isoformat(),
        }
    if corrected[old] > 1:
        return gettext("%(row)s: two corrections of the same statement. Return one of them to its author.") % {
            "row": row
        }
    return None


def problems_of_place(figures: list[Figure]) -> list[str]:
    """Figures whose countries are not those that their place key names."""
    held: dict[int, set[str]] = {figure.pk: set() for figure in figures}
    through = Figure.countries.through.objects.filter(figure__in=held)
    for figure_id, country_id in through.values_list("figure_id", "country_id"):
        held[figure_id].add(country_id)
    return [
        gettext(
            "%(figure)s: its countries are not those of its place (%(place_key)s). Open it, set the place and save."
        )
        % {"figure": figure, "place_key": figure.place_key}
        for figure in figures
        if (
            held[figure.pk] != set(figure.country_codes)
            if figure.coverage != Figure.Coverage.GROUP
            else not held[figure.pk]
        )
    ]


def problems_of_rivals(figures: list[Figure]) -> list[str]:
    """Preferred figures whose identity has a preferred published figure that none of them supersedes."""
    superseded = {figure.supersedes_id for figure in figures}
    series = [figure.series_key for figure in figures if figure.rank == Figure.Rank.PREFERRED]
    held = {
        (rival.series_key, rival.period_start, rival.period_end): rival.pk
        for rival in Figure.objects.filter(
            status=Status.PUBLISHED, rank=Figure.Rank.PREFERRED, series_key__in=series
        ).exclude(pk__in=[pk for pk in superseded if pk])
    }
    problems = []
    for figure in figures:
        if figure.rank != Figure.Rank.PREFERRED:
            continue
        identity = (figure.series_key, figure.period_start, figure.period_end)
        if identity in held:
            problems.append(
                gettext(
                    "%(figure)s: figure %(held)s states the same and is preferred. Correct that one (supersede "
                    "it), or enter this one with rank normal."
                )
                % {"figure": figure, "held": held[identity]}
            )
        held[identity] = figure.pk
    return problems


def problems_of_short_names(milestones: list[Milestone]) -> list[str]:
    """Milestones whose short name a published milestone has that none of them supersedes."""
    superseded = {milestone.supersedes_id for milestone in milestones}
    published = Milestone.objects.filter(status=Status.PUBLISHED, slug__in=[m.slug for m in milestones])
    held = {rival.slug: rival for rival in published if rival.pk not in superseded}
    problems = []
    for milestone in milestones:
        if milestone.slug in held:
            problems.append(
                gettext(
                    "%(milestone)s: %(held)s has the short name %(slug)s too. Correct that one (supersede it), "
                    "or give this one another short name."
                )
                % {"milestone": milestone, "held": held[milestone.slug], "slug": milestone.slug}
            )
        held[milestone.slug] = milestone
    return problems


@transaction.atomic
def publish(*, statements: Iterable[Publication], by, at: dt.datetime | None = None) -> int:
    """Publishes submitted statements, ends what they correct, and moves the pointers; returns how many.

    `by` must be somebody else than the author of each. What the archived text of a source contradicts is refused,
    unless a reviewer has overridden the check. Relations of a corrected figure go over to its correction. `at` is now,
    unless an initial load says from when it counts. A milestone that changes its program's status does so now.
    """
    one_at_a_time()
    at = at or timezone.now()
    chosen = {model: locked(model, rows) for model, rows in by_model(statements).items()}
    figures, milestones = chosen[Figure], chosen[Milestone]
    every = [*figures, *milestones]
    corrected = Counter(row.supersedes for row in every if row.supersedes)
    refused = {row: of_row(row, problem) for row, problem in problems_of(by, "publish", every).items()}
    problems = {row: said for row in every if (said := refused.get(row) or problem_of_correcting(row, at, corrected))}
    sound = [figure for figure in figures if figure not in problems]
    failures = failures_of_citations(every)
    refuse(
        list(problems.values())
        + problems_of_place(sound)
        + problems_of_rivals(sound)
        + problems_of_short_names([milestone for milestone in milestones if milestone not in problems])
        + [problem_of(row, failure) for row, failure in failures.items() if not row.override_reason]
    )
    take_back_overrides(row for row in every if row.override_reason and row not in failures)
    for model, rows in chosen.items():
        for row in rows:
            if row.supersedes_id:
                old = row.supersedes
                model.objects.filter(pk=old.pk).update(
                    status=Status.SUPERSEDED, ended_by=by, ended_at=at, ended_reason=row.supersede_reason
                )
                changed = {old: {"old": words_of(old), "new": words_of(row), "by": row.pk}}
                note(Step.Kind.CORRECTED, [old], by=by, at=at, text=row.supersede_reason, details=changed)
        model.objects.filter(pk__in=[row.pk for row in rows]).update(
            status=Status.PUBLISHED, published_by=by, published_at=at
        )
    carry_relations_over(figures, by, at)
    note(Step.Kind.PUBLISHED, every, by=by, at=at)
    set_program_statuses({row.program_id for row in milestones if row.program_status})
    updates = {row.update_id for row in every}
    Update.objects.filter(pk__in=updates, published_at=None).update(published_at=at)
    thaw(updates)
    CurrentFigure.objects.refresh(figure.series_key for figure in figures)
    verify_statements([*every, *corrected])
    refresh_findings()
    return len(every)


def set_program_statuses(programs: Iterable[int]) -> None:
    """Gives each program the status that its latest published milestone says it has; one without any keeps its own.

    The latest by its day, so that an older event which is published late takes nothing back. Its record (programs'
    history) says who published it, and when.
    """
    stated = Milestone.objects.as_of(None).exclude(program_status="").filter(program__in=list(programs))
    latest = {row.program_id: row.program_status for row in stated.order_by("starts_on", "published_at", "pk")}
    for program, status in latest.items():
        Program.objects.filter(pk=program).exclude(status=status).update(status=status)


def thaw(updates: Iterable[int]) -> None:
    """Opens handed-over updates of which nothing is under review any more: what was returned is left, and may be added
    to.
    """
    under_review = [
        Exists(model.objects.filter(update=OuterRef("pk"), status=Status.SUBMITTED)) for model in (Figure, Milestone)
    ]
    Update.objects.filter(~under_review[0], ~under_review[1], pk__in=updates, handed_over_at__isnull=False).update(
        handed_over_at=None, handed_over_by=None
    )


def take_back_overrides(statements: Iterable[Publication]) -> None:
    """Of statements whose citation does not fail any more: there is nothing left to excuse."""
    for model, rows in by_model(statements).items():
        model.objects.filter(pk__in=[row.pk for row in rows]).update(
            override_reason="", overridden_by=None, overridden_at=None
        )


def carry_relations_over(figures: list[Figure], by, at: dt.datetime) -> None:
    """Declares between corrections what was declared between the figures they correct."""
    successor = {figure.supersedes_id: figure.pk for figure in figures if figure.supersedes_id}
    ends = successor.keys()
    in_force = FigureRelation.objects.as_of(None)
    for relation in in_force.filter(from_figure__in=ends) | in_force.filter(to_figure__in=ends):
        FigureRelation.objects.get_or_create(
            from_figure_id=successor.get(relation.from_figure_id, relation.from_figure_id),
            kind=relation.kind,
            to_figure_id=successor.get(relation.to_figure_id, relation.to_figure_id),
            ended_at=None,
            defaults={"note": relation.note, "declared_by": by, "declared_at": at},
        )


def words_of(row: Publication) -> str:
    """What a statement says, without what it is about."""
    return row.words if isinstance(row, Figure) else str(row)


@transaction.atomic
def withdraw(*, statement: Publication, by, reason: str, at: dt.datetime | None = None) -> None:
    """Withdraws a published statement. It is gone from then on, and still there as of any day before."""
    one_at_a_time()
    at, reason = at or timezone.now(), reason.strip()
    (row,) = locked(type(statement), [statement])
    problems = [] if reason else [gettext("Give the reason; readers of the figure's page see it.")]
    if problem := why_not(by, "withdraw", row):
        problems.append(of_row(row, problem))
    elif row.published_at > at:
        problems.append(
            gettext("%(row)s: it was published later than %(time)s. Choose a later time.")
            % {"row": row, "time": at.isoformat()}
        )
    refuse(problems)
    type(row).objects.filter(pk=row.pk).update(status=Status.WITHDRAWN, ended_by=by, ended_at=at, ended_reason=reason)
    note(Step.Kind.WITHDRAWN, [row], by=by, at=at, text=reason, details={row: {"old": words_of(row)}})
    if isinstance(row, Figure):
        CurrentFigure.objects.refresh([row.series_key])
    elif row.program_status:
        set_program_statuses([row.program_id])
    verify_statements([row])
    refresh_findings()
