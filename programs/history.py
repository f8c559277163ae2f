"""Reading the records of rows that people may change: what changed, from what to what, when and by whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import CharField, Field, ForeignKey, ManyToManyField, Model, QuerySet, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .languages import in_language, written

KINDS = {"+": "created", "~": "changed", "-": "deleted"}
KIND_WORDS = {"created": _("Created"), "changed": _("Changed"), "deleted": _("Deleted")}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's words before and after; empty where there was or is nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one write did to a row. `kind` is created, changed or deleted; `by` is empty where no person is known.

    `slug` and `name` are the row's last ones, where it has any. `at` is None for what was there before anything was
    recorded.
    """

    key: object
    slug: str
    name: str
    at: dt.datetime | None
    by: str
    kind: str
    fields: tuple[FieldChange, ...]

    @property
    def kind_words(self) -> str:
        return str(KIND_WORDS[self.kind])


def records_of(model: type[Model]) -> type[Model]:
    return getattr(model, model._meta.simple_history_manager_attribute).model


def recorded_links(model: type[Model]) -> list[ManyToManyField]:
    """The many-to-many fields of a model whose rows are recorded."""
    fields = model._meta.local_many_to_many
    return [f for f in fields if hasattr(f.remote_field.through._meta, "simple_history_manager_attribute")]


# Readers are told of changes of programs and indicators, in their language; the rest is for the admin.
LABELS = {
    "name": _("Name"),
    "name_es": _("Name in Spanish"),
    "summary": _("Summary"),
    "summary_es": _("Summary in Spanish"),
    "definition": _("Definition"),
    "definition_es": _("Definition in Spanish"),
    "status": _("Status"),
    "starts_on": _("Start"),
    "ends_on": _("End"),
    "countries": _("Countries"),
    "line": _("Line of action"),
    "program": _("Program"),
    "strategy": _("Strategy"),
    "position": _("Position"),
    "slug": _("Short name"),
    "unit": _("Unit"),
    "direction": _("Direction"),
    "accumulation": _("Accumulation"),
    "additive_across_countries": _("Additive across countries"),
    "frequency": _("Frequency"),
    "how_verified": _("How values are verified"),
    "data_sources": _("Data sources"),
    "accuracy_required": _("Accuracy required"),
    "limitations": _("Limitations of the data"),
    "how_compensated": _("How limitations are compensated"),
}


def label_of(field: Field) -> str:
    return str(LABELS.get(field.name) or capfirst(field.verbose_name))


def name_of(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def named_in_language(row: Model) -> str:
    return in_language(row, "name") if hasattr(row, "name_es") else str(row)


def words(record, field: Field) -> str:
    """The value of a field as people read it; what a foreign key names goes by the name it has now."""
    value = getattr(record, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        named = getattr(record, field.name)
        return _("number %(number)s, since deleted") % {"number": value} if named is None else named_in_language(named)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dt.date):
        return value.isoformat()
    return (
        written(str(value))
        if isinstance(field, CharField | TextField) and not field.name.endswith("_es")
        else str(value)
    )


def changes(
    model: type[Model],
    keys: Iterable | QuerySet,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    links: Iterable[str] | None = None,
) -> list[Change]:
    """Changes of the rows with these keys and of their links, newest first: those from `since` on and before `until`.

    `links` names the many-to-many fields to tell of; None is all that are recorded. One query, and one for each field.
    """
    keys = keys if isinstance(keys, QuerySet) else list(keys)
    records = records_of(model).objects.filter(**{f"{model._meta.pk.attname}__in": keys})
    found = [*changes_of_fields(model, before(records, until), since)]
    for field in recorded_links(model):
        if links is None or field.name in links:
            records = records_of(field.remote_field.through).objects.filter(**{f"{field.m2m_field_name()}__in": keys})
            found += changes_of_links(field, before(records, until), since)
    return sorted(found, key=lambda change: (change.at is not None, change.at), reverse=True)


def before(records: QuerySet, until: dt.datetime | None) -> QuerySet:
    return records if until is None else records.filter(history_date__lt=until)


def changes_of_fields(model: type[Model], records: QuerySet, since: dt.datetime | None) -> Iterator[Change]:
    key = model._meta.pk.attname
    held = {field.attname for field in records.model._meta.concrete_fields}
    fields = [field for field in model._meta.local_concrete_fields if field.attname in held and not field.primary_key]
    named = [field.name for field in fields if isinstance(field, ForeignKey)]
    records = records.select_related("history_user", *named).order_by(key, "history_date", "history_id")
    for _key, rows in groupby(records, key=lambda record: getattr(record, key)):
        previous, found = None, []
        for record in rows:
            if since is None or record.history_date >= since:
                changed = differing(fields, previous, record)
                if changed or record.history_type != "~":
                    found.append((record, changed))
            last, previous = record, None if record.history_type == "-" else record
        for record, changed in found:
            yield change(getattr(record, key), last, record, KINDS[record.history_type], changed)


def differing(fields: list[Field], previous, record) -> tuple[FieldChange, ...]:
    """What the record says otherwise than the one before; what was created or deleted differs in nothing."""
    if previous is None or record.history_type != "~":
        return ()
    return tuple(
        FieldChange(label_of(field), words(previous, field), words(record, field))
        for field in fields
        if getattr(record, field.attname) != getattr(previous, field.attname)
    )


def changes_of_links(field: ManyToManyField, records: QuerySet, since: dt.datetime | None) -> Iterator[Change]:
    """What came to a row's links and what went, as one change for each person and second."""
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    if since is not None:
        records = records.filter(history_date__gte=since)
    records = records.select_related("history_user", near, far).order_by(f"{near}_id", "history_date", "history_id")

    def same(record):
        return getattr(record, f"{near}_id"), record.history_date.replace(microsecond=0), record.history_user_id

    for (key, *_others), rows in groupby(records, key=same):
        rows = list(rows)
        # A row that goes and comes again within one write, as when a form is saved, did neither.
        moves: dict[str, int] = defaultdict(int)
        for record in rows:
            name = getattr(record, far) or getattr(record, f"{far}_id")
            moves[str(name)] += {"+": 1, "-": -1}.get(record.history_type, 0)
        gone, come = (", ".join(sorted(name for name, sum_ in moves.items() if sum_ == sign)) for sign in (-1, 1))
        if gone or come:
            yield change(key, getattr(rows[-1], near), rows[-1], "changed", (FieldChange(label_of(field), gone, come),))


def change(key, row, record, kind: str, fields: tuple[FieldChange, ...]) -> Change:
    at = None if record.history_date.year == 1 else record.history_date
    slug = getattr(row, "slug", "")
    name = in_language(row, "name") if hasattr(row, "name_es") else getattr(row, "name", "")
    return Change(key, slug, name, at, name_of(record.history_user), kind, fields)
