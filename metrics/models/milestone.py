"""A dated event without a number."""

from django.db import models
from django.db.models import F, Q

from programs.languages import named
from programs.models import Country, LineOfAction, Organization, Program, Strategy
from programs.models.recorded import DraftRecords

from .publication import Publication


class Milestone(Publication):
    """An arrangement signed, a campaign launched, a program completed: dated, cited, and without a number.

    One that changes its program's status (`program_status`) does so when it is published: metrics.actions.
    """

    slug = models.SlugField(max_length=80, help_text="Short name; a correction keeps it.")
    title = models.CharField(max_length=200)
    title_es = models.CharField("title in Spanish", max_length=200, blank=True, default="", db_default="")
    summary = models.TextField(blank=True, help_text="In our own words.")
    summary_es = models.TextField("summary in Spanish", blank=True, default="", db_default="")
    starts_on = models.DateField("date, or first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    date_as_stated = models.CharField("date as stated", max_length=120, blank=True)
    date_note = models.TextField("assumption about the date", blank=True)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="milestones")
    line = models.ForeignKey(
        LineOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name="line of action",
    )
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones")
    program_status = models.CharField(
        "the program is from then on",
        max_length=10,
        choices=Program.Status,
        blank=True,
        default="",
        db_default="",
        help_text="Only where it changes the program's status: it does so when it is published.",
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="milestones")
    organizations = models.ManyToManyField(Organization, blank=True, related_name="milestones")

    # What it was as a draft.
    history = DraftRecords()

    class Meta(Publication.Meta):
        abstract = False
        ordering = [F("starts_on").desc(nulls_last=True), "pk"]
        permissions = [
            ("submit_milestone", "Can submit milestones for review"),
            ("publish_milestone", "Can publish milestones that others entered"),
            ("withdraw_milestone", "Can withdraw published milestones"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="milestone_starts_before_it_ends",
                violation_error_message="The milestone ends before it starts. Check both dates.",
            ),
            models.CheckConstraint(
                condition=Q(program_status="") | Q(program__isnull=False, starts_on__isnull=False),
                name="milestone_status_is_of_a_program_on_a_day",
                violation_error_message="A change of a program's status needs the program and the day from which it"
                " holds.",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(status="published"),
                name="one_published_milestone_per_slug",
                violation_error_message="A milestone of this short name is published. Correct that one, or rename.",
            ),
        ]

    def __str__(self):
        return named(self, "title")

    def clean(self):
        super().clean()
        if self.program_id:
            self.line_id = self.program.line_id
        if self.line_id:
            self.strategy_id = self.line.strategy_id
