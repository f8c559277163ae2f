"""A reporting round."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext

from programs.languages import named
from programs.models.base import NaturalKeyModel
from programs.models.recorded import Records, record_links

from .source import Source


class Update(NaturalKeyModel):
    """The figures and milestones entered together, reviewed together and published together ("April 2022 update").

    `published_at` is when the first of them was published; readers see an update from then on.

    From `handed_over_at` on it is frozen: nothing can be added, and of what it holds only what the reviewer returned
    can be changed, until it is taken back or nothing is under review any more. Triggers (metrics/guards/) guarantee
    it.
    """

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=200)
    title_es = models.CharField("title in Spanish", max_length=200, blank=True, default="", db_default="")
    period_start = models.DateField("period covered, from", null=True, blank=True)
    period_end = models.DateField("period covered, to", null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="updates")
    note = models.TextField(blank=True, help_text="Shown to readers.")
    note_es = models.TextField("note in Spanish", blank=True, default="", db_default="")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_over_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    # What may change while it is under review.
    LIFE_FIELDS = ("published_at", "handed_over_at", "handed_over_by")

    # An instant tells by itself what it was on a day before; who hands over what is in the update's own log.
    history = Records(excluded_fields=LIFE_FIELDS)

    class Meta:
        ordering = ["-published_at", "-opened_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_start__isnull=True)
                | models.Q(period_end__isnull=True)
                | models.Q(period_start__lte=models.F("period_end")),
                name="update_period_starts_before_it_ends",
                violation_error_message="The period ends before it starts. Check both dates.",
            ),
            models.CheckConstraint(
                condition=models.Q(handed_over_at__isnull=True, handed_over_by__isnull=True)
                | models.Q(handed_over_at__isnull=False, handed_over_by__isnull=False),
                name="update_is_handed_over_by_somebody",
                violation_error_message="An update is handed over by a person at a time.",
            ),
        ]

    def __str__(self):
        return named(self, "title")

    def get_absolute_url(self):
        return reverse("update", args=[self.slug])

    @property
    def is_frozen(self) -> bool:
        return self.handed_over_at is not None

    def why_closed(self) -> str:
        """Why nothing can be added to it now, and what to do; empty where it is open."""
        if not self.is_frozen:
            return ""
        by = self.handed_over_by.get_full_name() or self.handed_over_by.get_username()
        day = formats.date_format(self.handed_over_at.astimezone(timezone.get_default_timezone()), "DATE_FORMAT")
        return gettext(
            "“%(self)s” was handed over for review by %(by)s on %(day)s: nothing is added to it now. "
            "Take it back first, or enter this in another update."
        ) % {"self": self, "by": by, "day": day}


record_links(Update.sources)
