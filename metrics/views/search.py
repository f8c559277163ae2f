"""Readers' search: one page, and the figures it finds as files."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from metrics import exports
from metrics.models import SearchDocument
from metrics.pages import Page, file_links, render, report_page
from metrics.reports import search
from metrics.reports.rows import figure_rows
from metrics.searching import marked

from .asked import NO_PAGE, found, page_links, page_number

# Where a page of a kind stands; a group of countries has none.
PAGES = {kind: kind for kind in SearchDocument.Kind.values if kind != SearchDocument.Kind.GROUP}


def asked(request: HttpRequest) -> str:
    # A byte that is no text cannot reach a database.
    return request.GET.get("q", "").replace("\x00", "")


def kind_asked(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in SearchDocument.Kind.values else ""


def marker(wanted: list[str]):
    """A function that marks in a text what was looked for."""

    def mark(text: str) -> Markup:
        pieces = marked(text, wanted)
        return Markup("").join(Markup("<mark>%s</mark>") % piece if hit else escape(piece) for piece, hit in pieces)

    return mark


@report_page
def search_page(request: HttpRequest, page: Page):
    text, kind = asked(request), kind_asked(request)
    report = found(search.report(text, page.as_of, kind, page_number(request)), NO_PAGE)
    figures = report.figures
    groups = [
        (_("Exactly this number"), figures.exact, True),
        (_("Close to this number"), figures.near, False),
        ("", figures.stated, False),
    ]
    return render(
        request,
        page,
        "metrics/search.html",
        report=report,
        figure_groups=[group for group in groups if group[1]],
        mark=marker(report.wanted),
        pages_of=PAGES,
        page_links=page_links(request, report.page, report.pages),
        downloads=file_links(request, "search_file") if figures.shown else [],
    )


@report_page
def search_file(request: HttpRequest, page: Page, format: str):
    rows = figure_rows(search.figures_found(asked(request), page.as_of), day=page.as_of)
    return exports.download(rows, format, "search", page.as_of)
