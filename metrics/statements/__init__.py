from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    ABOUT = "about"
    UP_TO = "up_to"
    LESS_THAN = "less_than"


@dataclass(frozen=True)
class Quantity:
    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True)
class UnitForms:
    singular: str
    plural: str
    kind: str
    currency: str | None


def render(q, unit, language):
    return f"{q.qualifier} {q.value} {unit.plural}"
