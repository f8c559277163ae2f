"""Rounds of synthetic reports, and the rows of their figures."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.models import (
    Citation,
    Figure,
    FigureRelation,
)
from metrics.models.bulk import insert, utc
from metrics.statements import Qualifier, Quantity, render

from .measured import QUALIFIERS, Series

MISSING, REVISED, WITHDRAWN = 0.02, 0.05, 0.002

# Rounds go back from this day: by months where there are few, by weeks where there are many.
LAST_DAY = dt.date(2024, 12, 31)
MOST_MONTHS = 60
ROWS_AT_A_TIME = 20_000


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


def up_to(plan: Iterable[tuple[tuple[Series, bool], int]], figures: int):
    """As much of a round as makes so many figures. The last series loses its correction or parts if need be."""
    for (series, revised), count in plan:
        if figures >= count:
            figures -= count
            yield (series, revised), count
        elif figures:
            figures -= 1
            yield (replace(series, parts=()), False), 1


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
