"""The quantities that an archived text states, by the extraction that also proposes figures."""

from django.utils import timezone

from metrics.intake.document import Document
from metrics.intake.extract import EXTRACTION_VERSION, extract
from metrics.models import Archive, ArchivedQuantities
from metrics.statements import Refused


def spans_of_quantities(document: Document, language: str) -> list[list[int]] | None:
    """[start, end] of each quantity, in order; None where figures in this language cannot be read."""
    try:
        found = extract(document, language=language).candidates
    except Refused:
        return None
    return sorted({(candidate.start, candidate.end): [candidate.start, candidate.end] for candidate in found}.values())


def keep_quantities(archive: Archive, document: Document) -> ArchivedQuantities:
    """Reads the quantities of an archive, once. Seconds for 400 pages."""
    return ArchivedQuantities.objects.create(
        archive=archive,
        extraction_version=EXTRACTION_VERSION,
        spans=spans_of_quantities(document, archive.source.language),
        read_at=timezone.now(),
    )
