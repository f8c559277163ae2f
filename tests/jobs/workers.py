"""Workers for tests, in the process of the test."""

from unittest import mock

from metrics.archives import holding
from metrics.jobs.worker import JobWorker
from metrics.models import Job


def worker(name="tester") -> JobWorker:
    return JobWorker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )


def run(one: JobWorker) -> None:
    # It would close the connection that the test's transaction is in, as Django's own test client knows.
    with mock.patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        one.run()


def work_off(name="tester") -> list[Job]:
    run(worker(name))
    return list(Job.objects.order_by("pk"))


def files() -> list[str]:
    return sorted(path.name for path in holding.files() if path.suffix == holding.JOB)
