"""How a figure has moved since its baseline: the two on one scale, each with its qualifier."""

from django.utils.translation import gettext as _

from metrics.reports.progress import Progress
from metrics.reports.rows import FigureRow

from .bars import OWN, Axis, Fill, Row, reach_of, shared_fill, stacked
from .palette import EARLIER, hatch
from .svg import Cell, DataTable, Drawing
from .words import NARROWEST

BEFORE = Fill(EARLIER, EARLIER)


def change_chart(figure: FigureRow, progress: Progress, key: str, width: float = NARROWEST) -> Drawing:
    """The baseline above, the figure of today below. `progress` is of kind "change"; `key` is unique on its page.

    Words are broken to fit `width` pixels.
    """
    baseline = progress.of
    shared = f"{key}-shared" if figure.is_shared else ""
    look = shared_fill(shared) if shared else OWN
    rows = [
        Row(label_of(_("Baseline"), baseline.period), baseline.words, baseline.value, baseline.qualifier, look=BEFORE),
        Row(label_of(_("Actual"), figure.period), figure.words, figure.value, figure.qualifier, look=look),
    ]
    elements, height = stacked(rows, Axis(*reach_of(rows)), width)
    return Drawing(
        key=key,
        title=_("%(figure)s: since the baseline") % {"figure": figure.label},
        description=progress.words,
        height=height,
        elements=elements,
        definitions=(hatch(shared),) if shared else (),
        table=DataTable(
            _("The two figures"),
            (_("Role"), _("Period"), _("Figure")),
            (
                (Cell(_("Baseline")), Cell(baseline.period), Cell(baseline.words, "figure", baseline.figure_id)),
                (Cell(_("Actual")), Cell(figure.period), Cell(figure.words, "figure", figure.figure_id)),
            ),
        ),
    )


def label_of(role: str, period: str) -> str:
    return f"{role}, {period}" if period else role
