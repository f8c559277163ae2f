"""/healthz: whether this process can serve. For load balancers and for people who deploy."""

import logging
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from metrics import guards
from metrics.jobs import waiting_without_worker

logger = logging.getLogger(__name__)


@cache
def migrations_of_this_code() -> frozenset[tuple[str, str]]:
    """The newest migration of each app. Reading them from the disk takes longer than the rest of the check."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def problems() -> list[str]:
    """What keeps this process from serving, in words that hold no address and no password."""
    try:
        # Replaced migrations count as applied only under their own names, and so do the leaves.
        applied = MigrationRecorder(connection).applied_migrations()
        if missing := migrations_of_this_code() - applied.keys():
            app, name = min(missing)
            return [f"migrations: {len(missing)} apps lack their newest, among them {app}.{name}; run migrate"]
        if missing := guards.missing(connection):
            return [f"guards: {len(missing)} triggers are missing, among them {min(missing)}; run migrate"]
    except DatabaseError:
        logger.exception("The database does not answer.")
        return ["database: it does not answer; the log says why"]
    return []


def notices() -> list[str]:
    """What a person should look after, while the process serves well."""
    if waiting := waiting_without_worker():
        return [f"jobs: {waiting} wait and no worker runs; start manage.py db_worker"]
    return []


@require_safe
@never_cache
def healthz(request):
    """200 and {"status": "ok"}, with notices where something else waits for a person; or 503 and what is wrong."""
    found = problems()
    if found:
        return JsonResponse({"status": "failing", "problems": found}, status=503)
    found = notices()
    return JsonResponse({"status": "ok", "notices": found} if found else {"status": "ok"})
