"""Published facts stay as they were published, whatever is tried, on the database the suite runs on."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core import checks
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations import Migration
from django.utils import timezone

from metrics import actions, guards, reviewing
from metrics.models import (
    Archive,
    ArchivedPart,
    ArchivedQuantities,
    Citation,
    CitationCheck,
    DataVersion,
    Figure,
    FigureRelation,
    Mention,
    Milestone,
    Settlement,
    Step,
    Unit,
)
from metrics.recording import all_recorded
from programs.models import CountryGroup

from . import factories as make

pytestmark = pytest.mark.django_db

STATEMENTS = [Figure, Milestone]
THROUGH = [field.remote_field.through for model in STATEMENTS for field in model._meta.local_many_to_many]
GUARDED = [*STATEMENTS, *THROUGH, Citation, FigureRelation, Unit]

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
only_postgresql = pytest.mark.postgresql


def name_of(thing):
    return thing._meta.model_name if isinstance(thing, type) else str(thing)


def rows(model):
    """A queryset over a model that may have no manager of its own, such as a through table."""
    return model._base_manager.order_by("pk")


def snapshot():
    return {model._meta.label: list(rows(model).values()) for model in GUARDED}


def refused(attempt, message=None, kind=DatabaseError):
    """Asserts that `attempt` is refused, if by nothing else then by the deferred constraints, and changes nothing."""

    def attempt_and_commit():
        with transaction.atomic():
            attempt()
            connection.check_constraints()

    before = snapshot()
    with pytest.raises(kind, match=message):
        attempt_and_commit()
    assert snapshot() == before


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.fixture(scope="class")
def world(django_db_setup, django_db_blocker):
    """Once-published rows that between them use every foreign key, and drafts beside them. Made once a class."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_world()
        transaction.set_rollback(True)


def made_world():
    w = SimpleNamespace()
    breakdown = make.breakdown()
    w.indicator = make.indicator(breakdowns=[breakdown])
    w.category = make.category(breakdown=breakdown)
    w.group = make.group()
    w.joint = make.figure(indicator=w.indicator, countries=("GTM", "HND"), category=w.category, status="submitted")
    reviewing.accept(statements=[w.joint], by=make.publisher())
    actions.publish(statements=[w.joint], by=make.publisher())
    w.joint.refresh_from_db()
    w.group_figure = make.published(indicator=w.indicator, group=w.group)
    w.withdrawn = make.figure(status="withdrawn")
    w.superseded = make.published(indicator=w.indicator)
    w.correction = make.correction(of=w.superseded, value=110)
    w.superseded.refresh_from_db()
    w.share = make.published(indicator=make.indicator(unit=make.unit(code="percent")), value=40)
    w.program = make.program()
    agencies = [make.organization()]
    about = {"program": w.program, "line": w.program.line, "strategy": w.program.line.strategy}
    w.milestone = make.milestone(**about)
    w.milestone.organizations.set(agencies)
    w.milestone = make.brought_to("submitted", w.milestone)
    reviewing.accept(statements=[w.milestone], by=make.publisher())
    actions.publish(statements=[w.milestone], by=make.publisher())
    w.milestone.refresh_from_db()
    w.old_milestone = make.milestone(status="published", **about)
    successor = make.milestone(slug=w.old_milestone.slug, supersedes=w.old_milestone, supersede_reason="Misspelled.")
    make.brought_to("published", successor)
    w.relation = make.relation(from_figure=w.joint, to_figure=w.group_figure, kind="subset_of")
    w.ended = make.relation(from_figure=w.joint, to_figure=w.correction, kind="overlaps")
    FigureRelation.objects.filter(pk=w.ended.pk).update(ended_at=timezone.now(), ended_by=make.publisher())
    w.archive = make.archive(source=make.source(), by=make.publisher())
    Citation.objects.filter(pk=w.joint.citation_id).update(archive=w.archive)
    for statement in (make.figure, make.milestone):
        failing = make.citation(source=w.archive.source, section="", as_stated="words that stand nowhere")
        overridden = statement(citation=failing, status="submitted")
        actions.override(statement=overridden, by=make.publisher(), reason="The scan lacks that page.")
        actions.publish(statements=[overridden], by=make.publisher())
    w.draft = make.figure(countries=("MEX",))
    w.draft_milestone = make.milestone(countries=("MEX",))
    w.draft_relation = make.relation(from_figure=w.draft, to_figure=w.joint, kind="overlaps")
    return w


