"""Importing a spreadsheet into an update: what would become of each row is shown first, and written once confirmed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from metrics import importing, jobs
from metrics.archives import holding
from metrics.exports import CONTENT_TYPES
from metrics.forms.importing import MOST_BYTES, ReasonOfCorrectionsForm, UploadForm
from metrics.importing import KINDS, WRONG, Checked
from metrics.importing.shown import Kept, Summary, summary_of
from metrics.importing.template import csv_template, xlsx_template
from metrics.models import Job, Update

from .attaching import LimitedUpload
from .job import started

ROWS_SHOWN = 200


@dataclass(frozen=True)
class Tab:
    """A kind of row to look at alone, with how many there are."""

    kind: str
    count: int
    query: str
    is_shown: bool


def purpose_of(update: Update) -> str:
    return gettext("figures of update %(number)s") % {"number": update.pk}


@dataclass(frozen=True)
class RowsOfFile(Sequence):
    """The rows of a kind in a file that a job left, of which a page is read alone."""

    kept: Kept
    kind: str

    def __len__(self) -> int:
        return self.kept.summary.counts[self.kind] if self.kind else self.kept.summary.count

    def __getitem__(self, rows: Any) -> Any:
        return self.kept.rows(self.kind, rows.start, rows.stop - rows.start)


class ImportingMixin:
    """Of the admin of updates: a template to download, a file to upload, and the rows to look at and confirm."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/import/", view(self.import_view), name="metrics_update_import"),
            path("<int:pk>/import/template.<str:ending>", view(self.template_view), name="metrics_update_template"),
            path("<int:pk>/import/job/<int:job>/", view(self.job_rows_view), name="metrics_update_job_rows"),
            path("<int:pk>/import/<str:token>/", view(self.rows_view), name="metrics_update_rows"),
            *super().get_urls(),
        ]

    def import_steps(self, request, update: Update) -> list[dict]:
        if not request.user.has_perm("metrics.add_figure"):
            return []
        return [
            {"label": gettext("Import a spreadsheet"), "link": reverse("admin:metrics_update_import", args=[update.pk])}
        ]

    def one_to_import_into(self, request, pk: int) -> Update:
        update = get_object_or_404(Update, pk=pk)
        if not (request.user.has_perm("metrics.add_figure") and self.has_view_permission(request, update)):
            raise PermissionDenied
        return update

    def import_page(self, request, template: str, update: Update, title: str, **context):
        return TemplateResponse(
            request,
            f"admin/metrics/update/{template}",
            {
                **self.admin_site.each_context(request),
                "title": title,
                "subtitle": str(update),
                "opts": self.opts,
                "update": update,
                **context,
            },
        )

    @method_decorator(require_safe)
    def template_view(self, request, pk, ending):
        update = self.one_to_import_into(request, pk)
        if ending not in ("csv", "xlsx"):
            raise Http404
        data = csv_template() if ending == "csv" else xlsx_template(update)
        response = HttpResponse(data, content_type=CONTENT_TYPES[ending])
        response["Content-Disposition"] = f'attachment; filename="{update.slug}.{ending}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response

    # --- The file ----------------------------------------------------------------------------------------------------

    @method_decorator(csrf_exempt)
    def import_view(self, request, pk):
        """Who may import is settled before the upload is read; then the token is asked for like everywhere."""
        update = self.one_to_import_into(request, pk)
        if closed := update.why_closed():
            self.message_user(request, closed, messages.ERROR)
            return redirect(reverse("admin:metrics_update_change", args=[pk]))
        limit = LimitedUpload(request, MOST_BYTES)
        request.upload_handlers = [limit, *request.upload_handlers]
        try:
            request.POST  # noqa: B018 — the first look at it reads the request
        except RequestDataTooBig:
            return self.import_page(
                request, "import.html", update, gettext("Import a spreadsheet"), form=UploadForm(is_too_large=True)
            )
        return self.uploaded(request, update, limit)

    @method_decorator(csrf_protect)
    def uploaded(self, request, update: Update, limit: LimitedUpload):
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, is_too_large=limit.is_too_large)
        if request.method == "POST" and form.is_valid() and form.is_long:
            held = holding.keep_for_job(form.data)
            if to_its_page := started(self, request, Job.Kind.CHECK_ROWS, update=update, held=held):
                return to_its_page
            holding.drop_for_job(held)
        elif request.method == "POST" and form.is_valid():
            token = holding.hold_upload(form.data, user=request.user, purpose=purpose_of(update))
            return redirect(reverse("admin:metrics_update_rows", args=[update.pk, token]))
        return self.import_page(request, "import.html", update, gettext("Import a spreadsheet"), form=form)

    # --- Its rows ----------------------------------------------------------------------------------------------------

    def rows_view(self, request, pk, token):
        update = self.one_to_import_into(request, pk)
        owner = {"user": request.user, "purpose": purpose_of(update)}
        data = holding.held_upload(token, **owner)
        if data is None:
            self.message_user(
                request,
                gettext(
                    "Nothing is held here any more: a file waits an hour, for the person who uploaded it. Upload "
                    "it again."
                ),
                messages.ERROR,
            )
            return redirect(reverse("admin:metrics_update_import", args=[update.pk]))
        if request.method == "POST" and "_discard" in request.POST:
            holding.drop_upload(token, **owner)
            self.message_user(request, gettext("Nothing was imported."), messages.INFO)
            return redirect(reverse("admin:metrics_update_change", args=[update.pk]))
        sent = request.POST if request.method == "POST" else request.GET
        form = ReasonOfCorrectionsForm({"reason": sent.get("reason", "")})
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        state = importing.state_of(update.pk)
        checked = importing.check(importing.read(data), update, request.user, reason)
        summary = summary_of(checked)
        problem = ""
        if request.method == "POST" and form.is_valid():
            problem = self.why_not(request.POST, summary)
            if not problem:
                try:
                    importing.write(checked, update, request.user, state)
                except ValidationError as refusal:
                    problem = " ".join(refusal.messages)
                else:
                    holding.drop_upload(token, **owner)
                    self.say_what_was_imported(request, update, checked)
                    return redirect(reverse("admin:metrics_update_change", args=[update.pk]))

        def of_kind(kind: str) -> Sequence:
            return [outcome for outcome in checked.outcomes if kind in ("", outcome.kind)]

        return self.rows_page(request, update, summary, of_kind, form=form, reason=reason, problem=problem)

    def job_rows_view(self, request, pk, job):
        """The rows of a long file, as a job found them. To look again, and to write, are jobs, too."""
        update = self.one_to_import_into(request, pk)
        found = get_object_or_404(jobs.of(request.user), pk=job, update=pk, kind=Job.Kind.CHECK_ROWS)
        address = reverse("admin:metrics_update_import", args=[update.pk])
        try:
            kept = Kept(holding.file_of_job(found.held or "none", "rows"))
        except FileNotFoundError:
            self.message_user(
                request, gettext("The rows are not kept here any more. Upload the file again."), messages.ERROR
            )
            return redirect(address)
        if request.method == "POST" and "_discard" in request.POST:
            self.hand_over(found)
            holding.drop_for_job(found.held)
            self.message_user(request, gettext("Nothing was imported."), messages.INFO)
            return redirect(reverse("admin:metrics_update_change", args=[update.pk]))
        reason = found.params.get("reason", "")
        form = ReasonOfCorrectionsForm({"reason": request.POST.get("reason", reason)})
        problem = ""
        if request.method == "POST" and form.is_valid():
            if "_again" in request.POST:
                return self.next_job(request, found, Job.Kind.CHECK_ROWS, form.cleaned_data) or redirect(request.path)
            problem = self.why_not(request.POST, kept.summary)
            if not problem:
                params = {"reason": reason, "mark": kept.summary.mark, "counts": kept.summary.counts}
                return self.next_job(request, found, Job.Kind.WRITE_ROWS, params) or redirect(request.path)
        return self.rows_page(
            request,
            update,
            kept.summary,
            lambda kind: RowsOfFile(kept, kind),
            form=form,
            reason=reason,
            problem=problem,
            job=found,
        )

    def hand_over(self, job: Job) -> bool:
        """Takes its file from a job; false where another request did."""
        return bool(Job.objects.filter(pk=job.pk, held=job.held).update(held=""))

    def next_job(self, request, job: Job, kind: Job.Kind, params: dict):
        """Starts a job with the file of another; None where that is refused, and the file stays."""
        with transaction.atomic():
            if not self.hand_over(job):
                return None
            to_its_page = started(self, request, kind, update=job.update, held=job.held, params=params)
            if to_its_page is None:
                Job.objects.filter(pk=job.pk).update(held=job.held)
            return to_its_page

    def why_not(self, sent, summary: Summary) -> str:
        """What keeps the rows from being written now; empty where nothing does."""
        if sent.get("mark") != summary.mark:
            return gettext(
                "Figures were changed since this page was made. Nothing was written: look at the rows again."
            )
        if not summary.to_write:
            return gettext("There is nothing to write.")
        if not summary.is_right and "_only_right" not in sent:
            return gettext("Some rows are wrong. Nothing was written: mend them, or take the right rows alone.")
        return ""

    def say_what_was_imported(self, request, update: Update, checked: Checked) -> None:
        counts = checked.counts
        said = gettext("Imported %(new)s new and %(changed)s changed figures as drafts") % {
            "new": counts[importing.NEW],
            "changed": counts[importing.CHANGED],
        }
        self.log_change(request, update, f"{said} from a spreadsheet.")
        left = gettext(" %(wrong)s wrong rows were left out.") % {"wrong": counts[WRONG]} if counts[WRONG] else ""
        self.message_user(request, f"{said}.{left}", messages.WARNING if left else messages.SUCCESS)

    def rows_page(
        self, request, update: Update, summary: Summary, rows_of: Callable[[str], Sequence], *, reason: str, **context
    ):
        counts = summary.counts
        shown = request.GET.get("show", "")
        shown = shown if counts.get(shown) else ""
        page = Paginator(rows_of(shown), ROWS_SHOWN).get_page(request.GET.get("page"))
        kept = {"reason": reason} if reason and "job" not in context else {}

        def query(**also) -> str:
            return f"?{urlencode({**kept, **also})}"

        tabs = [Tab("all", summary.count, query(), not shown)]
        tabs += [Tab(kind, counts[kind], query(show=kind), shown == kind) for kind in KINDS]
        of_tab = {"show": shown} if shown else {}
        return self.import_page(
            request,
            "rows.html",
            update,
            gettext("What becomes of each row"),
            summary=summary,
            counts=counts,
            tabs=tabs,
            rows=page,
            before=query(**of_tab, page=page.previous_page_number()) if page.has_previous() else "",
            after=query(**of_tab, page=page.next_page_number()) if page.has_next() else "",
            reason=reason,
            to_write=summary.to_write,
            **context,
        )
