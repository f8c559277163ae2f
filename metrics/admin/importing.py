"""Importing a spreadsheet into an update: what would become of each row is shown first, and written once confirmed."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from metrics import importing
from metrics.archives import holding
from metrics.exports import CONTENT_TYPES
from metrics.forms.importing import MOST_BYTES, MOST_ROWS, ReasonOfCorrectionsForm, UploadForm
from metrics.importing import CHANGED, KINDS, NEW, WRONG, Checked
from metrics.importing.template import csv_template, xlsx_template
from metrics.models import Update

from .attaching import LimitedUpload

ROWS_SHOWN = 200


@dataclass(frozen=True)
class Tab:
    """A kind of row to look at alone, with how many there are."""

    kind: str
    count: int
    query: str
    is_shown: bool


def purpose_of(update: Update) -> str:
    return f"figures of update {update.pk}"


def mark_of(checked: Checked) -> str:
    """Tells whether what would be written is still what was shown."""
    said = [(o.place, o.kind, o.held.pk if o.held else 0, o.stated and o.stated.content) for o in checked.outcomes]
    return hashlib.sha256(repr(said).encode()).hexdigest()


class ImportingMixin:
    """Of the admin of updates: a template to download, a file to upload, and the rows to look at and confirm."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/import/", view(self.import_view), name="metrics_update_import"),
            path("<int:pk>/import/template.<str:ending>", view(self.template_view), name="metrics_update_template"),
            path("<int:pk>/import/<str:token>/", view(self.rows_view), name="metrics_update_rows"),
            *super().get_urls(),
        ]

    def import_steps(self, request, update: Update) -> list[dict]:
        if not request.user.has_perm("metrics.add_figure"):
            return []
        return [{"label": "Import a spreadsheet", "link": reverse("admin:metrics_update_import", args=[update.pk])}]

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
                request, "import.html", update, "Import a spreadsheet", form=UploadForm(slug=update.slug)
            )
        return self.uploaded(request, update, limit)

    @method_decorator(csrf_protect)
    def uploaded(self, request, update: Update, limit: LimitedUpload):
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, slug=update.slug, is_too_large=limit.is_too_large)
        if request.method == "POST" and form.is_valid():
            token = holding.hold_upload(form.data, user=request.user, purpose=purpose_of(update))
            return redirect(reverse("admin:metrics_update_rows", args=[update.pk, token]))
        return self.import_page(request, "import.html", update, "Import a spreadsheet", form=form)

    # --- Its rows ----------------------------------------------------------------------------------------------------

    def rows_view(self, request, pk, token):
        update = self.one_to_import_into(request, pk)
        owner = {"user": request.user, "purpose": purpose_of(update)}
        data = holding.held_upload(token, **owner)
        if data is None:
            self.message_user(
                request,
                "Nothing is held here any more: a file waits an hour, for the person who uploaded it. Upload it again.",
                messages.ERROR,
            )
            return redirect(reverse("admin:metrics_update_import", args=[update.pk]))
        if request.method == "POST" and "_discard" in request.POST:
            holding.drop_upload(token, **owner)
            self.message_user(request, "Nothing was imported.", messages.INFO)
            return redirect(reverse("admin:metrics_update_change", args=[update.pk]))
        sent = request.POST if request.method == "POST" else request.GET
        form = ReasonOfCorrectionsForm({"reason": sent.get("reason", "")})
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        state = importing.state_of(update.pk)
        checked = importing.check(importing.read(data, MOST_ROWS), update, reason)
        problem = ""
        if request.method == "POST" and form.is_valid():
            problem = self.why_not(request.POST, checked)
            if not problem:
                try:
                    importing.write(checked, update, request.user, state)
                except ValidationError as refusal:
                    problem = " ".join(refusal.messages)
                else:
                    holding.drop_upload(token, **owner)
                    self.say_what_was_imported(request, update, checked)
                    return redirect(reverse("admin:metrics_update_change", args=[update.pk]))
        return self.rows_page(request, update, checked, form, reason, problem)

    def why_not(self, sent, checked: Checked) -> str:
        """What keeps the rows from being written now; empty where nothing does."""
        if sent.get("mark") != mark_of(checked):
            return "Figures were changed since this page was made. Nothing was written: look at the rows again."
        if not checked.to_write:
            return "There is nothing to write."
        if not checked.is_right and "_only_right" not in sent:
            return "Some rows are wrong. Nothing was written: mend them, or take the right rows alone."
        return ""

    def say_what_was_imported(self, request, update: Update, checked: Checked) -> None:
        counts = checked.counts
        said = f"Imported {counts[NEW]:,} new and {counts[CHANGED]:,} changed figures as drafts"
        self.log_change(request, update, f"{said} from a spreadsheet.")
        left = f" {counts[WRONG]:,} wrong rows were left out." if counts[WRONG] else ""
        self.message_user(request, f"{said}.{left}", messages.WARNING if left else messages.SUCCESS)

    def rows_page(self, request, update: Update, checked: Checked, form, reason: str, problem: str):
        counts = checked.counts
        shown = request.GET.get("show", "")
        shown = shown if counts.get(shown) else ""
        chosen = [outcome for outcome in checked.outcomes if shown in ("", outcome.kind)]
        page = Paginator(chosen, ROWS_SHOWN).get_page(request.GET.get("page"))
        kept = {"reason": reason} if reason else {}

        def query(**also) -> str:
            return f"?{urlencode({**kept, **also})}"

        tabs = [Tab("all", len(checked.outcomes), query(), not shown)]
        tabs += [Tab(kind, counts[kind], query(show=kind), shown == kind) for kind in KINDS]
        of_tab = {"show": shown} if shown else {}
        return self.import_page(
            request,
            "rows.html",
            update,
            "What becomes of each row",
            checked=checked,
            counts=counts,
            tabs=tabs,
            rows=page,
            before=query(**of_tab, page=page.previous_page_number()) if page.has_previous() else "",
            after=query(**of_tab, page=page.next_page_number()) if page.has_next() else "",
            form=form,
            reason=reason,
            mark=mark_of(checked),
            problem=problem,
            to_write=len(checked.to_write),
        )
