"""The findings report, from the database."""

import datetime as dt

import pytest

from metrics import actions
from metrics.findings import keeping
from metrics.reports.findings import report
from tests import factories
from tests.factories import NORTHERN, correction, instant, published, relation

pytestmark = pytest.mark.django_db


def found(*args, **kwargs):
    return [
        (finding.rule.id, {row.figure_id for row in finding.figures}) for finding in report(*args, **kwargs).findings
    ]


def test_each_way_that_data_come_in_is_judged():
    indicator = factories.indicator(breakdowns=[factories.breakdown()])
    single = published(indicator=indicator, value=500)
    group = published(indicator=indicator, value=90, group=factories.group(), role="actual")
    assert found(None) == [("single-over-joint", {single.pk, group.pk})]


def test_filters_and_counts():
    line = factories.line(number=7)
    program = factories.program(line=line)
    here = factories.indicator(program=program)
    other = factories.indicator(program=factories.program(line=factories.line(number=8)))
    published(indicator=here, value=500, countries=("GTM",))
    published(indicator=here, value=90, countries=NORTHERN)
    published(indicator=other, value=0, countries=("MEX",))
    every = report(None)
    assert [finding.rule.id for finding in every.findings] == ["single-over-joint", "zero"]
    assert every.by_rule == {"single-over-joint": 1, "zero": 1}
    assert every.by_severity == {"error": 1, "notice": 1}
    assert every.total == 2
    assert [rule for rule, _ in found(None, country="SLV")] == ["single-over-joint"]
    assert [rule for rule, _ in found(None, country="MEX")] == ["zero"]
    assert found(None, country="PAN") == []
    assert [rule for rule, _ in found(None, line=7)] == ["single-over-joint"]
    assert [rule for rule, _ in found(None, rule="zero")] == ["zero"]
    assert [rule for rule, _ in found(None, severity="error")] == ["single-over-joint"]
    assert report(None, rule="zero").by_rule == every.by_rule
    assert report(None, rule="no-such-rule").findings == []


def test_a_group_counts_for_its_members():
    group = factories.group(members=("GTM", "HND"))
    published(value=0, group=group)
    assert found(None, country="HND")
    assert not found(None, country="SLV")


def test_drafts_and_refuted_and_withdrawn_figures_are_not_judged():
    indicator = factories.indicator()
    published(indicator=indicator, value=100)
    factories.figure(indicator=indicator, value=200)
    published(indicator=indicator, value=300, rank="deprecated")
    factories.figure(indicator=indicator, value=400, rank="normal", status="withdrawn")
    assert found(None) == []


def test_as_of_a_day():
    indicator = factories.indicator()
    kept = published(indicator=indicator, value=100, at=instant("2022-04-20"))
    rival = published(indicator=indicator, value=300, rank="normal", at=instant("2022-05-01"))
    actions.withdraw(statement=rival, by=factories.publisher(), reason="Misread.", at=instant("2022-06-01"))
    assert found(dt.date(2022, 4, 30)) == []
    assert found(dt.date(2022, 5, 2)) == [("rivals", {kept.pk, rival.pk})]
    assert found(None) == []


def test_relations_follow_corrections_and_end():
    indicator = factories.indicator()
    whole = published(indicator=indicator, value=100, countries=("GTM", "HND"))
    parts = [published(indicator=indicator, value=50, countries=(code,)) for code in ("GTM", "HND")]
    for part in parts:
        relation(from_figure=part, to_figure=whole)
    keeping.refresh()
    assert found(None) == []
    mended = correction(of=parts[0], value=40)
    assert found(None) == [("parts-total", {whole.pk, mended.pk, parts[1].pk})]


def test_a_correction_from_an_older_source():
    newer = factories.citation(source=factories.source(published_on=dt.date(2022, 4, 20)))
    older = factories.citation(source=factories.source(published_on=dt.date(2022, 3, 1)))
    indicator = factories.indicator()
    for _ in range(3):
        # Others that are corrected, before and after it in the order of the stream.
        correction(of=published(citation=newer), citation=newer)
    first = published(indicator=indicator, citation=newer)
    second = correction(of=first, value=110, citation=older)
    correction(of=published(citation=newer, countries=("PAN",)), citation=newer)
    assert found(None) == [("older-source", {first.pk, second.pk})]
