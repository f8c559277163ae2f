"""Documents that a query finds, by kind and best first, in one query of the database."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from metrics.models import SearchDocument
from metrics.models.publication import end_of_day

from .engines import DOCUMENTS, Engine, Term
from .folding import begins, keys_of
from .query import Query


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a query finds. `total` counts those of its kind; `is_named` tells that the query is its name."""

    kind: str
    key: str
    slug: str
    title: str
    summary: str
    names: tuple[str, ...]
    total: int
    is_named: bool


def look_for(
    query: Query, engine: Engine, day: dt.date | None, *, kind: str = "", first: int = 0, most: int = 50
) -> dict[str, list[Found]]:
    """Documents by kind that held at the end of `day` (None: now): of each kind `most` after the `first` ones.

    They hold every word of the query or what means the same. First come those whose name holds all of them, the
    shortest names before longer ones.
    """
    required = query.required
    if not required:
        return {}
    hits = engine.hits(required, query.excused, SearchDocument.Kind.INDICATOR)
    conditions, parameters = ["d.until IS NULL"], list(hits.parameters)
    if day is not None:
        # The ORM's own form of an instant in each database.
        instant = connection.ops.adapt_datetimefield_value(end_of_day(day))
        conditions = ["d.since < %s", "(d.until IS NULL OR d.until >= %s)"]
        parameters += [instant, instant]
    if kind:
        conditions.append("d.kind = %s")
        parameters.append(kind)
    found = (
        "SELECT d.kind, d.key, d.slug, d.title, d.summary, d.names, COUNT(*) OVER (PARTITION BY d.kind) AS total,"
        " ROW_NUMBER() OVER (PARTITION BY d.kind ORDER BY CASE WHEN n.id IS NULL THEN 1 ELSE 0 END,"
        f" LENGTH(d.names), d.id) AS place FROM hits JOIN {DOCUMENTS} d ON d.id = hits.id"
        f" LEFT JOIN named n ON n.id = d.id WHERE {' AND '.join(conditions)}"
    )
    sql = (
        f"WITH {hits.sql}, found AS ({found}) SELECT kind, key, slug, title, summary, names, total"
        " FROM found WHERE place > %s AND place <= %s ORDER BY kind, place"
    )
    by_kind: dict[str, list[Found]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, first, first + most])
        for kind_, key, slug, title, summary, names, total in cursor.fetchall():
            row = Found(
                kind_, key, slug, title, summary, tuple(names.split()), total, is_name(query, kind_, names, summary)
            )
            by_kind.setdefault(kind_, []).append(row)
    return {kind_: sorted(rows, key=lambda row: -score(row, query)) for kind_, rows in by_kind.items()}


def score(row: Found, query: Query) -> float:
    """How well a document fits: its whole name, whole words of its name, the beginnings of words, in this order."""
    exact = sum(bool(typed_way(term, row.names, whole_words=True)) for term in terms_of(query))
    begun = sum(bool(typed_way(term, row.names, whole_words=False)) for term in terms_of(query))
    return 100 * row.is_named + 3 * exact + begun - len(row.names) / 1000


def is_name(query: Query, kind: str, names: str, summary: str) -> bool:
    """Whether the query is all of a document's name, or the acronym of an organization, which is its summary."""
    typed = set(keys_of(query.text))
    return typed == set(names.split()) or (kind == SearchDocument.Kind.ORGANIZATION and typed == set(keys_of(summary)))


def terms_of(query: Query) -> list[Term]:
    # A number beside words is no condition, but "indicator 17" is rather that one than another.
    return [*query.required, *query.excused, *(query.digits if query.words else ())]


def typed_way(term: Term, names: tuple[str, ...], *, whole_words: bool) -> bool:
    held = set(names)
    return any(
        all(key in held if whole_words else any(begins(name, key) for name in names) for key in way) for way in term
    )
