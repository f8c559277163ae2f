"""A row into the database: a draft with its citation or, where it is not sound, an entry; under a lock, and asked of
whoever would write over what somebody else made of the row meanwhile.
"""

from dataclasses import dataclass, replace

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from metrics import accepting
from metrics.archives.verifying import recheck
from metrics.models import Entry, Figure, FigureRelation, Source, Update
from metrics.permissions import why_not
from metrics.scopes import scope_of, where_of_series, why_outside

from .cells import Cells, Problem, Sent
from .page import SHOWN, befores, sources_of, with_returns
from .reading import Reader, Reading
from .rows import Conflict, Row, blank_cells, cells_of_entry, row_of
from .targets import Series, named_by

Status = Figure.Status
# What became of a row.
SAVED, KEPT, SAME, CLEARED, CONFLICT, REFUSED = "saved", "kept", "same", "cleared", "conflict", "refused"


@dataclass(frozen=True)
class Saved:
    """What became of a row that was sent, the row as it is now, and other rows that were made of it.

    Of a conflict `row` has what was sent, and `others` the row as somebody else made it.
    """

    outcome: str
    row: Row
    others: tuple[Row, ...] = ()
    message: str = ""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Held:
    """What the database holds of a row."""

    figure: Figure | None
    entry: Entry | None
    series: Series | None


def held_of(update: Update, key: str, *, lock: bool = False) -> Held:
    """The draft and the entry of a row, locked where it will be written."""
    entries = Entry.objects.filter(update=update, key=key).select_related("saved_by", "source")
    figures = Figure.objects.filter(update=update, status__in=[Status.DRAFT, Status.SUBMITTED])
    figures = figures.select_related(*SHOWN, "supersedes")
    if lock and connection.features.has_select_for_update_of:
        figures, entries = figures.select_for_update(of=("self",)), entries.select_for_update(of=("self",))
    series = Series.of(key[2:]) if key.startswith("s:") else None
    figure = None
    if key.startswith("f") and key[1:].isdecimal():
        figure = figures.filter(pk=int(key[1:][:18])).first()
        if figure is None:
            raise ValidationError(
                gettext("This draft is not in the update any more: it was deleted, returned or published.")
            )
        series = Series(figure.indicator_id, figure.role, figure.category_id, figure.place_key)
    elif series is not None:
        # Somebody may have made a draft of the row meanwhile, here, in the form or by an import.
        figure = figures.filter(series_key=series.key).order_by("pk").first()
    elif not key.startswith("n"):
        raise ValidationError(gettext("The page names a row that there is not. Load it again."))
    return Held(figure, entries.first(), series)


def current(update: Update, key: str, held: Held, blank: Cells) -> Row:
    before = befores([held.series.key]).get(held.series.key) if held.series else None
    at = f"f{held.figure.pk}" if held.figure else key
    (row,) = with_returns([row_of(update, at, held.figure, held.entry, before, blank)])
    return row


def series_of(entry: Entry) -> Series | None:
    """What an entry is about, as far as its key or its cells tell."""
    return Series.of(entry.key[2:]) if entry.key.startswith("s:") else named_by(cells_of_entry(entry)).series


def read(update: Update, sent: Sent, held: Held, by) -> tuple[list[Reading], list[Problem]]:
    """The figures that the row states, or why it cannot be told what it is about."""
    series = held.series
    if series is None:
        named = named_by(sent.cells)
        if named.series is None:
            return [], list(named.problems)
        series = named.series
    return Reader(update, by, sent.period, sent.reason).read(series, held.figure, sent.cells), []


def look(update: Update, sent: Sent, by) -> Row:
    """What the row would say, with warnings, while it is typed. Nothing is written."""
    held = held_of(update, sent.key)
    row = current(update, sent.key, held, blank_cells(update, sources_of(update)))
    sent = sent.over_row(row.cells, is_new=row.is_new)
    row = replace(row, cells=sent.cells)
    if not sent.cells.words:
        return replace(row, problems=(), warnings=())
    readings, problems = read(update, sent, held, by)
    return row.with_reading(readings) if readings else replace(row, problems=tuple(problems))


@transaction.atomic
def save(update: Update, sent: Sent, by) -> Saved:
    """Saves a row for this person. Whatever is wrong with it, what was typed is kept, unless somebody else's is held.

    Sending the same again changes nothing, so that a page which got no answer may send it once more.
    """
    closed = Update.objects.select_for_update().get(pk=update.pk).why_closed()
    held = held_of(update, sent.key, lock=True)
    blank = blank_cells(update, sources_of(update))
    row = current(update, sent.key, held, blank)
    sent = sent.over_row(row.cells, is_new=row.is_new)
    cells = sent.cells
    same = cells == row.cells and bool(held.entry or held.figure)
    # What was kept unfinished may be finished by a period or reason that is given for all rows since.
    if same and not (held.entry and (sent.period or sent.reason)):
        return Saved(SAVED if held.figure and not held.entry else KEPT, row)
    if not same and row.token not in (sent.token, sent.over):
        other = Conflict(row.cells, row.by, row.at, row.token)
        mine = replace(row, key=sent.key, cells=cells, token=sent.token, problems=(), conflict=other)
        return Saved(CONFLICT, mine, (row,))
    # While an update is under review, what was returned is mended, and nothing is added.
    refusal = why_not(by, "change", held.figure) if held.figure else closed or why_not_add(by, held.series)
    if refusal:
        # What was typed stays on the page.
        kept = replace(row, key=sent.key, cells=cells, token=sent.token, problems=(Problem("", refusal),))
        return Saved(REFUSED, kept, message=refusal)
    if is_blank(cells, blank) and held.figure is None:
        if held.entry:
            held.entry.delete()
        return Saved(CLEARED, replace(row_of(update, sent.key, None, None, row.before, blank), cells=blank))
    readings, problems = read(update, sent, held, by)
    problems += [problem for reading in readings for problem in reading.problems]
    if problems:
        if same and held.entry.problems == listed(problems):
            return Saved(KEPT, row)
        return Saved(KEPT, keep(update, sent, held, row, readings, problems, by))
    return write(update, sent, held, readings, blank, by)


