"""The figures that an archived text proposes, read once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from metrics.intake.document import Told
from metrics.intake.extract import EXTRACTION_VERSION
from metrics.intake.parts import Part, extract_parts
from metrics.intake.search import Span
from metrics.models import Archive, ArchivedCandidates, ArchivedPart

# Texts of so many characters are read within a second or two.
SHORT = 100_000


def what_counts(archive: Archive, parts: Iterable[ArchivedPart]) -> dict[str, Any]:
    """What a reading depends on besides the text."""
    source = archive.source
    return {
        "extraction_version": EXTRACTION_VERSION,
        "language": source.language,
        "title": source.title,
        "document_date": source.stated_on,
        "parts": [
            [part.start, part.end, of.language, of.title, of.stated_on.isoformat() if of.stated_on else None]
            for part in parts
            if (of := part.source).pk != source.pk
        ],
    }


def parts_of(archive: Archive) -> list[ArchivedPart]:
    return list(archive.parts.select_related("source"))


def takes_long(archive: Archive) -> bool:
    """Whether the archive has yet to be read, and is long."""
    if len(archive.text) <= SHORT:
        return False
    return not ArchivedCandidates.objects.filter(archive=archive, **what_counts(archive, parts_of(archive))).exists()


def candidates_of(
    archive: Archive, tell: Told | None = None, *, parts: Sequence[ArchivedPart] | None = None
) -> ArchivedCandidates:
    """What was read of the archive; reads it where that was not done with this code and these sources.

    A query or two where it was read already. Seconds for 400 pages where it was not; `tell` says how far it is. Each
    source that stands in the document is read by its own date; one without a date by that of the whole.
    """
    parts = parts_of(archive) if parts is None else parts
    source, read_with = archive.source, what_counts(archive, parts)
    held = ArchivedCandidates.objects.filter(archive=archive, **read_with).first()
    if held is not None:
        return held
    whole = Part(Span(0, len(archive.text)), source.language, source.title, source.stated_on)
    inner = [
        Part(Span(part.start, part.end), of.language, of.title, of.stated_on or source.stated_on)
        for part in parts
        if (of := part.source).pk != source.pk
    ]
    candidates, left_out = extract_parts(archive.document, [whole, *inner], tell)
    kept, _ = ArchivedCandidates.objects.update_or_create(
        archive=archive,
        defaults={**read_with, "candidates": candidates, "left_out": left_out, "read_at": timezone.now()},
    )
    return kept