def published_row(model, field=None):
    """A row that rests under guard, with a value in `field`."""
    if model in STATEMENTS:
        found = rows(model).filter(status__in=model.ONCE_PUBLISHED)
    elif model in THROUGH:
        statement = next(f.name for f in model._meta.fields if f.related_model in STATEMENTS)
        found = rows(model).filter(**{f"{statement}__status__in": Figure.ONCE_PUBLISHED})
    elif model is FigureRelation:
        found = rows(model).filter(
            from_figure__status__in=Figure.ONCE_PUBLISHED, to_figure__status__in=Figure.ONCE_PUBLISHED
        )
    elif model is Unit:
        found = rows(model).filter(figures__status__in=Figure.ONCE_PUBLISHED)
    else:
        found = rows(model).filter(figures__status__in=Figure.ONCE_PUBLISHED)
    if field is not None:
        found = found.filter(**{f"{field.name}__isnull": False})
    row = found.first()
    assert row, f"The world of this module has no published row with {field}: add one, so that it is tested."
    return row


def other_value(field):
    """A value that no row of the world has in this field."""
    if field.is_relation:
        return 10**6 if not isinstance(field.target_field, models.CharField) else "ZZZ"
    kinds = {
        models.DateTimeField: make.instant("1999-01-01"),
        models.DateField: dt.date(1999, 1, 1),
        models.CharField: "zz",
    }
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), 77)


# What stays open on rows under guard.
FREE = {
    Citation: set(Citation.DERIVED),
    Unit: {"code", "singular", "plural", "singular_es", "plural_es", "also_called"},
    # Ending a relation is tested below.
    FigureRelation: {"ended_at", "ended_by"},
}
FIELDS = [
    pytest.param(model, field, id=f"{name_of(model)}.{field.name}")
    for model in GUARDED
    for field in model._meta.local_concrete_fields
    if not field.generated and field.name not in FREE.get(model, ())
]


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
        refused(row.save, guards.PUBLISHED_STAYS)
        field = "note" if model is Figure else "summary"
        refused(lambda: model.objects.bulk_update([row], [field]), guards.PUBLISHED_STAYS)

    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    @pytest.mark.parametrize("status", ["draft", "submitted"])
    def test_by_unpublishing(self, world, model, status):
        mine = model.objects.filter(pk=published_row(model).pk)
        refused(lambda: mine.update(status=status), guards.PUBLISHED_STAYS)
        refused(lambda: mine.update(status=status, published_by=None, published_at=None), guards.PUBLISHED_STAYS)

    def test_by_changing_a_figure_while_ending_it(self, world):
        end = {
            "status": "withdrawn",
            "ended_by": make.publisher(),
            "ended_at": timezone.now(),
            "ended_reason": "Wrong.",
        }
        mine = Figure.objects.filter(pk=world.joint.pk)
        refused(lambda: mine.update(**end, value=1), guards.PUBLISHED_STAYS)
        refused(lambda: mine.update(**end, published_at=make.instant("2020-01-01")), guards.PUBLISHED_STAYS)

    @pytest.mark.parametrize("name", ["superseded", "withdrawn", "old_milestone"])
    def test_by_ending_it_twice_or_bringing_it_back(self, world, name):
        row = getattr(world, name)
        mine = type(row).objects.filter(pk=row.pk)
        for status in ("withdrawn", "superseded"):
            change = {"status": status, "ended_reason": "Another reason."}
            refused(lambda change=change: mine.update(**change), guards.PUBLISHED_STAYS)
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
            stays = guards.PLACE_STAYS.format(field=field.name)
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
            stays = guards.PLACE_STAYS.format(field=field.name)
            through, name = manager.through, type(statement)._meta.model_name
            of_draft, of_statement = (rows(through).filter(**{name: row}) for row in (draft, statement))
            refused(lambda of_draft=of_draft, name=name: of_draft.update(**{name: statement}), stays)
            if of_statement:
                refused(lambda of_statement=of_statement, name=name: of_statement.update(**{name: draft}), stays)


