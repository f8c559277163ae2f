"""Archived texts, checks of citations and settlements stay."""

import pytest
from django.db import connection, models
from django.utils import timezone

from metrics.guards import said
from metrics.models import (
    Archive,
    ArchivedPart,
    ArchivedQuantities,
    CitationCheck,
    DataVersion,
    Settlement,
)
from tests import factories as make

from .attempts import execute, name_of, only_postgresql, only_sqlite, other_value, refused

pytestmark = pytest.mark.django_db


class TestAnArchiveStays:
    @pytest.mark.parametrize("model", [Archive, ArchivedPart, ArchivedQuantities], ids=name_of)
    def test_nothing_of_it_changes_and_it_does_not_go(self, world, model):
        mine = model.objects.filter(pk=model.objects.first().pk)
        for field in model._meta.local_concrete_fields:
            value = {"structure": [1], "spans": [1]}.get(field.name, other_value(field))
            refused(lambda field=field, value=value: mine.update(**{field.name: value}), said.ARCHIVE_STAYS)
        refused(lambda: mine._raw_delete("default"), said.ARCHIVE_STAYS)

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
                said.ARCHIVE_STAYS,
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
                refused(lambda f=field, v=value, mine=mine: mine.update(**{f.name: v}), said.CHECK_STAYS)

    def test_it_goes_with_the_citation_of_a_draft_and_else_stays(self, checked):
        of_published, of_draft = checked
        refused(lambda: CitationCheck.objects.filter(pk=of_published.pk)._raw_delete("default"), said.CHECK_STAYS)
        CitationCheck.objects.filter(pk=of_draft.pk)._raw_delete("default")

    @only_sqlite
    def test_nothing_replaces_it(self, checked):
        table = CitationCheck._meta.db_table
        refused(
            lambda: execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = {checked[0].pk}"),
            said.CHECK_STAYS,
        )

    @only_postgresql
    def test_it_is_not_truncated(self, checked):
        connection.check_constraints()
        refused(lambda: execute(f"TRUNCATE {CitationCheck._meta.db_table} CASCADE"), said.CHECK_STAYS)

    def test_it_raises_the_data_version_where_something_published_rests_on_it(self, checked):
        for check, raised in zip(checked, (True, False), strict=True):
            before = DataVersion.current()
            CitationCheck.objects.create(
                citation=check.citation, outcome="not_archived", is_state=True, why="asked", checked_at=timezone.now()
            )
            assert (DataVersion.current() > before) == raised


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
        refused(lambda: held.update(**change), said.SETTLEMENT_STAYS)
        refused(lambda: held.update(**change, **end), said.SETTLEMENT_STAYS)

    def test_it_does_not_go(self, held):
        refused(held.delete, said.SETTLEMENT_STAYS)

    def test_it_ends_once_and_for_good(self, held, end):
        held.update(**end)
        refused(lambda: held.update(ended_reason="Another reason."), said.SETTLEMENT_STAYS)
        refused(lambda: held.update(ended_at=None, ended_by=None, ended_reason=""), said.SETTLEMENT_STAYS)

    def test_no_row_takes_its_place(self, held):
        columns = ", ".join(field.column for field in Settlement._meta.concrete_fields)
        insert = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
        statement = f"{insert} metrics_settlement ({columns}) SELECT {columns} FROM metrics_settlement"
        refused(lambda: execute(statement), said.SETTLEMENT_STAYS)
