"""The Update of the real document against the fixtures, where the document stands beside the checkout."""

from datetime import date

import pytest
import yaml

from metrics.intake.extract import extract
from metrics.intake.readers import read_file
from tests.seeding.document import PATH
from tests.seeding.files import FIXTURES

pytestmark = pytest.mark.source_document
SOURCE = "cmms-update-april-2022"


def rows(folder: str) -> list[dict]:
    return [
        row for path in sorted((FIXTURES / "cmms" / folder).glob("*.yaml")) for row in yaml.safe_load(path.read_text())
    ]


@pytest.fixture(scope="module")
def compared() -> list[dict[str, bool]]:
    """For each figure of the Update that has a value, which of its fields were read as the fixture has them."""
    if not PATH.exists():
        pytest.skip("The source document does not stand beside the checkout.")
    found = extract(read_file(PATH), language="en", document_date=date(2022, 4, 20)).candidates
    units = {row["slug"]: row["unit"] for row in rows("indicators")}
    gold = [row for row in rows("figures") if row["source"] == SOURCE and "value" in row]
    answer = []
    for row in gold:
        same = [item for item in found if f"{item.value:f}" == row["value"] and item.section == tuple(row["section"])]
        answer.append(_compare(row, same[0], units) if same else {"value": False})
        if same:
            found.remove(same[0])
    return answer


def _compare(row: dict, item, units: dict[str, str]) -> dict[str, bool]:
    period = row.get("period") or {}
    return {
        "value": True,
        "qualifier": item.qualifier.value == row["qualifier"],
        "unit": item.unit == units[row["indicator"]],
        "place": (list(item.where.countries), item.where.group or None)
        == (sorted(row.get("countries", [])), row.get("group")),
        "period": (item.when.start, item.when.end) == (period.get("start"), period.get("end")),
    }


def test_every_value_is_read(compared):
    assert [row for row in compared if not row["value"]] == []


def test_fields_are_read(compared):
    right = sum(sum(row.values()) for row in compared)
    assert right / (5 * len(compared)) >= 0.95


def test_every_section_is_told(compared):
    assert len(compared) > 40
