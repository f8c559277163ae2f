"""Inserting many rows at once, the quickest way that each database has."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db import connections, models


@lru_cache(maxsize=4096)
def utc(instant: dt.datetime) -> str:
    """An instant in the form that `insert` takes."""
    return str(instant.astimezone(dt.UTC).replace(tzinfo=None))


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence], using: str = "default") -> None:
    """Inserts rows of plain values: numbers, text, None; days and instants (UTC, without zone) in ISO form.

    Constraints and triggers hold. Defaults of fields, signals and `save()` do not, so all but the key is named.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    into = f"{quote(model._meta.db_table)} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)


def restart_ids(*of: type[models.Model], using: str = "default") -> None:
    """Lets the database number new rows after those that were inserted with their ids."""
    from django.core.management.color import no_style

    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), of):
            cursor.execute(statement)


def reserve_ids(model: type[models.Model], count: int, using: str = "default") -> Iterable[int]:
    """Keys for `count` new rows, inside a transaction; nobody else gets them.

    SQLite has one writer at a time, so what follows the highest key ever given is free until it commits.
    """
    connection = connections[using]
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), key, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        first = ((cursor.fetchone() or [0])[0] or 0) + 1
        return range(first, first + count)
