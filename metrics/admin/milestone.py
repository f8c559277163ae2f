"""Milestones."""

from django.contrib import admin
from django.utils.translation import gettext, gettext_lazy

from metrics.forms import MilestoneForm
from metrics.models import Milestone

from .cited import CitedAdmin
from .finding import MineFilter, NewestUpdatesFilter
from .publication import END, LIFE, OVERRIDE

STORY = ["title", "slug", "summary"]
WHEN = [("starts_on", "ends_on"), "date_as_stated", "date_note"]
WHERE = [("program", "program_status"), "line", "strategy", "countries", "organizations"]


@admin.register(Milestone)
class MilestoneAdmin(CitedAdmin):
    form = MilestoneForm
    list_display = ["title", "starts_on", "program", "status", "update", "entered_by"]
    list_filter = ["status", MineFilter, NewestUpdatesFilter, "line", "strategy"]
    list_select_related = ["program", "update", "entered_by"]
    ordering = ["-pk"]
    date_hierarchy = "starts_on"
    search_fields = ["title", "slug", "summary", "citation__as_stated", "program__name"]
    search_help_text = gettext_lazy("Title, short name, summary, program, or words as stated.")
    autocomplete_fields = ["update", "program", "line", "strategy", "countries", "organizations"]
    prepopulated_fields = {"slug": ["title"]}

    record_fieldsets = [
        (None, {"fields": [*STORY, *WHEN, *WHERE]}),
        (gettext_lazy("Who says so"), {"fields": ["cited_words", "cited_source", "cited_section"]}),
        (
            gettext_lazy("Life"),
            {"fields": ["status", "update", *LIFE, *OVERRIDE, *END]},
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        if self.is_record(request, obj):
            return super().get_fieldsets(request, obj)
        corrected = self.corrected(request, obj)
        return [
            *([(gettext("Correction"), {"fields": ["supersede_reason"]})] if corrected else []),
            (None, {"fields": STORY}),
            (gettext("When"), {"fields": WHEN}),
            (gettext("Where it belongs"), {"fields": WHERE}),
            (gettext("Who says so"), {"fields": ["source", "section", "as_stated"]}),
            (gettext("More"), {"fields": ["update"]}),
        ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj or self.corrected(request, obj) else self.prepopulated_fields
