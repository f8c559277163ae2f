"""One amount with its sign, its currency and its percent, before ranges and qualifiers."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.statements import exact, reasons
from metrics.statements.amounts import Amount, read_amount
from metrics.statements.errors import Refused, quote
from metrics.statements.lexicon import words
from metrics.statements.row import Row
from metrics.statements.units import CURRENCY_CODES, CURRENCY_SIGNS

#: Signs beside a number that change it, or that belong to no plain figure.
_UNREADABLE = frozenset("‰±×÷°^*_\\=<>≤≥~|/@√")

#: Codes that are also typed in small letters; others would be taken for words ("all", "top").
_SMALL_CODES = words("usd eur mxn gtq hnl")

#: Letters that stand before an amount for a currency ("Q 5,000", "L. 5,000") or for anything else.
_CURRENCY_LETTERS = words("L Q C Lps Bs RD TT BZ")


#: Currencies whose own sign is "$" as well.
_DOLLAR_SIGNED = words("ARS BBD BZD CAD CLP COP CUP DOP GYD JMD MXN SRD TTD UYU XCD")


@dataclass(frozen=True, slots=True)
class Piece:
    """An amount in tokens ``start`` to ``end``; ``percent`` is "share" or "points", ``currency`` ISO 4217."""

    start: int
    end: int
    amount: Amount
    value: Decimal
    currency: str | None
    percent: str | None


def read_piece(row: Row, index: int) -> Piece | None:
    """The amount that starts at ``index`` with its sign and currency, or ``None``.

    :class:`Refused` where its sign or its currency is unclear.
    """
    at = index
    minus = _minus(row, at)
    at += minus
    currency = currency_sign(row, at)
    if currency is not None:
        _check_prefix(row, at)
        at += 1
        if not minus and row.lower(at) == "−":
            minus, at = True, at + 1
    following = row.at(at)
    if (minus or currency is not None) and following and following.kind == "sign":
        return None
    amount = read_amount(row.tokens, at, row.lexicon, money=currency is not None)
    if amount is None:
        return None
    _check_neighbors(row, index, amount)
    end, percent = _percent(row, amount.end)
    end, currency = _currency_after(row, end, currency)
    if currency is not None and percent:
        raise Refused(reasons.MONEY_AND_SHARE)
    value = exact.without_idle_zeros(amount.value.copy_negate() if minus else amount.value)
    return Piece(index, end, amount, value, currency, percent)


def currency_sign(row: Row, at: int) -> str | None:
    """The currency whose sign or code stands at ``at``."""
    token = row.at(at)
    if token is None:
        return None
    if token.kind == "sign":
        return row.lexicon.dollar if token.text == "$" else CURRENCY_SIGNS.get(token.text)
    small = token.text in _SMALL_CODES and row.is_number(at + 1)
    code = token.text.upper() if small else token.text
    return code if token.kind == "word" and code in CURRENCY_CODES else None


def share_ends(first: Piece, second: Piece) -> tuple[Piece, Piece]:
    """Both ends of a range with the scale, currency and percent that only one of them carries."""
    value = first.value
    if second.amount.scale > 1 and first.amount.scale == 1:
        if first.amount.mantissa < second.amount.mantissa:
            value = exact.without_idle_zeros(exact.multiply(value, second.amount.scale))
        elif first.value < 1000:
            raise Refused(reasons.RANGE_SCALE)
    if first.currency and second.currency and first.currency != second.currency:
        raise Refused(reasons.TWO_CURRENCIES, one=first.currency, other=second.currency)
    if first.percent and first.percent != second.percent:
        raise Refused(reasons.RANGE_PERCENT)
    currency = first.currency or second.currency
    return replace(first, value=value, currency=currency), replace(second, currency=currency)


def _minus(row: Row, at: int) -> bool:
    token, following = row.at(at), row.at(at + 1)
    if token is None or following is None:
        return False
    if token.text == "−":
        return following.glued
    if token.text == "-" and following.glued and following.kind == "number" and not token.glued:
        if not row.is_number(at - 1):
            raise Refused(reasons.MINUS)
        return False
    # Spanish "menos" is left out: it stands before numbers in "al menos 250" too.
    english = token.lower == "minus" and row.lexicon.language == "en"
    return english and (following.kind == "number" or currency_sign(row, at + 1) is not None)


def _check_prefix(row: Row, at: int) -> None:
    """Refuse "C$" and its like: the letters make another currency of the sign."""
    before = row.at(at - 1)
    if before and before.kind in ("word", "name") and row.tokens[at].kind == "sign" and row.glued(at):
        raise Refused(reasons.WHOSE_CURRENCY, words=quote(before.text + row.tokens[at].text))


def _check_neighbors(row: Row, index: int, amount: Amount) -> None:
    """Refuse an amount beside a sign that changes it, or beside a currency that is not known."""
    before, after = row.at(index - 1), row.at(amount.end)
    if before and before.kind == "sign" and unicodedata.category(before.text[0]) == "Sc":
        raise Refused(reasons.WHOSE_CURRENCY, words=before.text)
    dotted = before is not None and before.text == "."
    letter = row.at(index - 2) if dotted else before
    if letter and letter.text in _CURRENCY_LETTERS and amount.in_digits:
        raise Refused(reasons.WHOSE_CURRENCY, words=letter.text)
    if before and before.text in "±×÷√^":
        raise Refused(reasons.WELDED, words=quote(row.around(index)))
    if after and after.kind == "sign" and after.text in _UNREADABLE:
        per = "per" if row.lexicon.language == "en" else "por"
        time = [per, row.lower(amount.end + 1)]
        per_time = after.text == "/" and row.lexicon.rates.starting_at(time, 0) is not None
        if not per_time:
            raise Refused(reasons.WELDED, words=quote(row.around(amount.end)))
    if after and after.kind == "sign" and unicodedata.category(after.text[0]) == "Sc":
        known = after.text in CURRENCY_SIGNS
        if not known:
            raise Refused(reasons.WHOSE_CURRENCY, words=after.text)


def _percent(row: Row, end: int) -> tuple[int, str | None]:
    percent = row.lexicon.percent.starting_at(row.lowers, end)
    if percent is None and row.lower(end) == "-" and row.glued(end):
        percent = row.lexicon.percent.starting_at(row.lowers, end + 1)
        end += 1 if percent else 0
    return (end + percent[0], percent[1]) if percent else (end, None)


def _bare_dollar(row: Row, end: int) -> bool:
    """Whether the amount that ends before ``end`` has a "$" and no letters with it."""
    return any(row.tokens[at].text == "$" for at in range(max(0, end - 6), end))


def _currency_after(row: Row, end: int, before: str | None) -> tuple[int, str | None]:
    """The currency named after the amount; it must not contradict one before it."""
    at = end + 1 if row.lower(end) in row.lexicon.of else end
    named = row.lexicon.currencies.starting_at(row.lowers, at)
    if named is None:
        sign = currency_sign(row, end)
        if sign is None or row.is_number(end + 1):
            return end, before
        named, at = (1, sign), end
    length, code = named
    if not code and before in (None, "USD"):
        raise Refused(reasons.WHOSE_CURRENCY, words=row.tokens[at].text)
    if code in _DOLLAR_SIGNED and before == "USD" and _bare_dollar(row, end):
        return at + length, code  # "$2.800 millones de pesos colombianos"
    if code and before and code != before:
        raise Refused(reasons.TWO_CURRENCIES, one=before, other=code)
    return at + length, code or before
