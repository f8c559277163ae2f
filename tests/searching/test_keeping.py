"""What is searched follows what it is made of, and keeps the names of every day."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from metrics import guards, searching
from metrics.checks import search_has_its_indexes
from metrics.models import DataVersion, SearchDocument, SearchWord, Unindexed
from metrics.past import as_it_was, past_of
from metrics.recording import recorded
from metrics.searching import engines, keeping
from metrics.searching.documents import MADE_BY, Document, every_key
from programs.models import CountryGroup, Organization, Participation, Program
from tests import factories
from tests.history.world import World

pytestmark = pytest.mark.django_db


def titles(text, day=None) -> set[str]:
    query = searching.read(text)
    found = searching.look_for(query, searching.engine_of(connection), day)
    return {row.title for rows in found.values() for row in rows}


@pytest.fixture
def program():
    made = factories.program(name="Orchard training", countries=("GTM",))
    searching.refresh()
    return made


def rename(program, name, day):
    with recorded(at=factories.instant(day)):
        Program.objects.filter(pk=program.pk).update(name=name)
    searching.refresh()


def test_a_row_is_found_once_it_is_there_and_not_once_it_is_gone(program):
    assert titles("orchard") == {"Orchard training"}
    program.delete()
    searching.refresh()
    assert titles("orchard") == set()
    assert list(keeping.differences()) == []


def test_past_days_find_and_show_the_names_of_then(program):
    rename(program, "Vineyard lessons", "2022-05-10")
    assert titles("orchard") == set()
    assert titles("vineyard") == {"Vineyard lessons"}
    then = dt.date(2022, 5, 9)
    assert titles("orchard", then) == {"Orchard training"}
    assert titles("vineyard", then) == set()
    assert titles("vineyard", dt.date(2022, 5, 10)) == {"Vineyard lessons"}


def test_what_came_later_is_not_found_before():
    factories.program(name="Orchard training", recorded_at=factories.instant("2022-05-10"))
    searching.refresh()
    assert titles("orchard", dt.date(2022, 5, 9)) == set()
    assert titles("orchard", dt.date(2022, 5, 10)) == {"Orchard training"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p.countries.add(factories.country("PAN")), "orchard panamá"),
        (lambda p: factories.participation(program=p, organization=factories.organization(acronym="ZQX")), "zqx"),
        (lambda p: Program.objects.filter(pk=p.pk).update(summary="Grafting and pruning."), "pruning"),
        (lambda p: factories.indicator(program=p, name="Trees grafted"), "trees"),
    ],
)
def test_a_change_around_a_row_is_found_after_the_next_refresh(program, change, words):
    assert titles(words) == set()
    change(program)
    assert Unindexed.objects.exists()
    searching.refresh()
    assert titles(words)
    assert not Unindexed.objects.exists()
    assert list(keeping.differences()) == []


def test_a_renamed_organization_renames_it_in_its_programs(program):
    made = factories.organization(name="Old office")
    taking_part = factories.participation(program=program, organization=made)
    searching.refresh()
    assert titles("old office") == {"Old office", "Orchard training"}
    with recorded(at=factories.instant("2022-05-10")):
        Organization.objects.filter(pk=made.pk).update(name="New bureau")
    with recorded(at=factories.instant("2022-06-10")):
        Participation.objects.filter(pk=taking_part.pk).delete()
    searching.refresh()
    assert titles("new bureau") == {"New bureau"}
    assert titles("new bureau", dt.date(2022, 6, 9)) == {"New bureau", "Orchard training"}
    assert titles("old office", dt.date(2022, 5, 9)) == {"Old office", "Orchard training"}


def test_a_group_is_found_with_its_members():
    factories.group(name="Twin valleys", members=("GTM", "HND"))
    searching.refresh()
    assert "Twin valleys" in titles("twin valley")
    CountryGroup.objects.get(name="Twin valleys").members.clear()
    searching.refresh()
    assert SearchDocument.objects.as_of(None).get(kind="group").summary == ""


def test_refreshing_again_changes_nothing(program):
    version = DataVersion.current()
    assert searching.refresh() == 0
    Unindexed.objects.create(kind="program", key=str(program.pk))
    assert searching.refresh() == 1
    assert DataVersion.current() == version


def test_a_document_raises_the_data_version(program):
    version = DataVersion.current()
    rename(program, "Vineyard lessons", "2022-05-10")
    # Once for the name and at least once for what is found by it: a page made in between is not kept.
    assert DataVersion.current() >= version + 2


def documents_of(day) -> set[Document]:
    fields = Document._fields
    return {Document(*values) for values in SearchDocument.objects.as_of(day).values_list(*fields)}


@pytest.mark.parametrize("seed", range(2))
def test_every_day_of_a_random_history_has_its_documents(seed):
    """Held against reading all rows as they were at the end of each day."""
    world = World(seed)
    days = []
    for _ in range(6):
        days.append(world.day)
        world.live_a_day(6)
        searching.refresh()
        world.next_day()
    keys = {kind: every_key(kind) for kind in MADE_BY}
    for day in [*days, None]:
        past, _ = past_of(day)
        with as_it_was(past):
            wanted = {made for kind, (_, make) in MADE_BY.items() for made in make(keys[kind])}
        assert documents_of(day) == wanted, day
    assert list(keeping.differences()) == []


class TestCommand:
    def run(self, **options) -> str:
        out = io.StringIO()
        call_command("rebuild_search", stdout=out, **options)
        return out.getvalue()

    def test_rebuilds_what_is_missing_or_wrong(self, program):
        rename(program, "Vineyard lessons", "2022-05-10")
        held = set(SearchDocument.objects.values_list(*keeping.FIELDS))
        SearchDocument.objects.filter(title="Vineyard lessons").delete()
        SearchDocument.objects.filter(title="Orchard training").update(names=" wrong ")
        with pytest.raises(CommandError, match="3 differences"):
            self.run(check=True)
        assert "documents, searched with" in self.run()
        assert set(SearchDocument.objects.values_list(*keeping.FIELDS)) == held
        assert "agrees" in self.run(check=True)
        assert titles("vineyard") == {"Vineyard lessons"}

    def test_forgets_words_that_nothing_holds(self, program):
        SearchWord.objects.create(word="zzyzx", shown="zzyzx")
        self.run()
        assert not SearchWord.objects.filter(word="zzyzx").exists()
        assert SearchWord.objects.filter(word="orchard").exists()


def test_the_index_follows_plain_sql(program):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE metrics_searchdocument SET names = ' pergola ' WHERE title = 'Orchard training'")
    assert titles("pergola") == {"Orchard training"}
    assert titles("orchard") == set()


def test_lifting_the_guards_leaves_the_index(program):
    with guards.lifted(connection):
        SearchDocument.objects.filter(title="Orchard training").delete()
    assert titles("orchard") == set()


class TestWithoutAPart:
    """A database that lacks full text or trigrams is searched all the same, and a check says what to do."""

    @pytest.fixture
    def lacking(self, program):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for name in ("search_documents", "search_words"):
                    for event in ("insert", "update", "delete"):
                        cursor.execute(f"DROP TRIGGER {name}_{event}")
                    cursor.execute(f"DROP TABLE {name}")
            else:
                cursor.execute("DROP INDEX search_documents_words")
                cursor.execute("DROP INDEX search_words_trigrams")
            engines._found.clear()
            yield
            transaction.set_rollback(True)
        engines._found.clear()

    def test_words_are_found_and_slips_mended(self, lacking):
        engine = searching.engine_of(connection)
        assert engine.name == "plain"
        assert titles("orchard") == {"Orchard training"}
        assert searching.mended(searching.read("orchrad"), engine).mended == "orchard"

    def test_the_check_says_what_to_do(self, lacking):
        (warning,) = search_has_its_indexes(None, ["default"])
        assert warning.id == "metrics.W003"
        assert "rebuild_search" in warning.hint

    def test_nothing_to_say_where_all_is_there(self, program):
        assert search_has_its_indexes(None, ["default"]) == []
