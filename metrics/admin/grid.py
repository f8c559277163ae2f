"""The grid of an update: rows typed and saved one by one, or all of a page at once where there is no JavaScript."""

import hashlib
import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from metrics import entering
from metrics.entering.rows import UNFINISHED, Row
from metrics.models import Citation, Entry, Figure, Indicator, Update
from metrics.permissions import may

ROLES = Figure.Role.choices
# A refuted statement is ranked in the form, where its rivals stand beside it.
RANKS = [choice for choice in Figure.Rank.choices if choice[0] != Figure.Rank.DEPRECATED]
SUGGESTED = 300
NEW_ROWS = 3
# What stands above the rows for all that give none of their own.
SHARED = ("all-period", "all-reason")


def address_of(update: int, step: str = "") -> str:
    return reverse(f"admin:metrics_update_grid{f'_{step}' if step else ''}", args=[update])


def one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def mark_of(cells: entering.Cells, waits_for: tuple[str, str] | None = None) -> str:
    """Tells whether a row was changed since it was shown; one that is unfinished waits for what all rows have, too."""
    return hashlib.sha256(repr((cells, waits_for)).encode()).hexdigest()[:12]


def shared_of(data) -> tuple[str, str]:
    """The period and the reason of rows that give none of their own."""
    period, reason = (one_line(data.get(name, "")) for name in SHARED)
    return period, reason


def sent_of(data, prefix: str = "") -> entering.Sent:
    """A row as the form sends it; what holds for all rows has no prefix."""

    def value(name: str) -> str:
        return data.get(f"{prefix}{name}", "")

    period, reason = shared_of(data)
    return entering.Sent(
        key=value("key"),
        token=value("token").partition(".")[0],
        cells=entering.Cells.of({name: value(name) for name in entering.Cells._fields}),
        over="" if value("settle") == "theirs" else value("settle"),
        period=period,
        reason=reason,
    )


