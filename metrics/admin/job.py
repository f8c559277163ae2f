"""The page of a job: how far it is, a button to cancel it, and the way to what came of it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from metrics import jobs
from metrics.jobs.queue import RESULTS_KEPT
from metrics.models import Job, Source, Update
from metrics.models.publication import Publication

from .base import DeskAdmin

# Of an update or a source, so many of a person's jobs are listed.
MOST_LISTED = 10


def address_of(job: Job) -> str:
    return reverse("admin:metrics_job", args=[job.pk])


def started(admin_of: admin.ModelAdmin, request, kind: Job.Kind, **what: Any):
    """Starts a job and leads to its page; where that is refused, says why and leads nowhere (None)."""
    try:
        return redirect(address_of(jobs.start(kind, by=request.user, **what)))
    except ValidationError as refusal:
        admin_of.message_user(request, " ".join(refusal.messages), "error")
        return None


def jobs_about(user: Any, thing: Update | Source) -> list[Job]:
    """A person's own jobs about an update or a source that have not ended, or whose result still waits for them."""
    about = {"update": thing} if isinstance(thing, Update) else {"source": thing, "update": None}
    waits = Q(state=Job.State.DONE, ended_at__gt=timezone.now() - RESULTS_KEPT) & ~Q(held="")
    found = Job.objects.filter(Q(state__in=Job.OPEN) | waits, by=user, **about)
    return list(found.select_related("update", "source")[:MOST_LISTED])


def result_of(job: Job) -> tuple[str, str] | None:
    """(words, address) of what came of a job."""
    if job.state != Job.State.DONE:
        return None
    match job.kind:
        case Job.Kind.CHECK_ROWS if job.held:
            return gettext("See what becomes of each row"), reverse(
                "admin:metrics_update_job_rows", args=[job.update_id, job.pk]
            )
        case Job.Kind.WRITE_ROWS:
            query = f"?update__id__exact={job.update_id}&status__exact={Publication.Status.DRAFT}"
            return gettext("See the drafts"), f"{reverse('admin:metrics_figure_changelist')}{query}"
        case Job.Kind.READ_TEXT if job.held:
            address = reverse("admin:metrics_source_confirm_job", args=[job.source_id, job.pk])
            return gettext("See the text"), f"{address}{job.params.get('for', '')}"
        case Job.Kind.FIND_FIGURES:
            return gettext("See the figures"), reverse(
                "admin:metrics_update_read", args=[job.update_id, job.archive_id]
            )
    return None


def origin_of(job: Job) -> tuple[str, str]:
    """(words, address) of the page that a job was started from, to start it again."""
    match job.kind:
        case Job.Kind.READ_TEXT:
            return gettext("Attach a text"), reverse("admin:metrics_source_attach", args=[job.source_id])
        case Job.Kind.FIND_FIGURES:
            return gettext("Read a document"), reverse("admin:metrics_update_choose", args=[job.update_id])
    return gettext("Import a spreadsheet"), reverse("admin:metrics_update_import", args=[job.update_id])


def about_address(job: Job) -> str:
    if job.update_id:
        return reverse("admin:metrics_update_change", args=[job.update_id])
    return reverse("admin:metrics_source_change", args=[job.source_id])


def shown(job: Job) -> dict[str, Any]:
    """What the page and its script show of a job."""
    return {
        "job": job,
        "nobody_works": job.is_open and jobs.nobody_works(),
        "result": result_of(job),
        "origin": origin_of(job),
        "about": about_address(job),
    }


@admin.register(Job)
class JobAdmin(DeskAdmin):
    """Everybody sees their own jobs, and who administers sees all. Nothing of them is edited."""

    list_display = ["kind_and_link", "about", "state", "by", "created_at", "ended_at"]
    list_display_links = None
    list_select_related = ["update", "source", "by"]
    list_filter = ["state", "kind"]
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at"]
    actions = None

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="metrics_job_changelist"),
            path("<int:pk>/", view(self.job_view), name="metrics_job"),
            path("<int:pk>/state/", view(self.state_view), name="metrics_job_state"),
            path("<int:pk>/cancel/", view(self.cancel_view), name="metrics_job_cancel"),
        ]

    def get_queryset(self, request):
        return jobs.of(request.user).select_related("update", "source", "by")

    # Whoever may come to the desk has jobs of their own or none; they are reached from what they are about.
    def has_module_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        # With the update or the source that they are about; there is no page to delete one by itself.
        return True

    @admin.display(description=gettext_lazy("job"), ordering="kind")
    def kind_and_link(self, job):
        return format_html('<a href="{}">{}</a>', address_of(job), job.get_kind_display())

    @admin.display(description=gettext_lazy("about"))
    def about(self, job):
        return job.update or job.source

    def one(self, request, pk: int) -> Job:
        return get_object_or_404(self.get_queryset(request), pk=pk)

    @method_decorator([never_cache, require_safe])
    def job_view(self, request, pk):
        job = self.one(request, pk)
        context = {
            **self.admin_site.each_context(request),
            "title": job.get_kind_display(),
            "subtitle": None,
            "opts": self.opts,
            **shown(job),
        }
        return TemplateResponse(request, "admin/metrics/job/job.html", context)

    @method_decorator([never_cache, require_safe])
    def state_view(self, request, pk):
        """What the page's script asks for: the words of the page, and whether to ask again."""
        job = self.one(request, pk)
        found = shown(job)
        # Where only the numbers are others, the script leaves the rest alone, and with it where somebody is.
        changed = [job.state, job.step, job.can_cancel, job.cancel_requested, found["nobody_works"]]
        return JsonResponse(
            {
                "is_open": job.is_open,
                "words": changed,
                "done": job.done,
                "total": job.total,
                "count": render_to_string("admin/metrics/job/count.html", found),
                "html": render_to_string("admin/metrics/job/state.html", found, request),
            }
        )

    @method_decorator(require_POST)
    def cancel_view(self, request, pk):
        job = self.one(request, pk)
        jobs.cancel(job)
        return redirect(address_of(job))
