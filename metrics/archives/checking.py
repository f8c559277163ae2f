"""Checking citations: their words are found in the archived text of their source and read there; what they state is
compared with each figure that rests on them. What comes out is kept on the citation, and only written where it differs.

A citation is judged by the published figures that rest on it; where there are none, by the drafts. A figure that was
superseded or withdrawn says nothing any more. Which copy of a source it is checked against stands in texts.py.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from metrics.intake.passages import Reading, find_alike, one_line, readings, same_around
from metrics.intake.search import Span
from metrics.models import Archive, ArchivedPart, Citation, CitationCheck, Figure, Milestone, Unit
from metrics.models.publication import Publication
from metrics.statements import LANGUAGES, Qualifier, Statement, UnitForms, qualifier_words, render

from .texts import Text, behind, texts_for

Outcome = Citation.Verification
Why = CitationCheck.Why
FAILURES = (
    Outcome.WRONG_VALUE,
    Outcome.WRONG_QUALIFIER,
    Outcome.WRONG_UNIT,
    Outcome.NOT_FOUND,
    Outcome.AMBIGUOUS,
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: a sentence that names both sides, and the passage where there is one."""

    outcome: str
    found: str
    archive_id: int | None = None
    start: int | None = None
    end: int | None = None

    @property
    def failed(self) -> bool:
        return self.outcome in FAILURES


