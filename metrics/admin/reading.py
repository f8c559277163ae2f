"""Reading a document for an update: its text on one side, what it states on the other; accept, mend or dismiss."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metrics import accepting
from metrics.archives.candidates import takes_long
from metrics.models import Archive, Job, Source, Update
from metrics.reports.mending import mending_report
from metrics.reports.proposals import Key, Proposal
from metrics.reports.proposing import propose
from metrics.reports.reading import ReadingPage, place_of, reading_page
from metrics.reports.text import one_line

from .job import address_of as address_of_job
from .job import started

# Sources without a text that are listed to attach one to.
MOST_WITHOUT_TEXT = 12
SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
READING = re.compile(r"(\d{1,9})-(\d{1,9})-(\d{1,9})", re.ASCII)


def key_of(sent: str) -> Key | None:
    match = SPAN.fullmatch(sent)
    return (int(match[1]), int(match[2])) if match else None


def address_of(update: int, archive: int, step: str = "") -> str:
    return reverse(f"admin:metrics_update_read_{step}" if step else "admin:metrics_update_read", args=[update, archive])


def form_address(update: Update, archive: Archive, proposal: Proposal) -> str:
    """The figure form, filled with what was read; it comes back here."""
    place, first = proposal.place, proposal.offers[0] if proposal.offers else None
    values = {
        "candidate": f"{archive.pk}-{proposal.code}",
        "update": update.pk,
        "words": proposal.words,
        "indicator": first and first.indicator.pk,
        "role": first and first.role,
        "category": first and first.category and first.category.pk,
        "countries": ",".join(place.codes),
        "group": place.group and place.group.pk,
        "whole_world": "1" if place.coverage == "global" else "",
        "value": f"{proposal.value.normalize():f}" if proposal.value_max is None else "",
        "qualifier": proposal.qualifier if proposal.value_max is None else "",
        "unit": proposal.unit and proposal.unit.pk,
        "period_start": proposal.period_start,
        "period_end": proposal.period_end,
        "period_as_stated": proposal.period_as_stated,
        "period_note": proposal.period_note,
        "source": proposal.source.pk,
        "section": proposal.section,
        "as_stated": proposal.words,
    }
    return f"{reverse('admin:metrics_figure_add')}?{urlencode({name: v for name, v in values.items() if v})}"


def indicator_address(update: Update, archive: Archive, proposal: Proposal) -> str:
    """The form of a new indicator, filled with what was read; it comes back here."""
    values = {
        "name": proposal.new_name,
        "slug": slugify(proposal.new_name)[:80],
        "program": proposal.program and proposal.program.pk,
        "unit": proposal.unit and proposal.unit.pk,
        "reading": f"{update.pk}-{archive.pk}-{proposal.start}",
    }
    return f"{reverse('admin:metrics_indicator_add')}?{urlencode({name: v for name, v in values.items() if v})}"


def back_to_reading(sent: str) -> str:
    """The address of the candidate that the form of a new indicator was opened for; empty where there is none."""
    match = READING.fullmatch(sent)
    return f"{address_of(int(match[1]), int(match[2]))}?at={match[3]}" if match else ""


class ReadingMixin:
    """Of the admin of updates. Whoever may add figures reads documents."""

    def get_urls(self):
        view = self.admin_site.admin_view
        steps = {
            "accept": self.accept_view,
            "accept_explicit": self.accept_explicit_view,
            "dismiss": self.dismiss_view,
            "take_back": self.take_back_view,
        }
        return [
            path("mended/", view(self.mended_view), name="metrics_update_mended"),
            path("<int:pk>/read/", view(self.choose_view), name="metrics_update_choose"),
            path("<int:pk>/read/<int:archive>/", view(self.read_view), name="metrics_update_read"),
            *(
                path(f"<int:pk>/read/<int:archive>/{name}/", view(step), name=f"metrics_update_read_{name}")
                for name, step in steps.items()
            ),
            *super().get_urls(),
        ]

    def may_read(self, request) -> bool:
        return request.user.has_perm("metrics.add_figure")

    def update_to_fill(self, request, pk: int) -> Update:
        if not self.may_read(request):
            raise PermissionDenied
        return get_object_or_404(Update, pk=pk)

    def both(self, request, pk: int, archive: int) -> tuple[Update, Archive]:
        update = self.update_to_fill(request, pk)
        return update, get_object_or_404(Archive.objects.select_related("source"), pk=archive)

    def reading_template(self, request, name: str, update: Update | None, title: str, **context):
        return TemplateResponse(
            request,
            f"admin/metrics/reading/{name}",
            {
                **self.admin_site.each_context(request),
                "title": title,
                "subtitle": None,
                "opts": self.opts,
                "update": update,
                **context,
            },
        )

    # --- Which document ----------------------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def choose_view(self, request, pk):
        """The sources that are archived, the update's own first, and where a text is attached to one that is not."""
        update = self.update_to_fill(request, pk)
        own = set(update.sources.values_list("pk", flat=True))
        newest = {
            archive.source_id: archive
            for archive in Archive.objects.select_related("source").defer("text", "structure").order_by("version")
        }
        archives = sorted(newest.values(), key=lambda a: (a.source_id not in own, -a.pk))
        # The update's own, and the newest documents that nobody attached a text to yet.
        without = Source.objects.filter(archived_parts=None)
        newest_first = without.filter(part_of=None).exclude(pk__in=own).order_by("-pk")
        unarchived = [*without.filter(pk__in=own), *newest_first[:MOST_WITHOUT_TEXT]]
        return self.reading_template(
            request,
            "choose.html",
            update,
            gettext("Read a document"),
            archives=archives,
            own=own,
            unarchived=unarchived,
            may_attach=request.user.has_perm("metrics.change_source"),
        )

    # --- What it states ----------------------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def read_view(self, request, pk, archive):
        update, found = self.both(request, pk, archive)
        if takes_long(found):
            return self.read_by_job(request, update, found)
        at = request.GET.get("at", "")
        if at.isdecimal():
            number, start = place_of(found, int(at[:9]))
            return redirect(f"{address_of(pk, archive)}?page={number}{f'#candidate-{start}' if start else ''}")
        number = request.GET.get("page", "1")
        # The last pages go as their candidates do.
        page = reading_page(found, int(number[:6])) if number.isdecimal() else None
        if page is None:
            if number == "1" or not number.isdecimal():
                raise Http404(gettext("There is no such page. Go back to the first."))
            return redirect(address_of(pk, archive))
        return self.reading_template(
            request,
            "read.html",
            update,
            gettext("Read “%(source)s”") % {"source": found.source},
            **self.of_page(request, update, page),
        )

    def read_by_job(self, request, update: Update, archive: Archive):
        """To the job that reads it, which may be under way."""
        about = {"kind": Job.Kind.FIND_FIGURES, "update": update, "archive": archive}
        running = Job.objects.open().filter(by=request.user, **about).first()
        if running:
            return redirect(address_of_job(running))
        return started(self, request, **about) or redirect("admin:metrics_update_choose", update.pk)

    def of_page(self, request, update: Update, page: ReadingPage) -> dict:
        archive, proposals = page.archive, page.proposals
        explicit = {proposal.key for proposal in accepting.explicit_for(proposals, update, request.user)}
        starts = [start for start, _ in proposals.keys]

        def shown(row) -> dict:
            return {
                "row": row,
                "form": form_address(update, archive, row.proposal),
                "new_indicator": indicator_address(update, archive, row.proposal),
                "is_explicit": row.proposal.key in explicit,
            }

        def together(rows) -> dict:
            last = max(row.proposal.start for row in rows)
            return {
                "rows": [shown(row) for row in rows],
                "is_together": len(rows) > 1,
                "is_complete": not any(row.proposal.lacks for row in rows),
                "next": next((start for start in starts if start > last), ""),
            }

        return {
            "page": page,
            "archive": archive,
            "sets": [together(rows) for rows in page.sets],
            "is_newest": accepting.is_newest(archive),
            "explicit": explicit,
            "dismissed": [{"of": d, "words": one_line(archive.text[d.start : d.end])} for d in proposals.dismissed],
            "additions": [{"of": item, "form": self.addition(update, archive, item)} for item in page.left_out],
            "numbers": range(1, page.pages + 1),
            "may_add_indicator": request.user.has_perm("metrics.add_indicator"),
        }

    def addition(self, update: Update, archive: Archive, item) -> str:
        values = {"update": update.pk, "words": item.words, "source": item.source_id, "section": item.section}
        back = {"candidate": f"{archive.pk}-{item.start}-{item.end}", "as_stated": item.words}
        return f"{reverse('admin:metrics_figure_add')}?{urlencode({**values, **back})}"

    @method_decorator(require_safe)
    def mended_view(self, request):
        """How often what was proposed is mended, field by field, and how."""
        if not request.user.has_perm("metrics.view_figure"):
            raise PermissionDenied
        version = request.GET.get("version", "")
        report = mending_report(int(version[:4]) if version.isdecimal() else None)
        return self.reading_template(
            request, "mended.html", None, gettext("What is mended of what was proposed"), report=report
        )

    # --- What is made of it ------------------------------------------------------------------------------------------

    def page_sent(self, request) -> int:
        number = request.POST.get("page", "")
        return max(int(number[:6]), 1) if number.isdecimal() else 1

    def back(self, request, update: Update, archive: Archive):
        """To the page, at the candidate that comes next in the text."""
        number = self.page_sent(request)
        query = f"?page={number}" if number > 1 else ""
        after = request.POST.get("next", "")
        return redirect(
            f"{address_of(update.pk, archive.pk)}{query}{f'#candidate-{after}' if after.isdecimal() else ''}"
        )

    def tried(self, request, step) -> object:
        """Takes the step or says why not; None where it was refused."""
        try:
            return step()
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)
            return None

    def keys_sent(self, request) -> list[Key]:
        """The candidates of the form, or the one whose button was pressed."""
        sent = [request.POST["only"]] if request.POST.get("only") else request.POST.getlist("span")
        return [key for key in map(key_of, sent) if key]

    @method_decorator(require_POST)
    def accept_view(self, request, pk, archive):
        update, found = self.both(request, pk, archive)
        chosen: dict[Key, int | None] = {}
        for key in self.keys_sent(request):
            indicator = request.POST.get(f"indicator-{key[0]}-{key[1]}", "")
            chosen[key] = int(indicator[:18]) if indicator.isdecimal() else None
        self.accept(request, update, found, chosen)
        return self.back(request, update, found)

    @method_decorator(require_POST)
    def accept_explicit_view(self, request, pk, archive):
        """Accepts what of the page states every field and has one clear match, if it is still what the person saw."""
        update, found = self.both(request, pk, archive)
        explicit = accepting.explicit_for(propose(found, page=self.page_sent(request)), update, request.user)
        if request.POST.get("count") != str(len(explicit)):
            self.message_user(request, gettext("There are others by now than you saw: look again."), messages.ERROR)
        else:
            self.accept(request, update, found, dict.fromkeys(p.key for p in explicit))
        return self.back(request, update, found)

    def accept(self, request, update: Update, archive: Archive, chosen: dict[Key, int | None]) -> None:
        if not chosen:
            self.message_user(request, gettext("Nothing was chosen."), messages.WARNING)
            return
        made = self.tried(
            request, lambda: accepting.accept(update=update, archive=archive, chosen=chosen, by=request.user)
        )
        if not made:
            return
        LogEntry.objects.log_actions(request.user.pk, made, ADDITION, f"Accepted from {archive}.")
        failed = [figure for figure in made if figure.citation.verification != figure.citation.Verification.VERIFIED]
        names = "; ".join(str(figure) for figure in made[:6])
        noun = "drafts" if len(made) > 1 else "draft"
        self.message_user(
            request,
            gettext("%(count)s %(noun)s entered: %(names)s.") % {"count": len(made), "noun": noun, "names": names},
            messages.SUCCESS,
        )
        for figure in failed:
            self.message_user(
                request,
                gettext("Figure %(number)s: %(found)s") % {"number": figure.pk, "found": figure.citation.found},
                messages.WARNING,
            )

    @method_decorator(require_POST)
    def dismiss_view(self, request, pk, archive):
        update, found = self.both(request, pk, archive)
        keys = self.keys_sent(request)
        count = self.tried(request, lambda: accepting.dismiss(archive=found, keys=keys, by=request.user))
        if count:
            self.message_user(
                request,
                gettext("%(count)s dismissed. It stands below the others, and can be taken back.") % {"count": count},
            )
        return self.back(request, update, found)

    @method_decorator(require_POST)
    def take_back_view(self, request, pk, archive):
        update, found = self.both(request, pk, archive)
        keys = self.keys_sent(request)
        if keys:
            self.tried(request, lambda: accepting.take_back(archive=found, key=keys[0]))
        return self.back(request, update, found)
