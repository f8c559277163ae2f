"""Derived data: what the rules found among the published figures, since when and until when; and what they have to
look at again.

`check_figures --refresh` makes them what the rules say now.
"""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from .figure import Figure
from .indicator import Indicator
from .publication import end_of_day
from .settlement import Settlement


class FindingRecordQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """The findings that held at the end of `day` (UTC); None means now."""
        if day is None:
            now = timezone.now()
            return self.filter(since__lte=now).filter(Q(until__isnull=True) | Q(until__gt=now))
        instant = end_of_day(day)
        return self.filter(since__lt=instant).exclude(until__lt=instant)

    def with_state(self, day: dt.date | None):
        """Each with `is_settled`, and `was_settled`: a person settled it, and that has ended."""
        settled = Settlement.objects.filter(key=OuterRef("key"))
        return self.annotate(
            is_settled=Exists(settled.as_of(day).filter(fingerprint=OuterRef("fingerprint"))),
            was_settled=Exists(settled.made_by_day(day)),
        )

    def open(self, day: dt.date | None):
        """What no person had settled by the end of `day`."""
        settled = Settlement.objects.as_of(day).filter(key=OuterRef("key"), fingerprint=OuterRef("fingerprint"))
        return self.filter(~Exists(settled))

    def concerning(self, country: str):
        """Those of which a figure covers the country, alone, with others or in a group."""
        figures = FindingFigure.objects.filter(record=OuterRef("pk"), figure__countries=country)
        return self.filter(Exists(figures))


class FindingRecord(models.Model):
    """That a rule finds something, from `since` until `until` (empty: still), in the words it had then.

    `key` names the finding as long as it is about the same; `fingerprint` differs where what the rule looked at does,
    which is in `facts` (metrics/rules/facts.py). It belongs to `indicator` and concerns `figures`, in their order.
    What is sure to come, such as a report that will be overdue, is recorded with the day from which it holds.
    `first_since` is when it was first found, if only its facts or words have changed since then.
    """

    rule = models.CharField(max_length=32)
    key = models.CharField(max_length=16)
    fingerprint = models.CharField(max_length=32)
    message = models.TextField()
    # The message as a text of the catalog and the figures it speaks of (metrics/rules/sentences.py), for the languages
    # that it was not written in. Empty where it was kept before there were any.
    sentence = models.JSONField(default=dict)
    facts = models.JSONField()
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    figures = models.ManyToManyField(Figure, through="FindingFigure", related_name="findings")
    first_since = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = FindingRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["key", "since"], name="finding_by_key"),
            models.Index(fields=["since", "until"], name="finding_as_of"),
        ]

    def __str__(self):
        return self.message

    def get_absolute_url(self):
        return reverse("finding", args=[self.key])


class FindingFigure(models.Model):
    """That a finding concerns a figure, and where among the others it stands."""

    record = models.ForeignKey(FindingRecord, on_delete=models.CASCADE, related_name="+")
    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["record", "position"]
        constraints = [models.UniqueConstraint(fields=["record", "figure"], name="finding_concerns_a_figure_once")]

    def __str__(self):
        return f"figure {self.figure_id} in finding {self.record_id}"


class Unexamined(models.Model):
    """That something changed, at `at` (empty: just now), which the rules look at in the figures of an indicator.

    Triggers write it (metrics/marking.py), so that no change is missed whatever made it. `indicator_id` is no foreign
    key: an indicator may be gone by the time it is looked at.
    """

    indicator_id = models.BigIntegerField()
    at = models.DateTimeField(null=True)

    def __str__(self):
        return f"indicator {self.indicator_id}"
