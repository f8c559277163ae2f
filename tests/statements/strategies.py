"""What Hypothesis draws figures from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from metrics.statements import Qualifier, Quantity
from metrics.statements.render import Style

qualifiers = st.sampled_from(Qualifier)
languages = st.sampled_from(["en", "es"])
styles: st.SearchStrategy[Style] = st.sampled_from(["long", "plain", "symbol"])

#: Values as documents state them: small counts, round millions, cents, long digits.
values = st.one_of(
    st.integers(0, 3000).map(Decimal),
    st.integers(0, 10**15).map(Decimal),
    st.builds(lambda digits, power: Decimal(digits).scaleb(power), st.integers(0, 9999), st.integers(-4, 13)),
    st.decimals(0, 10**13, allow_nan=False, allow_infinity=False, places=3),
)
positive_values = values.filter(bool)

quantities = st.builds(Quantity, values, qualifiers)
positive_quantities = st.builds(Quantity, positive_values, qualifiers)


@st.composite
def true_values(draw: st.DrawFn, quantity: Quantity) -> Fraction:
    """A non-negative value that may be true where a source states ``quantity``.

    Written from the meaning of the words alone, so that it can check the arithmetic: it shares no code with it.
    """
    value = Fraction(quantity.value)
    up = Fraction(draw(st.integers(0, 10**6)), draw(st.integers(1, 1000)))
    down = Fraction(draw(st.integers(0, 1000)), 1000)
    match quantity.qualifier:
        case Qualifier.EXACT:
            return value
        case Qualifier.MORE_THAN:
            return value + up + Fraction(1, 10**6)
        case Qualifier.AT_LEAST:
            return value + up
        case Qualifier.UP_TO:
            return value * (1 - down)
        case Qualifier.LESS_THAN | Qualifier.NEARLY:
            near = Fraction(1, 100) if quantity.qualifier is Qualifier.NEARLY else Fraction(1)
            return value * (1 - (down * near + Fraction(1, 10**6)) / (1 + Fraction(1, 10**6)))
        case Qualifier.ABOUT:
            return value * (1 + draw(st.sampled_from([-1, 1])) * down / 200)
