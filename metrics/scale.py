"""A large synthetic set of figures, believable in shape, for measuring what pages and files cost.

Thirty countries, 200 programs and 2,000 indicators, each with one to three places and the same rounds of reports, as
many as it takes: so 10,000 and 1,000,000 figures make the same series, and a page shows as many rows of either. With
fewer than 10,000 figures there are fewer indicators. All names begin with "synthetic", so that nobody takes them for
facts. The same number and seed make the same set.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from babel.core import get_global
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from metrics import guards, searching
from metrics.models import (
    Breakdown,
    Category,
    Citation,
    CurrentFigure,
    Figure,
    FigureRelation,
    Indicator,
    Source,
    Unit,
    Update,
)
from metrics.models.bulk import insert, restart_ids, utc
from metrics.statements import Qualifier, Quantity, UnitForms, render
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
LINES, PROGRAMS, INDICATORS = 8, 200, 2000
FIGURES_OF_ALL_INDICATORS = 10_000
FIGURES_PER_SOURCE, MOST_SOURCES = 200, 5000

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
MISSING, REVISED, WITHDRAWN, BROKEN_DOWN = 0.02, 0.05, 0.002, 0.02

# Rounds go back from this day: by months where there are few, by weeks where there are many.
LAST_DAY = dt.date(2024, 12, 31)
MOST_MONTHS = 60
ROWS_AT_A_TIME = 20_000


class RefusedError(Exception):
    """The set cannot be loaded here; the message says why and what to do."""


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


@dataclass(frozen=True, slots=True)
class Round:
    """One report: the period it covers, and when it was published."""

    number: int
    start: dt.date
    end: dt.date
    as_stated: str

    @property
    def published_at(self) -> dt.datetime:
        return dt.datetime.combine(self.end + dt.timedelta(days=20), dt.time(12), tzinfo=dt.UTC)


# --- What is measured ------------------------------------------------------------------------------------------------


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


# --- Rounds of reports -----------------------------------------------------------------------------------------------


def months_back() -> Iterator[tuple[dt.date, dt.date, str]]:
    end = LAST_DAY
    while True:
        start = end.replace(day=1)
        yield start, end, f"in {start:%B %Y}"
        end = start - dt.timedelta(days=1)


def weeks_back() -> Iterator[tuple[dt.date, dt.date, str]]:
    end = LAST_DAY
    while True:
        start = end - dt.timedelta(days=6)
        yield start, end, f"in the week ending {end:%B} {end.day}, {end.year}"
        end = start - dt.timedelta(days=1)


def rounds_of(series: list[Series], figures: int, seed: int) -> tuple[list[Round], int]:
    """As many rounds as hold so many figures, oldest first, and how many the oldest has; it may be part of one."""
    counts = []
    while sum(counts) < figures:
        counts.append(sum(count for _, count in planned(series, len(counts), seed)))
    periods = weeks_back() if len(counts) > MOST_MONTHS else months_back()
    back = [Round(number, *next(periods)) for number in range(len(counts))]
    return back[::-1], counts[-1] - (sum(counts) - figures)


def planned(series: list[Series], round_number: int, seed: int) -> Iterator[tuple[tuple[Series, bool], int]]:
    """((series, whether this round's figure is corrected later), number of figures) for each series of a round."""
    of = random.Random(f"{seed} {round_number}")
    for one in series:
        revised = of.random() < REVISED and not one.parts
        yield (one, revised), one.figures_per_round() + revised


CITATION_COLUMNS = ("id", "source", "section", "as_stated", "verification")
COUNTRY_COLUMNS = ("figure", "country")
RELATION_COLUMNS = ("from_figure", "kind", "to_figure", "note", "declared_by", "declared_at")
SIGNIFICANT_DIGITS = 3


def value_of(of: random.Random, series: Series, qualifier: Qualifier, growth: float) -> Decimal:
    """About the series' size, growing over time. What is not exact is round, as speakers have it."""
    if series.unit.kind == "share":
        return Decimal(of.randint(50, 950)) / 10
    value = max(1, int(series.size * growth * of.uniform(0.8, 1.2) * (1.5 if series.role == "target" else 1)))
    if qualifier is not Qualifier.EXACT and value > 1000:
        power = 10 ** (len(str(value)) - SIGNIFICANT_DIGITS)
        value = value // power * power
    return Decimal(value)


class Writer:
    """Makes the rows of figures and what belongs to them, and inserts them some thousands at a time."""

    def __init__(self, author: int, publisher: int, sources: list[int], figures: int):
        self.author, self.publisher, self.sources, self.figures = author, publisher, sources, figures
        self.next_figure = self.first_figure = 1 + (Figure.objects.order_by("pk").values_list("pk").last() or (0,))[0]
        self.next_citation = 1 + (Citation.objects.order_by("pk").values_list("pk").last() or (0,))[0]
        self.rows: dict = {Citation: [], Figure: [], Figure.countries.through: [], FigureRelation: []}

    def write(self, of: random.Random, series: Series, round: Round, update: int, **fields) -> int:
        """One figure with its citation and countries; returns its id. `fields` replaces columns."""
        pk, self.next_figure = self.next_figure, self.next_figure + 1
        citation, self.next_citation = self.next_citation, self.next_citation + 1
        at = utc(fields.pop("at", round.published_at))
        qualifier = of.choice(QUALIFIERS)
        value = fields.pop("value", None)
        if value is None and not series.parts and of.random() < MISSING:
            qualifier, missing, words = Qualifier.EXACT, "not_yet_reported", "not yet reported"
        else:
            missing = ""
            if value is None:
                value = value_of(of, series, qualifier, 1.5 - round.number / 1000)
            else:
                qualifier = Qualifier.EXACT
            words = render(Quantity(value, qualifier), series.unit, "en")
        row = {
            "id": pk,
            "update": update,
            "citation": citation,
            "status": "published",
            "entered_by": self.author,
            "entered_at": at,
            "submitted_by": self.author,
            "submitted_at": at,
            "published_by": self.publisher,
            "published_at": at,
            "ended_by": None,
            "ended_at": None,
            "ended_reason": "",
            "supersedes": None,
            "supersede_reason": "",
            "indicator": series.indicator,
            "role": series.role,
            "value": None if value is None else str(value),
            "missing": missing,
            "qualifier": qualifier.value,
            "unit": series.unit_id,
            "period_start": round.start.isoformat(),
            "period_end": round.end.isoformat(),
            "period_as_stated": round.as_stated,
            "period_note": "",
            "reference_date": round.end.isoformat(),
            "coverage": series.coverage,
            "group": series.group_id,
            "place_key": series.place_key,
            "category": series.category_id,
            "rank": "preferred",
            "note": "",
            **fields,
        }
        source = self.sources[(pk - self.first_figure) * len(self.sources) // self.figures]
        self.rows[Figure].append(row)
        self.rows[Citation].append((citation, source, f"Synthetic section {1 + pk % 40}", words, "not_archived"))
        self.rows[Figure.countries.through] += [(pk, code) for code in series.countries]
        return pk

    def write_round(self, of: random.Random, plan: Iterable[tuple[Series, bool]], round: Round, update: int) -> None:
        corrected_at = round.published_at + dt.timedelta(days=10)
        for series, revised in plan:
            if revised:
                end = {"ended_by": self.publisher, "ended_at": utc(corrected_at)}
                first = self.write(
                    of, series, round, update, status="superseded", ended_reason="A later report corrects it.", **end
                )
                reason = {"supersedes": first, "supersede_reason": "A later report corrects it."}
                self.write(of, series, round, update, at=corrected_at, **reason)
            elif series.parts:
                values = [value_of(of, part, Qualifier.EXACT, 0.5) for part in series.parts]
                whole = self.write(of, series, round, update, value=sum(values))
                for part, value in zip(series.parts, values, strict=True):
                    pk = self.write(of, part, round, update, value=value)
                    declared = utc(round.published_at)
                    self.rows[FigureRelation].append((pk, "component_of", whole, "", self.publisher, declared))
            elif of.random() < WITHDRAWN:
                end = {"ended_by": self.publisher, "ended_at": utc(corrected_at)}
                self.write(
                    of, series, round, update, status="withdrawn", ended_reason="The report was withdrawn.", **end
                )
            else:
                self.write(of, series, round, update)
            if len(self.rows[Figure]) >= ROWS_AT_A_TIME:
                self.insert()

    def insert(self) -> None:
        figures = self.rows[Figure]
        insert(Citation, CITATION_COLUMNS, self.rows[Citation])
        if figures:
            insert(Figure, list(figures[0]), (tuple(row.values()) for row in figures))
        insert(Figure.countries.through, COUNTRY_COLUMNS, self.rows[Figure.countries.through])
        insert(FigureRelation, RELATION_COLUMNS, self.rows[FigureRelation])
        for rows in self.rows.values():
            rows.clear()


# --- The whole set ---------------------------------------------------------------------------------------------------


def account(username: str) -> int:
    user, created = get_user_model().objects.get_or_create(
        username=username, defaults={"first_name": "synthetic data", "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user.pk


def note(figures: int, seed: int) -> str:
    return f"Synthetic data for measuring, no facts: {figures} figures, seed {seed}."


def held() -> str | None:
    """The note of the synthetic set that is loaded; None where there is none."""
    found = Update.objects.filter(slug__startswith="synthetic-").order_by("pk").first()
    return found and found.note


def load(figures: int, seed: int = 1, *, beside_others: bool = False) -> int:
    """Loads a set of exactly so many figures in one transaction; returns the number of pointers.

    Loading the same set again changes nothing. Refused: another set beside it, figures that are not synthetic (unless
    `beside_others`), and production.
    """
    if settings.PRODUCTION:
        raise RefusedError("This is production. Synthetic figures belong on a machine for measuring.")
    loaded = held()
    if loaded == note(figures, seed):
        return CurrentFigure.objects.count()
    if loaded:
        raise RefusedError(f"There is another set here already: {loaded} Take an empty database.")
    if not beside_others and Figure.objects.exists():
        raise RefusedError(
            "This database holds figures that are not synthetic, and what is published cannot be taken out again."
            " Take an empty database (DATABASE_URL, or VAR_DIR), or say --yes to mix them."
        )
    with transaction.atomic(), guards.lifted(connection):
        write_set(figures, seed)
        pointers = CurrentFigure.objects.rebuild()
        searching.rebuild()
    with connection.cursor() as cursor:
        # Without it PostgreSQL plans as if the tables were empty.
        cursor.execute("ANALYZE")
    return pointers


def write_set(figures: int, seed: int) -> None:
    of = random.Random(seed)
    share = min(1, figures / FIGURES_OF_ALL_INDICATORS)
    countries()
    breakdown, _ = Breakdown.objects.get_or_create(slug="synthetic-halves", defaults={"name": "Synthetic halves"})
    categories = [
        Category.objects.get_or_create(
            slug=f"synthetic-half-{n}", defaults={"breakdown": breakdown, "position": n, "name": f"Half {n}"}
        )[0]
        for n in (1, 2)
    ]
    measured = indicators(of, programs(of, max(1, int(PROGRAMS * share))), max(1, int(INDICATORS * share)), breakdown)
    series = series_of(of, measured, categories)
    rounds, left = rounds_of(series, figures, seed)
    author, publisher = account("synthetic-author"), account("synthetic-publisher")
    updates = Update.objects.bulk_create(
        Update(
            slug=f"synthetic-{round.end.isoformat()}",
            title=f"Synthetic update of {round.end.isoformat()}",
            period_start=round.start,
            period_end=round.end,
            note=note(figures, seed),
            opened_by_id=author,
            opened_at=round.published_at,
            published_at=round.published_at,
        )
        for round in rounds
    )
    sources = Source.objects.bulk_create(
        Source(
            slug=f"synthetic-source-{n + 1:04}",
            title=f"Synthetic report {n + 1}",
            kind="report",
            publisher="Synthetic data",
            published_on=rounds[n * len(rounds) // count].end,
        )
        for count in [min(MOST_SOURCES, max(1, figures // FIGURES_PER_SOURCE))]
        for n in range(count)
    )
    writer = Writer(author, publisher, [source.pk for source in sources], figures)
    for round, update in zip(rounds, updates, strict=True):
        plan = planned(series, round.number, seed)
        if round is rounds[0]:
            plan = up_to(plan, left)
        writer.write_round(random.Random(f"{seed} {round.number} values"), (item for item, _ in plan), round, update.pk)
    writer.insert()
    restart_ids(Figure, Citation)


def up_to(plan: Iterable[tuple[tuple[Series, bool], int]], figures: int):
    """As much of a round as makes so many figures. The last series loses its correction or parts if need be."""
    for (series, revised), count in plan:
        if figures >= count:
            figures -= count
            yield (series, revised), count
        elif figures:
            figures -= 1
            yield (replace(series, parts=()), False), 1