def insertion(model, row, **changes):
    """SQL and values that insert a copy of `row` with other values in some columns."""
    values = {
        field.column: field.get_db_prep_save(changes.get(field.name, getattr(row, field.attname)), connection)
        for field in model._meta.local_concrete_fields
        if not field.generated
    }
    sql = f"INTO {model._meta.db_table} ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})"
    return sql, list(values.values())


DRAFT = {"status": "draft", "published_by": None, "published_at": None, "ended_by": None, "ended_at": None}


class TestNoRowTakesThePlaceOfAPublishedOne:
    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    @pytest.mark.parametrize("status", ["published", "superseded", "withdrawn"])
    def test_a_statement_is_not_born_published(self, world, model, status):
        row = published_row(model)
        end = {"ended_by": make.publisher(), "ended_at": timezone.now(), "ended_reason": "Wrong."}
        row.pk, row.status, row.rank = None, status, "normal"
        if status != "published":
            row.__dict__.update({"ended_by_id": end["ended_by"].pk, **end})
        refused(lambda: row.save(force_insert=True), guards.BORN_AS_DRAFT)
        refused(lambda: model.objects.bulk_create([row]), guards.BORN_AS_DRAFT)
        sql, values = insertion(model, row, id=10**6)
        refused(lambda: execute(f"INSERT {sql}", *values), guards.BORN_AS_DRAFT)

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
        refused(lambda: model.objects.bulk_create([row], **how), guards.BORN_AS_DRAFT)

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
        for row, message in ((rival, guards.ONE_PREFERRED), (same_slug, guards.ONE_PER_SLUG)):
            table = row._meta.db_table
            refused(
                lambda table=table, row=row: execute(
                    f"UPDATE OR REPLACE {table} SET {publish} WHERE id = %s", *by_at, row.pk
                ),
                message,
            )

        sql, values = insertion(FigureRelation, world.relation, id=10**6, note="Changed.")
        refused(lambda: execute(f"REPLACE {sql}", *values), guards.DECLARED_ONCE)
        triple = "from_figure_id = %s, to_figure_id = %s, kind = %s"
        move = f"UPDATE OR REPLACE metrics_figurerelation SET {triple} WHERE id = %s"
        facts = (world.relation.from_figure_id, world.relation.to_figure_id, world.relation.kind)
        refused(lambda: execute(move, *facts, world.draft_relation.pk), guards.DECLARED_ONCE)

        unit = world.joint.unit
        sql, values = insertion(Unit, unit, id=10**6, kind="rate")
        refused(lambda: execute(f"REPLACE {sql}", *values), guards.UNIT_STAYS)
        unused = make.unit(code="unused")
        refused(
            lambda: execute("UPDATE OR REPLACE metrics_unit SET code = %s WHERE id = %s", unit.code, unused.pk),
            guards.UNIT_STAYS,
        )


