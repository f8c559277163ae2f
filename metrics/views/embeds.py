"""What other sites may frame, where the setting names them: a figure as a card, and each chart of readers' pages.

A chart is the drawing of the page that it belongs to, from the same report. Every answer here, and none elsewhere,
lets the origins of EMBED_ANCESTORS frame it; it has no cookie, no script, and a style sheet of its own.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as render_template
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from metrics import charts
from metrics.charts.breakdown import breakdown_chart
from metrics.charts.svg import Drawing
from metrics.filters import IndicatorFigureFilter
from metrics.pages import Page, permanent_link, render, report_page
from metrics.reports import card, comparison, indicator, line_of_action, money, organizations, overview
from metrics.reports import country as country_reports

from .asked import NO_COUNTRY, NO_FIGURE, NO_INDICATOR, NO_LINE, found, narrowed
from .comparison import asked, refusal_of
from .organizations import NO_ORGANIZATION


class Unnumbered:
    """In the place of a page's source notes: a card names its one source in full."""

    def number(self, _row) -> None:
        return None


def embedded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Makes `view(request, page, …)` a page to be framed. What is not there or makes no sense is said in the frame."""
    shown = report_page(view)

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        try:
            response = shown(request, *args, **kwargs)
        except Http404 as refusal:
            response = refused(request, 404, refusal)
        except BadRequest as refusal:
            response = refused(request, 400, refusal)
        if settings.EMBED_ANCESTORS:
            response._csp_replace = {"frame-ancestors": settings.EMBED_ANCESTORS}
            response.xframe_options_exempt = True
        return response

    return answer


def refused(request: HttpRequest, status: int, refusal: Exception) -> HttpResponse:
    response = render_template(request, "metrics/embed/refused.html", {"words": str(refusal)}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def drawn(
    request: HttpRequest, page: Page, about: tuple, title: str, drawings: list[Drawing], query: str = "", **more
) -> HttpResponse:
    """Charts and the page that they belong to: the name of its address with what that takes, and its `query`."""
    if not drawings:
        raise Http404(_("There is nothing to draw here on this day."))
    return render(
        request,
        page,
        "metrics/embed/charts.html",
        title=title,
        drawings=drawings,
        about=with_query(page.link(*about), query),
        address=with_query(permanent_link(request, page, *about), query),
        **more,
    )


def with_query(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


@embedded
def figure(request, page, pk):
    report = found(card.report(pk, page.as_of), NO_FIGURE, pk)
    return render(
        request,
        page,
        "metrics/embed/figure.html",
        report=report,
        about=page.link("figure", pk),
        address=permanent_link(request, page, "figure", pk),
        notes=Unnumbered(),
    )


@embedded
def figure_parts(request, page, pk):
    wholes = found(card.wholes(pk, page.as_of), NO_FIGURE, pk)
    drawings = [breakdown_chart(whole, f"parts-{number}") for number, whole in enumerate(wholes, start=1)]
    title = wholes[0].figure.label if wholes else ""
    return drawn(request, page, ("figure", pk), title, drawings, described=True)


@embedded
def indicator_series(request, page, slug):
    report, shown = charts_of(request, page, slug)
    drawings = [shown.series.drawing] if shown.series else []
    reading = shown.series.reading if shown.series else []
    return drawn(request, page, ("indicator", slug), report.name, drawings, reading=reading)


@embedded
def indicator_comparison(request, page, slug):
    report, shown = charts_of(request, page, slug)
    return drawn(request, page, ("indicator", slug), report.name, [shown.comparison] if shown.comparison else [])


def charts_of(request: HttpRequest, page: Page, slug: str):
    """(report, charts) of an indicator, of the figures that the filters of its page keep."""
    report = found(indicator.report(slug, page.as_of), NO_INDICATOR, slug)
    published = narrowed(IndicatorFigureFilter, request, indicator.published(slug, page.as_of))[1]
    return report, charts.indicator_charts(report, indicator.history(published, page.as_of))


@embedded
def country_money(request, page, code):
    report = found(country_reports.report(code, page.as_of), NO_COUNTRY, code)
    return money_drawn(request, page, ("country", code), report.name, report.money)


@embedded
def lines_money(request, page):
    return money_drawn(request, page, ("lines",), _("Lines of action"), money.report(page.as_of))


@embedded
def line_money(request, page, number):
    report = found(line_of_action.report(number, page.as_of), NO_LINE, number)
    return money_drawn(request, page, ("line", number), report.name, money.of_line(report))


@embedded
def organization_money(request, page, slug):
    report = found(organizations.report(slug, page.as_of), NO_ORGANIZATION, slug)
    return money_drawn(request, page, ("organization", slug), report.name, report.money)


def money_drawn(request: HttpRequest, page: Page, about: tuple, name: str, amounts: money.Money) -> HttpResponse:
    chart = charts.money_chart(amounts)
    title = _("%(name)s: money") % {"name": name}
    return drawn(request, page, about, title, chart.drawings, money=chart)


@embedded
def region(request, page):
    report = overview.report(page.as_of)
    made = charts.region_map(report, page.link) if report and report.matrix else None
    title = made.drawing.title if made else ""
    return drawn(request, page, ("overview",), title, [made.drawing] if made else [], region=made)


@embedded
def countries_compared(request, page, slug):
    choice = asked(request, page)
    if refusal := refusal_of(choice):
        raise BadRequest(refusal)
    report = found(indicator.report(slug, page.as_of), NO_INDICATOR, slug)
    rows = comparison.of_indicator(slug, choice.codes, page.as_of)
    drawings = [charts.country_chart(row) for row in rows if row.compared]
    query = urlencode({"country": choice.codes}, doseq=True)
    return drawn(request, page, ("comparison",), report.name, drawings, query, described=True)
