"""One statement of an indicator, and the relations that people declare between statements."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metrics.statements import Qualifier as StatedQualifier
from metrics.statements import Quantity, render
from programs.languages import language
from programs.models import Country, CountryGroup
from programs.models.recorded import DraftRecords

from .indicator import Category, Indicator, Unit
from .publication import Publication, PublicationQuerySet, end_of_day

OPEN_START = Value(dt.date.min, output_field=models.DateField())
OPEN_END = Value(dt.date.max, output_field=models.DateField())


def restates(held_source: int, held_rank: str, source: int, rank: str) -> bool:
    """As `Figure.is_restated_by`, of plain values."""
    return held_source == source or held_rank == rank == "preferred"


class FigureQuerySet(PublicationQuerySet):
    def same_identity(self, figure: "Figure"):
        """Other statements of the same indicator, role, period, place and category. The value is never identity."""
        return self.filter(**figure.identity).exclude(pk=figure.pk)

    def same_series(self, figure: "Figure"):
        """Other statements of the same indicator, role, place and category, of any period."""
        series = {name: value for name, value in figure.identity.items() if not name.startswith("period")}
        return self.filter(**series).exclude(pk=figure.pk)

    def previous_of(self, figure: "Figure") -> "Figure | None":
        """The published figure that `figure` follows: the latest of its series up to its own period."""
        return (
            self.as_of(None)
            .same_series(figure)
            .exclude(rank=Figure.Rank.DEPRECATED)
            .filter(reference_date__lte=figure.reference_date or dt.date.max)
            .order_by("-reference_date", F("period_start").asc(nulls_last=True), "-published_at", "-pk")
            .first()
        )


class Figure(Publication):
    """One statement of an indicator: how much, when, where, in whose words.

    `value` is in units of `unit` (dollars, not millions), exact as stated; `qualifier` says how the source limits it.
    `period_start` and `period_end` are inclusive; empty means open or not stated. `reference_date` orders the figures
    of a series: the period's end or, where that is open, the date of the source. `place_key` names the place in one
    canonical string: "GTM", "GTM;HND;SLV" (joint, sorted), "group:central-america", "global".
    """

    class Role(models.TextChoices):
        BASELINE = "baseline", _("Baseline")
        TARGET = "target", _("Target")
        COMMITMENT = "commitment", _("Commitment")
        ACTUAL = "actual", _("Actual")

    class Missing(models.TextChoices):
        UNKNOWN = "unknown", _("Unknown")
        NOT_YET_REPORTED = "not_yet_reported", _("Not yet reported")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")
        WITHHELD = "withheld", _("Withheld")

    class Qualifier(models.TextChoices):
        EXACT = StatedQualifier.EXACT.value, _("Exact")
        MORE_THAN = StatedQualifier.MORE_THAN.value, _("More than (over)")
        AT_LEAST = StatedQualifier.AT_LEAST.value, _("At least")
        NEARLY = StatedQualifier.NEARLY.value, _("Nearly (almost)")
        ABOUT = StatedQualifier.ABOUT.value, _("About (approximately, some)")
        UP_TO = StatedQualifier.UP_TO.value, _("Up to (no more than)")
        LESS_THAN = StatedQualifier.LESS_THAN.value, _("Less than (under)")

    class Coverage(models.TextChoices):
        SINGLE = "single", _("One country")
        JOINT = "joint", _("Several countries together")
        GROUP = "group", _("A group of countries")
        GLOBAL = "global", _("The whole world")

    class Rank(models.TextChoices):
        PREFERRED = "preferred", _("Preferred")
        NORMAL = "normal", _("Normal")
        DEPRECATED = "deprecated", _("Deprecated")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    role = models.CharField(max_length=10, choices=Role, default=Role.ACTUAL)
    # 15 significant digits is what SQLite's numbers hold exactly.
    value = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    missing = models.CharField(
        "if there is no value, why",
        max_length=16,
        choices=Missing,
        blank=True,
        help_text="Missing is not zero.",
    )
    qualifier = models.CharField(max_length=9, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="figures",
        blank=True,
        help_text="Empty: the indicator's unit.",
    )

    period_start = models.DateField("period, from", null=True, blank=True)
    period_end = models.DateField("period, to", null=True, blank=True)
    period_as_stated = models.CharField("period as stated", max_length=120, blank=True)
    period_note = models.TextField(
        "assumption about the period",
        blank=True,
        help_text="How dates were resolved from words such as “last year”.",
    )
    reference_date = models.DateField(editable=False)

    coverage = models.CharField(max_length=6, choices=Coverage, default=Coverage.SINGLE)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="figures", help_text="One, or all that the figure covers together."
    )
    group = models.ForeignKey(CountryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="figures")
    place_key = models.CharField(max_length=1000, editable=False)

    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="figures")
    rank = models.CharField(
        max_length=10,
        choices=Rank,
        default=Rank.PREFERRED,
        help_text="Where sources disagree: the one we go by is preferred, its rivals normal, a refuted one deprecated.",
    )
    note = models.TextField(blank=True, help_text="Shown to readers beside the figure.")

    series_key = models.GeneratedField(
        expression=Concat(
            Cast("indicator", models.CharField()),
            Value("|"),
            "role",
            Value("|"),
            Coalesce(Cast("category", models.CharField()), Value("")),
            Value("|"),
            "place_key",
        ),
        output_field=models.CharField(max_length=1100),
        db_persist=True,
    )

    objects = FigureQuerySet.as_manager()
    # What it was as a draft. The series follows from other fields.
    history = DraftRecords(excluded_fields=["series_key"])

    class Meta(Publication.Meta):
        abstract = False
        ordering = ["-reference_date", "pk"]
        permissions = [
            ("submit_figure", "Can submit figures for review"),
            ("publish_figure", "Can publish figures that others entered"),
            ("withdraw_figure", "Can withdraw published figures"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value__isnull=True) & ~Q(missing="")),
                name="figure_value_or_missing",
                violation_error_message="Give a value, or say why there is none: exactly one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(qualifier="exact"),
                name="figure_missing_has_no_qualifier",
                violation_error_message="A missing value has no qualifier. Set it to exact.",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                name="figure_period_starts_before_it_ends",
                violation_error_message="The period ends before it starts. Check both dates.",
            ),
            models.CheckConstraint(
                condition=(Q(coverage="group", group__isnull=False) & Q(place_key__startswith="group:"))
                | Q(coverage="global", group__isnull=True, place_key="global")
                | (Q(coverage="joint", group__isnull=True) & Q(place_key__contains=";"))
                | (
                    Q(coverage="single", group__isnull=True)
                    & ~Q(place_key__contains=";")
                    & ~Q(place_key="")
                    & ~Q(place_key="global")
                    & ~Q(place_key__startswith="group:")
                ),
                name="figure_place_fits_coverage",
                violation_error_message="The place does not fit its coverage: one country, several together, a group,"
                " or the whole world.",
            ),
            models.UniqueConstraint(
                "indicator",
                "role",
                "place_key",
                Coalesce("category", Value(0)),
                Coalesce("period_start", OPEN_START),
                Coalesce("period_end", OPEN_END),
                condition=Q(status="published", rank="preferred"),
                name="one_preferred_published_figure_per_identity",
                violation_error_message="A preferred figure of this indicator, role, period, place and category is"
                " published already. Correct that one (supersede it), or enter this one with rank normal.",
            ),
        ]
        indexes = [
            models.Index(fields=["series_key", "reference_date"], name="figure_series"),
            models.Index(fields=["update", "status"], name="figure_update_status"),
            models.Index(fields=["value"], name="figure_by_value"),
            # The log of revisions, newest first. No condition on a value: SQLite cannot tell that a bound one fits it.
            models.Index(
                fields=["-published_at", "-id"], name="figure_by_publication", condition=Q(published_at__isnull=False)
            ),
            models.Index(fields=["-ended_at", "-id"], name="figure_by_end", condition=Q(ended_at__isnull=False)),
            models.Index(
                fields=["indicator", "-reference_date", "-id"],
                name="figure_once_published",
                condition=Q(status__in=["published", "superseded", "withdrawn"]),
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.words}"

    def get_absolute_url(self):
        return reverse("figure", args=[self.pk])

    # --- Identity ----------------------------------------------------------------------------------------------------

    @staticmethod
    def place_key_of(coverage: str, codes: Iterable[str] = (), group: str | None = None) -> str:
        """The canonical key of a place: "GTM", "GTM;HND;SLV", "group:central-america" or "global"."""
        match coverage:
            case Figure.Coverage.GLOBAL:
                return "global"
            case Figure.Coverage.GROUP:
                return f"group:{group}"
        return ";".join(sorted(set(codes)))

    @property
    def identity(self) -> dict:
        """What makes two statements rivals, as filter arguments: indicator, role, period, place and category."""
        names = {
            "indicator": self.indicator_id,
            "role": self.role,
            "period_start": self.period_start,
            "period_end": self.period_end,
            "place_key": self.place_key,
            "category": self.category_id,
        }
        return {name if value is not None else f"{name}__isnull": value or True for name, value in names.items()}

    def is_restated_by(self, source: int, rank: str) -> bool:
        """Whether a statement of this identity that says otherwise is this one restated, and no rival of it.

        It is where the source is the same, or where both would be preferred. A rival comes from another source and
        stands beside, with the rank normal.
        """
        return restates(self.citation.source_id, self.rank, source, rank)

    @property
    def country_codes(self) -> list[str]:
        """Alpha-3 codes of a single or joint figure, from its place key; empty for groups and the world."""
        return self.place_key.split(";") if self.coverage in (self.Coverage.SINGLE, self.Coverage.JOINT) else []

    @property
    def words(self) -> str:
        """The value as its source states it, in the active language: "more than 131,000 applications"."""
        if self.quantity is None:
            return self.get_missing_display().lower()
        return render(self.quantity, self.unit.forms, language())

    @property
    def quantity(self) -> Quantity | None:
        """The value with its qualifier, ready for arithmetic; None where the value is missing."""
        if self.value is None:
            return None
        return Quantity(self.value, StatedQualifier(self.qualifier))

    # --- Saving ------------------------------------------------------------------------------------------------------

    def derive(self) -> None:
        """Sets what follows from other fields: the unit where left empty, and the date that orders the figure."""
        if not self.unit_id and self.indicator_id:
            self.unit_id = self.indicator.unit_id
        source = self.citation.source if self.citation_id else None
        self.reference_date = (
            self.period_end or (source and source.stated_on) or self.period_start or self.entered_at.date()
        )

    def save(self, **kwargs):
        self.derive()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "unit", "reference_date"}
        super().save(**kwargs)

    def clean(self):
        super().clean()
        errors = {}
        if self.missing:
            self.qualifier = self.Qualifier.EXACT
        if self.value is None and not self.missing:
            errors["value"] = gettext("Enter the value, or say below why there is none.")
        elif self.value is not None and self.missing:
            errors["missing"] = gettext("There is a value, so it is not missing. Clear one of the two.")
        if self.indicator_id:
            unit = self.unit if self.unit_id else self.indicator.unit
            if unit.kind == Unit.Kind.SHARE and self.value is not None and not 0 <= self.value <= Decimal(100):
                errors["value"] = gettext("A share lies between 0 and 100 percent.")
            if unit.kind != self.indicator.unit.kind:
                errors["unit"] = gettext(
                    "%(indicator)s is measured in %(unit)s; %(unit2)s is another kind of unit. Choose the right "
                    "indicator or unit."
                ) % {"indicator": self.indicator, "unit": self.indicator.unit, "unit2": unit}
            if self.category_id and not self.indicator.breakdowns.filter(pk=self.category.breakdown_id).exists():
                errors["category"] = gettext("%(indicator)s is not broken down by %(name)s.") % {
                    "indicator": self.indicator,
                    "name": self.category.breakdown.name,
                }
        if self.period_start and self.period_end and self.period_start > self.period_end:
            errors["period_end"] = gettext("The period ends before it starts. Check both dates.")
        if self.supersedes_id:
            if not self.supersede_reason:
                errors["supersede_reason"] = gettext("Say why the published figure is corrected; readers see it.")
            if self.identity != self.supersedes.identity:
                errors["supersedes"] = gettext(
                    "A correction keeps indicator, role, period, place and category. If one of these was wrong, "
                    "withdraw the published figure and enter a new one."
                )
        if errors:
            raise ValidationError(errors)


class FigureRelationQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """Relations declared by the end of `day` and not ended by then; None means now."""
        if day is None:
            return self.filter(ended_at__isnull=True)
        instant = end_of_day(day)
        return self.filter(declared_at__lt=instant).exclude(ended_at__lt=instant)


class FigureRelation(models.Model):
    """A relation that a person declares between two figures. Only `component_of` permits adding."""

    class Kind(models.TextChoices):
        COMPONENT_OF = "component_of", _("adds up to")
        SUBSET_OF = "subset_of", _("lies within")
        SHARE_OF = "share_of", _("is a share of")
        OVERLAPS = "overlaps", _("overlaps")
        CONFLICTS_WITH = "conflicts_with", _("conflicts with")

    from_figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="relations_from")
    kind = models.CharField(max_length=14, choices=Kind)
    to_figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="relations_to")
    note = models.TextField(blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FigureRelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_figure", "kind", "to_figure"],
                condition=Q(ended_at__isnull=True),
                name="relation_declared_once",
                violation_error_message="This relation is declared already.",
            ),
            models.CheckConstraint(
                condition=~Q(from_figure=F("to_figure")),
                name="relation_between_two_figures",
                violation_error_message="A figure has no relation to itself. Choose another figure.",
            ),
        ]

    def __str__(self):
        return f"{self.from_figure} {self.get_kind_display()} {self.to_figure}"
