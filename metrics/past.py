"""Reading the database as it was at the end of a past day.

Figures carry their own time; what people may change has records (metrics/recording.py). Inside `as_it_was(past)` a
SELECT that names a table of which rows have changed since is given a common table expression of the same name, which
shadows the table: the rows that have not changed since, and of the others the last record up to that day. Reports,
filters and orders read it without knowing. Tables that have not changed, which are most of them, are read as ever.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from django.db import connection

from .models import DataVersion
from .models.bulk import utc
from .models.publication import end_of_day
from .recording import Recorded, recorded_models


class PastError(Exception):
    """A statement that cannot be read as of a past day. It says what to change in the code that made it."""


class Past(NamedTuple):
    """The end of a day (the first instant after it), and the tables of which rows have changed since."""

    instant: dt.datetime
    tables: frozenset[str]


@cache
def recorded_tables() -> dict[str, Recorded]:
    return {each.table: each for each in recorded_models()}


def past_of(day: dt.date | None) -> tuple[Past | None, int]:
    """The past as of a day that is over, and the data version it belongs to, in one query. For None: now."""
    if day is None:
        return None, DataVersion.current()
    instant = end_of_day(day)
    quote = connection.ops.quote_name
    asked = [
        f"EXISTS (SELECT 1 FROM {quote(each.records_table)} WHERE history_date >= {literal(instant)})"
        for each in recorded_tables().values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, {', '.join(asked)} FROM metrics_dataversion WHERE id = 1", None)
        number, *changed = cursor.fetchone()
    tables = frozenset(table for table, has in zip(recorded_tables(), changed, strict=True) if has)
    return Past(instant, tables), number


def literal(instant: dt.datetime) -> str:
    """An instant in SQL. It comes from a date, so nothing that anybody wrote reaches the statement."""
    return f"TIMESTAMPTZ '{instant.isoformat()}'" if connection.vendor == "postgresql" else f"'{utc(instant)}'"


@contextmanager
def as_it_was(past: Past | None) -> Iterator[None]:
    """Inside, this thread's connection reads what the rows were then; None is now.

    PastError refuses any other use of a table that is shadowed: it would take the rows of today for those of then.
    """
    if past is None or not past.tables:
        yield
        return
    names = re.compile(rf"\b({'|'.join(sorted(past.tables))})\b")

    def shadow(execute, sql, params, many, context):
        named = set(names.findall(sql)) if isinstance(sql, str) else past.tables
        return execute(shadowed(sql, named, past, many) if named else sql, params, many, context)

    features = connection.features
    held = features.allows_group_by_selected_pks
    # PostgreSQL lets a key stand for its row in GROUP BY, but only the key of a table.
    features.allows_group_by_selected_pks = False
    try:
        with connection.execute_wrapper(shadow):
            yield
    finally:
        features.allows_group_by_selected_pks = held


def streamed_as_it_was(past: Past | None, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces that are made while they are sent, each as it was; between them the connection reads today's rows."""
    waiting = iter(pieces)
    while True:
        with as_it_was(past):
            piece = next(waiting, None)
        if piece is None:
            return
        yield piece


def shadowed(sql: str, tables: Iterable[str], past: Past, many: bool = False) -> str:
    """The statement with what the tables held then in their place."""
    if many or not isinstance(sql, str) or not re.match(r"[\s(]*SELECT\b", sql):
        raise PastError(f"Only a SELECT can be read as of a past day, not: {str(sql)[:80]}")
    for table in tables:
        # The name of a schema would pass the shadow by.
        if re.search(rf'\.\s*"?{table}\b', sql):
            raise PastError(f"Name {table} without its schema to read it as of a past day: {sql[:80]}")
    return f"WITH {', '.join(shadow_of(table, past.instant) for table in sorted(tables))} {sql}"


def shadow_of(table: str, instant: dt.datetime) -> str:
    """The common table expression that stands for a table as it was before `instant`."""
    each = recorded_tables()[table]
    quote = connection.ops.quote_name
    records, key, then = quote(each.records_table), quote(each.key), literal(instant)
    # In SQLite an expression that names itself is a circle.
    real = f"main.{quote(table)}" if connection.vendor == "sqlite" else quote(table)
    names = [quote(column) for column in each.columns]
    others = [quote(column) for column in each.unrecorded]
    since = f"SELECT l.{key} FROM {records} l WHERE l.history_date >= {then}"
    unchanged = f"SELECT {', '.join([*names, *others])} FROM {real} WHERE {key} NOT IN ({since})"
    recorded = ", ".join([*(f"r.{name}" for name in names), *(f"t.{name}" for name in others)])
    beside = f" LEFT JOIN {real} t ON t.{key} = r.{key}" if others else ""
    last = (
        f"SELECT {recorded} FROM {records} r{beside} WHERE r.history_type <> '-' AND r.history_date < {then}"
        f" AND r.{key} IN ({since}) AND NOT EXISTS (SELECT 1 FROM {records} n WHERE n.{key} = r.{key}"
        f" AND n.history_date < {then} AND (n.history_date > r.history_date"
        f" OR (n.history_date = r.history_date AND n.history_id > r.history_id)))"
    )
    return f"{quote(table)} AS ({unchanged} UNION ALL {last})"
