"""Attaching a text to a source in the admin: what was read is shown first, and written once somebody confirms it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from metrics import jobs
from metrics.archives import holding
from metrics.archives.attaching import Layout, attach, lay_out, original_of
from metrics.archives.checking import FAILURES, Outcome
from metrics.findings.keeping import refresh as refresh_findings
from metrics.forms import AttachForm, SpanForm, span_forms
from metrics.intake.document import Document, Kind
from metrics.intake.readers import MAX_BYTES
from metrics.intake.search import Span
from metrics.models import Archive, CitationCheck, Job, Source

from .job import jobs_about, started

# More paragraphs than this are not listed one by one: only headings are.
MOST_LISTED = 500
WORDS_SHOWN = 14
ENDINGS = {"application/pdf": "pdf", "text/html": "html", "text/plain": "txt"}


class LimitedUpload(FileUploadHandler):
    """Stops keeping a file at the first byte too many, before anything reads it into memory."""

    def __init__(self, request=None, most: int | None = None):
        super().__init__(request)
        self.most = MAX_BYTES if most is None else most
        self.received = 0
        self.is_too_large = False

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.most:
            self.is_too_large = True
            # The rest is read and thrown away, so that the browser gets an answer and not a broken connection.
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None


@dataclass(frozen=True)
class LaidOut:
    """One source in the text, as the page shows it before anything is written."""

    source: Source
    span: Span | None
    begins: str
    ends: str
    form: SpanForm


def words_at(text: str, start: int, end: int) -> str:
    return Truncator(" ".join(text[start : min(end, start + 400)].split())).words(WORDS_SHOWN)


def last_words(text: str, span: Span) -> str:
    words = " ".join(text[max(span.start, span.end - 400) : span.end].split()).split(" ")
    return ("… " if len(words) > WORDS_SHOWN else "") + " ".join(words[-WORDS_SHOWN:])


def laid_out(document: Document, layout: Layout, forms: dict[Source, SpanForm]) -> list[LaidOut]:
    rows = []
    for source, span in sorted(layout.spans.items(), key=lambda item: (item[1].start, -item[1].end)):
        begins, ends = words_at(document.text, span.start, span.end), last_words(document.text, span)
        rows.append(LaidOut(source, span, begins, ends, forms[source]))
    return rows + [LaidOut(source, None, "", "", forms[source]) for source in layout.not_located]


def outline(document: Document) -> list[dict]:
    """The paragraphs with their numbers; of a long text the headings alone."""
    is_long = len(document.blocks) > MOST_LISTED
    return [
        {
            "number": number,
            "is_heading": block.kind is Kind.HEADING,
            "words": words_at(document.text, block.start, block.end),
            "start": block.start,
            "end": block.end,
        }
        for number, block in enumerate(document.blocks, start=1)
        if not is_long or block.kind is Kind.HEADING
    ]


class AttachingMixin:
    """Of the admin of sources: attach a text, see what was archived and what the checks found, fetch the original."""

    change_form_template = "admin/metrics/source/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/attach/", view(self.attach_view), name="metrics_source_attach"),
            path("<int:pk>/attach/job/<int:job>/", view(self.confirm_job_view), name="metrics_source_confirm_job"),
            path("<int:pk>/attach/<str:token>/", view(self.confirm_view), name="metrics_source_confirm"),
            path("<int:pk>/archives/<int:archive>/", view(self.archive_view), name="metrics_source_archive"),
            path("<int:pk>/archives/<int:archive>/original/", view(self.original_view), name="metrics_source_original"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["archives"] = archives_of(obj)
            context["jobs"] = jobs_about(request.user, obj)
            context["may_attach"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page(self, request, template: str, source: Source, title: str, **context):
        return TemplateResponse(
            request,
            f"admin/metrics/source/{template}",
            {
                **self.admin_site.each_context(request),
                "title": title,
                "subtitle": str(source),
                "opts": self.opts,
                "source": source,
                **context,
            },
        )

    def one_to_attach_to(self, request, pk: int) -> Source:
        source = get_object_or_404(Source, pk=pk)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        return source

    # --- What is attached --------------------------------------------------------------------------------------------

    @method_decorator(csrf_exempt)
    def attach_view(self, request, pk):
        """Who may attach is settled before the upload is read; then the token is asked for like everywhere."""
        source = self.one_to_attach_to(request, pk)
        limit = LimitedUpload(request)
        request.upload_handlers = [limit, *request.upload_handlers]
        try:
            request.POST  # noqa: B018 — the first look at it reads the request
        except RequestDataTooBig:
            form = AttachForm()
            problem = gettext(
                "The pasted text is too long to be sent this way. Save it as a text file and choose that."
            )
            return self.page(request, "attach.html", source, gettext("Attach a text"), form=form, problem=problem)
        return self.attached(request, source, limit)

    @method_decorator(csrf_protect)
    def attached(self, request, source: Source, limit: LimitedUpload):
        form = AttachForm(
            *((request.POST, request.FILES) if request.method == "POST" else ()), is_too_large=limit.is_too_large
        )
        if request.method == "POST" and form.is_valid() and form.document is None:
            held = holding.keep_for_job(form.original)
            if to_its_page := started(
                self, request, Job.Kind.READ_TEXT, source=source, held=held, params={"for": for_update(request)}
            ):
                return to_its_page
            holding.drop_for_job(held)
        elif request.method == "POST" and form.is_valid():
            token = holding.hold(form.original, form.document, user=request.user, source=source)
            return redirect(f"{reverse('admin:metrics_source_confirm', args=[source.pk, token])}{for_update(request)}")
        return self.page(request, "attach.html", source, gettext("Attach a text"), form=form)

    # --- What was read, before it is kept ----------------------------------------------------------------------------

    def confirm_view(self, request, pk, token):
        source = self.one_to_attach_to(request, pk)
        mine = {"user": request.user, "source": source}
        return self.confirm(request, source, holding.held(token, **mine), partial(holding.drop, token, **mine))

    def confirm_job_view(self, request, pk, job):
        """A long text, as a job read it."""
        source = self.one_to_attach_to(request, pk)
        found = get_object_or_404(jobs.of(request.user), pk=job, source=pk, kind=Job.Kind.READ_TEXT)
        held = holding.held_of_job(found.held) if found.held else None

        def drop():
            Job.objects.filter(pk=found.pk).update(held="")
            holding.drop_for_job(found.held)

        return self.confirm(request, source, held, drop)

    def confirm(self, request, source: Source, found: holding.Held | None, drop: Callable[[], None]):
        if found is None:
            self.message_user(
                request,
                gettext(
                    "Nothing is held here any more: a text waits an hour, for the person who attached it. Attach "
                    "it again."
                ),
                messages.ERROR,
            )
            return redirect(reverse("admin:metrics_source_attach", args=[source.pk]))
        if request.method == "POST" and "_discard" in request.POST:
            drop()
            self.message_user(request, gettext("Nothing was archived."), messages.INFO)
            return redirect(reverse("admin:metrics_source_change", args=[source.pk]))
        document = found.document
        sources = standing_in(source)
        forms = span_forms(document, sources, request.POST if request.method == "POST" else None)
        # Of what was sent wrong the page still shows where the parts are located otherwise.
        is_sound = request.method != "POST" or all([form.is_valid() for form in forms.values()])  # noqa: C419
        chosen = {of.slug: form.span for of, form in forms.items() if form.is_bound and form.is_valid() and form.span}
        problem = ""
        try:
            layout = lay_out(document, source, chosen)
        except ValidationError as refusal:
            problem, is_sound, layout = " ".join(refusal.messages), False, lay_out(document, source, {})
        if is_sound and "_confirm" in request.POST:
            attached = attach(
                source,
                found.data,
                by=request.user,
                spans=chosen,
                document=document,
                quantities=found.quantities_in(source.language),
            )
            refresh_findings()
            drop()
            self.say_what_was_done(request, source, attached)
            if for_update(request) and request.user.has_perm("metrics.add_figure"):
                return redirect("admin:metrics_update_read", request.GET["update"], attached.archive.pk)
            return redirect(reverse("admin:metrics_source_archive", args=[source.pk, attached.archive.pk]))
        return self.page(
            request,
            "confirm.html",
            source,
            gettext("Is this the text?"),
            document=document,
            size=len(found.data),
            headings=sum(block.kind is Kind.HEADING for block in document.blocks),
            rows=laid_out(document, layout, {**span_forms(document, sources), **forms}),
            outline=outline(document),
            is_long=len(document.blocks) > MOST_LISTED,
            problem=problem,
            is_sound=is_sound,
        )

    def say_what_was_done(self, request, source, attached) -> None:
        archive = attached.archive
        if not attached.is_new:
            self.message_user(
                request,
                gettext("This text is copy %(version)s already: nothing new was archived.")
                % {"version": archive.version},
                messages.WARNING,
            )
            return
        LogEntry.objects.log_actions(
            request.user.pk, [source], CHANGE, f"Attached copy {archive.version} (SHA-256 {archive.sha256})."
        )
        failed = sum(item.result.failed for item in attached.checked)
        said = gettext("Archived as copy %(version)s. %(count)s citations were checked; %(failed)s failed.") % {
            "version": archive.version,
            "count": len(attached.checked),
            "failed": failed,
        }
        contradicted = sum(item.result.failed for item in attached.in_newer)
        if contradicted:
            said += gettext(" Of those that stay at an older copy, this one does not bear out %(contradicted)s.") % {
                "contradicted": contradicted
            }
        self.message_user(request, said, messages.WARNING if failed or contradicted else messages.SUCCESS)

    # --- What was kept -----------------------------------------------------------------------------------------------

    def one_archive(self, request, pk: int, archive: int) -> Archive:
        found = get_object_or_404(
            Archive.objects.select_related("source", "attached_by").defer("text", "structure"), pk=archive, source=pk
        )
        if not self.has_view_permission(request, found.source):
            raise PermissionDenied
        return found

    @method_decorator(require_safe)
    def archive_view(self, request, pk, archive):
        """What the checks found in one copy, failures first."""
        found = self.one_archive(request, pk, archive)
        checks = list(
            CitationCheck.objects.latest_in(found, day=None)
            .select_related("citation__source", "citation__archive")
            .defer("citation__archive__text", "citation__archive__structure")
            .prefetch_related("citation__figures", "citation__milestones")
            .order_by("citation__source__slug", "start", "pk")
        )
        checks.sort(key=lambda check: check.outcome not in FAILURES)
        counts = {Outcome(o).label: sum(c.outcome == o for c in checks) for o in Outcome.values}
        parts = list(found.parts.select_related("source"))
        return self.page(
            request,
            "archive.html",
            found.source,
            gettext("Archived copy %(version)s") % {"version": found.version},
            archive=found,
            checks=checks,
            failures=FAILURES,
            counts={label: count for label, count in counts.items() if count},
            parts=parts,
            not_located=[s for s in standing_in(found.source) if s.pk not in {part.source_id for part in parts}],
            may_attach=self.has_change_permission(request, found.source),
        )

    @method_decorator(require_safe)
    def original_view(self, request, pk, archive):
        """The original bytes, to be saved and never shown: a page of somebody else does not run on our address."""
        found = self.one_archive(request, pk, archive)
        file = original_of(found)
        if not file.exists():
            raise Http404(gettext("The original is missing in the folder of archives. Restore it from the backup."))
        name = f"{found.source.slug}-{found.version}.{ENDINGS.get(found.media_type, 'docx')}"
        response = FileResponse(
            file.open("rb"),
            as_attachment=True,
            filename=re.sub(r"[^A-Za-z0-9.-]", "-", name),
            content_type="application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


def for_update(request) -> str:
    """The query that says for which update a text is attached, so that it is read for it next; or nothing."""
    update = request.GET.get("update", "")
    return f"?update={update}" if update.isdecimal() and len(update) < 19 else ""


def standing_in(source: Source) -> list[Source]:
    """The source and all that stand in it, however deep."""
    found, level = [source], [source]
    while level:
        level = list(Source.objects.filter(part_of__in=level).exclude(pk__in=[s.pk for s in found]).order_by("slug"))
        found += level
    return found


def archives_of(source: Source) -> list[Archive]:
    """Its own copies, and those of the documents that it stands in, the newest first."""
    return list(
        Archive.objects.filter(parts__source=source)
        .select_related("source", "attached_by")
        .defer("text", "structure")
        .order_by("-pk")
    )
