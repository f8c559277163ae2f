"""The overview, the list of countries, and a country."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from metrics import charts
from metrics.filters import CurrentFigureFilter
from metrics.pages import file_links, list_links, render, report_page
from metrics.reports import country as country_reports
from metrics.reports import overview
from metrics.reports.entries import Notes
from metrics.tables import CountryTable

from .asked import NO_COUNTRY, found, narrowed, page_links, page_number


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
