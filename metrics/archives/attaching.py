"""Attaching the text of a source: the original bytes are kept, its parts located, its citations checked.

All or nothing: a file that cannot be read, or a span that does not fit, changes nothing.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from metrics.intake.document import CANONICAL_VERSION, Document, Told
from metrics.intake.extract import EXTRACTION_VERSION
from metrics.intake.locating import Wanted, locate
from metrics.intake.readers import read_bytes
from metrics.intake.search import Span
from metrics.models import Archive, ArchivedPart, ArchivedQuantities, Citation, Erratum, Source
from metrics.models.archive import structure_of

from .errata import CheckedErratum, check_errata
from .quantities import Spans, keep_quantities, spans_of_quantities
from .verifying import Checked, Why, look_in_newer, verify

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "text": "text/plain",
}


@dataclass(frozen=True)
class Attached:
    """What attaching did. `is_new` is false where the same bytes and spans were there already."""

    archive: Archive
    is_new: bool
    parts: list[ArchivedPart]
    # Sources that stand in the document and were not located in it.
    not_located: list[Source] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)
    # What this copy says of citations that stay at an older one.
    in_newer: list[Checked] = field(default_factory=list)
    # Known mistakes of these sources, and whether they still stand.
    errata: list[CheckedErratum] = field(default_factory=list)


def folder() -> Path:
    return Path(settings.VAR_DIR) / "archives"


def original_of(archive: Archive) -> Path:
    """Where the original bytes stand."""
    return folder() / archive.sha256


def store(data: bytes, sha256: str) -> bool:
    """Keeps the bytes under their SHA-256; whether they are new there. The file is there whole or not at all."""
    path = folder() / sha256
    if path.exists() and path.stat().st_size == len(data):
        return False
    folder().mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder())
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o444)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    return True


def media_type_of(data: bytes, document: Document) -> str:
    """From what the bytes are, as the readers tell it: a plain text is what its canonical text is."""
    if b"%PDF-" in data[:1024]:
        return MEDIA_TYPES["pdf"]
    if data.startswith(b"PK\x03\x04"):
        return MEDIA_TYPES["docx"]
    from metrics.intake.readers import decode
    from metrics.intake.readers.html import looks_like_html

    return MEDIA_TYPES["html" if looks_like_html(decode(data)) else "text"]


def wanted(source: Source) -> Wanted:
    names = tuple(name.split(",")[0].strip() for name in source.author_list)
    return Wanted(source.slug, source.title, source.stated_on, names)


def spans_of(
    document: Document, source: Source, whole: Span, chosen: Mapping[str, Span]
) -> tuple[dict[Source, Span], list[Source]]:
    """The span of each source that stands in `source`, the chosen ones first, and the sources that are not located."""
    found: dict[Source, Span] = {}
    missing: list[Source] = []
    children = list(source.parts.order_by("slug"))
    located = locate(document, [wanted(child) for child in children], whole)
    for child in children:
        span = chosen.get(child.slug) or located.get(child.slug)
        if span is None:
            missing.append(child)
            continue
        found[child] = span
        inner, not_inner = spans_of(document, child, span, chosen)
        found.update(inner)
        missing += not_inner
    return found, missing


def check_spans(document: Document, source: Source, chosen: Mapping[str, Span], parts: Iterable[Source]) -> None:
    known = {source.slug, *(part.slug for part in parts)}
    problems = []
    for slug, span in chosen.items():
        if slug not in known:
            problems.append(
                gettext("%(slug)s does not stand in %(slug2)s. Set “part of” of that source first.")
                % {"slug": slug, "slug2": source.slug}
            )
        elif not 0 <= span.start < span.end <= len(document.text):
            problems.append(
                gettext(
                    "%(start)s:%(end)s is no span of the text of %(slug)s: it has characters 0 to %(count)s, and "
                    "the end comes after the start."
                )
                % {"start": span.start, "end": span.end, "slug": slug, "count": len(document.text)}
            )
    if problems:
        raise ValidationError(problems)


@dataclass(frozen=True)
class Layout:
    """Which span of a document is which source: the document's own, and those of the sources that stand in it."""

    spans: dict[Source, Span]
    not_located: list[Source]


