"""Filters of figures, with their values in the address (django-filter)."""

import datetime as dt
from functools import reduce
from operator import or_

import django_filters as filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.languages import TRANSLATIONS, language
from programs.models import Country

from .models import Citation, CurrentFigure, Figure
from .reports import overview, standing
from .reports.findings import SEVERITY_WORDS, STATES, UNSETTLED
from .reports.revisions import KIND_WORDS, KINDS
from .rules import RULES, SEVERITIES

ANY = _("Any")


def country_choices() -> list[tuple[str, str]]:
    return sorted(((country.code, country.name) for country in Country.objects.all()), key=lambda pair: pair[1])


def line_choices() -> list[tuple[int, str]]:
    return [(line.number, f"{line.number}. {line.name}") for line in overview.lines_of(settings.STRATEGY_SLUG)]


class DayInput(forms.DateInput):
    input_type = "date"


def named(word: str) -> Q:
    """Whether the indicator or its program has the word in its name, in English or as the reader sees it."""
    fields = ["indicator__name", "indicator__program__name"]
    if language() in TRANSLATIONS:
        fields += [f"{field}_{language()}" for field in fields]
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))


def with_words(queryset, name, value):
    """Rows of which the indicator or its program has each of the words in its name."""
    for word in value.split():
        queryset = queryset.filter(named(word))
    return queryset


class CurrentFigureFilter(filters.FilterSet):
    """Of the figures that stand for a country."""

    q = filters.CharFilter(label=_("Indicator"), method=with_words, max_length=100)
    role = filters.ChoiceFilter(label=_("Role"), field_name="figure__role", choices=Figure.Role, empty_label=_("Any"))
    coverage = filters.ChoiceFilter(
        label=_("Coverage"), field_name="figure__coverage", choices=Figure.Coverage, empty_label=_("Any")
    )

    class Meta:
        model = CurrentFigure
        fields = ()


class FigureFilter(filters.FilterSet):
    """Of a source's or an update's figures."""

    role = filters.ChoiceFilter(label=_("Role"), choices=Figure.Role, empty_label=_("Any"))
    coverage = filters.ChoiceFilter(label=_("Coverage"), choices=Figure.Coverage, empty_label=_("Any"))
    since = filters.DateFilter(label=_("From (date)"), field_name="reference_date", lookup_expr="gte")
    until = filters.DateFilter(label=_("To (date)"), field_name="reference_date", lookup_expr="lte")

    class Meta:
        model = Figure
        fields = ()


class IndicatorFigureFilter(FigureFilter):
    """Of an indicator's figures."""

    country = filters.ChoiceFilter(
        label=_("Country"), field_name="countries", choices=country_choices, empty_label=_("Any")
    )


class EveryFigureFilter(IndicatorFigureFilter):
    """Of all figures in force on a day, whose `day` says what stood, was checked and was due then."""

    CHECKS = (*Citation.Verification.choices, ("doubted", _("Checked, and not verified")))

    q = filters.CharFilter(label=_("Indicator"), method=with_words, max_length=100)
    line = filters.ChoiceFilter(
        label=_("Line of action"), field_name="indicator__program__line__number", choices=line_choices, empty_label=ANY
    )
    standing = filters.ChoiceFilter(
        label=_("Standing"),
        choices=[("current", _("The newest of each series"))],
        method="of_standing",
        empty_label=ANY,
    )
    check = filters.ChoiceFilter(label=_("Check of the citation"), choices=CHECKS, method="checked", empty_label=ANY)
    due = filters.ChoiceFilter(
        label=_("Next report"), choices=[("late", _("Overdue"))], method="awaited", empty_label=ANY
    )

    def __init__(self, *args, day: dt.date | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day

    def of_standing(self, queryset, name, value):
        return queryset.filter(pk__in=standing.current_figures(self.day).values("pk"))

    def awaited(self, queryset, name, value):
        return queryset.filter(pk__in=standing.overdue_figures(self.day).values("pk"))

    def checked(self, queryset, name, value):
        queryset, state = standing.with_state(queryset, self.day)
        if value == "doubted":
            return queryset.exclude(**{f"{state}__in": [standing.VERIFIED, standing.NOT_ARCHIVED]})
        return queryset.filter(**{state: value})


class FindingFilter(forms.Form):
    """Of the findings."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    line = forms.TypedChoiceField(label=_("Line of action"), required=False, coerce=int, empty_value=None)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    severity = forms.ChoiceField(label=_("Severity"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        anything = [("", ANY)]
        self.fields["country"].choices = anything + country_choices()
        self.fields["line"].choices = anything + line_choices()
        self.fields["rule"].choices = anything + [(rule.id, rule.title) for rule in RULES]
        self.fields["severity"].choices = anything + [(severity, SEVERITY_WORDS[severity]) for severity in SEVERITIES]
        self.fields["state"].choices = [*anything, (UNSETTLED, _("Open or reopened")), *STATES.items()]

    @property
    def chosen(self) -> dict:
        """What is chosen, as arguments of the findings report."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class RevisionFilter(forms.Form):
    """Of the log of revisions."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("What happened"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", ANY), *country_choices()]
        self.fields["kind"].choices = [("", ANY), *((kind, KIND_WORDS[kind]) for kind in KINDS)]

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, as arguments of the report."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def title(self) -> str:
        """What the choice leaves: "revisions, Guatemala, corrected"."""
        chosen = [str(dict(self.fields[name].choices)[value]) for name, value in self.chosen.items()]
        return ", ".join([str(_("revisions")), *chosen])


class PeriodForm(forms.Form):
    """The two days between whose ends changes are looked for: from the beginning and up to today where left open."""

    to = forms.DateField(label=_("To the end of"), required=False, widget=DayInput)

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        # A word of Python's, so no attribute can have it.
        begin = forms.DateField(label=_("From the end of"), required=False, widget=DayInput)
        self.fields = {"from": begin, **self.fields}

    def clean(self):
        chosen = super().clean()
        since, until = chosen.get("from"), chosen.get("to") or self.today
        if until > self.today:
            self.add_error(
                "to", _("That day has not come yet. Choose one up to %(day)s.") % {"day": self.today.isoformat()}
            )
        elif since and since > self.today:
            self.add_error(
                "from", _("That day has not come yet. Choose one up to %(day)s.") % {"day": self.today.isoformat()}
            )
        elif since and since > until:
            self.add_error("from", _("It lies after the other day. Choose the earlier day first."))
        return chosen

    @property
    def period(self) -> tuple[dt.date | None, dt.date]:
        """(from, to); what cannot be read narrows nothing."""
        if not self.is_valid():
            return None, self.today
        return self.cleaned_data["from"], self.cleaned_data["to"] or self.today
