"""Sources, and where in them statements stand."""

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef

from metrics.models import Citation, Figure, Milestone, Source
from programs.recorded_admin import RecordedAdmin

from .base import DeskAdmin


@admin.register(Source)
class SourceAdmin(RecordedAdmin, DeskAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["title", "kind", "publisher", "published_on", "language"]
    list_filter = ["kind", "language"]
    date_hierarchy = "published_on"
    search_fields = ["title", "slug", "publisher", "authors"]
    search_help_text = "Title, short name, publisher, author or speaker."
    autocomplete_fields = ["part_of"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "kind", "publisher", "authors", "language", "part_of"]}),
        ("When and where", {"fields": ["published_on", "event_on", "event_place"]}),
        ("Where it is found", {"fields": ["url", "archived_url", "accessed_on", "license", "note"]}),
    ]

    def choice_label(self, source):
        return f"{source.title} ({source.get_kind_display().lower()}, {source.stated_on or 'no date'})"


def is_rested_on(citation: Citation) -> bool:
    """Whether a published statement rests on the citation, so that it does not change any more."""
    return any(model.objects.ever_published().filter(citation=citation).exists() for model in (Figure, Milestone))


@admin.register(Citation)
class CitationAdmin(DeskAdmin):
    list_display = ["as_stated", "section", "source", "verification"]
    list_filter = ["verification"]
    list_select_related = ["source"]
    search_fields = ["as_stated", "section", "source__title"]
    search_help_text = "Words as stated, section, or title of the source."
    autocomplete_fields = ["source"]
    readonly_fields = ["verification"]
    actions = ["delete_selected"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not is_rested_on(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not is_rested_on(obj))

    @admin.action(permissions=["delete"], description="Delete the chosen citations")
    def delete_selected(self, request, queryset):
        rested_on = [
            Exists(model.objects.ever_published().filter(citation=OuterRef("pk"))) for model in (Figure, Milestone)
        ]
        held = queryset.filter(rested_on[0] | rested_on[1]).count()
        if held:
            self.message_user(
                request,
                f"Nothing was deleted: published statements rest on {held} of these citations. Choose only others.",
                "error",
            )
            return None
        return admin.actions.delete_selected(self, request, queryset)
