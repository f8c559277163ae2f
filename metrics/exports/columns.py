"""The columns of files of figures, in their order. Every format writes these, so that no two files can disagree."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from metrics.models.publication import end_of_day
from metrics.reports.rows import FigureRow, FigureRows, countries_of, group_of

# Large enough that a piece costs more to write than to hand over, small enough that nobody waits for the first.
ROWS_PER_PIECE = 500


class Once(dict):
    """Results of `function`, each worked out once: most cells of a column say what others said before."""

    MOST = 10_000

    def __init__(self, function: Callable[[Any], Any]):
        super().__init__()
        self.function = function

    def __missing__(self, value: Any) -> Any:
        if len(self) >= self.MOST:
            self.clear()
        self[value] = result = self.function(value)
        return result


class Column(NamedTuple):
    """A column is a field of FigureRow or, with `make`, what `make` tells from several. Empty: nothing is stated.

    `kind` says how formats write it: id, number, text that many rows share, words of one row's own, date, instant, or
    codes (several short texts).
    """

    name: str
    kind: str
    fields: tuple[str, ...]
    meaning: str
    make: Callable[..., Any] | None = None

    def values(self, fields: dict[str, Sequence]) -> Iterable[Any]:
        """The column of some rows, from their fields column by column."""
        if self.make is None:
            return fields[self.fields[0]]
        if len(self.fields) == 1:
            return map(Once(self.make).__getitem__, fields[self.fields[0]])
        return map(self.make, *(fields[name] for name in self.fields))


def columns(as_of: dt.date | None) -> tuple[Column, ...]:
    """The columns of a file that says what was published by the end of `as_of` (UTC); None means now."""

    def status_then(status: str, ended_at: dt.datetime | None) -> str:
        # What was superseded or withdrawn later was published then.
        return "published" if ended_at is not None and ended_at >= end_of_day(as_of) else status

    status = "On the day asked for: published, or how it had ended."
    return (
        Column("figure_id", "id", ("figure_id",), "Number of the figure; its page is /figures/<figure_id>/."),
        Column("update", "text", ("update_slug",), "Reporting round that published it."),
        Column("line_of_action", "id", ("line_number",), "Number of the line. Empty: the strategy's context."),
        Column("program", "text", ("program_slug",), "Short name of the program. Empty: the strategy's context."),
        Column("indicator", "text", ("indicator_slug",), "Short name of what is measured."),
        Column("role", "text", ("role",), "baseline, target, commitment or actual."),
        Column("value", "number", ("value",), "The number as stated, read with its qualifier. Empty: see missing."),
        Column("missing", "text", ("missing",), "Why there is no value. Missing is not zero."),
        Column("qualifier", "text", ("qualifier",), "How the source limits the value, such as exact or more_than."),
        Column("as_stated", "words", ("as_stated",), "The figure's words in the source."),
        Column("unit", "text", ("unit_code",), "What the value counts."),
        Column(
            "countries", "codes", ("place_key",), "ISO 3166-1 alpha-3. Several: all together, not each.", countries_of
        ),
        Column(
            "group", "text", ("place_key",), "Short name of the group of countries that it covers as a whole.", group_of
        ),
        Column("coverage", "text", ("coverage",), "single, joint (several countries together), group or global."),
        Column("period_start", "date", ("period_start",), "First day of the period. Empty: open or not stated."),
        Column("period_end", "date", ("period_end",), "Last day of the period. Empty: open or not stated."),
        Column("period_as_stated", "text", ("period_as_stated",), "The period in the source's words."),
        Column("category", "text", ("category_slug",), "Part of a breakdown, such as women. Empty: the whole."),
        Column("rank", "text", ("rank",), "Where sources disagree: preferred, normal or deprecated."),
        Column("status", "text", ("status", "ended_at"), status, status_then)
        if as_of
        else Column("status", "text", ("status",), status),
        Column("source", "text", ("source_slug",), "Short name of the source."),
        Column("section", "text", ("section",), "Headings above the statement in the source, outermost first."),
        Column("verified", "text", ("verification",), "Whether the archived text of the source holds the words."),
        Column("published_at", "instant", ("published_at",), "When it was published here, in UTC."),
    )


NAMES = tuple(column.name for column in columns(None))


def fields_of(shown: Iterable[Column]) -> tuple[str, ...]:
    """The fields of FigureRow that the columns need."""
    return tuple(dict.fromkeys(name for column in shown for name in column.fields))


def pieces(rows: Iterable[FigureRow], as_of: dt.date | None) -> Iterator[list[Iterable[Any]]]:
    """The columns of some hundred rows at a time.

    By column, because a million rows times 24 cells are few steps if each is a whole column. Rows of a database are
    read without the fields that no column needs.
    """
    shown = columns(as_of)
    needed = fields_of(shown)
    waiting = rows.read(needed) if isinstance(rows, FigureRows) else map(attrgetter(*needed), rows)
    while part := list(islice(waiting, ROWS_PER_PIECE)):
        fields = dict(zip(needed, zip(*part, strict=True), strict=True))
        yield [column.values(fields) for column in shown]
