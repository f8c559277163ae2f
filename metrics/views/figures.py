"""All figures in force, and a figure with its evidence."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext as _

from metrics.exports import cite
from metrics.filters import EveryFigureFilter
from metrics.models import Figure
from metrics.pages import Page, file_links, permanent_link, render, report_page
from metrics.reports import evidence
from metrics.reports.entries import Notes
from metrics.reports.rows import in_reading_order
from metrics.tables import EveryFigureTable

from .asked import NO_FIGURE, found, narrowed


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
