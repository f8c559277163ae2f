"""Sources: documents and speeches, and the texts attached to them."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy

from metrics.models import Source
from programs.recorded_admin import RecordedAdmin

from .attaching import AttachingMixin
from .base import DeskAdmin


@admin.register(Source)
class SourceAdmin(AttachingMixin, RecordedAdmin, DeskAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["title", "kind", "publisher", "published_on", "language"]
    list_filter = ["kind", "language"]
    date_hierarchy = "published_on"
    search_fields = ["title", "slug", "publisher", "authors"]
    search_help_text = gettext_lazy("Title, short name, publisher, author or speaker.")
    autocomplete_fields = ["part_of"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "kind", "publisher", "authors", "language", "part_of"]}),
        (gettext_lazy("When and where"), {"fields": ["published_on", "event_on", "event_place"]}),
        (gettext_lazy("Where it is found"), {"fields": ["url", "archived_url", "accessed_on", "license", "note"]}),
    ]

    def choice_label(self, source):
        return f"{source.title} ({source.get_kind_display().lower()}, {source.stated_on or 'no date'})"
