"""What is tried on guarded rows, and that it is refused and changes nothing."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, models, transaction

from metrics import guards
from metrics.models import (
    Citation,
    Figure,
    FigureRelation,
    Milestone,
    Unit,
)
from tests import factories as make

STATEMENTS = [Figure, Milestone]
THROUGH = [field.remote_field.through for model in STATEMENTS for field in model._meta.local_many_to_many]
GUARDED = [*STATEMENTS, *THROUGH, Citation, FigureRelation, Unit]

only_sqlite = pytest.mark.sqlite("REPLACE is SQLite's")
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


def installed():
    with connection.cursor() as cursor:
        return dict(guards.dialect_of(connection).installed(cursor))


def fields_of(figure):
    kept = ("indicator", "value", "unit", "coverage", "place_key", "reference_date", "entered_by", "entered_at")
    return {name: getattr(figure, name) for name in kept}
