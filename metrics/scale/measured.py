"""What a synthetic set measures: countries, programs, indicators, and the series of each."""

import datetime as dt
import random
from dataclasses import dataclass

from babel.core import get_global
from django.conf import settings

from metrics.models import (
    Breakdown,
    Category,
    Figure,
    Indicator,
    Unit,
)
from metrics.statements import Qualifier, UnitForms
from programs.models import Country, CountryGroup, LineOfAction, Program, Strategy
from programs.territories import ALPHA2

# fmt: off
COUNTRIES = [
    "ARG", "BHS", "BLZ", "BOL", "BRA", "BRB", "CAN", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM", "GUY", "HND",
    "HTI", "JAM", "MEX", "NIC", "PAN", "PER", "PRY", "SLV", "SUR", "TTO", "URY", "USA", "VCT", "VEN",
]
# fmt: on
GROUPS = {
    "synthetic-north": ("GTM", "HND", "SLV"),
    "synthetic-isthmus": ("BLZ", "CRI", "GTM", "HND", "NIC", "PAN", "SLV"),
    "synthetic-andes": ("BOL", "COL", "ECU", "PER", "VEN"),
}
LINES = 8

UNITS = {
    "people": {"singular": "person", "plural": "people", "kind": "count"},
    "applications": {"singular": "application", "plural": "applications", "kind": "count"},
    "USD": {"singular": "U.S. dollar", "plural": "U.S. dollars", "kind": "money", "currency": "USD"},
    "percent": {"singular": "percent", "plural": "percent", "kind": "share"},
    "people-per-day": {"singular": "person per day", "plural": "people per day", "kind": "rate"},
}


def urn(weights: dict) -> tuple:
    """Each key as often as its weight says, to choose from."""
    return tuple(key for key, weight in weights.items() for _ in range(weight))


# How often each is met: of units among indicators, of places among series, of the rest among figures.
UNITS_MET = urn({"people": 45, "applications": 20, "USD": 20, "percent": 10, "people-per-day": 5})
PLACES = urn({1: 57, 2: 24, 3: 10, "group": 8, "global": 1})
PLACES_PER_INDICATOR = urn({1: 85, 2: 10, 3: 5})
QUALIFIERS = urn(
    {
        Qualifier.EXACT: 60,
        Qualifier.MORE_THAN: 14,
        Qualifier.ABOUT: 9,
        Qualifier.NEARLY: 8,
        Qualifier.AT_LEAST: 4,
        Qualifier.UP_TO: 3,
        Qualifier.LESS_THAN: 2,
    }
)
BROKEN_DOWN = 0.02


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator, role, place and category: what every round reports once. `parts` are its components."""

    indicator: int
    unit: UnitForms
    unit_id: int
    role: str
    coverage: str
    countries: tuple[str, ...]
    group_id: int | None
    place_key: str
    size: int
    category_id: int | None = None
    parts: tuple["Series", ...] = ()

    def figures_per_round(self) -> int:
        return 1 + len(self.parts)


def countries() -> None:
    numeric = {targets[0]: alias for alias, targets in get_global("territory_aliases").items() if alias.isdigit()}
    Country.objects.bulk_create(
        [Country(code=code, alpha2=ALPHA2[code], numeric=numeric[ALPHA2[code]]) for code in COUNTRIES],
        ignore_conflicts=True,
    )
    for slug, members in GROUPS.items():
        group, _ = CountryGroup.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").capitalize()})
        group.members.set(members)


def programs(of: random.Random, number: int) -> list[Program]:
    strategy, _ = Strategy.objects.get_or_create(
        slug=settings.STRATEGY_SLUG,
        defaults={"name": "Synthetic strategy", "acronym": "Synthetic", "launched_on": dt.date(2015, 1, 1)},
    )
    lines = [
        LineOfAction.objects.get_or_create(
            strategy=strategy, number=line, defaults={"name": f"Synthetic line of action {line}"}
        )[0]
        for line in range(1, LINES + 1)
    ]
    made = Program.objects.bulk_create(
        Program(
            line=lines[n % LINES],
            position=n,
            slug=f"synthetic-program-{n + 1:03}",
            name=f"Synthetic program {n + 1}",
            summary="Made up for measuring.",
        )
        for n in range(number)
    )
    through = Program.countries.through
    through.objects.bulk_create(
        through(program_id=program.pk, country_id=code)
        for program in made
        for code in of.sample(COUNTRIES, of.randint(1, 6))
    )
    return made


def indicators(of: random.Random, programs: list[Program], number: int, breakdown: Breakdown) -> list[Indicator]:
    units = {code: Unit.objects.get_or_create(code=code, defaults=fields)[0] for code, fields in UNITS.items()}
    made = Indicator.objects.bulk_create(
        Indicator(
            program=programs[n % len(programs)],
            position=n // len(programs),
            slug=f"synthetic-indicator-{n + 1:04}",
            name=f"Synthetic indicator {n + 1}",
            unit=units[of.choice(UNITS_MET)],
            direction="higher",
            accumulation="increment",
            frequency="monthly",
        )
        for n in range(number)
    )
    through = Indicator.breakdowns.through
    through.objects.bulk_create(through(indicator_id=i.pk, breakdown_id=breakdown.pk) for i in made)
    return made


def series_of(of: random.Random, indicators: list[Indicator], categories: list[Category]) -> list[Series]:
    """One to three places of each indicator, with a target in the first of them for a third."""
    groups = {group.slug: group for group in CountryGroup.objects.filter(slug__in=GROUPS)}
    found = []
    for n, indicator in enumerate(indicators):
        unit, keys = indicator.unit, set()
        size = 100 if unit.kind == "share" else 10 ** of.randint(3, 8 if unit.kind == "money" else 6)
        for place in range(of.choice(PLACES_PER_INDICATOR)):
            kind = of.choice(PLACES)
            group = groups[of.choice(list(GROUPS))] if kind == "group" else None
            coverage = kind if isinstance(kind, str) else "single" if kind == 1 else "joint"
            codes = of.sample(COUNTRIES, kind) if isinstance(kind, int) else GROUPS[group.slug] if group else ()
            key = Figure.place_key_of(coverage, codes, group and group.slug)
            if key in keys:
                continue
            keys.add(key)
            common = (indicator.pk, unit.forms, unit.pk)
            where = (coverage, tuple(sorted(codes)), group and group.pk, key, size)
            parts = ()
            if unit.kind == "count" and of.random() < BROKEN_DOWN:
                parts = tuple(Series(*common, "actual", *where, category.pk) for category in categories)
            found.append(Series(*common, "actual", *where, parts=parts))
            if place == 0 and n % 3 == 0:
                found.append(Series(*common, "target", *where))
    return found