def lay_out(document: Document, source: Source, chosen: Mapping[str, Span]) -> Layout:
    """Where the sources stand, the chosen spans first. Raises ValidationError for one that does not fit."""
    whole = chosen.get(source.slug) or Span(0, len(document.text))
    parts, not_located = spans_of(document, source, whole, chosen)
    check_spans(document, source, chosen, [*parts, *not_located])
    return Layout({source: whole, **parts}, not_located)


def read(data: bytes, tell: Told | None = None) -> Document:
    """The text of a file. Raises Unreadable for one that cannot be read, and ValidationError for one without text."""
    document = read_bytes(data, tell)
    if not document.text.strip():
        raise ValidationError(
            gettext("The file holds no text. If it is a scan, attach a copy whose text can be selected.")
        )
    return document


def counted(source: Source, sha256: str, document: Document) -> Spans:
    """The quantities of a document, which the same bytes may have been read for before."""
    before = ArchivedQuantities.objects.filter(
        archive__source=source,
        archive__sha256=sha256,
        archive__canonical_version=CANONICAL_VERSION,
        extraction_version=EXTRACTION_VERSION,
    ).first()
    return before.spans if before else spans_of_quantities(document, source.language)


def attach(
    source: Source,
    data: bytes,
    *,
    by=None,
    spans: Mapping[str, Span] | None = None,
    document: Document | None = None,
    quantities: Spans = None,
) -> Attached:
    """Archives `data` as the text of `source` and checks every citation of it and of its parts anew.

    What is verified and published stays at its copy; the new one is looked into beside it, and the log says what for.

    `spans` are chosen by staff, by slug: of the source itself and of parts. `document` is what was read from the data,
    and `quantities` what was counted in it, where that was done before. Raises Unreadable for a file that cannot be
    read, and ValidationError for one without text or a span that does not fit.
    """
    document = document or read(data)
    layout = lay_out(document, source, dict(spans or {}))
    sha256 = hashlib.sha256(data).hexdigest()
    if quantities is None:
        # Before the transaction: others wait for its end.
        quantities = counted(source, sha256, document)
    stored = store(data, sha256)
    try:
        with transaction.atomic():
            return write(source, document, data, sha256, layout, quantities, by)
    except BaseException:
        if stored and not Archive.objects.filter(sha256=sha256).exists():
            (folder() / sha256).unlink(missing_ok=True)
        raise


def write(
    source: Source,
    document: Document,
    data: bytes,
    sha256: str,
    layout: Layout,
    quantities: Spans,
    by,
) -> Attached:
    spans, not_located = layout.spans, layout.not_located
    # Two that attach to one source at once take their turns.
    Source.objects.select_for_update().get(pk=source.pk)
    newest = Archive.objects.filter(source=source).order_by("-version").prefetch_related("parts__source").first()
    is_new = newest is None or is_other(newest, sha256, spans)
    if is_new:
        archive = Archive.objects.create(
            source=source,
            version=newest.version + 1 if newest else 1,
            sha256=sha256,
            size=len(data),
            media_type=media_type_of(data, document),
            text=document.text,
            text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
            canonical_version=document.canonical_version,
            structure=structure_of(document),
            attached_by=by,
            attached_at=timezone.now(),
        )
        parts = ArchivedPart.objects.bulk_create(
            ArchivedPart(archive=archive, source=of, start=span.start, end=span.end) for of, span in spans.items()
        )
        keep_quantities(archive, quantities)
    else:
        archive, parts = newest, list(newest.parts.all())
    sources = [of.pk for of in (*spans, *not_located)]
    checked = verify(Citation.objects.filter(source__in=sources), Why.ATTACHED)
    in_newer = look_in_newer(archive, sources) if is_new else []
    errata = check_errata(Erratum.objects.filter(source__in=sources))
    parts = sorted(parts, key=lambda p: (p.start, -p.end))
    return Attached(archive, is_new, parts, not_located, checked, in_newer, errata)


def is_other(newest: Archive, sha256: str, spans: Mapping[Source, Span]) -> bool:
    held = {part.source_id: (part.start, part.end) for part in newest.parts.all()}
    now = {source.pk: (span.start, span.end) for source, span in spans.items()}
    return (newest.sha256, newest.canonical_version, held) != (sha256, CANONICAL_VERSION, now)
