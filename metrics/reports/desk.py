"""What a person has to do, on the front page of the desk and in the mail that reminds them: read in a few queries,
however much there is. Lists are cut; what they leave out is counted.

A statement counts as theirs to review by their role and assignments (metrics/permissions.py, metrics/scopes.py), which
are asked here for many at once.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from metrics.models import Entry, Figure, Job, Update
from metrics.models.publication import Publication
from metrics.permissions import may
from metrics.scopes import scope_of, within

from .asked import MentionLine, ReturnedLine, WithdrawalLine, mentions_of, returned_to, withdrawals_for
from .findings import name_of
from .watch import (
    SHOWN,
    STATEMENTS,
    FindingLine,
    Listed,
    OverdueIn,
    PublishedLine,
    count_of,
    findings_of,
    overdue_of,
    recently_published,
)

Status = Publication.Status
# A job that ended is told of for so long.
JOBS_TOLD = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """An update that waits for somebody. The counts are of statements; `unfinished` of rows of its grid.

    `mine` are statements and rows that this person entered; `to_review` are statements that they may publish, the
    newest of which was submitted at `newest`.
    """

    pk: int
    title: str
    opened_by_id: int
    opened_at: dt.datetime
    handed_over_at: dt.datetime | None
    handed_over_by: str
    published_at: dt.datetime | None
    drafts: int
    unfinished: int
    submitted: int
    mine: int
    to_review: int
    newest: dt.datetime | None

    @property
    def is_frozen(self) -> bool:
        return self.handed_over_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether there is anything in it that was not published, or it never was."""
        return self.published_at is None or bool(self.drafts or self.unfinished or self.submitted)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person has to do at an instant; `scope` names what they are assigned to, and is empty where all is."""

    at: dt.datetime
    may_enter: bool
    may_review: bool
    scope: str
    updates: Listed[UpdateLine]
    withdrawals: Listed[WithdrawalLine]
    returned: Listed[ReturnedLine]
    mentions: Listed[MentionLine]
    to_review: Listed[UpdateLine]
    overdue: Listed[OverdueIn]
    findings: Listed[FindingLine]
    findings_by_severity: dict[str, int]
    jobs: list[Job]
    published: list[PublishedLine]


def report(user: Any, now: dt.datetime | None = None, *, shown: int | None = SHOWN) -> Desk:
    """The desk of a person at an instant. Lists are cut to the first `shown`; None leaves nothing out."""
    now = now or timezone.now()
    may_enter, may_review = may(user, "add", Figure), may(user, "publish", Figure)
    updates = updates_of(user) if may_enter or may_review else []
    own = [each for each in updates if may_enter and (each.mine or each.opened_by_id == user.pk) and each.is_waiting]
    # What waits longest first.
    to_review = sorted(
        (each for each in updates if each.to_review),
        key=lambda each: (not each.is_frozen, each.handed_over_at or now, each.pk),
    )
    findings, by_severity = findings_of(user, shown)
    return Desk(
        at=now,
        may_enter=may_enter,
        may_review=may_review,
        scope=scope_of(user).words if scope_of(user) else "",
        updates=Listed.cut(own, shown),
        withdrawals=withdrawals_for(user, shown),
        returned=returned_to(user, [each.pk for each in own if each.drafts and each.mine], shown),
        mentions=mentions_of(user, shown),
        to_review=Listed.cut(to_review, shown),
        overdue=overdue_of(user, now, shown),
        findings=findings,
        findings_by_severity=by_severity,
        jobs=jobs_of(user, now),
        published=recently_published(),
    )


# --- Updates -------------------------------------------------------------------------------------------------------


def total(*querysets: QuerySet) -> Any:
    first, *others = map(count_of, querysets)
    return sum(others, start=first)


def reviewable(user: Any, model: type[Publication]) -> QuerySet:
    """What this person may publish: submitted, entered by another, and theirs by role and assignment."""
    if not may(user, "publish", model):
        return model.objects.none()
    return within(user, model.objects.filter(status=Status.SUBMITTED).exclude(entered_by=user))


def updates_of(user: Any) -> list[UpdateLine]:
    """The updates in which something was not published, or that this person opened; the newest first."""
    open_ones = [model.objects.filter(status__in=[Status.DRAFT, Status.SUBMITTED]) for model in STATEMENTS]
    of = {status: [rows.filter(status=status) for rows in open_ones] for status in (Status.DRAFT, Status.SUBMITTED)}
    to_review = [reviewable(user, model) for model in STATEMENTS]
    entries = Entry.objects.all()
    waiting = Q(opened_by=user, published_at__isnull=True)
    for rows in (*open_ones, entries):
        waiting |= Exists(rows.filter(update=OuterRef("pk")))
    found = Update.objects.filter(waiting).annotate(
        drafts=total(*of[Status.DRAFT]),
        unfinished=total(entries),
        submitted=total(*of[Status.SUBMITTED]),
        mine=total(*(rows.filter(entered_by=user) for rows in open_ones), entries.filter(saved_by=user)),
        to_review=total(*to_review),
        newest_figure=newest_of(to_review[0]),
        newest_milestone=newest_of(to_review[1]),
    )
    return [
        UpdateLine(
            pk=update.pk,
            title=str(update),
            opened_by_id=update.opened_by_id,
            opened_at=update.opened_at,
            handed_over_at=update.handed_over_at,
            handed_over_by=name_of(update.handed_over_by),
            published_at=update.published_at,
            drafts=update.drafts,
            unfinished=update.unfinished,
            submitted=update.submitted,
            mine=update.mine,
            to_review=update.to_review,
            newest=max(filter(None, (update.newest_figure, update.newest_milestone)), default=None),
        )
        for update in found.select_related("handed_over_by").order_by("-opened_at", "-pk")
    ]


def newest_of(rows: QuerySet) -> Subquery:
    """When the last of the rows of the update at hand was submitted, as an expression."""
    of_update = rows.filter(update=OuterRef("pk")).order_by().values("update")
    return Subquery(of_update.annotate(newest=Max("submitted_at")).values("newest"))


# --- Jobs ----------------------------------------------------------------------------------------------------------


def jobs_of(user: Any, now: dt.datetime) -> list[Job]:
    """This person's jobs that have not ended, and those that ended lately, newest first."""
    lately = Q(state__in=Job.OPEN) | Q(ended_at__gt=now - JOBS_TOLD)
    return list(Job.objects.filter(lately, by=user).select_related("update", "source")[:SHOWN])
