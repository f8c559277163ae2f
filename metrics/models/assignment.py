"""What people are confined to: a place, and perhaps a line of action."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_lazy

from programs.models import Country, CountryGroup, LineOfAction
from programs.models.recorded import Records

TWICE = gettext_lazy("This is assigned already. Take out one of the two rows.")


class Assignment(models.Model):
    """That a person enters or reviews figures of a place: a country, a group of countries, or everywhere.

    With a line of action, only that line's figures there. Somebody without any assignment is confined to nothing;
    several add up. What an assignment covers, and whom it does not bind, stands in metrics/scopes.py.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        CountryGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its countries, each alone and together, and the group's own figures.",
    )
    everywhere = models.BooleanField(default=False, help_text="All countries and groups, and the whole world.")
    line = models.ForeignKey(
        LineOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="only this line of action",
    )

    history = Records()

    class Meta:
        ordering = ["user", "country", "group", "line", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False, group__isnull=True, everywhere=False)
                | Q(country__isnull=True, group__isnull=False, everywhere=False)
                | Q(country__isnull=True, group__isnull=True, everywhere=True),
                name="assignment_names_one_place",
                violation_error_message="Choose one place a row: a country, or a group, or everywhere. Add a row for"
                " another.",
            ),
            models.UniqueConstraint(
                "user",
                Coalesce("country", Value("")),
                Coalesce("group", Value(0)),
                Coalesce("line", Value(0)),
                name="assigned_once",
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self):
        place = self.place
        return (
            gettext("%(place)s (line of action %(number)s)") % {"place": place, "number": self.line.number}
            if self.line_id
            else place
        )

    @property
    def place(self) -> str:
        if self.everywhere:
            return gettext("all countries")
        if self.group_id:
            return self.group.name
        return self.country.name if self.country_id else gettext("no place")
