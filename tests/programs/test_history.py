"""What changed in a row, read from its records."""

import datetime as dt

import pytest

from metrics.models import Indicator
from metrics.recording import recorded
from programs.history import FieldChange, changes
from programs.models import Country, Program
from tests import factories as make

pytestmark = pytest.mark.django_db

AT = make.instant("2023-05-03")


def test_a_change_tells_what_was_and_what_is_when_and_by_whom():
    program, editor = make.program(name="Old", status="active"), make.user(first_name="Ana", last_name="Paz")
    with recorded(by=editor.pk, at=AT):
        Program.objects.update(name="New", status="completed", ends_on=dt.date(2023, 4, 30))
    change, first = changes(Program, [program.pk])
    assert (change.at, change.by, change.kind) == (AT, "Ana Paz", "changed")
    assert change.fields == (
        FieldChange("Name", "Old", "New"),
        FieldChange("Status", "Active", "Completed"),
        FieldChange("End", "", "2023-04-30"),
    )
    assert (first.at, first.by, first.kind, first.fields) == (None, "", "created", ())


def test_rows_that_a_field_names_are_named_and_not_numbered():
    old, new = make.unit(code="people"), make.unit(code="visas")
    indicator = make.indicator(unit=old)
    Indicator.objects.update(unit=new)
    assert changes(Indicator, [indicator.pk])[0].fields == (FieldChange("Unit", "people", "visas"),)


def test_links_that_came_and_went_are_one_change():
    program = make.program(countries=("GTM", "HND"))
    with recorded(at=AT):
        program.countries.set([make.country("GTM"), make.country("SLV")])
    change = changes(Program, [program.pk])[0]
    assert change.fields == (FieldChange("Countries", "Honduras", "El Salvador"),)


def test_links_that_went_and_came_back_at_once_are_none():
    program = make.program(countries=("GTM",))
    with recorded(at=AT):
        program.countries.clear()
        program.countries.set(Country.objects.all())
    assert [change for change in changes(Program, [program.pk]) if change.at] == []


def test_who_takes_part_is_part_of_a_programs_history():
    program = make.program()
    participation = make.participation(program=program, organization=make.organization(name="Agency"))
    with recorded(at=AT):
        participation.delete()
    assert changes(Program, [program.pk])[0].fields == (FieldChange("Participants", "Agency", ""),)


def test_only_what_changed_since_is_told_and_of_those_rows_only():
    one, other = make.program(name="One"), make.program(name="Other")
    with recorded(at=AT):
        Program.objects.update(summary="First")
    with recorded(at=make.instant("2023-06-01")):
        Program.objects.update(summary="Second")
    (change,) = changes(Program, [one.pk], since=make.instant("2023-05-20"))
    assert change.key == one.pk != other.pk
    assert change.fields == (FieldChange("Summary", "First", "Second"),)


def test_a_deletion_is_told():
    program = make.program()
    key = program.pk
    with recorded(at=AT):
        program.delete()
    assert [change.kind for change in changes(Program, [key])] == ["deleted", "created"]


def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_max_num_queries):
    programs = [make.program(countries=("GTM",)) for _ in range(5)]
    Program.objects.update(summary="New")
    with django_assert_max_num_queries(3):
        assert len(changes(Program, [p.pk for p in programs], since=AT)) == 5
