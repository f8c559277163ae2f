"""Figures with their qualifiers, and arithmetic that never says more than its operands do.

Values are ``Decimal``, never a float, and every sum and product is exact. Only :func:`ratio` and
:func:`change` round, and they round the safe way: what bounds from above is rounded up, what bounds from
below is rounded down, exact and approximate values half to even (the design, section 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from metrics.statements import exact
from metrics.statements.errors import Undefined
from metrics.statements.exact import MAX_DIGITS
from metrics.statements.qualifiers import Direction, Qualifier, combine

#: How far "nearly" and "about" reach, as a share of the stated value; see :func:`nearness`.
NEAR = Decimal("0.05")

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that a figure allows; ``None`` is an open end."""

    low: Decimal | None
    high: Decimal | None
    low_inclusive: bool
    high_inclusive: bool

    def contains(self, value: Decimal | Fraction) -> bool:
        """Whether ``value`` is one of them."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_inclusive)):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_inclusive)

    def lies_below(self, other: Bounds) -> bool:
        """Whether every value here is less than every value there."""
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return not (self.high_inclusive and other.low_inclusive)
        return self.high < other.low

    def meets(self, other: Bounds) -> bool:
        """Whether some value is allowed by both."""
        return not self.lies_below(other) and not other.lies_below(self)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and how firmly it is stated. The unit is the caller's to keep.

    ``value`` is finite with at most ``MAX_DIGITS`` digits on either side of the point (:class:`Undefined`
    otherwise). Anything but a ``Decimal`` is a ``TypeError``: a float would already have lost the stated
    digits.
    """

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            raise TypeError(f"A quantity holds a Decimal, not {type(self.value).__name__}.")
        if not self.value.is_finite():
            raise Undefined("{value} is not a number that can be counted with.", value=self.value)
        exponent = self.value.as_tuple().exponent
        too_fine = isinstance(exponent, int) and exponent < -MAX_DIGITS
        if self.value and (too_fine or self.value.adjusted() >= MAX_DIGITS):
            raise Undefined(
                "The value has more digits than the {limit} that are kept on either side of the point.",
                limit=MAX_DIGITS,
            )
        object.__setattr__(self, "qualifier", Qualifier(self.qualifier))

    @property
    def sort_key(self) -> tuple[Decimal, int]:
        """Sorts by value, and within one value from "less than" through "exact" to "more than"."""
        return self.value, _ORDER.index(self.qualifier)

    def bounds(self) -> Bounds:
        """What the words guarantee about the true value.

        "Nearly" guarantees only that it is less, and "about" guarantees nothing; :meth:`vicinity` adds how
        near.
        """
        value, inclusive = self.value, not self.qualifier.is_strict
        match self.qualifier.direction:
            case Direction.NONE:
                return Bounds(value, value, True, True)
            case Direction.ABOVE:
                return Bounds(value, None, inclusive, False)
            case Direction.BELOW:
                return Bounds(None, value, False, inclusive)
            case Direction.EITHER:
                return Bounds(None, None, False, False)

    def vicinity(self) -> Bounds:
        """:meth:`bounds`, with the open ends of "nearly" and "about" closed at :func:`nearness`."""
        if self.qualifier is Qualifier.NEARLY:
            return Bounds(exact.subtract(self.value, nearness(self.value)), self.value, True, False)
        if self.qualifier is Qualifier.ABOUT:
            reach = nearness(self.value)
            low, high = exact.subtract(self.value, reach), exact.add(self.value, reach)
            return Bounds(low, high, True, True)
        return self.bounds()

    def rounded(self, places: int) -> Quantity:
        """This quantity at ``places`` decimals, rounded the safe way."""
        return Quantity(round_safely(self.value, self.qualifier, places), self.qualifier)