class TestWhatPublicationDemandsOfTheDatabase:
    """The rules of publishing hold for a plain UPDATE as well."""

    def publish(self, figure):
        Figure.objects.filter(pk=figure.pk).update(
            status="published", published_by=make.publisher(), published_at=timezone.now()
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"role": "target"},
            {"period_start": dt.date(2020, 12, 31)},
            {"period_end": None},
            {"place_key": "HND"},
            {"category": None},
            {"indicator": None},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_correction_keeps_its_identity(self, world, change):
        first = make.published(category=world.category)
        if "indicator" in change:
            change = {"indicator": make.indicator()}
        draft = make.correction(of=first, status="draft", **change)
        refused(lambda: self.publish(draft), guards.IDENTITY_STAYS)

    def test_one_figure_of_an_identity_is_preferred(self, world):
        refused(lambda: self.publish(make.figure(indicator=world.indicator)), guards.ONE_PREFERRED)
        self.publish(make.figure(indicator=world.indicator, rank="normal"))

    @pytest.mark.parametrize("value", [-1, "100.001", 15_000])
    def test_a_share_lies_between_0_and_100(self, world, value):
        indicator = world.share.indicator
        refused(lambda: make.figure(indicator=indicator, value=value), guards.SHARE_RANGE)
        draft = make.figure(indicator=indicator, value=50)
        refused(lambda: Figure.objects.filter(pk=draft.pk).update(value=value), guards.SHARE_RANGE)
        refused(
            lambda: Figure.objects.filter(pk=make.figure(value=15_000).pk).update(unit=indicator.unit),
            guards.SHARE_RANGE,
        )

    @pytest.mark.parametrize("value", [0, 100, None])
    def test_the_ends_of_a_share_and_a_missing_one_are_fine(self, world, value):
        missing = "" if value is not None else "unknown"
        assert make.published(indicator=world.share.indicator, value=value, missing=missing, period=2019)


class TestWhatIsAllowedStaysAllowed:
    @pytest.mark.parametrize("is_returned", [False, True])
    def test_drafts_change_and_go(self, world, is_returned):
        status = "submitted" if is_returned else "draft"
        figure, milestone = make.figure(status=status), make.milestone(status=status)
        if is_returned:
            actions.return_to_author(statements=[figure, milestone], by=make.author())
            figure.refresh_from_db()
            milestone.refresh_from_db()
        figure.value = 7
        figure.save()
        figure.countries.set([make.country("MEX")])
        figure.countries.clear()
        Figure.objects.filter(pk=figure.pk).update(value=8)
        Citation.objects.filter(pk=figure.citation_id).update(as_stated="8 people")
        milestone.organizations.add(make.organization())
        milestone.organizations.clear()
        citation = figure.citation
        for row in (figure, milestone, citation):
            row.delete()

    def test_a_published_figure_saved_as_it_is_stays_as_it_is(self, world):
        before = snapshot()
        Figure.objects.get(pk=world.joint.pk).save()
        assert snapshot() == before

    @pytest.mark.parametrize("name", ["joint", "milestone"])
    @pytest.mark.parametrize("status", ["superseded", "withdrawn"])
    def test_a_published_statement_ends_once(self, world, name, status):
        row = getattr(world, name)
        mine = type(row).objects.filter(pk=row.pk)
        mine.update(status=status, ended_by=make.publisher(), ended_at=timezone.now(), ended_reason="Wrong.")
        refused(lambda: mine.update(ended_reason="Another."), guards.PUBLISHED_STAYS)

    def test_a_citation_under_a_published_figure_may_still_be_verified(self, world):
        Citation.objects.filter(pk=world.joint.citation_id).update(verification="verified")

    def test_a_unit_in_use_may_be_reworded(self, world):
        Unit.objects.filter(pk=world.joint.unit_id).update(singular="person", plural="persons", code="persons")

    def test_a_group_that_figures_name_keeps_its_short_name_and_may_be_reworded(self, world):
        named, unused = make.group(), make.group()
        make.figure(group=named)
        refused(lambda: CountryGroup.objects.filter(pk=named.pk).update(slug="another"), guards.GROUP_STAYS)
        CountryGroup.objects.filter(pk=named.pk).update(name="Another name")
        CountryGroup.objects.filter(pk=unused.pk).update(slug="another")

    def test_a_unit_that_no_published_figure_has_changes_and_goes(self, world):
        unused = make.unit(code="unused")
        Unit.objects.filter(pk=unused.pk).update(kind="rate")
        unused.delete()

    def test_a_relation_ends_once_and_may_be_declared_anew(self, world):
        mine = FigureRelation.objects.filter(pk=world.relation.pk)
        mine.update(ended_at=timezone.now(), ended_by=make.publisher())
        refused(lambda: mine.update(ended_at=None), guards.RELATION_STAYS)
        refused(lambda: mine.update(ended_at=timezone.now()), guards.RELATION_STAYS)
        make.relation(from_figure=world.joint, to_figure=world.group_figure, kind="subset_of")

    def test_a_relation_with_a_draft_changes_and_goes(self, world):
        mine = FigureRelation.objects.filter(pk=world.draft_relation.pk)
        mine.update(kind="subset_of")
        mine.delete()


