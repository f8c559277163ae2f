"""Rivals, and figures that follow one another."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .made import case, figures_found, findings, related
from .oracles import both_can_be_true, must_be_larger, patiently, stated


@patiently
@given(stated, stated)
def test_rivals_that_cannot_both_be_true(preferred, normal):
    a = case(preferred[0], qualifier=preferred[1])
    b = case(normal[0], qualifier=normal[1], rank="normal")
    expected = [] if both_can_be_true(preferred, normal) else [{a.id, b.id}]
    assert figures_found("rivals", [a, b]) == expected


@patiently
@given(st.lists(stated, min_size=2, max_size=5))
def test_rivals_are_found_where_any_two_disagree(statements):
    rivals = [case(value, qualifier=qualifier, rank="normal") for value, qualifier in statements]
    clash = any(not both_can_be_true(a, b) for a in statements for b in statements)
    assert bool(findings("rivals", rivals)) == clash


def test_1_2_billion_and_something_like_it_agree():
    plain, hedged = case(1_200_000_000, unit="USD"), case(1_200_000_000, unit="USD", qualifier="about", rank="normal")
    assert not findings("rivals", [plain, hedged])


def test_a_rival_names_both_sides_the_preferred_first():
    normal, preferred = case(110, rank="normal"), case(100)
    ((message, ids),) = findings("rivals", [normal, preferred])
    assert ids == [preferred.id, normal.id]
    assert message.index("100 people") < message.index("110 people")
    assert not findings("rivals", [normal, preferred], [related("conflicts_with", normal, preferred)])


@pytest.mark.parametrize(
    "other",
    [{"places": ("HND",)}, {"period": 2020}, {"role": "target"}, {"category_slug": "women"}, {"indicator_id": 2}],
)
def test_another_identity_is_no_rival(other):
    assert not findings("rivals", [case(100), case(200, **other)])


@pytest.mark.parametrize("values", [(1_200_000, 1_300_000_000), (500, 5_100), (20_000, 2_000), (3_000, 310_000)])
def test_a_jump_by_a_power_of_ten(values):
    a, b = case(values[0], period=2020), case(values[1], period=2021)
    assert figures_found("power-of-ten", [a, b]) == [{a.id, b.id}]


@pytest.mark.parametrize("values", [(100, 300), (100, 2_000), (5, 50), (0, 500), (None, 500), (1_000, 32_000)])
def test_growth_is_no_jump(values):
    assert not findings("power-of-ten", [case(values[0], period=2020), case(values[1], period=2021)])


def test_a_year_after_a_month_is_no_jump_in_what_adds_up():
    month = case(100, period=(dt.date(2020, 12, 1), dt.date(2020, 12, 31)))
    assert not findings("power-of-ten", [month, case(1_000, period=2021)])
    state = case(100, period=(dt.date(2020, 12, 1), dt.date(2020, 12, 31)), accumulation="snapshot")
    assert findings("power-of-ten", [state, case(1_000, period=2021, accumulation="snapshot")])


def test_only_neighbors_of_a_series_are_compared():
    years = [case(value, period=2018 + step) for step, value in enumerate((100, 300, 1_000))]
    assert not findings("power-of-ten", years)
    assert not findings("power-of-ten", [case(100, period=2020), case(1_000, period=2021, places=("HND",))])


def running(value, day, **fields):
    start = fields.pop("start", dt.date(2021, 1, 1))
    return case(value, period=(start, dt.date.fromisoformat(day)), accumulation="running_total", **fields)


@patiently
@given(stated, stated)
def test_a_running_total_that_fell(before, after):
    a = running(before[0], "2021-06-30", qualifier=before[1])
    b = running(after[0], "2021-12-31", qualifier=after[1])
    expected = [{a.id, b.id}] if must_be_larger(before, after) else []
    assert figures_found("fallen-total", [b, a]) == expected


def test_a_count_that_starts_anew_did_not_fall():
    before = running(900, "2021-09-30")
    assert not findings("fallen-total", [before, running(100, "2022-01-31", start=dt.date(2021, 10, 1))])
    assert findings("fallen-total", [before, running(100, "2022-01-31")])
    assert not findings("fallen-total", [case(900, period=2020), case(100, period=2021)])


def test_units_and_currencies_within_an_indicator():
    dollars, euros = case(5, unit="USD"), case(6, unit="EUR", usual_unit="USD")
    more = case(7, unit="EUR", usual_unit="USD", period=2020)
    ((message, ids),) = findings("unit-differs", [dollars, euros, more])
    assert ids == [dollars.id, euros.id, more.id]
    assert "U.S. dollars" in message
    assert "euros" in message
    assert not findings("unit-differs", [dollars, case(6, unit="EUR", indicator_id=2)])
