"""The life of figures and milestones in the admin: who may change, submit, override, publish or withdraw one.

What a step does and refuses stands in metrics/actions.py; here its ValidationErrors become messages.
"""

import functools
from collections import Counter

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from metrics import actions, withdrawing
from metrics.archives.verifying import failures_of_citations
from metrics.forms import CommentForm, ReasonForm
from metrics.models import Figure, Step
from metrics.models.publication import Publication
from metrics.permissions import may, problems_of, why_not
from metrics.reports.audit import record_of
from programs.languages import noop

from .base import DeskAdmin
from .warnings import warn_of_findings

Status = Publication.Status

LIFE = ["entered_by", "entered_at", "submitted_by", "submitted_at", "published_by", "published_at"]
OVERRIDE = ["overridden_by", "overridden_at", "override_reason"]
# More than so many refused rows of a list are told by number.
MOST_NAMED = 10
END = ["ended_by", "ended_at", "ended_reason", "supersedes", "supersede_reason"]


class PublicationAdmin(DeskAdmin):
    change_form_template = "admin/metrics/publication/change_form.html"
    actions = ["submit_for_review", "return_to_author", "publish", "delete_selected"]
    # Fieldsets of a statement that is read, not edited.
    record_fieldsets: list = []

    # --- Who may do what -----------------------------------------------------------------------------------------

    def why_not(self, request, action: str, obj=None) -> str:
        return why_not(request.user, action, obj or self.model)

    def may(self, request, action: str, obj=None) -> bool:
        return may(request.user, action, obj or self.model)

    def has_change_permission(self, request, obj=None):
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, "delete", obj)

    def has_submit_permission(self, request, obj=None):
        return self.may(request, "submit", obj)

    def has_publish_permission(self, request, obj=None):
        return self.may(request, "publish", obj)

    def has_return_permission(self, request, obj=None):
        return self.may(request, "return", obj)

    def has_withdraw_permission(self, request, obj=None):
        return self.may(request, "withdraw", obj)

    # --- Steps -----------------------------------------------------------------------------------------------------

    def take(self, request, statements, step, done: str) -> bool:
        """Takes a step of metrics.actions with all statements or none, and says what came of it."""
        statements = list(statements)
        try:
            count = step(statements=statements)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)
            return False
        LogEntry.objects.log_actions(request.user.pk, statements, CHANGE, f"{done.capitalize()}.")
        noun = self.opts.verbose_name if count == 1 else self.opts.verbose_name_plural
        words = gettext("%(count)s %(noun)s %(done)s.") % {"count": count, "noun": noun, "done": gettext(done)}
        self.message_user(request, words, messages.SUCCESS)
        return True

    @admin.action(permissions=["submit"], description=gettext_lazy("Submit for review"))
    def submit_for_review(self, request, queryset):
        chosen = list(queryset)
        if self.take(request, chosen, functools.partial(actions.submit, by=request.user), noop("submitted for review")):
            warn_of_findings(self, request, [each for each in chosen if isinstance(each, Figure)])

    @admin.action(permissions=["return"], description=gettext_lazy("Return to author"))
    def return_to_author(self, request, queryset):
        self.take(request, queryset, functools.partial(actions.return_to_author, by=request.user), noop("returned"))

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
    def publish(self, request, queryset):
        self.take(request, queryset, functools.partial(actions.publish, by=request.user), noop("published"))

    @admin.action(permissions=["delete"], description=gettext_lazy("Delete drafts"))
    def delete_selected(self, request, queryset):
        problems = self.problems_of(request, "delete", queryset)
        if problems:
            self.message_user(request, gettext("Nothing was deleted."), messages.ERROR)
        for problem in problems:
            self.message_user(request, problem, messages.ERROR)
        return None if problems else admin.actions.delete_selected(self, request, queryset)

    def problems_of(self, request, action: str, statements) -> list[str]:
        """Which of the statements this person may not take the action with, and why; many are counted."""
        problems = problems_of(request.user, action, statements)
        if len(problems) <= MOST_NAMED:
            return [f"{each}: {problem}" for each, problem in problems.items()]
        counts = Counter(problems.values())
        return [
            gettext("%(count)s of these %(nouns)s: %(said)s")
            % {"count": count, "nouns": self.opts.verbose_name_plural, "said": said}
            for said, count in counts.items()
        ]

    object_history_template = "admin/metrics/review/history.html"

    def history_view(self, request, object_id, extra_context=None):
        """What was done with it: entered, changed, and each step of its life; also where it is deleted by now."""
        row = self.get_object(request, unquote(object_id))
        entries = record_of(row)[::-1] if row else []
        return super().history_view(request, object_id, {**(extra_context or {}), "entries": entries})

    # --- Addresses -------------------------------------------------------------------------------------------------

    def address(self, name: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/submit/", view(self.submit_view), name=f"{prefix}_submit"),
            path("<int:pk>/return/", view(self.return_view), name=f"{prefix}_return"),
            path("<int:pk>/publish/", view(self.publish_view), name=f"{prefix}_publish"),
            path("<int:pk>/override/", view(self.override_view), name=f"{prefix}_override"),
            path("<int:pk>/withdraw/", view(self.withdraw_view), name=f"{prefix}_withdraw"),
            *super().get_urls(),
        ]

    def one(self, request, pk: int, action: str):
        """The statement, if the person's role lets them take the action; what else is in the way is told in words."""
        if refusal := self.why_not(request, action):
            raise PermissionDenied(refusal)
        return get_object_or_404(self.get_queryset(request), pk=pk)

    @method_decorator(require_POST)
    def submit_view(self, request, pk):
        chosen = self.one(request, pk, "submit")
        self.submit_for_review(request, [chosen])
        return redirect(self.address("change", pk))

    def return_view(self, request, pk):
        """Whoever entered it takes it back at once; a reviewer says on a page of its own what has to be mended."""
        statement = self.one(request, pk, "return")
        if statement.entered_by_id == request.user.pk:
            if request.method == "POST":
                self.return_to_author(request, [statement])
            return redirect(self.address("change", pk))

        def act(reason):
            actions.return_to_author(statements=[statement], by=request.user, comment=reason)

        return self.with_reason(
            request,
            statement,
            act,
            done=noop("returned to the author"),
            title=gettext("Return this %(noun)s to its author") % {"noun": self.opts.verbose_name},
            button=gettext("Return to author"),
            explanation=[
                gettext("It becomes a draft again, and nothing else of its update does. What you write stays with it.")
            ],
            refusal=self.why_not(request, "return", statement),
            form=CommentForm,
        )

    @method_decorator(require_POST)
    def publish_view(self, request, pk):
        chosen = self.one(request, pk, "publish")
        self.publish(request, [chosen])
        return redirect(self.address("change", pk))

    def withdraw_view(self, request, pk):
        """Proposes a withdrawal with its reason or, where one is proposed, shows it to who confirms or declines it."""
        statement = self.one(request, pk, "propose withdrawal")
        proposal = Step.objects.proposed_withdrawal(statement)
        if proposal is not None:
            return self.settle_withdrawal(request, statement, proposal)
        return self.with_reason(
            request,
            statement,
            functools.partial(withdrawing.propose, statement=statement, by=request.user),
            done=noop("proposed for withdrawal. Ask a colleague to confirm it"),
            title=gettext("Withdraw this %(noun)s") % {"noun": self.opts.verbose_name},
            button=gettext("Propose to withdraw it"),
            explanation=[
                gettext(
                    "A colleague confirms it. From then on it is gone from the readers' pages, and still there "
                    "as of any day before. If only a detail was wrong, correct it instead."
                )
            ],
            refusal=self.why_not(request, "propose withdrawal", statement),
        )

    def settle_withdrawal(self, request, statement, proposal: Step):
        """The proposal with its reason. Its POST confirms or declines it."""
        is_own = proposal.by_id == request.user.pk
        confirms = not is_own and self.may(request, "withdraw", statement)
        do, reason = request.POST.get("do", ""), request.POST.get("reason", "")
        problems = []
        if request.method == "POST" and "reason" in request.POST:
            if do == "confirm":
                act, done = (
                    functools.partial(withdrawing.confirm, statement=statement, by=request.user),
                    noop("withdrawn"),
                )
            else:
                act = functools.partial(withdrawing.decline, statement=statement, by=request.user, reason=reason)
                done = noop("left as it is")
            try:
                act()
            except ValidationError as refusal:
                problems = refusal.messages
            else:
                words = {"count": 1, "noun": self.opts.verbose_name, "done": gettext(done)}
                self.message_user(request, gettext("%(count)s %(noun)s %(done)s.") % words, messages.SUCCESS)
                return redirect(self.address("change", statement.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Withdraw this %(noun)s") % {"noun": self.opts.verbose_name},
            "subtitle": str(statement),
            "opts": self.opts,
            "original": statement,
            "proposal": proposal,
            "confirms": confirms,
            "is_own": is_own,
            "problems": problems,
            "reason": reason,
        }
        template = "admin/metrics/publication/withdrawal.html"
        return TemplateResponse(request, template, context, status=400 if problems else 200)

    def override_view(self, request, pk):
        """A page that shows what the check found and asks why the statement holds all the same. Only its POST acts."""
        statement = self.one(request, pk, "override")
        failure = failures_of_citations([statement]).get(statement)
        refusal = self.why_not(request, "override", statement)
        if not refusal and not failure:
            refusal = gettext("Nothing is wrong with its citation: publish it as it is.")
        return self.with_reason(
            request,
            statement,
            functools.partial(actions.override, statement=statement, by=request.user),
            done=noop("overridden: it can be published now"),
            title=gettext("Override the check of its citation"),
            button=gettext("Override the check"),
            explanation=[
                failure.found if failure else "",
                gettext(
                    "If the statement is wrong, return it to its author; if the archived text is, attach a "
                    "better copy. Override only where the statement holds although the text, as a machine reads "
                    "it, does not say so."
                ),
            ],
            refusal=refusal,
        )

    def with_reason(self, request, statement, act, *, done, title, button, explanation, refusal, form=ReasonForm):
        """A page that asks for a reason; POST acts with it. `refusal` says why there is none."""
        form = form(request.POST or None)
        if request.method == "POST" and not refusal and form.is_valid():

            def step(statements):
                act(reason=form.cleaned_data["reason"])
                return len(statements)

            self.take(request, [statement], step, done)
            return redirect(self.address("change", statement.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(statement),
            "opts": self.opts,
            "original": statement,
            "form": form,
            "button": button,
            "explanation": explanation,
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/metrics/publication/reason.html", context)

    # --- The page of one statement ---------------------------------------------------------------------------------

    def get_queryset(self, request):
        # Django applies list_select_related only where nothing else is selected.
        shown = ("update", "citation__source", "entered_by", "supersedes", *self.list_select_related)
        return super().get_queryset(request).select_related(*shown)

    def is_record(self, request, obj) -> bool:
        """Whether the page shows the statement instead of a form."""
        return obj is not None and not self.has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        if not self.is_record(request, obj):
            return super().get_fieldsets(request, obj)
        # What has not come to pass is not shown as a row of dashes.
        return [
            (heading, {**options, "fields": [name for name in options["fields"] if not self.is_yet_to_come(obj, name)]})
            for heading, options in self.record_fieldsets
        ]

    def is_yet_to_come(self, obj, name) -> bool:
        return name in (*LIFE, *OVERRIDE, *END) and not getattr(obj, name)

    def corrected(self, request, obj=None):
        """The published statement that the form corrects, if it does."""
        if obj is not None:
            return obj.supersedes
        pk = request.GET.get("supersedes", "")
        if not pk.isdecimal():
            return None
        return self.model.objects.filter(pk=int(pk[:18]), status=Status.PUBLISHED).first()

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.is_record(request, obj):
            return super().get_form(request, obj, change, **{**kwargs, "form": ModelForm})
        form = super().get_form(request, obj, change, **kwargs)
        form.corrected = self.corrected(request, obj)
        form.user = request.user
        return form

    def add_view(self, request, form_url="", extra_context=None):
        if request.GET.get("supersedes"):
            corrected = self.corrected(request)
            if corrected is None:
                self.message_user(request, gettext("Only what is published can be corrected."), messages.ERROR)
                return redirect(self.address("changelist"))
            if self.may(request, "correct") and (refusal := self.why_not(request, "correct", corrected)):
                self.message_user(request, refusal, messages.ERROR)
                return redirect(self.address("change", corrected.pk))
            begun = corrected.successors.filter(status__in=[Status.DRAFT, Status.SUBMITTED]).first()
            if begun:
                self.message_user(
                    request, gettext("A correction has been begun already: this is it."), messages.WARNING
                )
                return redirect(self.address("change", begun.pk))
            extra_context = {
                **(extra_context or {}),
                "title": gettext("Correct this %(noun)s") % {"noun": self.opts.verbose_name},
            }
        return super().add_view(request, form_url, extra_context)

    def steps_of(self, request, obj) -> list[dict]:
        """The buttons and links below a statement: what this person may do with it now."""
        steps = []
        if self.may(request, "publish", obj):
            steps.append(
                {
                    "label": gettext("Publish"),
                    "post": self.address("publish", obj.pk),
                    "primary": True,
                }
            )
        if self.may(request, "override", obj) and failures_of_citations([obj]) and not obj.override_reason:
            steps.append({"label": gettext("Override the check"), "link": self.address("override", obj.pk)})
        if self.may(request, "return", obj):
            own = obj.entered_by_id == request.user.pk
            way = {"post" if own else "link": self.address("return", obj.pk)}
            steps.append({"label": gettext("Take it back") if own else gettext("Return to author"), **way})
        if self.is_record(request, obj) and self.may(request, "submit", obj):
            steps.append({"label": gettext("Submit for review"), "post": self.address("submit", obj.pk)})
        if self.may(request, "correct", obj):
            link = f"{self.address('add')}?supersedes={obj.pk}"
            steps.append(
                {
                    "label": gettext("Correct this %(noun)s") % {"noun": self.opts.verbose_name},
                    "link": link,
                }
            )
        if self.may(request, "propose withdrawal", obj):
            label = (
                gettext("Withdrawal proposed: look at it")
                if Step.objects.proposed_withdrawal(obj)
                else gettext("Withdraw")
            )
            steps.append({"label": label, "link": self.address("withdraw", obj.pk)})
        return steps

    def why_no_step(self, request, obj) -> str:
        """What keeps a person whose role would let them from taking the step that is due."""
        due = {Status.DRAFT: "change", Status.SUBMITTED: "publish"}.get(obj.status)
        return self.why_not(request, due, obj) if due and self.may(request, due) else ""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["steps"] = self.steps_of(request, obj) if obj else []
        context["why_not"] = self.why_no_step(request, obj) if obj else ""
        context["may_submit"] = not self.is_record(request, obj) and self.may(request, "submit")
        context["successors"] = list(obj.successors.all()) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        # Whoever edited a draft last stands behind its words, so the two-person rule counts them as its author.
        changed = set(form.changed_data) - form.PASSING
        if not change or (changed and obj.entered_by_id != request.user.pk):
            obj.entered_by = request.user
            obj.entered_at = timezone.now()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        self.submit_if_asked(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self.submit_if_asked(request, obj)
        return super().response_change(request, obj)

    def submit_if_asked(self, request, obj):
        if "_submit" in request.POST and self.may(request, "submit"):
            self.submit_for_review(request, [obj])
