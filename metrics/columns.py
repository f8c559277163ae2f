"""Columns of tables. Each knows how a cell reads to people, `html(row)`; files have their own columns (exports).

Cells are made here and not by django-tables2, whose own cell rendering costs 37 times as much per row.
"""

from collections.abc import Callable
from functools import cache

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup, escape

from .reports.rows import FigureRow, date_words, language

# Markup fills these in, escaped, in a quarter of the time that its format() takes.
LINK = Markup('<a href="%s">%s</a>')


@cache
def badges(language: str) -> dict[str, Markup]:
    """The marks of coverage, rank and status that stand in cells, in the reader's language."""
    words = {
        "joint": _("Joint"),
        "group": _("Group"),
        "global": _("Worldwide"),
        "normal": _("Rival statement"),
        "deprecated": _("Deprecated"),
        "superseded": _("Superseded"),
        "withdrawn": _("Withdrawn"),
    }
    return {kind: Markup('<span class="badge badge--{}">{}</span>').format(kind, text) for kind, text in words.items()}


def marked(kind: str) -> Markup:
    """The badge of a rank or status after a value; empty where it goes without saying."""
    badge = badges(language()).get(kind)
    return Markup(" ") + badge if badge else Markup("")


NOT_STATED = gettext_lazy("not stated")


class Column(tables.Column):
    """A column whose cells come from plain rows. `link` makes addresses as of the page's day; the table sets it."""

    link: Callable[..., str]

    def __init__(self, header: str, *, order_by: str | tuple[str, ...] = (), number: bool = False):
        # The key ends every order, so that no row stands on two pages.
        order = (order_by,) if isinstance(order_by, str) else tuple(order_by)
        attrs = {"th": {"class": "num"}, "td": {"class": "num"}} if number else {}
        super().__init__(
            verbose_name=header,
            orderable=bool(order),
            order_by=(*order, "pk") if order else None,
            attrs=attrs,
            empty_values=(),
        )

    def html(self, row) -> Markup:
        raise NotImplementedError


class Text(Column):
    """The text of one attribute; where there is none, `missing` says so, since a blank would say nothing."""

    def __init__(self, header: str, attribute: str, *, missing: str = NOT_STATED, **kwargs):
        super().__init__(header, **kwargs)
        self.attribute = attribute
        self.missing_words = missing

    @property
    def missing(self) -> Markup:
        return Markup('<span class="figs__none">{}</span>').format(self.missing_words)

    def html(self, row) -> Markup:
        value = getattr(row, self.attribute)
        return self.missing if value is None or value == "" else escape(value)


class Quoted(Text):
    """Words of a source, in quotes."""

    def html(self, row) -> Markup:
        value = getattr(row, self.attribute)
        return Markup("“{}”").format(value) if value else self.missing


class Linked(Text):
    """The text of one attribute, linked to the page `to` of another."""

    def __init__(self, header: str, attribute: str, *, to: str, key: str, **kwargs):
        super().__init__(header, attribute, **kwargs)
        self.to, self.key = to, key

    def html(self, row) -> Markup:
        value, key = getattr(row, self.attribute), getattr(row, self.key)
        if value is None:
            return self.missing
        if key is None:
            return escape(value)
        return LINK % (self.link(self.to, key), value)


class Date(Text):
    """A date or time attribute as a date in words."""

    def html(self, row) -> Markup:
        value = getattr(row, self.attribute)
        if value is None:
            return self.missing
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), date_words(value))


class Statement(Column):
    """The figure as stated, linked to its evidence, with its rank and end where they matter."""

    def html(self, row: FigureRow) -> Markup:
        kind = "value" if row.value is not None else "value value--missing"
        return (
            Markup('<a class="%s" href="%s">%s</a>') % (kind, self.link("figure", row.figure_id), row.words)
            + marked(row.rank)
            + marked(row.status)
        )


class Place(Column):
    """Where, with a badge where it is more than one country."""

    def html(self, row: FigureRow) -> Markup:
        if row.coverage == "single":
            return LINK % (self.link("country", row.place_key), row.place)
        if row.coverage == "group":
            # Its members stand at the foot of the page.
            return badges(language())["group"] + Markup(' <a href="#group-{}">{}</a>').format(row.group_slug, row.place)
        return badges(language())[row.coverage] + " " + escape(row.place)
