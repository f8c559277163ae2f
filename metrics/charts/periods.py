"""One figure on a time axis: where its period begins and ends, and the mark that its kind calls for."""

import datetime as dt
from dataclasses import dataclass

from metrics.reports.rows import FigureRow

from .columns import HOLLOW, OPEN, arrows, cap, column, level
from .labels import Mark
from .palette import EARLIER, GROUND, INK, JOINT, MAIN, MAIN_LIGHT, SOFT_INK
from .scales import TimeScale, ValueScale
from .svg import Element, element, percent

HATCH = "series-shared"
PALE_HATCH = "series-shared-pale"
POLE = 7
# A period of days is still to be seen on a scale of years: percent of the width.
LEAST = 0.9
# How high arrows reach above a mark, and how high a field without a number is, in pixels.
ARROWS = 16
MISSING = 16
# Dots before a mark whose start is not stated, in pixels.
BEFORE = 14
# What is aimed at or was before is a line, whatever the indicator adds up as.
LINES = frozenset({"target", "baseline"})


@dataclass(frozen=True, slots=True)
class Look:
    """What the marks of a panel have in common. `names_roles`: their words say which role each has."""

    accumulation: str
    is_shared: bool
    names_roles: bool = False

    def fill(self, row: FigureRow) -> str:
        if self.is_shared:
            return f"url(#{PALE_HATCH if row.role == 'commitment' else HATCH})"
        return MAIN_LIGHT if row.role == "commitment" else MAIN

    @property
    def ink(self) -> str:
        return JOINT if self.is_shared else MAIN

    def words(self, row: FigureRow) -> str:
        """ "more than 131,000"; of another role than a result's, with its name."""
        stated = row.stated
        words = f"{stated.qualifier} {stated.number}".strip()
        return f"{row.role_words}: {words}" if self.names_roles and row.role != "actual" else words


@dataclass(frozen=True, slots=True)
class Span:
    """Percent of the width. `since` is False where the start is not stated: then the span is only its last day."""

    left: float
    right: float
    since: bool

    @property
    def width(self) -> float:
        return self.right - self.left


def span_of(row: FigureRow, time: TimeScale) -> Span:
    """From the start to the end of a figure's period. One without an end lasts until the date of its source."""
    until: dt.date = row.period_end or max(row.reference_date, row.period_start or row.reference_date)
    right = time.at(until, end=True)
    left = time.at(row.period_start or until)
    return Span(min(left, right - LEAST), right, row.period_start is not None)


def order_of(row: FigureRow) -> tuple:
    """Which words have room first: those of a value, of the preferred statement, of a result, of the latest."""
    return row.value is None, row.rank != "preferred", row.role != "actual", -row.reference_date.toordinal()


def before(span: Span, y: float, ink: str) -> Element | None:
    """The dots that lead to a mark since when is not stated."""
    if span.since:
        return None
    return element(
        "svg",
        element("line", x1=-BEFORE, x2=-2, y1=0, y2=0, stroke=ink, stroke_width=2, stroke_dasharray="2 3",
                class_="mark-line"),
        x=percent(span.left), y=y, width=1, height=1, overflow="visible",
    )  # fmt: skip


def drawn_figure(
    row: FigureRow, look: Look, time: TimeScale, values: ValueScale, bottom: float
) -> tuple[list[Element], Mark]:
    """The mark of a figure that has a value, above the pixel `bottom` of its plot."""
    span = span_of(row, time)
    y, zero = bottom - values.at(row.value), bottom - values.zero
    left, right = span.left, span.right
    is_line = row.role in LINES or row.rank != "preferred"
    if is_line:
        found = [level_line(span, y, "6 3" if row.rank == "preferred" else "2 3")]
    elif look.accumulation == "increment":
        found = block(span, y, zero, row.qualifier, look.fill(row), look.ink)
    elif look.accumulation == "running_total":
        left = right
        found = pole(span, y, zero, row.qualifier, look.fill(row), look.ink)
    else:
        found = level(span.left, span.width, y, row.qualifier, look.fill(row), look.ink)
        if row.qualifier != "exact":
            found.append(cap(percent(left), percent(right), y, row.qualifier, look.ink))
    found.append(arrows((left + right) / 2, y, row.qualifier, look.ink))
    found.append(before(span, zero if look.accumulation == "increment" else y, look.ink))
    top = min(y, zero) - (ARROWS if row.qualifier in OPEN else 4)
    return [one for one in found if one is not None], Mark(
        left, right, top, look.words(row), order_of(row), y if is_line else None
    )


def level_line(span: Span, y: float, dashes: str) -> Element:
    return element(
        "line", x1=percent(span.left), x2=percent(span.right), y1=y, y2=y, stroke=INK, stroke_width=2,
        stroke_dasharray=dashes, class_="mark-line",
    )  # fmt: skip


def block(span: Span, y: float, zero: float, qualifier: str, fill: str, ink: str) -> list[Element | None]:
    """An amount of its own period. One below zero hangs from the line of zero, closed."""
    x, width = percent(span.left), percent(span.width)
    if y > zero:
        qualifier = qualifier if qualifier in HOLLOW else "exact"
    return [
        *column(x, width, min(y, zero), max(y, zero), qualifier, fill, ink),
        cap(x, percent(span.right), y, qualifier, ink),
    ]


def pole(span: Span, y: float, zero: float, qualifier: str, fill: str, ink: str) -> list[Element | None]:
    """A total reached by the last day of the span, with a line back over the time that it was counted in."""
    upright = element(
        "svg",
        *column(-POLE / 2, POLE, min(y, zero) - y, max(y, zero) - y, qualifier, fill, ink),
        cap(-POLE, POLE, 0, qualifier, ink),
        x=percent(span.right), y=y, width=1, height=1, overflow="visible",
    )  # fmt: skip
    back = element(
        "line",
        x1=percent(span.left),
        x2=percent(span.right),
        y1=y,
        y2=y,
        stroke=ink,
        stroke_width=1,
        class_="mark-line",
    )
    return [back if span.since else None, upright]


def earlier_figure(row: FigureRow, look: Look, time: TimeScale, values: ValueScale, bottom: float) -> list[Element]:
    """A value that was corrected or withdrawn: a thin line without words, before the marks; the table has its value."""
    if row.value is None:
        return []
    span = span_of(row, time)
    y = bottom - values.at(row.value)
    across = {"x1": percent(span.left), "x2": percent(span.right), "y1": y, "y2": y}
    return [
        element("line", **across, stroke=GROUND, stroke_width=4, class_="mark-under"),
        element("line", **across, stroke=EARLIER, stroke_width=1.5, class_="mark-earlier"),
    ]


def missing_figure(
    row: FigureRow, look: Look, time: TimeScale, values: ValueScale, bottom: float
) -> tuple[list[Element], Mark]:
    """A field that is not filled, with the reason why there is no number: missing is not zero."""
    span = span_of(row, time)
    top = bottom - values.zero - MISSING
    field = element(
        "rect", x=percent(span.left), y=top, width=percent(span.width), height=MISSING, fill="none", stroke=SOFT_INK,
        stroke_width=1, stroke_dasharray="2 2", class_="mark-missing",
    )  # fmt: skip
    return [field], Mark(span.left, span.right, top, look.words(row), order_of(row))
