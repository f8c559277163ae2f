"""Bounds, sums, shares and changes of figures, and the results that do not exist."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import given

from metrics.statements import (
    Bounds,
    Change,
    Qualifier,
    Quantity,
    Undefined,
    agrees,
    change,
    difference,
    nearness,
    ratio,
    round_safely,
    share_of,
    total,
)
from tests.statements.strategies import quantities

Q = Qualifier


def q(value: str | int, qualifier: Q = Q.EXACT) -> Quantity:
    return Quantity(Decimal(value), qualifier)


# Values


def test_a_float_is_never_taken() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        Quantity(1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1E+30", "1E-31", "1E+1000000"])
def test_what_is_not_a_countable_number_is_undefined(value: str) -> None:
    with pytest.raises(Undefined):
        Quantity(Decimal(value))


def test_a_qualifier_may_be_given_by_its_name() -> None:
    assert Quantity(Decimal(5), "nearly").qualifier is Q.NEARLY  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="almost"):
        Quantity(Decimal(5), "almost")  # type: ignore[arg-type]


def test_figures_sort_by_value_and_then_from_below_to_above() -> None:
    row = [q(5, Q.MORE_THAN), q(5), q(5, Q.LESS_THAN), q(4, Q.MORE_THAN), q(5, Q.NEARLY)]
    assert sorted(row, key=lambda item: item.sort_key) == [row[3], row[2], row[4], row[1], row[0]]


# Bounds

FIVE = Decimal(5)


@pytest.mark.parametrize(
    ("qualifier", "bounds"),
    [
        (Q.EXACT, Bounds(FIVE, FIVE, True, True)),
        (Q.MORE_THAN, Bounds(FIVE, None, False, False)),
        (Q.AT_LEAST, Bounds(FIVE, None, True, False)),
        (Q.NEARLY, Bounds(None, FIVE, False, False)),
        (Q.ABOUT, Bounds(None, None, False, False)),
        (Q.UP_TO, Bounds(None, FIVE, False, True)),
        (Q.LESS_THAN, Bounds(None, FIVE, False, False)),
    ],
)
def test_bounds_say_what_the_word_says(qualifier: Q, bounds: Bounds) -> None:
    assert q(5, qualifier).bounds() == bounds


@pytest.mark.parametrize(
    ("value", "reach"),
    [("120000", "6000"), ("169000000", "1000000"), ("1700", "85"), ("37806", "1"), ("31.6", "0.1"), ("0", "0")],
)
def test_nearness_is_the_last_digit_but_at_most_five_percent(value: str, reach: str) -> None:
    assert nearness(Decimal(value)) == Decimal(reach)


# Sums and differences


def test_a_sum_is_exact_beyond_the_digits_of_the_default_context() -> None:
    big, small = "123456789012345678901234567890", "0.000000000000000000000000000001"
    assert len(big) > getcontext().prec
    assert Fraction(total([q(big), q(small)]).value) == Fraction(big) + Fraction(small)
    assert Fraction(difference(q(big), q(small)).value) == Fraction(big) - Fraction(small)


@given(quantities, quantities)
def test_sums_and_differences_have_the_value_of_fractions(a: Quantity, b: Quantity) -> None:
    assert Fraction(total([a, b]).value) == Fraction(a.value) + Fraction(b.value)
    assert Fraction(difference(a, b).value) == Fraction(a.value) - Fraction(b.value)


def test_an_exact_sum_keeps_nearly_and_a_second_one_ends_it() -> None:
    assert total([q(100, Q.NEARLY), q(20), q(3)]) == q(123, Q.NEARLY)
    assert total([q(100, Q.NEARLY), q(20, Q.NEARLY)]) == q(120, Q.LESS_THAN)


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        (q(10), q(4), q(6)),
        (q(10, Q.MORE_THAN), q(4), q(6, Q.MORE_THAN)),
        (q(10), q(4, Q.MORE_THAN), q(6, Q.LESS_THAN)),
        (q(10), q(4, Q.AT_LEAST), q(6, Q.UP_TO)),
        (q(10), q(4, Q.NEARLY), q(6, Q.MORE_THAN)),
        (q(10, Q.NEARLY), q(4), q(6, Q.LESS_THAN)),
        (q(10, Q.MORE_THAN), q(4, Q.MORE_THAN), q(6, Q.ABOUT)),
        (q(10, Q.MORE_THAN), q(4, Q.UP_TO), q(6, Q.MORE_THAN)),
        (q(4), q(10), q(-6)),
    ],
)
def test_a_difference_counts_the_second_direction_reversed(a: Quantity, b: Quantity, result: Quantity) -> None:
    assert difference(a, b) == result


# Shares


@pytest.mark.parametrize(
    ("part", "whole", "places", "result"),
    [
        (q(1), q(4), 1, q("25.0")),
        (q(1), q(8), 1, q("12.5")),
        (q(1), q(8), 0, q(12)),  # half to even
        (q(3), q(8), 0, q(38)),
        (q(1, Q.MORE_THAN), q(3), 1, q("33.3", Q.MORE_THAN)),
        (q(2, Q.MORE_THAN), q(3), 1, q("66.6", Q.MORE_THAN)),
        (q(1, Q.UP_TO), q(3), 1, q("33.4", Q.UP_TO)),
        (q(1), q(3, Q.AT_LEAST), 1, q("33.4", Q.UP_TO)),
        (q(1), q(3, Q.MORE_THAN), 1, q("33.4", Q.LESS_THAN)),
        (q(2), q(3, Q.UP_TO), 1, q("66.6", Q.AT_LEAST)),
        (q(2), q(3, Q.NEARLY), 1, q("66.6", Q.MORE_THAN)),
        (q(2, Q.NEARLY), q(3), 1, q("66.7", Q.NEARLY)),
        (q(2, Q.NEARLY), q(3, Q.MORE_THAN), 1, q("66.7", Q.LESS_THAN)),
        (q(2, Q.ABOUT), q(3), 1, q("66.7", Q.ABOUT)),
        (q(0), q(3, Q.MORE_THAN), 1, q(0)),
        (q(0), q(3, Q.ABOUT), 1, q(0)),
        (q(0, Q.AT_LEAST), q(3, Q.LESS_THAN), 1, q(0, Q.AT_LEAST)),
        (q(300), q(200), 1, q(150)),
    ],
)
def test_a_ratio_rounds_the_safe_way(part: Quantity, whole: Quantity, places: int, result: Quantity) -> None:
    assert ratio(part, whole, places) == result


@pytest.mark.parametrize(
    ("part", "whole", "result"),
    [
        (q(1), q(100000), q("0.1", Q.LESS_THAN)),
        (q(99999), q(100000), q("99.9", Q.MORE_THAN)),
        (q(100001), q(100000), q("100.0", Q.MORE_THAN)),
        (q(100000), q(100000), q(100)),
        (q(0), q(100000), q(0)),
    ],
)
def test_an_exact_share_is_not_rounded_to_none_or_to_all(part: Quantity, whole: Quantity, result: Quantity) -> None:
    assert ratio(part, whole) == result


@pytest.mark.parametrize(
    ("percent", "base", "result"),
    [
        (q(40), q(340), q(136)),
        (q(33), q(340), q("112.2")),
        (q(40, Q.MORE_THAN), q(340), q(136, Q.MORE_THAN)),
        (q(40), q(340, Q.NEARLY), q(136, Q.NEARLY)),
        (q(40, Q.NEARLY), q(340, Q.NEARLY), q(136, Q.LESS_THAN)),
        (q(40, Q.MORE_THAN), q(340, Q.UP_TO), q(136, Q.ABOUT)),
        (q(0), q(340, Q.MORE_THAN), q(0)),
        (q(40, Q.MORE_THAN), q(0, Q.AT_LEAST), q(0, Q.AT_LEAST)),
        (q(40, Q.LESS_THAN), q(0, Q.UP_TO), q(0, Q.UP_TO)),
        (q(0, Q.MORE_THAN), q(340, Q.MORE_THAN), q(0, Q.MORE_THAN)),
    ],
)
def test_a_share_of_a_base_combines_both_directions(percent: Quantity, base: Quantity, result: Quantity) -> None:
    assert share_of(percent, base) == result


def test_a_share_of_a_base_is_rounded_only_where_asked() -> None:
    assert share_of(q(33), q(340), places=0) == q(112)
    assert share_of(q(33, Q.UP_TO), q(340), places=0) == q(113, Q.UP_TO)


# Changes


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        (q(100), q(50), Change("down", q(50))),
        (q(100), q(150), Change("up", q(50))),
        (q(100), q(100), Change("none", q(0))),
        (q(100, Q.ABOUT), q(100), Change("none", q(0, Q.ABOUT))),
        (q(100), q(0), Change("down", q(100))),
        (q(100, Q.ABOUT), q(0), Change("down", q(100))),
        (q(3), q(2), Change("down", q("33.3"))),
        (q(3), q(2, Q.LESS_THAN), Change("down", q("33.3", Q.MORE_THAN))),
        (q(3), q(2, Q.NEARLY), Change("down", q("33.3", Q.MORE_THAN))),
        (q(3, Q.MORE_THAN), q(2), Change("down", q("33.3", Q.MORE_THAN))),
        (q(3, Q.NEARLY), q(2), Change("down", q("33.4", Q.LESS_THAN))),
        (q(3), q(5, Q.AT_LEAST), Change("up", q("66.6", Q.AT_LEAST))),
        (q(3, Q.UP_TO), q(5), Change("up", q("66.6", Q.AT_LEAST))),
        (q(3), q(5, Q.NEARLY), Change("up", q("66.7", Q.LESS_THAN))),
        (q(3, Q.ABOUT), q(5), Change("up", q("66.7", Q.ABOUT))),
        (q(100), q(100, Q.MORE_THAN), Change("up", q(0, Q.MORE_THAN))),
        (q(100000), q(99999), Change("down", q("0.1", Q.LESS_THAN))),
        (q(100000), q(1), Change("down", q("99.9", Q.MORE_THAN))),
    ],
)
def test_a_change_says_which_way_and_how_far(before: Quantity, after: Quantity, result: Change) -> None:
    assert change(before, after) == result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (q(100), q(50, Q.MORE_THAN)),
        (q(100, Q.LESS_THAN), q(50)),
        (q(100), q(100, Q.UP_TO)),
        (q(100, Q.MORE_THAN), q(200)),
        (q(100, Q.ABOUT), q(101, Q.ABOUT)),
        (q(100, Q.MORE_THAN), q(100, Q.MORE_THAN)),
    ],
)
def test_a_change_that_may_go_either_way_is_undefined(before: Quantity, after: Quantity) -> None:
    with pytest.raises(Undefined, match="rose or fell"):
        change(before, after)


# Results that do not exist


@pytest.mark.parametrize("operation", [ratio, change, share_of, difference, agrees])
@pytest.mark.parametrize("operands", [(None, q(1)), (q(1), None)])
def test_a_missing_operand_is_not_zero(
    operation: Callable[..., object], operands: tuple[Quantity | None, Quantity | None]
) -> None:
    with pytest.raises(Undefined, match="missing"):
        operation(*operands)


def test_a_missing_figure_leaves_a_total_undefined() -> None:
    with pytest.raises(Undefined, match="missing"):
        total([q(1), None])
    with pytest.raises(Undefined, match="no figures"):
        total([])


@pytest.mark.parametrize("operation", [ratio, change, share_of])
@pytest.mark.parametrize("operands", [(q(-1), q(1)), (q(1), q(-1)), (q(0, Q.LESS_THAN), q(1)), (q(1), q(0, Q.NEARLY))])
def test_a_negative_operand_has_no_share_and_no_change(
    operation: Callable[..., object], operands: tuple[Quantity, Quantity]
) -> None:
    with pytest.raises(Undefined, match="negative"):
        operation(*operands)


@pytest.mark.parametrize("qualifier", [Q.EXACT, Q.MORE_THAN, Q.AT_LEAST, Q.UP_TO, Q.ABOUT])
def test_nothing_is_divided_by_what_may_be_zero(qualifier: Q) -> None:
    with pytest.raises(Undefined, match="zero"):
        ratio(q(1), q(0, qualifier))
    with pytest.raises(Undefined, match="zero"):
        change(q(0, qualifier), q(1))


# Rounding


@pytest.mark.parametrize(
    ("qualifier", "rounded"),
    [
        (Q.EXACT, "2"),
        (Q.ABOUT, "2"),
        (Q.MORE_THAN, "2"),
        (Q.AT_LEAST, "2"),
        (Q.NEARLY, "3"),
        (Q.UP_TO, "3"),
        (Q.LESS_THAN, "3"),
    ],
)
def test_rounding_goes_the_safe_way(qualifier: Q, rounded: str) -> None:
    assert round_safely(Decimal("2.5"), qualifier, 0) == Decimal(rounded)


def test_rounding_below_zero_goes_the_safe_way_too() -> None:
    assert round_safely(Decimal("-2.5"), Q.MORE_THAN, 0) == -3
    assert round_safely(Decimal("-2.5"), Q.LESS_THAN, 0) == -2


def test_places_below_zero_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="places"):
        round_safely(Decimal(1), Q.EXACT, -1)


# Agreement


@pytest.mark.parametrize(
    ("computed", "stated", "agree"),
    [
        (q(119185), q(120000, Q.NEARLY), True),
        (q(120000), q(120000, Q.NEARLY), False),
        (q(131000), q(120000, Q.NEARLY), False),
        (q(60000), q(120000, Q.NEARLY), False),
        (q(18000), q(18000), True),
        (q(18001), q(18000), False),
        (q(5080), q(5100, Q.ABOUT), True),
        (q(5300), q(5100, Q.ABOUT), False),
        (q(131000), q(131000, Q.MORE_THAN), False),
        (q(131001), q(131000, Q.MORE_THAN), True),
        (q(250), q(250, Q.AT_LEAST), True),
        (q(100), q(100, Q.UP_TO), True),
        (q(100), q(100, Q.LESS_THAN), False),
        (q(90, Q.MORE_THAN), q(100), True),
        (q(110, Q.MORE_THAN), q(100), False),
        (q(100, Q.MORE_THAN), q(100, Q.UP_TO), False),
        (q(100, Q.AT_LEAST), q(100, Q.UP_TO), True),
    ],
)
def test_figures_agree_where_one_true_value_satisfies_both(computed: Quantity, stated: Quantity, agree: bool) -> None:
    assert agrees(computed, stated) is agree
    assert agrees(stated, computed) is agree
