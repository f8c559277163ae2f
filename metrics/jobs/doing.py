"""What is done for each kind of job, and what comes of it. Each can be begun again from the start at any time."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from metrics import importing
from metrics.archives import holding
from metrics.archives.attaching import read
from metrics.archives.candidates import candidates_of
from metrics.archives.quantities import spans_of_quantities
from metrics.importing import shown
from metrics.intake.document import Unreadable
from metrics.models import Figure, Job
from metrics.permissions import why_not

from .progress import Progress

GONE = gettext_lazy("The file is not here any more. Upload it again.")
CHANGED_MEANWHILE = gettext_lazy(
    "Figures were changed since the rows were shown. Nothing was written: check the file again."
)
HALF_CHANGED = gettext_lazy(
    "Drafts were being changed when the worker stopped, and others were entered since. Some of "
    "the file's rows are written: import it again for those that are left."
)


@dataclass(frozen=True)
class Found:
    """What came of a job: for the person, for the pages that show it, and the name of its files where they stay."""

    message: str
    result: dict[str, Any] = field(default_factory=dict)
    held: str = ""


def data_of(job: Job) -> bytes:
    data = holding.of_job(job.held)
    if data is None:
        raise ValidationError(GONE)
    return data


# --- Spreadsheets ----------------------------------------------------------------------------------------------------


def checked_rows(job: Job, tell: Callable[..., None]) -> importing.Checked:
    try:
        return importing.check(importing.read(data_of(job)), job.update, job.by, job.params.get("reason", ""), tell)
    except importing.Unreadable as problem:
        raise ValidationError(str(problem)) from problem


def check_rows(job: Job, tell: Progress) -> Found:
    checked = checked_rows(job, tell)
    tell(gettext("Keeping what was found"))
    summary = shown.keep(checked, holding.file_of_job(job.held, "rows"))
    wrong = summary.counts[importing.WRONG]
    if wrong:
        said = ngettext(
            "%(count)s rows were checked; %(num)s is wrong.", "%(count)s rows were checked; %(num)s are wrong.", wrong
        )
    else:
        said = gettext("%(count)s rows were checked; none is wrong.")
    said %= {"count": f"{summary.count:,}", "num": f"{wrong:,}"}
    return Found(said, {"rows": summary.count, "wrong": wrong}, job.held)


def write_rows(job: Job, tell: Progress) -> Found:
    """Writes the rows that the person was shown: what differs from them by now is refused.

    `params` keep the instant at which the rows are entered, by which those of an attempt that broke off are found.
    """
    undo(job)
    update, state = job.update, importing.state_of(job.update_id)
    if problem := why_not(job.by, "add", Figure) or update.why_closed():
        raise ValidationError(gettext("%(problem)s Nothing was written.") % {"problem": problem})
    checked = checked_rows(job, partial(tell, can_stop=job.can_cancel))
    if job.can_cancel:
        if checked.mark != job.params["mark"]:
            raise ValidationError(CHANGED_MEANWHILE)
    elif not all(importing.is_in_place(outcome) for outcome in checked.to_write):
        raise ValidationError(HALF_CHANGED)
    at = timezone.now()
    job.params["at"] = at.isoformat()
    job.save(update_fields=["params"])
    importing.write(checked, update, job.by, state, at=at, tell=tell, can_stop=job.can_cancel)
    counts = job.params["counts"]
    said = gettext("Imported %(new)s new and %(changed)s changed figures as drafts") % {
        "new": counts[importing.NEW],
        "changed": counts[importing.CHANGED],
    }
    LogEntry.objects.log_actions(job.by_id, [update], CHANGE, f"{said} from a spreadsheet.", single_object=True)
    left = counts[importing.WRONG]
    holding.drop_for_job(job.held)
    return Found(f"{said}.{f' {left:,} wrong rows were left out.' if left else ''}", {"counts": counts})


def undo(job: Job) -> None:
    """Undoes what an earlier attempt wrote, unless it was so far that it has to be finished."""
    at = job.params.get("at")
    if job.kind == Job.Kind.WRITE_ROWS and at and job.can_cancel:
        importing.undo(job.update, job.by, dt.datetime.fromisoformat(at))


# --- Documents -------------------------------------------------------------------------------------------------------


def read_text(job: Job, tell: Progress) -> Found:
    """Reads a file to be attached; where its parts stand is shown, and kept once somebody confirms it."""
    try:
        document = read(data_of(job), partial(tell, gettext("Reading the pages")))
    except Unreadable as problem:
        raise ValidationError(str(problem)) from problem
    language = job.source.language
    spans = spans_of_quantities(document, language, partial(tell, gettext("Counting what it states")))
    holding.keep_document(job.held, document)
    holding.keep_beside(job.held, "quantities", json.dumps([language, spans]).encode())
    return Found(gettext("%(count)s characters were read.") % {"count": f"{len(document.text):,}"}, {}, job.held)


def find_figures(job: Job, tell: Progress) -> Found:
    reading = candidates_of(job.archive, partial(tell, gettext("Reading the paragraphs")))
    if reading.candidates is None:
        raise ValidationError(gettext("Figures in this language cannot be read. Enter them by hand."))
    count = len(reading.candidates)
    return Found(
        ngettext("%(num)s figure was found.", "%(num)s figures were found.", count) % {"num": f"{count:,}"},
        {"figures": count},
    )


WORK: dict[str, Callable[[Job, Progress], Found]] = {
    Job.Kind.CHECK_ROWS: check_rows,
    Job.Kind.WRITE_ROWS: write_rows,
    Job.Kind.READ_TEXT: read_text,
    Job.Kind.FIND_FIGURES: find_figures,
}