def why_not_add(by, series: Series | None) -> str:
    """Why this person adds no figure of the series; of a row that names none yet, whether their role lets them."""
    if refusal := why_not(by, "add", Figure):
        return refusal
    confined = series is not None and scope_of(by) is not None
    outside = why_outside(by, where_of_series(series.indicator, series.place_key)) if confined else None
    return outside.sentence if outside else ""


def is_blank(cells: Cells, blank: Cells) -> bool:
    """Whether nothing was typed but what names the row."""
    return not cells.words and not cells.period and not cells.section and not cells.reason


def listed(problems: list[Problem]) -> list[list[str]]:
    """Each problem once, as an entry keeps them."""
    return [list(problem) for problem in dict.fromkeys(problems)]


def keep(update, sent: Sent, held: Held, row: Row, readings: list[Reading], problems: list[Problem], by) -> Row:
    """An entry of what was typed, with what is wrong."""
    key = f"f{held.figure.pk}" if held.figure else sent.key
    entry = held.entry or Entry(update=update, key=key, version=0)
    cells = sent.cells._asdict()
    source = cells.pop("source")
    for name, value in cells.items():
        setattr(entry, name, value)
    entry.source = Source.objects.filter(pk=source).first() if source.isdecimal() else None
    entry.figure = held.figure
    entry.problems = listed(problems)
    entry.version += 1
    entry.saved_by, entry.saved_at = by, timezone.now()
    entry.save()
    # Reading it has put into the draft at hand what the database does not hold.
    kept = current(update, key, held_of(update, key), sent.cells)
    return replace(kept.with_reading(readings), problems=tuple(dict.fromkeys(problems)))


def write(update: Update, sent: Sent, held: Held, readings: list[Reading], blank: Cells, by) -> Saved:
    """Drafts of sound readings, in place of the entry; parts of a line are declared to add up to its total."""
    figures = [reading.equal or write_one(reading, by) for reading in readings]
    if held.entry:
        held.entry.delete()
    declare_parts(readings, figures, held, by)
    rows = {
        figure.pk: row_of_draft(update, figure.pk, blank).with_reading([reading])
        for reading, figure in zip(readings, figures, strict=True)
        if figure.status != Status.PUBLISHED
    }
    message = ""
    if len(rows) < len(figures):
        said = ", ".join(str(figure.pk) for figure in figures if figure.status == Status.PUBLISHED)
        message = gettext("Published already, exactly so: figure %(said)s.") % {"said": said}
    if held.figure is not None:
        # A line of parts alone leaves the draft of their total as it is.
        own = rows.pop(held.figure.pk, None) or row_of_draft(update, held.figure.pk, blank)
    elif held.series is not None and not any(row.series == held.series for row in rows.values()):
        own = row_of(update, sent.key, None, None, befores([held.series.key]).get(held.series.key), blank)
    elif rows:
        of_series = [pk for pk, row in rows.items() if row.series == held.series]
        own = rows.pop(of_series[0] if of_series else next(iter(rows)))
    else:
        own = row_of(update, sent.key, None, None, None, blank)
    return Saved(SAVED if rows or own.figure else SAME, own, tuple(rows.values()), message, tuple(figures))


def row_of_draft(update: Update, pk: int, blank: Cells) -> Row:
    key = f"f{pk}"
    return current(update, key, held_of(update, key), blank)


def write_one(reading: Reading, by) -> Figure:
    """The draft and its citation, checked at once. Whoever changes a draft becomes its author."""
    figure = reading.form.instance
    is_new = figure.pk is None
    before = None if is_new else Figure.objects.values_list("citation", flat=True).get(pk=figure.pk)
    figure.entered_by, figure.entered_at = by, timezone.now()
    figure = reading.form.save()
    reading.check = recheck(figure, before)
    if not is_new:
        accepting.follow(figure)
    LogEntry.objects.log_actions(by.pk, [figure], ADDITION if is_new else CHANGE, "Entered in the grid.")
    return figure


def declare_parts(readings: list[Reading], figures: list[Figure], held: Held, by) -> None:
    total = next((f for reading, f in zip(readings, figures, strict=True) if reading.is_total), None)
    if len(readings) < 2:
        return
    total = total or held.figure
    for figure in figures:
        if total is not None and figure.category_id and figure.pk != total.pk:
            FigureRelation.objects.get_or_create(
                from_figure=figure,
                kind=FigureRelation.Kind.COMPONENT_OF,
                to_figure=total,
                ended_at=None,
                defaults={"declared_by": by, "declared_at": timezone.now(), "note": "Entered in one line."},
            )
