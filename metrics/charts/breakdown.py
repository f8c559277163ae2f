"""Parts that are declared to add up to a figure: each part, their sum, and the figure as it is stated.

Only here, and within a bar of money, do values stand end to end: only a declared component may be added.
"""

from django.utils.translation import gettext as _

from metrics.reports.indicator import Whole

from .bars import OWN, Axis, Row, reach_of, row_elements, shared_fill
from .palette import hatch
from .svg import Cell, DataTable, Drawing, Element

# What the bars of a whole and of its sum stand apart from the parts above, in pixels.
APART = 8


def breakdown_chart(whole: Whole, key: str) -> Drawing:
    """One division of a figure, such as by sex and age. `key` is unique on the page."""
    figure, division = whole.figure, whole.parts
    shared = f"{key}-shared" if figure.is_shared else ""
    look = shared_fill(shared) if shared else OWN
    rows = [Row(part.part_label, part.words, part.value, part.qualifier, look=look) for part in division.parts]
    totals = [Row(_("As stated"), figure.words, figure.value, figure.qualifier, bold=True, look=look)]
    if division.sum is not None:
        added, values = division.sum, tuple(part.value for part in division.parts)
        label, words = _("The parts added up"), division.sum_words
        totals.insert(0, Row(label, words, added.value, added.qualifier, parts=values, bold=True, look=look))
    axis = Axis(*reach_of([*rows, *totals]))
    elements: list[Element] = []
    top = 0.0
    for index, row in enumerate([*rows, *totals]):
        if index == len(rows):
            top += APART
        made, top = row_elements(row, axis, top)
        elements += made
    period = figure.period or _("no period stated")
    title = _("%(figure)s: its parts, %(period)s") % {"figure": figure.label, "period": period}
    return Drawing(
        key=key,
        title=title,
        description=verdict(whole),
        height=top,
        elements=tuple(elements),
        definitions=(hatch(shared),) if shared else (),
        table=table_of(whole, title),
    )


def verdict(whole: Whole) -> str:
    """Whether the parts make the figure that is stated, in a sentence."""
    division = whole.parts
    if division.agrees is None:
        return division.sum_words
    words = (
        _("The parts add up to %(sum)s, which agrees with %(stated)s.")
        if division.agrees
        else _("The parts add up to %(sum)s, which does not agree with %(stated)s.")
    )
    return words % {"sum": division.sum_words, "stated": division.stated_words}


def table_of(whole: Whole, title: str) -> DataTable:
    division, figure = whole.parts, whole.figure
    rows = [(Cell(part.part_label), Cell(part.words, "figure", part.figure_id)) for part in division.parts]
    if division.sum is not None:
        rows.append((Cell(_("The parts added up")), Cell(division.sum_words)))
    rows.append((Cell(_("As stated")), Cell(figure.words, "figure", figure.figure_id)))
    # A page may have several such tables, which are told apart by their names.
    caption = f"{title}: {', '.join(part.part_label for part in division.parts)}"
    return DataTable(caption, (_("Part"), _("Figure")), tuple(rows))
