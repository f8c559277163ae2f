"""A copy of the fixtures that tests may spoil."""

import shutil
from pathlib import Path

import pytest
import yaml

from .files import FIXTURES


class Copy:
    """Fixture files in a folder of their own."""

    def __init__(self, folder: Path):
        self.folder = folder / "fixtures"
        shutil.copytree(FIXTURES, self.folder)

    def replace(self, file: str, old: str, new: str) -> None:
        """Puts `new` in the place of `old`, which must stand in the file once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def append(self, file: str, text: str) -> None:
        path = self.folder / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def change(self, file: str, change) -> None:
        """Rewrites the file after `change` was applied to its rows."""
        path = self.folder / file
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(rows)
        path.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def remove(self, file: str, name: str) -> None:
        """Takes out the row whose first field is `name`."""

        def without(rows):
            rows[:] = [row for row in rows if next(iter(row.values())) != name]

        self.change(file, without)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)
