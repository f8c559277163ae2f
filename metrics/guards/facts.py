"""What all triggers are made of: the states of statements, and the models with their columns."""

from django.apps import apps
from django.db.models import Model

from metrics.triggers import PostgreSQL, SQLite

Write = SQLite | PostgreSQL

ONCE_PUBLISHED = "('published', 'superseded', 'withdrawn')"
HANDED_OVER = "('submitted', 'published', 'superseded', 'withdrawn')"
# The models whose rows are born as drafts, reviewed and published.
STATEMENTS = ("metrics.Figure", "metrics.Milestone")


def rested_on(citation: str) -> str:
    """A condition that holds where a statement that is or was published rests on the citation of this id."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} s WHERE s.citation_id = {citation} AND s.status IN {ONCE_PUBLISHED})"
        for table in ("metrics_figure", "metrics_milestone")
    )


def model_of(path: str) -> type[Model]:
    """The model at "app.Model", or the through model at "app.Model.field"."""
    app, model, *field = path.split(".")
    found = apps.get_model(app, model)
    return getattr(found, field[0]).through if field else found


def columns(model: type[Model], leave_out: tuple[str, ...] = ()) -> list[str]:
    return [
        field.column
        for field in model._meta.local_concrete_fields
        if field.name not in leave_out and not field.generated
    ]


def only_added(write: Write, model: type[Model], message: str) -> list[str]:
    """Rows of the model are written once: none changes, none goes, and none takes another's place."""
    table, name = model._meta.db_table, model._meta.model_name
    held = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    return [
        *write.refuse(f"{name}_insert", "INSERT", table, held, message),
        *write.refuse(f"{name}_update", "UPDATE", table, write.changed(columns(model)), message),
        *write.refuse(f"{name}_delete", "DELETE", table, "OLD.id IS NOT NULL", message),
        *write.refuse_truncate(name, table, message),
    ]
