"""What a source says of one figure, read from its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.statements import exact
from metrics.statements.periods import Period
from metrics.statements.qualifiers import Qualifier
from metrics.statements.quantities import Bounds, Quantity, agrees, total
from metrics.statements.units import UnitKind


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as stated.

    ``value`` is in single units (dollars, people, percent), ``value_max`` the upper end of a range.
    ``unit_hint`` is the noun phrase as stated ("asylum claims"); for a share it is what the share is of.
    ``unit_kind`` is ``None`` where the words leave it open. ``currency`` is ISO 4217. ``per`` is what a
    rate is counted over ("day", "100,000 people"). ``parts`` are the figures given in parentheses, and
    ``base`` the figure that this one is a part of ("40 percent of the 340 municipalities"). ``period`` and
    ``period_words`` are set where the text carries a time; where its words cannot be turned into dates,
    ``period`` is ``None`` and ``period_reason`` says why. ``language`` is the one that it was read in.
    """

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    value_max: Decimal | None = None
    unit_hint: str | None = None
    unit_kind: UnitKind | None = None
    currency: str | None = None
    parts: tuple[Statement, ...] = ()
    as_stated: str = ""
    period: Period | None = None
    period_words: str | None = None
    period_reason: str = ""
    per: str | None = None
    base: Statement | None = None
    language: str | None = None

    @property
    def quantity(self) -> Quantity:
        """The value with its qualifier; for a range, its lower end."""
        return Quantity(self.value, self.qualifier)

    def bounds(self) -> Bounds:
        """The values that the words allow: both ends of an exact range, otherwise those of
        :attr:`quantity`.
        """
        if self.value_max is None:
            return self.quantity.bounds()
        if self.qualifier is Qualifier.EXACT:
            return Bounds(self.value, self.value_max, True, True)
        low = self.quantity.bounds()
        high = Quantity(self.value_max, self.qualifier).bounds()
        return Bounds(low.low, high.high, low.low_inclusive, high.high_inclusive)

    def parts_agree(self) -> bool | None:
        """Whether the parts add up to the value; ``None`` where they cannot be added: shares, currencies."""
        kinds = {(part.unit_kind in ("share", "rate"), part.currency, part.value_max) for part in self.parts}
        own = (self.unit_kind in ("share", "rate"), self.currency, self.value_max)
        if len(self.parts) < 2 or kinds != {own} or own[0] or self.value_max is not None:
            return None
        return agrees(total(part.quantity for part in self.parts), self.quantity)

    def scaled(self, factor: Decimal) -> Statement:
        """The same statement in units ``factor`` times smaller, for a table that counts in thousands."""
        return replace(
            self,
            value=exact.multiply(self.value, factor),
            value_max=None if self.value_max is None else exact.multiply(self.value_max, factor),
        )
