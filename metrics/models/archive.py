"""The archived text of a document, as it was when somebody attached it, and which span of it is which source."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from metrics.intake.document import Block, Document, Kind

from .source import Source

BLOCK_FIELDS = ("kind", "start", "end", "section", "level", "label", "table", "row", "column", "page")


class Archive(models.Model):
    """One version of a source's document. It never changes and never goes: a newer copy is a new version.

    The original bytes stand in the folder of archives under their SHA-256 (metrics/archives). `text` is what the
    readers make of them by version `canonical_version` of their procedure; every offset points into it.
    `structure` holds the blocks that the readers found: they are kept because finding them anew takes the original.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="archives")
    version = models.PositiveSmallIntegerField()
    sha256 = models.CharField("SHA-256 of the original", max_length=64)
    size = models.PositiveBigIntegerField("bytes of the original")
    media_type = models.CharField(max_length=100)
    text = models.TextField("canonical text")
    text_sha256 = models.CharField("SHA-256 of the canonical text", max_length=64)
    canonical_version = models.PositiveSmallIntegerField()
    structure = models.JSONField()
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: attached by command.",
    )
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["source", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "version"],
                name="archive_version_once_per_source",
                violation_error_message="This version of the source is archived already.",
            ),
        ]

    def __str__(self):
        return gettext("%(source)s, archived copy %(version)s") % {"source": self.source, "version": self.version}

    @property
    def document(self) -> Document:
        """The text with its blocks, without reading the original again."""
        return Document(self.text, blocks_of(self.structure), canonical_version=self.canonical_version)


class ArchivedPart(models.Model):
    """That characters `start` to `end` of an archive are the text of `source`; the document itself is its whole."""

    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="parts")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="archived_parts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["archive", "start", "-end"]
        constraints = [
            models.UniqueConstraint(
                fields=["archive", "source"],
                name="source_once_in_archive",
                violation_error_message="This source has a span of the archive already.",
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")),
                name="archived_part_has_text",
                violation_error_message="The end comes after the start.",
            ),
        ]

    def __str__(self):
        return gettext("%(source)s: %(start)s to %(end)s of %(archive)s") % {
            "source": self.source,
            "start": self.start,
            "end": self.end,
            "archive": self.archive,
        }


def structure_of(document: Document) -> list[list]:
    """The blocks as plain rows, without the empty fields at the end of each."""
    rows = []
    for block in document.blocks:
        row = [
            list(value) if isinstance(value, tuple) else value
            for value in (getattr(block, name) for name in BLOCK_FIELDS)
        ]
        row[0] = block.kind.value
        while row[-1] is None:
            row.pop()
        rows.append(row)
    return rows


def blocks_of(structure: list[list]) -> tuple[Block, ...]:
    """The blocks that `structure_of` wrote down."""
    blocks = []
    for row in structure:
        fields = dict(zip(BLOCK_FIELDS, row, strict=False))
        fields["kind"] = Kind(fields["kind"])
        fields["section"] = tuple(fields["section"])
        if fields.get("label"):
            fields["label"] = tuple(fields["label"])
        blocks.append(Block(**fields))
    return tuple(blocks)
