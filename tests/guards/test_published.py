"""Published facts stay as they were published, whatever is tried."""

import pytest
from django.db import IntegrityError, connection, models
from django.utils import timezone

from metrics.guards import said
from metrics.models import (
    Figure,
    Milestone,
)
from tests import factories as make

from .attempts import (
    FIELDS,
    GUARDED,
    STATEMENTS,
    execute,
    name_of,
    only_postgresql,
    other_value,
    published_row,
    refused,
    rows,
)

pytestmark = pytest.mark.django_db


class TestNoFieldOfAPublishedRowChanges:
    @pytest.mark.parametrize(("model", "field"), FIELDS)
    def test_by_update(self, world, model, field):
        row = published_row(model)
        refused(lambda: rows(model).filter(pk=row.pk).update(**{field.name: other_value(field)}), "change|stays|keeps")

    @pytest.mark.parametrize("model", GUARDED, ids=name_of)
    def test_by_raw_sql(self, world, model):
        row = published_row(model)
        columns = {f.column: f for m, f in (p.values for p in FIELDS) if m is model and not f.primary_key}
        for column, field in columns.items():
            refused(
                lambda column=column, field=field: execute(
                    f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", other_value(field), row.pk
                ),
                "change|stays|keeps",
            )

    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    def test_by_save_and_bulk_update(self, world, model):
        row = published_row(model)
        row.note = row.summary = "Changed."
        refused(row.save, said.PUBLISHED_STAYS)
        field = "note" if model is Figure else "summary"
        refused(lambda: model.objects.bulk_update([row], [field]), said.PUBLISHED_STAYS)

    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    @pytest.mark.parametrize("status", ["draft", "submitted"])
    def test_by_unpublishing(self, world, model, status):
        mine = model.objects.filter(pk=published_row(model).pk)
        refused(lambda: mine.update(status=status), said.PUBLISHED_STAYS)
        refused(lambda: mine.update(status=status, published_by=None, published_at=None), said.PUBLISHED_STAYS)

    def test_by_changing_a_figure_while_ending_it(self, world):
        end = {
            "status": "withdrawn",
            "ended_by": make.publisher(),
            "ended_at": timezone.now(),
            "ended_reason": "Wrong.",
        }
        mine = Figure.objects.filter(pk=world.joint.pk)
        refused(lambda: mine.update(**end, value=1), said.PUBLISHED_STAYS)
        refused(lambda: mine.update(**end, published_at=make.instant("2020-01-01")), said.PUBLISHED_STAYS)

    @pytest.mark.parametrize("name", ["superseded", "withdrawn", "old_milestone"])
    def test_by_ending_it_twice_or_bringing_it_back(self, world, name):
        row = getattr(world, name)
        mine = type(row).objects.filter(pk=row.pk)
        for status in ("withdrawn", "superseded"):
            change = {"status": status, "ended_reason": "Another reason."}
            refused(lambda change=change: mine.update(**change), said.PUBLISHED_STAYS)
        back = {"status": "published", "ended_by": None, "ended_at": None, "ended_reason": ""}
        refused(lambda: mine.update(**back), kind=IntegrityError)

    @pytest.mark.parametrize("reason", ["", None])
    def test_by_ending_it_without_a_reason(self, world, reason):
        end = {"status": "withdrawn", "ended_by": make.publisher(), "ended_at": timezone.now(), "ended_reason": reason}
        refused(lambda: Figure.objects.filter(pk=world.joint.pk).update(**end), kind=IntegrityError)


class TestNoPublishedRowIsDeleted:
    @pytest.mark.parametrize("model", GUARDED, ids=name_of)
    def test_in_any_way(self, world, model):
        row = published_row(model)
        mine = rows(model).filter(pk=row.pk)
        # PROTECT speaks before the database where other rows hold it.
        refused(row.delete, kind=(models.ProtectedError, IntegrityError))
        refused(mine.delete, kind=(models.ProtectedError, IntegrityError))
        refused(lambda: mine._raw_delete(mine.db))
        refused(lambda: execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk), "change|stays")
        refused(lambda: execute(f"DELETE FROM {model._meta.db_table}"))

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            pytest.param(model, field, id=f"{name_of(model)}.{field.name}")
            for model in GUARDED
            for field in model._meta.local_concrete_fields
            if field.is_relation
        ],
    )
    def test_with_a_parent(self, world, model, field):
        parent = getattr(published_row(model, field), field.name)
        refused(parent.delete, kind=(models.ProtectedError, IntegrityError))
        mine = rows(type(parent)).filter(pk=parent.pk)
        refused(mine.delete, kind=(models.ProtectedError, IntegrityError))
        refused(lambda: mine._raw_delete(mine.db))

    @only_postgresql
    @pytest.mark.parametrize("model", GUARDED, ids=name_of)
    @pytest.mark.parametrize("how", ["", " CASCADE", " RESTART IDENTITY CASCADE"])
    def test_by_truncating(self, world, model, how):
        # Foreign keys that are still to be checked would refuse it, too, but only until the transaction ends.
        connection.check_constraints()
        refused(lambda: execute(f"TRUNCATE {model._meta.db_table}{how}"), "change|referenced in a foreign key")


class TestCountriesAndOrganizationsOfAPublishedStatement:
    @pytest.fixture(params=["joint", "superseded", "withdrawn", "milestone", "old_milestone"])
    def statement(self, world, request):
        return getattr(world, request.param)

    def relations(self, statement):
        return [(getattr(statement, field.name), field) for field in type(statement)._meta.local_many_to_many]

    def test_are_neither_added_nor_removed(self, world, statement):
        for manager, field in self.relations(statement):
            stays = said.PLACE_STAYS.format(field=field.name)
            new = make.country("USA") if field.name == "countries" else make.organization()
            refused(lambda manager=manager, new=new: manager.add(new), stays)
            refused(lambda manager=manager, new=new: manager.set([new]), stays)
            if held := manager.first():
                refused(lambda manager=manager, held=held: manager.remove(held), stays)
                refused(manager.clear, stays)

    def test_are_not_taken_over_by_or_from_a_draft(self, world, statement):
        draft = world.draft if isinstance(statement, Figure) else world.draft_milestone
        if isinstance(statement, Milestone):
            draft.organizations.add(make.organization())
        for manager, field in self.relations(statement):
            stays = said.PLACE_STAYS.format(field=field.name)
            through, name = manager.through, type(statement)._meta.model_name
            of_draft, of_statement = (rows(through).filter(**{name: row}) for row in (draft, statement))
            refused(lambda of_draft=of_draft, name=name: of_draft.update(**{name: statement}), stays)
            if of_statement:
                refused(lambda of_statement=of_statement, name=name: of_statement.update(**{name: draft}), stays)
