"""Figures as words, in the reader's language, with every digit and qualifier they were stored with.

What is written here is read back by :func:`metrics.statements.parse.parse` to the same value and qualifier.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from metrics.statements import exact
from metrics.statements.languages import language_code
from metrics.statements.qualifiers import Qualifier
from metrics.statements.quantities import Change, Quantity
from metrics.statements.statement import Statement
from metrics.statements.units import WRITTEN_SIGNS, UnitForms

#: "long" scales large values in words ("$169 million", "40 percent"); "plain" writes all digits
#: ("$169,000,000", "40 %"); "symbol" is plain with a sign for the qualifier ("> 131,000"), for narrow
#: tables beside a legend.
Style = Literal["long", "plain", "symbol"]

_WORDS = {
    "en": {
        Qualifier.EXACT: "",
        Qualifier.MORE_THAN: "more than",
        Qualifier.AT_LEAST: "at least",
        Qualifier.NEARLY: "nearly",
        Qualifier.ABOUT: "about",
        Qualifier.UP_TO: "up to",
        Qualifier.LESS_THAN: "under",
    },
    "es": {
        Qualifier.EXACT: "",
        Qualifier.MORE_THAN: "más de",
        Qualifier.AT_LEAST: "al menos",
        Qualifier.NEARLY: "casi",
        Qualifier.ABOUT: "alrededor de",
        Qualifier.UP_TO: "hasta",
        Qualifier.LESS_THAN: "menos de",
    },
}

_SYMBOLS = {
    Qualifier.EXACT: "",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_LEAST: "≥",
    Qualifier.NEARLY: "≲",
    Qualifier.ABOUT: "≈",
    Qualifier.UP_TO: "≤",
    Qualifier.LESS_THAN: "<",
}

_TIMES_ES = {"hour": "hora", "day": "día", "week": "semana", "month": "mes", "year": "año"}

_PERCENT = {"en": "percent", "es": "por ciento"}

#: Scales that are written in words, the largest first. Spanish has no word for 10^12 that all readers agree
#: on.
_SCALES = {
    "en": ((12, "trillion"), (9, "billion"), (6, "million")),
    "es": ((9, "mil millones"), (6, "millones")),
}

#: A scaled value keeps at most this many decimals; one with more is written out: $1,234,567, not $1.234567
#: million.
_SCALED_DECIMALS = 2


def qualifier_words(qualifier: Qualifier, language: str = "en") -> str:
    """The words before a figure: "more than", "casi"; empty for an exact one."""
    return _WORDS[language_code(language)][qualifier]


def qualifier_symbol(qualifier: Qualifier) -> str:
    """The sign before a figure in a narrow table: ">", "≥", "≲" (nearly), "≈", "≤", "<"; empty for an exact
    one.
    """
    return _SYMBOLS[qualifier]


def render(
    figure: Quantity | Statement,
    unit: UnitForms | None = None,
    language: str = "en",
    *,
    style: Style = "long",
) -> str:
    """``figure`` in words: "more than 131,000 applications", "nearly $169 million", "casi $169 millones".

    Without ``unit`` a quantity is written bare, and a statement with its own currency, percent or noun; the noun is
    left out in another language than its own. Parts, base and period are not written. ``unit`` is in the language
    written. :class:`Refused` for a language other than English and Spanish.
    """
    language = language_code(language)
    per = ""
    if unit is None and isinstance(figure, Statement):
        unit, per = _own_unit(figure, language), _per(figure, language)
    value_max = figure.value_max if isinstance(figure, Statement) else None
    writer = _Writer(language, style, unit)
    number = writer.number(figure.value) if value_max is None else writer.span(figure.value, value_max)
    words = _SYMBOLS[figure.qualifier] if style == "symbol" else _WORDS[language][figure.qualifier]
    return (f"{words} {number}" if words else number) + per


def render_change(change: Change, language: str = "en", *, style: Style = "long") -> str:
    """The change in words: "down by at least 96.4 percent", "up by 12 percent", "no change"."""
    language = language_code(language)
    if change.direction == "none":
        about = change.quantity.qualifier is Qualifier.ABOUT
        if language == "es":
            return "sin cambio apreciable" if about else "sin cambio"
        return "about unchanged" if about else "no change"
    size = render(change.quantity, UnitForms("", "", "share"), language, style=style)
    verbs = {
        ("en", "down"): "down by",
        ("en", "up"): "up by",
        ("es", "down"): "baja de",
        ("es", "up"): "alza de",
    }
    return f"{verbs[language, change.direction]} {size}"


def _own_unit(figure: Statement, language: str) -> UnitForms | None:
    """The unit of the statement's own words; its noun only in the language that it is in."""
    noun = figure.unit_hint if figure.language in (None, language) and figure.unit_hint else ""
    if figure.currency:
        return UnitForms(noun, noun, "money", figure.currency)
    if figure.unit_kind == "share":
        return UnitForms("", "", "share")
    return UnitForms(noun, noun) if noun else None


