"""Sources and updates: what each states or published."""

from django.http import Http404

from metrics.filters import FigureFilter
from metrics.pages import file_links, list_links, render, report_page
from metrics.reports import sources, versions
from metrics.reports.rows import in_reading_order
from metrics.tables import SourceFigureTable, SourceTable, UpdateFigureTable, UpdateTable

from .asked import NO_SOURCE, NO_UPDATE, copy_number, found, narrowed


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
