"""The admin site: Django's own, with Throughline's name and the order in which staff use it."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView

# What staff open every day stands first; everything else follows in Django's order, by name.
APPS_FIRST = ["metrics", "programs", "auth"]
MODELS_FIRST = ["Update", "Figure", "Milestone", "Source", "Indicator", "FigureRelation"]


def place_in(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


class LabelingAutocompleteView(AutocompleteJsonView):
    """Lets a model's admin word its rows in lists of choices: an indicator with its program, a figure with place."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", None)
        return {**result, "text": label(obj)} if label else result


class ThroughlineAdminSite(admin.AdminSite):
    site_title = "Throughline"
    site_header = "Throughline"
    index_title = "Desk"

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: place_in(MODELS_FIRST, model["object_name"]))
        return sorted(apps, key=lambda app: place_in(APPS_FIRST, app["app_label"]))

    def autocomplete_view(self, request):
        return LabelingAutocompleteView.as_view(admin_site=self)(request)
