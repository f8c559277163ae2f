"""Money by program: what was asked for, promised and provided, a bar for each figure, all on one scale.

No bar is added to another: a total announced may hold what another figure names. Only parts that are declared to add up
stand within the bar of their whole.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from metrics.reports.money import Amount, Money

from .bars import Axis, Fill, Row, reach_of, row_elements
from .palette import (
    EARLIER,
    JOINT,
    JOINT_LIGHT,
    MAIN,
    MAIN_LIGHT,
    SHARED_GROUND,
    SHARED_LINE,
    SIZE_SMALL,
    SOFT_INK,
    TRACK,
    hatch,
)
from .svg import Cell, DataTable, Drawing, Element
from .words import LINE, NARROWEST, lines_of, written

# Of each role: fill and outline of one country's figure, and lines, ground and outline of one that several share.
LOOKS = {
    "actual": (MAIN, MAIN, JOINT, JOINT_LIGHT, JOINT),
    "commitment": (MAIN_LIGHT, MAIN, SHARED_LINE, SHARED_GROUND, JOINT),
    "target": (TRACK, EARLIER, EARLIER, TRACK, EARLIER),
    "baseline": (TRACK, EARLIER, EARLIER, TRACK, EARLIER),
}
BARS = 30
BETWEEN_PROGRAMS = 14
AFTER_HEADING = 6


@dataclass(frozen=True, slots=True)
class MoneyChart:
    """One drawing for each currency, and how many amounts there was no room for."""

    drawings: list[Drawing]
    left_out: int


def money_chart(money: Money, width: float = NARROWEST) -> MoneyChart:
    """Bars of the first amounts. Currencies have charts of their own, since no scale holds two.

    Words are broken to fit `width` pixels: the narrowest page's, unless it is known where the drawings will stand.
    """
    shown = money.amounts[:BARS]
    currencies = sorted({amount.row.currency for amount in shown})
    drawings = [
        drawing_of(currency, [amount for amount in shown if amount.row.currency == currency], width)
        for currency in currencies
    ]
    return MoneyChart(drawings, len(money.amounts) - len(shown))


def drawing_of(currency: str, amounts: list[Amount], width: float) -> Drawing:
    key = f"money-{currency.lower()}"
    axis = Axis(*reach_of(bar_of(amount, key) for amount in amounts))
    elements: list[Element] = []
    top = 0.0
    for (program, funders), own in groupby(amounts, key=program_words):
        top += BETWEEN_PROGRAMS if top else 0
        for words in lines_of(program, width):
            top += LINE
            elements.append(written(words, 0, top - 5, bold=True, class_="chart-heading"))
        for words in lines_of(funders, width, SIZE_SMALL) if funders else ():
            top += LINE - 1
            elements.append(written(words, 0, top - 5, size=SIZE_SMALL, ink=SOFT_INK, class_="chart-note"))
        top += AFTER_HEADING
        for amount in own:
            made, top = row_elements(bar_of(amount, key), axis, top, width)
            elements += made
    title = _("Money asked for, promised and provided, in %(currency)s") % {"currency": currency}
    return Drawing(
        key=key,
        title=title,
        description=_("%(count)s amounts by program. None is added to another: one may hold what another names.")
        % {"count": len(amounts)},
        height=top,
        elements=tuple(elements),
        definitions=tuple(
            hatch(f"{key}-{role}", line, ground)
            for role, (_fill, _ink, line, ground, _shared_ink) in LOOKS.items()
            if any(amount.row.is_shared and amount.row.role == role for amount in amounts)
        ),
        table=table_of(amounts, title),
    )


def program_words(amount: Amount) -> tuple[str, str]:
    """Line and name of the program, and who funds it. Which of them gave an amount, only its own name can say."""
    row = amount.row
    name = _("Context")
    if row.program_name:
        name = _("Line %(number)s: %(program)s") % {"number": row.line_number, "program": row.program_name}
    return name, _("Funded by %(funders)s") % {"funders": ", ".join(amount.funders)} if amount.funders else ""


def bar_of(amount: Amount, key: str) -> Row:
    row = amount.row
    fill, ink, _line, _ground, shared_ink = LOOKS[row.role]
    look = Fill(f"url(#{key}-{row.role})", shared_ink) if row.is_shared else Fill(fill, ink)
    return Row(
        row.label,
        row.words,
        row.value,
        row.qualifier,
        note=" · ".join(facts_of(amount)),
        parts=parts_of(amount),
        look=look,
    )


def facts_of(amount: Amount) -> list[str]:
    """What is said below the name: role, period, parts."""
    row = amount.row
    parts = amount.parts.working if amount.parts and parts_of(amount) else ""
    return [fact for fact in (row.role_words, row.period, parts) if fact]


def parts_of(amount: Amount) -> tuple:
    """Values of declared parts that make the very value of the bar; nothing else may be drawn within it."""
    parts = amount.parts
    if parts is None or parts.sum is None or parts.sum.value != amount.row.value:
        return ()
    return tuple(part.value for part in parts.parts)


def table_of(amounts: list[Amount], title: str) -> DataTable:
    return DataTable(
        title,
        (_("Indicator"), _("Amount"), _("What it is"), _("Program"), _("Program funded by"), _("Place"), _("Period")),
        tuple(
            (
                Cell(amount.row.label, "indicator", amount.row.indicator_slug),
                Cell(amount.row.words, "figure", amount.row.figure_id),
                Cell(amount.row.role_words),
                Cell(program_words(amount)[0]),
                Cell(", ".join(amount.funders) or _("not stated")),
                Cell(amount.row.place or _("World")),
                Cell(amount.row.period or _("no period stated")),
            )
            for amount in amounts
        ),
    )
