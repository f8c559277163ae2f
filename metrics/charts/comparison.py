"""Figures of one period beside each other, by place and category: nothing moves over time, so places are compared."""

from django.utils.translation import gettext as _

from metrics.reports.indicator import History, IndicatorReport
from metrics.reports.rows import FigureRow

from .bars import Axis, Fill, Row, reach_of, shared_fill, stacked
from .palette import MAIN, MAIN_LIGHT, hatch
from .svg import Cell, DataTable, Drawing

BARS = 24
SHARED = "comparison-shared"


def in_force(history: History) -> list[FigureRow]:
    return [row for row in history.rows if row.figure_id not in history.ended]


def comparison_chart(report: IndicatorReport, history: History) -> Drawing | None:
    """The largest figures in force, the largest first; None where there are not two, or their units differ."""
    rows = in_force(history)
    if len(rows) < 2 or len({row.unit_plural for row in rows}) > 1:
        return None
    rows = sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.place_key, row.figure_id))[:BARS]
    bars = [bar_of(row) for row in rows]
    elements, height = stacked(bars, Axis(*reach_of(bars)))
    return Drawing(
        key="comparison",
        title=_("%(indicator)s, by place") % {"indicator": report.name},
        description=_("%(count)s figures, in %(unit)s, the largest first.")
        % {"count": len(rows), "unit": report.unit.plural},
        height=height,
        elements=elements,
        definitions=(hatch(SHARED),),
        table=DataTable(
            _("Figures by place"),
            (_("Place"), _("Period"), _("Figure"), _("What it is")),
            tuple(
                (
                    Cell(label_of(row)),
                    Cell(row.period or _("no period stated")),
                    Cell(row.words, "figure", row.figure_id),
                    Cell(", ".join([row.role_words, *([_("rival statement")] if row.rank != "preferred" else [])])),
                )
                for row in rows
            ),
        ),
    )


def label_of(row: FigureRow) -> str:
    place = row.place or _("World")
    return f"{place}: {row.category_name}" if row.category_name else place


def bar_of(row: FigureRow) -> Row:
    notes = [] if row.role == "actual" else [row.role_words]
    notes += [_("Rival statement")] if row.rank != "preferred" else []
    notes += [row.period] if row.period else []
    return Row(
        label_of(row),
        row.words,
        row.value,
        row.qualifier,
        note=", ".join(notes),
        look=shared_fill(SHARED) if row.is_shared else Fill(MAIN if row.role == "actual" else MAIN_LIGHT),
    )
