"""Lines of action, programs and indicators."""

from django.conf import settings

from metrics import charts
from metrics.filters import IndicatorFigureFilter
from metrics.pages import file_links, render, report_page
from metrics.reports import indicator, line_of_action, money, overview
from metrics.reports.entries import Notes
from metrics.tables import IndicatorFigureTable

from .asked import NO_INDICATOR, NO_LINE, NO_PROGRAM, found, narrowed


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
