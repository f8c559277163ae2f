"""Readers' pages of what changed: the log of revisions, its feed, and what changed for a country between two days."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from metrics.exports import atom
from metrics.exports import changes as change_files
from metrics.filters import PeriodForm, RevisionFilter
from metrics.pages import Page, address_of, render, report_page
from metrics.reports import changes, overview, revisions
from metrics.reports.revisions import Event, Place

from .asked import NO_COUNTRY, found


def place_asked(request: HttpRequest) -> Place | None:
    """The event after which a page begins. BadRequest where the address does not name one."""
    text = request.GET.get("before", "")
    place = Place.read(text) if text else None
    if text and place is None:
        raise BadRequest(_("The address does not say where the page begins. Go back to the first page."))
    return place


def next_page(request: HttpRequest, place: str) -> str:
    """The address of the page that begins after this event; empty where there is none."""
    if not place:
        return ""
    query = request.GET.copy()
    query["before"] = place
    return f"{request.path}?{query.urlencode()}"


def page_of_event(page: Page, event: Event) -> str:
    """Where the statement is read: a figure's own page, a milestone's program or the overview."""
    if event.figure:
        return page.link("figure", event.figure.figure_id)
    return page.link("program", event.program_slug) if event.program_slug else page.link("overview")


@report_page
def revisions_page(request, page):
    form = RevisionFilter(request.GET)
    chosen = form.chosen if form.is_valid() else {}
    report = revisions.report(page.as_of, before=place_asked(request), **chosen)
    feed = address_of("revisions_feed")
    return render(
        request,
        page,
        "metrics/revisions.html",
        report=report,
        filter_form=form,
        feed=f"{feed}?{urlencode(chosen)}" if chosen else feed,
        of_event=lambda event: page_of_event(page, event),
        next_page=next_page(request, report.next_place),
    )


@report_page
def revisions_feed(request, page):
    form = RevisionFilter(request.GET)
    if not form.is_valid():
        raise BadRequest(" ".join(message for messages in form.errors.values() for message in messages))
    report = revisions.report(page.as_of, **form.chosen)
    query = f"?{urlencode(form.chosen)}" if form.chosen else ""
    body = atom.feed(
        report.events,
        title=_("Throughline: %(what)s") % {"what": form.title},
        address=request.build_absolute_uri(address_of("revisions") + query),
        here=request.build_absolute_uri(address_of("revisions_feed") + query),
        name="/".join(["revisions", *form.chosen.values()]),
        link=lambda event: request.build_absolute_uri(page_of_event(page, event)),
    )
    return HttpResponse(body, content_type=atom.CONTENT_TYPE)


@report_page
def country_changes(request, page, code):
    form = PeriodForm(request.GET, today=page.as_of or page.today)
    since, until = form.period
    report = found(changes.report(code, since, until, place_asked(request)), NO_COUNTRY, code)
    chosen = {name: request.GET[name] for name in ("from", "to", "as_of") if request.GET.get(name)}
    file = address_of("country_changes_file", (code,))
    return render(
        request,
        page,
        "metrics/changes.html",
        report=report,
        period_form=form,
        of_event=lambda event: page_of_event(page, event),
        next_page=next_page(request, report.log.next_place),
        downloads=[("CSV", f"{file}?{urlencode(chosen)}" if chosen else file)],
    )


@report_page
def country_changes_file(request, page, code):
    found(overview.is_country(code) or None, NO_COUNTRY, code)
    form = PeriodForm(request.GET, today=page.as_of or page.today)
    if not form.is_valid():
        raise BadRequest(" ".join(message for messages in form.errors.values() for message in messages))
    since, until = form.period
    name = f"throughline-changes-{code}-{since.isoformat() + '-' if since else ''}{until.isoformat()}.csv"
    return change_files.download(changes.rows(code, since, until), name)
