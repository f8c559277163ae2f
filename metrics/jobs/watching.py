"""Who sees which job, and whether anybody works."""

from typing import Any

from django.db.models import Exists, Q
from django.utils import timezone

from metrics.models import Job, Worker
from metrics.roles import administers

from .queue import LOST_AFTER


def of(user: Any) -> Any:
    """The jobs that a person may see and cancel: their own; all, for those who administer."""
    return Job.objects.all() if administers(user) else Job.objects.filter(by=user)


def nobody_works() -> bool:
    return not Worker.living().exists()


def waiting_without_worker() -> int:
    """How many jobs wait or hang while no worker lives; 0 where one does, or where nothing has waited long."""
    old = Q(queued_at__lt=timezone.now() - LOST_AFTER)
    return Job.objects.open().filter(old).exclude(Exists(Worker.living())).count()
