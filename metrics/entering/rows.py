"""A row of the grid as the page shows it: what it answers, what came before, what was typed, and what to look at."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_lazy

from metrics import understanding
from metrics.models import Entry, Figure, Step, Update
from metrics.reports.findings import in_a_line

from .cells import Cells, Problem
from .reading import Reading, cells_of
from .targets import Series, place_label

Status = Figure.Status
BLANK, DRAFT, UNFINISHED, SUBMITTED = "blank", "draft", "unfinished", "submitted"
RETURNED = "returned"

LABELS = {
    BLANK: gettext_lazy("Nothing new"),
    DRAFT: gettext_lazy("Draft"),
    UNFINISHED: gettext_lazy("Not finished"),
    SUBMITTED: gettext_lazy("Submitted"),
    RETURNED: gettext_lazy("Returned"),
}


@dataclass(frozen=True)
class Conflict:
    """Somebody else's state of a row, beside what was typed over it."""

    cells: Cells
    by: str
    at: dt.datetime | None
    token: str


@dataclass(frozen=True)
class Row:
    """`key` names it on the page (models.Entry.key), `token` its state in the database: "" where nothing is held."""

    key: str
    update: int
    cells: Cells
    state: str = BLANK
    token: str = ""
    series: Series | None = None
    before: Figure | None = None
    figure: Figure | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    understood: str = ""
    by: str = ""
    at: dt.datetime | None = None
    conflict: Conflict | None = None
    # With which words a reviewer sent the draft back, while its author has not submitted it again.
    returned: Step | None = None

    @property
    def is_new(self) -> bool:
        """Whether its cells name what it is about."""
        return self.key.startswith("n") and self.figure is None

    @property
    def is_open(self) -> bool:
        return self.state != SUBMITTED

    @property
    def label(self) -> str:
        return LABELS[RETURNED if self.returned and self.state == DRAFT else self.state]

    @property
    def about(self) -> Figure | None:
        """A figure that says what the row is about: the draft, or the one before."""
        return self.figure or self.before

    @property
    def place(self) -> str:
        figure = self.about
        if figure is None:
            return self.cells.place
        return place_label(figure.place_key, str(figure.group) if figure.group else "")

    @property
    def before_period(self) -> str:
        """The period of the figure before, or the date of its source."""
        figure = self.before
        if figure is None:
            return ""
        if figure.period_start or figure.period_end or figure.period_as_stated:
            return understanding.period_name(figure)
        return gettext("stated %(day)s") % {"day": understanding.day(figure.reference_date)}

    @property
    def problem_cells(self) -> set[str]:
        return {problem.cell for problem in self.problems}

    def with_reading(self, readings: list[Reading]) -> "Row":
        """The row with what was understood, and what to look at: rules, rivals, the check of the citation."""
        warnings = [warning for reading in readings for warning in warnings_of(reading)]
        return replace(
            self,
            problems=tuple(problem for reading in readings for problem in reading.problems),
            warnings=tuple(dict.fromkeys(warnings)),
            advice=tuple(dict.fromkeys(line for reading in readings for line in reading.advice)),
            understood=" + ".join(reading.summary for reading in readings if reading.summary),
        )


# What these say, the check of the citation says with the words of the source.
SAID_BY_THE_CHECK = {"citation-contradicts", "citation-not-found"}


def warnings_of(reading: Reading) -> list[str]:
    found = [in_a_line(finding) for finding in reading.findings if finding.rule.id not in SAID_BY_THE_CHECK]
    if reading.check and reading.check.failed:
        found.append(gettext("In the archived text: %(found)s") % {"found": reading.check.found})
    return found


def token_of(figure: Figure | None, entry: Entry | None) -> str:
    """Differs where a draft or an entry says otherwise, whoever changed it and how; "" where there is neither."""
    if figure is None and entry is None:
        return ""
    said: list = []
    if figure is not None:
        said += [figure.pk, figure.status, cells_of(figure), figure.value, figure.qualifier, figure.unit_id]
        said += [figure.series_key, figure.period_start, figure.period_end, figure.note]
    if entry is not None:
        said += [entry.pk, entry.version]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]


def cells_of_entry(entry: Entry) -> Cells:
    values = {name: getattr(entry, name) for name in Entry.CELLS if name != "source"}
    return Cells(**values, source=str(entry.source_id or ""))


def row_of(
    update: Update, key: str, figure: Figure | None, entry: Entry | None, before: Figure | None, blank: Cells
) -> Row:
    """The row as the database holds it. `blank` are the cells of a row in which nothing was typed."""
    series = series_of(key, figure)
    token = token_of(figure, entry)
    if entry is not None:
        return Row(
            key,
            update.pk,
            cells_of_entry(entry),
            UNFINISHED,
            token,
            series,
            before,
            figure,
            tuple(Problem(*problem) for problem in entry.problems),
            by=str(entry.saved_by),
            at=entry.saved_at,
        )
    if figure is not None:
        state = DRAFT if figure.status == Status.DRAFT else SUBMITTED
        by = str(figure.entered_by)
        return Row(key, update.pk, cells_of(figure), state, token, series, before, figure, by=by, at=figure.entered_at)
    return Row(key, update.pk, blank, series=series, before=before)


def series_of(key: str, figure: Figure | None) -> Series | None:
    if figure is not None:
        return Series(figure.indicator_id, figure.role, figure.category_id, figure.place_key)
    return Series.of(key[2:]) if key.startswith("s:") else None


def blank_cells(update: Update, sources: list) -> Cells:
    """What stands in a row in which nothing was typed: the update's source, where it has one."""
    return Cells(source=str(sources[0].pk) if len(sources) == 1 else "")