class Checker:
    """Checks citations; reads each archive once, however many citations rest on it."""

    def __init__(self, citations: Iterable[Citation], archive: Archive | None = None):
        """`archive` is where to look; otherwise each citation's own copy of its source."""
        self.texts = texts_for(citations, archive)
        self.units = list(Unit.objects.all())

    def check(self, citation: Citation, figures: Iterable[Figure], place: int | None = None) -> Result:
        """What the archived text says of the citation's words, against these figures; none for a milestone.

        Of several places `place` is meant, the character where the words start, or the one picked before.
        """
        text = self.texts.get(citation.pk)
        if text is None:
            return Result(Outcome.NOT_ARCHIVED, "")
        spans = text.scope.find_in(citation.as_stated, citation.section_path)
        if len(spans) > 1:
            spans = self.picked(citation, text, spans, place) or spans
        if len(spans) > 1:
            places = ", ".join(str(span.start) for span in spans)
            return Result(
                Outcome.AMBIGUOUS,
                f"“{citation.as_stated}” stands {len(spans)} times in {where(citation, text)}, at characters {places}."
                " Cite more of its words, or a narrower section, or pick one of the places.",
                text.archive.pk,
            )
        if not spans:
            return self.not_found(citation, text, list(figures))
        (span,) = spans
        reading = self.read(citation, text, span)
        outcome, found = self.compare(reading, list(figures), text)
        return Result(outcome, found, text.archive.pk, span.start, span.end)

    def picked(self, citation: Citation, text: Text, spans: list[Span], place: int | None) -> list[Span]:
        """The place that somebody picked, in this copy or, where the same stands around it, in an older one."""
        if place is not None:
            return [span for span in spans if span.start == place]
        if citation.start is None:
            return []
        if citation.archive_id == text.archive.pk:
            return [span for span in spans if span.start == citation.start]
        held = Archive.objects.values_list("text", flat=True).get(pk=citation.archive_id)
        alike = same_around(held, Span(citation.start, citation.end), text.archive.text, spans)
        return [alike] if alike else []

    def read(self, citation: Citation, text: Text, span: Span) -> Reading:
        source = citation.source
        return readings(text.archive.text, span, source.language, source.stated_on)

    def not_found(self, citation: Citation, text: Text, figures: list[Figure]) -> Result:
        """Words that are not where they should be: what stands there instead, or where else they stand."""
        problem = f"“{citation.as_stated}” does not stand in {where(citation, text)}."
        elsewhere = text.scope.find(citation.as_stated)
        alike = find_alike(text.scope, citation.as_stated, citation.section_path)
        if elsewhere:
            headings = Citation.SEPARATOR.join(text.scope.section_at(elsewhere[0].start)) or "no heading"
            problem += f" It stands under {headings}: correct the section."
        elif len(alike) == 1:
            reading = self.read(citation, text, alike[0])
            around = around_of(text.archive.text, alike[0])
            outcome, found = self.compare(reading, figures, text)
            problem += f" There it says “{around}”."
            if outcome in (Outcome.WRONG_VALUE, Outcome.WRONG_QUALIFIER) and reading.statements:
                return Result(outcome, f"{problem} {found}", text.archive.pk, alike[0].start, alike[0].end)
        return Result(Outcome.NOT_FOUND, problem, text.archive.pk)

    # --- Comparing ---------------------------------------------------------------------------------------------------

    def compare(self, reading: Reading, figures: list[Figure], text: Text) -> tuple[str, str]:
        """The outcome for all figures together, and the sentence: the first failure, or what agrees."""
        agreed = []
        for figure in figures:
            outcome, sentence = self.compare_one(reading, figure)
            if outcome != Outcome.VERIFIED:
                return outcome, sentence
            agreed.append(sentence)
        return Outcome.VERIFIED, " ".join(agreed) or f"“{reading.words}” stands in {text.name}."

    def compare_one(self, reading: Reading, figure: Figure) -> tuple[str, str]:
        source, own = f"The source says “{reading.words}”", f"figure {figure.pk}"
        if figure.value is None:
            stated = next((s for s in reading.statements if not self.contradicts(s, figure.unit)), None)
            if stated and figure.missing == Figure.Missing.UNKNOWN:
                return Outcome.WRONG_VALUE, f"{source}, which is {said(stated)}; {own} holds no value ({figure.words})."
            return Outcome.VERIFIED, f"{source}, without a number; {own} holds none ({figure.words})."
        held = f"{own} holds {figure.words}"
        if not reading.statements:
            if figure.citation.source.language.split("-")[0] not in LANGUAGES and figure.value in digits(reading.words):
                return Outcome.VERIFIED, f"{source}, in whose digits the value stands; {held}."
            return Outcome.WRONG_VALUE, f"{source}, in which no value can be read; {held}. {reading.problem}"
        valued = [
            (statement, qualifier)
            for statement in reading.statements
            for value, qualifier in ends_of(statement)
            if value == figure.value
        ]
        if not valued:
            everything = "; ".join(said(statement) for statement in reading.statements)
            return Outcome.WRONG_VALUE, f"{source}, which is {everything}; {held}."
        qualified = [statement for statement, qualifier in valued if qualifier == figure.qualifier]
        if not qualified:
            stated = qualifier_words(valued[0][1]) or "exactly that"
            mine = qualifier_words(Qualifier(figure.qualifier)) or "exactly that"
            return Outcome.WRONG_QUALIFIER, f"{source}: {stated}. {held.capitalize()}: {mine}."
        contradictions = [self.contradicts(statement, figure.unit) for statement in qualified]
        if all(contradictions):
            return Outcome.WRONG_UNIT, f"{source}, which counts {contradictions[0]}; {held}, in {figure.unit}."
        return Outcome.VERIFIED, f"{source}; {held}."

    def contradicts(self, stated: Statement, unit: Unit) -> str:
        """What the words count, where that is surely another unit; empty where they agree or leave it open."""
        named = self.named_by(stated)
        words = stated.unit_hint or ""
        if stated.currency:
            return "" if unit.currency == stated.currency else stated.currency
        if stated.unit_kind == "share":
            return "" if unit.kind == Unit.Kind.SHARE else "percent"
        if stated.unit_kind == "rate" and unit.kind != Unit.Kind.RATE:
            return f"{words} per {stated.per}".strip()
        if unit in named or not named:
            return ""
        return words

    def named_by(self, stated: Statement) -> set[Unit]:
        """The units whose nouns end the noun phrase; the longest noun decides."""
        phrase = f" {one_line(stated.unit_hint or '').casefold()}"
        lengths: dict[int, set[Unit]] = defaultdict(set)
        for unit in self.units:
            if unit.kind in (Unit.Kind.MONEY, Unit.Kind.SHARE):
                continue
            for noun in unit.nouns:
                # "people per day": the noun is what is counted, the rest is how often.
                counted = noun.split(" per ")[0]
                if phrase.endswith(f" {counted}"):
                    lengths[len(counted)].add(unit)
        return lengths[max(lengths)] if lengths else set()


