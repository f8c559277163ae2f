"""Countries, and the named groups of countries that sources speak of."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from programs.languages import named

from ..territories import country_name
from .base import NaturalKeyModel
from .recorded import Records, record_links


class Country(NaturalKeyModel):
    """A country or territory of ISO 3166-1. Its name is CLDR's, in the reader's language; it has no name column."""

    natural_key_fields = ("code",)

    code = models.CharField(
        "ISO 3166-1 alpha-3",
        max_length=3,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", gettext_lazy("Three capital letters, such as GTM."))],
    )
    alpha2 = models.CharField("ISO 3166-1 alpha-2", max_length=2, unique=True)
    numeric = models.CharField("ISO 3166-1 numeric", max_length=3, unique=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "countries"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("country", args=[self.code])

    @property
    def name(self) -> str:
        return country_name(self.code)


class CountryGroup(NaturalKeyModel):
    """A named set of countries as a source speaks of it ("northern Central America"), with its members."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    name_es = models.CharField("name in Spanish", max_length=120, blank=True, default="", db_default="")
    note = models.TextField(blank=True, help_text="Who uses the name, and which reading of it is meant.")
    note_es = models.TextField("note in Spanish", blank=True, default="", db_default="")
    members = models.ManyToManyField(Country, related_name="groups")

    history = Records()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return named(self)


record_links(CountryGroup.members)
