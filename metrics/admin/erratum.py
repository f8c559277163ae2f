"""Errata: recorded whole, and then only ended."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy

from metrics import errata
from metrics.forms import ErratumForm, ReasonForm
from metrics.models import Erratum, ErratumCheck

from .base import DeskAdmin


@admin.register(Erratum)
class ErratumAdmin(DeskAdmin):
    change_form_template = "admin/metrics/publication/change_form.html"
    form = ErratumForm
    list_display = ["as_stated", "source", "state", "recorded_by", "recorded_at", "ended_at"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["source", "recorded_by"]
    ordering = ["-pk"]
    sortable_by = []
    search_fields = ["as_stated", "what_is_right", "source__title"]
    search_help_text = gettext_lazy("Words that are wrong, what is right, or title of the source.")
    autocomplete_fields = ["source", "figures"]
    fieldsets = [
        (None, {"fields": ["source", "section", "as_stated"]}),
        (gettext_lazy("What is right"), {"fields": ["what_is_right", "why", "figures"]}),
        (gettext_lazy("Who was told"), {"fields": ["reported_to", "reported_on"]}),
    ]
    record_fieldsets = [
        *fieldsets,
        (
            gettext_lazy("Life"),
            {
                "fields": [
                    "state",
                    "recorded_by",
                    "recorded_at",
                    "ended_by",
                    "ended_at",
                    "ended_reason",
                ]
            },
        ),
    ]
    readonly_fields = ["state", "recorded_by", "recorded_at", "ended_by", "ended_at", "ended_reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_state(None)

    @admin.display(description=gettext_lazy("in the source"))
    def state(self, erratum):
        return ErratumCheck.Outcome(erratum.outcome).label if erratum.outcome else None

    def get_fieldsets(self, request, obj=None):
        return self.record_fieldsets if obj else self.fieldsets

    def has_change_permission(self, request, obj=None):
        """Nobody changes what is recorded: it is ended, and another entered."""
        return super().has_change_permission(request, obj) and (obj is None or obj.recorded_at is None)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and obj.recorded_at is None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        errata.record(erratum=form.instance, figures=form.cleaned_data["figures"])

    # --- Ending it -------------------------------------------------------------------------------------------------

    def may_end(self, request) -> bool:
        return request.user.has_perm("metrics.change_erratum")

    def get_urls(self):
        end = self.admin_site.admin_view(self.end_view)
        return [path("<int:pk>/end/", end, name="metrics_erratum_end"), *super().get_urls()]

    def end_view(self, request, pk):
        """A page that asks for the reason. Only its POST ends the erratum."""
        erratum = get_object_or_404(Erratum.objects.select_related("source"), pk=pk)
        if not self.may_end(request):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                errata.end(erratum=erratum, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            else:
                self.log_change(request, erratum, "Ended.")
                self.message_user(
                    request, gettext("It has ended. It still holds as of any day before."), messages.SUCCESS
                )
            return redirect("admin:metrics_erratum_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("End this erratum"),
            "subtitle": str(erratum),
            "opts": self.opts,
            "original": erratum,
            "form": form,
            "button": gettext("End"),
            "explanation": [
                gettext("Say that the source was mended, or what was wrong with the erratum; then enter another.")
            ],
            "refusal": gettext("It has ended already.") if erratum.ended_at else "",
        }
        return TemplateResponse(request, "admin/metrics/publication/reason.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.recorded_at and not obj.ended_at and self.may_end(request):
            context["steps"] = [
                {"label": gettext("End this erratum"), "link": reverse("admin:metrics_erratum_end", args=[obj.pk])}
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)
