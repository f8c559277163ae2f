"""Every change of what people may change is recorded, whatever path it takes, and records stay."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, ProtectedError

from metrics import guards
from metrics.models import Assignment, Breakdown, Category, Indicator, Source, Unit, Update
from metrics.recording import BEGINNING, RECORDS_STAY, recorded, recorded_models
from programs.models import Country, CountryGroup, LineOfAction, Organization, Participation, Program, Strategy

from . import factories as make

pytestmark = pytest.mark.django_db

RECORDED = [each.model for each in recorded_models()]
only_sqlite = pytest.mark.sqlite("REPLACE is SQLite's")


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def history(row) -> list[tuple]:
    """(kind, name) of each record of a row, oldest first."""
    return list(type(row).history.filter(id=row.pk).order_by("history_id").values_list("history_type", "name"))


def links(program) -> list[tuple]:
    records = Program.countries.through.history.filter(program_id=program.pk)
    return list(records.order_by("history_id").values_list("history_type", "country_id"))


def test_what_people_may_change_is_recorded():
    kept = {Assignment, Breakdown, Category, Indicator, Source, Unit, Update}
    kept |= {CountryGroup, LineOfAction, Organization, Participation, Program, Strategy}
    fields = (CountryGroup.members, Program.countries, Indicator.breakdowns, Update.sources)
    assert set(RECORDED) == kept | {field.through for field in fields}


def in_bulk(program):
    program.name = "New"
    Program.objects.bulk_update([program], ["name"])


def upserted(program):
    same = Program(pk=program.pk, line=program.line, slug=program.slug, name="New")
    Program.objects.bulk_create([same], update_conflicts=True, update_fields=["name"], unique_fields=["id"])


def saved(program):
    program.name = "New"
    program.save()


CHANGES = {
    "save": saved,
    "save of one field": lambda p: (setattr(p, "name", "New"), p.save(update_fields=["name"])),
    "update": lambda p: Program.objects.update(name="New"),
    "update through a relation": lambda p: p.line.programs.update(name="New"),
    "update by the base manager": lambda p: Program._base_manager.filter(pk=p.pk).update(name="New"),
    "update or create": lambda p: Program.objects.update_or_create(slug=p.slug, defaults={"name": "New"}),
    "bulk update": in_bulk,
    "bulk create upon conflict": upserted,
    "plain SQL": lambda p: execute("UPDATE programs_program SET name = 'New'"),
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_change_is_recorded(how):
    program = make.program(name="Old")
    CHANGES[how](program)
    assert history(program) == [("+", "Old"), ("~", "New")]


def test_what_changes_nothing_is_not_recorded():
    program = make.program(name="Old")
    program.save()
    Program.objects.update(name=F("name"))
    assert history(program) == [("+", "Old")]


DELETIONS = {
    "delete": lambda p: p.delete(),
    "delete of a queryset": lambda p: Program.objects.filter(pk=p.pk).delete(),
    "raw delete": lambda p: Program.objects.filter(pk=p.pk)._raw_delete(connection.alias),
    "plain SQL": lambda p: execute("DELETE FROM programs_program WHERE id = %s", p.pk),
}


@pytest.mark.parametrize("how", DELETIONS)
def test_a_deletion_is_recorded(how):
    program = make.program(name="Old")
    key = program.pk
    DELETIONS[how](program)
    assert not Program.objects.exists()
    records = Program.history.filter(id=key).order_by("history_id")
    assert [record.history_type for record in records] == ["+", "-"]


def test_what_a_deletion_takes_along_is_recorded():
    program = make.program(countries=("GTM",))
    participation = make.participation(program=program)
    key = program.pk
    program.delete()
    assert list(Participation.history.filter(id=participation.pk, history_type="-")) != []
    assert list(Program.countries.through.history.filter(program_id=key, history_type="-")) != []


LINKS = {
    "set": lambda p: p.countries.set(["GTM", "HND"]),
    "add": lambda p: p.countries.add("HND"),
    "add from the other side": lambda p: make.country("HND").programs.add(p),
    "a row of the table between": lambda p: Program.countries.through.objects.create(program=p, country_id="HND"),
    "rows in bulk": lambda p: Program.countries.through.objects.bulk_create(
        [Program.countries.through(program=p, country_id="HND")]
    ),
    "plain SQL": lambda p: execute(
        "INSERT INTO programs_program_countries (program_id, country_id) VALUES (%s, 'HND')", p.pk
    ),
}
UNLINKS = {
    "set": lambda p: p.countries.set([]),
    "remove": lambda p: p.countries.remove("GTM"),
    "clear": lambda p: p.countries.clear(),
    "clear from the other side": lambda p: make.country("GTM").programs.clear(),
    "rows of the table between": lambda p: Program.countries.through.objects.all().delete(),
    "deletion of the country": lambda p: Country.objects.filter(code="GTM").delete(),
}


@pytest.mark.parametrize("how", LINKS)
def test_a_new_link_is_recorded(how):
    make.country("HND")
    program = make.program(countries=("GTM",))
    LINKS[how](program)
    assert links(program) == [("+", "GTM"), ("+", "HND")]


@pytest.mark.parametrize("how", UNLINKS)
def test_a_link_that_goes_is_recorded(how):
    program = make.program(countries=("GTM",))
    UNLINKS[how](program)
    assert links(program) == [("+", "GTM"), ("-", "GTM")]


def test_a_change_that_is_undone_leaves_no_record():
    program = make.program(name="Old")
    with transaction.atomic():
        Program.objects.update(name="New")
        transaction.set_rollback(True)
    assert history(program) == [("+", "Old")]


def test_a_row_without_records_is_recorded_as_it_was_at_its_first_change():
    program = make.program(name="Old")
    with guards.lifted(connection):
        Program.history.all().delete()
    Program.objects.update(name="New")
    first, second = Program.history.filter(id=program.pk).order_by("history_id")
    assert (first.name, first.history_date, first.history_user) == ("Old", BEGINNING, None)
    assert (second.name, second.history_type) == ("New", "~")
    assert second.history_date > BEGINNING


class TestWhoAndWhen:
    def test_changes_are_recorded_as_made_by_whom_and_when_it_is_said(self):
        program, editor, day = make.program(), make.user(), make.instant("2023-05-03")
        with recorded(by=editor.pk):
            with recorded(at=day):
                Program.objects.update(name="First")
            Program.objects.update(name="Second")
        Program.objects.update(name="Third")
        found = {r.name: r for r in Program.history.filter(id=program.pk)}
        assert (found["First"].history_user, found["First"].history_date) == (editor, day)
        assert found["Second"].history_user == editor
        assert found["Second"].history_date > day
        assert found["Third"].history_user is None

    def test_a_failed_transaction_does_not_leave_its_word_behind(self):
        program, editor = make.program(), make.user()
        with pytest.raises(DatabaseError), transaction.atomic(), recorded(by=editor.pk):
            execute("SELECT nothing FROM nowhere")
        Program.objects.update(name="New")
        assert Program.history.filter(id=program.pk).latest().history_user is None

    def test_what_somebody_changes_in_the_admin_is_recorded_as_theirs(self, client_of):
        client, organization = client_of("Administrator"), make.organization(name="Old")
        fields = {"name": "New", "slug": organization.slug, "acronym": "", "kind": "ngo", "country": ""}
        assert client.post(f"/admin/programs/organization/{organization.pk}/change/", fields).status_code == 302
        record = Organization.history.filter(id=organization.pk).latest()
        assert record.name == "New"
        assert record.history_user == User.objects.get(pk=client.session["_auth_user_id"])

    def test_an_account_that_changed_something_is_not_deleted(self):
        editor = make.user()
        make.program()
        with recorded(by=editor.pk):
            Program.objects.update(name="New")
        with pytest.raises(ProtectedError):
            editor.delete()


@pytest.mark.parametrize("each", recorded_models(), ids=lambda each: each.model._meta.model_name)
class TestRecordsStay:
    @pytest.fixture
    def record(self, each):
        made = {
            Update: make.update,
            Breakdown: make.breakdown,
            Organization: make.organization,
            Participation: make.participation,
            Category: make.category,
            CountryGroup.members.through: make.group,
            CountryGroup: make.group,
            Program.countries.through: lambda: make.program(countries=("GTM",)),
            Indicator.breakdowns.through: lambda: make.indicator(breakdowns=[make.breakdown()]),
            Update.sources.through: lambda: make.update().sources.add(make.source()),
            Source: make.source,
            Assignment: lambda: make.assignment(user=make.author(), country="GTM"),
        }
        made.get(each.model, make.indicator)()
        return each.records.objects.latest()

    @pytest.mark.parametrize(
        "attempt",
        [
            lambda record: record.delete(),
            lambda record: type(record).objects.filter(pk=record.pk).update(history_date=make.instant("2020-01-01")),
            lambda record: type(record).objects.filter(pk=record.pk).update(history_type="-"),
            lambda record: execute(f"DELETE FROM {record._meta.db_table}"),
        ],
        ids=["delete", "another date", "another kind", "plain SQL"],
    )
    def test_whatever_is_tried(self, each, record, attempt):
        before = list(each.records.objects.values())
        with pytest.raises(DatabaseError, match=RECORDS_STAY), transaction.atomic():
            attempt(record)
        assert list(each.records.objects.values()) == before

    @only_sqlite
    def test_by_replace(self, each, record):
        columns = ", ".join(f.column for f in record._meta.concrete_fields)
        with pytest.raises(DatabaseError, match=RECORDS_STAY), transaction.atomic():
            execute(
                f"INSERT OR REPLACE INTO {record._meta.db_table} ({columns}) SELECT {columns} FROM"
                f" {record._meta.db_table} WHERE history_id = %s",
                record.pk,
            )

    @pytest.mark.postgresql
    @pytest.mark.parametrize("which", ["table", "records_table"])
    def test_by_truncate(self, each, record, which):
        connection.check_constraints()
        # What is truncated along with a table may have a guard of its own, which then speaks first.
        words = RECORDS_STAY if which == "records_table" else "stays|stay|does not change|do not change"
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            execute(f"TRUNCATE {getattr(each, which)} CASCADE")

    def test_a_row_keeps_the_id_that_its_records_name(self, each, record):
        with pytest.raises(DatabaseError, match="keeps its id"), transaction.atomic():
            each.model._base_manager.filter(pk=record.id).update(**{each.model._meta.pk.name: 10**6})


def test_every_recorded_column_is_one_of_the_model():
    for each in recorded_models():
        assert each.key in each.columns
        assert each.unrecorded == (
            ["published_at", "handed_over_at", "handed_over_by_id"] if each.model is Update else []
        )
        assert isinstance(each.records._meta.pk, models.BigAutoField)
