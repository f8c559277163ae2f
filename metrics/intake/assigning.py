"""One statement, one figure: of the candidates of a passage no two take the same indicator, place and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

#: A next choice that is less like than this share of the first is none.
AS_GOOD = 0.5

#: What a choice would state, and how like it is.
Choice = tuple[Hashable, float]


def assigned(choices: Sequence[Sequence[Choice]], values: Sequence[Hashable]) -> list[int]:
    """For each candidate of a passage which of its choices it takes, from 0; its choices stand best first.

    Where several of other values would state the same, the one that has least to lose moves on to its next choice, if
    that is nearly as good. Those of one value repeat each other, and may.
    """
    taken = [0] * len(choices)
    for _ in range(sum(map(len, choices))):
        rivals: dict[Hashable, list[int]] = defaultdict(list)
        for at, (own, place) in enumerate(zip(choices, taken, strict=True)):
            if own:
                rivals[own[place][0]].append(at)
        moving = [
            min(able, key=lambda at: (regret(choices[at], taken[at]), -at))
            for those in rivals.values()
            if len({values[at] for at in those}) > 1
            and (able := [at for at in those if regret(choices[at], taken[at]) is not None])
        ]
        if not moving:
            break
        for at in moving:
            taken[at] += 1
    return taken


def regret(own: Sequence[Choice], place: int) -> float | None:
    """What a candidate loses by its next choice; None where it has none that is nearly as good."""
    if place + 1 >= len(own) or own[place + 1][1] < AS_GOOD * own[0][1]:
        return None
    return own[place][1] - own[place + 1][1]
