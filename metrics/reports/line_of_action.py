"""Lines of action and programs: who does what where, and what came of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from metrics.models import CurrentFigure, Figure
from programs.models import LineOfAction, Participation, Program
from programs.territories import country_name

from .entries import Entry, entries_of
from .places import Group, groups_of
from .rows import FigureRow, MilestoneRow, figure_rows, in_reading_order, milestone_rows

# More entries than these stand on the program's and indicators' own pages.
ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Participant:
    role: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class ProgramSummary:
    slug: str
    name: str
    summary: str
    status: str
    countries: list[tuple[str, str]]
    participants: list[Participant]
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class LineReport:
    """`more` counts the current figures beyond those in the programs' entries."""

    number: int
    name: str
    summary: str
    programs: list[ProgramSummary]
    milestones: list[MilestoneRow]
    groups: list[Group]
    total: int

    @property
    def more(self) -> int:
        return max(0, self.total - ENTRIES)


def current_figures(day: dt.date | None, **where) -> QuerySet:
    """Figures that stand for at least one country or the world, each once. `where` filters on the indicator."""
    pointers = CurrentFigure.objects.as_of(day).filter(**{f"indicator__{name}": v for name, v in where.items()})
    return Figure.objects.filter(pk__in=pointers.values("figure")).order_by(*in_reading_order())


def rows(day: dt.date | None, **where) -> Iterator[FigureRow]:
    """The current figures of a line (`program__line__number=2`) or program (`program__slug=…`), for files."""
    return figure_rows(current_figures(day, **where))


def participants_of(programs: list[Program]) -> dict[int, list[Participant]]:
    found: dict[int, list[Participant]] = {program.pk: [] for program in programs}
    taking_part = Participation.objects.filter(program__in=found).select_related("organization")
    for participation in taking_part.order_by("program", "role", "organization__name"):
        organization = participation.organization
        found[participation.program_id].append(
            Participant(participation.get_role_display(), organization.name, organization.short_name)
        )
    return found


def summaries(programs: list[Program], entries: list[Entry]) -> list[ProgramSummary]:
    """`programs` with their countries prefetched, each with its entries."""
    participants = participants_of(programs)
    return [
        ProgramSummary(
            slug=program.slug,
            name=program.name,
            summary=program.summary,
            status=program.get_status_display(),
            countries=sorted(((c.pk, country_name(c.pk)) for c in program.countries.all()), key=lambda pair: pair[1]),
            participants=participants[program.pk],
            entries=[entry for entry in entries if entry.figure.program_slug == program.slug],
        )
        for program in programs
    ]


def line_numbered(number: int) -> LineOfAction | None:
    return LineOfAction.objects.filter(strategy__slug=settings.STRATEGY_SLUG, number=number).first()


def program_named(slug: str) -> Program | None:
    return Program.objects.filter(slug=slug).select_related("line").prefetch_related("countries").first()


def report(number: int, day: dt.date | None) -> LineReport | None:
    """The page of a line of action; None where there is no such line."""
    line = line_numbered(number)
    if line is None:
        return None
    programs = list(line.programs.order_by("position", "pk").prefetch_related("countries"))
    figures = current_figures(day, program__line=line.pk)
    shown = list(figure_rows(figures[:ENTRIES]))
    return LineReport(
        number=line.number,
        name=line.name,
        summary=line.summary,
        programs=summaries(programs, entries_of(shown, day)),
        milestones=milestone_rows(day, line=line),
        groups=groups_of(shown),
        total=len(shown) if len(shown) < ENTRIES else figures.count(),
    )


@dataclass(frozen=True, slots=True)
class ProgramReport:
    line_number: int
    line_name: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    program: ProgramSummary
    indicators: list[tuple[str, str]]
    milestones: list[MilestoneRow]
    groups: list[Group]
    total: int

    @property
    def more(self) -> int:
        return max(0, self.total - ENTRIES)


def program_report(slug: str, day: dt.date | None) -> ProgramReport | None:
    """The page of a program; None where there is no such program."""
    program = program_named(slug)
    if program is None:
        return None
    figures = current_figures(day, program=program.pk)
    shown = list(figure_rows(figures[:ENTRIES]))
    (summary,) = summaries([program], entries_of(shown, day))
    return ProgramReport(
        line_number=program.line.number,
        line_name=program.line.name,
        starts_on=program.starts_on,
        ends_on=program.ends_on,
        program=summary,
        indicators=list(program.indicators.order_by("position", "pk").values_list("slug", "name")),
        milestones=milestone_rows(day, program=program),
        groups=groups_of(shown),
        total=len(shown) if len(shown) < ENTRIES else figures.count(),
    )
