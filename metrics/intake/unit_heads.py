"""A figure's unit with its reason, and the unit that the words of a head or caption name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.intake.findings import Reason
from metrics.intake.places import find_places
from metrics.intake.sentence import Setting
from metrics.intake.units import near_only
from metrics.statements.lexicon import words as words_of

_CONFIDENCE = {
    "currency": 0.98,
    "percent sign": 0.98,
    "noun": 0.95,
    "noun as stated": 0.6,
    "predicate": 0.8,
    "its total": 0.85,
    "its parts": 0.7,
    "figure before": 0.75,
    "figure after": 0.8,
    "sentence before": 0.5,
    "lead-in": 0.6,
    "title": 0.5,
    "noun before": 0.65,
    "noun after": 0.65,
    "verb": 0.6,
    "column": 0.9,
    "row": 0.85,
    "caption": 0.7,
    "heading": 0.6,
    "label": 0.6,
    "not stated": 0.0,
}


_WORD = re.compile(r"[^\W\d_][\w'-]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's code, the words that gave it, and the reason."""

    code: str | None
    words: str
    reason: Reason


def unit_in(words: str, step: str, setting: Setting) -> Unit | None:
    """The unit that the words of a head or caption name, or ``None``."""
    places = [(place.start, place.end) for place in find_places(words) if place.kind == "country"]
    lowers = [
        match.group().lower()
        for match in _WORD.finditer(words)
        if not any(start <= match.start() < end for start, end in places)
    ]
    own_head = step in ("column", "row")
    if own_head and setting.language == "en":
        lowers = _head_phrase(lowers, setting)
    known = [word for word in lowers if word in setting.units and not (own_head and word in _OF_TABLES)]
    if not own_head:
        known = [word for word in known if word not in near_only(setting.language)]
    if not known:
        return None
    heads_first = setting.language == "es" or step in ("title", "heading", "lead-in", "caption")
    noun = known[0] if heads_first else known[-1]
    return Unit(setting.units[noun], words, unit_reason(step, words))


#: Words of a table's own, which its cells do not count.
_OF_TABLES = words_of(
    "target targets indicator indicators result results plan plans goal goals item items measure measures"
)


_HEAD_ENDS = words_of("for in with by to from who that which at on under per through during not")


def _head_phrase(lowers: list[str], setting: Setting) -> list[str]:
    """The noun phrase of an English head: "businesses" of "Businesses receiving loans", what is numbered in "Number of
    people trained".
    """
    if "of" in lowers[1:3] and lowers[0] in ("number", "total", "count", "no"):
        lowers = lowers[lowers.index("of") + 1 :]
    for at, word in enumerate(lowers):
        ends = word in _HEAD_ENDS or (word.endswith(("ed", "ing")) and word not in setting.units)
        if at and ends and any(noun in setting.units for noun in lowers[:at]):
            return lowers[:at]
    return lowers


def unit_reason(step: str, words: str) -> Reason:
    return Reason(step, words, _CONFIDENCE[step])
