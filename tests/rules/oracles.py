"""What the words of a figure allow, counted out: every fortieth up to TOP, one by one.

A fortieth is half of a twentieth (5 percent) of one, so that between any two limits that differ there is one.
"""

from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

TOP = 70
ONE = 40
QUALIFIERS = ("exact", "more_than", "at_least", "nearly", "about", "up_to", "less_than")
# Counting out takes its time, and more on a busy machine.
patiently = settings(deadline=None, max_examples=60)
stated = st.tuples(st.integers(1, 30), st.sampled_from(QUALIFIERS))


def reach(value: int) -> int:
    """How far "nearly" and "about" reach, in fortieths: one unit of the last significant digit, at most 5 percent."""
    unit = 10 if value % 10 == 0 else 1
    return min(unit * ONE, value * ONE // 20)


@cache
def allowed(value: int, qualifier: str) -> frozenset[int]:
    """In fortieths, too."""
    stated = value * ONE
    tests = {
        "exact": lambda x: x == stated,
        "more_than": lambda x: x > stated,
        "at_least": lambda x: x >= stated,
        "nearly": lambda x: stated - reach(value) <= x < stated,
        "about": lambda x: abs(x - stated) <= reach(value),
        "up_to": lambda x: x <= stated,
        "less_than": lambda x: x < stated,
    }
    return frozenset(x for x in range(TOP * ONE) if tests[qualifier](x))


def both_can_be_true(a, b) -> bool:
    return not allowed(*a).isdisjoint(allowed(*b))


def must_be_larger(a, b) -> bool:
    """Whether all that `a` allows is larger than all that `b` allows."""
    return b[1] not in ("more_than", "at_least") and min(allowed(*a)) > max(allowed(*b))
