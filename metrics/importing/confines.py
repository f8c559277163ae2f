"""Rows held against the assignments of whoever imports them (metrics/scopes.py), in memory."""

from typing import Any

from metrics.models import Figure
from metrics.scopes import Where, scope_of

from .known import Known
from .outcomes import Held, Problem, Stated

COLUMN_OF = {"global": "coverage"}


class Confines:
    """What a person is confined to. Files have many rows of few places, so each is worked out once."""

    def __init__(self, by: Any):
        self.scope = scope_of(by)
        self.found: dict[tuple[int, str], Problem | None] = {}

    def problem_of(self, known: Known, stated: Stated, held: Held | None) -> Problem | None:
        """Why the row is not theirs to enter, or the figure that it changes not theirs to change."""
        if self.scope is None:
            return None
        of_row = self.of_place(known, stated.indicator, stated.place_key)
        return of_row or (self.of_place(known, held.identity[0], held.identity[2]) if held else None)

    def of_place(self, known: Known, indicator: int, place_key: str) -> Problem | None:
        key = (indicator, place_key)
        if key not in self.found:
            outside = self.scope.outside(where(known, indicator, place_key)) if self.scope else None
            column = "group" if place_key.startswith("group:") else COLUMN_OF.get(place_key, "countries")
            self.found[key] = outside and Problem("indicator" if outside.of == "line" else column, outside.sentence)
        return self.found[key]


def where(known: Known, indicator: int, place_key: str) -> Where:
    """Where a figure of this indicator and place belongs; of a group, with the members that it has now."""
    line = known.line_of.get(indicator)
    if place_key.startswith("group:"):
        group, _ = known.groups[place_key.removeprefix("group:")]
        return Where(frozenset(known.members.get(group, ())), group, line)
    codes = () if place_key == Figure.place_key_of(Figure.Coverage.GLOBAL) else place_key.split(";")
    return Where(frozenset(codes), None, line)
