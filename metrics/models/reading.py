"""What is proposed of an archived text, and what people made of it: accepted, mended or dismissed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .archive import Archive
from .figure import Figure


class ArchivedCandidates(models.Model):
    """The figures that an archive states and the numbers left out, as `Extraction.as_dict` gives them.

    Derived: read once for a version of the extraction and the source's language, title and date; read anew where one of
    these has changed. `parts` are the same of each source that stands in the document: [start, end, language, title,
    date]. `candidates` is None where the language is not read.
    """

    archive = models.OneToOneField(Archive, on_delete=models.PROTECT, related_name="candidates")
    extraction_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    document_date = models.DateField(null=True)
    parts = models.JSONField(default=list, db_default=[])
    candidates = models.JSONField(null=True)
    left_out = models.JSONField()
    read_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "archived candidates"

    def __str__(self):
        return f"candidates of {self.archive}"


class Dismissal(models.Model):
    """That the candidate at characters `start` to `end` of an archive is no figure to enter. Taken back: deleted."""

    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="dismissals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()

    class Meta:
        ordering = ["archive", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["archive", "start", "end"],
                name="candidate_dismissed_once",
                violation_error_message="It is dismissed already.",
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="dismissed_candidate_has_words",
                violation_error_message="The end comes after the start.",
            ),
        ]

    def __str__(self):
        return f"characters {self.start} to {self.end} of {self.archive}, dismissed"


class Acceptance(models.Model):
    """That a candidate became a figure: what was proposed, field by field, and what was entered.

    Both map a field to plain text (`FIELDS`): "value" to "131000", "place" to "GTM;HND". `steps` maps a field to the
    step of the extraction that decided it. `entered` follows the figure while it is a draft. Of a number that was left
    out and added all the same, `proposed` is empty, and the reason why it was left out is the step "left_out".
    """

    FIELDS = (
        "indicator",
        "role",
        "value",
        "qualifier",
        "unit",
        "place",
        "category",
        "period_start",
        "period_end",
        "section",
        "as_stated",
    )

    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="acceptances")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    figure = models.OneToOneField(Figure, on_delete=models.SET_NULL, null=True, related_name="acceptance")
    extraction_version = models.PositiveSmallIntegerField()
    proposed = models.JSONField()
    entered = models.JSONField()
    steps = models.JSONField()
    is_mended = models.BooleanField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["archive", "start"], name="acceptance_span")]

    def __str__(self):
        return f"characters {self.start} to {self.end} of {self.archive}, accepted"

    @property
    def mended(self) -> list[str]:
        """The fields in which what was entered is not what was proposed."""
        return [name for name in self.FIELDS if self.proposed.get(name, "") != self.entered.get(name, "")]
