"""The figures of an indicator over time: periods as spans, gaps as gaps, nothing joined that was not stated.

Each place and category has a panel of its own; panels of one unit share the scale of values, all share that of time.
How the indicator accumulates decides the mark: an increment is a block over its period, a running total a pole at the
day by which it was reached, a snapshot a level. What several countries share is hatched. Corrected values stay faintly.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.reports.indicator import History, IndicatorReport
from metrics.reports.rows import FigureRow

from . import labels
from .columns import HOLLOW, OPEN
from .palette import AXIS, GRID, SHARED_GROUND, SHARED_LINE, SIZE_SMALL, SOFT_INK, hatch
from .periods import HATCH, LINES, PALE_HATCH, Look, drawn_figure, earlier_figure, missing_figure, span_of
from .scales import TimeScale, ValueScale
from .svg import Cell, DataTable, Drawing, Element, element, percent
from .words import LINE, lines_of, written

PANELS = 12
PLOT = 72
# Above a plot, for arrows and words; below it, before the next panel.
HEADROOM = 34
GAP = 20
AXIS_HEIGHT = 22
# Room at both ends of the axis, in percent, for marks that lead on and for words.
LEFT, RIGHT = 5.0, 96.0


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures of one place, category and unit, those in force and those that were."""

    label: str
    unit: str
    is_shared: bool
    rows: list[FigureRow]
    earlier: list[FigureRow]

    @property
    def all(self) -> list[FigureRow]:
        return self.rows + self.earlier


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """The drawing, and sentences that say how to read its marks and what it leaves out."""

    drawing: Drawing
    reading: list[str]


def panels_of(history: History) -> list[Panel]:
    """Panels in the order of places and categories, a whole before its parts."""
    found: dict[tuple, Panel] = {}
    for row in sorted(
        history.rows, key=lambda row: (row.place_key, row.category_position or 0, row.category_name or "")
    ):
        key = row.place_key, row.category_slug, row.unit_plural
        if key not in found:
            place = row.place or _("World")
            label = f"{place}: {row.category_name}" if row.category_name else place
            found[key] = Panel(label, row.unit_plural, row.is_shared, [], [])
        panel = found[key]
        (panel.earlier if row.figure_id in history.ended else panel.rows).append(row)
    return list(found.values())


def series_chart(report: IndicatorReport, history: History) -> SeriesChart | None:
    """The figures over time; None where no panel has more than one."""
    panels = panels_of(history)
    # Where there is no room for all: those where the most is to be seen.
    most = sorted(panels, key=lambda panel: -len(panel.all))[:PANELS]
    shown = [panel for panel in panels if panel in most]
    rows = [row for panel in shown for row in panel.all]
    if not any(len(panel.all) > 1 for panel in shown):
        return None
    time = TimeScale.of(days_of(rows), LEFT, RIGHT)
    values = value_scales(shown)
    elements: list[Element] = []
    top = 0.0
    for panel in shown:
        made, top = panel_elements(panel, report.accumulation, time, values[panel.unit], top)
        elements += made
    axis = axis_elements(time, top)
    drawing = Drawing(
        key="series",
        title=_("%(indicator)s over time") % {"indicator": report.name},
        description=described(report, shown, rows),
        height=top + AXIS_HEIGHT,
        elements=(*grid_elements(time, top), *elements, *axis),
        definitions=(hatch(HATCH), hatch(PALE_HATCH, SHARED_LINE, SHARED_GROUND)),
        table=table_of(history, shown),
        css_class="chart chart--series",
    )
    return SeriesChart(drawing, reading(report, history, rows, len(panels) - len(shown)))


def days_of(rows: list[FigureRow]) -> list[dt.date]:
    return [day for row in rows for day in (row.period_start, row.period_end, row.reference_date) if day]


def value_scales(panels: list[Panel]) -> dict[str, ValueScale]:
    """One a unit, so that the heights of its panels can be compared."""
    values = defaultdict(list)
    for panel in panels:
        values[panel.unit] += [row.value for row in panel.all if row.value is not None]
    return {panel.unit: ValueScale.of(values[panel.unit], PLOT) for panel in panels}


def panel_elements(
    panel: Panel, accumulation: str, time: TimeScale, values: ValueScale, top: float
) -> tuple[list[Element], float]:
    """The panel's elements and the pixel at which the next one begins."""
    found: list[Element] = []
    roles = {row.role for row in panel.rows}
    heading = panel.label
    if len(roles) == 1 and roles != {"actual"}:
        heading = f"{heading}: {panel.rows[0].role_words.lower()}"
    for line in lines_of(heading):
        top += LINE
        found.append(labels.haloed(line, 0, top - 3, bold=True, class_="chart-heading"))
    highest = top
    bottom = top + HEADROOM + PLOT
    look = Look(accumulation, panel.is_shared, names_roles=len(roles) > 1)
    marks: list[labels.Mark] = []
    # What holds for longer lies behind what holds within it.
    for row in sorted(panel.rows, key=lambda row: (-span_of(row, time).width, -(row.value or 0))):
        make = missing_figure if row.value is None else drawn_figure
        elements, mark = make(row, look, time, values, bottom)
        found.append(pointed_at(row, elements))
        marks.append(mark)
    for row in panel.earlier:
        found.append(pointed_at(row, earlier_figure(row, look, time, values, bottom)))
    zero = bottom - values.zero
    found.append(element("line", x1=0, x2="100%", y1=zero, y2=zero, stroke=AXIS, stroke_width=1, class_="chart-axis"))
    found += [labels.drawn(label) for label in labels.placed(marks, highest)]
    return found, bottom + GAP


