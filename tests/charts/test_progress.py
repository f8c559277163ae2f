"""Bars of progress: as long as what was reached, ended as its qualifier says, and never without their track."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from metrics.charts import progress_bar
from metrics.statements import Direction, Qualifier

from .drawn import of_class, share

PERCENT = st.floats(0, 1e6)
QUALIFIERS = [q.value for q in Qualifier]


def tree(reached, qualifier="exact"):
    return etree.fromstring(progress_bar(reached, qualifier, xmlns=True))


def end_of(root):
    lines = [share(line.get("x1")) for line in of_class(root, "mark-line")]
    return max(lines + [share(rect.get("x")) + share(rect.get("width")) for rect in of_class(root, "mark")])


@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from([q for q in QUALIFIERS if q != "about"]))
def test_a_larger_share_never_has_a_shorter_bar_whatever_the_qualifiers(one, other, qualifier):
    less, more = sorted((one, other))
    assert end_of(tree(less, "exact")) <= end_of(tree(more, qualifier)) + 0.002
    assert end_of(tree(less, qualifier)) <= end_of(tree(more, "exact")) + 0.002


@given(PERCENT, st.sampled_from(QUALIFIERS))
def test_a_bar_is_open_exactly_where_its_share_is_bounded_only_from_below(reached, qualifier):
    root = tree(reached, qualifier)
    assert bool(of_class(root, "mark-open")) == (Qualifier(qualifier).direction is Direction.ABOVE)
    assert bool(of_class(root, "mark--hollow")) == (qualifier in ("up_to", "less_than"))
    assert all(share(rect.get("width")) >= 0 for rect in of_class(root, "mark"))


def test_beyond_the_target_the_target_is_marked():
    (mark,) = of_class(tree(200), "mark-cut")
    assert mark.get("x1") == "50%"
    assert not of_class(tree(100), "mark-cut")


@pytest.mark.parametrize("reached", [-5.0, 0.0])
def test_nothing_reached_has_a_track_and_no_length(reached):
    root = tree(reached)
    assert len(of_class(root, "chart-track")) == 1
    assert [rect.get("width") for rect in of_class(root, "mark")] == ["0%"]


def test_the_words_beside_it_speak_for_it():
    assert tree(50).get("aria-hidden") == "true"
