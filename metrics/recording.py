"""Records of every change of a row that people may change, written by the database.

Whatever writes (`save()`, `update()`, bulk writes, cascades, links from either side, plain SQL), a trigger copies the
row into its table of records (programs/models/recorded.py) in the same statement. Records are only ever added. A row
that has none, since it was there before records were kept, holds for all days until its first change: then what it was
is recorded along with what it is.

`recorded(by=…, at=…)` says who changes, and from when it counts. A middleware says it for every request that writes.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.db import InternalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.utils import timezone

from programs.models.recorded import DraftRecord

from .models.bulk import utc
from .triggers import Dialect

# What was there before anything was recorded, and the initial load, hold for every day that can be asked for.
BEGINNING = dt.datetime.min.replace(tzinfo=dt.UTC)

BEGINNING_SQL = "0001-01-01 00:00:00"

RECORDS_STAY = "What was recorded stays recorded: change the row itself, and that is recorded too."


class Recorded(NamedTuple):
    """A model whose rows are recorded, and the model of their records."""

    model: type[Model]
    records: type[Model]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def records_table(self) -> str:
        return self.records._meta.db_table

    @property
    def key(self) -> str:
        """The column of the primary key, in both tables."""
        return self.model._meta.pk.column

    @property
    def columns(self) -> list[str]:
        """The columns that are recorded."""
        held = {field.column for field in self.records._meta.concrete_fields}
        return [field.column for field in self.model._meta.local_concrete_fields if field.column in held]

    @property
    def unrecorded(self) -> list[str]:
        """Columns that hold the same for every day."""
        return [f.column for f in self.model._meta.local_concrete_fields if f.column not in self.columns]


@cache
def all_recorded() -> tuple[Recorded, ...]:
    return tuple(
        Recorded(model, getattr(model, model._meta.simple_history_manager_attribute).model)
        for model in apps.get_models(include_auto_created=True)
        if hasattr(model._meta, "simple_history_manager_attribute")
    )


@cache
def recorded_models() -> tuple[Recorded, ...]:
    """Every model with records of all it was, links among them: what pages of past days read."""
    return tuple(each for each in all_recorded() if not issubclass(each.records, DraftRecord))


@cache
def drafted_models() -> tuple[Recorded, ...]:
    """Models of which only changes of drafts are recorded."""
    return tuple(each for each in all_recorded() if issubclass(each.records, DraftRecord))


# --- Who, and from when ----------------------------------------------------------------------------------------------


class Recording(NamedTuple):
    """The key of the account that changes, None for a command; from when its changes count, None for when made."""

    by: int | None = None
    at: dt.datetime | None = None


_recording: ContextVar[Recording] = ContextVar("recording", default=Recording())  # noqa: B039 (a tuple)


@contextmanager
def recorded(*, by: int | None = None, at: dt.datetime | None = None) -> Iterator[None]:
    """Changes inside are recorded as made by the account with this key and at this instant; None leaves each as it is.

    Only what existed before it was recorded is dated back: pages of past days are promised to stay as they were.
    """
    held = _recording.get()
    token = _recording.set(Recording(by if by is not None else held.by, at or held.at))
    tell(connection)
    try:
        yield
    finally:
        _recording.reset(token)
        tell(connection)


def tell(connection: BaseDatabaseWrapper) -> None:
    """Tells PostgreSQL, whose triggers cannot ask this process as SQLite's can."""
    if connection.vendor != "postgresql" or connection.needs_rollback:
        return
    by, at = _recording.get()
    settings = ["" if by is None else str(by), "" if at is None else at.isoformat()]
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('throughline.recorded_by', %s, false),"
                " set_config('throughline.recorded_at', %s, false)",
                settings,
            )
    except InternalError:
        # The transaction has failed, as above. Rolling back undoes, among all else, what was told within it.
        pass


def introduce(sender, connection: BaseDatabaseWrapper, **kwargs) -> None:
    """Gives triggers of SQLite the functions that they ask. Without them, as in a foreign shell, a write is refused."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("throughline_recorded_by", 0, lambda: _recording.get().by)
        connection.connection.create_function(
            "throughline_recorded_at", 0, lambda: utc(_recording.get().at or timezone.now())
        )


class RecordingMiddleware:
    """Whoever is logged in is who changes. Requests that only read cost nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD", "OPTIONS", "TRACE") or not request.user.is_authenticated:
            return self.get_response(request)
        with recorded(by=request.user.pk):
            return self.get_response(request)


