"""Tables of reader pages: columns, sorting and paging by django-tables2, cells by our own columns."""

from functools import cached_property
from typing import NamedTuple

import django_tables2 as tables
from django.core.paginator import InvalidPage
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from .columns import Date, Linked, Place, Quoted, Statement, Text
from .pages import Page
from .reports.places import Group, groups_of
from .reports.rows import FigureRow, figure_rows

PER_PAGE = 100


class Cell(NamedTuple):
    """One column of the body: the attributes of its <td>, and the function that fills it."""

    attrs: Markup
    html: object


class ReportTable(tables.Table):
    """A table whose body is made of plain rows. Sorting and paging come from the request."""

    def __init__(self, data, *, request: HttpRequest, page: Page):
        super().__init__(data, request=request)
        self.day = page.as_of
        for bound in self.columns:
            bound.column.link = page.link
        try:
            tables.RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": False}).configure(self)
        except InvalidPage as error:
            raise Http404(str(_("There is no such page of the table. Go back to its first page."))) from error

    @property
    def cells(self) -> list[Cell]:
        return [
            Cell(Markup(' class="num"') if "td" in bound.column.attrs else Markup(""), bound.column.html)
            for bound in self.columns
        ]

    def rows_for_page(self) -> list:
        """The rows of this page, in order."""
        return list(self.page.object_list.data)


def in_asked_order(table: type[ReportTable], rows: QuerySet, request: HttpRequest) -> QuerySet:
    """`rows` in the order of `?sort=`, as the table shows them; as they come where none is asked for.

    For files: a table would count its rows to cut them into pages.
    """
    order: list = []
    for alias in request.GET.getlist("sort"):
        column = table.base_columns.get(alias.removeprefix("-"))
        if column is not None and column.order_by:
            order += column.order_by.opposite if alias.startswith("-") else column.order_by
    return rows.order_by(*order) if order else rows


class FigureTable(ReportTable):
    """Figures of a queryset."""

    indicator = Linked(
        _("Indicator"),
        "label",
        to="indicator",
        key="indicator_slug",
        order_by=("indicator__name", "category__position"),
    )
    statement = Statement(_("Figure"), order_by="value", number=True)
    role = Text(_("Role"), "role_words", order_by="role")
    place = Place(_("Place"), order_by="place_key")
    period = Text(_("Period"), "period", order_by="reference_date")
    source = Linked(_("Source"), "source_title", to="source", key="source_slug", order_by="citation__source__title")

    def __init__(self, figures: QuerySet, **kwargs):
        super().__init__(figures, **kwargs)

    @cached_property
    def _rows(self) -> list[FigureRow]:
        return list(figure_rows(self.page.object_list.data, day=self.day))

    def rows_for_page(self) -> list[FigureRow]:
        return self._rows

    @property
    def groups(self) -> list[Group]:
        """The groups of countries that the page's figures cover, with their members."""
        return groups_of(self._rows)


class EveryFigureTable(FigureTable):
    """Figures of all indicators."""

    checked = Text(_("Check of the citation"), "verification_words", order_by="citation__verification")


class IndicatorFigureTable(FigureTable):
    """Figures of one indicator over time and place."""

    category = Text(_("Category"), "category_name", missing=_("not broken down"), order_by="category__position")
    update = Linked(_("Update"), "update_title", to="update", key="update_slug", order_by="update__published_at")

    class Meta:
        exclude = ("indicator",)
        sequence = ("statement", "role", "place", "period", "category", "source", "update")


class SourceFigureTable(FigureTable):
    """Figures of one source in its order of statement, with the words and the section that state them."""

    section = Text(_("Section"), "section", order_by="citation__section")
    as_stated = Quoted(_("As stated"), "as_stated")

    class Meta:
        exclude = ("source",)
        sequence = ("indicator", "statement", "as_stated", "role", "place", "period", "section")


class UpdateFigureTable(FigureTable):
    """Figures that one update published, each with its source."""

    as_stated = Quoted(_("As stated"), "as_stated")

    class Meta:
        sequence = ("indicator", "statement", "as_stated", "role", "place", "period", "source")


class CountryTable(ReportTable):
    name = Linked(_("Country"), "name", to="country", key="code", order_by="name")
    figures = Text(_("Current figures"), "figures", order_by="figures", number=True)
    shared = Text(_("of these shared with others"), "shared", order_by="shared", number=True)
    programs = Text(_("Programs"), "programs", order_by="programs", number=True)


class OrganizationTable(ReportTable):
    name = Linked(_("Organization"), "name", to="organization", key="slug", order_by="name")
    acronym = Text(_("Acronym"), "acronym", missing=_("none"), order_by="acronym")
    kind = Text(_("Kind"), "kind", order_by="kind")
    country = Text(_("Country"), "country", missing=_("international"), order_by="country")
    funds = Text(_("Funds"), "funds", order_by="funds", number=True)
    implements = Text(_("Implements"), "implements", order_by="implements", number=True)
    partners = Text(_("Partner in"), "partners", order_by="partners", number=True)
    hosts = Text(_("Hosts"), "hosts", order_by="hosts", number=True)


class SourceTable(ReportTable):
    title = Linked(_("Source"), "title", to="source", key="slug", order_by="title")
    kind = Text(_("Kind"), "kind", order_by="kind")
    publisher = Text(_("Publisher"), "publisher", order_by="publisher")
    stated_on = Date(_("Date"), "stated_on", order_by="stated_on")
    figures = Text(_("Figures"), "figures", order_by="figures", number=True)


class UpdateTable(ReportTable):
    title = Linked(_("Update"), "title", to="update", key="slug", order_by="title")
    published_at = Date(_("Published"), "published_at", order_by="published_at")
    period = Text(_("Period covered"), "period")
