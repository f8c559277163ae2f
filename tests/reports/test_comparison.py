"""Countries side by side against what a plain loop over all figures says."""

import datetime as dt
from collections import defaultdict

import pytest
from django.utils import timezone

from metrics import actions
from metrics.models import Figure
from metrics.reports import comparison
from tests import factories
from tests.history.world import World
from tests.oracles import Fact, day_of, fact_of, standing

pytestmark = pytest.mark.django_db

CODES = ["MEX", "GTM", "HND"]


def ids_of(entry) -> set[int]:
    return {entry.figure.figure_id, *(row.figure_id for row in entry.others)}


def told(report) -> tuple[dict, dict]:
    """What the page says: {(indicator, category, country): its own figures}, {figure of several: covered countries}."""
    own, shared = defaultdict(set), defaultdict(set)
    for row in report.rows:
        key = row.first.indicator_id, row.first.category_slug
        for cell in row.cells:
            if cell.entry:
                own[*key, cell.code] |= ids_of(cell.entry)
        for each in row.shared:
            for figure in ids_of(each.entry):
                assert figure not in shared, "A shared figure stands once."
                shared[figure] |= set(each.covered)
    return own, shared


def expected(facts: list[Fact], day: dt.date) -> tuple[dict, dict]:
    """The same, from every figure that was ever published."""
    own, shared = defaultdict(set), defaultdict(set)
    slugs = dict(Figure.objects.values_list("pk", "category__slug"))
    for (indicator, _role, place, _category), country, figure in standing(facts, day):
        if country in CODES and place == country:
            own[indicator, slugs[figure], country].add(figure)
        elif country in CODES:
            shared[figure].add(country)
    return own, shared


@pytest.mark.parametrize("seed", range(3))
def test_every_standing_figure_is_in_its_countrys_cell_or_once_among_the_shared(monkeypatch, seed):
    world = World(seed)
    monkeypatch.setattr(timezone, "now", lambda: world.now)
    days = []
    for _ in range(6):
        world.live_a_day(6)
        days.append(world.day)
        world.next_day()
    facts = [fact_of(figure) for figure in Figure.objects.ever_published()]
    assert any(day_of(fact.ended_at) in days for fact in facts if fact.ended_at)
    seen = 0
    for day in (*days, None):
        report = comparison.report(CODES, day)
        assert told(report) == expected(facts, day or days[-1])
        seen += len(report.rows)
        # As a file the same, each figure once.
        listed = [row.figure_id for row in comparison.rows(CODES, day)]
        assert sorted(listed) == sorted({*set().union(*told(report)[0].values(), set()), *told(report)[1]})
    assert seen


@pytest.fixture
def indicator():
    return factories.indicator(name="Asylum applications")


def only_row(codes=("GTM", "HND"), day=None):
    (row,) = comparison.report(list(codes), day).rows
    return row


def values(row) -> list:
    return [(figure.place_key, figure.value) for figure in row.compared]


def test_the_latest_of_each_country_is_compared_in_the_order_asked_for(indicator):
    for code, value in (("GTM", 10), ("HND", 20)):
        factories.published(indicator=indicator, countries=(code,), value=value - 1, period=2020)
        factories.published(indicator=indicator, countries=(code,), value=value, qualifier="more_than")
    row = only_row(("HND", "GTM"))
    assert values(row) == [("HND", 20), ("GTM", 10)]
    assert [figure.words for figure in row.compared] == ["more than 20 people", "more than 10 people"]
    assert row.note == ""


def test_it_is_read_as_of_one_day(indicator):
    old = factories.published(indicator=indicator, value=10, at=factories.instant("2022-04-20"))
    factories.published(indicator=indicator, value=20, countries=("HND",), at=factories.instant("2022-04-25"))
    factories.correction(of=old, value=11, at=factories.instant("2022-06-01"))
    assert comparison.report(["GTM", "HND"], dt.date(2022, 4, 19)).rows == []
    assert values(only_row(day=dt.date(2022, 4, 24))) == []
    assert values(only_row(day=dt.date(2022, 5, 31))) == [("GTM", 10), ("HND", 20)]
    assert values(only_row()) == [("GTM", 11), ("HND", 20)]


def test_a_joint_figure_is_nobodys_own_and_is_not_compared(indicator):
    factories.published(indicator=indicator, countries=("GTM", "HND"), value=100)
    factories.published(indicator=indicator, countries=("GTM",), value=30)
    row = only_row(("GTM", "MEX", "HND"))
    assert [(cell.code, cell.entry is not None, cell.is_covered) for cell in row.cells] == [
        ("GTM", True, True),
        ("MEX", False, False),
        ("HND", False, True),
    ]
    (shared,) = row.shared
    assert (shared.covered, shared.beyond, shared.is_together) == (["GTM", "HND"], ["Mexico"], False)
    assert values(row) == []
    assert row.without == ["Mexico"]


