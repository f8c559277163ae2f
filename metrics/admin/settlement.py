"""Findings at the desk: the open ones with a form each, and all that was ever said of them."""

import functools

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy

from metrics.findings import settling
from metrics.forms import ReopeningForm, SettlementForm
from metrics.models import Settlement
from metrics.reports import findings
from programs.languages import noop

from .base import DeskAdmin

HEX = frozenset("0123456789abcdef")


@admin.register(Settlement)
class SettlementAdmin(DeskAdmin):
    """Settlements are made and ended on the page of their finding; here they are read."""

    change_list_template = "admin/metrics/settlement/change_list.html"
    list_display = ["message", "verdict", "note", "settled_by", "settled_at", "ended_at"]
    list_filter = ["verdict", "rule", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["settled_by"]
    ordering = ["-pk"]
    sortable_by = []
    search_fields = ["message", "note", "settled_by__username"]
    search_help_text = gettext_lazy("Words of the finding or of the note, or who settled it.")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_settle(self, request) -> bool:
        return request.user.has_perm("metrics.settle_finding")

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("findings/", view(self.findings_view), name="metrics_settlement_findings"),
            path("findings/<slug:key>/", view(self.finding_view), name="metrics_settlement_finding"),
            *super().get_urls(),
        ]

    def page(self, request, template: str, title: str, **context):
        if not self.has_view_permission(request):
            raise PermissionDenied
        common = {"title": title, "opts": self.opts, "may_settle": self.may_settle(request)}
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), **common, **context})

    def findings_view(self, request):
        """Open and reopened findings, gravest first, each with its form."""
        number = request.GET.get("page", "1")
        report = findings.report(
            None, state=findings.UNSETTLED, page=max(1, int(number[:6])) if number.isdecimal() else 1
        )
        if report is None:
            raise Http404(gettext("There is no such page. Go back to the first."))
        for_each = [(finding, self.settlement_form(finding)) for finding in report.findings]
        return self.page(
            request,
            "admin/metrics/settlement/findings.html",
            gettext("Open findings"),
            report=report,
            findings=for_each,
            pages=range(1, report.pages + 1),
        )

    def settlement_form(self, finding, data=None) -> SettlementForm:
        initial = {"fingerprint": finding.fingerprint}
        return SettlementForm(data, initial=initial, auto_id=f"id_{finding.key}_%s")

    def finding_view(self, request, key):
        """One finding: a form to settle it or, where it is settled, to open it again. Only a POST changes anything."""
        report = findings.finding_report(key, None) if HEX.issuperset(key) else None
        if report is None:
            raise Http404(gettext("There is no finding %(key)s.") % {"key": key})
        finding = report.finding
        reopening = finding.state == noop("settled")
        form = ReopeningForm() if reopening else self.settlement_form(finding)
        if request.method == "POST":
            if not self.may_settle(request):
                raise PermissionDenied
            form = (
                ReopeningForm(request.POST) if "reason" in request.POST else self.settlement_form(finding, request.POST)
            )
            if form.is_valid() and self.take(request, key, form):
                return redirect("admin:metrics_settlement_findings")
        return self.page(
            request,
            "admin/metrics/settlement/finding.html",
            finding.title,
            subtitle=None,
            report=report,
            finding=finding,
            form=form,
            reopening=isinstance(form, ReopeningForm),
        )

    def take(self, request, key: str, form) -> bool:
        """Settles or reopens, and says what came of it; a refusal stands above the form."""
        if isinstance(form, ReopeningForm):
            step, done = functools.partial(settling.reopen, reason=form.cleaned_data["reason"]), noop("open again")
        else:
            step, done = functools.partial(settling.settle, **form.cleaned_data), noop("settled")
        try:
            step(key=key, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        settlement = Settlement.objects.filter(key=key).first()
        self.log_change(request, settlement, f"The finding is {done}.")
        self.message_user(
            request,
            gettext("The finding is %(done)s. Readers see it at %(address)s")
            % {"done": gettext(done), "address": reverse("finding", args=[key])},
        )
        return True
