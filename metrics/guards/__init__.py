"""Database triggers: published facts cannot be changed or deleted, and every readable change raises the data version.

They hold for `save()`, `update()`, `bulk_update()`, `delete()`, cascades and plain SQL alike. Published rows (figures,
milestones, their countries and organizations, the citations they rest on) refuse every change but their end; the end
of a row that has ended is final. Figures and milestones are born as drafts, and no guarded row takes another's id: so
no REPLACE of SQLite, which deletes without firing delete triggers, can put a row in a published one's place.

The triggers are derived from the models and installed after every `migrate`: SQLite rebuilds a table, and loses its
triggers, whenever a migration alters it. They are lifted while migrations run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from metrics import marking, recording, search_marks
from metrics.triggers import PREFIX, dialect_of

from . import evidence, published, readable, review, vocabulary


def statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The SQL that installs every trigger, in order."""
    write = dialect_of(connection)
    return [
        *published.statements(write),
        *review.statements(write),
        *vocabulary.statements(write),
        *evidence.statements(write),
        *readable.statements(write),
        *recording.statements(write, connection.vendor),
        *marking.statements(connection.vendor, PREFIX),
        *search_marks.statements(write),
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Installs every trigger anew, and the one row of the data version. Idempotent."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        lift(connection)
        cursor.execute("INSERT INTO metrics_dataversion (id, number) VALUES (1, 1) ON CONFLICT (id) DO NOTHING")
        for statement in statements(connection):
            # No parameters: a percent sign in the SQL is itself.
            cursor.execute(statement, None)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Removes every trigger."""
    write = dialect_of(connection)
    with connection.cursor() as cursor:
        for name, table in write.installed(cursor):
            cursor.execute(write.drop(name, table))


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of triggers that should be installed and are not."""
    wanted = {s.split()[2] for s in statements(connection) if s.startswith("CREATE TRIGGER")}
    with connection.cursor() as cursor:
        return wanted - {name for name, _ in dialect_of(connection).installed(cursor)}


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers inside the block: for emptying a test database and for loading synthetic data."""
    lift(connection)
    try:
        yield
    finally:
        install(connection)


def lift_before_migrating(sender, using, plan, **kwargs):
    from django.db import connections

    if plan:
        lift(connections[using])


def install_after_migrating(sender, using, plan=(), apps=None, **kwargs):
    """Not where the schema is older than the code: triggers would name what it does not have. `check` says so."""
    from django.db import connections

    if is_up_to_date(connections[using]):
        install(connections[using])


def is_up_to_date(connection: BaseDatabaseWrapper) -> bool:
    """Whether every migration of ours has been applied."""
    executor = MigrationExecutor(connection)
    ours = [node for node in executor.loader.graph.leaf_nodes() if node[0] in ("programs", "metrics")]
    return not executor.migration_plan(ours)
