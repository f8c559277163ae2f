"""Readers' page of several countries beside each other, and its figures as files."""

from dataclasses import dataclass

from babel.lists import format_list
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from metrics import charts
from metrics.pages import file_links, render, report_page
from metrics.reports import comparison
from metrics.reports.comparison import MOST_COUNTRIES, Offered
from metrics.reports.entries import Notes
from metrics.reports.rows import language

from .asked import NO_PAGE, found, page_links, page_number
from .files import file


@dataclass(frozen=True, slots=True)
class Choice:
    """The countries that an address names, as far as they can be compared, and what is wrong with the others.

    `offered` are all that can be chosen. `wrong` and `missing` are sentences that say what to do; `missing` is empty
    where there are at least two countries, or none at all.
    """

    codes: list[str]
    offered: list[Offered]
    wrong: list[str]
    missing: str

    @property
    def names(self) -> list[str]:
        names = {country.code: country.name for country in self.offered}
        return [names[code] for code in self.codes]

    @property
    def is_enough(self) -> bool:
        return len(self.codes) > 1


def listed(names: list[str]) -> str:
    """ "Guatemala, Honduras and Mexico" in the reader's language."""
    return format_list(names, locale=language())


def chosen(texts: list[str], offered: list[Offered]) -> Choice:
    """The choice of the codes in an address. Empty ones are fields left open; small letters will do."""
    names = {country.code: country.name for country in offered}
    codes: list[str] = []
    unknown: list[str] = []
    twice: list[str] = []
    beyond: list[str] = []
    for text in texts:
        code = text.strip().upper()
        if code and code not in names:
            unknown.append(text.strip()[:40])
        elif code in codes:
            twice.append(names[code])
        elif code:
            (codes if len(codes) < MOST_COUNTRIES else beyond).append(code)
    wrong = []
    if unknown:
        what = _("There is no country with the code %(codes)s. Choose it by its name below.")
        wrong.append(what % {"codes": ", ".join(dict.fromkeys(unknown))})
    if twice:
        what = _("%(names)s: chosen twice, and shown once. Choose another country in its place.")
        wrong.append(what % {"names": ", ".join(dict.fromkeys(twice))})
    if beyond:
        what = _(
            "Up to four countries stand beside each other. Left out: %(names)s. Choose one of them in another's place."
        )
        wrong.append(what % {"names": ", ".join(dict.fromkeys(names[code] for code in beyond))})
    missing = ""
    if len(codes) == 1:
        missing = _("Choose at least one more country to stand beside %(country)s.") % {"country": names[codes[0]]}
    elif wrong and not codes:
        missing = _("Choose at least two countries.")
    return Choice(codes, offered, wrong, missing)


def asked(request: HttpRequest, page) -> Choice:
    return chosen(request.GET.getlist("country"), comparison.offered(page.as_of))


def refusal_of(choice: Choice) -> str:
    """Why nothing can be given out for a choice: a file or a frame says nothing beside. Empty where something can."""
    if choice.is_enough:
        return " ".join(choice.wrong)
    nothing = _("Name at least two countries, such as ?country=GTM&country=HND.")
    return " ".join([*choice.wrong, choice.missing or nothing])


@report_page
def comparison_page(request, page):
    choice = asked(request, page)
    report = (
        found(comparison.report(choice.codes, page.as_of, page_number(request)), NO_PAGE) if choice.is_enough else None
    )
    return render(
        request,
        page,
        "metrics/comparison.html",
        report=report,
        choice=choice,
        title=listed(choice.names) if report else _("Compare countries"),
        fields=[*choice.codes, *[""] * (MOST_COUNTRIES - len(choice.codes))],
        drawings=[charts.country_chart(row) for row in report.compared] if report else [],
        notes=Notes(),
        page_links=page_links(request, report.page, report.pages) if report else [],
        downloads=file_links(request, "comparison_file") if report else [],
    )


@report_page
def comparison_file(request, page, format):
    choice = asked(request, page)
    if refusal := refusal_of(choice):
        raise BadRequest(refusal)
    return file(comparison.rows(choice.codes, page.as_of), format, page, "compare", *choice.codes)
