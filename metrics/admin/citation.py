"""Citations in the admin: they change only while nothing published rests on them; staff pick one of several places."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy

from metrics.archives.verifying import Why, pick, places_of, verify
from metrics.findings.keeping import refresh as refresh_findings
from metrics.models import ArchivedPart, Citation, Figure, Milestone
from metrics.permissions import why_not_cited
from metrics.reports.archive import REACH, passage_in
from programs.recorded_admin import RecordedAdmin

from .base import DeskAdmin
from .checked import say_what_was_found


def is_rested_on(citation: Citation) -> bool:
    """Whether a published statement rests on the citation, so that it does not change any more."""
    return any(model.objects.ever_published().filter(citation=citation).exists() for model in (Figure, Milestone))


@admin.register(Citation)
class CitationAdmin(RecordedAdmin, DeskAdmin):
    change_form_template = "admin/metrics/citation/change_form.html"
    list_display = ["as_stated", "section", "source", "verification"]
    list_filter = ["verification"]
    list_select_related = ["source"]
    search_fields = ["as_stated", "section", "source__title"]
    search_help_text = gettext_lazy("Words as stated, section, or title of the source.")
    autocomplete_fields = ["source"]
    readonly_fields = ["verification", "found", "checked_at"]
    actions = ["delete_selected"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or not (is_rested_on(obj) or why_not_cited(request.user, obj))
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not is_rested_on(obj))

    def has_pick_permission(self, request):
        """Which place is meant changes nothing of the citation's words: also where published statements rest on it."""
        return request.user.has_perm("metrics.change_citation")

    @admin.action(permissions=["delete"], description=gettext_lazy("Delete the chosen citations"))
    def delete_selected(self, request, queryset):
        rested_on = [
            Exists(model.objects.ever_published().filter(citation=OuterRef("pk"))) for model in (Figure, Milestone)
        ]
        held = queryset.filter(rested_on[0] | rested_on[1]).count()
        if held:
            self.message_user(
                request,
                gettext(
                    "Nothing was deleted: published statements rest on %(held)s of these citations. Choose only others."
                )
                % {"held": held},
                "error",
            )
            return None
        return admin.actions.delete_selected(self, request, queryset)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.changed_data and ArchivedPart.objects.filter(source=obj.source_id).exists():
            (item,) = verify(Citation.objects.filter(pk=obj.pk), Why.CITATION)
            say_what_was_found(self, request, item.citation, item.result)

    # --- Picking a place ---------------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(self.pick_view)
        return [path("<int:pk>/pick/", view, name="metrics_citation_pick"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_pick"] = (
            obj is not None
            and obj.verification == Citation.Verification.AMBIGUOUS
            and self.has_pick_permission(request)
            and not why_not_cited(request.user, obj)
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def pick_view(self, request, pk):
        """The places where the words stand, each with what is around it. Only its POST picks one."""
        if not self.has_pick_permission(request):
            raise PermissionDenied
        citation = get_object_or_404(Citation.objects.select_related("source"), pk=pk)
        if refusal := why_not_cited(request.user, citation):
            raise PermissionDenied(refusal)
        if request.method == "POST":
            sent = request.POST.get("start", "")
            if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
                self.message_user(request, gettext("Choose one of the places."), messages.ERROR)
                return redirect(reverse("admin:metrics_citation_pick", args=[pk]))
            try:
                result = pick(citation, int(sent))
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
                return redirect(reverse("admin:metrics_citation_pick", args=[pk]))
            refresh_findings()
            self.log_change(request, citation, f"Picked the place at character {sent}.")
            say_what_was_found(self, request, citation, result)
            return redirect(reverse("admin:metrics_citation_change", args=[pk]))
        text, spans = places_of(citation)
        places = []
        for span in spans:
            first = max(0, span.start - REACH)
            window = text.archive.text[first : span.end + REACH]
            places.append(
                {
                    "start": span.start,
                    "section": Citation.SEPARATOR.join(text.scope.section_at(span.start)),
                    "passage": passage_in(window, span.start - first, span.end - first),
                    "is_picked": citation.archive_id == text.archive.pk and citation.start == span.start,
                }
            )
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Pick the place that is meant"),
            "subtitle": str(citation),
            "opts": self.opts,
            "citation": citation,
            "text": text,
            "places": places,
        }
        return TemplateResponse(request, "admin/metrics/citation/pick.html", context)
