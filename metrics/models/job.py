"""Work that takes longer than a request may: what was asked for, how far it is, what came of it. And who does it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .archive import Archive
from .source import Source
from .update import Update


class Worker(models.Model):
    """A process that does jobs. `seen_at` is set again every few seconds while it lives."""

    # Several beats may be late behind another writer's transaction.
    DEAD_AFTER = dt.timedelta(seconds=30)

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.name

    @classmethod
    def living(cls) -> models.QuerySet:
        return cls.objects.filter(seen_at__gt=timezone.now() - cls.DEAD_AFTER)


class JobQuerySet(models.QuerySet):
    def open(self):
        """Those that wait or run."""
        return self.filter(state__in=Job.OPEN)


class Job(models.Model):
    """A piece of work for a person, who looks at its page; `metrics/jobs/` does it, in a worker.

    `params` and `result` hold no contents of files: these stand in VAR_DIR under the name `held`. `task` is the key of
    the entry in the queue that may do it now; a worker that holds another key has been given up and stops.
    """

    class Kind(models.TextChoices):
        CHECK_ROWS = "check_rows", gettext_lazy("Check a spreadsheet")
        WRITE_ROWS = "write_rows", gettext_lazy("Import a spreadsheet")
        READ_TEXT = "read_text", gettext_lazy("Read a document")
        FIND_FIGURES = "find_figures", gettext_lazy("Look for figures in a document")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        RUNNING = "running", gettext_lazy("Running")
        DONE = "done", gettext_lazy("Done")
        FAILED = "failed", gettext_lazy("Failed")
        CANCELED = "canceled", gettext_lazy("Canceled")

    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    update = models.ForeignKey(Update, on_delete=models.CASCADE, null=True, related_name="jobs")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, null=True, related_name="+")
    archive = models.ForeignKey(Archive, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # What is being done now, and how much of how much; a total of 0 is not known.
    step = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    can_cancel = models.BooleanField(default=True)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    task = models.UUIDField(null=True)
    held = models.CharField(max_length=64, blank=True)
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    message = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state"], condition=Q(state__in=["waiting", "running"]), name="open_jobs"),
            models.Index(fields=["by", "-created_at"], name="jobs_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(update__isnull=False) | Q(source__isnull=False),
                name="job_is_about_something",
                violation_error_message="A job is about an update or a source.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed", "canceled"], ended_at__isnull=False),
                name="ended_job_has_time",
                violation_error_message="A job has ended exactly where it says when.",
            ),
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")),
                name="job_does_no_more_than_all",
                violation_error_message="No more can be done than there is.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.update or self.source}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def percent(self) -> int | None:
        """Of the step at hand; None where its extent is not known."""
        return self.done * 100 // self.total if self.total else None
