"""Checking many citations at once, and keeping what is found: the state on the citation, and a row of the log.

A citation is judged by the published figures that rest on it; where there are none, by the drafts. A figure that was
superseded or withdrawn says nothing any more.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from metrics.intake.search import Span
from metrics.models import Archive, ArchivedPart, Citation, CitationCheck, Figure, Milestone
from metrics.models.publication import Publication

from .checking import Checker, Outcome, Result
from .texts import Text, behind, texts_for

Why = CitationCheck.Why


@dataclass(frozen=True)
class Checked:
    """A citation with what its check found, and the statements it was judged by."""

    citation: Citation
    result: Result
    figures: list[Figure]
    milestones: list[Milestone]


def judged_by(statements: list[Publication]) -> list[Publication]:
    """The published ones; where there are none, those to come."""
    published = [s for s in statements if s.status == Publication.Status.PUBLISHED]
    return published or [s for s in statements if s.status in (Publication.Status.DRAFT, Publication.Status.SUBMITTED)]


def by_citation(model: type[Publication], citations: list[Citation]) -> dict[int, list]:
    found = defaultdict(list)
    rows = model.objects.filter(citation__in=citations).exclude(status__in=Publication.ENDED).order_by("pk")
    if model is Figure:
        rows = rows.select_related("unit", "indicator", "citation__source")
    for row in rows:
        found[row.citation_id].append(row)
    return found


def verify(citations: QuerySet[Citation], why: str = Why.ASKED) -> list[Checked]:
    """Checks the citations against their copies of their sources and keeps what it finds, in reading order."""
    rows = list(citations.select_related("source").order_by("source__slug", "pk"))
    checked = check_all(rows, Checker(rows))
    keep(checked, why)
    return checked


def check_all(rows: list[Citation], checker: Checker) -> list[Checked]:
    figures, milestones = by_citation(Figure, rows), by_citation(Milestone, rows)
    return [
        Checked(c, checker.check(c, judged_by(figures[c.pk])), judged_by(figures[c.pk]), judged_by(milestones[c.pk]))
        for c in rows
    ]


def log_of(item: Checked, why: str, at: dt.datetime, *, is_state: bool) -> CitationCheck:
    result = item.result
    return CitationCheck(
        citation=item.citation,
        archive_id=result.archive_id,
        outcome=result.outcome,
        found=result.found,
        start=result.start,
        end=result.end,
        is_state=is_state,
        why=why,
        checked_at=at,
    )


@transaction.atomic
def keep(checked: Iterable[Checked], why: str) -> None:
    """Writes the states that differ from what the citations hold, each with its check: pages change only where
    evidence does. Nothing else writes them.
    """
    now, changed, log = timezone.now(), [], []
    for item in checked:
        citation, result = item.citation, item.result
        held = (citation.verification, citation.found, citation.archive_id, citation.start, citation.end)
        if held != (result.outcome, result.found, result.archive_id, result.start, result.end):
            citation.verification, citation.found = result.outcome, result.found
            citation.archive_id, citation.start, citation.end = result.archive_id, result.start, result.end
            citation.checked_at = now
            changed.append(citation)
            log.append(log_of(item, why, now, is_state=True))
    Citation.objects.bulk_update(changed, Citation.DERIVED, batch_size=200)
    CitationCheck.objects.bulk_create(log, batch_size=500)


def look_in_newer(archive: Archive, sources: Iterable[int]) -> list[Checked]:
    """Looks in a newer archive for the citations of these sources that stay at an older one, and logs what it finds.

    The citations stay as they are. A source of the document that was not located in it has its words nowhere there.
    """
    rows = behind(archive, sources)
    checker = Checker(rows, archive)
    checked = []
    for item in check_all(rows, checker):
        citation = item.citation
        if citation.pk not in checker.texts:
            if citation.archive.source_id != archive.source_id:
                # It stands in a document of its own, of which this is no newer copy.
                continue
            problem = f"“{citation.source.title}” was not located in archived copy {archive.version}"
            result = Result(Outcome.NOT_FOUND, f"{problem} of “{archive.source.title}”.", archive.pk)
            item = Checked(citation, result, item.figures, item.milestones)
        checked.append(item)
    now = timezone.now()
    CitationCheck.objects.bulk_create(
        (log_of(item, Why.ATTACHED, now, is_state=False) for item in checked), batch_size=500
    )
    return checked


def verify_statements(statements: Iterable[Publication], why: str = Why.STATEMENT) -> None:
    """Checks anew the citations that these rest on, where their sources are archived."""
    citations = Citation.objects.filter(pk__in={s.citation_id for s in statements if s.citation_id})
    if ArchivedPart.objects.filter(source__in=citations.values("source")).exists():
        verify(citations, why)


@transaction.atomic
def recheck(statement: Publication, before: int | None = None) -> Result | None:
    """Checks anew the citation of a statement that was saved, and the one it rested on before.

    Returns what the archived text says of this statement by itself; None where its source is not archived.
    """
    rows = list(
        Citation.objects.filter(pk__in={statement.citation_id, before} - {None}).select_related("source").order_by("pk")
    )
    checker = Checker(rows)
    if not checker.texts:
        return None
    keep(check_all(rows, checker), Why.STATEMENT)
    citation = next((row for row in rows if row.pk == statement.citation_id), None)
    if citation is None or citation.pk not in checker.texts:
        return None
    return checker.check(citation, [statement] if isinstance(statement, Figure) else [])


def places_of(citation: Citation) -> tuple[Text | None, list[Span]]:
    """The copy that a citation is checked against, and where its words stand there."""
    text = texts_for([citation]).get(citation.pk)
    return text, text.scope.find_in(citation.as_stated, citation.section_path) if text else []


@transaction.atomic
def pick(citation: Citation, start: int) -> Result:
    """Settles that the citation's words are those at character `start`. Raises ValidationError where they are not."""
    if start not in [span.start for span in places_of(citation)[1]]:
        raise ValidationError(
            gettext("The words of citation %(number)s do not stand at character %(start)s of its section.")
            % {"number": citation.pk, "start": start}
        )
    checker = Checker([citation])
    figures = judged_by(by_citation(Figure, [citation])[citation.pk])
    item = Checked(citation, checker.check(citation, figures, start), figures, [])
    keep([item], Why.PICKED)
    return item.result


