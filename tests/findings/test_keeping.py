"""What is recorded for pages is what the rules find, now and as of any day, whatever changed and in which order."""

import datetime as dt
import random

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics import actions, guards
from metrics.findings import keeping, live
from metrics.models import Figure, FigureRelation, FindingRecord, Indicator, Unexamined
from metrics.reports.findings import every_row
from tests import factories
from tests.factories import NORTHERN, correction, instant, published, relation

pytestmark = pytest.mark.django_db


def shown(rows):
    return sorted((row.key, row.fingerprint, row.message) for row in rows)


def assert_recorded_is_found(*days):
    """The rules run over everything are the oracle, as of each day and now."""
    for day in (*days, None):
        assert shown(every_row(day)) == shown(live.found(day)), f"as of {day}"


# --- A random history ------------------------------------------------------------------------------------------------


class History:
    """Publishes, corrects, withdraws, relates and separates figures, one event a day."""

    FIRST = dt.date(2022, 1, 1)

    def __init__(self, seed):
        self.of = random.Random(seed)  # noqa: S311 The same history for the same seed.
        group = factories.group(slug="north", members=NORTHERN)
        self.places = [{"countries": ("GTM",)}, {"countries": ("HND",)}, {"countries": NORTHERN}, {"group": group}]
        self.indicators = [
            factories.indicator(accumulation=accumulation, frequency=frequency)
            for accumulation, frequency in (
                ("increment", "annual"),
                ("running_total", "irregular"),
                ("snapshot", "quarterly"),
            )
        ]
        self.events = [
            self.publish,
            self.publish,
            self.publish,
            self.correct,
            self.withdraw,
            self.relate,
            self.separate,
        ]

    def run(self, events):
        for number in range(events):
            self.of.choice(self.events)(instant(self.FIRST + dt.timedelta(days=number)))

    def days(self, events):
        return [self.FIRST + dt.timedelta(days=number) for number in range(-1, events, 3)]

    def figures(self):
        return list(Figure.objects.as_of(None).order_by("pk"))

    def publish(self, at):
        start = dt.date(self.of.choice((2019, 2020)), self.of.choice((1, 4, 7)), 1)
        published(
            indicator=self.of.choice(self.indicators),
            value=self.of.choice((0, 10, 100, 105, 1_000, 5_000, 1_000_000)),
            qualifier="exact",
            role=self.of.choice(("actual", "actual", "target")),
            period=self.of.choice(((start, start + dt.timedelta(days=180)), (None, start), None)),
            rank="normal",
            at=at,
            **self.of.choice(self.places),
        )

    def correct(self, at):
        if figures := self.figures():
            correction(of=self.of.choice(figures), value=self.of.choice((0, 10, 100, 2_000)), at=at)

    def withdraw(self, at):
        if len(figures := self.figures()) > 3:
            actions.withdraw(
                statement=self.of.choice(figures), by=factories.publisher(), reason="Never measured.", at=at
            )

    def relate(self, at):
        if len(figures := self.figures()) > 1:
            part, whole = self.of.sample(figures, 2)
            kind = self.of.choice(("component_of", "subset_of", "share_of", "overlaps"))
            held = FigureRelation.objects.as_of(None).filter(from_figure=part, to_figure=whole, kind=kind)
            if not held.exists():
                relation(from_figure=part, to_figure=whole, kind=kind, declared_at=at)
                keeping.refresh()

    def separate(self, at):
        if relations := list(FigureRelation.objects.as_of(None).order_by("pk")):
            ended = FigureRelation.objects.filter(pk=self.of.choice(relations).pk)
            ended.update(ended_at=at, ended_by=factories.publisher())
            keeping.refresh()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_random_history_what_is_recorded_is_what_is_found_on_every_day(seed):
    history = History(seed)
    history.run(30)
    assert FindingRecord.objects.filter(until__isnull=False).exists(), "The history is too tame to tell anything."
    assert_recorded_is_found(*history.days(30))


