"""What figures and milestones share in the admin: a citation made in their own form, and an update to stand in."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from metrics.archives.verifying import Why, recheck, results_of_citations, verify
from metrics.forms import CitedForm
from metrics.models import Citation, Update

from .base import FromGrid
from .checked import say_what_was_found, words_of
from .publication import PublicationAdmin


class CitedAdmin(FromGrid, PublicationAdmin):
    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if issubclass(form, CitedForm) and not self.is_record(request, obj):
            source = form.base_fields["source"]
            if not isinstance(source.widget, RelatedFieldWidgetWrapper):
                relation = Citation._meta.get_field("source").remote_field
                may_add = request.user.has_perm("metrics.add_source")
                source.widget = RelatedFieldWidgetWrapper(
                    source.widget, relation, self.admin_site, can_add_related=may_add, can_view_related=True
                )
        return form

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        initial.setdefault("update", self.open_update(request))
        return initial

    def open_update(self, request):
        """The update that this person most likely works on: the newest unpublished one, their own first."""
        unpublished = Update.objects.filter(published_at=None, handed_over_at=None).order_by("-opened_at", "-pk")
        update = unpublished.filter(opened_by=request.user).first() or unpublished.first()
        return update and update.pk

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "GET" and self.has_add_permission(request) and not self.open_update(request):
            self.message_user(
                request,
                format_html(
                    gettext('No update is open. <a href="{}">Open one</a> first, so that what you enter has a place.'),
                    reverse("admin:metrics_update_add"),
                ),
                messages.WARNING,
            )
        return super().add_view(request, form_url, extra_context)

    # --- The citation is checked wherever it changes -----------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        before = self.model.objects.filter(pk=obj.pk).values_list("citation", flat=True).first() if change else None
        super().save_model(request, obj, form, change)
        # Submitting checks, too, and says what it finds when somebody publishes.
        result = recheck(obj, before)
        if result is not None:
            say_what_was_found(self, request, obj.citation, result)

    def delete_model(self, request, obj):
        citation = obj.citation_id
        super().delete_model(request, obj)
        verify(Citation.objects.filter(pk=citation, archive__isnull=False), Why.STATEMENT)

    def delete_queryset(self, request, queryset):
        citations = list(queryset.values_list("citation", flat=True))
        super().delete_queryset(request, queryset)
        verify(Citation.objects.filter(pk__in=citations, archive__isnull=False), Why.STATEMENT)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.citation_id and obj.status in (obj.Status.DRAFT, obj.Status.SUBMITTED):
            result = results_of_citations([obj]).get(obj)
            context["check"] = result
            context["check_words"] = result and words_of(obj.citation, result)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("source"))
    def cited_source(self, obj):
        source = obj.citation and obj.citation.source
        return source and format_html(
            '<a href="{}">{}</a>', reverse("admin:metrics_source_change", args=[source.pk]), source
        )

    @admin.display(description=gettext_lazy("section"))
    def cited_section(self, obj):
        return obj.citation and obj.citation.section

    @admin.display(description=gettext_lazy("as stated"))
    def cited_words(self, obj):
        return obj.citation and f"“{obj.citation.as_stated}”"

    def get_readonly_fields(self, request, obj=None):
        return ["cited_source", "cited_section", "cited_words"] if self.is_record(request, obj) else []
