"""The history of an indicator against what a plain loop over its figures says."""

import datetime as dt

import pytest

from metrics import actions
from metrics.models import Figure
from metrics.reports import indicator
from tests import factories

pytestmark = pytest.mark.django_db

DAYS = [None, dt.date(2022, 4, 30), dt.date(2022, 5, 5), dt.date(2022, 5, 31)]


@pytest.fixture
def measured():
    """An indicator with a corrected, a withdrawn, a later and a draft figure, and parts of one of them."""
    at = factories.instant("2022-04-20")
    made = factories.indicator(slug="measured")
    first = factories.published(indicator=made, value=10, at=at)
    factories.correction(of=first, value=11, at=factories.instant("2022-05-03"))
    factories.published(indicator=made, value=20, period=2020, at=factories.instant("2022-05-10"))
    factories.figure(indicator=made, value=99)
    gone = factories.published(indicator=made, value=30, period=2019, at=at)

    actions.withdraw(statement=gone, by=factories.publisher(), reason="No.", at=factories.instant("2022-05-04"))
    return made


def history(day, **filters):
    return indicator.history(indicator.published("measured", day).filter(**filters), day)


@pytest.mark.parametrize("day", DAYS)
def test_history_has_what_was_published_by_a_day_and_knows_what_had_ended(measured, day):
    end = dt.datetime.max.replace(tzinfo=dt.UTC)
    if day:
        end = dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC)
    published = [f for f in Figure.objects.all() if f.published_at and f.published_at <= end]
    ended = {f.pk for f in published if f.ended_at and f.ended_at <= end}
    found = history(day)
    assert {row.figure_id for row in found.rows} == {f.pk for f in published}
    assert found.ended == ended
    assert not found.more


def test_history_keeps_to_filters(measured):
    assert [row.value for row in history(None, value=20).rows] == [20]


def test_only_the_newest_are_drawn_and_the_report_says_so(measured, monkeypatch):
    monkeypatch.setattr(indicator, "DRAWN", 2)
    found = history(None)
    assert [row.period_end.year for row in found.rows] == [2021, 2021]
    assert found.more


def test_parts_are_those_declared_among_figures_in_force(measured):
    whole = Figure.objects.get(value=11)
    sex = factories.breakdown(name="Sex")
    parts = [
        factories.published(indicator=measured, value=value, category=factories.category(breakdown=sex, position=value))
        for value in (4, 7)
    ]
    assert history(None).wholes == []
    for part in parts:
        factories.relation(from_figure=part, to_figure=whole, declared_at=factories.instant("2022-05-05"))
    (found,) = history(None).wholes
    assert (found.figure.figure_id, found.parts.sum.value, found.parts.agrees) == (whole.pk, 11, True)
    assert [part.value for part in found.parts.parts] == [4, 7]
    factories.relation(from_figure=parts[0], to_figure=parts[1], kind="overlaps")
    assert len(history(None).wholes) == 1


def test_breakdowns_of_an_indicator_are_listed_once_each():
    sex, age = factories.breakdown(name="Sex"), factories.breakdown(name="Age")
    factories.indicator(slug="broken-down", breakdowns=[sex, age])
    assert indicator.report("broken-down").breakdowns == ["Age", "Sex"]
    factories.indicator(slug="whole")
    assert indicator.report("whole").breakdowns == []
    assert indicator.report("nothing") is None
