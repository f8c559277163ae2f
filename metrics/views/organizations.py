"""Readers' pages of organizations, and the figures of their programs as files."""

from django.utils.translation import gettext_lazy

from metrics import charts
from metrics.pages import file_links, list_links, render, report_page
from metrics.reports import organizations
from metrics.reports.entries import Notes
from metrics.tables import OrganizationTable

from .asked import found
from .files import file

NO_ORGANIZATION = gettext_lazy("There is no organization named %(name)s.")


@report_page
def organizations_page(request, page):
    table = OrganizationTable(organizations.organizations(), request=request, page=page)
    downloads = list_links(request, "organizations")
    return render(request, page, "metrics/organizations.html", table=table, downloads=downloads)


@report_page
def organization(request, page, slug):
    report = found(organizations.report(slug, page.as_of), NO_ORGANIZATION, slug)
    return render(
        request,
        page,
        "metrics/organization.html",
        report=report,
        money=charts.money_chart(report.money),
        notes=Notes(),
        downloads=file_links(request, "organization_file", slug) if report.measured else [],
    )


@report_page
def organization_file(request, page, slug, format):
    found(organizations.is_organization(slug) or None, NO_ORGANIZATION, slug)
    return file(organizations.rows(slug, page.as_of), format, page, "organizations", slug)
