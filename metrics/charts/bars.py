"""Marks that lie: bars from zero to a value, whose ends say how firmly it is stated, as those of columns do.

exact       closed                         about      the end fades on both sides of the value
more_than   open: arrows lead on           up_to      hollow before a line: somewhere between zero and the line
at_least    closed, and arrows lead on     less_than  the same before a dashed line, which is not reached
nearly      stops short of its line
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .palette import AXIS, GROUND, INK, JOINT, MAIN, SIZE_SMALL, SOFT_INK
from .svg import Element, element, percent
from .words import LINE, NARROWEST, letters_in, lines_of, written

BAR = 14
GAP = 14
# Where bars may end, in percent of the width: beyond it arrows and soft ends have their room.
RIGHT = 90.0
# In percent of the width: by how much a bar stops short, and the strips of a soft end.
SHORT = 1.5
FADE = (0.8, 0.6, 0.45, 0.3, 0.2, 0.1)
STRIP = 0.7
OPEN = frozenset({"more_than", "at_least"})
HOLLOW = frozenset({"up_to", "less_than"})
LINED = frozenset({"at_least", "nearly", "up_to", "less_than"})


def bar(y: float, height: float, zero: float, end: float, qualifier: str, fill: str, ink: str) -> list[Element]:
    """A bar from `zero` to `end`, both in percent; `y` and `height` in pixels."""
    forward = end >= zero
    reach = end
    if qualifier == "nearly":
        reach = max(end - SHORT, zero) if forward else end
    elif qualifier == "about":
        reach = max(end - STRIP * len(FADE) / 2, zero) if forward else end
    hollow = qualifier in HOLLOW
    found = [
        element(
            "rect",
            x=percent(min(zero, reach)),
            y=y + 0.5,
            width=percent(abs(reach - zero)),
            height=height - 1,
            fill=GROUND if hollow else fill,
            stroke=ink,
            stroke_width=1,
            stroke_dasharray="3 2" if qualifier == "less_than" else None,
            class_="mark mark--hollow" if hollow else "mark",
        )
    ]
    if qualifier == "about" and forward:
        found += [
            element(
                "rect", x=percent(reach + STRIP * step), y=y, width=percent(STRIP), height=height, fill=ink,
                fill_opacity=opacity, class_="mark",
            )
            for step, opacity in enumerate(FADE)
        ]  # fmt: skip
    if qualifier in LINED:
        found.append(end_line(y, height, end, dashed=qualifier == "less_than"))
    if qualifier in OPEN:
        found.append(arrows(y + height / 2, end, ink))
    return found


def end_line(y: float, height: float, at: float, *, dashed: bool = False, ink: str = INK) -> Element:
    return element(
        "line",
        x1=percent(at),
        x2=percent(at),
        y1=y - 2,
        y2=y + height + 2,
        stroke=ink,
        stroke_width=2,
        stroke_dasharray="3 2" if dashed else None,
        class_="mark-line",
    )


def arrows(y: float, at: float, ink: str, *, back: bool = False) -> Element:
    """Arrows that lead on beyond a figure that is bounded only from below; with `back`, from within its end."""
    start = -20 if back else 0
    look = {"fill": "none", "stroke": ink, "stroke_width": 2.5, "class_": "mark-open"}
    return element(
        "svg",
        element("path", d=f"M{start + 3}-4.5l5 4.5l-5 4.5", **look),
        element("path", d=f"M{start + 9}-4.5l5 4.5l-5 4.5", stroke_opacity=0.65, **look),
        x=percent(at),
        y=y,
        width=1,
        height=1,
        overflow="visible",
    )


class Fill(NamedTuple):
    """What a bar is filled and outlined with: a color or `url(#pattern)`, and a color."""

    fill: str = MAIN
    ink: str = MAIN


OWN = Fill()


def shared_fill(pattern: str) -> Fill:
    """Of what several countries share: the pattern of this id."""
    return Fill(f"url(#{pattern})", JOINT)


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its words above it. Without a value, `words` say why, in a dotted field.

    `parts` are values that add up to the bar's, which is then divided; only declared components may stand there.
    """

    label: str
    words: str
    value: Decimal | None
    qualifier: str = "exact"
    note: str = ""
    parts: tuple[Decimal, ...] = ()
    bold: bool = False
    look: Fill = OWN


def reach_of(rows: Iterable[Row]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value; zero is always among them."""
    values = [Decimal(0), *(row.value for row in rows if row.value is not None)]
    return min(values), max(values)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values between `low` and `high` in percent of the width."""

    low: Decimal
    high: Decimal

    def at(self, value: Decimal) -> float:
        if self.high == self.low:
            return 0.0
        return float((value - self.low) / (self.high - self.low)) * RIGHT

    @property
    def zero(self) -> float:
        return self.at(Decimal(0))


def row_elements(row: Row, axis: Axis, top: float, width: float = NARROWEST) -> tuple[list[Element], float]:
    """Words and bar of a row that begins at the pixel `top`, and the pixel below it. Words have `width` pixels."""
    found: list[Element] = []
    # On one line where both fit, so that a chart stays short.
    together = len(row.label) + len(row.words) + 2 <= letters_in(width)
    for line in lines_of(row.label, width):
        top += LINE
        value = element("tspan", row.words, dx=8, font_weight=700) if together else None
        found.append(written(line, 0, top - 5, bold=row.bold, after=value, class_="chart-label"))
    for line in () if together else lines_of(row.words, width):
        top += LINE
        found.append(written(line, 0, top - 5, bold=True, class_="chart-label"))
    for line in lines_of(row.note, width, SIZE_SMALL) if row.note else ():
        top += LINE - 1
        found.append(written(line, 0, top - 5, size=SIZE_SMALL, ink=SOFT_INK, class_="chart-note"))
    found += value_elements(row, axis, top)
    return found, top + BAR + GAP


def stacked(rows: Iterable[Row], axis: Axis, width: float = NARROWEST) -> tuple[tuple[Element, ...], float]:
    """The elements of rows below one another, and how high they stand."""
    elements: list[Element] = []
    top = 0.0
    for row in rows:
        made, top = row_elements(row, axis, top, width)
        elements += made
    return tuple(elements), top


def value_elements(row: Row, axis: Axis, top: float) -> list[Element]:
    if row.value is None:
        return [
            element(
                "rect", x=0.5, y=top + 0.5, width="20%", height=BAR - 1, fill="none", stroke=SOFT_INK, stroke_width=1,
                stroke_dasharray="2 2", class_="mark-missing",
            )
        ]  # fmt: skip
    at = percent(axis.zero)
    zero = element("line", x1=at, x2=at, y1=top - 2, y2=top + BAR + 2, stroke=AXIS, stroke_width=1, class_="chart-axis")
    found = bar(top, BAR, axis.zero, axis.at(row.value), row.qualifier, *row.look)
    sums = Decimal(0)
    for part in row.parts[:-1]:
        sums += part
        found.append(
            element(
                "line",
                x1=percent(axis.at(sums)),
                x2=percent(axis.at(sums)),
                y1=top,
                y2=top + BAR,
                stroke=GROUND,
                stroke_width=3,
                class_="mark-cut",
            )
        )
    return [*found, zero]
