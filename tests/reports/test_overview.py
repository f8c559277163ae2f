"""The overview against slow answers: what is counted, what changed of late, progress by country and line."""

import datetime as dt
import random

import pytest

from metrics import actions
from metrics.models import Citation, CitationCheck, CurrentFigure, Figure
from metrics.models.publication import end_of_day
from metrics.reports import measured, overview, recent
from metrics.reports.due import OVER
from metrics.reports.standing import Standing, current_figures, overdue_figures
from metrics.rules.expected import MONTHS, due_after
from tests import factories as make
from tests import oracles

pytestmark = pytest.mark.django_db

DAYS = [dt.date(2022, 1, 10) + dt.timedelta(days=20 * number) for number in range(8)]
BEFORE = dt.date(2021, 12, 1)
PLACES = [("GTM",), ("HND",), ("GTM", "HND"), ("GTM", "HND", "SLV"), ()]


def world(seed):
    """Figures of a few series, published, corrected and withdrawn one a day, with checks of some citations."""
    of = random.Random(seed)  # noqa: S311 The same world for the same seed.
    make.strategy(slug="cmms")
    programs = [make.program(status=of.choice(["active", "active", *OVER])) for _ in range(2)]
    indicators = [
        make.indicator(program=of.choice(programs), frequency=of.choice([*MONTHS, "irregular"])) for _ in range(3)
    ]
    for day in DAYS:
        standing = [figure for figure in Figure.objects.as_of(None) if figure.rank == "preferred"]
        what = of.choice(["new", "new", "new", "correct", "withdraw"]) if standing else "new"
        at, citation = make.instant(day), make.citation(source=make.source())
        if what == "new":
            numbers = [of.choice(indicators), of.choice(PLACES), of.choice([2019, 2020, 2021])]
            role = of.choice(["actual", "actual", "target"])
            rank = "preferred"
            place_key = Figure.place_key_of(("global", "single", "joint")[min(len(numbers[1]), 2)], numbers[1], None)
            start, end = make.year(numbers[2])
            same = {"indicator": numbers[0], "role": role, "place_key": place_key}
            if Figure.objects.filter(**same, period_start=start, period_end=end).exists():
                rank = "normal"
            made = make.figure(
                indicator=numbers[0],
                countries=numbers[1],
                period=numbers[2],
                role=role,
                rank=rank,
                value=of.randint(1, 200),
                status="published",
                citation=citation,
                at=at,
            )
        elif what == "correct":
            chosen = of.choice(standing)
            made = make.correction(
                of=chosen, value=chosen.value + 1, citation=citation, at=at, reason=f"Slip {chosen.pk}."
            )
        else:
            chosen = of.choice(standing)
            actions.withdraw(statement=chosen, by=make.publisher(), reason=f"Gone {chosen.pk}.", at=at)
            continue
        state = of.choice([None, "verified", "verified", "not_found"])
        if state:
            CitationCheck.objects.create(
                citation=made.citation,
                archive=None,
                outcome=state,
                is_state=True,
                why="asked",
                checked_at=make.instant(day + dt.timedelta(days=of.choice([0, 30]))),
            )
            Citation.objects.filter(pk=made.citation_id).update(verification=state)


def state_on(figure, day):
    """What had been found of its citation by the end of the day, from the log."""
    checks = [check for check in figure.citation.checks.all() if check.is_state and check.checked_at < end_of_day(day)]
    return max(checks, key=lambda check: check.pk).outcome if checks else "not_archived"


def facts():
    return [oracles.fact_of(figure) for figure in Figure.objects.ever_published()]


