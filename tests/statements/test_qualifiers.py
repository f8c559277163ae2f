"""The seven qualifiers, their directions and what becomes of them together."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from metrics.statements import Direction, Qualifier, combine

Q = Qualifier

DIRECTIONS = {
    Q.EXACT: Direction.NONE,
    Q.MORE_THAN: Direction.ABOVE,
    Q.AT_LEAST: Direction.ABOVE,
    Q.NEARLY: Direction.BELOW,
    Q.UP_TO: Direction.BELOW,
    Q.LESS_THAN: Direction.BELOW,
    Q.ABOUT: Direction.EITHER,
}

OPPOSITE = {Direction.ABOVE: Direction.BELOW, Direction.BELOW: Direction.ABOVE}


@pytest.mark.parametrize(("qualifier", "direction"), DIRECTIONS.items())
def test_each_qualifier_has_the_direction_of_the_design(qualifier: Qualifier, direction: Direction) -> None:
    assert qualifier.direction is direction


def test_the_names_are_those_of_the_design() -> None:
    names = "exact more_than at_least nearly about up_to less_than"
    assert {qualifier.value for qualifier in Qualifier} == set(names.split())


@pytest.mark.parametrize("qualifier", Qualifier)
def test_reversing_turns_the_direction_round_and_keeps_strictness(qualifier: Qualifier) -> None:
    turned = qualifier.reversed
    assert turned.direction is OPPOSITE.get(qualifier.direction, qualifier.direction)
    assert turned.is_strict is qualifier.is_strict


@pytest.mark.parametrize("qualifier", [q for q in Qualifier if q is not Q.NEARLY])
def test_reversing_twice_restores_all_but_nearly(qualifier: Qualifier) -> None:
    assert qualifier.reversed.reversed is qualifier
    assert Q.NEARLY.reversed.reversed is Q.LESS_THAN


@pytest.mark.parametrize(
    ("together", "result"),
    [
        ([], Q.EXACT),
        ([Q.EXACT, Q.EXACT], Q.EXACT),
        ([Q.EXACT, Q.MORE_THAN], Q.MORE_THAN),
        ([Q.MORE_THAN, Q.AT_LEAST], Q.MORE_THAN),
        ([Q.AT_LEAST, Q.AT_LEAST], Q.AT_LEAST),
        ([Q.UP_TO, Q.UP_TO], Q.UP_TO),
        ([Q.UP_TO, Q.LESS_THAN], Q.LESS_THAN),
        ([Q.NEARLY, Q.EXACT, Q.EXACT], Q.NEARLY),
        ([Q.NEARLY, Q.NEARLY], Q.LESS_THAN),
        ([Q.NEARLY, Q.UP_TO], Q.LESS_THAN),
        ([Q.NEARLY, Q.MORE_THAN], Q.ABOUT),
        ([Q.MORE_THAN, Q.LESS_THAN], Q.ABOUT),
        ([Q.AT_LEAST, Q.UP_TO], Q.ABOUT),
        ([Q.ABOUT, Q.EXACT], Q.ABOUT),
        ([Q.ABOUT, Q.MORE_THAN], Q.ABOUT),
    ],
)
def test_directions_combine(together: list[Qualifier], result: Qualifier) -> None:
    for order in permutations(together):
        assert combine(order) is result


def test_combining_does_not_depend_on_the_grouping() -> None:
    for a, b, c in product(Qualifier, repeat=3):
        assert combine([combine([a, b]), c]) is combine([a, combine([b, c])]) is combine([a, b, c])
