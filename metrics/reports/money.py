"""Money that current figures speak of: asked for, promised, provided, by line of action and agency. None is added."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import Participation

from .entries import Entry, entries_of
from .line_of_action import LineReport, ProgramSummary, first_figures
from .progress import Parts
from .rows import FigureRow

# In which order a line's amounts are told: what was asked for, what was promised, what was provided.
ROLES = ("target", "commitment", "baseline", "actual")


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of money; short names of those who fund its program; the parts that are declared to add up to it."""

    row: FigureRow
    funders: list[str]
    parts: Parts | None


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts by program in reading order, then as ROLES, the largest first. `more`: whether there are others."""

    amounts: list[Amount]
    more: bool


def report(day: dt.date | None) -> Money:
    """The money of all lines, in three queries. Context, such as trade, is nobody's program and left out."""
    rows, more = first_figures(day, unit__kind="money", program__isnull=False)
    taking_part = Participation.objects.filter(
        role=Participation.Role.FUNDER, program__slug__in={row.program_slug for row in rows}
    ).select_related("organization", "program")
    funders: dict[str | None, list[str]] = {}
    for participation in taking_part.order_by("organization__name") if rows else []:
        funders.setdefault(participation.program.slug, []).append(participation.organization.short_name)
    return money_of(entries_of(rows, day), funders, more)


def of_line(line: LineReport) -> Money:
    """The money among the figures of one line's page, without a query."""
    return of_programs(line.programs, line.more)


def of_programs(programs: Iterable[ProgramSummary], more: bool) -> Money:
    """The money among the figures of these programs' entries, without a query."""
    funder = str(Participation.Role.FUNDER.label)
    funders: dict[str | None, list[str]] = {
        program.slug: [taking_part.short_name for taking_part in program.participants if taking_part.role == funder]
        for program in programs
    }
    return money_of([entry for program in programs for entry in program.entries], funders, more)


def money_of(entries: Iterable[Entry], funders: dict[str | None, list[str]], more: bool) -> Money:
    """Of entries in reading order, which the programs keep."""
    programs: dict[str | None, list[Amount]] = {}
    for entry in entries:
        for row in (entry.figure, *entry.others):
            if row.unit_kind == "money":
                parts = entry.parts[0] if entry.parts and row is entry.figure else None
                amount = Amount(row, funders.get(row.program_slug, []), parts)
                programs.setdefault(row.program_slug, []).append(amount)
    return Money([amount for amounts in programs.values() for amount in sorted(amounts, key=order_of)], more)


def order_of(amount: Amount) -> tuple:
    row = amount.row
    return ROLES.index(row.role), -(row.value or 0), row.figure_id