def standing_slowly(day) -> Standing:
    stands = {figure for _series, _country, figure in oracles.standing(facts(), day)}
    figures = list(Figure.objects.filter(pk__in=stands).select_related("indicator__program"))
    states = [state_on(figure, day) for figure in figures]
    awaited, overdue = set(), set()
    for figure in figures:
        program, frequency = figure.indicator.program, figure.indicator.frequency
        if figure.role == "actual" and frequency in MONTHS and program.status not in OVER:
            awaited.add(figure.indicator_id)
            if due_after(figure.reference_date, frequency) < day:
                overdue.add(figure.indicator_id)
    return Standing(len(figures), states.count("verified"), states.count("not_archived"), len(awaited), len(overdue))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_counted_agrees_with_a_loop_over_all_figures_on_every_day(seed):
    world(seed)
    for day in (BEFORE, *DAYS, dt.date(2024, 1, 1)):
        report = overview.report(day)
        assert report.standing == standing_slowly(day), day
        stands = {figure for _series, _country, figure in oracles.standing(facts(), day)}
        assert set(current_figures(day).values_list("pk", flat=True)) == stands
    now = overview.report(None).standing
    today = overview.report(dt.datetime.now(dt.UTC).date()).standing
    assert now == today


def test_a_share_is_rounded_down_so_that_all_means_all():
    assert Standing(1000, 999, 1).verified_percent == 99
    assert Standing(3, 3, 0).verified_percent == 100
    assert Standing().verified_percent is None
    assert Standing(10, 4, 5).doubted == 1


def test_what_is_overdue_is_the_last_report_of_each_series_left_behind():
    frequent = make.indicator(frequency="annual")
    late = make.published(indicator=frequent, countries=("GTM",), period=2019, at=make.instant("2022-01-10"))
    make.published(indicator=frequent, countries=("HND",), period=2021, at=make.instant("2022-01-10"))
    make.published(indicator=make.indicator(), period=2010, at=make.instant("2022-01-10"))
    assert list(overdue_figures(dt.date(2022, 6, 1))) == [late]
    assert list(overdue_figures(dt.date(2022, 1, 1))) == []


def changes_slowly(until) -> set[tuple]:
    """(day, old, new) of every change of what stands for a series and country, from one day to the next."""
    found, all_facts = set(), facts()
    for day in DAYS:
        if day > until:
            continue
        before = {(series, country): pk for series, country, pk in oracles.standing(all_facts, day - dt.timedelta(1))}
        after = {(series, country): pk for series, country, pk in oracles.standing(all_facts, day)}
        found |= {(day, pk, after.get(where)) for where, pk in before.items() if after.get(where) != pk}
    return found


@pytest.mark.parametrize("seed", range(6))
def test_changes_of_what_stands_agree_with_a_comparison_of_days(seed):
    world(seed)
    for day in (BEFORE, *DAYS, None):
        found = recent.successions(day, most=100)
        assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
        slowly = changes_slowly(day or dt.date(2023, 1, 1))
        assert {(one.at.date(), one.old, one.new) for one in found} == slowly, day
        assert len(found) == len(slowly)
        for one in found:
            old = Figure.objects.get(pk=one.old)
            ended = old.ended_at == one.at
            assert one.kind == (
                {"superseded": "corrected", "withdrawn": "withdrawn"}[old.status] if ended else "followed"
            )
            assert bool(one.reason) == ended
            assert str(old.pk) in one.reason or not ended
        assert recent.successions(day, most=2) == found[:2]


def test_updates_count_what_they_had_published_by_the_day():
    update = make.update(title="First")
    make.published(update=update, at=make.instant("2022-04-20"))
    make.published(update=update, at=make.instant("2022-05-20"))
    make.milestone(update=update, status="published", at=make.instant("2022-04-20"))
    make.published(update=make.update(title="Second"), at=make.instant("2022-05-01"))
    assert [(u.title, u.figures, u.milestones) for u in recent.newest_updates(dt.date(2022, 4, 30))] == [
        ("First", 1, 1)
    ]
    assert [(u.title, u.figures, u.milestones) for u in recent.newest_updates(None)] == [
        ("Second", 1, 0),
        ("First", 2, 1),
    ]


