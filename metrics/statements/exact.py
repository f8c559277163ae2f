"""Decimal arithmetic that raises rather than round: the default context would drop digits beyond the 28th."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact

#: A quantity has at most this many digits before the decimal point, and as many after it.
MAX_DIGITS = 30

_EXACTLY = Context(prec=8 * MAX_DIGITS, traps=[Inexact])

add = _EXACTLY.add
subtract = _EXACTLY.subtract
multiply = _EXACTLY.multiply


def without_idle_zeros(value: Decimal) -> Decimal:
    """``value`` in positional notation without trailing zeros after the point: 136 rather than 136.00 or 1.36E+2."""
    return Decimal(f"{value.normalize(_EXACTLY):f}")


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last significant digit of ``value``: 10,000 for 120,000."""
    return Decimal(f"1E{value.normalize(_EXACTLY).as_tuple().exponent}")
