"""Files of readers' pages: the same report's rows, at the page's own address with an ending."""

from functools import partial

from django.core.exceptions import BadRequest
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from metrics import exports
from metrics.exports import cite
from metrics.exports.brief import PAPERS, country_brief, sources_of
from metrics.exports.defense import defense_pack
from metrics.exports.findings import download_findings
from metrics.exports.lists import content_of
from metrics.exports.typeset import PDF_TYPE
from metrics.filters import CurrentFigureFilter, FigureFilter, IndicatorFigureFilter
from metrics.pages import Page, permanent_link, report_page
from metrics.reports import country as country_reports
from metrics.reports import documents, evidence, indicator, line_of_action, organizations, overview, sources
from metrics.reports import findings as finding_reports
from metrics.reports.rows import figure_rows, in_reading_order
from metrics.tables import (
    CountryTable,
    EveryFigureTable,
    IndicatorFigureTable,
    OrganizationTable,
    SourceFigureTable,
    SourceTable,
    UpdateFigureTable,
    UpdateTable,
    in_asked_order,
)

from .asked import NO_COUNTRY, NO_FIGURE, NO_INDICATOR, NO_LINE, NO_PROGRAM, NO_SOURCE, NO_UPDATE, found, narrowed
from .figures import figures_asked
from .findings import findings_asked


def file(rows, format: str, page: Page, *name: str) -> HttpResponseBase:
    """The rows of a report as a file named after it."""
    return exports.download(rows, format, "-".join(name), page.as_of)


@report_page
def figures_file(request, page, format):
    figures = figures_asked(request, page)[1]
    ordered = in_asked_order(EveryFigureTable, figures.order_by(*in_reading_order()), request)
    return file(figure_rows(ordered, day=page.as_of), format, page, "figures")


@report_page
def country_file(request, page, code, format):
    found(overview.is_country(code) or None, NO_COUNTRY, code)
    pointers = narrowed(CurrentFigureFilter, request, country_reports.current_in(code, page.as_of))[1]
    return file(country_reports.rows(pointers, page.as_of), format, page, "countries", code)


@report_page
def country_pdf(request, page, code):
    paper = request.GET.get("paper", "letter")
    if paper not in PAPERS:
        raise BadRequest(
            _("There is no paper “%(paper)s” here. Choose one of: %(papers)s.")
            % {"paper": paper[:40], "papers": ", ".join(PAPERS)}
        )
    report = found(country_reports.report(code, page.as_of), NO_COUNTRY, code)
    read = documents.documents_of(sources_of(report))
    link = partial(permanent_link, request, page)
    content = country_brief(report, read, page.day, link, paper)
    return exports.attachment(content, PDF_TYPE, f"countries-{code}", "pdf", page.as_of)


@report_page
def line_file(request, page, number, format):
    line = found(line_of_action.line_numbered(number), NO_LINE, number)
    return file(line_of_action.rows(page.as_of, program__line=line), format, page, "lines", str(number))


@report_page
def program_file(request, page, slug, format):
    found(line_of_action.program_named(slug), NO_PROGRAM, slug)
    return file(line_of_action.rows(page.as_of, program__slug=slug), format, page, "programs", slug)


@report_page
def indicator_file(request, page, slug, format):
    found(indicator.report(slug), NO_INDICATOR, slug)
    figures = narrowed(IndicatorFigureFilter, request, indicator.figures(slug, page.as_of))[1]
    ordered = in_asked_order(IndicatorFigureTable, figures.order_by("-reference_date", "pk"), request)
    return file(figure_rows(ordered, day=page.as_of), format, page, "indicators", slug)


@report_page
def figure_file(request, page, pk, format):
    report = found(evidence.report(pk, page.as_of), NO_FIGURE, pk)
    return file(iter([report.row]), format, page, "figures", str(pk))


@report_page
def figure_citation(request, page, pk, format):
    report = found(evidence.report(pk, page.as_of), NO_FIGURE, pk)
    form = cite.FILES[format]
    reference = cite.reference_of(report, permanent_link(request, page, "figure", pk), page.day)
    return exports.attachment(form.write(reference).encode(), form.media_type, f"figures-{pk}", format, page.as_of)


@report_page
def figure_pack(request, page, pk):
    report = found(evidence.report(pk, page.as_of), NO_FIGURE, pk)
    reference = cite.reference_of(report, permanent_link(request, page, "figure", pk), page.day)
    return exports.attachment(defense_pack(report, reference), PDF_TYPE, f"figures-{pk}", "pdf", page.as_of)


@report_page
def source_file(request, page, slug, format):
    found(sources.source_report(slug, page.as_of), NO_SOURCE, slug)
    figures = narrowed(FigureFilter, request, sources.figures_of_source(slug, page.as_of))[1]
    ordered = in_asked_order(SourceFigureTable, figures.order_by(*in_reading_order()), request)
    return file(figure_rows(ordered, day=page.as_of), format, page, "sources", slug)


@report_page
def update_file(request, page, slug, format):
    found(sources.update_report(slug, page.as_of), NO_UPDATE, slug)
    figures = narrowed(FigureFilter, request, sources.figures_of_update(slug, page.as_of))[1]
    ordered = in_asked_order(UpdateFigureTable, figures.order_by(*in_reading_order()), request)
    return file(figure_rows(ordered, day=page.as_of), format, page, "updates", slug)


@report_page
def findings_file(request, page, format):
    rows = finding_reports.every_row(page.as_of, **findings_asked(request)[1])
    return download_findings(rows, format, exports.name_of_file("findings", format, page.as_of), page.as_of)


# Each list's rows as of a day, its table, and the columns of its file.
LISTS = {
    "countries": (overview.listed_countries, CountryTable, ("code", "name", "figures", "shared", "programs")),
    "organizations": (
        lambda _day: organizations.organizations(),
        OrganizationTable,
        ("slug", "name", "acronym", "kind", "country", "funds", "implements", "partners", "hosts"),
    ),
    "sources": (sources.sources, SourceTable, ("slug", "title", "kind", "publisher", "stated_on", "figures")),
    "updates": (sources.updates, UpdateTable, ("slug", "title", "published_at", "period_start", "period_end")),
}


@report_page
def list_file(request, page, name, format):
    rows, table, fields = LISTS[name]
    shown = table(rows(page.as_of), request=request, page=page).data.data
    content = content_of(shown, fields, format, page.as_of)
    return exports.attachment(content, exports.CONTENT_TYPES[format], name, format, page.as_of)