def ends_of(stated: Statement) -> list[tuple[Decimal, Qualifier]]:
    """The value with its qualifier; of a range both ends, as a figure can hold them."""
    if stated.value_max is None:
        return [(stated.value, stated.qualifier)]
    return [(stated.value, Qualifier.AT_LEAST), (stated.value_max, Qualifier.UP_TO)]


def said(stated: Statement) -> str:
    """ "more than 1,000 asylum claims" """
    kind = "money" if stated.currency else "share" if stated.unit_kind == "share" else "count"
    noun = stated.unit_hint or ""
    return render(stated.quantity, UnitForms(noun, noun, kind, stated.currency), "en").strip()


def digits(words: str) -> set[Decimal]:
    """Numbers written in digits, with thousands grouped in any way."""
    return {Decimal(re.sub(r"\D", "", number)) for number in re.findall(r"\d[\d.,\s]*", words)}


def where(citation: Citation, text: Text) -> str:
    section = f"“{citation.section}” of " if citation.section else ""
    return f"{section}{text.name}"


def around_of(text: str, span: Span) -> str:
    """The words with a few before them, on one line."""
    before = text[max(0, span.start - 30) : span.start].split("\n")[-1].split(" ")[1:]
    return one_line(f"{' '.join(before)}{text[span.start : span.end]}")


# --- Many at once ----------------------------------------------------------------------------------------------------


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


def places_of(citation: Citation) -> tuple[Text | None, list[Span]]:
    """The copy that a citation is checked against, and where its words stand there."""
    text = texts_for([citation]).get(citation.pk)
    return text, text.scope.find_in(citation.as_stated, citation.section_path) if text else []


@transaction.atomic
def pick(citation: Citation, start: int) -> Result:
    """Settles that the citation's words are those at character `start`. Raises ValidationError where they are not."""
    if start not in [span.start for span in places_of(citation)[1]]:
        raise ValidationError(f"The words of citation {citation.pk} do not stand at character {start} of its section.")
    checker = Checker([citation])
    figures = judged_by(by_citation(Figure, [citation])[citation.pk])
    item = Checked(citation, checker.check(citation, figures, start), figures, [])
    keep([item], Why.PICKED)
    return item.result


def failures_of_citations(statements: Iterable[Publication]) -> dict[Publication, Result]:
    """The statements whose words are not in the archived text, or say something else there, and what was found.

    Each figure is checked by itself, whatever else rests on its citation. Where nothing is archived nothing is said.
    """
    rows = [statement for statement in statements if statement.citation_id]
    citations = Citation.objects.select_related("source").in_bulk({row.citation_id for row in rows})
    checker = Checker(citations.values())
    if not checker.texts:
        return {}
    figures = Figure.objects.select_related("unit", "indicator", "citation__source").in_bulk(
        [row.pk for row in rows if isinstance(row, Figure)]
    )
    failures = {}
    for row in rows:
        own = [figures[row.pk]] if isinstance(row, Figure) else []
        result = checker.check(citations[row.citation_id], own)
        if result.failed:
            failures[row] = result
    return failures


def problem_of(statement: Publication, failure: Result) -> str:
    """Why it cannot be published, and the three ways out."""
    return (
        f"{statement}: {Outcome(failure.outcome).label.lower()}. {failure.found} Correct the statement or its"
        " citation; where the archived text is at fault, attach a better copy of the source; where the statement holds"
        " all the same, override the check with a reason."
    )


def count_outcomes(checked: Iterable[Checked]) -> Counter:
    return Counter(item.result.outcome for item in checked)
