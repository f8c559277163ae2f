"""A reporting round."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from programs.models.base import NaturalKeyModel
from programs.models.recorded import Records, record_links

from .source import Source


class Update(NaturalKeyModel):
    """The figures and milestones entered together, reviewed together and published together ("April 2022 update").

    `published_at` is when the first of them was published; readers see an update from then on.
    """

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=200)
    period_start = models.DateField("period covered, from", null=True, blank=True)
    period_end = models.DateField("period covered, to", null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="updates")
    note = models.TextField(blank=True, help_text="Shown to readers.")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    # An instant tells by itself what it was on a day before.
    history = Records(excluded_fields=["published_at"])

    class Meta:
        ordering = ["-published_at", "-opened_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_start__isnull=True)
                | models.Q(period_end__isnull=True)
                | models.Q(period_start__lte=models.F("period_end")),
                name="update_period_starts_before_it_ends",
                violation_error_message="The period ends before it starts. Check both dates.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("update", args=[self.slug])


record_links(Update.sources)
