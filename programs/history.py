"""Reading the records of rows that people may change: what changed, from what to what, when and by whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Field, ForeignKey, ManyToManyField, Model

KINDS = {"+": "created", "~": "changed", "-": "deleted"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's words before and after; empty where there was or is nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one write did to a row. `kind` is created, changed or deleted; `by` is empty where no person is known.

    `at` is None for what was there before anything was recorded.
    """

    key: object
    at: dt.datetime | None
    by: str
    kind: str
    fields: tuple[FieldChange, ...]


def records_of(model: type[Model]) -> type[Model]:
    return getattr(model, model._meta.simple_history_manager_attribute).model


def recorded_links(model: type[Model]) -> list[ManyToManyField]:
    """The many-to-many fields of a model whose rows are recorded."""
    fields = model._meta.local_many_to_many
    return [f for f in fields if hasattr(f.remote_field.through._meta, "simple_history_manager_attribute")]


def label_of(field: Field) -> str:
    return str(field.verbose_name).capitalize()


def name_of(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


class Words:
    """Values of fields as people read them. Rows that a foreign key names are looked up once, for all records."""

    def __init__(self, records: Iterable[Model], fields: Iterable[Field]):
        wanted = defaultdict(set)
        records = list(records)
        for field in fields:
            if isinstance(field, ForeignKey):
                wanted[field.related_model] |= {getattr(record, field.attname) for record in records} - {None}
        self.names = {
            model: {key: str(row) for key, row in model._base_manager.in_bulk(keys).items()}
            for model, keys in wanted.items()
        }

    def __call__(self, field: Field, value) -> str:
        if value is None or value == "":
            return ""
        if isinstance(field, ForeignKey):
            return self.names[field.related_model].get(value, f"number {value}, since deleted")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value.isoformat() if isinstance(value, dt.date) else str(value)


def changes(model: type[Model], keys: Iterable, since: dt.datetime | None = None) -> list[Change]:
    """Changes of these rows, their links among them, newest first; with `since` only those made from then on."""
    keys = list(keys)
    found = [*changes_of_fields(model, keys, since)]
    for field in recorded_links(model):
        found += changes_of_links(field, keys, since)
    return sorted(found, key=lambda change: (change.at is not None, change.at), reverse=True)


def changes_of_fields(model: type[Model], keys: list, since: dt.datetime | None) -> Iterator[Change]:
    records_model, key = records_of(model), model._meta.pk.attname
    held = {field.attname for field in records_model._meta.concrete_fields}
    fields = [field for field in model._meta.local_concrete_fields if field.attname in held and not field.primary_key]
    records = list(
        records_model.objects.filter(**{f"{key}__in": keys})
        .select_related("history_user")
        .order_by(key, "history_date", "history_id")
    )
    words = Words(records, fields)
    for _, rows in groupby(records, key=lambda record: getattr(record, key)):
        before = None
        for record in rows:
            if since is None or record.history_date >= since:
                changed = differing(fields, before, record, words)
                if changed or record.history_type != "~":
                    yield change(getattr(record, key), record, KINDS[record.history_type], changed)
            before = None if record.history_type == "-" else record


def differing(fields: list[Field], before, record, words: Words) -> tuple[FieldChange, ...]:
    """What the record says otherwise than the one before; what was created or deleted differs in nothing."""
    if before is None or record.history_type != "~":
        return ()
    return tuple(
        FieldChange(label_of(field), words(field, getattr(before, field.attname)), words(field, value))
        for field in fields
        if (value := getattr(record, field.attname)) != getattr(before, field.attname)
    )


def changes_of_links(field: ManyToManyField, keys: list, since: dt.datetime | None) -> Iterator[Change]:
    """What came to a row's links and what went, as one change for each person and second."""
    records_model = records_of(field.remote_field.through)
    near, far = field.m2m_column_name(), field.m2m_reverse_name()
    records = records_model.objects.filter(**{f"{near}__in": keys}).select_related("history_user")
    if since is not None:
        records = records.filter(history_date__gte=since)
    records = list(records.order_by(near, "history_date", "history_id"))
    names = field.related_model._base_manager.in_bulk({getattr(record, far) for record in records})

    def same(record):
        return getattr(record, near), record.history_date.replace(microsecond=0), record.history_user_id

    for (key, _, _), rows in groupby(records, key=same):
        rows = list(rows)
        # A row that goes and comes again within one write, as when a form is saved, did neither.
        moves = defaultdict(int)
        for record in rows:
            moves[getattr(record, far)] += {"+": 1, "-": -1}.get(record.history_type, 0)
        gone, come = (
            ", ".join(sorted(str(names.get(other, other)) for other, sum_ in moves.items() if sum_ == sign))
            for sign in (-1, 1)
        )
        if gone or come:
            yield change(key, rows[-1], "changed", (FieldChange(label_of(field), gone, come),))


def change(key, record, kind: str, fields: tuple[FieldChange, ...]) -> Change:
    at = None if record.history_date.year == 1 else record.history_date
    return Change(key, at, name_of(record.history_user), kind, fields)