#: From the most certainly below a value to the most certainly above it.
_ORDER = (
    Qualifier.LESS_THAN,
    Qualifier.NEARLY,
    Qualifier.UP_TO,
    Qualifier.ABOUT,
    Qualifier.EXACT,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
)


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved: ``quantity`` is the size of the move in percent of the earlier value."""

    direction: Literal["down", "up", "none"]
    quantity: Quantity


def nearness(value: Decimal) -> Decimal:
    """How far from ``value`` "nearly" and "about" still reach: one unit of its last significant digit, at
    most 5 %.

    119,185 is "almost 120,000" (reach 6,000), 168.2 million is "nearly 169 million" (reach 1 million), and
    131,000 is neither. The rule is this project's own; it decides what is shown to a person as a
    contradiction, never a value.
    """
    if not value:
        return Decimal(0)
    return min(exact.last_digit(value), exact.multiply(value.copy_abs(), NEAR))


def round_safely(value: Decimal | Fraction, qualifier: Qualifier, places: int) -> Decimal:
    """``value`` at ``places`` decimals, so that the qualifier stays true of it.

    What bounds from above is rounded up, what bounds from below is rounded down, the rest half to even.
    """
    if places < 0:
        raise ValueError("places cannot be negative")
    shifted = Fraction(value) * 10**places
    match qualifier.direction:
        case Direction.ABOVE:
            units = floor(shifted)
        case Direction.BELOW:
            units = ceil(shifted)
        case _:
            units = round(shifted)
    return Decimal(f"{units}E-{places}")


def total(quantities: Iterable[Quantity | None]) -> Quantity:
    """The sum, exact to the last digit, with the directions combined.

    A missing operand is not zero: ``None``, or nothing to add at all, is :class:`Undefined`.
    """
    known = [_known(quantity) for quantity in quantities]
    if not known:
        raise Undefined("There are no figures to add up.")
    value = Decimal(0)
    for quantity in known:
        value = exact.add(value, quantity.value)
    return Quantity(value, combine(quantity.qualifier for quantity in known))


def difference(a: Quantity | None, b: Quantity | None) -> Quantity:
    """``a - b``; the direction of ``b`` counts reversed.

    "Nearly" becomes "less than", even beside an exact figure: a subtraction keeps the bound but magnifies
    the distance (nearly 120,000, truly 119,185, less 119,000 is 185, which is not "nearly 1,000").
    """
    a, b = _known(a), _known(b)
    qualifier = combine([_without_nearly(a.qualifier), b.qualifier.reversed])
    return Quantity(exact.subtract(a.value, b.value), qualifier)


def ratio(part: Quantity | None, whole: Quantity | None, places: int = 1) -> Quantity:
    """``part`` as a percentage of ``whole``, rounded safely to ``places`` decimals.

    An exact share that is not zero is never rounded to "0 percent", nor one that is not whole to "100
    percent": it becomes "less than 0.1" or "more than 99.9" (at one place). :class:`Undefined` where the
    whole is or may be zero with nothing known above it, and for negative or missing operands.
    """
    part, whole = _counted(part), _counted(whole)
    _nonzero(whole)
    value, qualifier = _quotient(part, whole)
    return _percent(value * 100, qualifier, places, keep_off=(0, 100))


def change(before: Quantity | None, after: Quantity | None, places: int = 1) -> Change:
    """How far ``after`` lies from ``before``, in percent of ``before``, rounded safely to ``places``
    decimals.

    :class:`Undefined` where the qualifiers leave open whether it rose or fell ("100, then more than 50"),
    where ``before`` is zero, and for negative or missing operands.
    """
    before, after = _counted(before), _counted(after)
    _nonzero(before)
    loose = {before.qualifier, after.qualifier}
    if before.value == after.value and loose <= {Qualifier.EXACT, Qualifier.ABOUT}:
        return Change("none", Quantity(Decimal(0), combine(loose)))
    share, qualifier = _quotient(after, before)
    if after.vicinity().lies_below(before.vicinity()):
        return Change("down", _percent((1 - share) * 100, qualifier.reversed, places, keep_off=(0, 100)))
    if before.vicinity().lies_below(after.vicinity()):
        return Change("up", _percent((share - 1) * 100, _without_nearly(qualifier), places, keep_off=(0,)))
    raise Undefined("It cannot be told whether the figure rose or fell: its bounds allow both.")


def share_of(percent: Quantity | None, base: Quantity | None, places: int | None = None) -> Quantity:
    """``percent`` of ``base``: 40 percent of 340 is 136.

    The product is exact unless ``places`` asks for rounding. :class:`Undefined` for negative or missing
    operands.
    """
    percent, base = _counted(percent), _counted(base)
    value = exact.multiply(exact.multiply(percent.value, _HUNDREDTH), base.value)
    product = Quantity(exact.without_idle_zeros(value), _product_qualifier(percent, base))
    return product if places is None else product.rounded(places)


def agrees(computed: Quantity | None, stated: Quantity | None) -> bool:
    """Whether one true value can satisfy both: 119,185 agrees with "nearly 120,000", 131,000 does not.

    "Nearly" and "about" reach as far as :func:`nearness`. An exact figure is taken at its word, to the last
    digit, so a computed share is first rounded to the decimals of the stated one. "More than 131,000"
    agrees with anything above: it is a bound, and a bound far from the truth is still true.
    """
    return _known(computed).vicinity().meets(_known(stated).vicinity())


def _known(quantity: Quantity | None) -> Quantity:
    if quantity is None:
        raise Undefined("A figure is missing, and a missing figure is not zero.")
    return quantity


def _counted(quantity: Quantity | None) -> Quantity:
    quantity = _known(quantity)
    below_zero = quantity.value == 0 and quantity.qualifier in (Qualifier.LESS_THAN, Qualifier.NEARLY)
    if quantity.value < 0 or below_zero:
        raise Undefined("A share or a change of a negative figure has no meaning here.")
    return quantity


def _nonzero(quantity: Quantity) -> None:
    if quantity.value == 0:
        raise Undefined("Nothing can be expressed as a percentage of zero.")


def _without_nearly(qualifier: Qualifier) -> Qualifier:
    return Qualifier.LESS_THAN if qualifier is Qualifier.NEARLY else qualifier


def _quotient(part: Quantity, whole: Quantity) -> tuple[Fraction, Qualifier]:
    """``part / whole`` with its qualifier, for non-negative operands and a ``whole`` whose value is not
    zero.
    """
    qualifier = combine([part.qualifier, whole.qualifier.reversed])
    if part.value == 0:
        # Zero divided by anything is zero: the whole's looseness has nothing to act on.
        qualifier = part.qualifier
    return Fraction(part.value) / Fraction(whole.value), qualifier


def _product_qualifier(a: Quantity, b: Quantity) -> Qualifier:
    """The qualifier of ``a * b``. Beside a factor of zero, the other's looseness has no effect."""
    exact_zero = any(q.value == 0 and q.qualifier is Qualifier.EXACT for q in (a, b))
    if exact_zero:
        return Qualifier.EXACT
    qualifier = combine([a.qualifier, b.qualifier])
    strict = (a.qualifier.is_strict and b.value != 0) or (b.qualifier.is_strict and a.value != 0)
    if not strict and not (a.qualifier.is_strict and b.qualifier.is_strict):
        relaxed = {Qualifier.MORE_THAN: Qualifier.AT_LEAST, Qualifier.LESS_THAN: Qualifier.UP_TO}
        return relaxed.get(qualifier, qualifier)
    return qualifier


def _percent(value: Fraction, qualifier: Qualifier, places: int, keep_off: tuple[int, ...]) -> Quantity:
    """``value`` rounded, except that an exact one is kept off the round figures that it does not reach."""
    rounded = round_safely(value, qualifier, places)
    if qualifier is not Qualifier.EXACT or rounded == value or rounded not in keep_off:
        return Quantity(rounded, qualifier)
    step = Decimal(f"1E-{places}")
    if rounded == 0:
        return Quantity(step, Qualifier.LESS_THAN)
    return Quantity(rounded if value > rounded else rounded - step, Qualifier.MORE_THAN)