def test_a_group_covers_its_members(indicator):
    north = factories.group(members=("GTM", "HND", "SLV"))
    factories.published(indicator=indicator, coverage="group", group=north, countries=(), value=100)
    row = only_row(("MEX", "GTM", "SLV"))
    (shared,) = row.shared
    assert (shared.covered, shared.is_together) == (["GTM", "SLV"], True)
    assert [(run.names, run.is_covered) for run in shared.runs] == [
        (["Mexico"], False),
        (["Guatemala", "El Salvador"], True),
    ]


def test_a_missing_value_is_said_and_not_compared(indicator):
    for code, missing in (("GTM", "withheld"), ("HND", "not_applicable"), ("SLV", "not_yet_reported")):
        factories.published(indicator=indicator, countries=(code,), missing=missing, value=None)
    factories.published(indicator=indicator, countries=("MEX",), value=0)
    row = only_row(("GTM", "HND", "SLV", "MEX"))
    words = [cell.entry.figure.words for cell in row.cells]
    assert words == ["withheld", "not applicable", "not yet reported", "0 people"]
    assert values(row) == []


class TestWhatIsNotAlike:
    def test_a_promise_is_not_set_against_a_result(self, indicator):
        factories.published(indicator=indicator, value=10)
        factories.published(indicator=indicator, countries=("HND",), value=20, role="commitment")
        row = only_row()
        assert values(row) == []
        assert row.note == "What was delivered and what was promised are not compared."

    def test_other_units_are_not(self, indicator):
        factories.published(indicator=indicator, value=10)
        factories.published(indicator=indicator, countries=("HND",), value=20, unit=factories.unit(code="families"))
        row = only_row()
        assert values(row) == []
        assert row.note == "The units differ."

    def test_a_quarter_is_not_set_against_years_which_are_compared(self, indicator):
        quarter = (dt.date(2021, 1, 1), dt.date(2021, 3, 31))
        fiscal = (dt.date(2020, 10, 1), dt.date(2021, 9, 30))
        factories.published(indicator=indicator, value=10, period=quarter)
        factories.published(indicator=indicator, countries=("HND",), value=20)
        factories.published(indicator=indicator, countries=("SLV",), value=30, period=fiscal)
        row = only_row(("GTM", "HND", "SLV"))
        assert values(row) == [("HND", 20), ("SLV", 30)]
        assert row.note == "The periods are of different lengths."

    def test_years_that_differ_are_compared_and_it_is_said(self, indicator):
        factories.published(indicator=indicator, value=10, period=2020)
        factories.published(indicator=indicator, countries=("HND",), value=20)
        row = only_row()
        assert values(row) == [("GTM", 10), ("HND", 20)]
        assert row.note == "The periods differ."

    def test_targets_are_compared_where_there_are_no_two_results(self, indicator):
        factories.published(indicator=indicator, value=5)
        for code, value in (("GTM", 10), ("HND", 20)):
            factories.published(indicator=indicator, countries=(code,), value=value, role="target")
        assert values(only_row()) == [("GTM", 10), ("HND", 20)]


def test_a_target_stands_beside_its_result(indicator):
    factories.published(indicator=indicator, value=5)
    target = factories.published(indicator=indicator, value=10, role="target")
    (entry,) = [cell.entry for cell in only_row().cells if cell.entry]
    assert entry.of_role("target").figure_id == target.pk
    assert entry.progress[0].words == "50 percent"


def test_parts_stand_in_rows_of_their_own_after_their_whole():
    sex = factories.breakdown()
    women = factories.category(breakdown=sex, name="Women", position=1)
    indicator = factories.indicator(name="Helped", breakdowns=[sex])
    part = factories.published(indicator=indicator, category=women, value=4)
    whole = factories.published(indicator=indicator, value=10)
    factories.relation(from_figure=part, to_figure=whole)
    factories.published(indicator=indicator, category=women, value=5, countries=("HND",))
    report = comparison.report(["GTM", "HND"], None)
    assert [(row.first.label, values(row)) for row in report.rows] == [
        ("Helped", []),
        ("Helped: Women", [("GTM", 4), ("HND", 5)]),
    ]


def test_pages_hold_every_indicator_once(monkeypatch):
    monkeypatch.setattr(comparison, "INDICATORS_PER_PAGE", 3)
    indicators = [factories.indicator(position=number) for number in range(7)]
    made = [factories.published(indicator=each).indicator_id for each in indicators]
    factories.country("HND")
    pages = [comparison.report(["GTM", "HND"], None, page) for page in (1, 2, 3)]
    assert [row.first.indicator_id for page in pages for row in page.rows] == made
    assert [page.pages for page in pages] == [3, 3, 3]
    assert comparison.report(["GTM", "HND"], None, 4) is None


def test_a_withdrawn_figure_is_gone_now_and_there_before(indicator):
    figure = factories.published(indicator=indicator, at=factories.instant("2022-04-20"))
    factories.country("HND")
    actions.withdraw(statement=figure, by=factories.publisher(), reason="Refuted.", at=factories.instant("2022-06-01"))
    assert comparison.report(["GTM", "HND"], None).rows == []
    assert only_row(day=dt.date(2022, 5, 31)).cells[0].entry.figure.figure_id == figure.pk
