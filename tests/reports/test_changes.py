"""What changed between two days, against a slow reading of everything, on random histories."""

import datetime as dt

import pytest
from django.db import transaction

from metrics.models import Figure, Indicator, Milestone
from metrics.models.publication import end_of_day
from metrics.past import as_it_was, past_of
from metrics.reports import changes, revisions
from programs.models import Program
from tests.history.world import COUNTRIES, FIRST_DAY, World

DAYS = 8
PERIODS = [(None, 8), (None, 2), (0, 8), (2, 5), (4, 4), (6, 7)]


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(seed=11)
        for _ in range(DAYS):
            world.live_a_day(6)
            world.next_day()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(lived, db):
    return lived


def day(number):
    return None if number is None else FIRST_DAY + dt.timedelta(days=number)


def slowly(country, since, until) -> list[tuple]:
    """(kind, noun, key, what it replaced, reason) of each event, newest first, by looking at every statement."""
    begin = dt.datetime.min.replace(tzinfo=dt.UTC) if since is None else end_of_day(since)
    found = []
    for stream, model in enumerate((Figure, Milestone)):
        noun = model._meta.model_name
        for row in model.objects.filter(status__in=model.ONCE_PUBLISHED).prefetch_related("countries"):
            if country not in {each.code for each in row.countries.all()}:
                continue
            if begin <= row.published_at < end_of_day(until):
                kind = "corrected" if row.supersedes_id else "added"
                order = (row.published_at, stream, row.pk)
                found.append((order, kind, noun, row.pk, row.supersedes_id, row.supersede_reason))
            if row.status == "withdrawn" and begin <= row.ended_at < end_of_day(until):
                order = (row.ended_at, stream + 2, row.pk)
                found.append((order, "withdrawn", noun, row.pk, None, row.ended_reason))
    return [event for _, *event in sorted(found, reverse=True)]


def told(events) -> list[list]:
    old = [getattr(event.old, "figure_id", None) if event.figure else None for event in events]
    return [[e.kind, e.noun, e.place.pk, o, e.reason] for e, o in zip(events, old, strict=True)]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_it_tells_what_a_slow_reading_of_everything_finds(world, country, since, until):
    report = changes.report(country, day(since), day(until))
    expected = slowly(country, day(since), day(until))
    assert told(report.log.events) == [
        [kind, noun, pk, old if noun == "figure" else None, reason] for kind, noun, pk, old, reason in expected
    ]
    assert any(slowly(code, None, day(DAYS)) for code in COUNTRIES)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(("since", "until"), PERIODS[2:])
def test_the_figures_of_one_day_and_the_changes_make_those_of_the_other(world, country, since, until):
    def in_force(on):
        return set(Figure.objects.as_of(on).filter(countries=country).values_list("pk", flat=True))

    report = changes.report(country, day(since), day(until))
    figures = in_force(day(since))
    for event in reversed(report.log.events):
        if event.figure:
            figures = figures - {event.place.pk} if event.kind == "withdrawn" else figures | {event.place.pk}
            figures -= {event.old.figure_id} if event.old else set()
    assert figures == in_force(day(until))


READ = {
    Program: ["name", "summary", "status", "position", "line"],
    Indicator: ["name", "definition", "limitations", "position"],
}


def as_read(model, on) -> dict:
    """What each row says on a day, field by field, by the labels that changes have."""
    with as_it_was(past_of(on)[0]):
        found = {}
        for row in model.objects.all():
            words = {str(model._meta.get_field(n).verbose_name).capitalize(): str(getattr(row, n)) for n in READ[model]}
            if model is Program:
                words["Status"] = row.get_status_display()
                words["Countries"] = {str(c) for c in row.countries.all()}
            found[row.slug] = words
        return found


@pytest.mark.parametrize(("since", "until"), PERIODS[2:])
@pytest.mark.parametrize("model", READ, ids=lambda model: model._meta.model_name)
def test_programs_and_indicators_of_one_day_and_their_changes_make_those_of_the_other(world, model, since, until):
    kind = model._meta.model_name
    subjects = {}
    for country in COUNTRIES:
        for subject in changes.report(country, day(since), day(until)).subjects:
            if subject.kind == kind:
                key = (subject.change.at, subject.change.slug, subject.change.fields)
                subjects[key] = subject.change
    then, now = as_read(model, day(since)), as_read(model, day(until))
    for change in sorted(subjects.values(), key=lambda change: change.at):
        for field in change.fields:
            words = then.get(change.slug, {})
            if field.label == "Countries":
                split = [set(filter(None, side.split(", "))) for side in (field.old, field.new)]
                words["Countries"] = words.get("Countries", set()) - split[0] | split[1]
            elif field.label in words and field.label != "Line of action":
                assert words[field.label] == field.old
                words[field.label] = field.new
    # The line of a program goes by the name that it has now.
    for said in (then, now):
        for words in said.values():
            words.pop("Line of action", None)
    figures = [event.figure for code in COUNTRIES for event in revisions.events(None, country=code) if event.figure]
    measured = {figure.indicator_slug for figure in figures}
    for slug in then:
        if model is Program or slug in measured:
            assert then[slug] == now[slug], slug


def test_the_history_had_changes_of_every_kind(world):
    found = [changes.report(code, None, day(DAYS)) for code in COUNTRIES]
    assert {event.kind for report in found for event in report.log.events} == set(revisions.KINDS)
    assert {subject.kind for report in found for subject in report.subjects} == {"program", "indicator"}
    assert {event.noun for report in found for event in report.log.events} == {"figure", "milestone"}


def test_there_are_none_of_what_is_no_country(world):
    assert changes.report("XXX", None, day(DAYS)) is None


class TestTheLog:
    @pytest.mark.parametrize("size", [1, 3, 50])
    @pytest.mark.parametrize("chosen", [{}, {"country": "GTM"}, {"kind": "withdrawn"}, {"kind": "corrected"}])
    def test_pages_hold_every_event_once_in_order(self, world, monkeypatch, size, chosen):
        monkeypatch.setattr(revisions, "PER_PAGE", size)
        found, before = [], None
        while True:
            page = revisions.report(None, before=before, **chosen)
            assert len(page.events) <= size
            found += page.events
            if not page.next_place:
                break
            before = revisions.Place.read(page.next_place)
        every = list(revisions.events(None, **chosen))
        assert [event.place for event in found] == [event.place for event in every]
        assert len({event.place for event in every}) == len(every)
        assert every == sorted(every, key=lambda event: event.place, reverse=True)

    def test_choices_leave_what_they_say(self, world):
        every = list(revisions.events(None))
        for kind in revisions.KINDS:
            assert [e.place for e in revisions.events(None, kind=kind)] == [e.place for e in every if e.kind == kind]

    def test_as_of_a_day_it_ends_with_that_day(self, world):
        on = day(4)
        every = list(revisions.events(None))
        assert [e.place for e in revisions.events(on)] == [e.place for e in every if e.at < end_of_day(on)]

    @pytest.mark.parametrize("text", ["", "x", "20230501T020000.000000-0", "20239901T020000.000000-0-1", "2" * 400])
    def test_what_names_no_place_is_none(self, text):
        assert revisions.Place.read(text) is None

    def test_a_place_is_read_as_it_was_written(self):
        place = revisions.Place(dt.datetime(2023, 5, 1, 2, 3, 4, 5, tzinfo=dt.UTC), 3, 12)
        assert revisions.Place.read(place.text) == place
