"""How firmly a figure is stated: "more than 131,000" is not 131,000.

The rules are those of the design, section 2: sums combine directions, a ratio combines the numerator's
direction with the denominator's reversed, above with below gives ``about``, and ``nearly`` survives only
beside exact figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Direction(StrEnum):
    """On which side of the stated value the true value lies."""

    NONE = "none"
    ABOVE = "above"
    BELOW = "below"
    EITHER = "either"


class Qualifier(StrEnum):
    """The word a source puts before a number, reduced to what it says about the true value ``x`` beside
    ``v``.
    """

    EXACT = "exact"  # x = v
    MORE_THAN = "more_than"  # x > v
    AT_LEAST = "at_least"  # x >= v
    NEARLY = "nearly"  # x < v, and close to it
    ABOUT = "about"  # x close to v, on either side
    UP_TO = "up_to"  # x <= v
    LESS_THAN = "less_than"  # x < v

    @property
    def direction(self) -> Direction:
        """On which side of the stated value the true one lies."""
        return _DIRECTIONS[self]

    @property
    def reversed(self) -> Qualifier:
        """The qualifier of ``-x`` or ``1 / x``: what bounds from above bounds from below, and strictness
        stays.

        ``nearly`` becomes ``more_than``, because no qualifier says "a little more than"; reversing twice
        therefore does not restore it.
        """
        return _REVERSED[self]

    @property
    def is_strict(self) -> bool:
        """Whether the stated value itself is ruled out."""
        return self in _STRICT


_DIRECTIONS = {
    Qualifier.EXACT: Direction.NONE,
    Qualifier.MORE_THAN: Direction.ABOVE,
    Qualifier.AT_LEAST: Direction.ABOVE,
    Qualifier.NEARLY: Direction.BELOW,
    Qualifier.ABOUT: Direction.EITHER,
    Qualifier.UP_TO: Direction.BELOW,
    Qualifier.LESS_THAN: Direction.BELOW,
}

_REVERSED = {
    Qualifier.EXACT: Qualifier.EXACT,
    Qualifier.MORE_THAN: Qualifier.LESS_THAN,
    Qualifier.AT_LEAST: Qualifier.UP_TO,
    Qualifier.NEARLY: Qualifier.MORE_THAN,
    Qualifier.ABOUT: Qualifier.ABOUT,
    Qualifier.UP_TO: Qualifier.AT_LEAST,
    Qualifier.LESS_THAN: Qualifier.MORE_THAN,
}

_STRICT = frozenset({Qualifier.MORE_THAN, Qualifier.NEARLY, Qualifier.LESS_THAN})


def combine(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """The qualifier of a sum of figures so qualified; ``exact`` for none at all.

    One strict bound makes the whole bound strict. Commutative and associative, so a total does not depend
    on how its figures were grouped.
    """
    inexact = [qualifier for qualifier in qualifiers if qualifier is not Qualifier.EXACT]
    directions = {qualifier.direction for qualifier in inexact}
    if not directions:
        return Qualifier.EXACT
    if len(directions) > 1 or Direction.EITHER in directions:
        return Qualifier.ABOUT
    strict = any(qualifier.is_strict for qualifier in inexact)
    if Direction.ABOVE in directions:
        return Qualifier.MORE_THAN if strict else Qualifier.AT_LEAST
    if inexact == [Qualifier.NEARLY]:
        return Qualifier.NEARLY
    return Qualifier.LESS_THAN if strict else Qualifier.UP_TO
