"""The review of an update: handed over, marked row by row, talked over, taken back or published.

Each is one transaction. They refuse with a ValidationError whose messages say what to do. What becomes of single
statements stands in actions.py.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from .actions import by_model, locked, make_drafts, publish, refuse, submit
from .models import Entry, Figure, Job, Milestone, Step, Update
from .models.publication import Publication
from .permissions import may, problems_of_rows, why_not
from .steps import note, note_said, note_update

Status = Publication.Status


def held(update: Update) -> Update:
    """The update as the database holds it now, locked: nobody adds to it until the transaction ends."""
    return Update.objects.select_for_update(of=("self",)).select_related("handed_over_by").get(pk=update.pk)


def of_status(update: Update, status: str, **also) -> list[Publication]:
    return [
        *Figure.objects.filter(update=update, status=status, **also).order_by("pk"),
        *Milestone.objects.filter(update=update, status=status, **also).order_by("pk"),
    ]


@transaction.atomic
def hand_over(*, update: Update, by, at: dt.datetime | None = None) -> int:
    """Submits every draft of the update and freezes it; returns how many statements are under review.

    Refuses while rows of its grid are not finished.
    """
    at, row = at or timezone.now(), held(update)
    if row.is_frozen:
        raise ValidationError(gettext("“%(row)s” is handed over already.") % {"row": row})
    refuse(Entry.objects.unfinished(row))
    if row.jobs.open().filter(kind=Job.Kind.WRITE_ROWS).exists():
        raise ValidationError(
            gettext("A spreadsheet is being imported into “%(row)s”. Wait until it is in, or cancel that.")
            % {"row": row}
        )
    drafts, submitted = of_status(row, Status.DRAFT), of_status(row, Status.SUBMITTED)
    if not drafts and not submitted:
        raise ValidationError(gettext("There is nothing in “%(row)s” to review. Enter figures first.") % {"row": row})
    refuse(problems_of_rows(by, "hand over", [*drafts, *submitted]))
    submit(statements=drafts, by=by, at=at)
    Update.objects.filter(pk=row.pk).update(handed_over_at=at, handed_over_by=by)
    note_update(Step.Kind.HANDED_OVER, row, by=by, at=at, details={"statements": len(drafts) + len(submitted)})
    return len(drafts) + len(submitted)


@transaction.atomic
def take_back(*, update: Update, by, at: dt.datetime | None = None) -> int:
    """Opens a handed-over update again, for changes and additions; returns how many statements are drafts again."""
    at, row = at or timezone.now(), held(update)
    if not row.is_frozen:
        raise ValidationError(gettext("“%(row)s” is not handed over: it is open.") % {"row": row})
    submitted = of_status(row, Status.SUBMITTED)
    refuse(problems_of_rows(by, "take back", submitted) or [why_not(by, "take back", Figure)])
    count = 0
    for model, chosen in by_model(submitted).items():
        rows = locked(model, chosen)
        make_drafts(model, rows)
        note(Step.Kind.TAKEN_BACK, rows, by=by, at=at)
        count += len(rows)
    Update.objects.filter(pk=row.pk).update(handed_over_at=None, handed_over_by=None)
    note_update(Step.Kind.TAKEN_BACK, row, by=by, at=at, details={"statements": count})
    return count


@transaction.atomic
def accept(*, statements: Iterable[Publication], by, at: dt.datetime | None = None) -> int:
    """Marks submitted statements as accepted; returns how many were not marked yet. The mark goes with a return."""
    at = at or timezone.now()
    count = 0
    for model, chosen in by_model(statements).items():
        rows = locked(model, chosen)
        refuse(problems_of_rows(by, "publish", rows))
        new = [row for row in rows if row.accepted_by_id is None]
        count += model.objects.filter(pk__in=[row.pk for row in new]).update(accepted_by=by, accepted_at=at)
        note(Step.Kind.ACCEPTED, new, by=by, at=at)
    return count


@transaction.atomic
def reconsider(*, statement: Publication, by, at: dt.datetime | None = None) -> None:
    """Takes the mark of acceptance off a submitted statement."""
    at = at or timezone.now()
    (row,) = locked(type(statement), [statement])
    if row.status != Status.SUBMITTED or row.accepted_by_id is None:
        raise ValidationError(gettext("%(row)s: it is not marked as accepted.") % {"row": row})
    refuse(problems_of_rows(by, "publish", [row]))
    type(row).objects.filter(pk=row.pk).update(accepted_by=None, accepted_at=None)
    note(Step.Kind.RECONSIDERED, [row], by=by, at=at)


@transaction.atomic
def comment(*, update: Update, statement: Publication | None = None, by, text: str) -> Step:
    """Keeps what somebody says of an update or of one statement of it; who entered that one answers."""
    text = text.strip()
    if not text:
        raise ValidationError(gettext("Write the comment first."))
    if not may(by, "comment", Figure):
        raise ValidationError(why_not(by, "comment", Figure))
    if statement is not None and statement.update_id != update.pk:
        raise ValidationError(gettext("This statement is not of this update any more. Open it by itself."))
    is_author = statement is not None and statement.entered_by_id == by.pk
    kind = Step.Kind.ANSWERED if is_author else Step.Kind.COMMENTED
    return note_said(kind, update, statement, by=by, at=timezone.now(), text=text)


@transaction.atomic
def resubmit(*, statement: Publication, by, answer: str = "") -> None:
    """Submits a draft that was returned and mended, with what its author says of it, if anything."""
    (row,) = locked(type(statement), [statement])
    if said := why_not(by, "submit", row):
        raise ValidationError(f"{row}: {said}")
    if answer.strip():
        comment(update=row.update, statement=row, by=by, text=answer)
    submit(statements=[row], by=by)


@contextmanager
def as_published(update: Update) -> Iterator[None]:
    """Inside, the database is as it would be with everything in the update published; afterwards nothing of it is kept.

    It really is published, by an account that is made for it and goes with it, in a transaction that is rolled back: so
    a preview cannot differ from what comes. Raises ValidationError where it could not be published.
    """
    with transaction.atomic():
        now = timezone.now()
        (nobody,) = get_user_model().objects.bulk_create(
            [get_user_model()(username=f"preview {secrets.token_hex(8)}", is_superuser=True)]
        )
        submit(statements=of_status(update, Status.DRAFT), by=nobody, at=now)
        publish(statements=of_status(update, Status.SUBMITTED), by=nobody, at=now)
        try:
            yield
        finally:
            transaction.set_rollback(True)


def changed_countries(update: Update) -> list[str]:
    """Codes of the countries whose pages publishing the update would change."""
    waiting = {"update": update, "status__in": [Status.DRAFT, Status.SUBMITTED]}
    figures = Figure.countries.through.objects.filter(figure__in=Figure.objects.filter(**waiting))
    milestones = Milestone.countries.through.objects.filter(milestone__in=Milestone.objects.filter(**waiting))
    found = figures.values_list("country").union(milestones.values_list("country"))
    return sorted({code for (code,) in found})


def mark_of(statements: Iterable[Publication]) -> str:
    """Names what a reviewer saw: which statements, as they were submitted. Anything else is to be looked at again."""
    seen = sorted((row._meta.model_name, row.pk, str(row.submitted_at)) for row in statements)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


@transaction.atomic
def publish_update(
    *, update: Update, by, at: dt.datetime | None = None, only_accepted: bool = False, seen: str | None = None
) -> int:
    """Publishes what is submitted in `update`, or of that what is accepted, in one transaction; returns how many.

    `seen` is the mark_of() what the reviewer was shown: where it is another by now, nothing is published.
    """
    row = held(update)
    chosen = of_status(row, Status.SUBMITTED, **({"accepted_by__isnull": False} if only_accepted else {}))
    if seen is not None and seen != mark_of(chosen):
        raise ValidationError(
            gettext("What is submitted or accepted has changed since this page was made. Look at it again.")
        )
    return publish(statements=chosen, by=by, at=at)
