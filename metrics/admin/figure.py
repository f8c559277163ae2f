"""Figures: the list, the page of one, and the form in which one is entered by its words."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from metrics import accepting, understanding
from metrics.findings.drafts import findings_with
from metrics.forms import FigureForm, rival_key
from metrics.models import Archive, Figure, FigureRelation
from metrics.reports.findings import findings_of_figure
from programs.territories import country_name

from .cited import CitedAdmin
from .finding import MineFilter, NewestUpdatesFilter, YearFilter, search
from .publication import END, LIFE, OVERRIDE
from .reading import Key, key_of
from .reading import address_of as reading_address

KEPT_FOR_THE_NEXT = ("period_start", "period_end", "period_as_stated", "period_note")


def candidate_of(request) -> tuple[Archive, Key] | None:
    """The candidate of an archived text that the form was opened for; None where it was opened by itself."""
    archive, _, span = request.GET.get("candidate", "").partition("-")
    key = key_of(span)
    found = Archive.objects.filter(pk=int(archive[:18])).first() if archive.isdecimal() and key else None
    return (found, key) if found else None


def place_name(figure: Figure) -> str:
    match figure.coverage:
        case Figure.Coverage.GLOBAL:
            return gettext("The whole world")
        case Figure.Coverage.GROUP:
            return str(figure.group)
    return ", ".join(country_name(code) for code in figure.country_codes)


@admin.register(Figure)
class FigureAdmin(CitedAdmin):
    form = FigureForm
    change_form_template = "admin/metrics/figure/change_form.html"
    list_display = ["stated_value", "of_indicator", "place", "period", "status", "author"]
    list_filter = [
        "status",
        MineFilter,
        NewestUpdatesFilter,
        YearFilter,
        "role",
        "indicator__program__line",
        "coverage",
        "rank",
        "missing",
    ]
    list_select_related = ["indicator", "unit", "group", "entered_by"]
    # The newest entered first: the primary key's order, which costs nothing.
    ordering = ["-pk"]
    # Any other order would sort every figure there is.
    sortable_by = []
    # What is searched stands in finding.py.
    search_fields = ["pk"]
    search_help_text = gettext_lazy(
        "Indicator, words as stated, source, country (name or code), or number of the figure."
    )
    autocomplete_fields = ["indicator", "unit", "countries", "group", "category", "update"]

    record_fieldsets = [
        (
            None,
            {"fields": ["stated_value", "indicator", "role", "place", "period", "period_dates", "period_note"]},
        ),
        (gettext_lazy("Who says so"), {"fields": ["cited_words", "cited_source", "cited_section"]}),
        (
            gettext_lazy("How it is kept"),
            {
                "fields": [
                    ("plain_value", "qualifier", "unit"),
                    "missing",
                    "category",
                    "rank",
                    "note",
                    "status",
                    "update",
                ]
            },
        ),
        (gettext_lazy("Relations"), {"fields": ["relations"]}),
        (gettext_lazy("Life"), {"fields": [*LIFE, *OVERRIDE, *END]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if self.is_record(request, obj):
            return super().get_fieldsets(request, obj)
        corrected = self.corrected(request, obj)
        return [
            (None, {"fields": ["words"], "classes": ["words"]}),
            *([(gettext("Correction"), {"fields": ["supersede_reason"]})] if corrected else []),
            (
                gettext("What and where"),
                {
                    "fields": [
                        *([] if corrected else ["program"]),
                        "indicator",
                        "countries",
                        ("group", "whole_world"),
                    ]
                },
            ),
            (gettext("Who says so"), {"fields": ["source", "section", "as_stated"]}),
            (
                gettext("As understood"),
                {
                    "fields": [
                        ("value", "qualifier"),
                        "unit",
                        "missing",
                        ("period_start", "period_end"),
                        "period_as_stated",
                        "period_note",
                    ]
                },
            ),
            (
                gettext("More"),
                {
                    "fields": [
                        ("role", "rank"),
                        "category",
                        "update",
                        "note",
                    ]
                },
            ),
        ]

    def get_readonly_fields(self, request, obj=None):
        own = ["stated_value", "plain_value", "place", "period", "period_dates", "relations"]
        return [*super().get_readonly_fields(request, obj), *(own if self.is_record(request, obj) else [])]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("period_note", "note", "supersede_reason"):
            field.widget.attrs["rows"] = 2
        return field

    # --- The list ----------------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("figure"))
    def stated_value(self, figure):
        return figure.words

    @admin.display(description=gettext_lazy("indicator"))
    def of_indicator(self, figure):
        role = "" if figure.role == Figure.Role.ACTUAL else f" ({figure.get_role_display().lower()})"
        return f"{figure.indicator}{role}"

    @admin.display(description=gettext_lazy("entered by"))
    def author(self, figure):
        return str(figure.entered_by)

    @admin.display(description=gettext_lazy("place"))
    def place(self, figure):
        return place_name(figure)

    @admin.display(description=gettext_lazy("period"))
    def period(self, figure):
        return understanding.period_name(figure)

    @admin.display(description=gettext_lazy("dates"))
    def period_dates(self, figure):
        return f"{figure.period_start or 'open'} – {figure.period_end or 'open'}"

    @admin.display(description=gettext_lazy("value"))
    def plain_value(self, figure):
        return figure.value is not None and understanding.plain(figure.value)

    @admin.display(description=gettext_lazy("relations"))
    def relations(self, figure):
        in_force = FigureRelation.objects.as_of(None).select_related(
            "from_figure__indicator", "from_figure__unit", "to_figure__indicator", "to_figure__unit"
        )
        found = in_force.filter(from_figure=figure) | in_force.filter(to_figure=figure)
        return "; ".join(str(relation) for relation in found[:20]) or gettext("None declared.")

    def choice_label(self, figure):
        return gettext("%(figure)s · %(place_name)s · %(period_name)s · no. %(number)s") % {
            "figure": figure,
            "place_name": place_name(figure),
            "period_name": understanding.period_name(figure),
            "number": figure.pk,
        }

    def get_search_results(self, request, queryset, search_term):
        return search(queryset.select_related("indicator", "unit", "group"), search_term.strip()), False

    # --- The form ----------------------------------------------------------------------------------------------------

    def get_urls(self):
        understand = self.admin_site.admin_view(self.understand_view)
        return [path("understand/", understand, name="metrics_figure_understand"), *super().get_urls()]

    def beside(self, form) -> dict:
        """What the templates beside the form need."""
        found = form.beside()
        published = [rival for rival in found["rivals"] if rival.status == Figure.Status.PUBLISHED]
        for figure in filter(None, [found["previous"], *found["rivals"], *found["doubles"]]):
            figure.period_name = understanding.period_name(figure)
        key = rival_key(published)
        return {
            **found,
            "corrected": form.corrected,
            "findings": form.findings(),
            # Said at once while the form is filled in; on saving it stands at its field.
            "outside": form.outside.sentence if form.outside and form.only_reading else "",
            "rival_key": key,
            "rivals_seen": bool(key) and form.is_bound and form.data.get("seen_rivals") == key,
            "place_known": bool(form.instance.indicator_id and form.instance.place_key),
            "understood": form.understood,
        }

    @method_decorator(require_POST)
    def understand_view(self, request):
        """Answers the page as it is filled in: which fields the words fill, what was understood, what stands beside."""
        pk = request.GET.get("object", "")
        obj = get_object_or_404(Figure, pk=int(pk[:18])) if pk.isdecimal() else None
        if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):
            raise PermissionDenied
        data = request.POST.copy()
        data["_read"] = "1"
        form = self.get_form(request, obj, change=bool(obj))(data, instance=obj)
        form.full_clean()
        context = self.beside(form)
        unit = form.understood.unit
        return JsonResponse(
            {
                "fields": {name: form.data.get(name, "") for name in (*understanding.FILLED, "filled")},
                "unit": unit.plural if unit else "",
                "understood": render_to_string("admin/metrics/figure/understood.html", context, request),
                "beside": render_to_string("admin/metrics/figure/beside.html", context, request),
                "sections": form.sections(),
            }
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if isinstance(form, FigureForm):
            query = {"object": obj.pk} if obj else {}
            if not obj and form.corrected:
                query = {"supersedes": form.corrected.pk}
            if not form.is_bound and obj:
                form.cleaned_data = {}
            context["beside"] = self.beside(form)
            context["sections"] = form.sections()
            context["understand_url"] = f"{reverse('admin:metrics_figure_understand')}?{urlencode(query)}"
            context["corrected"] = form.corrected
        elif obj:
            in_force = obj.status == Figure.Status.PUBLISHED
            context["findings"] = findings_of_figure(obj.pk, None) if in_force else findings_with([obj])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change:
            accepting.follow(obj)
        said = form.understood.fields.get("value")
        if said and obj.value is not None and said != understanding.plain(obj.value):
            self.message_user(
                request,
                gettext("The words say %(said)s, and %(plain)s was saved, as you entered it. Check it.")
                % {"said": said, "plain": understanding.plain(obj.value)},
                messages.WARNING,
            )
        doubles = form.beside()["doubles"]
        if doubles:
            self.message_user(
                request,
                ngettext(
                    "The same value stands in %(num)s other figure of this indicator and place (no. %(numbers)s). "
                    "Check that it was not entered twice.",
                    "The same value stands in %(num)s other figures of this indicator and place (no. %(numbers)s). "
                    "Check that it was not entered twice.",
                    len(doubles),
                )
                % {"num": len(doubles), "numbers": ", ".join(str(double.pk) for double in doubles)},
                messages.WARNING,
            )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        candidate = candidate_of(request)
        if candidate and not change:
            accepting.accept_mended(archive=candidate[0], key=candidate[1], figure=form.instance, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        candidate = candidate_of(request)
        if candidate and not {"_addanother", "_continue"} & request.POST.keys():
            archive, (start, _) = candidate
            return redirect(f"{reading_address(obj.update_id, archive.pk)}?at={start}")
        if "_addanother" not in request.POST:
            return response
        kept = {name: value for name in KEPT_FOR_THE_NEXT if (value := getattr(obj, name))}
        query = {
            "update": obj.update_id,
            "source": obj.citation.source_id,
            "section": obj.citation.section,
            **({"program": obj.indicator.program_id} if obj.indicator.program_id else {}),
            **kept,
        }
        return redirect(f"{self.address('add')}?{urlencode(query)}")
