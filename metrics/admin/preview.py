"""Readers' pages as they will be when an update is published, shown to staff before it is."""

import copy

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from metrics import reviewing
from metrics.models import Update
from metrics.pages import Page
from metrics.views import countries
from programs.models import Country


class PreviewMixin:
    """Of the admin of updates, beside ReviewMixin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/preview/countries/<str:code>/",
                view(self.country_preview_view),
                name="metrics_update_preview_country",
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def country_preview_view(self, request, pk, code):
        """The country's page, made by the view that readers get, of the database as it would be."""
        update = self.one_to_review(request, pk)
        if not Country.objects.filter(pk=code).exists():
            raise Http404
        try:
            with reviewing.as_published(update):
                response = self.page_of_readers(request, update, code)
        except ValidationError as refusal:
            kept = {
                "anchor": "",
                "text": "",
                "problems": [gettext("It cannot be published yet."), *refusal.messages],
                "page": "1",
            }
            return self.review_page(request, update, kept)
        response["Cache-Control"] = "private, no-store"
        return response

    def page_of_readers(self, request, update: Update, code: str) -> HttpResponse:
        asked = copy.copy(request)
        asked.path = asked.path_info = reverse("country", args=[code])
        asked.GET = QueryDict()
        asked.preview = {
            "title": gettext("Preview – not published"),
            "words": gettext(
                "this page as it will be with everything in “%(update)s”. Links lead to pages as they are now."
            )
            % {"update": update},
            "back": reverse("admin:metrics_update_review", args=[update.pk]),
            "label": gettext("Back to the review"),
        }
        # Past the page cache, which would keep what is not so.
        return countries.country.made_by(asked, Page(None, timezone.now().date(), ""), code)
