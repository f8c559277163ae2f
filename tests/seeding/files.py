"""The fixture files as plain data, read without the loader, for tests to count and compare."""

from functools import cache
from pathlib import Path

import yaml

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@cache
def rows(path: str, fixtures: Path = FIXTURES) -> list[dict]:
    """The rows of a file, or of all files of a folder."""
    place = fixtures / path
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    return [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]


@cache
def figures() -> dict[str, dict]:
    return {row["key"]: row for row in rows("cmms/figures")}


@cache
def cited() -> list[tuple[str, dict]]:
    """Every row that cites a passage, by its name."""
    return [*figures().items(), *((row["slug"], row) for row in rows("cmms/milestones.yaml"))]


def period_words(row: dict) -> list[str]:
    """The words that state a row's period, each piece as it stands in the source."""
    return [words for words in row["period"].get("as_stated", "").split(" … ") if words]
