"""System checks of what the promises rest on."""

from django.core import checks
from django.db import connections
from django.db.utils import DatabaseError

from . import guards, jobs
from .searching import engines


@checks.register(checks.Tags.database)
def jobs_are_done(app_configs, databases, **kwargs):
    """metrics.W002: jobs wait, and no worker lives."""
    if "default" not in (databases or []):
        return []
    try:
        tables = connections["default"].introspection.table_names()
        waiting = jobs.waiting_without_worker() if "metrics_job" in tables else 0
    except DatabaseError:
        return []
    if not waiting:
        return []
    return [
        checks.Warning(
            f"{waiting} jobs wait, and no worker is running.",
            hint="Start `python manage.py db_worker` beside the server, and keep it running.",
            id="metrics.W002",
        )
    ]


@checks.register(checks.Tags.database)
def guards_are_installed(app_configs, databases, **kwargs):
    """metrics.W001: a trigger that keeps published facts from changing is missing.

    A warning, since `migrate`, which mends it, refuses to start on errors.
    """
    found = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            tables = connection.introspection.table_names()
            missing = guards.missing(connection) if "metrics_dataversion" in tables else set()
        except DatabaseError:
            continue
        if missing:
            found.append(
                checks.Warning(
                    f"Database {alias!r} lacks {len(missing)} triggers, among them {min(missing)}.",
                    hint="Run `python manage.py migrate`, which installs them.",
                    id="metrics.W001",
                )
            )
    return found


SEARCH_HINTS = {
    "sqlite": "Use a Python whose SQLite is 3.34 or newer and has FTS5, then run `python manage.py rebuild_search`.",
    "postgresql": "Have the database's owner run CREATE EXTENSION pg_trgm, then run `python manage.py rebuild_search`.",
}


@checks.register(checks.Tags.database)
def search_has_its_indexes(app_configs, databases, **kwargs):
    """metrics.W003: the database cannot do all of the search by an index; it is slower, and mends fewer slips."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            is_there = "metrics_searchdocument" in connection.introspection.table_names()
            engine = engines.look_up(connection) if is_there else None
        except DatabaseError:
            continue
        if engine and not engine.has_trigrams:
            lacks = "full text and trigrams" if engine.name == "plain" else "trigrams"
            found.append(
                checks.Warning(
                    f"Database {alias!r} has no index of {lacks} for the search.",
                    hint=SEARCH_HINTS[connection.vendor],
                    id="metrics.W003",
                )
            )
    return found
