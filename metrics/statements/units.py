"""Units as words, and the currencies that figures are stated in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from metrics.statements.lexicon import words

UnitKind = Literal["count", "money", "share", "rate"]

UNIT_KINDS: tuple[str, ...] = get_args(UnitKind)


@dataclass(frozen=True, slots=True)
class UnitForms:
    """How a unit is written in one language: "visa" and "visas".

    ``kind`` is one of ``UNIT_KINDS``. Money is written with its ``currency`` (ISO 4217) and shares with the
    language's word for percent, so for both the two forms are not used. Raises ``ValueError`` for another
    kind, and for money without a currency.
    """

    singular: str
    plural: str
    kind: str = "count"
    currency: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in UNIT_KINDS:
            raise ValueError(f"A unit is one of {', '.join(UNIT_KINDS)}, not {self.kind!r}.")
        if self.kind == "money" and not self.currency:
            raise ValueError("A unit of money needs its currency, as three letters of ISO 4217.")


#: ISO 4217 codes that are read and written: the Americas and the donors beyond them.
CURRENCY_CODES = words(
    "ARS AUD BBD BOB BRL BSD BZD CAD CHF CLP CNY COP CRC CUP DKK DOP EUR GBP GTQ GYD HNL HTG INR JMD JPY KRW "
    "MXN NIO NOK NZD PAB PEN PYG SEK SRD TTD USD UYU VES XCD ZAR"
)

#: Signs that mean one currency only. A bare "$" is the U.S. dollar, as in the documents that are tracked
#: here.
CURRENCY_SIGNS = {
    "$": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "$US": "USD",
    "USD$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₡": "CRC",
    "MX$": "MXN",
    "CA$": "CAD",
    "R$": "BRL",
    "RD$": "DOP",
    "TT$": "TTD",
    "BZ$": "BZD",
    "EC$": "XCD",
    "S/": "PEN",
    "B/.": "PAB",
}

#: How money is written where a sign is not ambiguous to readers; every other currency keeps its code.
WRITTEN_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
