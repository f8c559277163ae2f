"""Which archived text a citation is checked against.

The newest of its source; but a citation that is verified, and that something once published rests on, stays at the copy
that verified it, so that a newer copy changes nothing of what was published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from metrics.intake.passages import Scope
from metrics.intake.search import Span
from metrics.models import Archive, ArchivedPart, Citation, Figure, Milestone


@dataclass(frozen=True)
class Text:
    """The archived text of one source."""

    archive: Archive
    scope: Scope

    @property
    def name(self) -> str:
        return f"archived copy {self.archive.version} of “{self.archive.source.title}”"


def staying(citations: Iterable[Citation]) -> set[int]:
    """Those of the citations that stay at their copy."""
    verified = [c.pk for c in citations if c.verification == Citation.Verification.VERIFIED and c.archive_id]
    if not verified:
        return set()
    found: set[int] = set()
    for model in (Figure, Milestone):
        rested_on = model.objects.ever_published().filter(citation__in=verified)
        found.update(rested_on.values_list("citation", flat=True))
    return found


def newest_parts(sources: Iterable[int]) -> dict[int, ArchivedPart]:
    """The newest archived part of each source that has one."""
    return {part.source_id: part for part in ArchivedPart.objects.filter(source__in=sources).order_by("archive_id")}


def texts_for(citations: Iterable[Citation], archive: Archive | None = None) -> dict[int, Text]:
    """The text to check each citation against, by citation; in `archive` where one is given. None where there is none.

    Each archive is read once, however many citations rest on it.
    """
    citations = list(citations)
    sources = {citation.source_id for citation in citations}
    if archive is not None:
        inside = {part.source_id: part for part in ArchivedPart.objects.filter(archive=archive, source__in=sources)}
        parts = {c.pk: inside[c.source_id] for c in citations if c.source_id in inside}
    else:
        newest = newest_parts(sources)
        stay = staying(citations)
        own = {
            (part.archive_id, part.source_id): part
            for part in ArchivedPart.objects.filter(
                archive__in={c.archive_id for c in citations if c.pk in stay}, source__in=sources
            )
        }
        parts = {
            c.pk: part
            for c in citations
            if (part := (own.get((c.archive_id, c.source_id)) if c.pk in stay else None) or newest.get(c.source_id))
        }
    texts = read({part.pk: part for part in parts.values()})
    return {citation: texts[part.pk] for citation, part in parts.items()}


def read(parts: Mapping[int, ArchivedPart]) -> dict[int, Text]:
    """The text of each part, by part, in two queries."""
    ids = {part.archive_id for part in parts.values()}
    if not ids:
        return {}
    archives = {a.pk: a for a in Archive.objects.filter(pk__in=ids).select_related("source").prefetch_related("parts")}
    documents = {pk: archive.document for pk, archive in archives.items()}
    texts = {}
    for pk, part in parts.items():
        archive = archives[part.archive_id]
        inner = tuple(
            Span(other.start, other.end)
            for other in archive.parts.all()
            if other.pk != part.pk and part.start <= other.start and other.end <= part.end
        )
        texts[pk] = Text(archive, Scope(documents[archive.pk], Span(part.start, part.end), inner))
    return texts


def behind(archive: Archive, sources: Iterable[int]) -> list[Citation]:
    """Citations of the sources that stay at another archive than this newest one."""
    found = list(
        Citation.objects.filter(source__in=list(sources), verification=Citation.Verification.VERIFIED)
        .exclude(Q(archive=None) | Q(archive=archive))
        .select_related("source", "archive")
        .defer("archive__text", "archive__structure")
        .order_by("source__slug", "pk")
    )
    stay = staying(found)
    return [citation for citation in found if citation.pk in stay]
