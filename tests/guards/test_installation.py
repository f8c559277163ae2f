"""The triggers are there after every migration, and come and go together."""

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from metrics import guards
from metrics.guards import said
from metrics.models import (
    Citation,
    Figure,
    Unit,
)
from metrics.recording import all_recorded
from tests import factories as make

from .attempts import THROUGH, execute, installed, refused

pytestmark = pytest.mark.django_db


class TestInstallation:
    def test_every_trigger_is_installed_after_migrating(self):
        assert guards.missing(connection) == set()

    def test_installing_again_changes_nothing(self):
        before = installed()
        guards.install(connection)
        assert installed() == before

    @pytest.mark.parametrize("name", ["throughline_figure_update", "throughline_milestone_delete"])
    def test_a_dropped_trigger_is_reported_by_name_and_by_the_system_check(self, name):
        execute(guards.dialect_of(connection).drop(name, installed()[name]))
        assert guards.missing(connection) == {name}
        (warning,) = [w for w in checks.run_checks(databases=["default"]) if w.id == "metrics.W001"]
        assert name in warning.msg
        assert "migrate" in warning.hint
        guards.install(connection)
        assert [w for w in checks.run_checks(databases=["default"]) if w.id == "metrics.W001"] == []

    def test_a_block_without_guards_puts_them_back_even_when_it_fails(self):
        def fail():
            with guards.lifted(connection):
                assert installed() == {}
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert guards.missing(connection) == set()

    def test_every_model_readers_see_raises_the_version(self):
        readable = [*guards.readable.READABLE, *guards.facts.STATEMENTS, *guards.readable.READABLE_BESIDE_PUBLISHED]
        covered = {guards.facts.model_of(path) for path in readable} | set(THROUGH)
        ours = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in ("programs", "metrics")]
        # A record is written by the statement that changes its row.
        covered |= {each.records for each in all_recorded()}
        assert {m._meta.label for m in ours} - {m._meta.label for m in covered} == {
            "metrics.DataVersion",
            # What is typed and is no figure yet.
            "metrics.Entry",
            # Which figures a record concerns comes and goes with the record.
            "metrics.FindingFigure",
            # What staff make of what a document proposes is theirs; the figures that come of it are readers'.
            "metrics.ArchivedCandidates",
            "metrics.Dismissal",
            "metrics.Acceptance",
            # Jobs are their person's; what a job writes counts like what anybody writes.
            "metrics.Job",
            "metrics.Worker",
            # What waits to be looked at changes no page; what is then found does.
            "metrics.Unexamined",
            # Who may enter what is no reader's.
            "metrics.Assignment",
            # Nor is who was mailed.
            "metrics.Reminder",
            "metrics.ReminderChoice",
            "metrics.Unindexed",
            # It spells what is typed; what is found then is a document.
            "metrics.SearchWord",
            # Nor does what is said while an update is under review.
            "metrics.Step",
            "metrics.Mention",
        }


@pytest.mark.django_db(transaction=True)
class TestMigration:
    def altered(self, model, name, **change):
        old = model._meta.get_field(name)
        _, _, args, kwargs = old.deconstruct()
        new = type(old)(*args, **{**kwargs, **change})
        new.set_attributes_from_name(name)
        new.model = model
        return old, new

    @pytest.mark.parametrize(("model", "name"), [(Figure, "note"), (Citation, "section"), (Unit, "plural")])
    def test_guards_stand_after_a_migration_that_rebuilds_a_table(self, model, name):
        """SQLite makes a new table for every altered one, and its triggers go with the old one."""
        figure = make.published()
        old, new = self.altered(model, name, null=True)
        for before, after in ((old, new), (new, old)):
            emit_pre_migrate_signal(
                verbosity=0, interactive=False, db="default", plan=[(Migration("0002", "metrics"), False)]
            )
            assert installed() == {}
            with connection.schema_editor() as editor:
                editor.alter_field(model, before, after)
            emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
            assert guards.missing(connection) == set()
        refused(lambda: Figure.objects.filter(pk=figure.pk).update(value=1), said.PUBLISHED_STAYS)
        refused(lambda: Citation.objects.filter(pk=figure.citation_id).update(as_stated="1"), said.CITATION_STAYS)

    def test_migrating_with_nothing_to_do_leaves_the_guards_in_place(self):
        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=[])
        assert guards.missing(connection) == set()

    def test_an_older_schema_has_none_and_the_newest_has_all(self):
        newest = MigrationLoader(connection).graph.leaf_nodes("metrics")[0][1]
        try:
            call_command("migrate", "metrics", "0018", verbosity=0)
            assert installed() == {}
        finally:
            call_command("migrate", "metrics", newest, verbosity=0)
        assert guards.missing(connection) == set()
