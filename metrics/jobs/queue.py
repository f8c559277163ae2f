"""Jobs into the queue, out of it, and back into it where a worker died.

The queue is django-tasks' own; a job is what a person sees of it. An entry of the queue names its job, and the job
names the one entry that may do it. So an entry that was given up does nothing, whenever it is run.
"""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from metrics.archives import holding
from metrics.models import Job, ReminderChoice, Worker
from metrics.recording import recorded

from .doing import WORK, undo
from .progress import Canceled, Ending, Progress, TakenOver

log = logging.getLogger(__name__)
State = Job.State

# How often a job is begun, where workers die in it or the database does not answer.
MOST_ATTEMPTS = 3
# How many of one person's jobs may wait or run.
MOST_OPEN = 5
# What is in the queue for so long and was not begun is looked after.
LOST_AFTER = timedelta(seconds=30)
ENDED_KEPT = timedelta(days=14)
RESULTS_KEPT = timedelta(days=1)
GAVE_UP = gettext_lazy(
    "It was begun {attempts} times, and each time the worker stopped in the middle. Nothing was left half done. Try a "
    "smaller file; if that fails too, tell whoever runs the server that job {job} fails."
)
CANCELED = gettext_lazy("Nothing was left half done.")
BROKE = gettext_lazy(
    "The reason is not yours, and nothing was left half done. Tell whoever runs the server: job {job}."
)


def start(kind: Job.Kind, *, by: Any, held: str = "", params: dict | None = None, **about: Any) -> Job:
    """A new job in the queue. `about` is its update, source or archive; `held` names its file in VAR_DIR.

    Raises ValidationError where the person has too many that have not ended.
    """
    if Job.objects.open().filter(by=by).count() >= MOST_OPEN:
        raise ValidationError(
            gettext("%(most)s jobs of yours have not ended yet. Wait until one has, or cancel one, and try again.")
            % {"most": MOST_OPEN}
        )
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, by=by, held=held, params=params or {}, created_at=now, queued_at=now, **about
        )
        enqueue(job)
    return job


def enqueue(job: Job) -> None:
    job.task = run.enqueue(job.pk).id
    Job.objects.filter(pk=job.pk).update(task=job.task, queued_at=timezone.now(), state=State.WAITING, worker="")


def cancel(job: Job) -> None:
    """Ends a job that waits; one that runs is told, and stops before its next step."""
    untouched = Job.objects.filter(Q(started_at=None) | ~Q(kind=Job.Kind.WRITE_ROWS), pk=job.pk, state=State.WAITING)
    if untouched.update(state=State.CANCELED, ended_at=timezone.now(), message=CANCELED):
        holding.drop_for_job(job.held)
        return
    Job.objects.open().filter(pk=job.pk, can_cancel=True).update(cancel_requested=True)


# --- Doing it --------------------------------------------------------------------------------------------------------


@task(takes_context=True)
def run(context: TaskContext, job: int) -> None:
    result = context.task_result
    claimed = Job.objects.filter(pk=job, task=result.id, state=State.WAITING).update(
        state=State.RUNNING,
        worker=result.worker_ids[-1],
        started_at=timezone.now(),
        attempts=F("attempts") + 1,
        step="",
        done=0,
        total=0,
    )
    if claimed:
        do(Job.objects.select_related("by", "update", "source", "archive").get(pk=job))


def do(job: Job) -> None:
    """Does a job that was claimed, and says what came of it to whoever started it, in their language."""
    with translation.override(ReminderChoice.language_of(job.by)):
        attempt(job)


def attempt(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, task=job.task, state=State.RUNNING)

    def end(state: Job.State, message: str, **fields: Any) -> None:
        mine.update(state=state, message=message, ended_at=timezone.now(), cancel_requested=False, **fields)
        if state != State.DONE:
            holding.drop_for_job(job.held)

    try:
        with recorded(by=job.by_id):
            if job.attempts > MOST_ATTEMPTS:
                undo(job)
                end(State.FAILED, GAVE_UP.format(attempts=MOST_ATTEMPTS, job=job.pk))
                return
            found = WORK[job.kind](job, Progress(job))
    except Canceled:
        end(State.CANCELED, CANCELED)
    except Ending:
        # Not a failed attempt: the worker was told to end.
        if mine.update(attempts=F("attempts") - 1):
            again(job)
    except TakenOver:
        log.warning("Job %s is done by another worker.", job.pk)
    except ValidationError as refusal:
        end(State.FAILED, " ".join(refusal.messages))
    except DatabaseError:
        log.exception("Job %s: the database refused.", job.pk)
        if job.attempts < MOST_ATTEMPTS:
            again(job)
        else:
            end(State.FAILED, BROKE.format(job=job.pk))
    except Exception:
        log.exception("Job %s failed.", job.pk)
        end(State.FAILED, BROKE.format(job=job.pk))
    else:
        end(State.DONE, found.message, result=found.result, held=found.held)


# --- Where workers died ----------------------------------------------------------------------------------------------


def again(job: Job) -> bool:
    """Puts a job back into the queue; false where somebody else did."""
    with transaction.atomic():
        # Whoever sets the task first has it: another who saw the same one finds none.
        if not Job.objects.open().filter(pk=job.pk, task=job.task).update(task=None):
            return False
        DBTaskResult.objects.filter(pk=job.task, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.FAILED, finished_at=timezone.now()
        )
        enqueue(job)
    return True


def take_up(own: str = "") -> int:
    """Puts jobs back into the queue whose worker has died; returns how many.

    `own` is the name of a worker that has just begun: what stands under it was another's, who is dead.
    """
    living = Worker.living().exclude(name=own) if own else Worker.living()
    names = list(living.values_list("name", flat=True))
    count = 0
    for job in Job.objects.filter(state=State.RUNNING).exclude(worker__in=names):
        count += again(job)
    lost = Job.objects.filter(state=State.WAITING, queued_at__lt=timezone.now() - LOST_AFTER)
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).values("pk")
    for job in lost.exclude(task__in=ready):
        count += again(job)
    return count


def prune() -> None:
    """Takes out what ended long ago: jobs after two weeks, their files and entries of the queue after a day."""
    now = timezone.now()
    ended = Job.objects.exclude(state__in=Job.OPEN)
    for job in ended.filter(ended_at__lt=now - RESULTS_KEPT).exclude(held=""):
        holding.drop_for_job(job.held)
        Job.objects.filter(pk=job.pk).update(held="")
    ended.filter(ended_at__lt=now - ENDED_KEPT).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - RESULTS_KEPT).delete()
