"""Readers' pages: each parses the request, asks a report and renders it."""

from functools import partial

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import charts
from .exports import cite
from .filters import CurrentFigureFilter, EveryFigureFilter, FigureFilter, FindingFilter, IndicatorFigureFilter
from .models import Figure
from .pages import Page, file_links, list_links, permanent_link, render, report_page
from .reports import country as country_reports
from .reports import evidence, findings, indicator, line_of_action, money, overview, sources, versions
from .reports.entries import Notes
from .reports.rows import in_reading_order
from .tables import (
    CountryTable,
    EveryFigureTable,
    IndicatorFigureTable,
    SourceFigureTable,
    SourceTable,
    UpdateFigureTable,
    UpdateTable,
)

NO_COUNTRY = gettext_lazy(
    "There is no country with the code %(name)s. Country pages are named by ISO 3166 alpha-3 code, such as GTM."
)
NO_LINE = gettext_lazy("There is no line of action %(name)s.")
NO_PROGRAM = gettext_lazy("There is no program named %(name)s.")
NO_INDICATOR = gettext_lazy("There is no indicator named %(name)s.")
NO_FIGURE = gettext_lazy("There is no published figure %(name)s. Drafts are seen by staff alone.")
NO_SOURCE = gettext_lazy("There is no source named %(name)s.")
NO_UPDATE = gettext_lazy("There is no published update named %(name)s.")
NO_FINDING = gettext_lazy("There is no finding %(name)s.")
NO_PAGE = gettext_lazy("There is no such page. Go back to the first.")


def found(report, what, name=""):
    """`report`, or a 404 page that says what is not there: one of the sentences above with the name asked for."""
    if report is None:
        raise Http404(what % {"name": name})
    return report


def narrowed(filterset_class, request: HttpRequest, queryset):
    """(form, queryset) after the reader's filters; a filter that makes no sense narrows nothing and says so."""
    filterset = filterset_class(request.GET, queryset=queryset)
    return filterset.form, filterset.qs if filterset.is_valid() else queryset


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= len(text) <= 6 or int(text) < 1:
        raise Http404(str(NO_PAGE))
    return int(text)


@report_page
def overview_page(request, page):
    report = overview.report(page.as_of)
    return render(
        request,
        page,
        "metrics/overview.html",
        report=report,
        region=charts.region_map(report, page.link) if report else None,
        downloads=file_links(request, "figures_file"),
    )


@report_page
def figures_page(request, page):
    form, figures = figures_asked(request, page)
    return render(
        request,
        page,
        "metrics/figures.html",
        table=EveryFigureTable(figures.order_by(*in_reading_order()), request=request, page=page),
        filter_form=form,
        downloads=file_links(request, "figures_file"),
    )


def figures_asked(request: HttpRequest, page: Page):
    """(form, queryset) of all figures in force on the page's day that the reader's filters keep."""
    return narrowed(partial(EveryFigureFilter, day=page.as_of), request, Figure.objects.as_of(page.as_of))


@report_page
def countries(request, page):
    table = CountryTable(overview.listed_countries(page.as_of), request=request, page=page)
    return render(request, page, "metrics/countries.html", table=table, downloads=list_links(request, "countries"))


@report_page
def country(request, page, code):
    if code != code.upper():
        query = request.META.get("QUERY_STRING")
        return redirect(reverse("country", args=[code.upper()]) + (f"?{query}" if query else ""), permanent=True)
    form, pointers = narrowed(CurrentFigureFilter, request, country_reports.current_in(code, page.as_of))
    kept = pointers if form.changed_data else None
    report = country_reports.report(code, page.as_of, kept, page_number(request))
    report = found(report, NO_COUNTRY, code)
    return render(
        request,
        page,
        "metrics/country.html",
        report=report,
        money=charts.money_chart(report.money),
        notes=Notes(),
        filter_form=form,
        page_links=page_links(request, report.page, report.pages),
        downloads=[*file_links(request, "country_file", code), (_("Brief (PDF)"), page.link("country_brief", code))],
    )


def page_links(request: HttpRequest, current: int, pages: int) -> list[tuple[str, str, bool]]:
    """(number, address, whether current) of each page; none where there is but one."""
    if pages == 1:
        return []
    links = []
    for number in range(1, pages + 1):
        query = request.GET.copy()
        query["page"] = str(number)
        links.append((str(number), f"{request.path}?{query.urlencode()}", number == current))
    return links


@report_page
def lines(request, page):
    return render(
        request,
        page,
        "metrics/lines.html",
        lines=overview.lines_of(settings.STRATEGY_SLUG),
        money=charts.money_chart(money.report(page.as_of)),
    )


@report_page
def line(request, page, number):
    report = found(line_of_action.report(number, page.as_of), NO_LINE, number)
    return render(
        request,
        page,
        "metrics/line.html",
        report=report,
        money=charts.money_chart(money.of_line(report)),
        notes=Notes(),
        downloads=file_links(request, "line_file", number),
    )


