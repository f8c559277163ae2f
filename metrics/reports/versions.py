"""Two copies of a source side by side: what became of each cited passage, and where the texts differ."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.utils.translation import gettext_lazy as _

from metrics.intake.comparing import Comparison, Difference
from metrics.intake.search import Span
from metrics.models import Archive, ArchivedPart, Citation, CitationCheck, Figure, Milestone, Source
from metrics.models.publication import end_of_day
from programs.languages import Foreign, localized, quoted, written

from .archive import REACH, Passage, one_line, passage_in
from .rows import label_of
from .text import CitingFigure

Outcome = Citation.Verification
# Differences that a page shows; the count of the others is not worked out.
MOST_DIFFERENCES = 200


class Fate(StrEnum):
    """What became of a cited passage, the ones that somebody has to look at first."""

    VANISHED = "vanished"
    CHANGED = "changed"
    SEVERAL = "several"
    MOVED = "moved"
    SAME = "same"


FATE_WORDS = {
    Fate.VANISHED: _("Vanished"),
    Fate.CHANGED: _("Changed"),
    Fate.SEVERAL: _("In several places now"),
    Fate.MOVED: _("Moved"),
    Fate.SAME: _("Same"),
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a source's text. `number` counts the copies of this source, `version` those of its document."""

    number: int
    version: int
    document_slug: str
    document_title: str
    media_type: str
    size: int
    sha256: str
    attached_at: dt.datetime
    archive_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage of the older copy that published statements rest on, and what the newer one has of it."""

    citation_id: int
    as_stated: str
    fate: Fate
    found: str
    older: Passage
    newer: Passage | None
    figures: list[CitingFigure]
    milestones: list[str]

    @property
    def fate_words(self) -> str:
        return str(FATE_WORDS[self.fate])


@dataclass(frozen=True, slots=True)
class Compared:
    older: Copy
    newer: Copy
    passages: list[CitedPassage]
    differences: list[Difference]
    has_more: bool

    @property
    def counts(self) -> dict[Fate, int]:
        """How many passages met each fate, those that none met left out."""
        return {fate: count for fate in Fate if (count := sum(p.fate is fate for p in self.passages))}


@dataclass(frozen=True, slots=True)
class Versions:
    """The copies of a source, the newest first, and two of them compared where there are two."""

    slug: str
    title: str
    language: str
    copies: list[Copy]
    compared: Compared | None


def copies_of(slug: str, day: dt.date | None) -> list[Copy]:
    """The copies of a source that were archived by the end of `day`, the oldest first. One query."""
    parts = ArchivedPart.objects.filter(source__slug=slug)
    if day is not None:
        parts = parts.filter(archive__attached_at__lt=end_of_day(day))
    rows = parts.order_by("archive_id").values_list(
        "archive__version",
        "archive__source__slug",
        quoted("archive__source__title", "archive__source__"),
        "archive__media_type",
        "archive__size",
        "archive__sha256",
        "archive__attached_at",
        "archive_id",
        "start",
        "end",
    )
    return [Copy(number, *row[:-2], Span(*row[-2:])) for number, row in enumerate(rows, start=1)]


def versions(slug: str, day: dt.date | None, older: int | None = None, newer: int | None = None) -> Versions | None:
    """The copies of a source and the comparison of copy `older` with copy `newer`, by default of the last two.

    None where there is no such source. Raises LookupError with a sentence where a copy asked for is not there, or is
    compared with itself or an older one.
    """
    found = Source.objects.filter(slug=slug).values_list(quoted("title", ""), "language").first()
    if found is None:
        return None
    copies = copies_of(slug, day)
    newer = newer if newer is not None else len(copies)
    older = older if older is not None else newer - 1
    for number in (newer, older):
        if len(copies) > 1 and not 1 <= number <= len(copies):
            told = {"number": number, "last": len(copies)}
            raise LookupError(_("There is no copy %(number)s. Choose from 1 to %(last)s.") % told)
    if len(copies) > 1 and older >= newer:
        raise LookupError(str(_("Choose an older copy, and a newer one to compare it with.")))
    compared = compare(copies[older - 1], copies[newer - 1], day) if len(copies) > 1 else None
    return Versions(slug, *found, copies[::-1], compared)


def compare(older: Copy, newer: Copy, day: dt.date | None) -> Compared:
    """Four queries, whatever the number of passages."""
    ids = (older.archive_id, newer.archive_id)
    texts = dict(Archive.objects.filter(pk__in=ids).values_list("pk", "text"))
    texts = [texts[pk] for pk in ids]
    comparison = Comparison(texts[0], older.span, texts[1], newer.span)
    differences = list(islice(comparison.differences(), MOST_DIFFERENCES + 1))
    return Compared(
        older,
        newer,
        sorted(
            passages_of(older, newer, texts, comparison, day),
            key=lambda passage: list(Fate).index(passage.fate),
        ),
        differences[:MOST_DIFFERENCES],
        len(differences) > MOST_DIFFERENCES,
    )


def passages_of(
    older: Copy, newer: Copy, texts: list[str], comparison: Comparison, day: dt.date | None
) -> Iterable[CitedPassage]:
    """What became of each passage of the older copy that something in force on `day` rests on, in its order."""
    checks: dict[int, dict[int, CitationCheck]] = defaultdict(dict)
    log = CitationCheck.objects.latest_in(older.archive_id, newer.archive_id, day=day).select_related(
        "citation__source"
    )
    for check in log:
        checks[check.archive_id][check.citation_id] = check
    stated = [
        check
        for check in checks[older.archive_id].values()
        if check.start is not None and older.span.start <= check.start and check.end <= older.span.end
    ]
    figures, milestones = resting_on([check.citation_id for check in stated], day)
    for was in sorted(stated, key=lambda check: (check.start, check.end)):
        citation = was.citation
        if not figures[citation.pk] and not milestones[citation.pk]:
            continue
        now = checks[newer.archive_id].get(citation.pk)
        yield CitedPassage(
            citation.pk,
            Foreign(citation.as_stated, citation.source.language),
            fate_of(was, now, texts, comparison),
            written(now.found) if now else "",
            around(texts[0], was),
            around(texts[1], now) if now and now.start is not None else None,
            figures[citation.pk],
            milestones[citation.pk],
        )


def resting_on(citations: list[int], day: dt.date | None) -> tuple[dict, dict]:
    """The figures and the titles of the milestones in force that rest on each citation."""
    figures, milestones = defaultdict(list), defaultdict(list)
    in_force = Figure.objects.as_of(day).filter(citation__in=citations).order_by("pk")
    for figure in in_force.select_related("unit", "indicator", "category"):
        name = label_of(figure)
        figures[figure.citation_id].append(CitingFigure(figure.pk, figure.words, name))
    events = Milestone.objects.as_of(day).filter(citation__in=citations).order_by("pk")
    for citation, title in events.values_list("citation", localized("title")):
        milestones[citation].append(title)
    return figures, milestones


def fate_of(was: CitationCheck, now: CitationCheck | None, texts: list[str], comparison: Comparison) -> Fate:
    if now is None or now.outcome == Outcome.NOT_FOUND:
        return Fate.VANISHED
    if now.start is None:
        return Fate.SEVERAL
    words = [one_line(text[check.start : check.end]) for text, check in zip(texts, (was, now), strict=True)]
    # What the words mean is told by what stands around them, too.
    if now.outcome != was.outcome or (now.outcome != Outcome.VERIFIED and words[0] != words[1]):
        return Fate.CHANGED
    return Fate.SAME if comparison.is_same_place(was.start, now.start) else Fate.MOVED


def around(text: str, check: CitationCheck) -> Passage:
    first = max(0, check.start - REACH)
    return passage_in(text[first : check.end + REACH], check.start - first, check.end - first)