class TestAnArchiveStays:
    @pytest.mark.parametrize("model", [Archive, ArchivedPart, ArchivedQuantities], ids=name_of)
    def test_nothing_of_it_changes_and_it_does_not_go(self, world, model):
        mine = model.objects.filter(pk=model.objects.first().pk)
        for field in model._meta.local_concrete_fields:
            value = {"structure": [1], "spans": [1]}.get(field.name, other_value(field))
            refused(lambda field=field, value=value: mine.update(**{field.name: value}), guards.ARCHIVE_STAYS)
        refused(lambda: mine._raw_delete("default"), guards.ARCHIVE_STAYS)

    @only_sqlite
    @pytest.mark.parametrize("model", [Archive, ArchivedPart, ArchivedQuantities], ids=name_of)
    def test_nothing_replaces_it(self, world, model):
        row = model.objects.values().first()
        for change in ({}, {"id": 10**6}):
            values = {**row, **change}
            columns, places = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
            parameters = [value if not isinstance(value, list) else "[]" for value in values.values()]
            refused(
                lambda c=columns, p=places, v=parameters: execute(
                    f"INSERT OR REPLACE INTO {model._meta.db_table} ({c}) VALUES ({p})", *v
                ),
                guards.ARCHIVE_STAYS,
            )

    @only_postgresql
    @pytest.mark.parametrize("model", [Archive, ArchivedPart, ArchivedQuantities], ids=name_of)
    def test_it_is_not_truncated(self, world, model):
        # Deferred constraints are checked first: TRUNCATE waits for them.
        connection.check_constraints()
        refused(lambda: execute(f"TRUNCATE {model._meta.db_table} CASCADE"), "stay|change|go")


class TestACheckStays:
    @pytest.fixture
    def checked(self, world):
        source = make.source()
        figure = make.published(citation=make.citation(source=source, section=""), value=100)
        draft = make.figure(citation=make.citation(source=source, section="", as_stated="100 people came"), value=100)
        make.archive(source=source, text="They say that 100 people came.")
        return figure.citation.checks.get(), draft.citation.checks.get()

    def test_nothing_of_it_changes(self, checked):
        for check in checked:
            mine = CitationCheck.objects.filter(pk=check.pk)
            for field in CitationCheck._meta.local_concrete_fields:
                value = other_value(field) if not isinstance(field, models.BooleanField) else False
                refused(lambda f=field, v=value, mine=mine: mine.update(**{f.name: v}), guards.CHECK_STAYS)

    def test_it_goes_with_the_citation_of_a_draft_and_else_stays(self, checked):
        of_published, of_draft = checked
        refused(lambda: CitationCheck.objects.filter(pk=of_published.pk)._raw_delete("default"), guards.CHECK_STAYS)
        CitationCheck.objects.filter(pk=of_draft.pk)._raw_delete("default")

    @only_sqlite
    def test_nothing_replaces_it(self, checked):
        table = CitationCheck._meta.db_table
        refused(
            lambda: execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = {checked[0].pk}"),
            guards.CHECK_STAYS,
        )

    @only_postgresql
    def test_it_is_not_truncated(self, checked):
        connection.check_constraints()
        refused(lambda: execute(f"TRUNCATE {CitationCheck._meta.db_table} CASCADE"), guards.CHECK_STAYS)

    def test_it_raises_the_data_version_where_something_published_rests_on_it(self, checked):
        for check, raised in zip(checked, (True, False), strict=True):
            before = DataVersion.current()
            CitationCheck.objects.create(
                citation=check.citation, outcome="not_archived", is_state=True, why="asked", checked_at=timezone.now()
            )
            assert (DataVersion.current() > before) == raised