@report_page
def program(request, page, slug):
    report = found(line_of_action.program_report(slug, page.as_of), NO_PROGRAM, slug)
    return render(
        request,
        page,
        "metrics/program.html",
        report=report,
        money=charts.money_chart(money.of_programs([report.program], report.more)),
        notes=Notes(),
        downloads=file_links(request, "program_file", slug),
    )


@report_page
def indicator_page(request, page, slug):
    report = found(indicator.report(slug, page.as_of), NO_INDICATOR, slug)
    form, published = narrowed(IndicatorFigureFilter, request, indicator.published(slug, page.as_of))
    figures = published.as_of(page.as_of)
    history = indicator.history(published, page.as_of)
    return render(
        request,
        page,
        "metrics/indicator.html",
        report=report,
        table=IndicatorFigureTable(figures.order_by("-reference_date", "pk"), request=request, page=page),
        charts=charts.indicator_charts(report, history),
        wholes=history.wholes,
        filter_form=form,
        downloads=file_links(request, "indicator_file", slug),
    )


@report_page
def figure(request, page, pk):
    report = found(evidence.report(pk, page.as_of), NO_FIGURE, pk)
    reference = cite.reference_of(report, permanent_link(request, page, "figure", pk), page.day)
    return render(
        request,
        page,
        "metrics/figure.html",
        report=report,
        citations=citations_of(page, reference),
        notes=Notes(),
        downloads=[*file_links(request, "figure_file", pk), (_("Defense pack (PDF)"), page.link("figure_pack", pk))],
    )


def citations_of(page: Page, reference: cite.Reference) -> list[tuple[str, str, str]]:
    """(name of the form, the citation in it, address of its file or "") of each."""
    prose = [(name, write(reference), "") for name, write in cite.STYLES.items()]
    files = [
        (form.name, form.write(reference), page.link("figure_citation", reference.figure_id, ending))
        for ending, form in cite.FILES.items()
    ]
    return prose + files


@report_page
def sources_page(request, page):
    table = SourceTable(sources.sources(page.as_of), request=request, page=page)
    return render(request, page, "metrics/sources.html", table=table, downloads=list_links(request, "sources"))


@report_page
def source(request, page, slug):
    show_untracked = request.GET.get("untracked") == "1"
    report = found(sources.source_report(slug, page.as_of, show_untracked), NO_SOURCE, slug)
    form, figures = narrowed(FigureFilter, request, sources.figures_of_source(slug, page.as_of))
    return render(
        request,
        page,
        "metrics/source.html",
        report=report,
        table=SourceFigureTable(figures.order_by(*in_reading_order()), request=request, page=page),
        filter_form=form,
        downloads=file_links(request, "source_file", slug),
    )


def copy_number(request: HttpRequest, name: str) -> int | None:
    """The number of a copy in the address; None where there is none."""
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadRequest(_("“%(text)s” is no number of a copy. Choose the copies on the page.") % {"text": text[:40]})
    return int(text) if text else None


@report_page
def source_versions(request, page, slug):
    older, newer = copy_number(request, "from"), copy_number(request, "to")
    try:
        report = versions.versions(slug, page.as_of, older, newer)
    except LookupError as refusal:
        raise Http404(str(refusal)) from refusal
    return render(
        request,
        page,
        "metrics/versions.html",
        report=found(report, NO_SOURCE, slug),
        fate_words=versions.FATE_WORDS,
    )


@report_page
def updates(request, page):
    table = UpdateTable(sources.updates(page.as_of), request=request, page=page)
    return render(request, page, "metrics/updates.html", table=table, downloads=list_links(request, "updates"))


@report_page
def update(request, page, slug):
    report = found(sources.update_report(slug, page.as_of), NO_UPDATE, slug)
    form, figures = narrowed(FigureFilter, request, sources.figures_of_update(slug, page.as_of))
    return render(
        request,
        page,
        "metrics/update.html",
        report=report,
        of_event=lambda event: page.link("figure", event.figure.figure_id),
        table=UpdateFigureTable(figures.order_by(*in_reading_order()), request=request, page=page),
        filter_form=form,
        downloads=file_links(request, "update_file", slug),
    )


def findings_asked(request: HttpRequest) -> tuple[FindingFilter, dict]:
    """(form, arguments of the findings report); what makes no sense narrows nothing and is said in the form."""
    form = FindingFilter(request.GET)
    return form, form.chosen if form.is_valid() else {}


@report_page
def findings_page(request, page):
    form, chosen = findings_asked(request)
    report = found(findings.report(page.as_of, **chosen, page=page_number(request)), NO_PAGE)
    return render(
        request,
        page,
        "metrics/findings.html",
        report=report,
        filter_form=form,
        page_links=page_links(request, report.page, report.pages),
        downloads=file_links(request, "findings_file", formats=("csv", "json")),
    )


@report_page
def finding_page(request, page, key):
    report = found(findings.finding_report(key, page.as_of), NO_FINDING, key)
    return render(request, page, "metrics/finding.html", report=report)
