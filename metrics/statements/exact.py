"""Decimal arithmetic that raises rather than round: the default context would drop digits beyond the 28th."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact

#: A quantity has at most this many digits before the decimal point, and as many after it.
MAX_DIGITS = 30

CONTEXT = Context(prec=8 * MAX_DIGITS, traps=[Inexact])

add = CONTEXT.add
subtract = CONTEXT.subtract
multiply = CONTEXT.multiply


def without_idle_zeros(value: Decimal) -> Decimal:
    """``value`` in positional notation without trailing zeros after the point: 136 rather than 136.00 or
    1.36E+2.
    """
    return Decimal(f"{value.normalize(CONTEXT):f}")


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last significant digit of ``value``: 10,000 for 120,000."""
    return Decimal(f"1E{value.normalize(CONTEXT).as_tuple().exponent}")
