"""The quantities that an archived text states, by the extraction that also proposes figures."""

from django.utils import timezone

from metrics.intake.document import Document, Told
from metrics.intake.extract import EXTRACTION_VERSION, extract
from metrics.models import Archive, ArchivedQuantities
from metrics.statements import Refused

Spans = list[list[int]] | None


def spans_of_quantities(document: Document, language: str, tell: Told | None = None) -> Spans:
    """[start, end] of each quantity, in order; None where figures in this language cannot be read.

    Seconds for 400 pages.
    """
    try:
        found = extract(document, language=language, tell=tell).candidates
    except Refused:
        return None
    return sorted({(candidate.start, candidate.end): [candidate.start, candidate.end] for candidate in found}.values())


def keep_quantities(archive: Archive, spans: Spans) -> ArchivedQuantities:
    return ArchivedQuantities.objects.create(
        archive=archive,
        extraction_version=EXTRACTION_VERSION,
        spans=spans,
        read_at=timezone.now(),
    )
