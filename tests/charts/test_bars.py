"""Bars: as long as their value, ended as their qualifier says, and stacked only for declared parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from metrics.charts.bars import RIGHT, Axis, Row, bar, reach_of, row_elements
from metrics.charts.svg import element
from metrics.statements import Direction, Qualifier

from .drawn import of_class, share

VALUES = st.decimals(-(10**12), 10**12, places=3)
QUALIFIERS = st.sampled_from([q.value for q in Qualifier])


def tree(elements):
    """As lxml reads them."""
    root = element("svg", *elements, xmlns="http://www.w3.org/2000/svg")
    return etree.fromstring(root.__html__())


def end_of(root) -> float:
    """Where the mark of a bar ends, in percent: the stated value, or the farthest that it is drawn to."""
    lines = [share(line.get("x1")) for line in of_class(root, "mark-line")]
    ends = [share(rect.get("x")) + share(rect.get("width")) for rect in of_class(root, "mark")]
    return max(lines + ends)


def row_of(value, qualifier="exact", **fields):
    return Row("Label", "words", value, qualifier, **fields)


def drawn(row, *others):
    axis = Axis(*reach_of([row, *others]))
    elements, _ = row_elements(row, axis, 0)
    return tree(elements)


@given(st.lists(st.decimals(0, 10**12, places=3), min_size=2, max_size=8), QUALIFIERS)
def test_a_larger_value_never_has_a_shorter_bar(values, qualifier):
    rows = [row_of(value, qualifier) for value in sorted(values)]
    ends = [end_of(drawn(row, *rows)) for row in rows]
    assert ends == sorted(ends)
    assert ends[-1] <= 100


@given(st.lists(st.tuples(VALUES, QUALIFIERS), min_size=1, max_size=6))
def test_every_bar_lies_within_the_drawing(pairs):
    rows = [row_of(*pair) for pair in pairs]
    for row in rows:
        root = drawn(row, *rows)
        for rect in of_class(root, "mark"):
            assert share(rect.get("x")) >= -0.001
            assert 0 <= share(rect.get("width")) <= RIGHT + 0.001
            assert share(rect.get("x")) + share(rect.get("width")) <= 100


@given(st.decimals("0.001", 10**12, places=3), QUALIFIERS)
def test_a_bar_is_open_exactly_where_its_figure_is_bounded_only_from_below(value, qualifier):
    root = drawn(row_of(value, qualifier))
    assert bool(of_class(root, "mark-open")) == (Qualifier(qualifier).direction is Direction.ABOVE)
    bounded_above = qualifier in ("up_to", "less_than")
    assert bool(of_class(root, "mark--hollow")) == bounded_above
    soft = [rect for rect in of_class(root, "mark") if rect.get("fill-opacity")]
    assert bool(soft) == (Qualifier(qualifier).direction is Direction.EITHER)


def test_nearly_stops_short_of_its_line():
    root = drawn(row_of(Decimal(100), "nearly"))
    (rect,), (line,) = of_class(root, "mark"), of_class(root, "mark-line")
    assert share(rect.get("width")) < share(line.get("x1")) == RIGHT


@pytest.mark.parametrize(("qualifier", "dashed"), [("less_than", True), ("up_to", False)])
def test_a_value_that_is_not_reached_has_a_dashed_line(qualifier, dashed):
    (line,) = of_class(drawn(row_of(Decimal(100), qualifier)), "mark-line")
    assert bool(line.get("stroke-dasharray")) == dashed


def test_zero_has_a_bar_without_length_and_a_missing_value_a_dotted_field():
    zero = drawn(row_of(Decimal(0)))
    assert [rect.get("width") for rect in of_class(zero, "mark")] == ["0%"]
    missing = drawn(row_of(None))
    assert not of_class(missing, "mark")
    assert len(of_class(missing, "mark-missing")) == 1


@given(st.lists(st.decimals("0.01", 10**9, places=2), min_size=2, max_size=6))
def test_parts_are_cut_where_they_add_up_to(parts):
    row = row_of(sum(parts), parts=tuple(parts))
    cuts = [share(line.get("x1")) for line in of_class(drawn(row), "mark-cut")]
    expected = [float(sum(parts[: n + 1]) / sum(parts)) * RIGHT for n in range(len(parts) - 1)]
    assert cuts == pytest.approx(expected, abs=0.001)


def test_a_bar_of_one_figure_is_never_cut():
    assert not of_class(drawn(row_of(Decimal(100))), "mark-cut")


def test_long_names_are_broken_into_lines_that_fit_a_phone():
    root = drawn(Row("A very long name of a country " * 4, "more than 1,000,000 applications for asylum", Decimal(1)))
    lines = ["".join(node.itertext()) for node in of_class(root, "chart-label")]
    assert len(lines) > 3
    assert max(map(len, lines)) <= 43


def test_negative_values_lie_before_zero():
    root = tree(bar(0, 10, 50, 20, "exact", "#000", "#000"))
    (rect,) = of_class(root, "mark")
    assert (rect.get("x"), rect.get("width")) == ("20%", "30%")
