"""What a finding looked at: its key, its fingerprint, and what has come to differ."""

import dataclasses
from decimal import Decimal

import pytest

from metrics.rules import BY_ID, changes, examine

from .made import TODAY, case, related


def finding(cases, relations=(), rule="rivals"):
    ordered = sorted(cases, key=lambda each: (each.row.indicator_id, each.id))
    (found,) = examine(ordered, relations, TODAY, [BY_ID[rule]])
    return found


def but(a, **fields):
    """The case with other circumstances, or other fields of its row."""
    own = {name: fields.pop(name) for name in list(fields) if name in {f.name for f in dataclasses.fields(a)}}
    return dataclasses.replace(a, row=a.row._replace(**fields), **own)


@pytest.fixture
def pair():
    return case(100), case(300, rank="normal")


def test_a_correction_keeps_the_key_and_changes_the_fingerprint(pair):
    a, b = pair
    corrected = but(b, figure_id=b.id + 1000, value=Decimal(400))
    before, after = finding([a, b]), finding([a, corrected])
    assert before.key == after.key
    assert before.fingerprint != after.fingerprint
    assert changes(before.facts, after.facts) == [
        f"figure {b.id}, 300 people, was corrected to 400 people (figure {corrected.id})"
    ]


def test_another_rival_keeps_the_key_and_is_named(pair):
    a, b = pair
    c = case(500, rank="normal")
    before, after = finding([a, b]), finding([a, b, c])
    assert before.key == after.key
    assert changes(before.facts, after.facts) == [f"figure {c.id}, 500 people, has come to it"]
    assert changes(after.facts, before.facts) == [f"figure {c.id}, 500 people, is no longer part of it"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verification": "wrong_value"}, "the check of the citation of figure {} went from none to wrong value"),
        ({"stated_on": TODAY.replace(year=2020)}, "the date of the source of figure {} went from 2022-04-20 to"),
        ({"accumulation": "snapshot"}, "how the indicator accumulates of figure {} went from increment to snapshot"),
        ({"frequency": "annual"}, "how often the indicator is reported of figure {} went from irregular to annual"),
        ({"usual_unit": "visas"}, "the unit of the indicator of figure {} went from people to visas"),
        ({"members": frozenset({"GTM"})}, "the countries in the group of figure {} went from none to GTM"),
    ],
)
def test_a_circumstance_that_changes_is_named(pair, fields, words):
    a, b = pair
    before, after = finding([a, b]), finding([a, but(b, **fields)])
    assert before.key == after.key
    assert before.fingerprint != after.fingerprint
    (said,) = changes(before.facts, after.facts)
    assert said.startswith(words.format(b.id))


@pytest.mark.parametrize("fields", [{"source_title": "Renamed"}, {"unit_plural": "persons"}, {"indicator_name": "N"}])
def test_names_are_no_facts(pair, fields):
    a, b = pair
    assert finding([a, b]).fingerprint == finding([a, but(b, **fields)]).fingerprint


def test_a_relation_that_ends_is_named():
    whole, part = case(100), case(300)
    declared = [related("subset_of", part, whole), related("share_of", part, whole)]
    before = finding([whole, part], declared, "subset-larger")
    after = finding([whole, part], declared[:1], "subset-larger")
    assert before.fingerprint != after.fingerprint
    assert changes(before.facts, after.facts) == ["the relation “300 people is a share of 100 people” has ended"]
    assert changes(after.facts, before.facts) == ["the relation “300 people is a share of 100 people” was declared"]


def test_each_finding_has_a_key_of_its_own():
    whole = case(100)
    by_sex = [case(80, category_slug=slug, breakdown=1) for slug in ("women", "men")]
    by_age = [case(80, category_slug=slug, breakdown=2) for slug in ("young", "old")]
    relations = [related("component_of", part, whole) for part in (*by_sex, *by_age)]
    found = list(examine([whole, *by_sex, *by_age], relations, TODAY, [BY_ID["parts-total"]]))
    assert len(found) == len({each.key for each in found}) == 2
