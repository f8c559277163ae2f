"""What is being done, where and by whom, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from .models import Country, CountryGroup, LineOfAction, Organization, Participation, Program, Strategy
from .recorded_admin import RecordedAdmin
from .territories import country_name

LANGUAGES_OF_NAMES = ("en", "es")


def codes_of_countries_named(term: str) -> list[str]:
    """Alpha-3 codes of the countries whose code or name contains `term`. Names are CLDR's, so no column has them."""
    term = term.casefold()
    return [
        code
        for code in Country.objects.values_list("code", flat=True)
        if term == code.casefold()
        or any(term in country_name(code, language).casefold() for language in LANGUAGES_OF_NAMES)
    ]


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin):
    list_display = ["code", "own_name", "alpha2", "numeric"]
    search_fields = ["code"]
    search_help_text = gettext_lazy("Name in English or Spanish, or three-letter code.")
    show_full_result_count = False

    @admin.display(description=gettext_lazy("name"))
    def own_name(self, country):
        return country.name

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.filter(code__in=codes_of_countries_named(search_term.strip())), False

    def get_readonly_fields(self, request, obj=None):
        # Every place key names countries by this code.
        return ["code"] if obj else []


@admin.register(CountryGroup)
class CountryGroupAdmin(RecordedAdmin, admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["members"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request, obj=None):
        # The place of published figures names the group by its slug.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields


@admin.register(Organization)
class OrganizationAdmin(RecordedAdmin, admin.ModelAdmin):
    list_display = ["name", "acronym", "kind", "country"]
    list_filter = ["kind"]
    list_select_related = ["country"]
    search_fields = ["name", "acronym", "slug"]
    autocomplete_fields = ["country"]
    prepopulated_fields = {"slug": ["name"]}


class LineOfActionInline(admin.TabularInline):
    model = LineOfAction
    fields = ["number", "name"]
    extra = 0
    show_change_link = True


@admin.register(Strategy)
class StrategyAdmin(RecordedAdmin, admin.ModelAdmin):
    list_display = ["name", "acronym", "launched_on"]
    search_fields = ["name", "acronym", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [LineOfActionInline]


@admin.register(LineOfAction)
class LineOfActionAdmin(RecordedAdmin, admin.ModelAdmin):
    list_display = ["number", "name", "strategy"]
    list_display_links = ["name"]
    list_filter = ["strategy"]
    list_select_related = ["strategy"]
    search_fields = ["name", "=number"]
    autocomplete_fields = ["strategy"]


class ParticipationInline(admin.TabularInline):
    model = Participation
    autocomplete_fields = ["organization"]
    extra = 0


@admin.register(Program)
class ProgramAdmin(RecordedAdmin, admin.ModelAdmin):
    list_display = ["name", "line", "status", "starts_on", "ends_on"]
    list_filter = ["status", "line"]
    list_select_related = ["line"]
    list_per_page = 50
    search_fields = ["name", "slug"]
    search_help_text = gettext_lazy("Name or short name.")
    show_full_result_count = False
    autocomplete_fields = ["line", "countries"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ParticipationInline]


@admin.register(Participation)
class ParticipationAdmin(RecordedAdmin, admin.ModelAdmin):
    list_display = ["program", "organization", "role"]
    list_filter = ["role"]
    list_select_related = ["program", "organization"]
    search_fields = ["program__name", "organization__name", "organization__acronym"]
    autocomplete_fields = ["program", "organization"]
