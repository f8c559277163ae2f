"""What is measured, in which unit, and by which breakdowns."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metrics.statements import UnitForms
from programs.languages import in_language, named
from programs.models import Program, Strategy
from programs.models.base import NaturalKeyModel
from programs.models.recorded import Records, record_links


class Unit(NaturalKeyModel):
    """What a value counts: people, US dollars, visas, percent, people per day."""

    class Kind(models.TextChoices):
        COUNT = "count", _("Count")
        MONEY = "money", _("Money")
        SHARE = "share", _("Share (percent, 0 to 100)")
        RATE = "rate", _("Rate (per day, per 100,000…)")

    natural_key_fields = ("code",)

    code = models.SlugField(unique=True, help_text="Stable short name used in files: people, USD, percent.")
    singular = models.CharField(max_length=60)
    singular_es = models.CharField("singular in Spanish", max_length=60, blank=True, default="", db_default="")
    plural = models.CharField(max_length=60)
    plural_es = models.CharField("plural in Spanish", max_length=60, blank=True, default="", db_default="")
    kind = models.CharField(max_length=5, choices=Kind)
    currency = models.CharField("ISO 4217 currency", max_length=3, blank=True)
    also_called = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="Other nouns that sources use for the same thing, separated by commas: individuals, migrants, youth."
        " A check of words against their source takes them for this unit.",
    )

    history = Records()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kind="money") & ~models.Q(currency=""))
                | (~models.Q(kind="money") & models.Q(currency="")),
                name="unit_currency_goes_with_money",
                violation_error_message="Money needs its ISO 4217 currency, and only money has one.",
            )
        ]

    def __str__(self):
        return named(self, "plural")

    @property
    def nouns(self) -> list[str]:
        """All that sources call it, in small letters: its own words first."""
        others = [noun.strip() for noun in self.also_called.replace("\n", ",").split(",")]
        return [
            noun.casefold() for noun in (self.singular, self.plural, self.singular_es, self.plural_es, *others) if noun
        ]

    @property
    def forms(self) -> UnitForms:
        """Its words in the reader's language."""
        singular, plural = in_language(self, "singular"), in_language(self, "plural")
        return UnitForms(singular=singular, plural=plural, kind=self.kind, currency=self.currency or None)


class Breakdown(NaturalKeyModel):
    """A way to divide an indicator, such as sex and age."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    name_es = models.CharField("name in Spanish", max_length=80, blank=True, default="", db_default="")

    history = Records()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return named(self)


class Category(NaturalKeyModel):
    """One part of a breakdown, such as women."""

    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="categories")
    position = models.PositiveSmallIntegerField(default=0)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    name_es = models.CharField("name in Spanish", max_length=80, blank=True, default="", db_default="")

    history = Records()

    class Meta:
        ordering = ["breakdown", "position", "name"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(
                fields=["breakdown", "name"],
                name="category_once_in_breakdown",
                violation_error_message="This breakdown already has that category.",
            )
        ]

    def __str__(self):
        return named(self)


class Indicator(NaturalKeyModel):
    """What is measured, for one program or for the strategy's context.

    The five data-quality answers are those that 31 U.S.C. 1115(b)(8) asks of agencies for each performance goal: how
    values are verified, where the data come from, how accurate they must be, what limits them, and how the agency
    compensates for that.
    """

    class Direction(models.TextChoices):
        HIGHER = "higher", _("Higher is better")
        LOWER = "lower", _("Lower is better")
        NEITHER = "neither", _("Neither")

    class Accumulation(models.TextChoices):
        SNAPSHOT = "snapshot", _("Snapshot: the latest figure is the state")
        INCREMENT = "increment", _("Increment: each period adds to those before")
        RUNNING_TOTAL = "running_total", _("Running total: the latest figure is the total so far")

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("Monthly")
        QUARTERLY = "quarterly", _("Quarterly")
        SEMIANNUAL = "semiannual", _("Every half year")
        ANNUAL = "annual", _("Annual")
        IRREGULAR = "irregular", _("When reported")

    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        help_text="Or a strategy.",
    )
    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="context_indicators",
        help_text="For context that no program answers for, such as displacement worldwide.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the program.")
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    name_es = models.CharField("name in Spanish", max_length=200, blank=True, default="", db_default="")
    definition = models.TextField(blank=True, help_text="What is counted and what is not, in our own words.")
    definition_es = models.TextField("definition in Spanish", blank=True, default="", db_default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators")
    direction = models.CharField(max_length=7, choices=Direction, default=Direction.NEITHER)
    accumulation = models.CharField(max_length=13, choices=Accumulation, default=Accumulation.SNAPSHOT)
    additive_across_countries = models.BooleanField(
        default=False,
        help_text="Whether figures of different countries may be added, where a relation declares it.",
    )
    breakdowns = models.ManyToManyField(Breakdown, blank=True, related_name="indicators")
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.IRREGULAR)

    how_verified = models.TextField("how values are verified", blank=True)
    data_sources = models.TextField("data sources", blank=True)
    accuracy_required = models.TextField("accuracy required", blank=True)
    limitations = models.TextField("limitations of the data", blank=True)
    how_compensated = models.TextField("how limitations are compensated", blank=True)

    history = Records()

    class Meta:
        ordering = ["program", "position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(program__isnull=False, strategy__isnull=True)
                | models.Q(program__isnull=True, strategy__isnull=False),
                name="indicator_of_program_or_strategy",
                violation_error_message="Choose the program it measures or, for context, the strategy: exactly one.",
            )
        ]

    def __str__(self):
        return named(self)

    def get_absolute_url(self):
        return reverse("indicator", args=[self.slug])

    DATA_QUALITY = ("how_verified", "data_sources", "accuracy_required", "limitations", "how_compensated")

    def data_quality(self) -> list[tuple[str, str]]:
        """The five answers as (question, answer) pairs; an answer is empty where nobody gave it."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.DATA_QUALITY]

    def clean(self):
        if self.pk and self.unit_id and self.figures.exclude(unit__kind=self.unit.kind).exists():
            raise ValidationError(
                {
                    "unit": gettext(
                        "Figures of this indicator have a unit of another kind. Make a new indicator instead."
                    )
                }
            )


record_links(Indicator.breakdowns)
