"""No row takes the place of a published one."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from metrics.guards import said
from metrics.models import (
    Citation,
    Figure,
    FigureRelation,
    Milestone,
    Unit,
)
from tests import factories as make

from .attempts import (
    DRAFT,
    GUARDED,
    STATEMENTS,
    execute,
    insertion,
    name_of,
    only_postgresql,
    only_sqlite,
    published_row,
    refused,
    rows,
)

pytestmark = pytest.mark.django_db


class TestNoRowTakesThePlaceOfAPublishedOne:
    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    @pytest.mark.parametrize("status", ["published", "superseded", "withdrawn"])
    def test_a_statement_is_not_born_published(self, world, model, status):
        row = published_row(model)
        end = {"ended_by": make.publisher(), "ended_at": timezone.now(), "ended_reason": "Wrong."}
        row.pk, row.status, row.rank = None, status, "normal"
        if status != "published":
            row.__dict__.update({"ended_by_id": end["ended_by"].pk, **end})
        refused(lambda: row.save(force_insert=True), said.BORN_AS_DRAFT)
        refused(lambda: model.objects.bulk_create([row]), said.BORN_AS_DRAFT)
        sql, values = insertion(model, row, id=10**6)
        refused(lambda: execute(f"INSERT {sql}", *values), said.BORN_AS_DRAFT)

    @pytest.mark.parametrize("model", [Figure, Milestone], ids=name_of)
    @pytest.mark.parametrize("how", [{"ignore_conflicts": True}, {"update_conflicts": True}])
    def test_by_bulk_create_on_conflict(self, world, model, how):
        row = published_row(model)
        for name, value in DRAFT.items():
            setattr(row, name, value)
        row.note = row.summary = "Changed."
        if "update_conflicts" in how:
            field = "note" if model is Figure else "summary"
            how = {**how, "unique_fields": ["id"], "update_fields": [field]}
        refused(lambda: model.objects.bulk_create([row], **how), said.BORN_AS_DRAFT)

    @only_postgresql
    @pytest.mark.parametrize("model", GUARDED, ids=name_of)
    def test_by_on_conflict_do_update(self, world, model):
        row = published_row(model)
        changes = DRAFT if model in STATEMENTS else {"as_stated": "zz", "kind": "rate"}
        column = {Citation: "as_stated", Unit: "kind", FigureRelation: "kind"}.get(model, "id")
        sql, values = insertion(model, row, **changes)
        new = "'rate'" if column == "kind" else "'zz'" if column == "as_stated" else "1000000"
        refused(lambda: execute(f"INSERT {sql} ON CONFLICT (id) DO UPDATE SET {column} = {new}", *values))

    @only_sqlite
    @pytest.mark.parametrize("model", GUARDED, ids=name_of)
    def test_by_replacing_its_id(self, world, model):
        row = published_row(model)
        changes = {
            Figure: {**DRAFT, "value": 1},
            Milestone: {**DRAFT, "title": "Changed"},
            Citation: {"as_stated": "Changed"},
            FigureRelation: {"kind": "conflicts_with"},
            Unit: {"kind": "rate", "code": "changed"},
        }.get(model)
        if changes is None:
            # A draft's country under the id of a published statement's country.
            statement = next(f for f in model._meta.fields if f.related_model in STATEMENTS)
            draft = world.draft if statement.related_model is Figure else world.draft_milestone
            changes = {statement.name: draft.pk}
        sql, values = insertion(model, row, **changes)
        refused(lambda: execute(f"REPLACE {sql}", *values), kind=IntegrityError)
        refused(lambda: execute(f"INSERT OR REPLACE {sql}", *values), kind=IntegrityError)

    @only_sqlite
    @pytest.mark.parametrize("model", GUARDED, ids=name_of)
    def test_by_moving_another_row_onto_its_id(self, world, model):
        world.draft_milestone.organizations.add(make.organization())
        make.citation()
        make.unit(code="unused")
        row = published_row(model)
        other = rows(model).last()
        assert other.pk != row.pk
        table = model._meta.db_table
        refused(
            lambda: execute(f"UPDATE OR REPLACE {table} SET id = %s WHERE id = %s", row.pk, other.pk), "keeps its id"
        )

    @only_sqlite
    def test_by_replacing_it_through_a_unique_constraint(self, world):
        rival = make.figure(indicator=world.indicator, status="submitted")
        same_slug = make.milestone(slug=world.milestone.slug, status="submitted")
        publish = "status = 'published', published_by_id = %s, published_at = %s"
        by_at = (make.publisher().pk, timezone.now())
        for row, message in ((rival, said.ONE_PREFERRED), (same_slug, said.ONE_PER_SLUG)):
            table = row._meta.db_table
            refused(
                lambda table=table, row=row: execute(
                    f"UPDATE OR REPLACE {table} SET {publish} WHERE id = %s", *by_at, row.pk
                ),
                message,
            )

        sql, values = insertion(FigureRelation, world.relation, id=10**6, note="Changed.")
        refused(lambda: execute(f"REPLACE {sql}", *values), said.DECLARED_ONCE)
        triple = "from_figure_id = %s, to_figure_id = %s, kind = %s"
        move = f"UPDATE OR REPLACE metrics_figurerelation SET {triple} WHERE id = %s"
        facts = (world.relation.from_figure_id, world.relation.to_figure_id, world.relation.kind)
        refused(lambda: execute(move, *facts, world.draft_relation.pk), said.DECLARED_ONCE)

        unit = world.joint.unit
        sql, values = insertion(Unit, unit, id=10**6, kind="rate")
        refused(lambda: execute(f"REPLACE {sql}", *values), said.UNIT_STAYS)
        unused = make.unit(code="unused")
        refused(
            lambda: execute("UPDATE OR REPLACE metrics_unit SET code = %s WHERE id = %s", unit.code, unused.pk),
            said.UNIT_STAYS,
        )
