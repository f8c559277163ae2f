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
