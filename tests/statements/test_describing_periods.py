"""Dates to words that are read back to the same dates, and periods set beside each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statements import (
    Period,
    calendar_year,
    day,
    describe,
    fiscal_half,
    fiscal_quarter,
    fiscal_year,
    half,
    month,
    parse_period,
    quarter,
    unstated,
)
from tests.statements.strategies import languages

years = st.integers(1950, 2150)
dates = st.dates(date(1950, 1, 1), date(2150, 12, 31))

spans = st.tuples(dates, dates).map(lambda ends: Period(min(ends), max(ends), "", "span"))
month_spans = st.tuples(dates, dates).map(
    lambda ends: Period(
        month(min(ends).year, min(ends).month).start, month(max(ends).year, max(ends).month).end, "", "span"
    )
)

periods = st.one_of(
    st.builds(calendar_year, years),
    st.builds(fiscal_year, years),
    st.builds(half, years, st.integers(1, 2)),
    st.builds(quarter, years, st.integers(1, 4)),
    st.builds(fiscal_half, years, st.integers(1, 2)),
    st.builds(fiscal_quarter, years, st.integers(1, 4)),
    st.builds(month, years, st.integers(1, 12)),
    dates.map(lambda when: day(when.year, when.month, when.day)),
    spans,
    month_spans,
    dates.map(lambda when: Period(when, None, "", "since")),
    dates.map(lambda when: Period(None, when, "", "as_of")),
    dates.map(lambda when: Period(None, when, "", "span")),
    st.tuples(dates, dates).map(lambda ends: Period(min(ends), max(ends), "", "as_of")),
    st.tuples(dates, dates).map(lambda ends: Period(min(ends), max(ends), "", "relative")),
    st.just(unstated()),
)


@given(periods, languages)
def test_a_description_is_read_back_to_the_same_dates(period: Period, language: str) -> None:
    assert parse_period(describe(period, language), language).dates == period.dates


@given(st.one_of(st.builds(fiscal_half, years, st.integers(1, 2), st.integers(1, 12))), languages)
def test_a_fiscal_half_with_another_start_comes_back(period: Period, language: str) -> None:
    assert period.start
    for start_month in (period.start.month, (period.start.month + 5) % 12 + 1):
        words = describe(period, language, start_month)
        assert parse_period(words, language, None, start_month).dates == period.dates


@given(periods, languages)
def test_a_description_keeps_the_kind_where_words_can(period: Period, language: str) -> None:
    kept = {"fiscal_year", "fiscal_half", "fiscal_quarter", "half", "quarter", "calendar_year", "month", "day"}
    if period.kind in kept | {"since", "unstated"}:
        assert parse_period(describe(period, language), language).kind == period.kind


@pytest.mark.parametrize(
    ("period", "english", "spanish"),
    [
        (calendar_year(2021), "2021", "2021"),
        (fiscal_year(2022), "FY 2022", "año fiscal 2022"),
        (fiscal_half(2022, 1), "first half of FY 2022", "primer semestre del año fiscal 2022"),
        (fiscal_quarter(2022, 2), "Q2 FY 2022", "segundo trimestre del año fiscal 2022"),
        (quarter(2022, 1), "Q1 2022", "primer trimestre de 2022"),
        (month(2021, 10), "Oct 2021", "oct 2021"),
        (day(2022, 4, 13), "Apr 13, 2022", "13 abr 2022"),
        (parse_period("from August through December 2021"), "Aug–Dec 2021", "ago–dic 2021"),
        (parse_period("2021–2022"), "2021–2022", "2021–2022"),
        (parse_period("November 2021 to January 2022"), "Nov 2021–Jan 2022", "nov 2021–ene 2022"),
        (parse_period("April 19–20, 2022"), "Apr 19–20, 2022", "19–20 abr 2022"),
        (parse_period("since August 2021"), "since Aug 2021", "desde ago 2021"),
        (parse_period("as of April 13, 2022"), "as of Apr 13, 2022", "al 13 abr 2022"),
        (parse_period("through June 2022"), "through Jun 30, 2022", "hasta 30 jun 2022"),
        (unstated(), "period not stated", "período no indicado"),
    ],
)
def test_periods_are_described_briefly(period: Period, english: str, spanish: str) -> None:
    assert describe(period, "en") == english
    assert describe(period, "es") == spanish


def contains_by_days(period: Period, when: date) -> bool:
    return (period.start is None or period.start <= when) and (period.end is None or when <= period.end)


@given(spans, spans, dates)
def test_overlap_and_containment_agree_with_the_days(one: Period, other: Period, when: date) -> None:
    both = contains_by_days(one, when) and contains_by_days(other, when)
    assert not both or (one.overlaps(other) and other.overlaps(one))
    if one.contains(other):
        assert not contains_by_days(other, when) or contains_by_days(one, when)
        assert one.overlaps(other)
    assert one.contains(when) == contains_by_days(one, when)


def test_an_open_end_reaches_everything_on_its_side() -> None:
    since = parse_period("since August 2021")
    assert since.contains(calendar_year(2022))
    assert since.overlaps(calendar_year(2021))
    assert not since.contains(calendar_year(2021))
    assert not calendar_year(2022).contains(since)
    assert since.is_open


def test_an_unstated_period_is_beside_every_other() -> None:
    assert not unstated().overlaps(calendar_year(2021))
    assert not unstated().contains(date(2021, 1, 1))
    assert not parse_period("since 2019").contains(unstated())
