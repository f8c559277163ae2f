"""Contradictions among the figures in force, for a person to settle."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from metrics.models import Figure, FigureRelation
from metrics.rules import BY_ID, RULES, SEVERITIES, Case, Finding, Relation, Rule, examine
from programs.models import CountryGroup

from .rows import FIGURE_FIELDS, FigureRow

# What rules need of a figure beside its row; the dates of the source come last.
BESIDE = ("indicator__accumulation", "reference_date", "indicator__unit__code", "category__breakdown_id")
DATES = ("citation__source__event_on", "citation__source__published_on")
WIDTH = len(FIGURE_FIELDS)
CHUNK = 2000

RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}
ORDER = {rule.id: position for position, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """`by_rule` and `by_severity` count all findings of the country and line asked for, whatever the rule and severity,
    so that a filter can say what it would show. They hold only what was found.
    """

    findings: list[Finding]
    by_rule: dict[str, int]
    by_severity: dict[str, int]
    rules: tuple[Rule, ...]

    @property
    def total(self) -> int:
        return len(self.findings)


def in_force(day: dt.date | None) -> QuerySet:
    """Figures that rules look at: refuted ones are settled."""
    return Figure.objects.as_of(day).exclude(rank=Figure.Rank.DEPRECATED).order_by("indicator", "pk")


def members_of_groups() -> dict[str, frozenset[str]]:
    members = defaultdict(set)
    for slug, code in CountryGroup.objects.filter(members__isnull=False).values_list("slug", "members"):
        members[slug].add(code)
    return {slug: frozenset(codes) for slug, codes in members.items()}


def replaced_figures(day: dt.date | None) -> Iterator[tuple[int, int, FigureRow, dt.date | None]]:
    """For each correction in its order: indicator, figure, the figure that it supersedes, and that one's date."""
    paths = [f"supersedes__{path}" for path in (*FIGURE_FIELDS.values(), *DATES)]
    corrections = in_force(day).filter(supersedes__isnull=False)
    for indicator_id, pk, *values, event_on, published_on in corrections.values_list(
        "indicator_id", "pk", *paths
    ).iterator(chunk_size=CHUNK):
        yield indicator_id, pk, FigureRow(*values), event_on or published_on


def cases(day: dt.date | None, groups: Mapping[str, frozenset[str]]) -> Iterator[Case]:
    """Every figure in force with what rules need, indicator by indicator, in two queries."""
    replaced = replaced_figures(day)
    held = next(replaced, None)
    paths = (*FIGURE_FIELDS.values(), *BESIDE, *DATES)
    for values in in_force(day).values_list(*paths).iterator(chunk_size=CHUNK):
        row = FigureRow(*values[:WIDTH])
        accumulation, reference_date, usual_unit, breakdown, event_on, published_on = values[WIDTH:]
        old, old_stated_on = None, None
        # Both streams have the same order, so the next correction is this figure or a later one.
        if held and held[1] == row.figure_id:
            _, _, old, old_stated_on = held
            held = next(replaced, None)
        yield Case(
            row=row,
            accumulation=accumulation,
            reference_date=reference_date,
            stated_on=event_on or published_on,
            usual_unit=usual_unit,
            breakdown=breakdown,
            members=groups.get(row.group_slug, frozenset()),
            replaced=old,
            replaced_stated_on=old_stated_on,
        )


def relations(day: dt.date | None) -> Iterator[Relation]:
    """Relations in force between figures in force, by their keys."""
    figures = in_force(day).order_by()
    found = FigureRelation.objects.as_of(day).filter(from_figure__in=figures, to_figure__in=figures)
    fields = ("kind", "from_figure_id", "to_figure_id")
    return (Relation(*values) for values in found.order_by("pk").values_list(*fields).iterator(chunk_size=CHUNK))


def reading_order(finding: Finding) -> tuple:
    first = finding.figures[0]
    line = (first.line_number is None, first.line_number or 0)
    return RANKS[finding.severity], ORDER[finding.rule_id], line, first.indicator_slug, first.figure_id


def concerns_country(finding: Finding, code: str, groups: Mapping[str, frozenset[str]]) -> bool:
    """Whether a figure concerned covers the country, alone, with others or in a group."""
    return any(code in row.countries or code in groups.get(row.group_slug, ()) for row in finding.figures)


def report(
    day: dt.date | None,
    country: str | None = None,
    line: int | None = None,
    rule: str | None = None,
    severity: str | None = None,
) -> FindingsReport:
    """What the rules find among the figures in force on `day`, gravest first, in four queries however many there are.

    `country` (alpha-3) and `line` (its number) keep findings of which a figure is theirs. Every rule runs over all
    figures whatever is asked for, since a contradiction may have its other side elsewhere.
    """
    groups = members_of_groups()
    today = day or timezone.now().date()
    found = [
        finding
        for finding in examine(cases(day, groups), relations(day), today)
        if (not country or concerns_country(finding, country, groups))
        and (line is None or any(row.line_number == line for row in finding.figures))
    ]
    found.sort(key=reading_order)
    by_severity = Counter(finding.severity for finding in found)
    by_rule = Counter(finding.rule_id for finding in found)
    return FindingsReport(
        findings=[
            finding
            for finding in found
            if (not rule or finding.rule_id == rule) and (not severity or finding.severity == severity)
        ],
        by_rule={each: by_rule[each] for each in BY_ID if each in by_rule},
        by_severity={each: by_severity[each] for each in SEVERITIES if each in by_severity},
        rules=RULES,
    )


__all__ = ["Finding", "FindingsReport", "report"]
