"""The process that does jobs: the worker of django-tasks' queue, which shows that it lives and looks after the dead."""

import logging
import threading
import time
from types import FrameType

from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.utils import is_locked_database_exception

from metrics.models import Worker

from .progress import ending
from .queue import prune, take_up

log = logging.getLogger(__name__)
# Between two signs of life, in seconds; and between two prunings.
BEAT = 5
PRUNE_EVERY = 3600


class JobWorker(QueueWorker):
    """Runs jobs until it is told to end; a job at hand then stops at its next step and goes back into the queue."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        ending.set()
        super().shutdown(signum, frame)

    def run(self) -> None:
        with Heart(self.worker_id):
            while True:
                try:
                    return super().run()
                except OperationalError as error:
                    # Somebody else's long transaction: a restore, an import by the command.
                    if not is_locked_database_exception(error):
                        raise
                    log.warning("The database is locked for long. Trying again.")


class Heart(threading.Thread):
    """Beats beside the job at hand, in a connection of its own: neither a long page nor a long query stops it."""

    def __init__(self, name: str):
        super().__init__(name=f"heart of {name}", daemon=True)
        self.worker, self.started_at = name, timezone.now()
        self.stopped = threading.Event()
        self.pruned_at: float | None = None

    def __enter__(self) -> "Heart":
        ending.clear()
        self.beat()
        take_up(own=self.worker)
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        self.join()
        try:
            Worker.objects.filter(name=self.worker).delete()
        except DatabaseError:
            log.exception("The worker could not sign off; it counts as dead in half a minute.")

    def run(self) -> None:
        try:
            while not self.stopped.wait(BEAT):
                try:
                    self.beat()
                    take_up()
                    self.prune()
                except DatabaseError:
                    log.exception("A sign of life was not written.")
        finally:
            connection.close()

    def beat(self) -> None:
        now = timezone.now()
        if not Worker.objects.filter(name=self.worker).update(seen_at=now):
            Worker.objects.create(name=self.worker, started_at=self.started_at, seen_at=now)

    def prune(self) -> None:
        now = time.monotonic()
        if self.pruned_at is None or now - self.pruned_at > PRUNE_EVERY:
            self.pruned_at = now
            prune()
            Worker.objects.filter(seen_at__lt=timezone.now() - 100 * Worker.DEAD_AFTER).delete()