def failures_of_citations(statements: Iterable[Publication]) -> dict[Publication, Result]:
    """The statements whose words are not in the archived text, or say something else there, and what was found."""
    return {row: result for row, result in results_of_citations(statements).items() if result.failed}


def results_of_citations(statements: Iterable[Publication]) -> dict[Publication, Result]:
    """What the archived text says of each statement by itself, whatever else rests on its citation.

    Statements whose sources are not archived are left out. Nothing is written.
    """
    rows = [statement for statement in statements if statement.citation_id]
    citations = Citation.objects.select_related("source").in_bulk({row.citation_id for row in rows})
    checker = Checker(citations.values())
    if not checker.texts:
        return {}
    figures = Figure.objects.select_related("unit", "indicator", "citation__source").in_bulk(
        [row.pk for row in rows if isinstance(row, Figure)]
    )
    results = {
        row: checker.check(citations[row.citation_id], [figures[row.pk]] if isinstance(row, Figure) else [])
        for row in rows
    }
    return {row: result for row, result in results.items() if result.outcome != Outcome.NOT_ARCHIVED}


def problem_of(statement: Publication, failure: Result) -> str:
    """Why it cannot be published, and the three ways out."""
    return gettext(
        "%(statement)s: %(label)s. %(found)s Correct the statement or its citation; where the "
        "archived text is at fault, attach a better copy of the source; where the statement holds "
        "all the same, override the check with a reason."
    ) % {"statement": statement, "label": Outcome(failure.outcome).label.lower(), "found": failure.found}


def count_outcomes(checked: Iterable[Checked]) -> Counter:
    return Counter(item.result.outcome for item in checked)
