"""Rules run over any number of figures with the same queries, and in memory that does not grow with them."""

import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics import actions
from metrics.findings.cases import examined
from metrics.rules import examine
from tests import factories
from tests.factories import correction, relation
from tests.rules.made import TODAY, case


def queries_for(how_many):
    indicators = [factories.indicator() for _ in range(5)]
    citation, group = factories.citation(), factories.group()
    drafts = [
        factories.figure(
            indicator=indicators[number % 5],
            citation=citation,
            value=number + 1,
            period=1900 + number // 5,
            group=group if number % 7 == 0 else None,
        )
        for number in range(how_many)
    ]
    actions.submit(statements=drafts, by=factories.author())
    actions.publish(statements=drafts, by=factories.publisher())
    for part, whole in zip(drafts, drafts[5:25:5], strict=False):
        relation(from_figure=part, to_figure=whole, kind="subset_of")
    correction(of=drafts[0], value=3)
    with CaptureQueriesContext(connection) as captured:
        list(examined())
    return len(captured)


@pytest.mark.django_db
def test_as_many_queries_for_many_figures_as_for_few():
    assert queries_for(120) == queries_for(30) == 6


def stream(indicators):
    """Twenty figures an indicator: years that grow, one that leaps, and its rival."""
    for number in range(1, indicators + 1):
        for year in range(2000, 2018):
            yield case(year, period=year, indicator_id=number, frequency="annual")
        yield case(5_000_000, period=2018, indicator_id=number)
        yield case(7, period=2018, rank="normal", indicator_id=number)


def peak_of(indicators):
    """The most memory taken while the findings of this many indicators are gone through, and how many they were."""
    tracemalloc.start()
    try:
        found = sum(1 for _ in examine(stream(indicators), [], TODAY))
        return tracemalloc.get_traced_memory()[1], found
    finally:
        tracemalloc.stop()


def test_ten_times_the_figures_take_about_the_same_memory():
    # What is worked out once (words, dates) is kept for good, and counts for neither.
    peak_of(100)
    few, found_few = peak_of(40)
    many, found_many = peak_of(400)
    assert found_many > 9 * found_few > 0
    assert many < 2 * few
