"""What changed for a country between the ends of two days: statements, and the programs and indicators behind them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from metrics.models import CurrentFigure, Indicator
from metrics.models.publication import end_of_day
from programs.history import Change, changes, records_of
from programs.models import Country, Program
from programs.territories import country_name

from .revisions import Event, Place, RevisionLog, events, page_of

PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """A change of a program or an indicator."""

    kind: str
    change: Change


@dataclass(frozen=True, slots=True)
class CountryChanges:
    """`subjects` are changes of programs and indicators; they stand on the first page. `since` None: the beginning."""

    code: str
    name: str
    since: dt.date | None
    until: dt.date
    log: RevisionLog
    subjects: list[Subject]

    def of_kind(self, kind: str) -> list[Event]:
        return [event for event in self.log.events if event.kind == kind]


def during(records: QuerySet, since: dt.datetime | None, until: dt.datetime) -> QuerySet:
    records = records.filter(history_date__lt=until)
    # What was there before anything was recorded has not changed.
    return records.filter(history_date__gte=since) if since else records.exclude(history_date__year=1)


def subjects_of(code: str, since: dt.datetime | None, until: dt.datetime) -> list[Subject]:
    """Changes of the country's programs, and of indicators that have or had a figure of it, newest first."""
    program_records, link_records = records_of(Program).objects, records_of(Program.countries.through).objects
    links = link_records.filter(country_id=code, history_date__lt=until)
    touched = Q(pk__in=during(program_records.filter(history_type="~"), since, until).values("id"))
    touched |= Q(pk__in=during(links, since, until).values("program_id"))
    member = Q(countries=code) | Q(pk__in=links.values("program_id"))
    measured = CurrentFigure.objects.filter(country=code, since__lt=until).values("indicator")
    rewritten = during(records_of(Indicator).objects.filter(history_type="~"), since, until).values("id")
    programs = Program.objects.filter(member, touched).values("pk")
    indicators = rewritten.filter(id__in=measured)
    found = [
        *(Subject("program", change) for change in changes(Program, programs, since, until, ["countries"])),
        *(Subject("indicator", change) for change in changes(Indicator, indicators, since, until, [])),
    ]
    kept = [subject for subject in found if subject.change.kind == "changed" and subject.change.at is not None]
    return sorted(kept, key=lambda s: (s.change.at, s.kind, s.change.slug), reverse=True)


def instants(since: dt.date | None, until: dt.date) -> tuple[dt.datetime | None, dt.datetime]:
    """The span of time after the end of one day up to the end of another."""
    return (None if since is None else end_of_day(since)), end_of_day(until)


def rows(code: str, since: dt.date | None, until: dt.date) -> Iterator[Event | Subject]:
    """All changes for a file: statements, newest first, then programs and indicators."""
    begin, end = instants(since, until)
    yield from events(until, since=begin, country=code)
    yield from subjects_of(code, begin, end)


def report(code: str, since: dt.date | None, until: dt.date, before: Place | None = None) -> CountryChanges | None:
    """What changed after the end of `since` and by the end of `until` (UTC); None where there is no such country."""
    begin, end = instants(since, until)
    found = events(until, since=begin, country=code, before=before, limit=PER_PAGE + 1)
    log = page_of(found, PER_PAGE)
    if not log.events and not Country.objects.filter(pk=code).exists():
        return None
    subjects = [] if before else subjects_of(code, begin, end)
    return CountryChanges(code, country_name(code), since, until, log, subjects)
