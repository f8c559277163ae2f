"""Who funds, implements, partners or hosts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..languages import in_language, language, named
from .base import NaturalKeyModel
from .place import Country
from .recorded import Records


class Organization(NaturalKeyModel):
    """A U.S. agency, UN agency, development bank, NGO, host-government body or company."""

    class Kind(models.TextChoices):
        US_AGENCY = "us_agency", _("U.S. agency")
        UN_AGENCY = "un_agency", _("UN agency")
        INTERNATIONAL = "international", _("International organization")
        DEVELOPMENT_BANK = "development_bank", _("Development bank")
        GOVERNMENT = "government", _("Government body")
        NGO = "ngo", _("Nongovernmental organization")
        COMPANY = "company", _("Company")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200, unique=True)
    name_es = models.CharField("name in Spanish", max_length=200, blank=True, default="", db_default="")
    acronym = models.CharField(max_length=20, blank=True)
    acronym_es = models.CharField("acronym in Spanish", max_length=20, blank=True, default="", db_default="")
    kind = models.CharField(max_length=20, choices=Kind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Empty for international organizations.",
    )

    history = Records()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        acronym = self.acronym_in_language
        return f"{named(self)} ({acronym})" if acronym else named(self)

    def get_absolute_url(self):
        return reverse("organization", args=[self.slug])

    @property
    def short_name(self) -> str:
        """In the reader's language. An acronym that has no other in Spanish serves for both."""
        return self.acronym_in_language or in_language(self, "name")

    @property
    def acronym_in_language(self) -> str:
        return getattr(self, f"acronym_{language()}", "") or self.acronym
