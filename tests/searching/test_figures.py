"""Figures are found by their number, typed in any form, and by what they measure; only those that stood on the day."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics import actions, searching
from metrics.models import Figure
from metrics.reports import search
from metrics.reports.search import report
from metrics.searching import read
from tests import factories

pytestmark = pytest.mark.django_db
DAYS = ("2022-04-20", "2022-05-10", "2022-06-01")


def found(text, day=None, of=("exact", "near", "stated")) -> list[int]:
    figures = report(text, day).figures
    return [row.figure_id for name in of for row in getattr(figures, name)]


def exact(text, day=None) -> list[int]:
    return found(text, day, of=("exact",))


def test_near_ones_round_to_the_number_and_stand_by_nearness():
    near = factories.published(value=131_400, countries=("GTM",))
    nearer = factories.published(value=130_900, countries=("HND",))
    factories.published(value=131_600, countries=("SLV",))
    itself = factories.published(value=131_000, countries=("MEX",))
    assert found("131,000") == [itself.pk, nearer.pk, near.pk]
    assert found("131,400") == [near.pk]


def test_drafts_and_submitted_figures_are_never_found():
    factories.figure(value=424_242)
    factories.figure(value=424_242, status="submitted", countries=("HND",))
    searching.refresh()
    assert found("424242") == []
    assert found("indicator") == []


def test_past_days_find_what_stood_then():
    old = factories.published(value=1000, at=factories.instant(DAYS[0]))
    new = factories.correction(of=old, value=1100, at=factories.instant(DAYS[1]))
    actions.withdraw(statement=new, by=factories.publisher(), reason="Refuted.", at=factories.instant(DAYS[2]))
    days = [dt.date(2022, 4, 19), *map(dt.date.fromisoformat, DAYS)]
    assert [exact("1000", day) for day in days] == [[], [old.pk], [], []]
    assert [exact("1100", day) for day in days] == [[], [], [new.pk], []]
    assert exact("1000") == exact("1100") == []


def slow_scan(text, day) -> set[int]:
    """Every figure in force looked at, one by one."""
    values = read(text).number.values
    return {figure.pk for figure in Figure.objects.as_of(day) if figure.value in values}


def test_numbers_are_those_that_a_slow_scan_finds():
    of = random.Random(7)  # noqa: S311 (the same figures each time)
    indicators = [factories.indicator() for _ in range(3)]
    values = [Decimal(text) for text in ("0", "1.5", "37.806", "37806", "1200", "1200.5", "310000000", "999999999999")]
    for number in range(24):
        day = factories.instant(of.choice(DAYS[:2]))
        made = factories.published(
            value=of.choice(values), indicator=of.choice(indicators), period=1950 + number, at=day
        )
        if number % 5 == 0:
            actions.withdraw(statement=made, by=factories.publisher(), reason="Refuted.", at=factories.instant(DAYS[2]))
    for text in ("0", "1.5", "37.806", "37,806", "1,200", "1,200.5", "$310M", "999,999,999,999", "5"):
        for day in (None, *map(dt.date.fromisoformat, DAYS)):
            assert set(exact(text, day)) == slow_scan(text, day), (text, day)


def test_a_number_with_words_is_looked_for_among_what_they_name():
    visas = factories.published(value=500, indicator=factories.indicator(name="Visas issued"))
    factories.published(value=500, indicator=factories.indicator(name="Centers opened"))
    searching.refresh()
    assert exact("500 visas") == [visas.pk]
    assert exact("500 unheardof") != []


def test_a_year_finds_the_figures_of_it():
    asylum = factories.indicator(name="Asylum claims")
    then = factories.published(value=10, indicator=asylum, period=2019)
    now = factories.published(value=20, indicator=asylum, period=2021)
    searching.refresh()
    assert found("asylum claims") == [now.pk]
    assert found("asylum claims 2019") == [then.pk]


def test_many_figures_of_one_value_are_told_and_cut(monkeypatch):
    monkeypatch.setattr(search, "FIGURES", 3)
    indicator = factories.indicator()
    for number in range(5):
        factories.published(value=100, indicator=indicator, period=1950 + number)
    figures = report("100", None).figures
    assert len(figures.exact) == 3
    assert figures.more
    # The newest.
    assert figures.exact[0].period_start.year == 1954


def plan_of(query: str) -> str:
    """How the database would go about it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{query}")
        return "\n".join(str(row) for row in cursor.fetchall())


def test_numbers_are_found_by_the_index_of_values():
    # On PostgreSQL a plan is chosen by the statistics: of a single row, or where none had been published by the day,
    # every index would be as good as another.
    indicator = factories.indicator()
    for number in range(30):
        factories.published(
            value=100 + number * number,
            indicator=indicator,
            period=1950 + number,
            at=factories.instant(DAYS[0]),
        )
    searching.refresh()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE metrics_figure")
            cursor.execute("SET LOCAL enable_seqscan = off")
    for text in ("100", "37.806", "$310M", "100 people"):
        for day in (None, dt.date(2022, 5, 1)):
            with CaptureQueriesContext(connection) as captured:
                report(text, day)
            (walk,) = [query["sql"] for query in captured if "AS walk" in query["sql"]]
            plan = plan_of(walk)
            assert "SCAN metrics_figure" not in plan, (text, day)
            if text != "100 people":
                assert "figure_by_value" in plan, (text, day)
