"""As of a past day pages read what people may change as it was, whatever was changed since and however."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Count

from metrics import guards
from metrics.models import Indicator, Update
from metrics.past import PastError, as_it_was, past_of, streamed_as_it_was
from metrics.recording import recorded
from programs.models import CountryGroup, Program

from . import factories as make

pytestmark = pytest.mark.django_db

DAY = dt.date(2023, 5, 3)
LATER = make.instant("2023-05-04")


def then(day=DAY):
    return as_it_was(past_of(day)[0])


def names():
    return list(Program.objects.order_by("name").values_list("name", flat=True))


def test_a_name_is_what_it_was_until_the_end_of_the_day():
    make.program(name="First")
    for day, name in (("2023-05-02", "Second"), ("2023-05-03", "Third"), ("2023-05-04", "Fourth")):
        with recorded(at=make.instant(day, 23)):
            Program.objects.update(name=name)
    for day, name in ((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (5, "Fourth")):
        with then(dt.date(2023, 5, day)):
            assert names() == [name]
    assert names() == ["Fourth"]


def test_of_two_changes_in_one_instant_the_last_holds():
    make.program(name="First")
    with recorded(at=make.instant("2023-05-01")):
        Program.objects.update(name="Second")
        Program.objects.update(name="Third")
    with recorded(at=LATER):
        Program.objects.update(name="Fourth")
    with then():
        assert names() == ["Third"]


def test_what_came_later_is_absent_and_what_went_later_is_there():
    gone = make.program(name="Gone")
    make.program(name="Come", recorded_at=LATER)
    with recorded(at=LATER):
        gone.delete()
    with then():
        assert names() == ["Gone"]
    assert names() == ["Come"]


def test_what_went_and_came_before_is_gone_and_there():
    make.program(name="Gone", recorded_at=make.instant("2023-05-01"))
    with recorded(at=make.instant("2023-05-02")):
        Program.objects.all().delete()
    make.program(name="Other", recorded_at=LATER)
    with then(dt.date(2023, 5, 1)):
        assert names() == ["Gone"]
    with then():
        assert names() == []


def test_filters_orders_joins_and_counts_read_what_was():
    first, second = make.program(name="A", countries=("GTM",)), make.program(name="B", countries=("GTM", "HND"))
    indicator = make.indicator(program=first, name="Old", position=2)
    make.indicator(program=first, name="Other", position=1)
    with recorded(at=LATER):
        Program.objects.filter(pk=first.pk).update(name="C")
        first.countries.clear()
        second.countries.set([make.country("MEX")])
        Indicator.objects.filter(pk=indicator.pk).update(program=second, name="New", position=0)
    with then():
        indicators = Indicator.objects.filter(program__name="A").order_by("position")
        assert list(indicators.values_list("name", flat=True)) == ["Other", "Old"]
        assert Program.objects.filter(countries="GTM").count() == 2
        assert sorted(first.countries.values_list("code", flat=True)) == ["GTM"]
        line = first.line
        counted = type(line).objects.annotate(n=Count("programs__countries"))
        assert counted.get(pk=line.pk).n == 3
        found = Program.objects.order_by().filter(name="A").union(Program.objects.order_by().filter(name="C"))
        assert [p.name for p in found] == ["A"]
        assert Program.objects.prefetch_related("indicators").get(name="A").indicators.all().count() == 2
    assert Program.objects.filter(countries="GTM").count() == 0


def test_members_of_a_group_are_those_of_then():
    group = make.group(members=("GTM", "HND"))
    make.country("SLV")
    with recorded(at=make.instant("2023-05-03")):
        group.members.add("SLV")
    with recorded(at=LATER):
        group.members.remove("GTM")
    codes = CountryGroup.objects.order_by("members").values_list("members", flat=True)
    with then(dt.date(2023, 5, 2)):
        assert list(codes.all()) == ["GTM", "HND"]
    with then():
        assert list(codes.all()) == ["GTM", "HND", "SLV"]
    assert list(codes.all()) == ["HND", "SLV"]


def test_what_is_not_recorded_of_a_row_is_read_as_it_is():
    update = make.update(title="Old")
    published = make.instant("2023-05-01")
    Update.objects.filter(pk=update.pk).update(published_at=published)
    with recorded(at=LATER):
        Update.objects.update(title="New")
    with then():
        assert Update.objects.values_list("title", "published_at").get() == ("Old", published)


def test_rows_without_records_hold_for_every_day():
    program = make.program(name="Old")
    with guards.lifted(connection):
        Program.history.all().delete()
    with recorded(at=LATER):
        Program.objects.filter(pk=program.pk).update(name="New")
    with then(dt.date.min):
        assert names() == ["Old"]


def test_tables_that_have_not_changed_are_read_as_ever(django_assert_num_queries):
    make.program()
    past = past_of(DAY)[0]
    assert past.tables == frozenset()
    with as_it_was(past), django_assert_num_queries(1) as captured:
        names()
    assert not captured[0]["sql"].startswith("WITH")


def test_only_what_changed_is_shadowed(django_assert_num_queries):
    make.program()
    with recorded(at=LATER):
        Program.objects.update(name="New")
    past, _ = past_of(DAY)
    assert past.tables == {"programs_program"}
    with as_it_was(past), django_assert_num_queries(1) as captured:
        list(CountryGroup.objects.all())
    assert not captured[0]["sql"].startswith("WITH")


def test_rows_that_are_fetched_bit_by_bit_are_those_of_then():
    for number in range(5):
        make.program(name=f"Old {number}")
    with recorded(at=LATER):
        Program.objects.update(name="New")

    def pieces():
        for program in Program.objects.order_by("pk").iterator(chunk_size=2):
            yield program.name.encode()

    found = []
    for piece in streamed_as_it_was(past_of(DAY)[0], pieces()):
        found.append(piece)
        # Between two pieces the connection is everybody's.
        assert set(names()) == {"New"}
    assert found == [f"Old {number}".encode() for number in range(5)]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Program.objects.update(name="Other"),
        lambda: make.program(),
        lambda: Program.objects.all().delete(),
        lambda: execute("WITH a AS (SELECT 1) SELECT * FROM programs_program"),
        lambda: execute('SELECT * FROM main."programs_program"'),
        lambda: execute("SELECT * FROM public.programs_program"),
        lambda: execute("EXPLAIN SELECT * FROM programs_program"),
    ],
    ids=["update", "insert", "delete", "WITH", "a schema", "another schema", "EXPLAIN"],
)
def test_what_cannot_be_read_as_of_then_is_refused(attempt):
    make.program()
    with recorded(at=LATER):
        Program.objects.update(name="New")
    with then(), pytest.raises(PastError):
        attempt()


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_after_an_error_the_connection_reads_today_again():
    make.program(name="Old")
    with recorded(at=LATER):
        Program.objects.update(name="New")
    features = connection.features.allows_group_by_selected_pks
    with pytest.raises(ZeroDivisionError), then():
        raise ZeroDivisionError
    assert names() == ["New"]
    assert connection.features.allows_group_by_selected_pks == features
