"""Rows of one model by natural key: created where they are missing, otherwise left as people have them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model

from .rows import Row


class Table(dict):
    """What is in the database of one model, by the key that files use for it, and what the files add.

    A row that is there already is not overwritten: people may have edited it since. Where it differs from the
    file, `kept` says so.
    """

    def __init__(
        self, model: type[Model], key: Callable[[Any], Any], many: Iterable[str] = (), one: Iterable[str] = ()
    ):
        held = model._default_manager.prefetch_related(*many)
        super().__init__((key(row), row) for row in (held.select_related(*one) if one else held))
        self.model = model
        # Checked here, in memory: one query for each unique column of each row made half of a first run.
        unique = [field.name for field in model._meta.concrete_fields if field.unique and field.editable]
        unique = [name for name in unique if not model._meta.get_field(name).auto_created]
        self.taken = {name: {getattr(held, name): "the database" for held in self.values()} for name in unique}
        self.rows: dict[Any, Row] = {}
        self.new = 0
        self.kept: list[str] = []

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def put(self, key: Any, row: Row, field: str, values: Mapping[str, Any], **many: Iterable[Model]) -> Model:
        """The row with this key, made from `values` and the many-to-many `many` if there is none yet."""
        if key in self.rows:
            first = self.rows[key]
            raise row.error(field, f"It stands in {first.file}, row {first.number} already. Rename or remove one.")
        self.rows[key] = row
        if key in self:
            self._translate(self[key], values)
            self._compare(self[key], row, values, many)
            return self[key]
        for name, taken in self.taken.items():
            if values[name] in taken:
                raise row.error(name, f"“{values[name]}” is taken already, by {taken[values[name]]}. Choose another.")
            taken[values[name]] = f"{row.file}, row {row.number}"
        made = self.model(**values)
        row.clean(made, validate_unique=False)
        made.save(force_insert=True)
        for name, others in many.items():
            getattr(made, name).set(others)
        self.new += 1
        self[key] = made
        return made

    def _translate(self, held: Model, values: Mapping[str, Any]) -> None:
        """Spanish that nobody has written yet is taken from the files, which overwrites nothing."""
        new = {name: text for name, text in values.items() if name.endswith("_es") and text and not getattr(held, name)}
        for name, text in new.items():
            setattr(held, name, text)
        if new:
            held.save(update_fields=list(new))

    def _compare(self, held: Model, row: Row, values: Mapping[str, Any], many: Mapping[str, Iterable[Model]]) -> None:
        # Keys of foreign rows are compared, which takes no query.
        differing = [
            name
            for name, value in values.items()
            if getattr(held, held._meta.get_field(name).attname) != (value.pk if isinstance(value, Model) else value)
        ]
        differing += [name for name, others in many.items() if set(getattr(held, name).all()) != set(others)]
        if differing:
            self.kept.append(f"{row.file}, row {row.number} ({row.key}): {', '.join(differing)}")
