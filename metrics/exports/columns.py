"""The columns of files of figures, in their order. Every format writes these, so that no two files can disagree."""

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from metrics.models.publication import end_of_day
from metrics.reports.rows import FigureRow


class Column(NamedTuple):
    """`read` gives the plain value of a figure row; None or "" where nothing is stated.

    `kind` says how formats write it: number, text, date, instant, or codes (several short texts).
    """

    name: str
    kind: str
    read: Callable[[FigureRow], Any]
    meaning: str


def columns(as_of: dt.date | None) -> tuple[Column, ...]:
    """The columns of a file that says what was published by the end of `as_of` (UTC); None means now."""
    end = None if as_of is None else end_of_day(as_of)

    def status(row: FigureRow) -> str:
        # What was superseded or withdrawn later was published then.
        ended_later = end is not None and row.ended_at is not None and row.ended_at >= end
        return "published" if ended_later else row.status

    return tuple(
        Column(name, kind, read if callable(read) else attrgetter(read), meaning)
        for name, kind, read, meaning in (
            ("figure_id", "number", "figure_id", "Number of the figure; its page is /figures/<figure_id>/."),
            ("update", "text", "update_slug", "Reporting round that published it."),
            (
                "line_of_action",
                "number",
                "line_number",
                "Number of the line of action. Empty: the strategy's context.",
            ),
            ("program", "text", "program_slug", "Short name of the program. Empty: the strategy's context."),
            ("indicator", "text", "indicator_slug", "Short name of what is measured."),
            ("role", "text", "role", "baseline, target, commitment or actual."),
            ("value", "number", "value", "The number as stated, to be read with its qualifier. Empty: see missing."),
            ("missing", "text", "missing", "Why there is no value. Missing is not zero."),
            (
                "qualifier",
                "text",
                "qualifier",
                "How the source limits the value, such as exact or more_than.",
            ),
            ("as_stated", "text", "as_stated", "The figure's words in the source."),
            ("unit", "text", "unit_code", "What the value counts."),
            (
                "countries",
                "codes",
                "countries",
                "ISO 3166-1 alpha-3 codes. Several: of all together, not of each.",
            ),
            ("group", "text", "group_slug", "Short name of the group of countries it covers as a whole."),
            ("coverage", "text", "coverage", "single, joint (several countries together), group or global."),
            ("period_start", "date", "period_start", "First day of the period. Empty: open or not stated."),
            ("period_end", "date", "period_end", "Last day of the period. Empty: open or not stated."),
            ("period_as_stated", "text", "period_as_stated", "The period in the source's words."),
            ("category", "text", "category_slug", "Part of a breakdown, such as women. Empty: the whole."),
            ("rank", "text", "rank", "Where sources disagree: preferred, normal or deprecated."),
            ("status", "text", status, "On the day asked for: published, or by then superseded or withdrawn."),
            ("source", "text", "source_slug", "Short name of the source."),
            ("section", "text", "section", "Headings above the statement in the source, outermost first."),
            ("verified", "text", "verification", "Whether the words were found in the archived text of the source."),
            ("published_at", "instant", "published_at", "When it was published here, in UTC."),
        )
    )


NAMES = tuple(column.name for column in columns(None))
