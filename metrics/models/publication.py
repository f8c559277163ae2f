"""The life that figures and milestones share: draft, submitted, published, then perhaps superseded or withdrawn."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .source import Citation
from .update import Update


def end_of_day(day: dt.date) -> dt.datetime:
    """The first instant after `day`, in UTC: what was published before it counts as of that day."""
    if day == dt.date.max:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, tzinfo=dt.UTC)


def in_force(day: dt.date | None, prefix: str = "") -> Q:
    """The condition of having been published by the end of `day` (UTC) and not ended by then; None means now.

    `prefix` leads from other rows to the statement ("to_figure__"): a join; a subquery would list every statement.
    """
    if day is None:
        return Q(**{f"{prefix}status": Publication.Status.PUBLISHED})
    instant = end_of_day(day)
    return Q(**{f"{prefix}published_at__lt": instant}) & (
        Q(**{f"{prefix}ended_at__isnull": True}) | Q(**{f"{prefix}ended_at__gte": instant})
    )


class PublicationQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """What was published by the end of `day` (UTC) and not superseded or withdrawn by then; None means now."""
        return self.filter(in_force(day))

    def ever_published(self):
        return self.filter(status__in=Publication.ONCE_PUBLISHED)

    def published_by(self, day: dt.date | None):
        """What was published by the end of `day` (UTC), whatever became of it later; None means ever."""
        published = self.ever_published()
        return published if day is None else published.filter(published_at__lt=end_of_day(day))


class Publication(models.Model):
    """A statement with an author, a publisher other than its author, and a citation.

    Once published, nothing of it changes but its end: superseded by a correction or withdrawn, each with a reason.
    Constraints and triggers (metrics/guards/) guarantee it; `clean()` words it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    ONCE_PUBLISHED = (Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN)
    ENDED = (Status.SUPERSEDED, Status.WITHDRAWN)
    # What a published row may still change, together, once.
    END_FIELDS = ("status", "ended_by", "ended_at", "ended_reason")
    # What may change of a submitted row: where it stands in its life, not what it states.
    LIFE_FIELDS = (
        *END_FIELDS,
        "submitted_by",
        "submitted_at",
        "accepted_by",
        "accepted_at",
        "published_by",
        "published_at",
        "override_reason",
        "overridden_by",
        "overridden_at",
    )

    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="%(class)ss")
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)

    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    entered_at = models.DateTimeField(editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    # The reviewer's mark on what is submitted; it goes when the statement goes back.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    # Of a statement that is published although its citation fails: why, and who takes that upon themselves.
    override_reason = models.TextField(
        "why it is published although its citation fails", blank=True, default="", db_default="", editable=False
    )
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    overridden_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField("superseded or withdrawn at", null=True, editable=False)
    ended_reason = models.TextField("why superseded or withdrawn", blank=True, editable=False)

    supersedes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text="The published statement that this one corrects.",
    )
    supersede_reason = models.TextField("why it is corrected", blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted"], published_by__isnull=True, published_at__isnull=True)
                | (
                    Q(status__in=["published", "superseded", "withdrawn"])
                    & Q(citation__isnull=False, published_by__isnull=False, published_at__isnull=False)
                    & ~Q(published_by=F("entered_by"))
                ),
                name="published_%(class)s_has_evidence_and_two_people",
                violation_error_message="What is published needs a citation, a time, and a publisher other than its"
                " author. Ask a colleague to publish it.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | (
                    Q(accepted_by__isnull=False, accepted_at__isnull=False)
                    & ~Q(accepted_by=F("entered_by"))
                    & ~Q(status="draft")
                ),
                name="accepted_%(class)s_has_reviewer",
                violation_error_message="A statement is accepted by a reviewer other than its author, once it is"
                " submitted.",
            ),
            models.CheckConstraint(
                condition=Q(override_reason="", overridden_by__isnull=True, overridden_at__isnull=True)
                | (
                    ~Q(override_reason="")
                    & Q(overridden_by__isnull=False, overridden_at__isnull=False)
                    & ~Q(overridden_by=F("entered_by"))
                    & ~Q(status="draft")
                ),
                name="overridden_%(class)s_has_reason_and_reviewer",
                violation_error_message="A citation that fails is overridden by a reviewer other than the author, with"
                " a reason, once the statement is submitted.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "published"], ended_at__isnull=True, ended_reason="")
                | (
                    Q(status__in=["superseded", "withdrawn"], ended_at__isnull=False, ended_by__isnull=False)
                    & Q(ended_at__gte=F("published_at"))
                    & ~Q(ended_reason="")
                ),
                name="ended_%(class)s_has_reason_and_time",
                violation_error_message="Give the reason why it is superseded or withdrawn.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersede_reason=""),
                name="correcting_%(class)s_has_reason",
                violation_error_message="A correction needs its reason: say what was wrong.",
            ),
        ]

    @property
    def is_editable(self) -> bool:
        """Whether its author may still change it."""
        return self.status == self.Status.DRAFT

    def has_ended_by(self, day: dt.date | None) -> bool:
        """Whether it was superseded or withdrawn by the end of `day` (UTC); None means by now."""
        return self.ended_at is not None and (day is None or self.ended_at < end_of_day(day))

    def clean(self):
        held = type(self).objects.filter(pk=self.pk).values_list("status", "update").first() if self.pk else None
        status, update = held or ("", None)
        if status in self.ONCE_PUBLISHED:
            raise ValidationError(
                gettext(
                    "It is published and stays as it was published. Enter a correction that supersedes it, or "
                    "withdraw it with a reason."
                )
            )
        if status == self.Status.SUBMITTED:
            raise ValidationError(
                gettext(
                    "It is submitted for review and stays as it is. Have it returned, or take it back, to change it."
                )
            )
        if self.update_id and self.update_id != update and (closed := self.update.why_closed()):
            raise ValidationError({"update": closed})
        if self.supersedes and self.supersedes.status not in (self.Status.PUBLISHED, self.Status.SUPERSEDED):
            raise ValidationError({"supersedes": gettext("Only a published statement can be corrected.")})
