"""A strategy, its lines of action, their programs and who takes part."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.languages import named

from .base import NaturalKeyModel
from .organization import Organization
from .place import Country
from .recorded import Records, record_links


class Strategy(NaturalKeyModel):
    """A published plan with a mandate and a launch date, such as the Collaborative Migration Management Strategy."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200, unique=True)
    name_es = models.CharField("name in Spanish", max_length=200, blank=True, default="", db_default="")
    acronym = models.CharField(max_length=20, blank=True)
    summary = models.TextField(blank=True, help_text="In our own words.")
    summary_es = models.TextField("summary in Spanish", blank=True, default="", db_default="")
    mandate = models.CharField(max_length=300, blank=True, help_text="The law or order that calls for it.")
    mandate_es = models.CharField("mandate in Spanish", max_length=300, blank=True, default="", db_default="")
    mandate_on = models.DateField("mandate date", null=True, blank=True)
    launched_on = models.DateField(null=True, blank=True)

    history = Records()

    class Meta:
        ordering = ["launched_on", "slug"]
        verbose_name_plural = "strategies"

    def __str__(self):
        return self.acronym or named(self)


class LineOfAction(NaturalKeyModel):
    """A numbered part of a strategy."""

    natural_key_fields = ("strategy__slug", "number")

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_es = models.CharField("name in Spanish", max_length=200, blank=True, default="", db_default="")
    summary = models.TextField(blank=True, help_text="In our own words.")
    summary_es = models.TextField("summary in Spanish", blank=True, default="", db_default="")

    history = Records()

    class Meta:
        ordering = ["strategy", "number"]
        verbose_name = "line of action"
        verbose_name_plural = "lines of action"
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "number"],
                name="line_number_once_in_strategy",
                violation_error_message="This strategy already has a line of action with that number.",
            )
        ]

    def __str__(self):
        return f"{self.number}. {named(self)}"

    def get_absolute_url(self):
        return reverse("line", args=[self.number])


class Program(NaturalKeyModel):
    """Something that is being done under a line of action."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ACTIVE = "active", _("Active")
        COMPLETED = "completed", _("Completed")
        SUSPENDED = "suspended", _("Suspended")

    line = models.ForeignKey(
        LineOfAction, on_delete=models.PROTECT, related_name="programs", verbose_name="line of action"
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the line of action.")
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    name_es = models.CharField("name in Spanish", max_length=200, blank=True, default="", db_default="")
    summary = models.TextField(blank=True, help_text="In our own words, never the source's sentences.")
    summary_es = models.TextField("summary in Spanish", blank=True, default="", db_default="")
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="programs")
    participants = models.ManyToManyField(Organization, through="Participation", related_name="programs")

    history = Records()

    class Meta:
        ordering = ["line", "position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="program_starts_before_it_ends",
                violation_error_message="The program ends before it starts. Check both dates.",
            )
        ]

    def __str__(self):
        return named(self)

    def get_absolute_url(self):
        return reverse("program", args=[self.slug])


class Participation(NaturalKeyModel):
    """An organization's role in a program."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("Funder")
        IMPLEMENTER = "implementer", _("Implementer")
        PARTNER = "partner", _("Partner")
        HOST = "host", _("Host")

    natural_key_fields = ("program__slug", "organization__slug", "role")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="participations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=12, choices=Role)

    history = Records()

    class Meta:
        ordering = ["program", "role", "organization"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "organization", "role"],
                name="participation_once",
                violation_error_message="This organization already has that role in the program.",
            )
        ]

    def __str__(self):
        return f"{self.organization.short_name}: {self.get_role_display()}"


record_links(Program.countries)
