"""What addresses ask for: what is there, which filters, which page; and what is said where there is none."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def copy_number(request: HttpRequest, name: str) -> int | None:
    """The number of a copy in the address; None where there is none."""
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadRequest(_("“%(text)s” is no number of a copy. Choose the copies on the page.") % {"text": text[:40]})
    return int(text) if text else None
