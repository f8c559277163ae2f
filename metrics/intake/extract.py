"""A document's figures as candidates with reasons, and the numbers that are none.

Linear in the length of the document: sentences are cut at a length, and each is looked at by itself with
what the ones before it in its block left behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics.intake.candidates import Candidate, LeftOut
from metrics.intake.carrying import Times, in_words, remember
from metrics.intake.cells import read_cell
from metrics.intake.conventions import lexicon_of
from metrics.intake.counting import find_units, last_money, main_unit
from metrics.intake.document import CONTENT_KINDS, Block, Document, Kind, Told
from metrics.intake.findings import NEVER, NOWHERE, Reason, When, Where
from metrics.intake.head import date_of, fiscal_year_of, headlines_of, plan_of, reported_in, status_of
from metrics.intake.lines import Line
from metrics.intake.numbers import Number
from metrics.intake.relations import relate
from metrics.intake.sentence import Sentence, Setting, read_sentence
from metrics.intake.sentences import sentences
from metrics.intake.spoken import Memory, from_above, lists_in, of_rows
from metrics.intake.subject import DATELINE, SUBJECT_STEPS, is_boilerplate, subject_of
from metrics.intake.unit_heads import Unit, unit_in
from metrics.intake.units import nouns
from metrics.intake.vocabularies import language_of
from metrics.intake.when import find_when
from metrics.intake.where import find_where
from metrics.statements.languages import language_code
from metrics.statements.qualifiers import Qualifier

#: Raised whenever other figures are found in a document than before.
EXTRACTION_VERSION = 14

_TELL_EVERY = 20
#: More figures than this in one sentence are a run of data.
_MAX_NUMBERS = 60
_TOTAL_ROW = re.compile(r"(?:grand |overall )?total(?:es|s| general)?:?|all countries|todos los países", re.I)
#: A note on what the figures in parentheses are of.
_IN_BRACKETS = re.compile(r"\((?:in (?:brackets|parentheses)|entre paréntesis)[:,]? ([^()]{4,60})\)", re.I)
#: Of a table by where people come from.
_ORIGINS = re.compile(
    r"\b(?:procedencia|país de (?:origen|retorno|salida|expulsión)|nacionalidad(?:es)?|nationality|nationalities"
    r"|country of (?:origin|return|departure)|citizenship)\b",
    re.I,
)
#: Steps by which a cell has a place of its own.
_OWN_PLACE = frozenset({"row", "column", "caption"})
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True)
class Extraction:
    """What was read: the document's language and date as taken, candidates and left-out numbers in order."""

    document: Document
    language: str
    document_date: date | None
    candidates: list[Candidate]
    left_out: list[LeftOut]

    def as_dict(self) -> dict[str, Any]:
        """The answer of ``read_document``."""
        return {
            "document": {
                "characters": len(self.document.text),
                "language": self.language,
                "date": self.document_date.isoformat() if self.document_date else None,
                "title": self.document.title,
                "canonical_version": self.document.canonical_version,
            },
            "candidates": [candidate.as_dict() for candidate in self.candidates],
            "left_out": [item.as_dict() for item in self.left_out],
        }


def extract(
    document: Document,
    *,
    language: str | None = None,
    document_date: date | None = None,
    title: str = "",
    units: Mapping[str, str] | None = None,
    tell: Told | None = None,
) -> Extraction:
    """The figures of ``document``.

    ``language`` ("en", "es" or a tag such as "es-GT") and ``document_date`` are told from the text where
    they are not given; ``title`` goes before the title found. ``units`` maps nouns in small letters to
    codes; by default the lexicon of ``metrics.intake.units``. ``tell`` is called with how many
    blocks are read, and how many there are; what it raises ends the reading. ``Refused`` for another language.
    """
    code = language_code(language) if language else language_of(document.text)
    when = document_date or date_of(document, code)
    if title:
        document = replace(document, title=title)
    setting = Setting(
        code,
        when,
        nouns(code) if units is None else units,
        lexicon_of(document.text, code),
        fiscal_year_of(document),
    )
    reader = _Extractor(document, setting)
    reader.read(tell)
    candidates = sorted(reader.candidates, key=lambda candidate: candidate.start)
    relate(candidates, code)
    return Extraction(document, code, when, candidates, sorted(reader.left_out, key=lambda item: item.start))


