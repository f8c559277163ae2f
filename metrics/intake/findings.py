"""What a field was taken from: its value with the step that decided, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reason:
    """The step that decided a field ("clause", "heading", "carried"…), the words it went by, and how sure it
    is, from 0 to 1.
    """

    step: str
    words: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Where:
    """The countries (alpha-3) or group (slug) that a figure concerns; both empty where that is not known."""

    countries: tuple[str, ...]
    group: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class When:
    """The first and last day of a figure's period, ``None`` for an open end, and the words that state it."""

    start: date | None
    end: date | None
    words: str
    reason: Reason


NOWHERE = Where((), "", Reason("not stated", "", 0.0))
NEVER = When(None, None, "", Reason("not stated", "", 0.0))
