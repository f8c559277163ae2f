"""Figures proposed to a person, and the numbers left out, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metrics.intake.findings import Reason, When, Where
from metrics.statements.qualifiers import Qualifier


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is "component_of", "subset_of", "share_of" or "same_as"; ``to`` the other candidate's place
    in the list; ``note`` says how they agree.
    """

    kind: str
    to: int
    note: str = ""


@dataclass
class Candidate:
    """A figure as a document states it.

    ``value`` is in single units. ``start`` to ``end`` are its words in the canonical text, qualifier
    included. ``unit`` is a code ("people", "USD", "percent", "people-per-day") or ``None`` where the words do
    not give one. ``place`` is the number of its block and of its sentence in it; ``is_part`` says that it stands in
    parentheses.
    """

    value: Decimal
    value_max: Decimal | None
    qualifier: Qualifier
    unit: str | None
    unit_as_stated: str
    where: Where
    when: When
    as_stated: str
    start: int
    end: int
    section: tuple[str, ...]
    sentence: str
    value_reason: Reason
    qualifier_reason: Reason
    unit_reason: Reason
    place: tuple[int, int]
    is_part: bool = False
    relations: list[Relation] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As ``read_document`` prints it: plain decimals, ISO dates, ``None`` for what is not known."""
        reasons = {
            "value": self.value_reason,
            "qualifier": self.qualifier_reason,
            "unit": self.unit_reason,
            "countries": self.where.reason,
            "period": self.when.reason,
        }
        return {
            "value": f"{self.value:f}",
            "value_max": None if self.value_max is None else f"{self.value_max:f}",
            "qualifier": self.qualifier.value,
            "unit": self.unit,
            "unit_as_stated": self.unit_as_stated,
            "countries": list(self.where.countries),
            "group": self.where.group or None,
            "period_start": self.when.start.isoformat() if self.when.start else None,
            "period_end": self.when.end.isoformat() if self.when.end else None,
            "period_as_stated": self.when.words or None,
            "as_stated": self.as_stated,
            "start": self.start,
            "end": self.end,
            "section": list(self.section),
            "sentence": self.sentence,
            "reasons": {name: {"step": reason.step, "words": reason.words} for name, reason in reasons.items()},
            "confidence": {name: round(reason.confidence, 2) for name, reason in reasons.items()},
            "relations": [
                {"kind": relation.kind, "to": relation.to, "note": relation.note} for relation in self.relations
            ],
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is no figure: its words, its place in the canonical text, and why it was left out."""

    words: str
    start: int
    end: int
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """As ``read_document`` prints it."""
        return {"as_stated": self.words, "start": self.start, "end": self.end, "reason": self.reason}