def installed():
    with connection.cursor() as cursor:
        return dict(guards.dialect_of(connection).installed(cursor))


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
        readable = [*guards.READABLE, *guards.READABLE_ONCE_PUBLISHED, *guards.READABLE_BESIDE_PUBLISHED]
        covered = {guards.model_of(path) for path in readable} | set(THROUGH)
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


class TestSettlements:
    """What a person said of a finding stays; it ends once, with a reason."""

    @pytest.fixture
    def held(self):
        return Settlement.objects.filter(pk=make.settlement().pk)

    @pytest.fixture
    def end(self):
        return {"ended_at": timezone.now(), "ended_reason": "A source came out.", "ended_by": make.publisher()}

    @pytest.mark.parametrize(
        "change",
        [{"note": "Another."}, {"verdict": "fixed"}, {"fingerprint": "other"}, {"key": "other"}, {"message": "Other."}],
    )
    def test_it_does_not_change_whether_it_ends_or_not(self, held, end, change):
        refused(lambda: held.update(**change), guards.SETTLEMENT_STAYS)
        refused(lambda: held.update(**change, **end), guards.SETTLEMENT_STAYS)

    def test_it_does_not_go(self, held):
        refused(held.delete, guards.SETTLEMENT_STAYS)

    def test_it_ends_once_and_for_good(self, held, end):
        held.update(**end)
        refused(lambda: held.update(ended_reason="Another reason."), guards.SETTLEMENT_STAYS)
        refused(lambda: held.update(ended_at=None, ended_by=None, ended_reason=""), guards.SETTLEMENT_STAYS)

    def test_no_row_takes_its_place(self, held):
        columns = ", ".join(field.column for field in Settlement._meta.concrete_fields)
        insert = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
        statement = f"{insert} metrics_settlement ({columns}) SELECT {columns} FROM metrics_settlement"
        refused(lambda: execute(statement), guards.SETTLEMENT_STAYS)


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
        refused(lambda: Figure.objects.filter(pk=figure.pk).update(value=1), guards.PUBLISHED_STAYS)
        refused(lambda: Citation.objects.filter(pk=figure.citation_id).update(as_stated="1"), guards.CITATION_STAYS)

    def test_migrating_with_nothing_to_do_leaves_the_guards_in_place(self):
        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=[])
        assert guards.missing(connection) == set()


