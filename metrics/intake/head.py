"""What the head of a document says of the whole: its date, the time that it reports on, its fiscal year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from metrics.intake.carrying import CONFIDENCE, in_words
from metrics.intake.document import CONTENT_KINDS, Document, Kind
from metrics.intake.findings import NEVER, Reason, When
from metrics.intake.lines import Line
from metrics.intake.sentence import Setting
from metrics.intake.sentences import sentences
from metrics.intake.subject import is_boilerplate
from metrics.statements.periods import calendar_year, find_periods


def date_of(document: Document, language: str) -> date | None:
    """The day that the document bears near its head, or ``None``."""
    for block in document.blocks[:12]:
        line = Line.of(document.text, block.start, min(block.end, block.start + 160))
        if block.kind in (Kind.PARAGRAPH, Kind.BULLET) and len(line.text) >= 160:
            line = replace(line, text=line.text[:60])
        for found in find_periods(line.text, language):
            if found.period and found.period.start and found.period.start == found.period.end:
                return found.period.end
    return None


def reported_in(document: Document, setting: Setting) -> When:
    """The month or longer that the document's head names, which "during the month" then means."""
    for block in document.blocks[:8]:
        whole = Line.of(document.text, block.start, min(block.end, block.start + 400)).text
        lines = [" ".join(line.split()) for line in document.text[block.start : block.start + len(whole)].split("\n")]
        if block.kind is Kind.PARAGRAPH and len(whole) >= 80 and (len(lines) == 1 or whole.endswith((".", "!", "?"))):
            covered = (whole[start:end] for start, end in sentences(whole))
            lines = [next((words for words in covered if setting.vocabulary.covers.search(words)), "")]
        for line in filter(None, lines):
            when = in_words(line[:200], "heading", setting)
            if when and when.start and when.end and when.start != when.end:
                return when
    return NEVER


#: "(al 20 de octubre de 2022)", "As of 20 August 2021": said of all that the document tells.
_AS_OF = re.compile(
    r"(?:^|.{3,90}?[(|–—:,-] ?)(?P<words>(?:[Aa]s of|[Aa]s at|AS OF|[Dd]ata as of|[Dd]atos al|[Aa]l|AL|[Cc]on corte al?"
    r"|[Cc]orte al?|[Aa]ctualizado al"
    r"|[Ff]echa de corte:?|[Cc]ut-?off date:?|[Dd]ata cut-?off:?)"
    r" (?:el )?\d{0,2}[^().]{4,30}(?:19|20)\d\d)\)?$"
)


def status_of(document: Document, setting: Setting) -> When:
    """The day that a line of the head says the document is as of, which its figures without a time of their own are
    until.
    """
    for block in document.blocks[:6]:
        if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or block.end - block.start > 300:
            break  # a date below is that of a part
        for line in document.text[block.start : block.end].split("\n"):
            match = _AS_OF.fullmatch(line.strip())
            when = in_words(match["words"], "as of", setting) if match else None
            if when and when.end and when.start in (None, when.end):
                return When(None, when.end, when.words, when.reason)
    return NEVER


def headlines_of(document: Document) -> frozenset[str]:
    """Headings that nearly all of the text stands under: they tell what the document is about, as its title does."""
    sections = [block.section for block in document.blocks if block.kind in CONTENT_KINDS and not is_boilerplate(block)]
    first = next((at for at, section in enumerate(sections) if section), 0)
    counts = Counter(words for section in sections[first:] for words in set(section))
    most = 0.9 * (len(sections) - first)
    return frozenset(words for words, count in counts.items() if len(sections) - first > 3 and count >= most)


_PLAN = re.compile(
    r"(?:\b(?:plan|appeal|HRP|HNRP|GCR|RMRP|requirements|llamamiento)\b[^.\d]{0,30}(?P<after>20\d\d)(?![\d-])"
    r"|\b(?P<before>20\d\d) (?:[\w-]+ ){0,4}(?:plan|appeal|requirements)\b)",
    re.I,
)


def plan_of(document: Document) -> When:
    """The year of the plan or appeal that the document's title names: what it asks for is of that year."""
    lines = [document.title]
    for block in document.blocks[:3]:
        if block.kind in (Kind.HEADING, Kind.PARAGRAPH) and block.end - block.start < 200:
            lines += document.words(block).split("\n")
    match = next((found for line in lines if not line.endswith(".") and (found := _PLAN.search(line))), None)
    if match is None:
        return NEVER
    year = calendar_year(int(match["after"] or match["before"]))
    return When(year.start, year.end, match.group(), Reason("plan's year", match.group(), CONFIDENCE["plan's year"]))


_FISCAL = re.compile(r"\b(?:FY|[Ff]iscal [Yy]ear|[Aa]ño [Ff]iscal)\s?((?:20)?\d\d)\b")


def fiscal_year_of(document: Document) -> int | None:
    """The one fiscal year that the document's head names, whose quarters and halves it then speaks of."""
    head = document.text[: document.blocks[min(8, len(document.blocks)) - 1].end] if document.blocks else ""
    years = {match[1][-2:] for match in _FISCAL.finditer(head[:2000])}
    return 2000 + int(years.pop()) if len(years) == 1 else None
