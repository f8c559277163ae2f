"""An indicator: what it measures, and all its figures over time and place."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from metrics.models import Figure, Indicator

from .rows import UnitForms


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """`quality` holds the five answers of 31 U.S.C. 1115(b)(8) as (question, answer)."""

    slug: str
    name: str
    definition: str
    unit: UnitForms
    direction: str
    accumulation: str
    frequency: str
    additive: bool
    breakdowns: list[str]
    quality: list[tuple[str, str]]
    program: tuple[str, str] | None
    line: tuple[int, str] | None


def figures(slug: str, day: dt.date | None) -> QuerySet:
    """Every figure of the indicator in force on `day`: all periods, places, roles and rivals."""
    return Figure.objects.as_of(day).filter(indicator__slug=slug)


def report(slug: str) -> IndicatorReport | None:
    """What the indicator is; None where there is none of that name. Its figures come as a table."""
    found = Indicator.objects.filter(slug=slug).select_related("unit", "program__line").prefetch_related("breakdowns")
    indicator = found.first()
    if indicator is None:
        return None
    program = indicator.program
    return IndicatorReport(
        slug=indicator.slug,
        name=indicator.name,
        definition=indicator.definition,
        unit=indicator.unit.forms,
        direction=indicator.get_direction_display(),
        accumulation=indicator.get_accumulation_display(),
        frequency=indicator.get_frequency_display(),
        additive=indicator.additive_across_countries,
        breakdowns=[breakdown.name for breakdown in indicator.breakdowns.all()],
        quality=indicator.data_quality(),
        program=(program.slug, program.name) if program else None,
        line=(program.line.number, program.line.name) if program else None,
    )
