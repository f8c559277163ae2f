"""What does not fit together."""

from django.http import HttpRequest

from metrics.filters import FindingFilter
from metrics.pages import file_links, render, report_page
from metrics.reports import findings

from .asked import NO_FINDING, NO_PAGE, found, page_links, page_number


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
