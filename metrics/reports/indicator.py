"""An indicator: what it measures, and all its figures over time and place."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from metrics.models import CurrentFigure, Figure, Indicator
from metrics.models.publication import end_of_day
from metrics.rules.expected import due_after
from programs.languages import as_expression, in_language, localized

from .due import newest_report, of_day
from .progress import Parts, divisions
from .relations import relation_rows
from .rows import FigureRow, UnitForms, figure_rows
from .wording import quality_of

# The newest so many are drawn; all of them stand in the table and in the files.
DRAWN = 120


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """`quality` holds the five answers of 31 U.S.C. 1115(b)(8) as (question, answer).

    `due` is the day by which the next report is due, or was where it `is_overdue`; None where none is awaited.
    """

    slug: str
    name: str
    definition: str
    unit: UnitForms
    direction: str
    accumulation: str
    accumulation_words: str
    frequency: str
    additive: bool
    breakdowns: list[str]
    quality: list[tuple[str, str]]
    program: tuple[str, str] | None
    line: tuple[int, str] | None
    due: dt.date | None = None
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A figure and the parts that are declared to add up to it: one division, such as by sex and age."""

    figure: FigureRow
    parts: Parts


@dataclass(frozen=True, slots=True)
class History:
    """The newest figures published by a day, those that were corrected or withdrawn by then included.

    `ended` holds the ids of the latter. `more` tells whether there are older ones.
    """

    rows: list[FigureRow]
    ended: frozenset[int]
    wholes: list[Whole]
    more: bool


def figures(slug: str, day: dt.date | None) -> QuerySet:
    """Every figure of the indicator in force on `day`: all periods, places, roles and rivals."""
    return Figure.objects.as_of(day).filter(indicator__slug=slug)


def published(slug: str, day: dt.date | None) -> QuerySet:
    """Every figure of the indicator published by `day`, whatever became of it: all periods, places, roles, rivals.

    `.as_of(day)` keeps those in force.
    """
    return Figure.objects.published_by(day).filter(indicator__slug=slug)


def history(figures: QuerySet, day: dt.date | None) -> History:
    """Of `published(slug, day)`, perhaps filtered, in two queries."""
    found = list(figure_rows(figures.order_by("-reference_date", "-pk")[: DRAWN + 1]))
    rows = found[:DRAWN]
    ended = frozenset(row.figure_id for row in rows if has_ended(row, day))
    shown = {row.figure_id: row for row in rows if row.figure_id not in ended}
    parts: dict[int, list] = {}
    for relation in relation_rows(shown, day) if shown else []:
        if relation.kind == "component_of" and relation.to_figure.figure_id in shown:
            parts.setdefault(relation.to_figure.figure_id, []).append(relation.from_figure)
    wholes = [Whole(shown[pk], division) for pk, own in parts.items() for division in divisions(shown[pk], own)]
    return History(rows, ended, wholes, len(found) > DRAWN)


def has_ended(row: FigureRow, day: dt.date | None) -> bool:
    """Whether it was corrected or withdrawn by the end of `day`; None means by now."""
    return row.ended_at is not None and (day is None or row.ended_at < end_of_day(day))


def report(slug: str, day: dt.date | None = None) -> IndicatorReport | None:
    """What the indicator is, and by when it is reported next; None where there is none of that name.

    Its figures come as a table.
    """
    found = Indicator.objects.filter(slug=slug).select_related("unit", "program__line")
    # One row a breakdown, or one without any.
    newest = newest_report(CurrentFigure.objects.as_of(day).filter(indicator=OuterRef("pk")))
    named = as_expression(localized("breakdowns__name"))
    rows = list(found.annotate(breakdown=named, newest=newest).order_by("breakdown"))
    if not rows:
        return None
    indicator = rows[0]
    program = indicator.program
    due = due_after(indicator.newest, indicator.frequency) if indicator.newest else None
    return IndicatorReport(
        slug=indicator.slug,
        name=in_language(indicator, "name"),
        definition=in_language(indicator, "definition"),
        unit=indicator.unit.forms,
        direction=indicator.get_direction_display(),
        accumulation=indicator.accumulation,
        accumulation_words=indicator.get_accumulation_display(),
        frequency=indicator.get_frequency_display(),
        additive=indicator.additive_across_countries,
        breakdowns=[row.breakdown for row in rows if row.breakdown],
        quality=quality_of(indicator),
        program=(program.slug, in_language(program, "name")) if program else None,
        line=(program.line.number, in_language(program.line, "name")) if program else None,
        due=due,
        is_overdue=due is not None and due < of_day(day),
    )
