"""The page on which an update is reviewed, by buttons or by keys, and what its buttons do."""

import functools

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metrics import actions, reviewing
from metrics.exports.audit import FORMATS, download_record
from metrics.models import Figure, Milestone, Update
from metrics.models.publication import Publication
from metrics.permissions import may, why_not
from metrics.reports.audit import record_of_update
from metrics.reports.review import Review, Row, review
from programs.territories import country_name

Status = Publication.Status
MODELS: dict[str, type[Publication]] = {"figure": Figure, "milestone": Milestone}
# A comment is a few sentences.
LONGEST = 5000


class ReviewMixin:
    """Of the admin of updates."""

    object_history_template = "admin/metrics/review/history.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/review/", view(self.review_view), name="metrics_update_review"),
            path("<int:pk>/record.<str:ending>", view(self.record_view), name="metrics_update_record"),
            path("<int:pk>/review/comment/", view(self.review_comment_view), name="metrics_update_comment"),
            path("<int:pk>/review/publish/", view(self.publish_review_view), name="metrics_update_review_publish"),
            path(
                "<int:pk>/review/<str:noun>/<int:statement>/",
                view(self.review_row_view),
                name="metrics_update_review_row",
            ),
            *super().get_urls(),
        ]

    def review_steps(self, request, update: Update) -> list[dict]:
        address = reverse("admin:metrics_update_review", args=[update.pk])
        return [{"label": gettext("Review"), "link": address, "primary": update.is_frozen}]

    def one_to_review(self, request, pk: int) -> Update:
        update = get_object_or_404(Update.objects.select_related("handed_over_by"), pk=pk)
        if not (self.has_view_permission(request, update) and may(request.user, "view", Figure)):
            raise PermissionDenied
        return update

    # --- The page ----------------------------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def review_view(self, request, pk):
        return self.review_page(request, self.one_to_review(request, pk))

    def review_page(self, request, update: Update, kept: dict | None = None):
        """`kept` is what was typed with a step that was refused: the anchor it belongs to, the text, and why."""
        number = (kept or {}).get("page") or request.GET.get("page", "1")
        found = review(update, int(number[:6])) if number.isdecimal() else None
        if found is None:
            raise Http404(gettext("There is no such page. Go back to the first."))
        waiting = [row.anchor for row in found.rows if row.is_submitted and not row.is_accepted]
        shown = [self.row_of_review(request, row, kept, waiting) for row in found.rows]
        return TemplateResponse(
            request,
            "admin/metrics/review/page.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("Review"),
                "subtitle": str(update),
                "opts": self.opts,
                "update": update,
                "review": found,
                "rows": shown,
                "numbers": range(1, found.pages + 1),
                "previews": [
                    (country_name(code), reverse("admin:metrics_update_preview_country", args=[update.pk, code]))
                    for code in reviewing.changed_countries(update)
                ],
                "kept": kept or {},
                "may_comment": may(request.user, "comment", Figure),
                "may_submit": may(request.user, "submit", Figure),
                **self.publishing_of_review(request, update, found),
            },
            status=400 if kept else 200,
        )

    def publishing_of_review(self, request, update: Update, found: Review) -> dict:
        """What this person may publish now: names of what they see, for the buttons."""
        if not (self.has_publish_permission(request) and found.submitted):
            return {"may_publish": False}
        every = reviewing.of_status(update, Status.SUBMITTED)
        accepted = [row for row in every if row.accepted_by_id]
        return {
            "may_publish": True,
            "seen": reviewing.mark_of(every),
            "seen_accepted": reviewing.mark_of(accepted),
            "own": sum(row.entered_by_id == request.user.pk for row in every),
        }

    def row_of_review(self, request, row: Row, kept: dict | None, waiting: list[str]) -> dict:
        statement, user = row.statement, request.user
        after = waiting[waiting.index(row.anchor) + 1 :] if row.anchor in waiting else waiting
        return {
            "row": row,
            "edit": reverse(f"admin:metrics_{row.noun}_change", args=[statement.pk]),
            "may_accept": not row.is_accepted and may(user, "publish", statement),
            "may_return": may(user, "return", statement),
            "may_override": row.is_held_up and may(user, "override", statement),
            "may_submit": may(user, "submit", statement),
            "may_change": may(user, "change", statement),
            "next": after[0] if after else "publishing",
            "is_own": statement.entered_by_id == user.pk,
            "kept": kept if kept and kept["anchor"] == row.anchor else None,
        }

    # --- The record --------------------------------------------------------------------------------------------------

    def history_view(self, request, object_id, extra_context=None):
        """Everything that was done in the update, with the way to take it along."""
        update = self.get_object(request, unquote(object_id))
        entries = record_of_update(update)[::-1] if update else []
        files = (
            [(ending.upper(), reverse("admin:metrics_update_record", args=[update.pk, ending])) for ending in FORMATS]
            if update
            else []
        )
        context = {**(extra_context or {}), "entries": entries, "downloads": files, "is_update": True}
        return super().history_view(request, object_id, context)

    @method_decorator(require_safe)
    def record_view(self, request, pk, ending):
        update = self.one_to_review(request, pk)
        if ending not in FORMATS:
            raise Http404
        # Files say the same in every language.
        with translation.override(settings.LANGUAGE_CODE):
            response = download_record(record_of_update(update), ending, f"record-{update.slug}")
        response["Cache-Control"] = "private, no-store"
        return response

    # --- What its buttons do -----------------------------------------------------------------------------------------

    def back_to_review(self, request, update: Update, anchor: str):
        number = request.POST.get("page", "")
        query = f"?page={number[:6]}" if number.isdecimal() and number != "1" else ""
        return redirect(f"{reverse('admin:metrics_update_review', args=[update.pk])}{query}#{anchor}")

    @method_decorator(require_POST)
    def review_row_view(self, request, pk, noun, statement):
        update = self.one_to_review(request, pk)
        if noun not in MODELS:
            raise Http404
        row = get_object_or_404(MODELS[noun], pk=statement, update=update)
        do, text = request.POST.get("do", ""), request.POST.get("text", "").strip()[:LONGEST]
        anchor = f"{noun}-{row.pk}"
        steps = {
            "accept": lambda: reviewing.accept(statements=[row], by=request.user),
            "reconsider": lambda: reviewing.reconsider(statement=row, by=request.user),
            "return": lambda: actions.return_to_author(statements=[row], by=request.user, comment=text),
            "comment": lambda: reviewing.comment(update=update, statement=row, by=request.user, text=text),
            "override": lambda: actions.override(statement=row, by=request.user, reason=text),
            "submit": lambda: reviewing.resubmit(statement=row, by=request.user, answer=text),
        }
        needs = {"accept": "publish", "reconsider": "publish", "comment": "comment"}
        if do not in steps:
            raise Http404
        if not may(request.user, needs.get(do, do), MODELS[noun]):
            raise PermissionDenied

        def step():
            if said := why_not(request.user, needs.get(do, do), row):
                raise ValidationError(said)
            steps[do]()

        return self.step_of_review(request, update, step, anchor, text, after=self.next_of_review(request, do, anchor))

    def next_of_review(self, request, do: str, anchor: str) -> str:
        """Where work goes on: at the next row after one was judged; a comment stays where it was written."""
        after = request.POST.get("next", "")
        noun, _, number = after.partition("-")
        fits = (noun in MODELS and number.isdecimal()) or after == "publishing"
        return after if do in ("accept", "return") and fits else anchor

    @method_decorator(require_POST)
    def review_comment_view(self, request, pk):
        update = self.one_to_review(request, pk)
        if not may(request.user, "comment", Figure):
            raise PermissionDenied
        text = request.POST.get("text", "").strip()[:LONGEST]

        def step():
            reviewing.comment(update=update, by=request.user, text=text)

        return self.step_of_review(request, update, step, "thread", text, after="thread")

    def step_of_review(self, request, update: Update, step, anchor: str, text: str, after: str):
        """Takes the step; where it is refused the page stands again with what was typed, and says why."""
        try:
            step()
        except ValidationError as refusal:
            kept = {
                "anchor": anchor,
                "text": text,
                "problems": refusal.messages,
                "page": request.POST.get("page", "1"),
            }
            return self.review_page(request, update, kept)
        return self.back_to_review(request, update, after)

    @method_decorator(require_POST)
    def publish_review_view(self, request, pk):
        """Publishes what the reviewer saw, or of that what is accepted; anything else is refused."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        update = self.one_to_review(request, pk)
        only = "_accepted" in request.POST
        seen = request.POST.get("seen_accepted" if only else "seen", "")
        step = functools.partial(
            reviewing.publish_update, update=update, by=request.user, only_accepted=only, seen=seen
        )
        if not self.take(request, update, step, "published"):
            return self.back_to_review(request, update, "publishing")
        self.message_user(request, gettext("Everything of it is in the history of the update."), messages.INFO)
        return self.back_to_review(request, update, "content-start")
