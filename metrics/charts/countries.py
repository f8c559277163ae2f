"""One indicator of several countries, a bar for each: of one role, unit and kind of period, and none of them shared."""

from django.utils.translation import gettext as _

from metrics.reports.comparison import Row as ComparedRow
from metrics.reports.rows import FigureRow

from .bars import Axis, Fill, Row, reach_of, stacked
from .palette import MAIN, MAIN_LIGHT
from .svg import Cell, DataTable, Drawing


def country_chart(compared: ComparedRow) -> Drawing:
    """A bar for each figure of `compared.compared`, in the order of the countries; there are at least two."""
    figures = compared.compared
    first = figures[0]
    targets = {cell.code: cell.entry.of_role("target") for cell in compared.cells if cell.entry}
    bars = [bar_of(row, targets[row.place_key]) for row in figures]
    elements, height = stacked(bars, Axis(*reach_of(bars)))
    alone = _("%(role)s, in %(unit)s; each country's own figure.") % {
        "role": first.role_words,
        "unit": first.unit_plural,
    }
    return Drawing(
        key=key_of(first),
        title=first.label,
        description=f"{alone} {compared.note}".strip(),
        height=height,
        elements=elements,
        table=DataTable(
            first.label,
            (_("Country"), _("Period"), _("Figure"), _("Target"), _("Source")),
            tuple(
                (
                    Cell(row.place, "country", row.place_key),
                    Cell(row.period or _("no period stated")),
                    Cell(row.words, "figure", row.figure_id),
                    target_cell(targets[row.place_key], row),
                    Cell(row.source_title, "source", row.source_slug) if row.source_slug else Cell(_("not stated")),
                )
                for row in figures
            ),
        ),
    )


def key_of(row: FigureRow) -> str:
    return "-".join(["compared", row.indicator_slug, *([row.category_slug] if row.category_slug else [])])


def target_cell(target: FigureRow | None, row: FigureRow) -> Cell:
    if target is None or target.figure_id == row.figure_id:
        return Cell(_("none stated"))
    return Cell(target.words, "figure", target.figure_id)


def bar_of(row: FigureRow, target: FigureRow | None) -> Row:
    notes = [row.period or _("no period stated")]
    if target is not None and target.figure_id != row.figure_id:
        notes.append(_("target: %(target)s") % {"target": target.words})
    fill = MAIN if row.role == "actual" else MAIN_LIGHT
    return Row(row.place, row.words, row.value, row.qualifier, note=", ".join(notes), look=Fill(fill))