def _per(figure: Statement, language: str) -> str:
    """What a rate is counted over, in words: " per day", " por día"."""
    if not figure.per:
        return ""
    if language == "es":
        return f" por {_TIMES_ES.get(figure.per, figure.per)}"
    return f" per {figure.per}"


class _Writer:
    """Writes values of one unit in one language and style."""

    def __init__(self, language: str, style: Style, unit: UnitForms | None) -> None:
        self.language, self.unit = language, unit
        self.long = style == "long"
        self.money = unit is not None and unit.kind == "money"
        self.share = unit is not None and unit.kind == "share"

    def number(self, value: Decimal) -> str:
        """One value with its unit."""
        mantissa, scale = self._scaled(value)
        sign = "−" if value < 0 else ""
        return self._with_unit(sign + self._sign() + self._digits(mantissa, bool(scale)), scale, value)

    def span(self, low: Decimal, high: Decimal) -> str:
        """Both ends of a range, the scale and the unit once: "$5–7 million". Negative ends are joined by
        "to".
        """
        (first, scale), (last, high_scale) = self._scaled(low), self._scaled(high)
        if scale != high_scale or not scale or self._mil_millones(first, scale) or self._mil_millones(last, scale):
            first, last, scale = low.copy_abs(), high.copy_abs(), ""
        if low < 0:
            joined = {"en": "to", "es": "a"}[self.language]
            ends = [("−" if value < 0 else "") + self._sign() + self._digits(value.copy_abs()) for value in (low, high)]
            return self._with_unit(f" {joined} ".join(ends), "", high)
        scaled = bool(scale)
        text = f"{self._sign()}{self._digits(first, scaled)}–{self._digits(last, scaled)}"
        return self._with_unit(text, scale, high)

    def _with_unit(self, number: str, scale: str, value: Decimal) -> str:
        number = self._scaled_words(number, scale)
        if self.unit is None or self.money:
            return number
        if self.share:
            return f"{number} {_PERCENT[self.language]}" if self.long else f"{number} %"
        noun = self.unit.singular if value == 1 else self.unit.plural
        linked = f"{number} de" if scale and self.language == "es" else number
        return f"{linked} {noun}" if noun else number

    def _scaled_words(self, number: str, scale: str) -> str:
        if not scale:
            return number
        if self.language == "es" and number == "1":
            # "Mil millones" takes no numeral before it; one million is singular.
            return scale if scale == "mil millones" else "1 millón"
        if number.lstrip("−").removeprefix(self._sign()) == "1" and self.language == "es":
            return f"{number},000 millones" if scale == "mil millones" else f"{number} millón"
        return f"{number} {scale}"

    def _mil_millones(self, mantissa: Decimal, scale: str) -> bool:
        return scale == "mil millones" and mantissa == 1

    def _sign(self) -> str:
        if self.unit is None or not self.money or not self.unit.currency:
            return ""
        return WRITTEN_SIGNS.get(self.unit.currency, f"{self.unit.currency} ")

    def _scaled(self, value: Decimal) -> tuple[Decimal, str]:
        """The value without its sign, and the scale word that takes the rest of it, or none."""
        size = value.copy_abs()
        if not self.long or self.share or not size:
            return size, ""
        for power, word in _SCALES[self.language]:
            mantissa = exact.without_idle_zeros(size.scaleb(-power, exact.CONTEXT))
            if size.adjusted() >= power and mantissa.adjusted() < 3 and _decimals(mantissa) <= _SCALED_DECIMALS:
                return mantissa, word
        return size, ""

    def _digits(self, value: Decimal, scaled: bool = False) -> str:
        """Grouped by commas with a decimal point, as the United States, Mexico and Central America write
        numbers.
        """
        value = exact.without_idle_zeros(value)
        whole, _, fraction = f"{value:,f}".partition(".")
        if self.money and fraction and not scaled:
            fraction = fraction.ljust(2, "0")
        # Three decimals after up to three digits would read as thousands in Spanish: a fourth settles it.
        if self.language == "es" and len(fraction) == 3 and len(whole) <= 3 and whole != "0":
            fraction += "0"
        # "1,234 por ciento" could be read either way too: a decimal makes the comma a group.
        if self.language == "es" and self.share and not fraction and whole.count(",") == 1:
            fraction = "0"
        return f"{whole}.{fraction}" if fraction else whole


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
