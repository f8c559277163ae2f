"""Digits and number words to a value, by the rules of one language.

English groups digits with commas and marks decimals with a point. Spanish is written both ways (1,234.5 in
Central America and Mexico, 1.234,5 in Spain and most of South America), so there a separator with exactly
three digits after it groups thousands: "131.000" and "131,000" are both 131 thousand. Where that rule would
leave a real choice between two values, the number is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from metrics.statements import reasons
from metrics.statements.errors import Refused, quote
from metrics.statements.exact import MAX_DIGITS, add, multiply
from metrics.statements.lexicon import Lexicon
from metrics.statements.tokens import Token

_GROUPED = {separator: re.compile(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+") for separator in (",", ".")}

#: Letters glued to a number or right after it that scale it; the short ones need a currency to be clear.
SHORT_SCALES = {
    "k": Decimal(10**3),
    "m": Decimal(10**6),
    "mm": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "b": Decimal(10**9),
    "bn": Decimal(10**9),
}


#: "Hundred thousand million" has three; a longer row is no number.
_SCALE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from tokens ``start`` to ``end`` (exclusive).

    ``mantissa`` is the number before its scale words and ``scale`` what they multiply it by, so that the
    scale of "5 to 7 thousand" can be passed to the 5.
    """

    value: Decimal
    mantissa: Decimal
    scale: Decimal
    start: int
    end: int
    in_digits: bool


def read_amount(tokens: list[Token], index: int, lexicon: Lexicon, *, money: bool = False) -> Amount | None:
    """The number that starts at ``index``, or ``None``; :class:`Refused` for a malformed or ambiguous one."""
    return _AmountReader(tokens, lexicon, money).read(index)


def read_digits(
    raw: str, language: str, *, scaled: bool = False, share: bool = False, decimal_mark: str = ""
) -> Decimal:
    """The value of digits with their separators.

    ``scaled`` and ``share`` say that a scale word or a percent sign follows: it makes "1.234" in Spanish a
    choice between two values, which is :class:`Refused` unless ``decimal_mark`` says which mark stands before
    decimals.
    """
    digits = raw.replace(" ", "")
    spaced = digits != raw
    commas, points = digits.count(","), digits.count(".")
    if not commas and not points:
        return _decimal(digits, "", raw)
    if commas and points:
        decimal_mark = "." if digits.rindex(".") > digits.rindex(",") else ","
        if language == "en" and decimal_mark == ",":
            raise Refused(reasons.NOT_ENGLISH, words=quote(raw))
        whole, _, fraction = digits.rpartition(decimal_mark)
        return _decimal(_grouped(whole, "," if decimal_mark == "." else ".", raw), fraction, raw)
    mark = "," if commas else "."
    if commas + points > 1:
        return _decimal(_grouped(digits, mark, raw), "", raw)
    whole, _, fraction = digits.partition(mark)
    if spaced and (language == "es" or mark == "."):
        return _decimal(whole, fraction, raw)
    if language == "en":
        return _english_mark(mark, whole, fraction, raw)
    if decimal_mark and (share or (scaled and not fraction.endswith("0"))) and len(fraction) == 3:
        return _decimal(whole, fraction, raw) if mark == decimal_mark else _decimal(whole + fraction, "", raw)
    return _spanish_mark(whole, fraction, raw, scaled=scaled, share=share)


def _english_mark(mark: str, whole: str, fraction: str, raw: str) -> Decimal:
    if mark == ",":
        if len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
            raise Refused(
                reasons.ENGLISH_COMMA,
                words=quote(raw),
            )
        return _decimal(whole + fraction, "", raw)
    if fraction == "000" and len(whole) <= 3:
        raise Refused(
            reasons.ENGLISH_POINT,
            words=quote(raw),
            whole=whole,
        )
    return _decimal(whole, fraction, raw)


def _spanish_mark(whole: str, fraction: str, raw: str, *, scaled: bool, share: bool) -> Decimal:
    groups = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if not groups:
        return _decimal(whole, fraction, raw)
    if share or (scaled and not fraction.endswith("0")):
        raise Refused(reasons.AMBIGUOUS, words=quote(raw))
    # Nobody writes a decimal with an idle zero before "millones", so "2.500 millones" can only be grouped.
    return _decimal(whole + fraction, "", raw)


