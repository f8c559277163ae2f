"""Known mistakes of sources, and whether they still stand there."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .archive import Archive
from .figure import Figure
from .publication import end_of_day
from .source import Citation, Source, validate_as_stated


class ErratumQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """What was recorded by the end of `day` (UTC) and not ended by then; None means now."""
        if day is None:
            return self.filter(recorded_at__isnull=False, ended_at__isnull=True)
        instant = end_of_day(day)
        return self.filter(recorded_at__lt=instant).filter(Q(ended_at__isnull=True) | Q(ended_at__gte=instant))

    def with_state(self, day: dt.date | None):
        """With `outcome`, `archive`, `start` and `end` of the last check by the end of `day`, or None."""
        checks = ErratumCheck.objects.filter(erratum=OuterRef("pk")).order_by("-pk")
        if day is not None:
            checks = checks.filter(checked_at__lt=end_of_day(day))
        names = ("outcome", "archive", "start", "end")
        return self.annotate(**{name: Subquery(checks.values(name)[:1]) for name in names})


class Erratum(models.Model):
    """That a source is wrong at these words: what is right, why, and who was told.

    It rests on an expectation: the words still stand in the newest text of the source. Once recorded (figures first,
    then `recorded_at`: metrics/errata.py) nothing of it changes but its end. One that was wrong is ended, with a
    reason, and entered anew.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="errata")
    section = models.CharField(
        max_length=400, blank=True, help_text="The headings above the words, outermost first, joined by “ › ”."
    )
    as_stated = models.CharField(
        "words that are wrong", max_length=200, validators=[validate_as_stated], help_text="Verbatim, eight at most."
    )
    what_is_right = models.TextField(help_text="What it should say, in our own words.")
    why = models.TextField("how we know", help_text="The law, document or arithmetic that shows it.")
    reported_to = models.CharField(
        "who was told", max_length=200, blank=True, help_text="Whom of the publisher we told. Empty: nobody yet."
    )
    reported_on = models.DateField("told on", null=True, blank=True)
    figures = models.ManyToManyField(
        Figure, blank=True, related_name="errata", help_text="Published figures whose pages should say it."
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_reason = models.TextField("why it was ended", blank=True, editable=False)

    # What a recorded row may still change, together, once.
    END_FIELDS = ("ended_by", "ended_at", "ended_reason")

    objects = ErratumQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "errata"
        constraints = [
            models.CheckConstraint(
                condition=~Q(as_stated="") & ~Q(what_is_right="") & ~Q(why=""),
                name="erratum_says_what_is_wrong_and_why",
                violation_error_message="Give the words that are wrong, what is right, and how we know.",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | ~Q(reported_to=""),
                name="erratum_reported_to_somebody",
                violation_error_message="Say who was told on that day, or leave the day empty.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False, ended_at__gte=F("recorded_at"))
                    & ~Q(ended_reason="")
                ),
                name="ended_erratum_has_reason_and_time",
                violation_error_message="Give the reason why it is ended.",
            ),
        ]

    def __str__(self):
        return f"“{self.as_stated}”, {self.source.title}"

    @property
    def section_path(self) -> list[str]:
        return [part for part in self.section.split(Citation.SEPARATOR) if part]

    def clean(self):
        if self.reported_on and self.reported_on > timezone.now().date():
            raise ValidationError(
                {"reported_on": gettext("That day has not come. Give the day on which they were told.")}
            )


class ErratumCheck(models.Model):
    """Whether the words of an erratum stood in the newest text of its source. Written where it differs from before."""

    class Outcome(models.TextChoices):
        STANDS = "stands", _("Still stands")
        MENDED = "mended", _("Mended")
        NOT_ARCHIVED = "not_archived", _("Not archived")

    erratum = models.ForeignKey(Erratum, on_delete=models.PROTECT, related_name="checks")
    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome)
    start = models.PositiveIntegerField("words, from character", null=True)
    end = models.PositiveIntegerField("words, to character", null=True)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="stands", archive__isnull=False, start__lt=F("end"))
                | Q(outcome="mended", archive__isnull=False, start__isnull=True, end__isnull=True)
                | Q(outcome="not_archived", archive__isnull=True, start__isnull=True, end__isnull=True),
                name="erratum_stands_where_its_words_are",
                violation_error_message="Words that stand are between two characters of an archived text.",
            ),
        ]

    def __str__(self):
        return f"{self.erratum}: {self.get_outcome_display().lower()}"
