"""The log of an update: each step of its review with who took it, when and why, and what people said of it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from .figure import Figure
from .milestone import Milestone
from .publication import Publication
from .update import Update


class StepQuerySet(models.QuerySet):
    def said(self):
        """What people wrote: comments, answers, and the words with which something was returned."""
        return self.filter(kind__in=Step.SAID)

    def standing_returns(self):
        """Steps that sent a draft back to its author, who has not submitted it since."""
        return self.last_of(Step.Kind.RETURNED, among=[Step.Kind.RETURNED, Step.Kind.SUBMITTED, Step.Kind.TAKEN_BACK])

    def standing_proposals(self):
        """Steps that propose to withdraw what is published, and that nobody has settled."""
        published = Publication.Status.PUBLISHED
        found = self.last_of(Step.Kind.PROPOSED, among=Step.OF_WITHDRAWAL)
        return found.filter(Q(figure__status=published) | Q(milestone__status=published))

    def last_of(self, kind, among):
        """Steps of this kind after which none among these was taken with the same statement."""
        later, found = Step.objects.filter(kind__in=among), self.filter(kind=kind)
        for noun in ("figure", "milestone"):
            found = found.exclude(Exists(later.filter(**{noun: OuterRef(noun)}, pk__gt=OuterRef("pk"))))
        return found

    def proposed_withdrawal(self, statement: Publication) -> "Step | None":
        """The proposal to withdraw a published statement that nobody has settled yet."""
        if statement.status != Publication.Status.PUBLISHED:
            return None
        about = self.standing_proposals().filter(**{statement._meta.model_name: statement.pk})
        return about.select_related("by").first()


class Step(models.Model):
    """Something that a person did with an update or with one statement of it; comments are steps, too.

    Written by metrics/actions.py in the transaction of what it tells of. It never changes and never goes: triggers
    guarantee it. So it names its statement without a foreign key in the database, and `about` keeps its words: a draft
    that was deleted has its steps all the same. `details` holds what was and what is ("old", "new") where that differs.
    """

    class Kind(models.TextChoices):
        HANDED_OVER = "handed_over", gettext_lazy("Handed over for review")
        TAKEN_BACK = "taken_back", gettext_lazy("Taken back")
        SUBMITTED = "submitted", gettext_lazy("Submitted")
        RETURNED = "returned", gettext_lazy("Returned")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        RECONSIDERED = "reconsidered", gettext_lazy("Acceptance taken back")
        COMMENTED = "commented", gettext_lazy("Commented")
        ANSWERED = "answered", gettext_lazy("Answered")
        OVERRIDDEN = "overridden", gettext_lazy("Check of its citation overridden")
        PUBLISHED = "published", gettext_lazy("Published")
        CORRECTED = "corrected", gettext_lazy("Superseded by a correction")
        PROPOSED = "proposed", gettext_lazy("Withdrawal proposed")
        DECLINED = "declined", gettext_lazy("Withdrawal declined")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    SAID = (Kind.RETURNED, Kind.COMMENTED, Kind.ANSWERED)
    # Steps that need their words.
    REASONED = (*SAID, Kind.OVERRIDDEN, Kind.CORRECTED, Kind.PROPOSED, Kind.DECLINED, Kind.WITHDRAWN)
    # What opens or settles the question whether a published statement is withdrawn; the last one tells.
    OF_WITHDRAWAL = (Kind.PROPOSED, Kind.DECLINED, Kind.CORRECTED, Kind.WITHDRAWN)

    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="steps")
    figure = models.ForeignKey(
        Figure, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="steps"
    )
    milestone = models.ForeignKey(
        Milestone, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="steps"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    about = models.CharField("words of the statement then", max_length=300, blank=True)
    text = models.TextField("comment or reason", blank=True)
    details = models.JSONField(default=dict, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        # Whoever may see an update may see its log; nobody is given leave to write it.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(milestone__isnull=True),
                name="step_is_about_one_statement",
                violation_error_message="A step is about a figure, a milestone, or the update as a whole.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    kind__in=[
                        "returned",
                        "commented",
                        "answered",
                        "overridden",
                        "corrected",
                        "proposed",
                        "declined",
                        "withdrawn",
                    ],
                    text="",
                ),
                name="step_gives_its_reason",
                violation_error_message="Say why; it is kept in the update's log.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about or self.update}"

    @property
    def was_said(self) -> bool:
        return self.kind in self.SAID


class Mention(models.Model):
    """That a comment speaks to somebody by name (@name). It stays with the comment."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions")

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["step", "person"],
                name="person_mentioned_once_in_comment",
                violation_error_message="A comment mentions a person once.",
            )
        ]

    def __str__(self):
        return f"@{self.person.get_username()}: {self.step}"
