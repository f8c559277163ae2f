"""System checks of what the promises rest on."""

from django.core import checks
from django.db import connections
from django.db.utils import DatabaseError

from . import guards


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
