"""A small world to import into, and files made of rows."""

import csv
import io

import pytest

from metrics import exports, importing
from metrics.importing.columns import COLUMNS
from tests import factories as make

# What a row says where a test does not care.
ROW = {
    "indicator": "asylum-claims",
    "role": "actual",
    "value": "1200",
    "qualifier": "more_than",
    "as_stated": "more than 1,200 asylum claims",
    "countries": "GTM",
    "period_start": "2021-01-01",
    "period_end": "2021-12-31",
    "source": "fact-sheet",
    "section": "Protection",
}


@pytest.fixture
def sheet_world(db):
    """An indicator of claims, one of shares, a source, a group, a breakdown, and an open update by an editor."""
    people = make.unit(code="claims", singular="asylum claim", plural="asylum claims")
    percent = make.unit(code="percent", singular="percent", plural="percent", kind="share")
    sexes = make.breakdown(slug="sex", name="sex")
    make.category(breakdown=sexes, slug="women", name="Women")
    make.category(breakdown=make.breakdown(slug="age", name="age"), slug="children", name="Children")
    line = make.line(number=5)
    program = make.program(slug="protection", line=line)
    make.indicator(
        slug="asylum-claims", name="Asylum claims registered", unit=people, program=program, breakdowns=[sexes]
    )
    make.indicator(slug="share-granted", name="Share of claims granted", unit=percent, program=program)
    make.source(slug="fact-sheet", title="Fact sheet of 2022")
    make.source(slug="remarks", title="Remarks")
    for code in ("GTM", "HND", "SLV", "MEX"):
        make.country(code)
    make.group(slug="northern-central-america")
    return make.update(slug="april", opened_by=make.user(role="Editor", username="ed"))


def row(**cells) -> dict:
    return ROW | cells


def csv_of(*rows, columns=COLUMNS, delimiter=",", encoding="utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def check(update, *rows, reason="", **how):
    return importing.check(importing.read(csv_of(*rows, **how)), update, update.opened_by, reason)


def load(update, *rows, by=None, **how):
    """Imports the rows, all of which have to be right."""
    state = importing.state_of(update.pk)
    checked = check(update, *rows, **how)
    assert checked.is_right, checked.outcomes
    importing.write(checked, update, by or update.opened_by, state)
    return checked


def kinds(checked) -> list[str]:
    return [outcome.kind for outcome in checked.outcomes]


def problems(checked) -> dict[str, str]:
    """What is wrong in the only wrong row, by field."""
    (wrong,) = [outcome for outcome in checked.outcomes if outcome.kind == "wrong"]
    return {problem.field: problem.message for problem in wrong.problems}


def exported(format: str, rows) -> bytes:
    if format == "xlsx":
        with exports.xlsx_file(rows, None) as book:
            return book.read()
    return b"".join(exports.csv_stream(rows, None))
