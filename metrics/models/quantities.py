"""Where an archived text states quantities."""

from django.db import models

from .archive import Archive


class ArchivedQuantities(models.Model):
    """What the extraction of figures found in an archive, once, when it was attached. It never changes.

    So the share of quantities that figures track is the same forever on any past day, whatever extraction learns
    later, and no page reads 400 pages anew. `spans` are [start, end] in order; None where the language is not read.
    """

    archive = models.OneToOneField(Archive, on_delete=models.PROTECT, related_name="quantities")
    extraction_version = models.PositiveSmallIntegerField()
    spans = models.JSONField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "archived quantities"

    def __str__(self):
        return f"quantities of {self.archive}"
