"""Updates: opened, filled, handed over and published as one."""

import functools

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from metrics import reviewing
from metrics.findings.drafts import findings_with
from metrics.models import Figure, Milestone, Update
from metrics.models.publication import Publication
from metrics.permissions import may
from programs.languages import noop
from programs.recorded_admin import RecordedAdmin

from .base import DeskAdmin
from .grid import GridMixin, address_of
from .importing import ImportingMixin
from .job import jobs_about
from .preview import PreviewMixin
from .reading import ReadingMixin
from .review import ReviewMixin
from .warnings import warn_of_findings

Status = Publication.Status


def waiting(status, of=(Figure, Milestone)):
    """How many figures and milestones of an update have `status`, as an expression."""
    counts = [
        Coalesce(
            Subquery(
                model.objects.filter(update=OuterRef("pk"), status=status)
                .order_by()
                .values("update")
                .annotate(n=Count("pk"))
                .values("n")
            ),
            0,
        )
        for model in of
    ]
    return functools.reduce(lambda a, b: a + b, counts)


@admin.register(Update)
class UpdateAdmin(PreviewMixin, ReviewMixin, GridMixin, ReadingMixin, ImportingMixin, RecordedAdmin, DeskAdmin):
    change_form_template = "admin/metrics/update/change_form.html"
    list_display = ["title", "period_start", "period_end", "drafts", "submitted", "published_at", "opened_by", "enter"]
    list_filter = [("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["opened_by"]
    ordering = ["-opened_at", "-pk"]
    sortable_by = ["title", "period_start", "published_at"]
    date_hierarchy = "opened_at"
    search_fields = ["title", "slug", "note"]
    search_help_text = gettext_lazy("Title, short name or note.")
    autocomplete_fields = ["sources"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [(None, {"fields": ["title", "slug", ("period_start", "period_end"), "sources", "note"]})]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "metrics_update_changelist":
            found = found.annotate(n_drafts=waiting(Status.DRAFT), n_submitted=waiting(Status.SUBMITTED))
        return found

    @admin.display(description=gettext_lazy("drafts"))
    def drafts(self, update):
        return update.n_drafts

    @admin.display(description=gettext_lazy("submitted"))
    def submitted(self, update):
        return update.n_submitted

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_frozen)

    @admin.display(description=gettext_lazy("figures"))
    def enter(self, update):
        of = gettext("of %(update)s") % {"update": update}
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            address_of(update.pk),
            gettext("Enter figures"),
            of,
        )

    def save_model(self, request, obj, form, change):
        if not change:
            obj.opened_by = request.user
            obj.opened_at = timezone.now()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """A new update is opened to be filled."""
        asked = {"_addanother", "_continue", "_popup"} & request.POST.keys()
        if asked or not may(request.user, "add", Figure):
            return super().response_add(request, obj, post_url_continue)
        self.message_user(
            request, gettext("“%(update)s” is open. Enter its figures here.") % {"update": obj}, messages.SUCCESS
        )
        return redirect(address_of(obj.pk))

    # --- Handing over and publishing ---------------------------------------------------------------------------------

    def has_publish_permission(self, request):
        return request.user.has_perms(["metrics.publish_figure", "metrics.publish_milestone"])

    def has_submit_permission(self, request):
        return request.user.has_perms(["metrics.submit_figure", "metrics.submit_milestone"])

    def take(self, request, update, step, done: str) -> bool:
        try:
            count = step()
        except ValidationError as refusal:
            self.message_user(
                request,
                gettext("Nothing in “%(update)s” was %(done)s.") % {"update": update, "done": gettext(done)},
                messages.ERROR,
            )
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)
            return False
        if not count:
            self.message_user(
                request,
                gettext("Nothing in “%(update)s” waits to be %(done)s.") % {"update": update, "done": gettext(done)},
                messages.WARNING,
            )
            return False
        self.log_change(request, update, f"{count} statements {done}.")
        words = ngettext(
            "%(num)s statement of “%(update)s” %(done)s.", "%(num)s statements of “%(update)s” %(done)s.", count
        )
        self.message_user(request, words % {"num": count, "update": update, "done": gettext(done)})
        return True

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/hand-over/", view(self.hand_over_view), name="metrics_update_hand_over"),
            path("<int:pk>/take-back/", view(self.reopen_view), name="metrics_update_take_back"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def hand_over_view(self, request, pk):
        """Submits everything in the update, and freezes it until it is published or taken back."""
        if not self.has_submit_permission(request):
            raise PermissionDenied
        update = get_object_or_404(Update, pk=pk)
        step = functools.partial(reviewing.hand_over, update=update, by=request.user)
        if self.take(request, update, step, noop("handed over for review")):
            warn_of_findings(self, request, update.figures.filter(status=Status.SUBMITTED))
        elif "grid" in request.POST:
            # What is to be mended stands there.
            return redirect("admin:metrics_update_grid", pk)
        return redirect("admin:metrics_update_change", pk)

    @method_decorator(require_POST)
    def reopen_view(self, request, pk):
        """Opens a handed-over update again; whoever may enter or review may."""
        if not (self.has_submit_permission(request) or self.has_publish_permission(request)):
            raise PermissionDenied
        update = get_object_or_404(Update, pk=pk)
        step = functools.partial(reviewing.take_back, update=update, by=request.user)
        self.take(request, update, step, noop("taken back: it is open again"))
        return redirect("admin:metrics_update_change", pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["contents"] = list(self.contents(obj))
            context["jobs"] = jobs_about(request.user, obj)
            context["steps"] = self.steps_of(request, obj)
            context["closed"] = obj.why_closed()
            context["findings"] = findings_with(obj.figures.filter(status__in=[Status.DRAFT, Status.SUBMITTED]))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def steps_of(self, request, update):
        steps = []
        if self.may_read(request) and not update.is_frozen:
            steps.append({"label": gettext("Enter figures"), "link": address_of(update.pk), "primary": True})
            steps.append(
                {"label": gettext("Read a document"), "link": reverse("admin:metrics_update_choose", args=[update.pk])}
            )
        if not update.is_frozen:
            steps += self.import_steps(request, update)
        steps += self.review_steps(request, update)
        if self.has_submit_permission(request) and not update.is_frozen:
            address = reverse("admin:metrics_update_hand_over", args=[update.pk])
            steps.append({"label": gettext("Hand over for review"), "post": address})
        if update.is_frozen and (self.has_submit_permission(request) or self.has_publish_permission(request)):
            address = reverse("admin:metrics_update_take_back", args=[update.pk])
            steps.append({"label": gettext("Take it back"), "post": address})
        return steps

    def contents(self, update):
        """(words, address of the list) for what the update holds, by kind and status."""
        for model in (Figure, Milestone):
            counts = dict(model.objects.filter(update=update).order_by().values_list("status").annotate(n=Count("pk")))
            address = reverse(f"admin:metrics_{model._meta.model_name}_changelist")
            for status in Status:
                if count := counts.get(status.value):
                    noun = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
                    query = f"?update__id__exact={update.pk}&status__exact={status.value}"
                    yield format_html(
                        '<a href="{}{}">{}</a>',
                        address,
                        query,
                        gettext("%(count)s %(status)s %(noun)s")
                        % {"count": count, "status": status.label.lower(), "noun": noun},
                    )
