"""How one figure or milestone is found among a million: filters that list no more than a screenful, and the search."""

import datetime as dt

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.text import smart_split
from django.utils.translation import gettext, gettext_lazy

from metrics.models import Citation, Figure, Indicator, Update
from programs.admin import codes_of_countries_named


class NewestUpdatesFilter(admin.SimpleListFilter):
    """The newest updates; older ones are found by search. A list of all would grow without end."""

    title = gettext_lazy("update")
    parameter_name = "update__id__exact"

    def lookups(self, request, model_admin):
        return [(str(update.pk), str(update)) for update in Update.objects.order_by("-opened_at", "-pk")[:12]]

    def queryset(self, request, queryset):
        value = self.value()
        return queryset.filter(update=int(value[:18])) if value and value.isdecimal() else queryset


class MineFilter(admin.SimpleListFilter):
    """Whose work: my own, or what waits for me because others entered it."""

    title = gettext_lazy("entered by")
    parameter_name = "by"

    def lookups(self, request, model_admin):
        return [("me", gettext("Me")), ("others", gettext("Others"))]

    def queryset(self, request, queryset):
        match self.value():
            case "me":
                return queryset.filter(entered_by=request.user)
            case "others":
                return queryset.exclude(entered_by=request.user)
        return queryset


class YearFilter(admin.SimpleListFilter):
    """The year a figure is about. Django's own date hierarchy reads the date of every row to list the years."""

    title = gettext_lazy("year")
    parameter_name = "year"
    SHOWN = 10

    def lookups(self, request, model_admin):
        this = timezone.now().year
        years = range(this, this - self.SHOWN, -1)
        return (
            [(str(this + 1), gettext("Later"))]
            + [(str(year), str(year)) for year in years]
            + [(str(years[-1] - 1), gettext("Earlier"))]
        )

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        year, this = int(self.value()[:4]), timezone.now().year
        if year > this:
            return queryset.filter(reference_date__gte=dt.date(this + 1, 1, 1))
        if year <= this - self.SHOWN:
            return queryset.filter(reference_date__lt=dt.date(this - self.SHOWN + 1, 1, 1))
        return queryset.filter(reference_date__year=year)


def says(word: str) -> Q:
    """Figures whose indicator, program, words, source or place has `word`.

    Each set is small and found first; one search through all joined rows would read every text of every figure.
    """
    indicators = Indicator.objects.filter(
        Q(name__icontains=word) | Q(slug__icontains=word) | Q(program__name__icontains=word)
    )
    citations = Citation.objects.filter(Q(as_stated__icontains=word) | Q(source__title__icontains=word))
    return (
        Q(indicator__in=indicators.order_by().values("pk"))
        | Q(citation__in=citations.order_by().values("pk"))
        | in_country_named(word)
    )


def in_country_named(name: str) -> Q:
    codes = codes_of_countries_named(name)[:5] if len(name) > 2 else []
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(place_key__contains=code, coverage__in=(Figure.Coverage.SINGLE, Figure.Coverage.JOINT))
    return found


def search(queryset, term: str):
    """The figure of that number, or those of which every word says something, or those of the country so named."""
    if term.isdecimal() and queryset.filter(pk=int(term[:18])).exists():
        return queryset.filter(pk=int(term[:18]))
    every_word = Q()
    for word in smart_split(term):
        every_word &= says(word.strip("'\""))
    return queryset.filter(every_word | in_country_named(term)) if term else queryset
