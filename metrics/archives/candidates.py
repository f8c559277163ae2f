"""The figures that an archived text proposes, read once."""

from typing import Any

from django.utils import timezone

from metrics.intake.document import Told
from metrics.intake.extract import EXTRACTION_VERSION, extract
from metrics.models import Archive, ArchivedCandidates
from metrics.statements import Refused

# Texts of so many characters are read within a second or two.
SHORT = 100_000


def what_counts(archive: Archive) -> dict[str, Any]:
    """What a reading depends on besides the text."""
    source = archive.source
    return {
        "extraction_version": EXTRACTION_VERSION,
        "language": source.language,
        "title": source.title,
        "document_date": source.stated_on,
    }


def takes_long(archive: Archive) -> bool:
    """Whether the archive has yet to be read, and is long."""
    if len(archive.text) <= SHORT:
        return False
    return not ArchivedCandidates.objects.filter(archive=archive, **what_counts(archive)).exists()


def candidates_of(archive: Archive, tell: Told | None = None) -> ArchivedCandidates:
    """What was read of the archive; reads it where that was not done with this code and this source.

    One query where it was read already. Seconds for 400 pages where it was not; `tell` says how far it is.
    """
    source, read_with = archive.source, what_counts(archive)
    held = ArchivedCandidates.objects.filter(archive=archive, **read_with).first()
    if held is not None:
        return held
    candidates, left_out = None, []
    try:
        found = extract(
            archive.document,
            language=source.language,
            title=source.title,
            document_date=source.stated_on,
            tell=tell,
        ).as_dict()
        candidates, left_out = found["candidates"], found["left_out"]
    except Refused:
        pass
    kept, _ = ArchivedCandidates.objects.update_or_create(
        archive=archive,
        defaults={**read_with, "candidates": candidates, "left_out": left_out, "read_at": timezone.now()},
    )
    return kept