class GridMixin:
    """Of the admin of updates. Whoever may add figures works in the grid."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/enter/", view(self.grid_view), name="metrics_update_grid"),
            path("<int:pk>/enter/form/", view(self.grid_form_view), name="metrics_update_grid_form"),
            path("<int:pk>/enter/save/", view(self.grid_save_view), name="metrics_update_grid_save"),
            path("<int:pk>/enter/look/", view(self.grid_look_view), name="metrics_update_grid_look"),
            *super().get_urls(),
        ]

    def update_to_enter(self, request, pk: int) -> Update:
        if not may(request.user, "add", Figure):
            raise PermissionDenied
        return get_object_or_404(Update, pk=pk)

    # --- The page ----------------------------------------------------------------------------------------------------

    def grid_view(self, request, pk):
        update = self.update_to_enter(request, pk)
        sent = request.POST if request.method == "POST" else request.GET
        shared = dict(zip(SHARED, shared_of(sent), strict=True))
        conflicts: dict[str, Row] = {}
        if request.method == "POST":
            conflicts = self.save_all(request, update)
            if not conflicts:
                kept = {**shared, "page": request.GET.get("page", "")}
                query = urlencode({name: value for name, value in kept.items() if value})
                return redirect(f"{address_of(pk)}{'?' if query else ''}{query}")
        number, add = request.GET.get("page", "1"), request.GET.get("add", "")
        asked = int(add[:18]) if add.isdecimal() else None
        page = entering.page_of(update, request.user, int(number[:6]), asked, NEW_ROWS) if number.isdecimal() else None
        if page is None:
            raise Http404(gettext("There is no such page of this grid. Go back to the first."))
        return TemplateResponse(
            request, "admin/metrics/grid/page.html", self.grid_context(request, page, shared, conflicts)
        )

    def grid_context(self, request, page: entering.Page, shared: dict[str, str], conflicts: dict[str, Row]) -> dict:
        update = page.update
        shown = [
            (section, [self.shown(conflicts.pop(row.key, row), page.sources, n) for n, row in section_rows])
            for section, section_rows in numbered(page)
        ]
        new = [
            self.shown(conflicts.pop(row.key, row), page.sources, f"n{n}", fresh=row.key[1:].isdecimal())
            for n, row in enumerate(page.new)
        ]
        # What was typed into rows that others have made into something else.
        new = [*[self.shown(row, page.sources, f"c{n}") for n, row in enumerate(conflicts.values())], *new]
        cited = Citation.objects.filter(source__in=page.sources).exclude(section="").order_by("section")
        back = {"grid": update.pk, "update": update.pk}
        return {
            **self.admin_site.each_context(request),
            "title": gettext("Enter figures"),
            "subtitle": None,
            # The rows need the width.
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            "update": update,
            "page": page,
            "sections": shown,
            "new": new,
            "template": self.shown(
                Row("n__n__", update.pk, entering.Cells(source=only(page.sources))), page.sources, "__n__"
            ),
            "period": shared["all-period"],
            "reason": shared["all-reason"],
            "periods": suggested_periods(page),
            "roles": ROLES,
            "ranks": RANKS,
            "indicators": Indicator.objects.order_by("name").values_list("name", flat=True)[:SUGGESTED],
            "cited_sections": cited.values_list("section", flat=True).distinct()[:SUGGESTED],
            "milestones": list(update.milestones.select_related("program").order_by("-pk")),
            "add_milestone": f"{reverse('admin:metrics_milestone_add')}?{urlencode(back)}",
            "add_indicator": (
                f"{reverse('admin:metrics_indicator_add')}?grid={update.pk}"
                if request.user.has_perm("metrics.add_indicator")
                else ""
            ),
            "closed": update.why_closed(),
            "may_submit": self.has_submit_permission(request) and not update.is_frozen,
            "numbers": range(1, page.pages + 1),
        }

    def shown(self, row: Row, sources, n, shared: tuple[str, str] = ("", ""), *, fresh: bool = False) -> dict:
        """What the template of a row needs; `shared` is what was given for all rows when this one was read."""
        key = f"n{secrets.token_hex(8)}" if fresh else row.key
        waits_for = shared if row.state == UNFINISHED else None
        about, is_refused = row.about, row.state != UNFINISHED and bool(row.problems)
        choices = [(str(source.pk), source.title) for source in sources]
        if row.figure and row.figure.citation and row.cells.source not in dict(choices):
            choices.append((row.cells.source, row.figure.citation.source.title))
        return {
            "row": row,
            "n": n,
            "key": key,
            # What was not taken is sent again.
            "token": f"{row.token}.{'' if row.conflict or is_refused else mark_of(row.cells, waits_for)}",
            "sources": choices,
            "only_source": len(choices) == 1,
            "indicator": about.indicator if about else None,
            "bad": row.problem_cells,
            "is_more_open": bool(row.cells.reason or {"reason", "rank"} & row.problem_cells),
            "form": self.form_address(row),
        }

    def form_address(self, row: Row) -> str:
        """The single form: of the draft, or filled with what was typed; it comes back here."""
        if row.figure is not None:
            back = urlencode({"grid": row.update})
            return f"{reverse('admin:metrics_figure_change', args=[row.figure.pk])}?{back}"
        return f"{address_of(row.update, 'form')}?{urlencode({'row': row.key})}" if row.state == UNFINISHED else ""

    @method_decorator(require_safe)
    def grid_form_view(self, request, pk):
        """Leads to the single form, filled with what was typed into a row that is not finished."""
        update = self.update_to_enter(request, pk)
        entry = get_object_or_404(Entry, update=update, key=request.GET.get("row", ""), figure=None)
        values = {"grid": pk, "row": entry.key, "update": pk, "words": entry.words, "as_stated": entry.words}
        values |= {"source": entry.source_id, "section": entry.section, "rank": entry.rank}
        values["period_as_stated"] = entry.period
        series = entering.series_of(entry)
        if series is not None:
            fields = entering.series_fields(series)
            values |= {**fields, "countries": ",".join(fields["countries"])}
        query = urlencode({name: value for name, value in values.items() if value})
        return redirect(f"{reverse('admin:metrics_figure_add')}?{query}")

    def save_all(self, request, update: Update) -> dict[str, Row]:
        """Saves the rows of a page that were changed; returns those that were not taken, by key."""
        counts: dict[str, int] = {}
        unsettled = {}
        for prefix in [name.removesuffix("key") for name in request.POST if name.endswith("-key")]:
            sent = sent_of(request.POST, prefix)
            was = request.POST.get(f"{prefix}token", "").partition(".")[2]
            if request.POST.get(f"{prefix}settle") == "theirs":
                continue
            if was in (mark_of(sent.cells), mark_of(sent.cells, (sent.period, sent.reason))) and not sent.over:
                continue
            try:
                saved = entering.save(update, sent, request.user)
            except ValidationError as refusal:
                self.message_user(request, f"“{sent.cells.words}”: {' '.join(refusal.messages)}", messages.ERROR)
                continue
            if saved.outcome in ("conflict", "refused"):
                unsettled[saved.row.key] = saved.row
            if saved.message:
                self.message_user(request, saved.message, messages.WARNING)
            counts[saved.outcome] = counts.get(saved.outcome, 0) + 1
        self.say_counts(request, counts)
        return unsettled

    def say_counts(self, request, counts: dict[str, int]) -> None:
        if saved := counts.get("saved"):
            self.message_user(
                request, ngettext("%(num)s row saved.", "%(num)s rows saved.", saved) % {"num": saved}, messages.SUCCESS
            )
        if kept := counts.get("kept"):
            self.message_user(
                request,
                ngettext(
                    "%(num)s row is kept as typed, and not finished.",
                    "%(num)s rows are kept as typed, and not finished.",
                    kept,
                )
                % {"num": kept},
                messages.WARNING,
            )
        if others := counts.get("conflict"):
            self.message_user(
                request,
                ngettext(
                    "%(num)s row was changed by somebody else meanwhile, and not saved. Both are shown: choose.",
                    "%(num)s rows were changed by somebody else meanwhile, and not saved. Both are shown: choose.",
                    others,
                )
                % {"num": others},
                messages.ERROR,
            )
        if not counts:
            self.message_user(request, gettext("Nothing was changed."), messages.INFO)

    # --- One row -----------------------------------------------------------------------------------------------------

    @method_decorator(require_POST)
    def grid_save_view(self, request, pk):
        update = self.update_to_enter(request, pk)
        try:
            saved = entering.save(update, sent_of(request.POST), request.user)
        except ValidationError as refusal:
            return JsonResponse({"outcome": "refused", "message": " ".join(refusal.messages)}, status=409)
        return JsonResponse(
            {
                "outcome": saved.outcome,
                "message": saved.message,
                "row": self.row_html(request, update, saved.row),
                "others": [self.row_html(request, update, row) for row in saved.others],
            }
        )

    @method_decorator(require_POST)
    def grid_look_view(self, request, pk):
        """What the row would say, while it is typed. Nothing is written."""
        update = self.update_to_enter(request, pk)
        try:
            row = entering.look(update, sent_of(request.POST), request.user)
        except ValidationError as refusal:
            return JsonResponse({"outcome": "refused", "message": " ".join(refusal.messages)}, status=409)
        context = {"shown": self.shown(row, [], "look"), "is_looking": True}
        return JsonResponse({"says": render_to_string("admin/metrics/grid/says.html", context, request)})

    def row_html(self, request, update: Update, row: Row) -> dict:
        sources = list(update.sources.order_by("-published_on", "slug"))
        shown = self.shown(row, sources, secrets.token_hex(4), shared_of(request.POST))
        context = {"shown": shown, "update": update, "roles": ROLES, "ranks": RANKS}
        return {
            "key": row.key,
            "series": row.series.key if row.series else "",
            "state": row.state,
            "html": render_to_string("admin/metrics/grid/row.html", context, request),
        }


def numbered(page: entering.Page):
    n = 0
    for section in page.sections:
        rows = []
        for row in section.rows:
            rows.append((n, row))
            n += 1
        yield section, rows


def only(sources) -> str:
    return str(sources[0].pk) if len(sources) == 1 else ""


def suggested_periods(page: entering.Page) -> list[str]:
    """Periods that may be meant by rows that state none: the date of the update's source, and what it covers."""
    update = page.update
    days = [update.period_end, *(source.stated_on for source in page.sources)]
    found = [f"as of {day:%B} {day.day}, {day.year}" for day in days if day]
    if update.period_start and update.period_end:
        start, end = update.period_start, update.period_end
        found.append(f"from {start:%B} {start.day}, {start.year} to {end:%B} {end.day}, {end.year}")
    return list(dict.fromkeys(found))
