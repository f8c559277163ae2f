"""Lines of action and programs: who does what where, and what came of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, QuerySet

from metrics.models import CurrentFigure, Figure
from programs.languages import in_language, localized
from programs.models import LineOfAction, Participation, Program
from programs.territories import country_name

from .entries import Entry, entries_of
from .milestones import MilestoneRow, milestone_rows
from .places import Group, groups_of
from .rows import FigureRow, figure_rows, in_reading_order

# More entries than these stand on the program's and indicators' own pages.
ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Participant:
    role: str
    slug: str
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
    """`more` tells whether there are current figures beyond those in the programs' entries."""

    number: int
    name: str
    summary: str
    programs: list[ProgramSummary]
    milestones: list[MilestoneRow]
    groups: list[Group]
    more: bool


def current_figures(day: dt.date | None, **where) -> QuerySet:
    """Figures that stand for at least one country or the world, each once. `where` filters on the indicator."""
    pointers = CurrentFigure.objects.as_of(day).filter(**{f"indicator__{name}": v for name, v in where.items()})
    return Figure.objects.filter(pk__in=pointers.values("figure")).order_by(*in_reading_order())


def rows(day: dt.date | None, **where) -> Iterator[FigureRow]:
    """The current figures of a line (`program__line__number=2`) or program (`program__slug=…`), for files."""
    return figure_rows(current_figures(day, **where), day=day)


def participants_of(programs: list[Program]) -> dict[int, list[Participant]]:
    found: dict[int, list[Participant]] = {program.pk: [] for program in programs}
    taking_part = Participation.objects.filter(program__in=found).select_related("organization")
    for participation in taking_part.order_by("program", "role", "organization__name"):
        organization = participation.organization
        found[participation.program_id].append(
            Participant(
                participation.get_role_display(),
                organization.slug,
                in_language(organization, "name"),
                organization.short_name,
            )
        )
    return found


def with_countries(programs: QuerySet) -> list[tuple[Program, list[str]]]:
    """Programs with the codes of their countries, in one query."""
    found: dict[int, tuple[Program, list[str]]] = {}
    for program in programs.annotate(code=F("countries")):
        codes = found.setdefault(program.pk, (program, []))[1]
        if program.code:
            codes.append(program.code)
    return list(found.values())


def summaries(programs: list[tuple[Program, list[str]]], entries: list[Entry]) -> list[ProgramSummary]:
    """Programs and the codes of their countries, each with its entries."""
    participants = participants_of([program for program, _ in programs])
    return [
        ProgramSummary(
            slug=program.slug,
            name=in_language(program, "name"),
            summary=in_language(program, "summary"),
            status=program.get_status_display(),
            countries=sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1]),
            participants=participants[program.pk],
            entries=[entry for entry in entries if entry.figure.program_slug == program.slug],
        )
        for program, codes in programs
    ]


def first_figures(day: dt.date | None, **where) -> tuple[list[FigureRow], bool]:
    """The current figures that a page holds, and whether there are more, which is all that a page needs to say."""
    found = list(figure_rows(current_figures(day, **where)[: ENTRIES + 1], day=day))
    return found[:ENTRIES], len(found) > ENTRIES


def line_numbered(number: int) -> LineOfAction | None:
    return LineOfAction.objects.filter(strategy__slug=settings.STRATEGY_SLUG, number=number).first()


def program_named(slug: str) -> Program | None:
    return Program.objects.filter(slug=slug).first()


def report(number: int, day: dt.date | None) -> LineReport | None:
    """The page of a line of action; None where there is no such line."""
    line = line_numbered(number)
    if line is None:
        return None
    programs = with_countries(line.programs.order_by("position", "pk"))
    shown, more = first_figures(day, program__line=line.pk)
    return LineReport(
        number=line.number,
        name=in_language(line, "name"),
        summary=in_language(line, "summary"),
        programs=summaries(programs, entries_of(shown, day)),
        milestones=milestone_rows(day, line=line),
        groups=groups_of(shown),
        more=more,
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
    more: bool


def program_report(slug: str, day: dt.date | None) -> ProgramReport | None:
    """The page of a program; None where there is no such program."""
    found = with_countries(Program.objects.filter(slug=slug).select_related("line"))
    if not found:
        return None
    ((program, _),) = found
    shown, more = first_figures(day, program=program.pk)
    (summary,) = summaries(found, entries_of(shown, day))
    return ProgramReport(
        line_number=program.line.number,
        line_name=in_language(program.line, "name"),
        starts_on=program.starts_on,
        ends_on=program.ends_on,
        program=summary,
        indicators=list(program.indicators.order_by("position", "pk").values_list("slug", localized("name"))),
        milestones=milestone_rows(day, program=program),
        groups=groups_of(shown),
        more=more,
    )
