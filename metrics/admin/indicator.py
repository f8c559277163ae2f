"""Indicators, and the units and breakdowns they are measured in."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from metrics.models import Breakdown, Category, Indicator, Unit
from programs.recorded_admin import RecordedAdmin

from .base import DeskAdmin, FromGrid
from .reading import back_to_reading


@admin.register(Unit)
class UnitAdmin(RecordedAdmin, DeskAdmin):
    list_display = ["code", "singular", "plural", "kind", "currency"]
    list_filter = ["kind"]
    search_fields = ["code", "singular", "plural"]


class CategoryInline(admin.TabularInline):
    model = Category
    prepopulated_fields = {"slug": ["name"]}
    extra = 0


@admin.register(Breakdown)
class BreakdownAdmin(RecordedAdmin, DeskAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [CategoryInline]


@admin.register(Category)
class CategoryAdmin(RecordedAdmin, DeskAdmin):
    list_display = ["name", "breakdown", "position"]
    list_select_related = ["breakdown"]
    search_fields = ["name", "slug", "breakdown__name"]
    autocomplete_fields = ["breakdown"]
    prepopulated_fields = {"slug": ["name"]}

    def choice_label(self, category):
        return f"{category.name} ({category.breakdown.name})"

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset.select_related("breakdown"), search_term)


@admin.register(Indicator)
class IndicatorAdmin(FromGrid, RecordedAdmin, DeskAdmin):
    list_display = ["name", "program", "unit", "accumulation", "direction", "frequency"]
    list_filter = ["program__line", "accumulation", "frequency", "unit__kind"]
    list_select_related = ["program", "unit"]
    search_fields = ["name", "slug", "program__name"]
    search_help_text = gettext_lazy("Name or short name of the indicator, or name of its program.")
    autocomplete_fields = ["program", "strategy", "unit", "breakdowns"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "program", "strategy", "position", "definition"]}),
        (
            gettext_lazy("How it is measured"),
            {
                "fields": [
                    "unit",
                    ("accumulation", "direction", "frequency"),
                    "additive_across_countries",
                    "breakdowns",
                ]
            },
        ),
        (
            gettext_lazy("Data quality"),
            {
                "fields": Indicator.DATA_QUALITY,
                "description": gettext_lazy("The five answers that 31 U.S.C. 1115(b)(8) asks for. Readers see them."),
            },
        ),
    ]

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        stays = {"_continue", "_addanother"} & request.POST.keys()
        address = "" if stays else back_to_reading(request.GET.get("reading", ""))
        return redirect(address) if address else response

    def back_to_grid(self, request, obj):
        found = super().back_to_grid(request, obj)
        return f"{found}?add={obj.pk}#new" if found else ""

    def choice_label(self, indicator):
        return f"{indicator.name} ({indicator.program or indicator.strategy})"

    def get_search_results(self, request, queryset, search_term):
        queryset = queryset.select_related("program", "strategy")
        # The figure form narrows the choice to one program.
        program = request.GET.get("program", "") if request else ""
        if program.isdecimal():
            queryset = queryset.filter(program_id=int(program[:18]))
        return super().get_search_results(request, queryset, search_term)
