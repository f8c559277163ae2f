"""What people are confined to: on the page of their account, and all of it in one list."""

from django.contrib import admin
from django.db.models import Q
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy

from metrics.models import Assignment
from metrics.models.assignment import TWICE
from programs.admin import codes_of_countries_named
from programs.recorded_admin import RecordedAdmin

from .base import DeskAdmin, TypedChoicesMixin

PLACE = ["country", "group", "everywhere", "line"]


class AssignmentFormSet(BaseInlineFormSet):
    def clean(self):
        """The constraint sees what is saved already; of two new rows, the second is told here."""
        super().clean()
        seen = set()
        for form in self.forms:
            if self._should_delete_form(form) or not form.has_changed() or not hasattr(form, "cleaned_data"):
                continue
            key = tuple(form.cleaned_data.get(name) for name in PLACE)
            if key in seen:
                form.add_error(None, TWICE)
            seen.add(key)


class AssignmentInline(TypedChoicesMixin, admin.StackedInline):
    """Stands on the page of an account (config/accounts.py)."""

    model = Assignment
    template = "admin/metrics/assignment/inline.html"
    formset = AssignmentFormSet
    # One row where there is room, below one another where there is not.
    fields = [tuple(PLACE)]
    autocomplete_fields = ["country", "group", "line"]
    extra = 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Countries, groups and lines are kept elsewhere: without their buttons a row has room."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for button in ("add", "change", "delete", "view"):
            if hasattr(field.widget, f"can_{button}_related"):
                setattr(field.widget, f"can_{button}_related", False)
        return field


@admin.register(Assignment)
class AssignmentAdmin(RecordedAdmin, DeskAdmin):
    list_display = ["user", "place", "line"]
    list_filter = ["everywhere", "group", "line"]
    list_select_related = ["user", "country", "group", "line"]
    ordering = ["user__username", "country", "group", "line"]
    sortable_by = []
    search_fields = ["user__username", "user__first_name", "user__last_name", "group__name"]
    search_help_text = gettext_lazy("Somebody's name, or a country or group.")
    autocomplete_fields = ["user", "country", "group", "line"]
    fields = ["user", *PLACE]

    @admin.display(description=gettext_lazy("place"))
    def place(self, assignment):
        return assignment.place

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        codes = codes_of_countries_named(search_term.strip()) if search_term.strip() else []
        return (found | queryset.filter(Q(country__in=codes)) if codes else found), may_repeat
