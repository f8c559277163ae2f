"""Marks that stand upright: blocks, poles and levels, whose upper ends say how firmly their figure is stated.

exact       closed by a line               about      the end fades on both sides of the value
more_than   open: arrows lead on           up_to      hollow below a line: somewhere between zero and the line
at_least    closed, and arrows lead on     less_than  the same below a dashed line, which is not reached
nearly      stops short of its line
"""

from .palette import GROUND
from .svg import Element, element, percent

# In pixels: by how much a mark stops short, and how far an end fades.
SHORT = 5
FADE = (0.75, 0.55, 0.4, 0.25, 0.12)
STRIP = 2
OPEN = frozenset({"more_than", "at_least"})
HOLLOW = frozenset({"up_to", "less_than"})
CLOSED = frozenset({"exact", "at_least", "nearly", "up_to", "less_than"})


def column(x, width, top: float, base: float, qualifier: str, fill: str, ink: str) -> list[Element]:
    """A block from `base` to `top`, both in pixels; `x` and `width` in pixels, or as percentages."""
    fades = len(FADE) * STRIP / 2
    below = {"nearly": SHORT, "about": fades}.get(qualifier, 0)
    start = min(top + below, base)
    hollow = qualifier in HOLLOW
    found = [
        element(
            "rect",
            x=x,
            y=start,
            width=width,
            height=base - start,
            fill=GROUND if hollow else fill,
            stroke=ink,
            stroke_width=1,
            stroke_dasharray="3 2" if qualifier == "less_than" else None,
            class_="mark mark--hollow" if hollow else "mark",
        )
    ]
    if qualifier == "about":
        found += [
            element(
                "rect", x=x, y=start - STRIP * (step + 1), width=width, height=STRIP, fill=ink, fill_opacity=opacity,
                class_="mark",
            )
            for step, opacity in enumerate(FADE)
        ]  # fmt: skip
    return found


def cap(x1, x2, top: float, qualifier: str, ink: str) -> Element | None:
    """The line at the stated value, where the qualifier has one."""
    if qualifier not in CLOSED:
        return None
    dashes = "3 2" if qualifier == "less_than" else None
    return element(
        "line", x1=x1, x2=x2, y1=top, y2=top, stroke=ink, stroke_width=2, stroke_dasharray=dashes, class_="mark-line"
    )


def arrows(x: float, top: float, qualifier: str, ink: str) -> Element | None:
    """Arrows that lead on above a figure that is bounded only from below; `x` in percent."""
    if qualifier not in OPEN:
        return None
    look = {"fill": "none", "stroke": ink, "stroke_width": 2, "class_": "mark-open"}
    return element(
        "svg",
        element("path", d="M-5-4L0-9L5-4", **look),
        element("path", d="M-5-10L0-15L5-10", stroke_opacity=0.6, **look),
        x=percent(x),
        y=top,
        width=1,
        height=1,
        overflow="visible",
    )


def level(x: float, width: float, top: float, qualifier: str, fill: str, ink: str) -> list[Element]:
    """A level that held over a period: a bar at its height; `x` and `width` in percent."""
    across = {"x": percent(x), "width": percent(width)}
    if qualifier == "about":
        return [
            element("rect", y=top + offset, height=STRIP, fill=ink, fill_opacity=opacity, class_="mark", **across)
            for offset, opacity in ((-5, 0.2), (-3, 0.45), (-1, 0.9), (1, 0.45), (3, 0.2))
        ]
    if qualifier in HOLLOW:
        dashes = "3 2" if qualifier == "less_than" else None
        return [
            element("rect", y=top, height=7, fill=GROUND, stroke=ink, stroke_width=1, stroke_dasharray=dashes,
                    class_="mark mark--hollow", **across),
        ]  # fmt: skip
    below = SHORT if qualifier == "nearly" else -2
    return [element("rect", y=top + below, height=4, fill=fill, stroke=ink, stroke_width=1, class_="mark", **across)]