def _grouped(digits: str, separator: str, raw: str) -> str:
    if separator in digits and (not _GROUPED[separator].fullmatch(digits) or digits.startswith("0")):
        raise Refused(reasons.NOT_GROUPED, words=quote(raw))
    return digits.replace(separator, "")


def _decimal(whole: str, fraction: str, raw: str) -> Decimal:
    if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        raise Refused(reasons.TOO_MANY_DIGITS, words=quote(raw))
    if len(whole) > 1 and whole.startswith("0"):
        raise Refused(reasons.LEADING_ZERO, words=quote(raw))
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


class _AmountReader:
    """Reads one amount; kept apart from :class:`Amount` so that its place in the tokens need not be passed
    around.
    """

    def __init__(self, tokens: list[Token], lexicon: Lexicon, money: bool) -> None:
        self.tokens, self.lexicon, self.money = tokens, lexicon, money

    def read(self, index: int) -> Amount | None:
        first = self._group(index)
        if first is None:
            return None
        mantissa, scale, at, in_digits = first
        value, last_scale, groups = multiply(mantissa, scale), scale, 1
        while last_scale > 1:
            more = self._next_group(at, last_scale, value)
            if more is None:
                break
            value, last_scale, at = more
            groups += 1
        if value.adjusted() >= MAX_DIGITS:
            raise Refused(reasons.TOO_LARGE)
        if groups > 1:
            return Amount(value, value, Decimal(1), index, at, in_digits)
        return Amount(value, mantissa, scale, index, at, in_digits)

    def _group(self, index: int) -> tuple[Decimal, Decimal, int, bool] | None:
        """A number below a thousand, or in digits, with the scale words after it: mantissa, scale, next,
        digits?
        """
        leaf = self._leaf(index)
        if leaf is None:
            return None
        value, at, in_digits = leaf
        value, at = self._half_before_scale(value, at)
        scale, at = self._scales(at, in_digits)
        if scale > 1:
            half = self.lexicon.halves.starting_at(self._words(at, 3), 0)
            if half:
                value, at = add(value, half[1]), at + half[0]
        return value, scale, at, in_digits

    def _next_group(self, at: int, last_scale: Decimal, total: Decimal) -> tuple[Decimal, Decimal, int] | None:
        """What follows a scale: "two million FIVE HUNDRED THOUSAND", "37 mil 806", "dos mil QUINIENTOS
        MILLONES".
        """
        start = at
        joined = bool(self.lexicon.number_joiner) and self._lower(at) == self.lexicon.number_joiner
        if joined:
            start += 1
        token = self._token(start)
        if token is None:
            return None
        if token.kind == "number" and (self.lexicon.language != "es" or not token.text.isdigit()):
            return None
        group = self._group(start)
        if group is None:
            return None
        value, scale, after, _ = group
        if joined and multiply(value, scale) >= 100:
            return None
        if scale > last_scale and total < 10**6:
            return multiply(add(total, value), scale), scale, after
        if multiply(value, scale) < last_scale and scale < last_scale and value == value.to_integral_value():
            return add(total, multiply(value, scale)), scale, after
        return None

    def _leaf(self, index: int) -> tuple[Decimal, int, bool] | None:
        token = self._token(index)
        if token is None:
            return None
        if token.kind == "number":
            return self._digits(token, index), index + 1, True
        if token.kind != "word":
            return None
        half = self._half(index)
        if half:
            return half
        following = self._lower(index + 1)
        if token.lower in self.lexicon.articles and following in self.lexicon.scales and following != "hundred":
            return Decimal(1), index + 1, False
        if self.lexicon.language == "es" and token.lower == "mil":
            return Decimal(1), index, False
        words = self._below_thousand(index)
        return (Decimal(words[0]), words[1], False) if words else None

    def _digits(self, token: Token, index: int) -> Decimal:
        words = self._words(index + 1, 3)
        share = bool(self.lexicon.percent.starting_at(words, 0))
        scaled = bool(words) and (words[0] in self.lexicon.scales or words[0] in SHORT_SCALES)
        mark = self.lexicon.decimal_mark
        return read_digits(token.text, self.lexicon.language, scaled=scaled, share=share, decimal_mark=mark)

    def _half(self, index: int) -> tuple[Decimal, int, bool] | None:
        """Such as "half a million", "a half million", "medio millón"."""
        at = index
        if self._lower(at) in self.lexicon.articles and self._lower(at + 1) in self.lexicon.half:
            at += 1
        if self._lower(at) not in self.lexicon.half:
            return None
        at += 1
        if self.lexicon.language == "en" and self._lower(at) in ("a", "of"):
            at += 2 if self._lower(at) == "of" and self._lower(at + 1) == "a" else 1
        return (Decimal("0.5"), at, False) if self._lower(at) in self.lexicon.scales else None

    def _half_before_scale(self, value: Decimal, at: int) -> tuple[Decimal, int]:
        """Such as "two and a half million", "dos y medio millones"."""
        half = self.lexicon.halves.starting_at(self._words(at, 3), 0)
        if half and self._lower(at + half[0]) in self.lexicon.scales and value == value.to_integral_value():
            return add(value, half[1]), at + half[0]
        return value, at

    def _scales(self, at: int, in_digits: bool) -> tuple[Decimal, int]:
        scale = Decimal(1)
        for _ in range(_SCALE_WORDS):
            token = self._token(at)
            hyphen = token is not None and token.text == "-" and token.glued
            word = self._token(at + 1) if hyphen else token
            if word is None or word.kind != "word" or (hyphen and not word.glued):
                return scale, at
            factor = self._factor(word, in_digits and scale == 1)
            if factor is None:
                return scale, at
            scale *= factor
            at += 2 if hyphen else 1
        return scale, at

    def _factor(self, word: Token, after_digits: bool) -> Decimal | None:
        if word.lower in self.lexicon.disputed_scales:
            raise Refused(
                reasons.DISPUTED_SCALE,
                words=word.text,
            )
        factor = self.lexicon.scales.get(word.lower)
        if factor is not None:
            return factor
        short = SHORT_SCALES.get(word.lower)
        if short is None or not after_digits:
            return None
        clear = self.money or (word.glued and word.text in ("K", "k", "M", "B", "bn", "mn"))
        return short if clear else None

    def _below_thousand(self, index: int) -> tuple[int, int] | None:
        """Number words up to 999: "three hundred and five", "ciento treinta y uno"."""
        lexicon, at, value, seen = self.lexicon, index, 0, False
        hundreds = lexicon.hundreds.get(self._lower(at))
        if hundreds:
            value, at, seen = hundreds, at + 1, True
        tens = self._below_hundred(at)
        if not tens and not seen and self._lower(at) in lexicon.articles and self._lower(at + 1) == lexicon.hundred:
            tens = (1, at + 1)
        if tens:
            small, at = tens
            if lexicon.hundred and self._lower(at) == lexicon.hundred and small:
                value, at, seen = small * 100, at + 1, True
                joined = at + 1 if self._lower(at) == lexicon.number_joiner else at
                rest = self._below_hundred(joined)
                if rest and self._lower(rest[1]) != lexicon.hundred:
                    return value + rest[0], rest[1]
                return value, at
            return value + small, at
        return (value, at) if seen else None

    def _below_hundred(self, at: int) -> tuple[int, int] | None:
        lexicon, word = self.lexicon, self._lower(at)
        if word in lexicon.tens:
            return self._tens(at, lexicon.tens[word], lexicon)
        if word in lexicon.ones:
            return lexicon.ones[word], at + 1
        head, hyphen, tail = word.partition("-")
        if hyphen and head in lexicon.tens and 1 <= lexicon.ones.get(tail, 0) <= 9:
            return lexicon.tens[head] + lexicon.ones[tail], at + 1
        return None

    def _tens(self, at: int, tens: int, lexicon: Lexicon) -> tuple[int, int]:
        unit_at = at + 2 if lexicon.language == "es" else at + 1
        joined = lexicon.language != "es" or self._lower(at + 1) == lexicon.tens_joiner
        unit = lexicon.ones.get(self._lower(unit_at), 0)
        if joined and 1 <= unit <= 9:
            return tens + unit, unit_at + 1
        return tens, at + 1

    def _token(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def _lower(self, index: int) -> str:
        token = self._token(index)
        return token.lower if token and token.kind in ("word", "sign") else ""

    def _words(self, index: int, count: int) -> list[str]:
        return [token.lower for token in self.tokens[index : index + count]]
