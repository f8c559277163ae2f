"""The amounts in a row of tokens, each with its qualifier and currency, and the numbers that are not
amounts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.statements import exact, reasons
from metrics.statements.amounts import SHORT_SCALES, Amount, read_amount
from metrics.statements.errors import Refused, quote
from metrics.statements.lexicon import Lexicon
from metrics.statements.qualifiers import Qualifier
from metrics.statements.tokens import Token
from metrics.statements.units import CURRENCY_CODES, CURRENCY_SIGNS

#: How many words before an amount are looked at for one that forbids reading it ("not", "half of").
GUARDED_WORDS = 3

_BREAKS = frozenset(",;.:()[]!?")
#: A sign of these between two digits makes one thing of them: a date, a fraction, a time, a version.
_WELDS = frozenset("/'’.,:*^_\\=@|")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount found in tokens ``start`` to ``end`` (exclusive), qualifier words included.

    ``number`` is the token where the figure itself begins, ``qualified`` the first of its qualifier's words
    (or the figure's). ``percent`` is "share" or "points"; ``currency`` is ISO 4217.
    """

    start: int
    qualified: int
    number: int
    end: int
    value: Decimal
    value_max: Decimal | None
    qualifier: Qualifier
    currency: str | None
    percent: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number, or a word like one, that is no amount: where it stands, and which kind of thing it is
    instead.
    """

    token: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """One amount with its sign, currency and percent, before ranges and qualifiers."""

    start: int
    end: int
    amount: Amount
    value: Decimal
    currency: str | None
    percent: str | None


def find_mentions(tokens: list[Token], lexicon: Lexicon) -> tuple[list[Mention], list[LeftOut]]:
    """Every amount in ``tokens`` in order, and what was left out.

    :class:`Refused` where a number is malformed or ambiguous, or where a word beside it turns its meaning.
    """
    return _Finder(tokens, lexicon).find()


class _Finder:
    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.lowers = [token.lower for token in tokens]
        self.found: list[Mention] = []
        self.left_out: list[LeftOut] = []
        self.floor = 0

    def find(self) -> tuple[list[Mention], list[LeftOut]]:
        index = 0
        while index < len(self.tokens):
            index = self._step(index)
        return self.found, self.left_out

    def _step(self, index: int) -> int:
        """Deal with the token at ``index`` and return the one to go on from."""
        kind = self._not_an_amount(index)
        if kind:
            self.left_out.append(LeftOut(index, kind))
            return index + 1
        piece = self._piece(index)
        if piece is None:
            return index + 1
        kind = self._not_as_an_amount(piece)
        if kind:
            self.left_out.append(LeftOut(piece.amount.start, kind))
            return piece.end
        mention = self._mention(piece)
        self.found.append(mention)
        self.floor = mention.end
        return mention.end

    # What is not an amount

    def _not_an_amount(self, index: int) -> str | None:
        """The kind of a token that cannot begin an amount, or ``None``."""
        token, lexicon = self.tokens[index], self.lexicon
        if token.kind == "name":
            return "name"
        if token.kind == "word":
            if token.lower in lexicon.vague_plurals and lexicon.of & set(self.lowers[index + 1 : index + 2]):
                return "vague"
            if token.lower in lexicon.vague:
                return "vague_word"
            if token.lower in lexicon.multiple:
                return "multiple"
            return "ordinal" if token.lower in lexicon.ordinal else None
        if token.kind != "number":
            return None
        if self._welded(index):
            raise Refused(
                reasons.WELDED,
                words=quote(self._around(index)),
            )
        return self._glued_kind(index) or ("name" if self._numbers_something(index) else None)

    def _glued_kind(self, index: int) -> str | None:
        """Such as "3rd", "3.ª", "3-year", "10am"."""
        following = self._token(index + 1)
        if following is None or not following.glued:
            return None
        lexicon, after = self.lexicon, self._token(index + 2)
        if following.lower in lexicon.ordinal_endings:
            return "ordinal"
        if following.text == "." and after and after.glued and after.lower in lexicon.ordinal_endings:
            return "ordinal"
        if following.kind == "name":
            return "name"
        hyphenated = following.text == "-" and after is not None and after.glued and after.kind in ("word", "name")
        if not hyphenated and following.kind != "word":
            return None
        amount = read_amount(self.tokens, index, lexicon, money=self._is_money(index))
        at = index + 2 if hyphenated else index + 1
        if amount and amount.end > at:
            return None
        percent = lexicon.percent.starting_at(self.lowers, at)
        if percent or self.tokens[at].text in CURRENCY_CODES:
            return None
        return "abbreviation" if following.lower in SHORT_SCALES else "name"

    def _numbers_something(self, index: int) -> bool:
        """Such as "Title 42", "page 5", "No. 3": the number is part of a name."""
        at = index - 1
        if at >= 1 and self.tokens[at].text in (".", "º"):
            at -= 1
        if at >= 1 and self.tokens[at].text == ".":
            at -= 1
        if at < 0:
            return False
        before = self.tokens[at]
        if before.lower in self.lexicon.numbered:
            # "No" counts as "number" only with its point: "no 500" is a negation.
            return before.lower not in ("no", "p") or at < index - 1
        return before.lower in self.lexicon.numbered_names and before.text[:1].isupper()

    def _welded(self, index: int) -> bool:
        """Whether a sign ties the number to another ("4/5", "1'234") or leaves a part of it out (".5")."""
        token, before = self.tokens[index], self._token(index - 1)
        if token.glued and before and before.kind == "sign" and before.text in _WELDS:
            further = self._token(index - 2)
            if before.text == "." and not before.glued:
                return True
            return before.glued and further is not None and further.kind in ("number", "name")
        return False

    def _not_as_an_amount(self, piece: _Piece) -> str | None:
        """The kind of a number that reads as an amount but is none here: a year, an article, a fraction."""
        lexicon, amount = self.lexicon, piece.amount
        following = self.lowers[piece.end] if piece.end < len(self.lowers) else ""
        first = self.tokens[amount.start]
        if following in lexicon.fraction and not piece.currency:
            raise Refused(reasons.FRACTION)
        if following in lexicon.multiple:
            return "multiple"
        alone = amount.end == amount.start + 1 and not piece.currency and not piece.percent
        if alone and first.lower in ("un", "una"):
            return "article"
        if alone and first.kind == "number" and first.text.isdigit() and len(first.text) == 4:
            return self._year(piece)
        return None

    def _year(self, piece: _Piece) -> str | None:
        """Four digits that may be a year are an amount only between a qualifier and a noun."""
        if not _FIRST_YEAR <= piece.value <= _LAST_YEAR:
            return None
        before = self.lowers[piece.start - 1] if piece.start > self.floor else ""
        after = self._token(piece.end)
        counts = after is not None and after.kind in ("word", "name") and after.lower not in self.lexicon.stop
        qualified = self.lexicon.before.ending_at(self.lowers, piece.start, self.floor)
        if qualified and counts:
            return None
        if before in self.lexicon.determiners or not counts:
            return "year"
        raise Refused(
            reasons.YEAR_OR_AMOUNT,
            year=piece.value,
            grouped=f"{int(piece.value):,}",
        )

    # One amount

    def _piece(self, index: int) -> _Piece | None:
        """The amount that starts at ``index`` with its sign and currency."""
        at = index
        minus = self._minus(at)
        if minus:
            at += 1
        currency = self._currency_sign(at)
        if currency is not None:
            at += 1
        if not minus and currency is not None and self._token(at) and self.tokens[at].text == "−":
            minus, at = True, at + 1
        if (minus or currency is not None) and self._token(at) and self.tokens[at].kind == "sign":
            return None
        amount = read_amount(self.tokens, at, self.lexicon, money=self._is_money(at))
        if amount is None:
            return None
        end = amount.end
        percent = self.lexicon.percent.starting_at(self.lowers, end)
        hyphen = self._token(end)
        if not percent and hyphen and hyphen.text == "-" and hyphen.glued:
            percent = self.lexicon.percent.starting_at(self.lowers, end + 1)
            end += 1 if percent else 0
        if percent:
            end += percent[0]
        end, currency = self._currency_after(end, currency)
        if currency is not None and percent:
            raise Refused(reasons.MONEY_AND_SHARE)
        value = exact.without_idle_zeros(amount.value.copy_negate() if minus else amount.value)
        return _Piece(index, end, amount, value, currency, percent[1] if percent else None)

    def _minus(self, at: int) -> bool:
        token, following = self._token(at), self._token(at + 1)
        if token is None or following is None:
            return False
        if token.text == "−":
            return following.glued
        if token.text == "-" and following.glued and following.kind == "number" and not token.glued:
            before = self._token(at - 1)
            if before is None or before.kind != "number":
                raise Refused(reasons.MINUS)
        # Spanish "menos" is left out: it stands before numbers in "al menos 250" too.
        return token.lower == "minus" and self.lexicon.language == "en" and following.kind in ("number", "sign")

    def _is_money(self, at: int) -> bool:
        return self._currency_sign(at - 1) is not None

    def _currency_sign(self, at: int) -> str | None:
        token = self._token(at)
        if token is None:
            return None
        if token.kind == "sign":
            return CURRENCY_SIGNS.get(token.text)
        return token.text if token.kind == "word" and token.text in CURRENCY_CODES else None

    def _currency_after(self, end: int, before: str | None) -> tuple[int, str | None]:
        """The currency named after the amount; it must not contradict one before it."""
        at = end + 1 if end < len(self.lowers) and self.lowers[end] in self.lexicon.of else end
        named = self.lexicon.currencies.starting_at(self.lowers, at)
        if named is None:
            sign = self._currency_sign(end)
            following = self._token(end + 1)
            if sign is None or (following and following.kind == "number"):
                return end, before
            named, at = (1, sign), end
        length, code = named
        if not code and before in (None, "USD"):
            raise Refused(
                reasons.WHOSE_CURRENCY,
                words=self.tokens[at].text,
            )
        if code and before and code != before:
            raise Refused(reasons.TWO_CURRENCIES, one=before, other=code)
        return at + length, code or before

    # Ranges and qualifiers

    def _mention(self, piece: _Piece) -> Mention:
        start, second = piece.start, None
        between = self.lexicon.between.ending_at(self.lowers, piece.start, self.floor)
        following = self.lowers[piece.end] if piece.end < len(self.lowers) else ""
        if between and following in self.lexicon.between_and:
            second = self._piece(piece.end + 1)
            if second:
                start = piece.start - between[0]
        elif following in self.lexicon.range_to:
            second = self._piece(piece.end + 1)
            before = self.lowers[piece.start - 1] if piece.start > self.floor else ""
            if second and following not in ("-", "–") and before in self.lexicon.change_from:
                raise Refused(reasons.RANGE_OR_CHANGE)
        if second is None:
            return self._qualified(piece, start, piece.value, None, piece.end)
        piece, second = _shared(piece, second)
        if piece.value >= second.value:
            raise Refused(reasons.RANGE_ORDER)
        return self._qualified(second, start, piece.value, second.value, second.end)

    def _qualified(self, piece: _Piece, start: int, value: Decimal, value_max: Decimal | None, end: int) -> Mention:
        qualified, first, qualifier = self._before(start)
        mention = Mention(
            first,
            qualified,
            start,
            end,
            value,
            value_max,
            qualifier or Qualifier.EXACT,
            piece.currency,
            piece.percent,
        )
        mention = self.with_qualifier_after(mention, explicit=qualifier is not None)
        self._guard(first)
        return mention

    def _before(self, start: int) -> tuple[int, int, Qualifier | None]:
        """The qualifier before ``start``, past words that add nothing ("an additional"), and where it
        begins.
        """
        at, qualified, qualifier = start, start, None
        while True:
            phrase = self.lexicon.before.ending_at(self.lowers, at, self.floor)
            if phrase:
                if qualifier is not None and phrase[1] is not qualifier:
                    raise Refused(reasons.TWO_QUALIFIERS)
                at -= phrase[0]
                qualified, qualifier = at, phrase[1]
                continue
            neutral = self.lexicon.neutral.ending_at(self.lowers, at, self.floor)
            if neutral is None:
                return qualified, at, qualifier
            at -= neutral[0]

    def with_qualifier_after(self, mention: Mention, explicit: bool) -> Mention:
        """``mention`` with the qualifier that follows it ("or more"), which must agree with one before it."""
        phrase = self.lexicon.after.starting_at(self.lowers, mention.end)
        if phrase is None:
            return mention
        if explicit and phrase[1] is not mention.qualifier:
            raise Refused(reasons.TWO_QUALIFIERS)
        return replace(mention, qualifier=phrase[1], end=mention.end + phrase[0])

    def _guard(self, first: int) -> None:
        """Refuse an amount whose meaning the words before it turn: "not 500", "half of the 340", "double
        the 500".
        """
        lexicon = self.lexicon
        for at in range(first - 1, max(self.floor, first - GUARDED_WORDS) - 1, -1):
            token = self.tokens[at]
            if token.kind == "period" or token.text in _BREAKS:
                return
            if token.lower in lexicon.negation:
                raise Refused(
                    reasons.NEGATION,
                    words=token.text,
                )
            partial = self.lowers[at + 1] in lexicon.of and token.lower in (lexicon.partitive | lexicon.fraction)
            if partial or token.lower in lexicon.multiple:
                raise Refused(
                    reasons.PART_OR_MULTIPLE,
                    words=token.text,
                )
            if token.lower in lexicon.vague and at == first - 1:
                raise Refused(reasons.VAGUE_WORD, words=token.text)

    def _token(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def _around(self, index: int) -> str:
        low, high = max(0, index - 2), index + 3
        return "".join(token.text for token in self.tokens[low:high])


def _shared(first: _Piece, second: _Piece) -> tuple[_Piece, _Piece]:
    """Both ends of a range with the scale, currency and percent that only one of them carries."""
    value = first.value
    if second.amount.scale > 1 and first.amount.scale == 1 and first.amount.mantissa < second.amount.mantissa:
        value = exact.without_idle_zeros(exact.multiply(value, second.amount.scale))
    elif second.amount.scale > 1 and first.amount.scale == 1 and first.value < 1000:
        raise Refused(reasons.RANGE_SCALE)
    if first.currency and second.currency and first.currency != second.currency:
        raise Refused(reasons.TWO_CURRENCIES, one=first.currency, other=second.currency)
    if first.percent and first.percent != second.percent:
        raise Refused(reasons.RANGE_PERCENT)
    currency = first.currency or second.currency
    return replace(first, value=value, currency=currency), replace(second, currency=currency)
