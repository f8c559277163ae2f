"""What is found of figures before they are published is what will be found of them after."""

import datetime as dt
import random

import pytest

from metrics import actions
from metrics.findings import live
from metrics.findings.drafts import findings_of_entry, findings_with
from metrics.models import Citation, Figure
from tests import factories
from tests.factories import NORTHERN, correction, instant, published, relation

pytestmark = pytest.mark.django_db


def said(findings, ids):
    """(rule, keys of the figures) of those that one of `ids` is part of."""
    found = ((finding.rule.id, tuple(row.figure_id for row in finding.figures)) for finding in findings)
    return sorted(each for each in found if ids & set(each[1]))


def random_figure(of, indicators, **fields):
    start = dt.date(of.choice((2019, 2020)), of.choice((1, 4, 7)), 1)
    return factories.figure(
        indicator=of.choice(indicators),
        value=of.choice((0, 10, 100, 105, 1_000, 1_000_000)),
        role=of.choice(("actual", "actual", "target")),
        period=of.choice(((start, start + dt.timedelta(days=180)), (None, start), None)),
        countries=of.choice((("GTM",), ("HND",), NORTHERN)),
        rank="normal",
        **fields,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_against_what_is_found_once_they_are_published(seed):
    of = random.Random(seed)  # noqa: S311 The same figures for the same seed.
    indicators = [factories.indicator(accumulation=a) for a in ("increment", "running_total", "snapshot")]
    at = instant("2022-04-20")
    held = [random_figure(of, indicators, status="published", at=at) for _ in range(14)]
    drafts = [random_figure(of, indicators) for _ in range(4)]
    mended = of.choice(held)
    drafts.append(correction(of=mended, value=2_000, status="draft"))
    for kind in ("component_of", "subset_of", "share_of"):
        part, whole = of.sample(held + drafts, 2)
        relation(from_figure=part, to_figure=whole, kind=kind)
    relation(from_figure=mended, to_figure=next(figure for figure in held if figure != mended), kind="subset_of")
    ids = {draft.pk for draft in drafts}
    before = said(findings_with(drafts), ids)
    actions.submit(statements=drafts, by=factories.author())
    assert said(findings_with(drafts), ids) == before
    actions.publish(statements=drafts, by=factories.publisher())
    assert before == said(live.found(None), ids)
    assert before


def entry(**fields):
    """A figure as a form holds it: not saved, with what a citation would be."""
    indicator = fields.pop("indicator")
    source = factories.source(published_on=dt.date(2022, 4, 20))
    made = Figure(
        **{
            "indicator": indicator,
            "unit": indicator.unit,
            "coverage": "single",
            "place_key": "GTM",
            "period_start": dt.date(2021, 1, 1),
            "period_end": dt.date(2021, 12, 31),
            "reference_date": dt.date(2021, 12, 31),
            **fields,
        }
    )
    return findings_of_entry(made, Citation(source=source, as_stated="300 people"))


def test_a_figure_that_is_not_saved_is_held_against_what_is_published():
    held = published(value=100)
    (found,) = entry(indicator=held.indicator, value=held.value * 3, rank="normal")
    assert found.rule.id == "rivals"
    assert [row.words for row in found.figures] == ["100 people", "300 people"]
    assert entry(indicator=held.indicator, value=held.value) == []


def test_a_correction_takes_the_place_and_the_relations_of_what_it_corrects():
    whole, part = published(value=100), published(value=50)
    relation(from_figure=part, to_figure=whole, kind="subset_of")
    found = entry(indicator=part.indicator, value=part.value * 6, supersedes=part)
    assert [finding.rule.id for finding in found] == ["subset-larger"]


def test_an_older_source_is_told_before_it_replaces_a_newer_one():
    newer = factories.source(published_on=dt.date(2023, 1, 1))
    held = published(value=100, citation=factories.citation(source=newer))
    found = entry(indicator=held.indicator, value=held.value, supersedes=held)
    assert [finding.rule.id for finding in found] == ["older-source"]


def test_a_period_that_ends_before_it_starts_is_told_before_anything_else():
    held = published(value=100)
    found = entry(indicator=held.indicator, value=held.value * 10, period_end=dt.date(2020, 1, 1))
    assert [finding.rule.id for finding in found] == ["period-inverted"]


def test_nothing_is_found_of_nothing():
    assert findings_with([]) == []
    assert findings_with([published(value=0)]) == []
