"""Checking one citation: its words are found in the archived text of its source and read there; what they state is
compared with each figure that rests on them. Which copy of the source is read stands in texts.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from metrics.intake.passages import Reading, find_alike, one_line, readings, same_around
from metrics.intake.search import Span
from metrics.models import Archive, Citation, Figure, Unit
from metrics.statements import LANGUAGES, Qualifier, Statement, UnitForms, qualifier_words, render

from .texts import Text, texts_for

Outcome = Citation.Verification
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
        if citation.is_silent:
            return self.silence(list(figures))
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

    def silence(self, figures: list[Figure]) -> Result:
        """Of a source that is cited for stating nothing: there is nothing to find, and no value to rest on it."""
        valued = next((figure for figure in figures if figure.value is not None), None)
        if valued:
            return Result(
                Outcome.WRONG_VALUE, f"No words of the source are cited; {name_of(valued)} holds {valued.words}."
            )
        return Result(Outcome.SILENT, "The source states nothing of it, and the words in brackets are not its own.")

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
        source, own = f"The source says “{reading.words}”", name_of(figure)
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


def name_of(figure: Figure) -> str:
    return f"figure {figure.pk}" if figure.pk else "this figure"


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
