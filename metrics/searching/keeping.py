"""Keeping the documents of the search in line with the rows that they are made of.

Triggers note which rows changed (metrics/search_marks.py); `refresh` makes the documents of these alone. A middleware
calls it after each request that may have changed something, and commands do at their end.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from metrics.models import DataVersion, SearchDocument, SearchWord, Unindexed
from programs.models import Program

from . import engines
from .documents import KEYS_AT_ONCE, MADE_BY, Document, Tenure, every_key, tenures
from .folding import words_of

ROWS_AT_ONCE = 1000
#: Kinds whose titles are proper names.
NAMED = (SearchDocument.Kind.COUNTRY, SearchDocument.Kind.GROUP, SearchDocument.Kind.ORGANIZATION)
FIELDS = (*Document._fields, "since", "until")


def refresh() -> int:
    """Makes the documents of all rows that changed; returns how many those were."""
    # Asked outside the transaction, which on SQLite would keep all other writers waiting.
    return work_off() if Unindexed.objects.exists() else 0


@transaction.atomic
def work_off() -> int:
    # One at a time: each has to see what the one before wrote.
    DataVersion.objects.select_for_update().get(pk=1)
    marks = list(Unindexed.objects.values_list("pk", "kind", "key"))
    for start in range(0, len(marks), ROWS_AT_ONCE):
        Unindexed.objects.filter(pk__in=[pk for pk, _, _ in marks[start : start + ROWS_AT_ONCE]]).delete()
    changed: dict[str, set] = defaultdict(set)
    for _, kind, key in marks:
        changed[kind].add(MADE_BY[kind][0]._meta.pk.to_python(key))
    for kind, keys in sorted(changed.items()):
        for chunk in chunks(sorted(keys)):
            apply(kind, chunk)
    return sum(map(len, changed.values()))


@transaction.atomic
def rebuild() -> int:
    """Makes every document and every word anew, and the database's index of them; returns how many documents."""
    DataVersion.objects.select_for_update().get(pk=1)
    Unindexed.objects.all().delete()
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    engines.install(connection)
    for kind in MADE_BY:
        for chunk in chunks(every_key(kind)):
            apply(kind, chunk)
    return SearchDocument.objects.count()


def chunks(keys: list) -> Iterator[list]:
    for start in range(0, len(keys), KEYS_AT_ONCE):
        yield keys[start : start + KEYS_AT_ONCE]


def held_tenures(kind: str, keys: list) -> dict[Tenure, int]:
    rows = SearchDocument.objects.filter(kind=kind, key__in=[str(key) for key in keys])
    return {
        Tenure(Document(*values), since, until): pk for pk, *values, since, until in rows.values_list("pk", *FIELDS)
    }


def apply(kind: str, keys: list) -> None:
    """Makes the documents of these keys what their rows call for."""
    held, wanted = held_tenures(kind, keys), list(tenures(kind, keys))
    gone = [pk for tenure, pk in held.items() if tenure not in set(wanted)]
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    new = [tenure for tenure in wanted if tenure not in held]
    SearchDocument.objects.bulk_create(
        [SearchDocument(**tenure.document._asdict(), since=tenure.since, until=tenure.until) for tenure in new],
        batch_size=ROWS_AT_ONCE,
    )
    learn(tenure.document for tenure in new)


def learn(documents) -> None:
    """Keeps the words of documents as they are written, for spelling."""
    longest = SearchWord._meta.get_field("word").max_length
    shown: dict[str, str] = {}
    for document in documents:
        for text in (document.title, document.summary):
            # Names keep their capitals.
            text = text if document.kind in NAMED else text.lower()
            for word in words_of(text):
                for key in word.keys:
                    shown.setdefault(key, text[word.start : word.end] if len(word.keys) == 1 else key)
        for key in f"{document.names}{document.words}".split():
            shown.setdefault(key, key)
    fresh = [SearchWord(word=key, shown=words[:longest]) for key, words in shown.items() if len(key) <= longest]
    SearchWord.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)


def differences() -> Iterator[tuple[str, Tenure]]:
    """("missing" or "wrong", tenure) for each document that the rows call for, or that they do not."""
    for kind in MADE_BY:
        known = set()
        for chunk in chunks(every_key(kind)):
            known.update(map(str, chunk))
            held, wanted = set(held_tenures(kind, chunk)), set(tenures(kind, chunk))
            yield from (("missing", tenure) for tenure in sorted(wanted - held, key=lambda t: (t.document, t.since)))
            yield from (("wrong", tenure) for tenure in sorted(held - wanted, key=lambda t: (t.document, t.since)))
        strange = SearchDocument.objects.filter(kind=kind).exclude(key__in=known)
        for *values, since, until in strange.values_list(*FIELDS):
            yield "wrong", Tenure(Document(*values), since, until)


def install_after_migrating(sender, using, plan=(), **kwargs):
    """Makes the indexes of the database, and the documents where a migration has just brought them."""
    other = connections[using]
    if SearchDocument._meta.db_table not in other.introspection.table_names():
        return
    engines.install(other)
    if plan and using == DEFAULT_DB_ALIAS and not SearchDocument.objects.exists() and Program.objects.exists():
        rebuild()
