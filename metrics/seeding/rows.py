"""YAML files into rows. Every mistake in them names the file, the row and the field, and says what to do."""

import datetime as dt
import re
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db.models import Model

REQUIRED: Any = object()
# The same language read ten times as fast, where PyYAML has its C library.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DECIMAL = re.compile(r"-?\d+(\.\d+)?")
T = TypeVar("T")


class SeedError(Exception):
    """Why the fixtures cannot be loaded, and what to do. Nothing of them was loaded."""


class RowError(SeedError):
    """A mistake in one row of a file."""

    def __init__(self, file: str, number: int, key: str, field: str, problem: str):
        self.file, self.number, self.key, self.field, self.problem = file, number, key, field, problem
        named = f" ({key})" if key else ""
        super().__init__(f"{file}, row {number}{named}, field {field}: {problem}")


class Row:
    """One row, or a mapping inside one. Reading a field marks it as known; `finish` refuses the others."""

    def __init__(self, file: str, number: int, key: str, data: Mapping, prefix: str = ""):
        self.file, self.number, self.key, self.data, self.prefix = file, number, key, data, prefix
        self.known: set[str] = set()

    def error(self, field: str, problem: str) -> RowError:
        return RowError(self.file, self.number, self.key, self.prefix + field, problem)

    def _take(self, field: str, default: Any) -> Any:
        self.known.add(field)
        value = self.data.get(field)
        if value is None or value == "":
            if default is REQUIRED:
                raise self.error(field, "It is missing. Every row of this file needs it.")
            return default
        return value

    def _typed(self, field: str, kind: type, default: Any, wanted: str) -> Any:
        value = self._take(field, default)
        # A date with a time is a date to Python, and true is a number.
        if value is not default and type(value) is not kind:
            raise self.error(field, f"{value!r} is not {wanted}.")
        return value

    def text(self, field: str, default: str = REQUIRED) -> str:
        return self._typed(field, str, default, "text. Put it in quotes")

    def number_of(self, field: str, default: int = REQUIRED) -> int:
        return self._typed(field, int, default, "a whole number")

    def flag(self, field: str, default: bool = REQUIRED) -> bool:
        return self._typed(field, bool, default, "true or false")

    def date(self, field: str, default: dt.date | None = None) -> dt.date | None:
        return self._typed(field, dt.date, default, "a date. Write it as 2022-04-20, without quotes")

    def decimal(self, field: str) -> Decimal | None:
        """An exact number, in quotes: YAML would make a binary fraction of 4.3."""
        text = self._typed(field, str, None, 'a number in quotes. Write it as "4300000"')
        if text is not None and not DECIMAL.fullmatch(text):
            raise self.error(field, f'{text!r} is not a plain number. Write digits only, such as "4300000" or "1.5".')
        return None if text is None else Decimal(text)

    def texts(self, field: str, default: list[str] = REQUIRED) -> list[str]:
        # An empty list is a statement ("no countries"); a field left out is not.
        if self.data.get(field) == []:
            self.known.add(field)
            return []
        values = self._typed(field, list, default, "a list. Put it in brackets")
        for value in values:
            if not isinstance(value, str):
                raise self.error(field, f"{value!r} in the list is not text. Put it in quotes.")
            if values.count(value) > 1:
                raise self.error(field, f"{value} stands twice in the list. Take one out.")
        return values

    def part(self, field: str) -> "Row":
        """The mapping in a field; an empty one where the field is left out."""
        data = self._typed(field, dict, {}, "a mapping. Write {start: …, end: …, as_stated: …}")
        return Row(self.file, self.number, self.key, data, f"{self.prefix}{field}.")

    def rows(self, field: str) -> Iterator["Row"]:
        """The mappings of a list in a field."""
        for position, data in enumerate(self._typed(field, list, REQUIRED, "a list of mappings"), 1):
            prefix = f"{self.prefix}{field}[{position}]."
            if not isinstance(data, dict):
                raise self.error(f"{field}[{position}]", f"{data!r} is not a mapping of fields.")
            yield Row(self.file, self.number, self.key, data, prefix)

    def reference(self, field: str, among: Mapping[Any, T], default: T | None = REQUIRED) -> T | None:
        """What a natural key in a field names."""
        name = self._take(field, default)
        return default if name is default else self._named(field, name, among)

    def references(self, field: str, among: Mapping[Any, T], default: list[str] = REQUIRED) -> list[T]:
        return [self._named(field, name, among) for name in self.texts(field, default)]

    def _named(self, field: str, name: Any, among: Mapping[Any, T]) -> T:
        if not isinstance(name, Hashable) or name not in among:
            similar = get_close_matches(str(name), [str(known) for known in among], n=1)
            hint = f"Did you mean “{similar[0]}”?" if similar else "Add it to its file, or correct the name."
            raise self.error(field, f"“{name}” is not known. {hint}")
        return among[name]

    def finish(self) -> None:
        for field in self.data:
            if field not in self.known:
                similar = get_close_matches(str(field), self.known, n=1)
                hint = f"Did you mean “{similar[0]}”?" if similar else f"Known are: {', '.join(sorted(self.known))}."
                raise self.error(str(field), f"There is no such field. {hint}")

    def clean(self, instance: Model, named: Mapping[str, str] | None = None, **options: Any) -> None:
        """full_clean(**options), its first error told as one of this row, by the file's names of fields."""
        try:
            instance.full_clean(**options)
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            problem = " ".join(messages)
            if field == NON_FIELD_ERRORS:
                raise self.error("(the row as a whole)", problem) from error
            try:
                choices = [str(value) for value, _ in instance._meta.get_field(field).choices or [] if value]
            except FieldDoesNotExist:
                choices = []
            if choices and str(getattr(instance, field)) not in choices:
                problem += f" Choose one of: {', '.join(choices)}."
            raise self.error((named or {}).get(field, field), problem) from error


