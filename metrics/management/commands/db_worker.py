"""`manage.py db_worker`: does the jobs that people start at the desk, until it is stopped.

It is django-tasks' own command with a sign of life, and with an eye on jobs whose worker died. Ctrl-C or SIGTERM puts
the job at hand back into the queue.
"""

from django.core.management.base import CommandError
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from metrics.jobs.worker import JobWorker


class Command(db_worker.Command):
    help = "Does the jobs that people start at the desk: long imports and readings."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        # Whoever changes code starts it again: a reload would break a job off.
        parser.set_defaults(reload=False, worker_id=None)

    def handle(self, *, verbosity, queue_name, exclude_queues, worker_id, reload, **options):
        if reload:
            raise CommandError("It does not reload: a job would be broken off. Stop it and start it again.")
        self.configure_logging(verbosity)
        named = {name: options[name] for name in ("interval", "batch", "backend_name", "startup_delay", "max_tasks")}
        worker = JobWorker(
            queue_names=queue_name.split(","),
            excluded_queue_names=exclude_queues.split(",") if exclude_queues else [],
            worker_id=worker_id or get_random_string(32),
            **named,
        )
        worker.configure_signals()
        worker.run()
