"""A drawing as plain data, and as SVG text: what a chart is made of, whatever it shows.

Elements and attributes are those of a short list, without scripts, styles or anything fetched, and every text is
escaped, so that a drawing is safe whatever names stand in it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from markupsafe import Markup, escape

TAGS = frozenset(
    ("svg", "g", "a", "rect", "line", "path", "circle", "text", "tspan", "title", "desc", "defs", "pattern")
)
ATTRIBUTES = frozenset(
    (
        *("id", "class", "role", "href", "aria-label", "aria-labelledby", "aria-hidden", "focusable", "xmlns"),
        *("x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "width", "height", "viewBox", "overflow", "d"),
        *("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linejoin"),
        *("stroke-linecap", "paint-order", "patternUnits", "patternTransform"),
        *("font-family", "font-size", "font-weight", "text-anchor"),
    )
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a drawing. Children are elements and texts."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple["Element | str", ...] = ()

    def __html__(self) -> str:
        attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in self.attributes)
        if not self.children:
            return f"<{self.tag}{attributes}/>"
        # A text may know its markup in HTML, which is none in a drawing.
        children = (escape(child if isinstance(child, Element) else str(child)) for child in self.children)
        return f"<{self.tag}{attributes}>{''.join(children)}</{self.tag}>"


def element(tag: str, *children: Element | str | None, **attributes) -> Element:
    """`element("rect", x=percent(20), stroke_width=2, class_="x")`. Attributes and children that are None are left out.

    Numbers are units of the drawing (pixels). ValueError for what no drawing may hold.
    """
    named = tuple(
        (attribute_name(name), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
        if value is not None
    )
    if tag not in TAGS:
        raise ValueError(f"<{tag}> is not an element of drawings. Those are: {', '.join(sorted(TAGS))}.")
    for name, _value in named:
        if name not in ATTRIBUTES:
            raise ValueError(f"{name} is not an attribute of drawings. Add it to ATTRIBUTES if it is harmless.")
    return Element(tag, named, tuple(child for child in children if child is not None))


def attribute_name(name: str) -> str:
    """`stroke_width` is stroke-width, `class_` is class; SVG's own camel case stays."""
    return name.rstrip("_").replace("_", "-")


def number(value: float | Decimal) -> str:
    """A length with at most two decimals."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """Of the drawing's width, with at most three decimals: a hundredth of a pixel on the widest page."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text) + "%"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a data table. `to` and `key` name the page it leads to, where it leads to one."""

    text: str
    to: str = ""
    key: object = None


@dataclass(frozen=True, slots=True)
class DataTable:
    """What a chart draws, in words. Every row has as many cells as there are columns; the first names the row.

    `numeric` holds the positions, from 0, of the columns that are numbers.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: what it is called, what it says in a sentence, its elements and its data.

    `key` begins every id in it and is unique on its page. A drawing is as wide as what it stands in: across, its
    elements are placed by percentages, and only down by pixels, so that letters and the ends of bars keep their size.
    With a `view_box`, (width, height) in units, it grows and shrinks as a whole. `role` is "group" where there are
    links in it, since what has the role "img" can have none.
    """

    key: str
    title: str
    description: str
    height: float
    elements: tuple[Element, ...]
    table: DataTable
    definitions: tuple[Element, ...] = ()
    view_box: tuple[float, float] | None = None
    role: Literal["img", "group"] = "img"
    css_class: str = "chart"

    def __html__(self) -> str:
        return self.svg()

    def svg(self, width: float | None = None, xmlns: bool = False) -> Markup:
        """As text for a page or, with `width` in pixels and its namespace, for a file."""
        title, description = f"{self.key}-title", f"{self.key}-desc"
        box = {"viewBox": f"0 0 {number(self.view_box[0])} {number(self.view_box[1])}"} if self.view_box else {}
        size = {"width": width or "100%", "height": self.height} if not box or width else {}
        return escape(
            element(
                "svg",
                element("title", self.title, id=title),
                element("desc", self.description, id=description),
                element("defs", *self.definitions) if self.definitions else None,
                *self.elements,
                xmlns="http://www.w3.org/2000/svg" if xmlns else None,
                class_=self.css_class,
                role=self.role,
                aria_labelledby=f"{title} {description}",
                focusable="false",
                **size,
                **box,
            )
        )