def pairs_slowly(day) -> set[tuple]:
    """(country, figure, by, way): every pair of a result and a goal of its series, and of a share and its base."""
    pointers = list(CurrentFigure.objects.as_of(day).filter(country__isnull=False).select_related("figure"))
    found = set()
    for pointer in pointers:
        goal = pointer.figure
        for other in pointers:
            result = other.figure
            same = (goal.indicator_id, goal.place_key, goal.category_id) == (
                result.indicator_id,
                result.place_key,
                result.category_id,
            )
            is_measured = goal.role in ("target", "baseline") and result.role == "actual" and same
            has_numbers = None not in (goal.value, result.value)
            if is_measured and has_numbers and pointer.country_id == other.country_id:
                found.add((pointer.country_id, result.pk, goal.pk, goal.role))
        for relation in goal.relations_from.filter(kind="share_of", ended_at=None):
            if goal.value is not None and relation.to_figure.value is not None:
                found.add((pointer.country_id, goal.pk, relation.to_figure_id, "share"))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_measures_what_agrees_with_a_loop_over_all_pairs(seed):
    of = random.Random(seed)  # noqa: S311 The same world for the same seed.
    make.strategy(slug="cmms")
    indicators = [make.indicator(program=make.program()) for _ in range(3)]
    made = []
    for indicator in indicators:
        for place in PLACES[:3]:
            for role in of.sample(["actual", "target", "baseline"], 2):
                value = {"missing": "unknown", "value": None} if of.random() < 0.2 else {"value": of.randint(1, 100)}
                made.append(make.published(indicator=indicator, countries=place, role=role, **value))
    bases = [make.published(indicator=make.indicator(), value=500) for _ in range(2)]
    for figure in of.sample(made, 3):
        make.relation(from_figure=figure, to_figure=of.choice(bases), kind="share_of")
    found = measured.pairs(None)
    assert {(pair.country, pair.figure, pair.by, pair.way) for pair in found} == pairs_slowly(None)
    assert len(found) == len(pairs_slowly(None))


def cell_of(report, code, line=0):
    return next(row for row in report.matrix if row.code == code).cells[line]


def test_a_cell_shows_the_countrys_own_figure_before_a_shared_one_and_says_how_far_it_came():
    make.strategy(slug="cmms")
    program = make.program()
    shared, own = (make.indicator(program=program, name=name) for name in ("Shared", "Own"))
    both = {"indicator": shared, "countries": ("GTM", "HND"), "period": 2021}
    make.published(**both, value=90)
    make.published(**both, value=100, role="target")
    report = overview.report(None)
    assert cell_of(report, "GTM").measured.words == "Shared: 90 percent of 100 people"
    make.published(indicator=own, value=30, qualifier="up_to", period=2020)
    make.published(indicator=own, value=120, role="baseline", period=2019)
    report = overview.report(None)
    mine, theirs = cell_of(report, "GTM").measured, cell_of(report, "HND").measured
    assert mine.words == "Own: down by at least 75 percent, from 120 people"
    assert mine.share is None
    assert mine.sign == "↓ ≥ 75 %"
    assert mine.count == 2
    assert (theirs.words, theirs.sign, theirs.count) == ("Shared: 90 percent of 100 people", "90 %", 1)


def test_what_cannot_be_computed_gives_way_to_what_can():
    make.strategy(slug="cmms")
    program = make.program()
    for year, goal in ((2021, 2019), (2020, 2020)):
        indicator = make.indicator(program=program, name=f"Of {year}")
        make.published(indicator=indicator, value=10, period=year)
        make.published(indicator=indicator, value=20, role="target", period=goal)
    assert cell_of(overview.report(None), "GTM").measured.words == "Of 2020: 50 percent of 20 people"


def test_programs_under_way_are_those_of_the_day():
    make.strategy(slug="cmms")
    line = make.line()
    for status in ("active", "active", "completed"):
        make.program(line=line, status=status)
    report = overview.report(None)
    assert (report.programs, report.active) == (3, 2)


def test_a_strategy_without_lines_or_figures_is_shown():
    assert overview.report(None) is None
    make.strategy(slug="cmms", name="Alone")
    report = overview.report(None)
    assert (report.strategy_name, report.lines, report.standing, report.matrix) == ("Alone", [], Standing(), [])
