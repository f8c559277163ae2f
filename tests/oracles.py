"""Slow, plain answers to what the database answers quickly: which figures stood on a day, and which of them first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """What was published about one figure, and when it ended."""

    figure: int
    series: tuple
    countries: tuple[str | None, ...]
    reference_date: dt.date
    period_start: dt.date | None
    rank: str
    published_at: dt.datetime
    ended_at: dt.datetime | None


def fact_of(figure: Any) -> Fact:
    return Fact(
        figure=figure.pk,
        series=(figure.indicator_id, figure.role, figure.place_key, figure.category_id),
        # What covers the whole world stands on no country's page.
        countries=tuple(figure.countries.values_list("code", flat=True)) or (None,),
        reference_date=figure.reference_date,
        period_start=figure.period_start,
        rank=figure.rank,
        published_at=figure.published_at,
        ended_at=figure.ended_at,
    )


def day_of(instant: dt.datetime) -> dt.date:
    return instant.astimezone(dt.UTC).date()


def in_force(facts: Iterable[Fact], day: dt.date) -> list[Fact]:
    """What was published on that day or before, and did not end on that day or before."""
    return [
        fact
        for fact in facts
        if day_of(fact.published_at) <= day and (fact.ended_at is None or day_of(fact.ended_at) > day)
    ]


def stands_before(one: Fact, other: Fact) -> bool:
    """Whether `one` stands, rather than `other` of the same series."""
    if one.reference_date != other.reference_date:
        return one.reference_date > other.reference_date
    if one.rank != other.rank:
        return one.rank == "preferred"
    if one.period_start != other.period_start:
        # The longer period. One whose start is not stated counts as the shortest.
        if one.period_start is None or other.period_start is None:
            return other.period_start is None
        return one.period_start < other.period_start
    if one.published_at != other.published_at:
        return one.published_at > other.published_at
    return one.figure > other.figure


def standing(facts: Iterable[Fact], day: dt.date) -> set[tuple[tuple, str | None, int]]:
    """(series, country, figure) for the figure that stands for each series in each country at the end of `day`."""
    first: dict[tuple[tuple, str | None], Fact] = {}
    for fact in in_force(facts, day):
        if fact.rank == "deprecated":
            continue
        for country in fact.countries:
            key = (fact.series, country)
            if key not in first or stands_before(fact, first[key]):
                first[key] = fact
    return {(series, country, fact.figure) for (series, country), fact in first.items()}
