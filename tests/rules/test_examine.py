"""The stream that rules run over."""

import random

from metrics.rules import RULES, SEVERITIES, examine
from metrics.rules.base import Declared
from metrics.rules.examine import Gathering

from .made import TODAY, case, related


def test_rules_explain_themselves():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.severity in SEVERITIES
        assert rule.scope in ("figure", "indicator", "related")
        assert len(rule.title) < 60
        assert rule.explanation.endswith(".")
        assert rule.concerns.endswith(".")


def test_relations_across_indicators_are_gathered_whatever_the_order():
    random.seed(7)
    cases = [case(indicator_id=number // 5) for number in range(60)]
    pairs = {(a.id, b.id) for a, b in (random.sample(cases, 2) for _ in range(80))}
    by_id = {each.id: each for each in cases}
    relations = [related("subset_of", by_id[a], by_id[b]) for a, b in sorted(pairs)]
    gathering = Gathering(Declared(relations))
    found = {(part.id, whole.whole.id) for each in cases for whole in gathering.take(each) for _, part in whole.parts}
    assert found == pairs
    assert not gathering._held


def test_only_figures_that_wait_are_held():
    cases = [case(indicator_id=number) for number in range(1, 301)]
    relations = [related("subset_of", a, b) for a, b in zip(cases[::2], cases[1::2], strict=True)]
    gathering = Gathering(Declared(relations))
    most = 0
    for each in cases:
        list(gathering.take(each))
        most = max(most, len(gathering._held))
    assert most == 1


def test_a_relation_with_a_figure_outside_the_stream_is_passed_over():
    part, whole = case(100), case(1)
    assert not list(examine([part], [related("subset_of", part, whole)], TODAY))


def test_the_stream_is_read_one_indicator_at_a_time():
    read = []

    def stream():
        for number in range(1, 4):
            for value in (100, 500):
                read.append(number)
                yield case(value, indicator_id=number, rank="normal")

    first = next(examine(stream(), [], TODAY))
    assert first.rule.id == "rivals"
    assert set(read) == {1, 2}
    assert read.count(2) == 1


def test_a_finding_carries_what_its_rule_says():
    a, b = case(100), case(200, rank="normal")
    (finding,) = examine([a, b], [], TODAY)
    assert finding.rule in RULES
    assert finding.indicator_id == a.row.indicator_id
    assert finding.figures == [a.row, b.row]
