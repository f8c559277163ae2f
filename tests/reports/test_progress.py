"""Progress says what the figures allow, with their qualifiers, and why where it says nothing."""

import datetime as dt
from decimal import Decimal

import pytest

from metrics import actions
from metrics.models import Figure
from metrics.reports import country
from metrics.reports.entries import entries_of
from metrics.reports.rows import figure_rows, in_reading_order
from tests import factories

pytestmark = pytest.mark.django_db


def entries():
    return entries_of(figure_rows(Figure.objects.as_of(None).order_by(*in_reading_order())), None)


def progress_of(figure):
    (entry,) = [entry for entry in entries() if entry.figure.figure_id == figure.pk]
    return [(p.kind, p.words) for p in entry.progress]


def test_a_result_stands_against_its_target_with_both_qualifiers():
    indicator = factories.indicator()
    result = factories.published(indicator=indicator, value=37_806)
    factories.published(indicator=indicator, role="target", value=131_000, qualifier="more_than")
    assert progress_of(result) == [("target", "under 28.9 percent")]


def test_a_change_from_a_baseline_is_bounded_by_the_looser_figure():
    indicator = factories.indicator()
    factories.published(indicator=indicator, role="baseline", value=2_800)
    result = factories.published(indicator=indicator, value=100, qualifier="up_to")
    assert progress_of(result) == [("change", "down by at least 96.4 percent")]


def test_a_percentage_of_a_base_is_the_count_that_it_makes():
    share = factories.published(
        indicator=factories.indicator(unit=factories.unit(code="percent")), value=40, countries=("GTM",)
    )
    base = factories.published(indicator=factories.indicator(unit=factories.unit(code="municipalities")), value=340)
    factories.relation(from_figure=share, kind="share_of", to_figure=base)
    assert progress_of(share) == [("derived", "136 municipalities")]


def test_a_missing_figure_has_no_progress_and_the_page_says_why():
    indicator = factories.indicator()
    result = factories.published(indicator=indicator, value=None, missing="not_yet_reported")
    factories.published(indicator=indicator, role="target", value=50)
    assert progress_of(result) == [("target", "A figure is missing, and a missing figure is not zero.")]


def test_a_target_of_zero_gives_no_percentage():
    indicator = factories.indicator()
    result = factories.published(indicator=indicator, value=5)
    factories.published(indicator=indicator, role="target", value=0)
    ((kind, words),) = progress_of(result)
    assert kind == "target"
    assert "zero" in words


def test_shares_of_something_in_another_unit_are_not_computed():
    money = factories.published(indicator=factories.indicator(unit=factories.unit(code="USD")), value=10)
    people = factories.published(indicator=factories.indicator(), value=100)
    factories.relation(from_figure=money, kind="share_of", to_figure=people)
    assert progress_of(money) == [("share", "The two are in different units.")]


def test_parts_are_added_only_where_a_relation_declares_it():
    total = factories.published(value=18_000)
    parts = [factories.published(value=value, indicator=factories.indicator()) for value in (6_500, 11_500)]
    lone = factories.published(value=7, indicator=factories.indicator())
    for part in parts:
        factories.relation(from_figure=part, to_figure=total)
    shown = {entry.figure.figure_id: entry for entry in entries()}
    assert shown.keys() == {total.pk, lone.pk}
    assert [parts.agrees for parts in shown[total.pk].parts] == [True]
    assert shown[total.pk].parts[0].working == "6,500 + 11,500 = 18,000 people"
    assert shown[lone.pk].parts == []


@pytest.mark.parametrize(("stated", "agrees"), [(120_000, True), (131_000, False)])
def test_a_sum_agrees_with_nearly_only_where_it_lies_just_below(stated, agrees):
    total = factories.published(value=stated, qualifier="nearly")
    for value in (22_308, 75_271, 7_866, 13_740):
        part = factories.published(value=value, indicator=factories.indicator())
        factories.relation(from_figure=part, to_figure=total)
    (entry,) = entries()
    (parts,) = entry.parts
    assert parts.agrees is agrees
    assert "119,185" in parts.working


def test_a_relation_to_a_withdrawn_figure_is_not_shown():
    total = factories.published(value=18_000)
    part = factories.published(value=6_500, indicator=factories.indicator())
    factories.relation(from_figure=part, to_figure=total)
    actions.withdraw(statement=part, by=factories.publisher(), reason="Misread.")
    (entry,) = entries()
    assert entry.parts == []


def test_joint_figures_are_shown_in_each_country_and_never_split():
    figure = factories.published(value=Decimal(1250), countries=("GTM", "HND", "SLV"))
    for code in ("GTM", "HND", "SLV"):
        (entry,) = country.report(code, None).shared
        assert entry.figure.figure_id == figure.pk
        assert entry.figure.value == 1250
        assert entry.figure.place == "El Salvador, Guatemala, Honduras"
    factories.country("MEX")
    assert country.report("MEX", None).total == 0


def test_a_total_divided_twice_is_added_within_each_breakdown():
    breakdowns = [factories.breakdown() for _ in range(2)]
    indicator = factories.indicator(breakdowns=breakdowns)
    total = factories.published(indicator=indicator, value=100)
    for breakdown in breakdowns:
        for value in (40, 60):
            category = factories.category(breakdown=breakdown)
            part = factories.published(indicator=indicator, value=value, category=category)
            factories.relation(from_figure=part, to_figure=total)
    (entry,) = entries()
    assert [(parts.working, parts.agrees) for parts in entry.parts] == [("40 + 60 = 100 people", True)] * 2


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (2022, "30 percent"),
        ((dt.date(2022, 3, 1), dt.date(2022, 5, 31)), "30 percent"),
        (None, "30 percent"),
        ((None, dt.date(2022, 6, 30)), "30 percent"),
        (2021, "The target is for 2022, the result for 2021."),
    ],
)
def test_a_result_is_held_against_a_target_of_its_own_time(period, words):
    indicator = factories.indicator()
    result = factories.published(indicator=indicator, value=30, period=period)
    factories.published(indicator=indicator, value=100, role="target", period=2022)
    assert progress_of(result) == [("target", words)]
