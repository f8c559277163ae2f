"""What people said of findings."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .publication import end_of_day


class SettlementQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """Settlements made by the end of `day` (UTC) and not ended by then; None means now."""
        if day is None:
            return self.filter(ended_at__isnull=True)
        return self.made_by_day(day).exclude(ended_at__lt=end_of_day(day))

    def made_by_day(self, day: dt.date | None):
        """Settlements made by the end of `day` (UTC), ended or not; None means ever."""
        return self if day is None else self.filter(settled_at__lt=end_of_day(day))


class Settlement(models.Model):
    """That a person has settled a finding: with which verdict, why, and on which facts.

    It holds for the finding's `fingerprint` alone. It never changes and never goes; it ends, with a reason, when a
    person reopens the finding or when what the rule looked at changes (then `ended_by` is empty). Triggers guarantee
    it. `message` and `facts` are those of the finding that the person saw.
    """

    class Verdict(models.TextChoices):
        FIXED = "fixed", _("Fixed")
        EXPLAINED = "explained", _("Explained")
        NOT_A_PROBLEM = "not_a_problem", _("Not a problem")

    rule = models.CharField(max_length=32)
    key = models.CharField(max_length=16)
    fingerprint = models.CharField(max_length=32)
    message = models.TextField()
    facts = models.JSONField()
    verdict = models.CharField(max_length=13, choices=Verdict)
    note = models.TextField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField("why it was reopened", blank=True)

    # What may still change, together, once.
    END_FIELDS = ("ended_by", "ended_at", "ended_reason")

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["-settled_at", "-pk"]
        permissions = [("settle_finding", "Can settle findings and reopen them")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(ended_at__isnull=True),
                name="finding_settled_once",
                violation_error_message="This finding is settled already. Reopen it first.",
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="settlement_has_note",
                violation_error_message="Say why; readers see it.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="") & Q(ended_at__gte=models.F("settled_at"))),
                name="ended_settlement_has_reason",
                violation_error_message="Say why the finding is open again; readers see it.",
            ),
        ]
        indexes = [models.Index(fields=["key", "settled_at"], name="settlement_by_key")]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.note}"
