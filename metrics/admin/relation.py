"""Relations that people declare between figures. Once both are published, a relation is ended, never deleted."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from metrics.models import FigureRelation
from metrics.models.publication import Publication
from metrics.permissions import why_not_relate

from .base import DeskAdmin

OPEN = (Publication.Status.DRAFT, Publication.Status.SUBMITTED)


def is_settled(relation: FigureRelation) -> bool:
    """Whether both figures are, or were, published, so that the relation is part of what readers saw."""
    return relation.from_figure.status not in OPEN and relation.to_figure.status not in OPEN


class RelationForm(forms.ModelForm):
    """A relation of which one figure, at least, is the person's own to work on."""

    user = None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("from_figure") and cleaned.get("to_figure"):
            refusal = why_not_relate(self.user, cleaned["from_figure"], cleaned["to_figure"])
            if refusal:
                self.add_error("from_figure", refusal)
        return cleaned


@admin.register(FigureRelation)
class FigureRelationAdmin(DeskAdmin):
    form = RelationForm
    change_form_template = "admin/metrics/publication/change_form.html"
    list_display = ["from_figure", "kind", "to_figure", "declared_by", "declared_at", "ended_at"]
    list_filter = ["kind", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = [
        f"{end}__{name}" for end in ("from_figure", "to_figure") for name in ("indicator", "unit")
    ] + ["declared_by"]
    ordering = ["-pk"]
    sortable_by = ["declared_at"]
    date_hierarchy = "declared_at"
    search_fields = ["from_figure__indicator__name", "to_figure__indicator__name", "note"]
    search_help_text = gettext_lazy("Indicator of either figure, or note.")
    autocomplete_fields = ["from_figure", "to_figure"]
    readonly_fields = ["declared_by", "declared_at", "ended_by", "ended_at"]
    actions = ["delete_selected"]
    fieldsets = [
        (None, {"fields": ["from_figure", "kind", "to_figure", "note"]}),
        (
            gettext_lazy("Life"),
            {
                "fields": [
                    "declared_by",
                    "declared_at",
                    "ended_by",
                    "ended_at",
                ]
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj)[: 2 if obj else 1]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or not (is_settled(obj) or self.why_not(request, obj))
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (
            obj is None or not (is_settled(obj) or self.why_not(request, obj))
        )

    def why_not(self, request, relation) -> str:
        return why_not_relate(request.user, relation.from_figure, relation.to_figure)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    @admin.action(permissions=["delete"], description=gettext_lazy("Delete the chosen relations"))
    def delete_selected(self, request, queryset):
        for relation in queryset:
            if refusal := self.why_not(request, relation):
                self.message_user(
                    request,
                    gettext("Nothing was deleted. %(relation)s: %(refusal)s")
                    % {"relation": relation, "refusal": refusal},
                    messages.ERROR,
                )
                return None
        settled = queryset.exclude(from_figure__status__in=OPEN).exclude(to_figure__status__in=OPEN).count()
        if settled:
            self.message_user(
                request,
                gettext(
                    "Nothing was deleted. %(settled)s of these relations stand between published figures: open "
                    "and end them instead."
                )
                % {"settled": settled},
                messages.ERROR,
            )
            return None
        return admin.actions.delete_selected(self, request, queryset)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.declared_by = request.user
            obj.declared_at = timezone.now()
        super().save_model(request, obj, form, change)

    def may_end(self, request) -> bool:
        return request.user.has_perm("metrics.change_figurerelation")

    def get_urls(self):
        end = self.admin_site.admin_view(self.end_view)
        return [path("<int:pk>/end/", end, name="metrics_figurerelation_end"), *super().get_urls()]

    @method_decorator(require_POST)
    def end_view(self, request, pk):
        relation = get_object_or_404(FigureRelation, pk=pk)
        if not self.may_end(request):
            raise PermissionDenied
        if refusal := self.why_not(request, relation):
            self.message_user(request, refusal, messages.ERROR)
        elif relation.ended_at:
            self.message_user(request, gettext("It has ended already."), messages.WARNING)
        else:
            FigureRelation.objects.filter(pk=pk, ended_at=None).update(ended_at=timezone.now(), ended_by=request.user)
            self.log_change(request, relation, "Ended.")
            self.message_user(
                request, gettext("The relation has ended. It still holds as of any day before."), messages.SUCCESS
            )
        return redirect("admin:metrics_figurerelation_change", pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and not obj.ended_at and is_settled(obj) and self.may_end(request) and not self.why_not(request, obj):
            context["steps"] = [
                {
                    "label": gettext("End this relation"),
                    "post": reverse("admin:metrics_figurerelation_end", args=[obj.pk]),
                }
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)
