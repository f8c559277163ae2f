"""What every list of the desk shares: it opens as fast with a million rows as with ten."""

import functools

from django.contrib import admin
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse

from metrics.models import Entry
from metrics.typed_choices import (
    TypedAutocompleteSelect,
    TypedAutocompleteSelectMultiple,
    TypedChoiceField,
    TypedMultipleChoiceField,
)


class BoundedPaginator(Paginator):
    """Counts no further than LIMIT: counting a million rows takes longer than showing fifty of them.

    Whoever looks for one of more than LIMIT rows searches or filters; nobody turns two hundred pages.
    """

    LIMIT = 10_000

    @functools.cached_property
    def count(self):
        return self.object_list.order_by()[: self.LIMIT].count()

    @property
    def is_cut(self) -> bool:
        return self.count >= self.LIMIT


class TypedChoicesMixin:
    """Autocomplete fields of a model admin that can be typed into without JavaScript."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", TypedAutocompleteSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", TypedChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", TypedAutocompleteSelectMultiple(db_field, self.admin_site))
            kwargs.setdefault("form_class", TypedMultipleChoiceField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class FromGrid:
    """Of admins whose forms the grid of an update leads to with ?grid=: once saved, they lead back to it."""

    def back_to_grid(self, request, obj) -> str:
        """The address of the grid that the form was opened from; empty where it was opened by itself.

        What was typed into a row of it that is not finished (?row=) is done with.
        """
        update = request.GET.get("grid", "")
        stays = {"_continue", "_addanother", "_saveasnew"} & request.POST.keys()
        return reverse("admin:metrics_update_grid", args=[int(update[:18])]) if update.isdecimal() and not stays else ""

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        update, row = request.GET.get("grid", ""), request.GET.get("row", "")
        if row and update.isdecimal():
            Entry.objects.filter(update=int(update[:18]), key=row).delete()
        return redirect(found) if (found := self.back_to_grid(request, obj)) else response

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        return redirect(found) if (found := self.back_to_grid(request, obj)) else response


class DeskAdmin(TypedChoicesMixin, admin.ModelAdmin):
    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 200

    def view_on_site(self, obj):
        """The readers' page of the row, where there is one that they can see."""
        seen = getattr(obj, "published_at", True)
        return obj.get_absolute_url() if seen and hasattr(obj, "get_absolute_url") else None