class TestUnderReview:
    """What is submitted stays as it is, and an update that is handed over takes nothing in, by whatever path."""

    @pytest.fixture
    def handed_over(self, world):
        update = make.update()
        figure = make.figure(update=update, citation=make.citation(as_stated="alone"))
        milestone = make.milestone(update=update, citation=make.citation(as_stated="alone, too"))
        reviewing.hand_over(update=update, by=make.author())
        return SimpleNamespace(update=update, figure=figure, milestone=milestone)

    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    def test_no_fact_of_what_is_submitted_changes(self, handed_over, model):
        row = getattr(handed_over, model._meta.model_name)
        for field in model._meta.local_concrete_fields:
            if not (field.primary_key or field.generated or field.name in model.LIFE_FIELDS):
                change = {field.attname: other_value(field)}
                refused(lambda c=change: model.objects.filter(pk=row.pk).update(**c), guards.SUBMITTED_STAYS)
        mine = model.objects.filter(pk=row.pk)
        refused(lambda: mine.update(status="draft", entered_by=make.user()), guards.SUBMITTED_STAYS)
        refused(mine.delete)
        refused(lambda: row.countries.add(make.country("MEX")), "under review")
        refused(row.countries.clear, "under review")
        refused(lambda: Citation.objects.filter(pk=row.citation_id).update(as_stated="lies"), guards.CITATION_STAYS)

    def test_nothing_comes_into_it(self, handed_over):
        update = handed_over.update
        draft, milestone = make.figure(), make.milestone()
        refused(lambda: make.figure(update=update), guards.UPDATE_FROZEN)
        refused(lambda: make.milestone(update=update), guards.UPDATE_FROZEN)
        for row in (draft, milestone):
            refused(lambda r=row: type(r).objects.filter(pk=r.pk).update(update=update), guards.UPDATE_FROZEN)
        refused(lambda: Figure.objects.bulk_create([Figure(**{**fields_of(draft), "update": update})]))

    def test_the_update_itself_stays(self, handed_over):
        mine = type(handed_over.update).objects.filter(pk=handed_over.update.pk)
        refused(lambda: mine.update(title="Another"), guards.UPDATE_STAYS)

    def test_no_update_is_handed_over_with_drafts_in_it(self, world):
        mine = type(world.draft.update).objects.filter(pk=world.draft.update_id)
        over = {"handed_over_at": timezone.now(), "handed_over_by": make.author()}
        refused(lambda: mine.update(**over), guards.NOTHING_LEFT_BEHIND)

    def test_what_is_returned_changes_while_the_rest_stays(self, handed_over):
        actions.return_to_author(statements=[handed_over.figure], by=make.publisher(), comment="Which year?")
        Figure.objects.filter(pk=handed_over.figure.pk).update(note="Mended.")
        refused(lambda: make.figure(update=handed_over.update), guards.UPDATE_FROZEN)

    def test_taken_back_it_is_open(self, handed_over):
        reviewing.take_back(update=handed_over.update, by=make.author())
        assert make.figure(update=handed_over.update)


def fields_of(figure):
    kept = ("indicator", "value", "unit", "coverage", "place_key", "reference_date", "entered_by", "entered_at")
    return {name: getattr(figure, name) for name in kept}


@pytest.mark.parametrize("model", [Step, Mention], ids=name_of)
class TestTheLogStays:
    """What was done and said in an update is only added to."""

    @pytest.fixture
    def row(self, world, model):
        person = make.user(role="Editor")
        text = f"Which year, @{person.username}?"
        step = reviewing.comment(update=world.draft.update, statement=world.draft, by=person, text=text)
        return step if model is Step else step.mentions.get()

    def test_nothing_of_it_changes(self, row, model):
        for field in model._meta.local_concrete_fields:
            change = {field.attname: other_value(field)}
            refused(lambda c=change: model.objects.filter(pk=row.pk).update(**c), guards.STEP_STAYS)

    def test_it_does_not_go(self, row, model):
        # Without the ORM, which would say that the comment is mentioned.
        refused(lambda: execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk), guards.STEP_STAYS)

    @only_sqlite
    def test_nothing_takes_its_place(self, row, model):
        names = ", ".join(field.column for field in model._meta.local_concrete_fields)
        table = model._meta.db_table
        sql = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s"
        refused(lambda: execute(sql, row.pk), guards.STEP_STAYS)

    def test_it_outlives_a_draft_that_is_deleted(self, model, world):
        draft = make.figure()
        actions.submit(statements=[draft], by=make.author())
        actions.return_to_author(statements=[draft], by=make.author())
        pk, about = draft.pk, str(draft)
        draft.delete()
        assert {step.about for step in Step.objects.filter(figure_id=pk)} == {about}
