"""The fixtures against the language of figures, written apart from them: both read the same words alike."""

import datetime as dt
from decimal import Decimal

import pytest

from metrics.statements import Refused, parse, parse_period

from .files import cited, figures, rows

SOURCES = {row["slug"]: row for row in rows("cmms/sources.yaml")}

# Dates that words alone do not give, each explained by the row's assumption.
RESOLVED_BY_HAND = {
    "region-humanitarian-provided": "A total as of the month; since when is not stated.",
    "slv-campaign-people-reached": "Three months from a launch that the sentence dates.",
    "nca-cam-children-cases": "Since a restart that the source does not date.",
    "central-america-refugee-arrivals-fy2022": "Two expressions: a day, and the fiscal year it lies in.",
    "pan-darien-april-2022": "A number of one day, not of all days up to it.",
    "world-people-displaced": "A state on one day.",
    "slv-gang-response-funding": "Recently gives no dates.",
    "call-to-action": "Several months ago gives no dates.",
    "title-42-end-announced": "A day to come, in the year of the remarks.",
    "panama-ministerial": "The days are those of the remarks.",
}


def date_of(row: dict) -> dt.date | None:
    source = SOURCES[row["source"]]
    return source.get("event_on") or source.get("published_on")


@pytest.mark.parametrize("key", [key for key, row in figures().items() if "value" in row])
def test_the_words_say_the_value_and_its_qualifier(key):
    row = figures()[key]
    read = parse(row["as_stated"], document_date=date_of(row)).quantity
    assert (read.value, read.qualifier) == (Decimal(row["value"]), row["qualifier"])


@pytest.mark.parametrize("key", [key for key, row in figures().items() if "missing" in row])
def test_words_of_a_missing_value_hold_no_number(key):
    with pytest.raises(Refused):
        parse(figures()[key]["as_stated"])


@pytest.mark.parametrize("name", [name for name, row in cited() if row["period"].get("as_stated")])
def test_the_words_of_a_period_give_its_dates(name):
    row = dict(cited())[name]
    period = row["period"]
    dates = (period.get("start"), period.get("end"))
    try:
        read = parse_period(period["as_stated"], document_date=date_of(row))
        found = (read.start, read.end)
    except Refused:
        found = None
    if name in RESOLVED_BY_HAND:
        assert found != dates, "The words give these dates: take the name out of the list."
        assert period["assumption"]
    else:
        assert found == dates


def test_dates_without_words_say_where_they_come_from():
    for name, row in cited():
        period = row["period"]
        if ("start" in period or "end" in period) and "as_stated" not in period:
            assert period["assumption"], name


def test_the_end_of_the_list_of_dates_resolved_by_hand():
    assert set(RESOLVED_BY_HAND) <= {name for name, _ in cited()}
