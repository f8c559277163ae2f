"""Which charts an indicator has, and that only declared parts are added."""

from decimal import Decimal

import pytest

from metrics.charts import change_chart, indicator_charts
from metrics.reports.indicator import Whole
from metrics.reports.progress import divisions, since_baseline
from metrics.reports.relations import Endpoint

from .drawn import of_class, parsed, share, texts
from .made import history, report, row


def part(value, name, **fields):
    given = {
        "figure_id": 50,
        "indicator_id": 1,
        "indicator_name": "Indicator",
        "category_name": name,
        "breakdown_id": 1,
        "value": None if value is None else Decimal(value),
        "missing": "unknown" if value is None else "",
        "qualifier": "exact",
        "unit_singular": "person",
        "unit_plural": "people",
        "unit_kind": "count",
        "currency": "",
        "period_start": None,
        "period_end": None,
        "period_as_stated": "",
        "source_slug": "source",
        "source_title": "Source",
    }
    return Endpoint(**{**given, **fields})


def whole(figure, *parts):
    (division,) = divisions(figure, list(parts))
    return Whole(figure, division)


RETURNEES = [part(22_308, "Women"), part(75_271, "Men"), part(7_866, "Girls"), part(13_740, "Boys")]


def test_parts_stand_beside_their_sum_and_the_stated_total():
    figure = row(120_000, "nearly", place_key="GTM;HND;SLV")
    charts = indicator_charts(report(), history(figure, wholes=[whole(figure, *RETURNEES)]))
    (drawing,) = charts.parts
    root = parsed(drawing)
    assert [cell.text for cell, _ in drawing.table.rows] == [
        "Women", "Men", "Girls", "Boys", "The parts added up", "As stated",
    ]  # fmt: skip
    assert drawing.description == "The parts add up to 119,185 people, which agrees with nearly 120,000 people."
    assert len(of_class(root, "mark-cut")) == 3
    assert {rect.get("fill") for rect in of_class(root, "mark")} == {"url(#parts-1-shared)"}
    longest = max(share(rect.get("width")) for rect in of_class(root, "mark"))
    assert longest < share(of_class(root, "mark-line")[-1].get("x1"))


@pytest.mark.parametrize(
    "odd", [part(None, "Boys"), part(10, "Boys", unit_plural="visas")], ids=["a missing part", "another unit"]
)
def test_what_cannot_be_added_is_not_added_and_the_chart_says_why(odd):
    figure = row(120_000)
    (drawing,) = indicator_charts(report(), history(figure, wholes=[whole(figure, *RETURNEES[:3], odd)])).parts
    assert not of_class(parsed(drawing), "mark-cut")
    assert "added up" not in texts(parsed(drawing))
    assert drawing.description


def test_figures_without_a_declared_relation_are_compared_and_never_stacked():
    charts = indicator_charts(report(), history(row(6_500), row(11_500, place_key="HND"), row(18_000, place_key="MEX")))
    assert charts.parts == []
    assert charts.series is None
    root = parsed(charts.comparison)
    assert not of_class(root, "mark-cut")
    assert {rect.get("x") for rect in of_class(root, "mark")} == {"0%"}
    assert [line[0].text for line in charts.comparison.table.rows] == ["Mexico", "Honduras", "Guatemala"]


def test_joint_figures_are_hatched_beside_those_of_one_country():
    charts = indicator_charts(report(), history(row(3, place_key="GTM;HND"), row(2)))
    fills = [rect.get("fill") for rect in of_class(parsed(charts.comparison), "mark")]
    assert [fill.startswith("url(") for fill in fills] == [True, False]


def test_nothing_is_compared_across_units_or_with_a_corrected_value():
    assert indicator_charts(report(), history(row(3), row(2, unit_plural="visas"))).comparison is None
    assert indicator_charts(report(), history(row(3, place_key="HND"), row(2), ended=[1])).comparison is None


def test_an_indicator_without_figures_has_no_charts():
    charts = indicator_charts(report(), history())
    assert (charts.series, charts.comparison, charts.parts) == (None, None, [])


def test_a_fall_from_a_baseline_is_drawn_with_what_bounds_it():
    before, now = row(2_800, role="baseline", period=2021), row(100, "up_to", period=2022)
    drawing = change_chart(now, since_baseline(before, now), "change-1")
    root = parsed(drawing)
    assert drawing.description == "down by at least 96.4 percent"
    first, second = of_class(root, "mark")
    assert share(first.get("width")) == 90
    assert share(second.get("width")) == pytest.approx(90 / 28, abs=0.01)
    assert second in of_class(root, "mark--hollow")
    assert "Baseline, 2021" in texts(root)
