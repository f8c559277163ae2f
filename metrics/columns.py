"""Columns of tables. Each knows how a cell reads to people, `html(row)`; files have their own columns (exports).

Cells are made here and not by django-tables2, whose own cell rendering costs 37 times as much per row.
"""

from collections.abc import Callable

import django_tables2 as tables
from markupsafe import Markup, escape

from .reports.rows import FigureRow, date_words

# Markup fills these in, escaped, in a quarter of the time that its format() takes.
LINK = Markup('<a href="%s">%s</a>')
JOINT = {
    "joint": Markup('<span class="badge badge--joint">Joint</span> '),
    "group": Markup('<span class="badge badge--group">Group</span> '),
    "global": Markup('<span class="badge badge--global">Worldwide</span> '),
    "single": Markup(""),
}
RANK = {
    "preferred": Markup(""),
    "normal": Markup(' <span class="badge badge--normal">Rival statement</span>'),
    "deprecated": Markup(' <span class="badge badge--deprecated">Deprecated</span>'),
}
STATUS = {
    "published": Markup(""),
    "superseded": Markup(' <span class="badge badge--superseded">Superseded</span>'),
    "withdrawn": Markup(' <span class="badge badge--withdrawn">Withdrawn</span>'),
}


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

    def __init__(self, header: str, attribute: str, *, missing: str = "not stated", **kwargs):
        super().__init__(header, **kwargs)
        self.attribute = attribute
        self.missing = Markup('<span class="figs__none">{}</span>').format(missing)

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
            + RANK[row.rank]
            + STATUS[row.status]
        )


class Place(Column):
    """Where, with a badge where it is more than one country."""

    def html(self, row: FigureRow) -> Markup:
        if row.coverage == "single":
            return LINK % (self.link("country", row.place_key), row.place)
        if row.coverage == "group":
            # Its members stand at the foot of the page.
            return JOINT["group"] + Markup('<a href="#group-{}">{}</a>').format(row.group_slug, row.place)
        return JOINT[row.coverage] + escape(row.place)
