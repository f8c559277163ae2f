"""The seeded strategy: what a person has to settle, and no noise."""

import datetime as dt

import pytest

from metrics.reports.findings import report
from metrics.seeding import seed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [None, dt.date(2022, 4, 20)])
def test_only_the_h2b_visas_are_found(day):
    seed()
    found = report(day)
    (finding,) = found.findings
    assert finding.rule.id == "look-alike"
    assert {row.value for row in finding.figures} == {20_000, 18_000}
    assert "20,000 visas" in finding.message
    assert "18,000 visas" in finding.message
    assert [each.rule.id for each in report(day, country="HND").findings] == ["look-alike"]
    assert report(day, country="MEX").findings == []
    assert report(day, line=8).total == 1
    assert report(day, line=2).total == 0


def test_nothing_stood_before_the_update():
    seed()
    assert report(dt.date(2022, 4, 19)).findings == []
