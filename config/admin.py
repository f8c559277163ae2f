"""The admin site: Django's own, with Throughline's name and the order in which staff use it."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy

from metrics.reports import desk

# What staff open every day stands first; everything else follows in Django's order, by name.
APPS_FIRST = ["metrics", "programs", "auth", "accounts"]
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
    index_title = gettext_lazy("Desk")

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: place_in(MODELS_FIRST, model["object_name"]))
        return sorted(apps, key=lambda app: place_in(APPS_FIRST, app["app_label"]))

    def index(self, request, extra_context=None):
        return super().index(request, {"desk": desk.report(request.user), **(extra_context or {})})

    def login(self, request, extra_context=None):
        """Signing in is one page for everything (accounts/): second factors, passkeys, lockout."""
        if not request.user.is_authenticated:
            there = request.GET.get("next") or self.reverse("index")
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': there})}")
        if not self.has_permission(request):
            raise PermissionDenied(
                gettext("Your account has no access to the staff desk. An administrator can give it.")
            )
        return redirect(self.reverse("index"))

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def reverse(self, name: str) -> str:
        return reverse(f"{self.name}:{name}")

    def autocomplete_view(self, request):
        return LabelingAutocompleteView.as_view(admin_site=self)(request)
