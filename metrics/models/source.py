"""Documents and speeches, and where in them a statement stands."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.models.base import NaturalKeyModel
from programs.models.recorded import DraftRecords, Records

AS_STATED_WORDS = 8
# What a citation has for words where a source is cited for what it does not say: a figure that it leaves out. Brackets
# are the editor's, as in any quotation.
SILENCES = ("[unknown]", "[not yet reported]", "[not applicable]", "[withheld]")


def validate_as_stated(value: str) -> None:
    """At most eight words: a citation points at the source's words, it does not reproduce its sentences."""
    words = len(value.split())
    if words > AS_STATED_WORDS:
        raise ValidationError(
            gettext(
                "%(words)s words. Keep only the figure's own words, %(most)s at most, such as "
                "“more than 1,000 asylum claims in 2021”."
            )
            % {"words": words, "most": AS_STATED_WORDS}
        )


class Source(NaturalKeyModel):
    """A document or speech. Fields follow what a citation in CSL-JSON needs."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Web article")
        FACT_SHEET = "fact_sheet", _("Fact sheet")
        UPDATE = "update", _("Progress update")
        REMARKS = "remarks", _("Remarks")
        STATEMENT = "statement", _("Statement")
        REPORT = "report", _("Report")
        DATASET = "dataset", _("Data set")

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind)
    publisher = models.CharField(max_length=200, blank=True)
    authors = models.TextField(
        "authors or speakers",
        blank=True,
        help_text="One a line: family name, given names; or an organization.",
    )
    published_on = models.DateField("date of publication", null=True, blank=True)
    event_on = models.DateField("date of the event", null=True, blank=True, help_text="When the words were spoken.")
    event_place = models.CharField("place of the event", max_length=200, blank=True)
    language = models.CharField("language (BCP 47)", max_length=12, default="en")
    url = models.URLField("address", max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    archived_url = models.URLField(
        "archived address", max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    accessed_on = models.DateField("access date", null=True, blank=True)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger document.",
    )
    license = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    history = Records()

    class Meta:
        ordering = ["-published_on", "slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("source", args=[self.slug])

    def clean(self):
        ancestor = self.part_of
        while ancestor:
            if ancestor.pk == self.pk:
                raise ValidationError(
                    {"part_of": gettext("A source cannot be part of itself. Choose the larger document.")}
                )
            ancestor = ancestor.part_of

    @property
    def author_list(self) -> list[str]:
        return [line.strip() for line in self.authors.splitlines() if line.strip()]

    @property
    def stated_on(self):
        """The date of the statement: of the event, or of publication. None where the source gives neither."""
        return self.event_on or self.published_on


class Citation(models.Model):
    """Where in a source a statement stands. Several figures may rest on one citation (a total and its parts).

    `section` is the path of headings, outermost first, joined by SEPARATOR.
    """

    SEPARATOR = " › "

    class Verification(models.TextChoices):
        NOT_ARCHIVED = "not_archived", _("Not archived")
        VERIFIED = "verified", _("Verified")
        WRONG_VALUE = "wrong_value", _("Wrong value")
        WRONG_QUALIFIER = "wrong_qualifier", _("Wrong qualifier")
        WRONG_UNIT = "wrong_unit", _("Wrong unit")
        NOT_FOUND = "not_found", _("Not found")
        AMBIGUOUS = "ambiguous", _("Found in several places")
        SILENT = "silent", _("Nothing stated")

    # What the last check found (metrics/archives): all that changes of a citation in use.
    DERIVED = ("archive", "start", "end", "verification", "checked_at", "found")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    section = models.CharField(
        max_length=400,
        blank=True,
        help_text="The headings above the statement, outermost first, joined by “ › ”.",
    )
    as_stated = models.CharField(
        max_length=200, validators=[validate_as_stated], help_text="The figure's own words, eight at most."
    )
    verification = models.CharField(
        max_length=16, choices=Verification, default=Verification.NOT_ARCHIVED, editable=False
    )
    archive = models.ForeignKey(
        "Archive", on_delete=models.PROTECT, null=True, related_name="citations", editable=False
    )
    start = models.PositiveIntegerField("passage, from character", null=True, editable=False)
    end = models.PositiveIntegerField("passage, to character", null=True, editable=False)
    checked_at = models.DateTimeField("when this was found", null=True, editable=False)
    found = models.TextField("what the check found", blank=True, db_default="", default="", editable=False)

    # Its checks have a log of their own.
    history = DraftRecords(excluded_fields=DERIVED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(as_stated=""),
                name="citation_quotes_the_source",
                violation_error_message="Give the words of the source that state it.",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True)
                | models.Q(start__isnull=False, end__isnull=False, archive__isnull=False, start__lt=models.F("end")),
                name="citation_passage_lies_in_an_archive",
                violation_error_message="A passage lies between two characters of an archived text.",
            ),
        ]

    def __str__(self):
        return f"“{self.as_stated}”, {self.source.title}"

    @property
    def is_silent(self) -> bool:
        """Whether the source is cited for stating nothing, so that there are no words of it to look for."""
        return self.as_stated in SILENCES

    @property
    def section_path(self) -> list[str]:
        return [part for part in self.section.split(self.SEPARATOR) if part]