# --- Triggers --------------------------------------------------------------------------------------------------------

EVENTS = {"INSERT": ("NEW", "+"), "UPDATE": ("NEW", "~"), "DELETE": ("OLD", "-")}
NOW = {
    "sqlite": ("throughline_recorded_by()", "throughline_recorded_at()"),
    "postgresql": (
        "NULLIF(current_setting('throughline.recorded_by', true), '')::integer",
        "COALESCE(NULLIF(current_setting('throughline.recorded_at', true), '')::timestamptz, clock_timestamp())",
    ),
}


def statements(write: Dialect, vendor: str) -> list[str]:
    """The SQL of the triggers that record, and of those that keep records as they are."""
    found = []
    for each in recorded_models():
        name = f"record_{each.model._meta.model_name}"
        for event in EVENTS:
            found += write.follow(
                f"{name}_{event.lower()}", event, each.table, *what_follows(write, vendor, each, event)
            )
        found += write.keep_id(name, each.table)
        found += kept(write, name, each.records_table)
        found += write.refuse_truncate(name, each.table, RECORDS_STAY)
    for each in drafted_models():
        name = f"record_{each.model._meta.model_name}"
        for event in ("UPDATE", "DELETE"):
            found += write.follow(
                f"{name}_{event.lower()}", event, each.table, *what_follows_of_draft(write, vendor, each, event)
            )
        found += kept(write, name, each.records_table)
    return found


def kept(write: Dialect, name: str, table: str) -> list[str]:
    """Records are only added to."""
    return [
        *write.refuse(f"{name}_stays_update", "UPDATE", table, "OLD.history_id IS NOT NULL", RECORDS_STAY),
        *write.refuse(f"{name}_stays_delete", "DELETE", table, "OLD.history_id IS NOT NULL", RECORDS_STAY),
        # SQLite's REPLACE would delete the record in its way without firing the trigger above.
        *write.refuse(
            f"{name}_stays_insert",
            "INSERT",
            table,
            f"EXISTS (SELECT 1 FROM {write.quote(table)} o WHERE o.history_id = NEW.history_id)",
            RECORDS_STAY,
        ),
        *write.refuse_truncate(f"{name}_stays", table, RECORDS_STAY),
    ]


def what_follows_of_draft(write: Dialect, vendor: str, each: Recorded, event: str) -> tuple[str, str]:
    """(condition, SQL) of the records of a change of a draft: what it is and, the first time, what was entered."""
    born = ("OLD.entered_by_id", "OLD.entered_at") if hasattr(each.model, "entered_at") else None
    condition, sql = what_follows(write, vendor, each, event, born)
    is_draft = "OLD.status IN ('draft', 'submitted')" if hasattr(each.model, "status") else ""
    return " AND ".join(filter(None, (is_draft, condition))), sql


def what_follows(
    write: Dialect, vendor: str, each: Recorded, event: str, born: tuple[str, str] | None = None
) -> tuple[str, str]:
    """(condition, SQL) of the record of an event. An update that changes nothing recorded is no change.

    `born` tells who made a row that has no record yet, and when; None: somebody, before all days.
    """
    row, kind = EVENTS[event]
    by, at = NOW[vendor]
    names = [write.quote(column) for column in each.columns]
    records, key = write.quote(each.records_table), write.quote(each.key)
    into = f"INSERT INTO {records} ({', '.join([*names, 'history_type', 'history_user_id', 'history_date'])})"

    def values(of: str) -> str:
        return ", ".join(f"{of}.{name}" for name in names)

    record = f"{into} VALUES ({values(row)}, '{kind}', {by}, {at})"
    if event == "INSERT":
        return "", record
    maker, since = born or ("NULL", f"'{BEGINNING_SQL}'")
    first = (
        f"{into} SELECT {values('OLD')}, '+', {maker}, {since}"
        f" WHERE NOT EXISTS (SELECT 1 FROM {records} o WHERE o.{key} = OLD.{key})"
    )
    return write.changed(each.columns) if event == "UPDATE" else "", f"{first}; {record}"