class _Extractor:
    def __init__(self, document: Document, setting: Setting) -> None:
        self.document, self.setting = document, setting
        self.candidates: list[Candidate] = []
        self.left_out: list[LeftOut] = []
        self.lead_in = ""
        self.lists = [codes for codes in (lists_in(document.title, setting.language),) if codes]
        self.seen: dict[str, None] = {}
        self.table: int | None = None
        self.captioned: tuple[int | None, tuple[str, str]] | None = None
        self.before: Unit | None = None
        self.money: Unit | None = None
        self.said: list[When] = []
        self.reported = reported_in(document, setting)
        self.status = status_of(document, setting)
        self.plan = plan_of(document)
        self.paragraph = (NEVER, NEVER)
        self.bracketed = self.shown = NEVER
        #: The table and row that is read, and the times of its cells so far.
        self.row: tuple[tuple[int | None, int | None], list[When]] = ((None, None), [])
        self.subject = subject_of(document)
        self.headlines = headlines_of(document)

    def read(self, tell: Told | None = None) -> None:
        """Go through the blocks: first what they state, then what headings add to it."""
        headings = []
        for number, block in enumerate(self.document.blocks):
            if tell and number % _TELL_EVERY == 0:
                tell(number, len(self.document.blocks))
            if block.kind is Kind.HEADING:
                headings.append((number, block))
                self.before = None
                self.paragraph, self.bracketed = (NEVER, NEVER), NEVER
                self.lead_in = ""
            elif block.kind is Kind.CELL:
                self._cell(number, block)
            elif block.kind in CONTENT_KINDS:
                self._block(number, block)
            else:
                self._leave_all(block)
        for number, block in headings:
            self._heading(number, block)

    # Blocks

    def _block(self, number: int, block: Block) -> None:
        line = Line.of(self.document.text, block.start, block.end)
        above = self._above(block)
        memory = Memory(self.setting.vocabulary, self.setting.language, above, lists=self.lists, seen=self.seen)
        times = Times(
            self.setting,
            said=self.said,
            reported=self.reported,
            status=self.status,
            plan=self.plan,
            paragraph=self.paragraph,
            bracketed=self.bracketed,
            table=self.shown,
            above=[item for item in above if item[0] not in SUBJECT_STEPS and item[1] not in self.headlines],
        )
        offset = self._label_length(line, block)
        for match in _DIGITS.finditer(line.text, 0, offset):
            self._leave(line, match.start(), match.end(), "stands in a label or dateline")
        for place, (start, end) in enumerate(sentences(line.text[offset:])):
            start, end = start + offset, end + offset
            sentence = self._bounded(read_sentence(line.text[start:end], start, self.setting))
            where = find_where(sentence, memory)
            when = find_when(sentence, times)
            opens = place == 0 and not (self._follows_item(number) and self._ends_bare(sentence))
            units = find_units(sentence, self.setting, self.before, self.money, first=opens)
            memory.remember(sentence, where)
            remember(sentence, times, when)
            if block.label is not None and place == 0:
                units = self._of_label(line.text[:offset], sentence, units)
            self.before = main_unit(units) or self.before
            self.money = last_money(units) if units else self.money
            for index, figure in enumerate(sentence.numbers):
                if units[index].code is None and figure.value < 13 and not figure.currency:
                    self._leave(line, start + figure.start, start + figure.end, "counts nothing that is named")
                    continue
                self.candidates.append(
                    self._candidate(
                        line,
                        block,
                        sentence,
                        figure,
                        units[index],
                        where=where[index],
                        when=when[index],
                        place=(number, place),
                    )
                )
            for item in sentence.left:
                self._leave(line, start + item.start, start + item.end, item.reason)
        self.lists = memory.lists[-20:]
        self.paragraph, self.shown = (times.before, times.latest), NEVER
        note = _IN_BRACKETS.search(line.text)
        if note:
            self.bracketed = in_words(note[1], "stated", self.setting) or NEVER
        if block.kind is Kind.PARAGRAPH:
            leads = line.text.endswith(":") or (self._before_table(number) and self._announces(line.text))
            self.lead_in = line.text[-300:] if leads else ""

    def _follows_item(self, number: int) -> bool:
        """Whether the block is an item of a list and not its first."""
        blocks = self.document.blocks
        return number > 0 and blocks[number].kind is blocks[number - 1].kind is Kind.BULLET

    def _ends_bare(self, sentence: Sentence) -> bool:
        """Whether one figure without a noun ends it: "In 2022: 640"."""
        last = sentence.numbers[-1] if len(sentence.numbers) == 1 else None
        return last is not None and not last.noun and not sentence.text[last.end :].strip(" .;")

    def _before_table(self, number: int) -> bool:
        blocks = self.document.blocks
        return number + 1 < len(blocks) and blocks[number + 1].table is not None

    def _announces(self, words: str) -> bool:
        return bool(self.setting.vocabulary.table_lead.search(words))

    def _label_length(self, line: Line, block: Block) -> int:
        """How much of the line the label takes, with its colon or dash."""
        if block.label is None:
            dateline = DATELINE.match(line.text)
            return dateline.end() if dateline else 0
        length = len(" ".join(self.document.text[block.label[0] : block.label[1]].split()))
        rest = line.text[length:]
        return length + len(rest) - len(rest.lstrip(" :–—"))

    def _of_label(self, label: str, sentence: Sentence, units: list[Unit]) -> list[Unit]:
        """``units`` with what the label counts where a figure opens what follows it: "Deaths: 10"."""
        carried = not units or units[0].code is None or units[0].reason.step == "sentence before"
        if not units or not carried or sentence.numbers[0].start > 1:
            return units
        unit = unit_in(label, "label", self.setting)
        return [unit, *units[1:]] if unit else units

    def _bounded(self, sentence: Sentence) -> Sentence:
        return sentence if len(sentence.numbers) <= _MAX_NUMBERS else replace(sentence, numbers=[])

    def _above(self, block: Block) -> list[tuple[str, str]]:
        """What stands above the block, the nearest first: its label, the words that lead in, headings, title."""
        headings = list(reversed(block.section))
        found: list[tuple[str, str]] = []
        if block.label is not None and headings:
            found.append(("label", headings.pop(0)))
        if self.lead_in and block.kind in (Kind.BULLET, Kind.CELL):
            found.append(("lead-in", self.lead_in))
        found += [("heading", words) for words in headings]
        return found if is_boilerplate(block) else found + self.subject

    def _candidate(
        self,
        line: Line,
        block: Block,
        sentence: Sentence,
        figure: Number,
        unit: Unit,
        *,
        where: Where,
        when: When,
        place: tuple[int, int],
    ) -> Candidate:
        start, end = line.span(sentence.start + figure.start, sentence.start + figure.end)
        words = sentence.text[figure.start : figure.end]
        certain = unit.reason.confidence > 0.5 and not figure.in_words
        qualified = figure.qualifier is not Qualifier.EXACT
        return Candidate(
            value=figure.value,
            value_max=figure.value_max,
            qualifier=figure.qualifier,
            unit=unit.code,
            unit_as_stated=unit.words,
            as_stated=self.document.text[start:end],
            start=start,
            end=end,
            section=block.section,
            sentence=sentence.text,
            value_reason=Reason("words" if figure.in_words else "digits", words, 0.98 if certain else 0.85),
            qualifier_reason=Reason("words" if qualified else "none stated", figure.qualifier_words, 0.97),
            unit_reason=unit.reason,
            where=where,
            when=when,
            place=place,
            is_part=figure.group > 0,
        )

    # Cells, headings and what is left out

    def _cell(self, number: int, block: Block) -> None:
        line = Line.of(self.document.text, block.start, block.end)
        above = self._above(block)
        if self.document.title and ("title", self.document.title) not in above:
            above.append(("title", self.document.title))
        read = read_cell(line, replace(block, caption=block.caption or self._caption(number)), above, self.setting)
        if read is None:
            self._block(number, block)
            return
        sentence, figure, unit, where, when = read
        if where.reason.step in _OWN_PLACE and self._tells_origins(number):
            where = from_above(Memory(self.setting.vocabulary, self.setting.language, above))
            where = NOWHERE if len(where.countries) > 1 else where
        if block.table == self.table and block.row_heads and _TOTAL_ROW.fullmatch(block.row_heads[0].strip()):
            rows = self.lists[-1] if self.lists else ()
            where = (
                of_rows(rows, block.row_heads[0]) if len(rows) > 1 and where.reason.step not in _OWN_PLACE else where
            )
        when = self._of_row(block, when)
        self.shown = when
        self._remember_row(block, where)
        self.seen.update(dict.fromkeys(where.countries))
        self.candidates.append(
            self._candidate(line, block, sentence, figure, unit, where=where, when=when, place=(number, 0))
        )

    def _of_row(self, block: Block, when: When) -> When:
        """The time of a cell that has none: under "Total" that of the row's cells together, else the document's."""
        if self.row[0] != (block.table, block.row):
            self.row = ((block.table, block.row), [])
        dated = self.row[1]
        if when is not NEVER:
            dated.append(when)
            return when
        total = any(_TOTAL_ROW.fullmatch(head.strip()) for head in block.column_heads)
        starts, ends = [item.start for item in dated if item.start], [item.end for item in dated if item.end]
        if not total or len(dated) < 2 or len(starts) != len(dated) or len(ends) != len(dated):
            return self.status
        words = f"{dated[0].words} … {dated[-1].words}"
        return When(min(starts), max(ends), words, Reason("its parts", words, 0.7))

    def _caption(self, number: int) -> str:
        """The caption that stands by itself above the table of block ``number``."""
        return self._around(number)[0]

    def _around(self, number: int) -> tuple[str, str]:
        """The caption above the table of block ``number``, and the table's first cell."""
        table, at = self.document.blocks[number].table, number
        if self.captioned and self.captioned[0] == table:
            return self.captioned[1]
        while at and self.document.blocks[at - 1].table == table:
            at -= 1
        above = self.document.blocks[at - 1] if at else None
        words = self.document.words(above)[:300] if above and above.kind is Kind.CAPTION else ""
        corner = self.document.words(self.document.blocks[at])[:100]
        self.captioned = (table, (" ".join(words.split()), corner))
        return self.captioned[1]

    def _tells_origins(self, number: int) -> bool:
        """Whether the rows of the table of block ``number`` say where people are from or go to, and not where they
        are.
        """
        return any(map(_ORIGINS.search, self._around(number)))

    def _remember_row(self, block: Block, where: Where) -> None:
        """A table's countries are what "the three countries" below it means."""
        if block.table != self.table:
            self.table = block.table
            self.lists.append(())
        known = self.lists[-1] if self.lists else ()
        self.lists[-1:] = [tuple(dict.fromkeys((*known, *where.countries)))]

    def _heading(self, number: int, block: Block) -> None:
        """A heading's figure is proposed where it counts something; a sentence that repeats it is related to it."""
        count = len(self.candidates)
        self.lead_in = ""
        self._block(number, replace(block, section=block.section[:-1]))
        for candidate in self.candidates[count:]:
            if candidate.unit is None:
                self.candidates.remove(candidate)
                reason = "stands in a heading and counts nothing"
                self.left_out.append(LeftOut(candidate.as_stated, candidate.start, candidate.end, reason))

    def _leave(self, line: Line, start: int, end: int, reason: str) -> None:
        begin, stop = line.span(start, end)
        self.left_out.append(LeftOut(self.document.text[begin:stop], begin, stop, reason))

    def _leave_all(self, block: Block) -> None:
        """The numbers of a caption, note, table head or piece of furniture."""
        for match in _DIGITS.finditer(self.document.text, block.start, block.end):
            words = match.group().rstrip(".,")
            end = match.start() + len(words)
            self.left_out.append(LeftOut(words, match.start(), end, f"stands in a {_NAMES[block.kind]}"))


_NAMES = {
    Kind.CAPTION: "caption",
    Kind.FOOTNOTE: "footnote",
    Kind.FURNITURE: "table head or page furniture",
}
