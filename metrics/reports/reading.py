"""A document as it is read for an update: a stretch of its text with marks, and the candidates beside it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext, gettext_lazy

from metrics.intake.document import Block
from metrics.models import Archive, Figure
from metrics.models.archive import blocks_of
from metrics.statements import Period, Qualifier, Quantity, UnitForms, describe, render
from programs.languages import in_language, language
from programs.territories import country_name

from .coverage import in_sentences
from .proposals import SURE, Key, Proposal, Proposals, paged
from .proposing import propose, section_of
from .text import Marks, Note, TextBlock, one_line, stretches_of, text_blocks


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it was understood: in words, and how it was told from the text."""

    name: str
    words: str
    why: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate as the page shows it. `before` and `after` are the rest of its sentence, `relations` sentences."""

    proposal: Proposal
    before: str
    marked: str
    after: str
    fields: list[Field]
    relations: list[str]


@dataclass(frozen=True, slots=True)
class Addable:
    """A number left out, with what the figure form needs to add it all the same."""

    start: int
    end: int
    words: str
    reason: str
    before: str
    after: str
    source_id: int
    section: str


@dataclass(frozen=True)
class ReadingPage:
    """`sets` are candidates that are accepted together: a total with its parts, or one alone."""

    archive: Archive
    proposals: Proposals
    sets: list[list[Row]]
    stretches: list[list[TextBlock]]
    left_out: list[Addable]
    page: int
    pages: int

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.sets)


def reading_page(archive: Archive, number: int) -> ReadingPage | None:
    """The page of that number, from 1; None where there is no such page.

    Only what the page shows is matched and laid out, however long the document is.
    """
    if number < 1:
        return None
    proposals = propose(archive, page=number)
    pages = paged(proposals.sets)
    if number > len(pages):
        return None
    blocks = blocks_of(archive.structure)
    first, last = stretch_of([page[0][0][0] for page in pages if page], blocks, number, len(archive.text))
    shown = [block for block in blocks if first <= block.start < last]
    rows = proposals.open
    left_out = [item for item in proposals.left_out if first <= item["start"] < last]
    settled = [("tracked", *span) for span in proposals.tracked]
    settled += [("dismissed", d.start, d.end) for d in proposals.dismissed]
    notes = [Note(p.start, p.end, "candidate", p.start) for p in rows]
    notes += [Note(start, end, kind, start) for kind, start, end in settled if first <= start < last]
    notes += [Note(item["start"], item["end"], "left-out", item["start"]) for item in left_out]
    around = {found.start: found for found in in_sentences(archive.text, blocks, [proposal.key for proposal in rows])}
    return ReadingPage(
        archive=archive,
        proposals=proposals,
        sets=[[row_of(p, around[p.start], rows) for p in those] for those in proposals.together],
        stretches=stretches_of(text_blocks(archive.text, shown, Marks([], notes))),
        left_out=list(addable(proposals, blocks, left_out)),
        page=number,
        pages=len(pages),
    )


def place_of(archive: Archive, start: int) -> tuple[int, int | None]:
    """(page, start) of the first candidate that waits at a character or after it; the last page where none does."""
    pages = paged(propose(archive, only=()).sets)
    for number, sets in enumerate(pages, start=1):
        later = [key[0] for those in sets for key in those if key[0] >= start]
        if later:
            return number, min(later)
    return len(pages), None


def stretch_of(starts: Sequence[int], blocks: Sequence[Block], number: int, end: int) -> tuple[int, int]:
    """The characters that a page shows: from the block of its first candidate to that of the next page's; the first
    page begins with the text, and the last ends with it.
    """
    begins = [block.start for block in blocks]
    bounds = [0, *(begins[max(bisect_right(begins, start) - 1, 0)] for start in starts[1:]), end]
    first, last = list(pairwise(bounds))[number - 1]
    # A paragraph on both sides of the bound belongs to both pages.
    return first, max(last, first + 1)


def row_of(proposal: Proposal, around, others: Sequence[Proposal]) -> Row:
    by_key = {other.key: other for other in others}
    return Row(
        proposal,
        around.before,
        around.words,
        around.after,
        fields_of(proposal),
        [relation_in_words(kind, by_key.get(to), note) for kind, to, note in proposal.relations],
    )


def relation_in_words(kind: str, other: Proposal | None, note: str) -> str:
    named = f"“{other.words}”" if other else gettext("another figure of the text")
    return f"{RELATED[kind]} {named}{f': {note}' if note else ''}."


RELATED = {
    "component_of": gettext_lazy("Part of"),
    "subset_of": gettext_lazy("Lies within"),
    "share_of": gettext_lazy("A share of"),
    "same_as": gettext_lazy("Says the same as"),
}


def fields_of(proposal: Proposal) -> list[Field]:
    def why(name: str) -> tuple[str, bool]:
        step, words = proposal.steps[name], proposal.because[name]
        return (f"{step}: “{words}”" if words else step), proposal.confidence.get(name, 0) >= SURE

    unit_why, unit_sure = why("unit")
    value_why, value_sure = why("value")
    return [
        Field(gettext("Value"), value_in_words(proposal), value_why, value_sure),
        Field(
            gettext("Unit"),
            str(
                proposal.unit
                or gettext("not known (“%(unit_as_stated)s”)") % {"unit_as_stated": proposal.unit_as_stated}
            ),
            unit_why,
            unit_sure,
        ),
        Field(gettext("Where"), place_in_words(proposal), *why("countries")),
        Field(gettext("When"), period_in_words(proposal), *why("period")),
    ]


def value_in_words(proposal: Proposal) -> str:
    if proposal.value_max is not None:
        return gettext("%(from)s to %(to)s") % {
            "from": f"{proposal.value.normalize():,f}",
            "to": f"{proposal.value_max.normalize():,f}",
        }
    unit = (
        proposal.unit.forms if proposal.unit else UnitForms(proposal.unit_as_stated, proposal.unit_as_stated, "count")
    )
    return render(Quantity(proposal.value, Qualifier(proposal.qualifier)), unit, language()).strip()


def place_in_words(proposal: Proposal) -> str:
    place = proposal.place
    if place.coverage == Figure.Coverage.GLOBAL:
        return gettext("The whole world")
    if place.group:
        return in_language(place.group, "name")
    names = ", ".join(country_name(code) for code in place.codes)
    return gettext("%(names)s together") % {"names": names} if len(place.codes) > 1 else names or gettext("not known")


def period_in_words(proposal: Proposal) -> str:
    start, end = proposal.period_start, proposal.period_end
    if not (start or end):
        return (
            gettext("no dates (“%(period_as_stated)s”)") % {"period_as_stated": proposal.period_as_stated}
            if proposal.period_as_stated
            else gettext("not stated")
        )
    return describe(Period(start, end, proposal.period_as_stated, "span" if start else "as_of"))


def addable(proposals: Proposals, blocks: Sequence[Block], left_out: Sequence[dict]):
    """The numbers left out, each with its sentence, source and section."""
    text, begins = proposals.archive.text, [block.start for block in blocks]
    spans: list[Key] = [(item["start"], item["end"]) for item in left_out]
    for span, item, found in zip(spans, left_out, in_sentences(text, blocks, spans), strict=True):
        block = blocks[max(bisect_right(begins, item["start"]) - 1, 0)]
        yield Addable(
            *span,
            one_line(item["as_stated"]),
            item["reason"],
            found.before,
            found.after,
            proposals.source_at(*span).pk,
            section_of(block.section),
        )