def pointed_at(row: FigureRow, elements: list[Element]) -> Element:
    """The mark of a figure, which says its words and its period to who points at it."""
    words = f"{row.role_words}: {row.words}"
    return element("g", element("title", f"{words}, {row.period}" if row.period else words), *elements)


def grid_elements(time: TimeScale, bottom: float) -> list[Element]:
    return [
        element("line", x1=percent(x), x2=percent(x), y1=0, y2=bottom, stroke=GRID, stroke_width=1, class_="chart-grid")
        for x in (time.at(day) for day in time.ticks())
    ]


def axis_elements(time: TimeScale, top: float) -> list[Element]:
    found = []
    for day, words in time.tick_words():
        x = time.at(day)
        anchor = "start" if x < 8 else "end" if x > 92 else "middle"
        found.append(
            written(words, percent(x), top + 14, size=SIZE_SMALL, ink=SOFT_INK, text_anchor=anchor, class_="chart-tick")
        )
    return found


def described(report: IndicatorReport, panels: list[Panel], rows: list[FigureRow]) -> str:
    latest = max((row for panel in panels for row in panel.rows), key=lambda row: row.reference_date, default=None)
    counted = ngettext("%(num)s figure", "%(num)s figures", len(rows)) % {"num": len(rows)}
    places = ngettext("%(num)s panel", "%(num)s panels", len(panels)) % {"num": len(panels)}
    words = _("%(figures)s in %(panels)s, each a place or a part of it, in %(unit)s.") % {
        "figures": counted,
        "panels": places,
        "unit": report.unit.plural,
    }
    if latest is None:
        return words
    return (
        words
        + " "
        + _("The latest is %(words)s, %(period)s.")
        % {"words": latest.words, "period": latest.period or _("no period stated")}
    )


def reading(report: IndicatorReport, history: History, rows: list[FigureRow], left_out: int) -> list[str]:
    """How to read the marks that are there, and no others; what has no room."""
    in_force = [row for row in rows if row.figure_id not in history.ended]
    valued = [row for row in in_force if row.value is not None]
    marks = {
        "increment": _("Each block is the amount of its own period."),
        "running_total": _(
            "Each pole stands at the day by which a total was reached, its line leads back to the start."
        ),
        "snapshot": _("Each bar is the state over its period, or on its day."),
    }
    qualifiers = {row.qualifier for row in valued}
    roles = {row.role for row in in_force}
    sentences = [
        (valued, marks[report.accumulation]),
        (qualifiers & OPEN, _("Arrows lead on above “more than” and “at least”.")),
        ("nearly" in qualifiers, _("A mark short of its line is “nearly”.")),
        ("about" in qualifiers, _("A soft end is “about”.")),
        (qualifiers & HOLLOW, _("A hollow mark is “up to” or “less than”: somewhere between zero and its line.")),
        (roles & LINES, _("Targets and baselines are dashed lines.")),
        ("commitment" in roles, _("What is promised is pale.")),
        (any(row.rank != "preferred" for row in in_force), _("Rival statements are dotted lines.")),
        (any(row.is_shared for row in rows), _("What several countries share is hatched.")),
        (len(valued) < len(in_force), _("A dotted field has no number, which is not zero.")),
        (any(row.period_start is None for row in valued), _("Dots before a mark: since when is not stated.")),
        (any(row.figure_id in history.ended for row in rows), _("Thin gray lines are values since corrected.")),
    ]
    found = [" ".join(sentence for shown, sentence in sentences if shown)]
    if left_out:
        found.append(
            ngettext(
                "%(num)s more place or part stands in the table below alone.",
                "%(num)s more places or parts stand in the table below alone.",
                left_out,
            )
            % {"num": left_out}
        )
    if history.more:
        found.append(_("Older figures stand in the table below alone."))
    return [sentence for sentence in found if sentence]


def table_of(history: History, panels: list[Panel]) -> DataTable:
    """A row for each figure drawn, the newest of a panel first."""
    rows = []
    for panel in panels:
        for row in panel.all:
            remarks = [row.role_words]
            if row.figure_id in history.ended:
                remarks.append(_("since corrected or withdrawn"))
            elif row.rank == "normal":
                remarks.append(_("rival statement"))
            rows.append(
                (
                    Cell(panel.label),
                    Cell(row.period or _("no period stated")),
                    Cell(row.words, "figure", row.figure_id),
                    Cell(", ".join(remarks)),
                )
            )
    return DataTable(_("Figures over time"), (_("Place"), _("Period"), _("Figure"), _("What it is")), tuple(rows))
