"""One figure by itself."""

import datetime as dt

import pytest

from .made import TODAY, case, findings, row

D = dt.date


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in FY 2022", D(2021, 10, 1), D(2022, 9, 30)),
        ("this fiscal year", D(2021, 10, 1), D(2022, 9, 30)),
        ("the first half of FY 2022", D(2021, 10, 1), D(2022, 3, 31)),
        ("As of April 13 … in FY 2022", D(2021, 10, 1), D(2022, 4, 13)),
        ("since FY 2020", D(2019, 10, 1), None),
        ("FY 2021–2023", D(2020, 10, 1), D(2023, 9, 30)),
        ("año fiscal 2022", D(2021, 10, 1), D(2022, 9, 30)),
        ("in 2022", D(2022, 1, 1), D(2022, 12, 31)),
    ],
)
def test_dates_of_the_fiscal_year_named(words, start, end):
    assert not findings("fiscal-year", [case(period_as_stated=words, period=(start, end))])


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in FY 2022", D(2022, 1, 1), D(2022, 12, 31)),
        ("in FY 2022", D(2022, 10, 1), D(2023, 9, 30)),
        ("in FY 2022", None, None),
        ("the first half of FY 2022", D(2022, 1, 1), D(2022, 6, 30)),
        ("As of April 13 … in FY 2022", D(2022, 1, 1), D(2023, 4, 13)),
        ("año fiscal 2022", D(2022, 1, 1), D(2022, 12, 31)),
    ],
)
def test_dates_of_another_year_than_the_fiscal_year_named(words, start, end):
    ((message, _),) = findings("fiscal-year", [case(period_as_stated=words, period=(start, end))])
    assert words in message


def test_an_actual_figure_of_the_future():
    later = (D(2022, 1, 1), D(2022, 12, 31))
    assert findings("future-actual", [case(period=later)])
    # The source cannot have known, whatever has passed since.
    assert findings("future-actual", [case(period=later)], day=D(2026, 1, 1))
    assert findings("future-actual", [case(period=later, stated_on=None)])
    assert not findings("future-actual", [case(period=later, stated_on=None)], day=D(2022, 12, 31))
    assert not findings("future-actual", [case(period=later, role="target")])
    assert not findings("future-actual", [case(None, period=later)])
    assert not findings("future-actual", [case(period=(TODAY, TODAY))])
    assert not findings("future-actual", [case(period=None)])


def test_an_older_source_replaces_a_newer_one():
    old = row(90)

    def replacing(stated_on, **fields):
        return findings(
            "older-source", [case(100, replaced=old, replaced_stated_on=D(2022, 4, 1), stated_on=stated_on, **fields)]
        )

    ((message, ids),) = replacing(D(2022, 3, 1))
    assert "100 people" in message
    assert "90 people" in message
    assert ids[1] == old.figure_id
    assert not replacing(D(2022, 4, 1))
    assert not replacing(None)
    assert not findings("older-source", [case(100)])


@pytest.mark.parametrize(
    "words", ["zero cases", "no cases", "none were found", "0 cases", "0.0 percent", "ningún caso"]
)
def test_a_zero_that_the_words_say(words):
    assert not findings("zero", [case(0, as_stated=words)])


@pytest.mark.parametrize("words", ["100,000 cases", "pending", "1.0 cases", ""])
def test_a_zero_that_the_words_do_not_say(words):
    assert findings("zero", [case(0, as_stated=words)])


def test_only_exact_zero_is_doubted():
    assert not findings("zero", [case(1, as_stated="pending")])
    assert not findings("zero", [case(0, as_stated="pending", qualifier="more_than")])
    assert not findings("zero", [case(None, as_stated="pending")])


# --- Periods and citations -------------------------------------------------------------------------------------------


def test_a_period_that_ends_before_it_starts():
    wrong = case(period=(dt.date(2022, 12, 31), dt.date(2021, 1, 1)))
    ((message, ids),) = findings("period-inverted", [wrong])
    assert ids == [wrong.id]
    assert "ends on January 1, 2021" in message
    one_day = (dt.date(2021, 1, 1), dt.date(2021, 1, 1))
    for period in (2021, one_day, (None, dt.date(2021, 1, 1)), (dt.date(2021, 1, 1), None), None):
        assert not findings("period-inverted", [case(period=period)])


@pytest.mark.parametrize(
    ("verification", "rule", "words"),
    [
        ("wrong_value", "citation-contradicts", "another value there"),
        ("wrong_qualifier", "citation-contradicts", "another qualifier there"),
        ("wrong_unit", "citation-contradicts", "another unit there"),
        ("not_found", "citation-not-found", "does not stand in the archived text"),
        ("ambiguous", "citation-not-found", "several times"),
    ],
)
def test_a_citation_that_fails(verification, rule, words):
    failing = case(verification=verification)
    ((message, ids),) = findings(rule, [failing])
    assert ids == [failing.id]
    assert words in message
    assert "“some words”" in message


@pytest.mark.parametrize("verification", ["verified", "not_archived", None])
def test_a_citation_that_holds_or_was_not_checked(verification):
    for rule in ("citation-contradicts", "citation-not-found"):
        assert not findings(rule, [case(verification=verification)])


@pytest.mark.parametrize(
    ("newer", "words"),
    [
        ("wrong_value", "has another value there"),
        ("wrong_unit", "has another unit there"),
        ("not_found", "does not have these words any more"),
        ("ambiguous", "has these words several times"),
    ],
)
def test_a_newer_copy_of_the_source_that_says_something_else(newer, words):
    cited = case(verification="verified", newer=newer)
    ((message, ids),) = findings("newer-copy", [cited])
    assert ids == [cited.id]
    assert words in message
    assert not findings("newer-copy", [case(verification="verified")])
