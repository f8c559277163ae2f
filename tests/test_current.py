"""As of any day, the figures and the pointers to what stands are those that a slow reading of history gives."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import actions
from metrics.models import CurrentFigure, Figure, FigureRelation, Milestone

from . import factories as make
from . import oracles

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
START = make.instant("2022-04-20")

PERIODS = [
    None,
    2020,
    2021,
    (dt.date(2021, 7, 1), dt.date(2021, 12, 31)),
    (dt.date(2021, 1, 1), None),
    (None, dt.date(2021, 12, 31)),
]
a_figure = st.fixed_dictionaries(
    {
        "indicator": st.integers(0, 1),
        "place": st.sampled_from([("GTM",), ("HND",), ("HND", "GTM"), ("GTM", "SLV"), "group", ()]),
        "period": st.sampled_from(PERIODS),
        "role": st.sampled_from(["actual", "actual", "target"]),
        "rank": st.sampled_from(["preferred", "preferred", "normal", "deprecated"]),
        "category": st.sampled_from([False, False, True]),
    }
)
a_step = st.one_of(
    st.tuples(st.just("publish"), st.lists(a_figure, min_size=1, max_size=3)),
    st.tuples(st.just("backdate"), st.lists(a_figure, min_size=1, max_size=2)),
    st.tuples(st.just("correct"), st.integers(0, 20)),
    st.tuples(st.just("withdraw"), st.integers(0, 20)),
)
# None: at the very start of the next day.
a_gap = st.sampled_from([dt.timedelta(0), dt.timedelta(microseconds=1), dt.timedelta(hours=13), None, 2 * DAY])
histories = st.lists(st.tuples(a_gap, a_step), min_size=1, max_size=8)


class History:
    """Plays the steps of a random history through the actions."""

    def __init__(self):
        breakdown = make.breakdown()
        self.category = make.category(breakdown=breakdown)
        self.indicators = [make.indicator(breakdowns=[breakdown]) for _ in range(2)]
        self.group = make.group(members=("GTM", "HND"))
        self.citation = make.citation()
        self.now = START

    def play(self, history):
        for gap, (step, what) in history:
            if gap is None:
                self.now = dt.datetime.combine(self.now.date() + DAY, dt.time.min, tzinfo=dt.UTC)
            else:
                self.now += gap
            getattr(self, step)(what)

    def draft(self, *, indicator, place, category, **fields):
        where = {"group": self.group} if place == "group" else {"countries": place}
        return make.figure(
            indicator=self.indicators[indicator],
            category=self.category if category else None,
            citation=self.citation,
            entered_at=self.now,
            **where,
            **fields,
        )

    def publish(self, wanted, at=None):
        at = at or self.now
        drafts = [self.draft(**one) for one in wanted]
        actions.submit(statements=drafts, by=make.author(), at=at)
        try:
            actions.publish(statements=drafts, by=make.publisher(), at=at)
        except ValidationError as refused:
            assert "preferred" in str(refused)  # noqa: PT017

    def backdate(self, wanted):
        self.publish(wanted, at=START)

    def published(self, number):
        found = list(Figure.objects.as_of(None).order_by("pk"))
        return found[number % len(found)] if found else None

    def correct(self, number):
        if figure := self.published(number):
            make.correction(of=figure, value=number, citation=self.citation, at=self.now)

    def withdraw(self, number):
        if figure := self.published(number):
            actions.withdraw(statement=figure, by=make.publisher(), reason="Not so.", at=self.now)

    def days(self):
        day = START.date() - DAY
        while day <= self.now.date() + DAY:
            yield day
            day += DAY


def pointers(day):
    return [
        ((p.indicator_id, p.figure.role, p.figure.place_key, p.figure.category_id), p.country_id, p.figure_id)
        for p in CurrentFigure.objects.as_of(day).select_related("figure")
    ]


def tenures():
    return sorted(CurrentFigure.objects.values_list("series_key", "country_id", "figure_id", "since", "until"), key=str)


@given(history=histories)
@settings(max_examples=20, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_reads_the_same_as_of_every_day(history):
    with transaction.atomic():
        played = History()
        played.play(history)
        facts = [oracles.fact_of(figure) for figure in Figure.objects.ever_published()]
        for day in [*played.days(), dt.date.max]:
            assert set(Figure.objects.as_of(day).values_list("pk", flat=True)) == {
                fact.figure for fact in oracles.in_force(facts, day)
            }
            found = pointers(day)
            assert len(found) == len(set(found))
            assert set(found) == oracles.standing(facts, day)
        assert sorted(pointers(None), key=str) == sorted(pointers(dt.date.max), key=str)

        kept = tenures()
        assert list(CurrentFigure.objects.differences()) == []
        assert CurrentFigure.objects.rebuild() == len(kept)
        assert tenures() == kept
        transaction.set_rollback(True)


class TestDayBoundaries:
    MIDNIGHT = dt.datetime(2022, 5, 3, tzinfo=dt.UTC)
    LAST = MIDNIGHT - dt.timedelta(microseconds=1)
    DAY = dt.date(2022, 5, 2)

    @pytest.fixture(autouse=True, params=["UTC", "America/Guatemala", "Asia/Tokyo"])
    def of_any_reader(self, request):
        with timezone.override(request.param):
            yield

    def seen(self, day):
        figures = Figure.objects.as_of(day).count()
        assert CurrentFigure.objects.as_of(day).count() == figures
        return figures

    def test_what_is_published_in_the_last_instant_of_a_day_in_utc_counts_for_that_day(self):
        make.published(at=self.LAST)
        assert (self.seen(self.DAY - DAY), self.seen(self.DAY)) == (0, 1)

    def test_what_is_published_at_midnight_counts_from_the_new_day(self):
        make.published(at=self.MIDNIGHT)
        assert (self.seen(self.DAY), self.seen(self.DAY + DAY)) == (0, 1)

    def test_what_ends_in_the_last_instant_of_a_day_is_gone_as_of_that_day(self):
        figure = make.published(at=START)
        actions.withdraw(statement=figure, by=make.publisher(), reason="Not so.", at=self.LAST)
        assert (self.seen(self.DAY - DAY), self.seen(self.DAY)) == (1, 0)

    def test_what_ends_at_midnight_is_still_there_as_of_the_day_before(self):
        figure = make.published(at=START)
        actions.withdraw(statement=figure, by=make.publisher(), reason="Not so.", at=self.MIDNIGHT)
        assert (self.seen(self.DAY), self.seen(self.DAY + DAY)) == (1, 0)

    def test_what_begins_and_ends_within_a_day_never_shows_as_of_any_day(self):
        figure = make.published(at=self.LAST)
        actions.withdraw(statement=figure, by=make.publisher(), reason="Not so.", at=self.LAST)
        assert self.seen(self.DAY) == self.seen(None) == 0


class TestHistory:
    def test_an_initial_load_counts_from_the_date_it_names(self):
        figure = make.published(at=START)
        assert not Figure.objects.as_of(START.date() - DAY).exists()
        assert Figure.objects.as_of(START.date()).get() == figure
        assert CurrentFigure.objects.get().since == START

    def test_the_page_as_of_yesterday_is_unchanged_by_what_is_published_today(self):
        first = make.published(at=START)
        other = make.published(indicator=first.indicator, period=2020, at=START)
        yesterday = START.date() + DAY
        figures, before = set(Figure.objects.as_of(yesterday)), pointers(yesterday)
        make.correction(of=first, value=7, at=START + 2 * DAY)
        make.published(indicator=first.indicator, period=2022, at=START + 3 * DAY)
        actions.withdraw(statement=other, by=make.publisher(), reason="Not so.", at=START + 4 * DAY)
        assert set(Figure.objects.as_of(yesterday)) == figures
        assert pointers(yesterday) == before

    def test_the_latest_period_stands_and_the_one_before_returns_when_it_is_withdrawn(self):
        old = make.published(period=2020, at=START)
        new = make.published(indicator=old.indicator, period=2021, at=START)
        late = make.published(indicator=old.indicator, period=2019, at=START + DAY)
        assert CurrentFigure.objects.as_of(None).get().figure == new
        actions.withdraw(statement=new, by=make.publisher(), reason="Not so.", at=START + 2 * DAY)
        assert CurrentFigure.objects.as_of(None).get().figure == old
        assert late.series_key == old.series_key

    def test_a_rival_stands_only_where_no_preferred_figure_does(self):
        preferred = make.published(at=START)
        rival = make.published(indicator=preferred.indicator, rank="normal", value=7, at=START + DAY)
        assert CurrentFigure.objects.as_of(None).get().figure == preferred
        actions.withdraw(statement=preferred, by=make.publisher(), reason="Not so.", at=START + 2 * DAY)
        assert CurrentFigure.objects.as_of(None).get().figure == rival

    def test_a_refuted_figure_never_stands(self):
        make.published(rank="deprecated")
        assert Figure.objects.as_of(None).count() == 1
        assert not CurrentFigure.objects.exists()

    def test_a_joint_figure_stands_once_in_each_of_its_countries_beside_their_own(self):
        joint = make.published(countries=("GTM", "HND"))
        own = make.published(indicator=joint.indicator, countries=("GTM",))
        standing = CurrentFigure.objects.as_of(None)
        assert set(standing.filter(country="GTM").values_list("figure", flat=True)) == {joint.pk, own.pk}
        assert standing.get(country="HND").figure == joint

    def test_a_group_keeps_the_members_it_had_when_it_was_published(self):
        group = make.group(members=("GTM", "HND"))
        make.published(group=group)
        group.members.add(make.country("SLV"))
        CurrentFigure.objects.rebuild()
        assert set(CurrentFigure.objects.values_list("country", flat=True)) == {"GTM", "HND"}

    @pytest.mark.parametrize("model", [Figure, Milestone])
    def test_drafts_are_in_no_reading(self, model):
        factory = {Figure: make.figure, Milestone: make.milestone}[model]
        for status in ("draft", "submitted"):
            factory(status=status)
        assert not model.objects.as_of(None).exists()
        assert not model.objects.as_of(dt.date.max).exists()
        assert not CurrentFigure.objects.exists()

    def test_milestones_are_read_as_of_a_day_too(self):
        milestone = make.milestone(status="published", at=START)
        actions.withdraw(statement=milestone, by=make.publisher(), reason="Not so.", at=START + 2 * DAY)
        days = [START.date() + n * DAY for n in range(-1, 3)]
        assert [Milestone.objects.as_of(day).count() for day in days] == [0, 1, 1, 0]

    def test_relations_are_read_as_of_a_day_too(self):
        one, other = make.published(), make.published()
        made = make.relation(from_figure=one, to_figure=other, declared_at=START)
        FigureRelation.objects.filter(pk=made.pk).update(ended_at=START + 2 * DAY, ended_by=make.publisher())
        days = [START.date() + n * DAY for n in range(-1, 3)]
        assert [FigureRelation.objects.as_of(day).count() for day in days] == [0, 1, 1, 0]
        assert not FigureRelation.objects.as_of(None).exists()


class TestPrevious:
    def test_the_previous_figure_is_the_latest_of_the_series_up_to_the_period(self):
        first = make.published(period=2019)
        series = {"indicator": first.indicator}
        second = make.published(period=2020, **series)
        later = make.published(period=2022, **series)
        make.published(period=2020, countries=("HND",), **series)
        make.published(period=2020, role="target", **series)
        make.published(period=2020, rank="deprecated", **series)
        assert Figure.objects.previous_of(make.figure(period=2021, **series)) == second
        assert Figure.objects.previous_of(second) == first
        assert Figure.objects.previous_of(first) is None
        assert Figure.objects.previous_of(later) == second


def check():
    out = StringIO()
    call_command("rebuild_current", "--check", stdout=out)
    return out.getvalue()


class TestRebuildCurrent:
    @pytest.fixture
    def history(self):
        """GTM: 2020, then 2021. HND and GTM together. The world."""
        old = make.published(period=2020, at=START)
        new = make.published(indicator=old.indicator, period=2021, at=START + DAY)
        joint = make.published(indicator=old.indicator, countries=("GTM", "HND"), at=START)
        world = make.published(indicator=old.indicator, countries=(), at=START)
        return old, new, joint, world

    def plant(self, error, history):
        old, new, _, world = history
        rows = CurrentFigure.objects
        match error:
            case "a pointer is gone":
                rows.filter(figure=new).delete()
                return {("missing", new.pk)}
            case "a pointer is one too many":
                rows.create(figure=old, indicator=old.indicator, series_key="other", country_id="GTM", since=START)
                return {("wrong", old.pk)}
            case "a pointer names another figure":
                rows.filter(figure=new).update(figure=old)
                return {("missing", new.pk), ("wrong", old.pk)}
            case "a pointer names another country":
                rows.filter(figure=world).update(country="HND")
                return {("missing", world.pk), ("wrong", world.pk)}
            case "a pointer begins at another time":
                rows.filter(figure=new).update(since=START)
                return {("missing", new.pk), ("wrong", new.pk)}
            case "a pointer ends at another time":
                rows.filter(figure=old).update(until=START + 9 * DAY)
                return {("missing", old.pk), ("wrong", old.pk)}

    ERRORS = [
        "a pointer is gone",
        "a pointer is one too many",
        "a pointer names another figure",
        "a pointer names another country",
        "a pointer begins at another time",
        "a pointer ends at another time",
    ]

    def test_pointers_that_agree_are_reported_so(self, history):
        assert check() == "Pointers agree with the figures.\n"

    @pytest.mark.parametrize("error", ERRORS)
    def test_the_check_names_each_planted_error_changes_nothing_and_exits_with_1(self, history, error):
        planted = self.plant(error, history)
        assert {(kind, tenure.figure_id) for kind, tenure in CurrentFigure.objects.differences()} == planted
        before = tenures()
        out = StringIO()
        with pytest.raises(CommandError, match=f"{len(planted)} differences") as refused:
            call_command("rebuild_current", "--check", stdout=out)
        assert refused.value.returncode == 1
        lines = out.getvalue().splitlines()
        assert {(line.split(":")[0], int(line.split()[2])) for line in lines} == planted
        assert tenures() == before

    @pytest.mark.parametrize("error", ERRORS)
    def test_rebuilding_mends_each_planted_error(self, history, error):
        right = tenures()
        self.plant(error, history)
        out = StringIO()
        call_command("rebuild_current", stdout=out)
        assert out.getvalue() == f"{len(right)} pointers.\n"
        assert tenures() == right
        check()

    def test_the_check_says_where_and_when(self, history):
        world = history[-1]
        CurrentFigure.objects.filter(figure=world).delete()
        out = StringIO()
        with pytest.raises(CommandError):
            call_command("rebuild_current", "--check", stdout=out)
        assert out.getvalue() == (
            f"missing: figure {world.pk} for {world.series_key} in the world from {START.isoformat()} until now\n"
        )

    def test_many_series_are_checked_in_few_queries(self, history, django_assert_max_num_queries):
        for _ in range(5):
            make.published()
        with django_assert_max_num_queries(6, connection=connection):
            assert list(CurrentFigure.objects.differences()) == []
