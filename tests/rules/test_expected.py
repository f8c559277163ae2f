"""What was to come: targets, the next report; and periods that add up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.rules.expected import GRACE, MONTHS, add_months

from .made import case, figures_found, findings, related
from .oracles import must_be_larger, patiently, stated

# --- Targets ---------------------------------------------------------------------------------------------------------


@patiently
@given(stated, stated, st.sampled_from(["higher", "lower", "neither"]))
def test_an_actual_beyond_its_target(actual, target, direction):
    done = case(actual[0], qualifier=actual[1], direction=direction)
    aim = case(target[0], qualifier=target[1], role="target", direction=direction)
    beyond = must_be_larger(target, actual) if direction == "lower" else must_be_larger(actual, target)
    assert figures_found("beyond-target", [done, aim]) == ([{done.id, aim.id}] if beyond else [])


def test_the_newest_of_several_speaks_for_all():
    whole = (dt.date(2020, 1, 1), dt.date(2022, 12, 31))
    aim = case(100, role="target", period=whole)
    first, last = case(150, period=2020), case(170, period=2021)
    ((message, ids),) = findings("beyond-target", [aim, last, first])
    assert ids == [last.id, aim.id]
    assert message.index("170 people") < message.index("100 people")


@pytest.mark.parametrize(
    "other",
    [
        {"period": 2022},
        {"places": ("HND",)},
        {"category_slug": "women"},
        {"unit": "visas"},
        {"indicator_id": 2},
        {"role": "commitment"},
    ],
)
def test_what_speaks_of_something_else_is_not_beyond_it(other):
    assert not findings("beyond-target", [case(900, **other), case(100, role="target")])


def test_a_target_without_a_period_is_for_any_time():
    aim = case(100, role="target", period=None)
    assert findings("beyond-target", [case(900, period=2020), aim])


# --- Overdue ---------------------------------------------------------------------------------------------------------


def overdue(cases, day):
    return figures_found("overdue", cases, day=day)


@pytest.mark.parametrize(
    ("frequency", "last_day"),
    [
        ("monthly", dt.date(2022, 5, 15)),
        ("quarterly", dt.date(2022, 8, 29)),
        ("semiannual", dt.date(2022, 11, 29)),
        ("annual", dt.date(2023, 7, 28)),
    ],
)
def test_a_report_is_overdue_from_the_day_after_its_grace(frequency, last_day):
    # A period that ends on February 28: the next ones end with March, May, August and February.
    last = case(period=(dt.date(2022, 2, 1), dt.date(2022, 2, 28)), frequency=frequency)
    due = add_months(dt.date(2022, 2, 28), MONTHS[frequency]) + dt.timedelta(days=GRACE[frequency])
    assert due == last_day
    assert overdue([last], last_day) == []
    assert overdue([last], last_day + dt.timedelta(days=1)) == [{last.id}]


def test_what_is_reported_irregularly_is_never_overdue():
    assert overdue([case(period=1950), case(period=1951, frequency="irregular")], dt.date(2022, 4, 20)) == []


def test_only_reports_count_and_missing_values_are_reports():
    old = case(period=2015, frequency="annual")
    target = case(period=2021, frequency="annual", role="target")
    assert overdue([old, target], dt.date(2022, 4, 20)) == [{old.id}]
    missing = case(None, period=2021, frequency="annual")
    assert overdue([old, target, missing], dt.date(2022, 4, 20)) == []


def test_a_series_that_was_left_behind_is_named_until_the_whole_indicator_is_overdue():
    behind = case(period=2018, frequency="annual")
    newest = case(period=2021, frequency="annual", places=("HND",))
    in_between, later = dt.date(2022, 4, 20), dt.date(2024, 1, 1)
    assert overdue([behind, newest], in_between) == [{behind.id}]
    assert overdue([behind, newest], later) == [{newest.id}]


@patiently
@given(
    st.lists(
        st.tuples(st.sampled_from(["GTM", "HND", "SLV"]), st.integers(2000, 2024)), min_size=1, max_size=6, unique=True
    ),
    st.dates(dt.date(2001, 1, 1), dt.date(2028, 12, 31)),
)
def test_overdue_against_an_oracle_that_counts_the_days(reports, day):
    cases = [case(places=(place,), period=year, frequency="annual") for place, year in reports]
    last = {place: max(year for other, year in reports if other == place) for place, _ in reports}

    def is_late(year):
        return (day - dt.date(year + 1, 12, 31)).days > 150

    newest = max(last.values())
    expected = [newest] if is_late(newest) else [year for year in last.values() if year < newest and is_late(year)]
    years = {each.id: each.row.period_end.year for each in cases}
    found = [years[pk] for ids in overdue(cases, day) for pk in ids]
    assert sorted(found) == sorted(expected)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.sampled_from([1, 3, 6, 12]))
def test_months_are_added_as_a_calendar_does(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    is_last = (day + dt.timedelta(days=1)).day == 1
    assert later.day == day.day or later.day < day.day or is_last
    assert not is_last or (later + dt.timedelta(days=1)).day == 1


# --- Overlapping periods ---------------------------------------------------------------------------------------------

DAYS = st.integers(0, 60)


def days(first, last):
    start = dt.date(2021, 1, 1)
    return start + dt.timedelta(days=first), start + dt.timedelta(days=last)


@patiently
@given(st.lists(st.tuples(DAYS, DAYS).map(sorted).map(tuple), min_size=2, max_size=6, unique=True))
def test_periods_that_share_a_day(spans):
    cases = [case(100, period=days(*span)) for span in spans]
    sets = {each.id: set(range(span[0], span[1] + 1)) for each, span in zip(cases, spans, strict=True)}
    shared = {frozenset((a, b)) for a in sets for b in sets if a < b and sets[a] & sets[b]}
    found = {frozenset((ids[0], other)) for _, ids in findings("overlapping-periods", cases) for other in ids[1:]}
    assert found == shared


def test_a_declared_part_of_a_period_is_no_overlap():
    year, quarter = case(100, period=2021), case(30, period=days(0, 89))
    assert figures_found("overlapping-periods", [year, quarter]) == [{year.id, quarter.id}]
    assert not findings("overlapping-periods", [year, quarter], [related("component_of", quarter, year)])


@pytest.mark.parametrize("accumulation", ["snapshot", "running_total"])
def test_only_what_adds_up_is_counted_twice(accumulation):
    year, quarter = (case(100, period=period, accumulation=accumulation) for period in (2021, days(0, 89)))
    assert not findings("overlapping-periods", [year, quarter])


@pytest.mark.parametrize(
    "other", [{"places": ("HND",)}, {"role": "target"}, {"category_slug": "women"}, {"period": None}, {"period": 2022}]
)
def test_another_series_or_time_does_not_overlap(other):
    quarter = case(30, **{"period": days(0, 89), **other})
    assert not findings("overlapping-periods", [case(100, period=2021), quarter])