def read(file: Path, root: Path, key: str) -> list[Row]:
    """The rows of a file, named in errors by their field `key` and by the file's path from `root`."""
    name = file.relative_to(root).as_posix()
    if not file.is_file():
        raise SeedError(f"{name}: there is no such file. Restore it.")
    text = file.read_text(encoding="utf-8")
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise SeedError(f"{name}: it is not a list of rows. Begin each row with “- ”.")
        rows = []
        for number, child in enumerate(node.value, 1):
            if not isinstance(child, yaml.MappingNode):
                raise RowError(name, number, "", "(the row as a whole)", "It is not a mapping of fields and values.")
            refuse_repeated_fields(child, name, number)
            data = loader.construct_object(child, deep=True)
            rows.append(Row(name, number, str(data.get(key, "")), data))
        return rows
    except yaml.MarkedYAMLError as error:
        raise syntax_error(name, text, error) from error
    finally:
        loader.dispose()


def read_folder(folder: Path, root: Path, key: str) -> list[Row]:
    """The rows of all files of a folder, in the order of their names."""
    return [row for file in sorted(folder.glob("*.yaml")) for row in read(file, root, key)]


def refuse_repeated_fields(node: yaml.MappingNode, file: str, number: int) -> None:
    """YAML would silently let the last of two equal fields win."""
    fields = [key.value for key, _ in node.value]
    for field in fields:
        if fields.count(field) > 1:
            raise RowError(file, number, "", str(field), "It stands twice in the row. Take one out.")
    for _, value in node.value:
        if isinstance(value, yaml.MappingNode):
            refuse_repeated_fields(value, file, number)


def syntax_error(file: str, text: str, error: yaml.MarkedYAMLError) -> RowError:
    """A syntax error, as one of the row that the reader was in and of the field at whose line it stopped.

    A quote that is not closed ends at the next quote, so the reader may stop in a later row.
    """
    stopped = error.problem_mark.line if error.problem_mark else 0
    lines = text.splitlines()

    def row_at(line: int) -> int:
        return max(1, sum(text.startswith("- ") for text in lines[: line + 1]))

    inside_row = error.context_mark and error.context_mark.column > 0
    number = row_at(error.context_mark.line if inside_row else stopped)
    fields = [match[1] for line in lines[: stopped + 1] if (match := re.match(r"[-\s]\s*([a-z_0-9]+):", line))]
    field = fields[-1] if fields and number == row_at(stopped) else "(the row as a whole)"
    problem = (
        f"Not valid YAML at line {stopped + 1}: {error.problem}. Look there and above for a quote or bracket left open."
    )
    return RowError(file, number, "", field, problem)
