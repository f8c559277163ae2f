"""What each check of a citation found: a log that is only added to."""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from .figure import Figure
from .milestone import Milestone
from .publication import end_of_day
from .source import Citation


class CitationCheckQuerySet(models.QuerySet):
    def by(self, day: dt.date | None):
        """What was found by the end of `day` (UTC); None means by now."""
        return self if day is None else self.filter(checked_at__lt=end_of_day(day))

    def state_of(self, citation: str, day: dt.date | None):
        """For a subquery: the state, by the end of `day`, of the citation that the outer query names by this path."""
        return self.by(day).filter(citation=OuterRef(citation), is_state=True).order_by("-pk")

    def latest_in(self, *archives, day: dt.date | None):
        """The last result by the end of `day` of each citation, in each of these archives that it was looked for in."""
        same = self.by(day).filter(citation=OuterRef("citation"), archive=OuterRef("archive"))
        return self.filter(archive__in=archives, pk=Subquery(same.order_by("-pk").values("pk")[:1]))

    def contradicting_newest(self):
        """Where the newest copy of a source no longer bears out what a published statement rests on.

        One row a citation, of the newest archive that it was looked for in, with citation, source and archive:

            [<CitationCheck: citation 12 in copy 2: wrong value>, …]

        The citation itself is verified in an older copy (`citation.archive`), something in force rests on it, and the
        newer copy says something else (`outcome` wrong value, qualifier or unit; `found` names both sides), has its
        words in several places, or lacks them (not found).
        """
        newest = self.model.objects.filter(citation=OuterRef("citation"), archive__isnull=False)
        in_force = [Exists(model.objects.as_of(None).filter(citation=OuterRef("citation"))) for model in RESTING]
        return (
            self.filter(pk=Subquery(newest.order_by("-archive_id", "-pk").values("pk")[:1]))
            .filter(in_force[0] | in_force[1], citation__verification=Citation.Verification.VERIFIED)
            .exclude(outcome=Citation.Verification.VERIFIED)
            .exclude(archive=F("citation__archive"))
            .select_related("citation__source", "citation__archive", "archive")
            .defer(*LONG)
            .order_by("citation__source__slug", "citation")
        )


# The texts of the copies, which nobody wants once a row.
LONG = tuple(f"{path}__{name}" for path in ("archive", "citation__archive") for name in ("text", "structure"))
# What rests on citations.
RESTING = (Figure, Milestone)


class CitationCheck(models.Model):
    """What was found when a citation's words were looked for in an archive, and why they were looked for.

    Where `is_state`, it became the state of the citation (Citation.DERIVED); else a citation that stays at its copy of
    the source was looked for in a newer one. Written only where it differs from the last, never changed.
    """

    class Why(models.TextChoices):
        ATTACHED = "attached", _("A text was attached")
        STATEMENT = "statement", _("A statement that rests on it changed")
        CITATION = "citation", _("The citation changed")
        PICKED = "picked", _("Somebody picked the place")
        ASKED = "asked", _("Citations were verified")
        BEFORE = "before", _("Found before checks were kept")

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="checks")
    archive = models.ForeignKey("Archive", on_delete=models.PROTECT, null=True, related_name="checks")
    outcome = models.CharField(max_length=16, choices=Citation.Verification)
    found = models.TextField("what the check found", blank=True)
    start = models.PositiveIntegerField("passage, from character", null=True)
    end = models.PositiveIntegerField("passage, to character", null=True)
    is_state = models.BooleanField("became the state of the citation")
    why = models.CharField(max_length=9, choices=Why)
    checked_at = models.DateTimeField()

    objects = CitationCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, archive__isnull=False, start__lt=F("end")),
                name="checked_passage_lies_in_an_archive",
                violation_error_message="A passage lies between two characters of an archived text.",
            ),
            models.CheckConstraint(
                condition=Q(is_state=True) | Q(archive__isnull=False),
                name="beside_the_state_an_archive_is_looked_in",
                violation_error_message="Words are looked for in an archive.",
            ),
        ]

    def __str__(self):
        copy = f"copy {self.archive.version}" if self.archive else "no copy"
        return f"citation {self.citation_id} in {copy}: {self.get_outcome_display().lower()}"
