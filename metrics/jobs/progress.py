"""How a job says how far it is, and learns that it shall stop."""

import threading
import time

from metrics.models import Job

# How often progress is written, in seconds: each time is a write that others wait for.
EVERY = 0.5
# Set when the process is told to end (worker.py).
ending = threading.Event()


class Stop(Exception):  # noqa: N818 — no error: what was asked for
    """Why a job ends before its end."""


class Canceled(Stop):
    """A person canceled it."""


class Ending(Stop):
    """The worker ends; another does the job."""


class TakenOver(Stop):
    """Another worker does it already, since this one did not show itself for a while."""


class Progress:
    """Called with what is being done and how much of it; raises Stop where the job shall not go on.

    `total` None: not known. `at_once` writes even where that was done a moment ago, as in a transaction that has to
    be undone where the job was canceled. With `can_stop` False it has to go on, and no person can cancel; `is_final`
    says that this holds from here on.
    """

    def __init__(self, job: Job):
        self.job = job
        self.mine = Job.objects.filter(pk=job.pk, task=job.task, state=Job.State.RUNNING)
        self.step = ""
        self.told_at = 0.0

    def __call__(
        self,
        step: str,
        done: int = 0,
        total: int | None = None,
        *,
        at_once: bool = False,
        can_stop: bool = True,
        is_final: bool = False,
    ) -> None:
        if can_stop and ending.is_set():
            raise Ending
        now = time.monotonic()
        if step == self.step and not at_once and now - self.told_at < EVERY:
            return
        self.step, self.told_at = step, now
        mine = self.mine.filter(cancel_requested=False) if can_stop else self.mine
        if mine.update(step=step, done=done, total=total or 0, can_cancel=can_stop and not is_final):
            return
        if self.mine.exists():
            raise Canceled
        raise TakenOver
