"""The slow oracle: whatever the true values are, the computed figure allows the true result.

True values are drawn from the meaning of the words (``strategies.true_values``) and calculated with as fractions.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.statements import (
    Direction,
    Qualifier,
    Quantity,
    Undefined,
    change,
    difference,
    ratio,
    share_of,
    total,
)
from tests.statements.strategies import positive_quantities, quantities, true_values, values

places = st.integers(0, 4)


def holds(computed: Quantity, truth: Fraction, places: int | None = None) -> bool:
    """Whether ``computed`` is true of ``truth``; an exact one that was rounded, to within half a unit."""
    if computed.qualifier is Qualifier.EXACT and places is not None:
        return abs(Fraction(computed.value) - truth) <= Fraction(1, 2 * 10**places)
    return computed.bounds().contains(truth)


@given(st.data(), quantities)
def test_the_bounds_of_a_figure_contain_its_true_value(data: st.DataObject, quantity: Quantity) -> None:
    truth = data.draw(true_values(quantity))
    assume(truth != quantity.value or not quantity.qualifier.is_strict)
    assert quantity.bounds().contains(truth)


@given(positive_quantities)
def test_the_vicinity_lies_within_the_bounds_and_touches_the_value(quantity: Quantity) -> None:
    near, bounds = quantity.vicinity(), quantity.bounds()
    for end, inclusive in ((near.low, near.low_inclusive), (near.high, near.high_inclusive)):
        if end is not None and inclusive:
            assert bounds.contains(end)
    assert quantity.value in (near.low, near.high) or near.contains(quantity.value)


@given(st.data(), st.lists(quantities, min_size=1, max_size=5))
def test_a_total_allows_the_true_sum(data: st.DataObject, operands: list[Quantity]) -> None:
    truths = [data.draw(true_values(operand)) for operand in operands]
    assume(all(operand.bounds().contains(truth) for operand, truth in zip(operands, truths, strict=True)))
    assert holds(total(operands), sum(truths, Fraction(0)))


@given(st.data(), quantities, quantities)
def test_a_difference_allows_the_true_difference(data: st.DataObject, a: Quantity, b: Quantity) -> None:
    x, y = data.draw(true_values(a)), data.draw(true_values(b))
    assume(a.bounds().contains(x) and b.bounds().contains(y))
    assert holds(difference(a, b), x - y)


@given(st.data(), quantities, positive_quantities, places)
def test_a_ratio_allows_the_true_share(data: st.DataObject, part: Quantity, whole: Quantity, places: int) -> None:
    x, y = data.draw(true_values(part)), data.draw(true_values(whole))
    assume(y and part.bounds().contains(x) and whole.bounds().contains(y))
    assert holds(ratio(part, whole, places), 100 * x / y, places)


@given(st.data(), quantities, quantities)
def test_a_share_of_a_base_allows_the_true_product(data: st.DataObject, percent: Quantity, base: Quantity) -> None:
    x, y = data.draw(true_values(percent)), data.draw(true_values(base))
    assume(percent.bounds().contains(x) and base.bounds().contains(y))
    try:
        product = share_of(percent, base)
    except Undefined:
        assume(False)
    assert holds(product, x * y / 100)


@given(st.data(), positive_quantities, quantities, places)
def test_a_change_has_the_true_direction_and_allows_the_true_size(
    data: st.DataObject, before: Quantity, after: Quantity, places: int
) -> None:
    x, y = data.draw(true_values(before)), data.draw(true_values(after))
    assume(x and before.bounds().contains(x) and after.bounds().contains(y))
    assume(before.vicinity().contains(x) and after.vicinity().contains(y))
    try:
        move = change(before, after, places)
    except Undefined:
        assume(False)
    moved = 100 * (y - x) / x
    if move.direction == "none":
        assert move.quantity.qualifier is Qualifier.ABOUT or moved == 0
        return
    assert (moved < 0) == (move.direction == "down")
    assert holds(move.quantity, abs(moved), places)


@given(st.lists(quantities, min_size=2, max_size=6), st.randoms())
def test_a_total_does_not_depend_on_the_order(operands: list[Quantity], random: object) -> None:
    shuffled = list(operands)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert total(shuffled) == total(operands)


@given(quantities, quantities, quantities)
def test_a_total_does_not_depend_on_the_grouping(a: Quantity, b: Quantity, c: Quantity) -> None:
    assert total([total([a, b]), c]) == total([a, total([b, c])]) == total([a, b, c])


@given(quantities, values, places)
def test_rounding_keeps_what_the_qualifier_says(quantity: Quantity, truth: object, places: int) -> None:
    before, after = quantity.bounds(), quantity.rounded(places).bounds()
    if quantity.qualifier.direction in (Direction.ABOVE, Direction.BELOW):
        assert not before.contains(truth) or after.contains(truth)  # type: ignore[arg-type]