def test_a_refresh_of_everything_changes_nothing_that_is_right():
    History(4).run(25)
    before = list(FindingRecord.objects.order_by("pk").values())
    assert keeping.refresh_all() == Indicator.objects.filter(figures__isnull=False).distinct().count()
    assert list(FindingRecord.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("seed", [5, 6])
def test_what_is_found_anew_from_nothing_is_what_was_recorded_at_the_time(seed):
    history = History(seed)
    history.run(25)
    FindingRecord.objects.all().delete()
    Unexamined.objects.bulk_create([Unexamined(indicator_id=i.pk, at=keeping.EVER) for i in history.indicators])
    keeping.refresh()
    assert_recorded_is_found(*history.days(25))


def test_records_that_are_wrong_are_named_and_mended():
    published(value=0)
    kept = FindingRecord.objects.get()
    FindingRecord.objects.update(fingerprint="another")
    missing, wrong = live.differences()
    assert [finding.key for finding in missing] == [kept.key]
    assert wrong == [kept]
    keeping.refresh_all()
    assert live.differences() == ([], [])


# --- Order and time --------------------------------------------------------------------------------------------------


def test_facts_that_count_from_before_what_is_known_are_put_in_their_place():
    indicator = factories.indicator()
    first = published(indicator=indicator, value=100, at=instant("2022-05-01"))
    published(indicator=indicator, value=900, rank="normal", at=instant("2022-03-01"))
    published(indicator=indicator, value=300, rank="normal", at=instant("2022-04-01"))
    days = [dt.date(2022, month, 15) for month in range(2, 7)]
    assert_recorded_is_found(*days)
    assert [len(list(every_row(day))) for day in days] == [0, 0, 1, 1, 1]
    actions.withdraw(statement=first, by=factories.publisher(), reason="Misread.", at=instant("2022-05-20"))
    assert_recorded_is_found(*days)


def test_a_part_of_another_indicator_is_looked_at_with_its_whole():
    whole = published(value=100, at=instant("2022-04-20"))
    part = published(value=50, at=instant("2022-04-20"))
    assert part.indicator_id != whole.indicator_id
    relation(from_figure=part, to_figure=whole, kind="subset_of", declared_at=instant("2022-04-20"))
    keeping.refresh()
    assert list(every_row(None)) == []
    correction(of=part, value=500, at=instant("2022-04-25"))
    (found,) = every_row(None)
    assert found.rule.id == "subset-larger"
    assert_recorded_is_found(dt.date(2022, 4, 24), dt.date(2022, 4, 25))


def test_what_is_sure_to_come_is_recorded_before_it_does():
    indicator = factories.indicator(frequency="annual")
    year = timezone.now().year
    cited = factories.citation(source=factories.source(published_on=timezone.now().date()))
    published(indicator=indicator, period=year - 1, citation=cited)
    (record,) = FindingRecord.objects.all()
    assert (record.rule, record.since.date()) == ("overdue", dt.date(year, 12, 31) + dt.timedelta(days=151))
    assert list(every_row(None)) == []
    assert_recorded_is_found()


def test_what_will_pass_by_itself_ends_by_itself():
    day = timezone.now().date() + dt.timedelta(days=30)
    published(period=(None, day), citation=factories.citation(source=factories.source(published_on=None)))
    (record,) = FindingRecord.objects.all()
    assert (record.rule, record.until) == ("future-actual", instant(day, hour=0))
    assert_recorded_is_found()


# --- Nothing that the rules look at changes unnoticed ----------------------------------------------------------------


def figure_of_a_group():
    category = factories.category()
    indicator = factories.indicator(breakdowns=[category.breakdown])
    return published(indicator=indicator, group=factories.group(members=("GTM", "HND")), category=category)


CHANGES = {
    "the date of a source": lambda f: type(f.citation.source).objects.update(published_on=dt.date(2022, 1, 1)),
    "the title of a source": lambda f: type(f.citation.source).objects.update(title="Another"),
    "the check of a citation": lambda f: type(f.citation).objects.update(verification="wrong_value"),
    "the frequency of an indicator": lambda f: Indicator.objects.update(frequency="annual"),
    "the accumulation of an indicator": lambda f: Indicator.objects.update(accumulation="running_total"),
    "the name of a unit": lambda f: type(f.unit).objects.update(plural="persons"),
    "the name of a category": lambda f: type(f.category).objects.update(name="Men"),
    "the status of a program": lambda f: type(f.indicator.program).objects.update(status="completed"),
    "the name of a group": lambda f: type(f.group).objects.update(name="Another"),
    "a member that a group gains": lambda f: f.group.members.add(factories.country("SLV")),
    "a member that a group loses": lambda f: f.group.members.remove(factories.country("GTM")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_made_by_any_means_is_noted(change):
    figure = figure_of_a_group()
    published()
    assert not Unexamined.objects.exists()
    CHANGES[change](figure)
    assert figure.indicator_id in set(Unexamined.objects.values_list("indicator_id", flat=True))
    keeping.refresh()
    assert not Unexamined.objects.exists()
    assert_recorded_is_found()


def test_a_relation_is_noted_when_it_is_declared_and_when_it_ends():
    a, b = published(at=instant("2022-04-20")), published(at=instant("2022-04-20"))
    declared = relation(from_figure=a, to_figure=b, kind="subset_of", declared_at=instant("2022-04-21"))
    assert set(Unexamined.objects.values_list("indicator_id", "at")) == {
        (a.indicator_id, instant("2022-04-21")),
        (b.indicator_id, instant("2022-04-21")),
    }
    Unexamined.objects.all().delete()
    FigureRelation.objects.filter(pk=declared.pk).update(ended_at=instant("2022-04-22"), ended_by=factories.author())
    assert set(Unexamined.objects.values_list("at", flat=True)) == {instant("2022-04-22")}


def test_drafts_and_their_relations_are_not_noted():
    draft, other = factories.figure(), factories.figure()
    relation(from_figure=draft, to_figure=other)
    Figure.objects.filter(pk=draft.pk).update(value=3)
    assert not Unexamined.objects.exists()


def test_missing_marks_are_told_by_the_check_of_the_triggers():
    with connection.cursor() as cursor:
        write = guards.dialect_of(connection)
        ((name, table),) = [t for t in write.installed(cursor) if t[0] == "throughline_mark_source_update"]
        cursor.execute(write.drop(name, table))
    assert guards.missing(connection) == {"throughline_mark_source_update"}
    guards.install(connection)


# --- Through the desk ------------------------------------------------------------------------------------------------


def test_what_staff_change_in_the_admin_is_looked_at_before_the_next_page(client_of):
    figure = published(period=(dt.date(2021, 1, 1), dt.date(2021, 12, 31)))
    source = figure.citation.source
    assert list(every_row(None)) == []
    client = client_of("superuser")
    address = f"/admin/metrics/source/{source.pk}/change/"
    form = client.get(address).context["adminform"].form
    fields = {name: form[name].value() or "" for name in form.fields}
    response = client.post(address, {**fields, "published_on": "2021-06-30"})
    assert response.status_code == 302, response.context["errors"]
    (found,) = every_row(None)
    assert found.rule.id == "future-actual"


def test_a_request_that_reads_examines_nothing(client):
    published()
    Indicator.objects.update(frequency="annual")
    client.get("/findings/")
    assert Unexamined.objects.exists()


# --- Cost ------------------------------------------------------------------------------------------------------------


def queries_of_refreshing(how_many):
    indicators = [factories.indicator() for _ in range(how_many)]
    for indicator in indicators:
        published(indicator=indicator, value=0)
    Unexamined.objects.bulk_create([Unexamined(indicator_id=indicator.pk) for indicator in indicators])
    with CaptureQueriesContext(connection) as captured:
        keeping.refresh()
    return len(captured)


def test_a_refresh_takes_as_many_queries_for_twenty_indicators_as_for_two():
    assert queries_of_refreshing(20) == queries_of_refreshing(2)


def test_records_concern_each_figure_once():
    indicator = factories.indicator()
    for value in (100, 300, 900):
        published(indicator=indicator, value=value, rank="normal")
    for record in FindingRecord.objects.annotate(n=models.Count("figures")):
        assert record.n == record.figures.distinct().count() > 0


def test_a_finding_whose_facts_change_was_found_when_it_first_was():
    figure = published(value=0, at=instant("2022-04-20"))
    type(figure.citation).objects.update(verification="not_found")
    keeping.refresh()
    (found,) = (row for row in every_row(None) if row.rule.id == "zero")
    assert found.since == instant("2022-04-20")
    assert FindingRecord.objects.filter(rule="zero").count() == 2
