"""The amounts in a row of tokens, each with its qualifier and currency, and the numbers that are not
amounts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.statements import reasons
from metrics.statements.errors import Refused
from metrics.statements.guards import check_before, check_language, not_an_amount, not_as_an_amount
from metrics.statements.lexicon import Lexicon
from metrics.statements.pieces import Piece, read_piece, share_ends
from metrics.statements.qualifiers import Qualifier
from metrics.statements.row import BREAKS, Row
from metrics.statements.tokens import Token
from metrics.statements.units import CURRENCY_CODES


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

    The kinds are the keys of ``reasons.LEFT_OUT``, and "refused" with the ``reason`` for a number that was
    refused.
    """

    token: int
    kind: str
    reason: str = ""


def find_mentions(
    tokens: list[Token], lexicon: Lexicon, *, lenient: bool = False
) -> tuple[list[Mention], list[LeftOut]]:
    """Every amount in ``tokens`` in order, and what was left out.

    :class:`Refused` where a number is malformed or ambiguous, or where a word beside it turns its meaning.
    With ``lenient`` such a number is left out instead, with the reason, so that the rest of a document can
    be read.
    """
    return _Finder(Row(tokens, lexicon), lenient).find()


class _Finder:
    def __init__(self, row: Row, lenient: bool) -> None:
        self.row, self.lenient = row, lenient
        self.found: list[Mention] = []
        self.left_out: list[LeftOut] = []
        self.floor = 0

    def find(self) -> tuple[list[Mention], list[LeftOut]]:
        index = 0
        while index < len(self.row):
            try:
                index = self._step(index)
            except Refused as refusal:
                if not self.lenient:
                    raise
                self.left_out.append(LeftOut(index, "refused", refusal.reason))
                index = self._past(index)
        return self.found, self.left_out

    def _past(self, index: int) -> int:
        """The first token after the unbroken run that ``index`` stands in."""
        index += 1
        while self.row.glued(index):
            index += 1
        return index

    def _step(self, index: int) -> int:
        """Deal with the token at ``index`` and return the one to go on from."""
        row = self.row
        kind = not_an_amount(row, index)
        if kind:
            self.left_out.append(LeftOut(index, kind))
            return index + 1
        piece = read_piece(row, index) if self._may_open(index) else None
        if piece is None:
            return index + 1
        kind = not_as_an_amount(row, piece, self.floor)
        if kind:
            self.left_out.append(LeftOut(piece.amount.start, kind))
            return self._past_range(piece) if kind == "age" else piece.end
        mention = self._mention(piece)
        self.found.append(mention)
        self.floor = mention.end
        return mention.end

    def _may_open(self, index: int) -> bool:
        """Whether an amount can begin here: most words are none of numbers and no currency."""
        token = self.row.tokens[index]
        if token.kind != "word" or token.lower in self.row.lexicon.openers or "-" in token.lower:
            return True
        return len(token.text) == 3 and token.text.upper() in CURRENCY_CODES

    def _past_range(self, piece: Piece) -> int:
        """The token after "5 to 17" that follows an age's first number."""
        if self.row.lower(piece.end) in self.row.lexicon.range_to:
            second = read_piece(self.row, piece.end + 1)
            if second:
                return second.end
        return piece.end

    def _mention(self, piece: Piece) -> Mention:
        start, second = self._second(piece)
        if second is None:
            return self._qualified(piece, start, piece.value, None)
        first, last = share_ends(piece, second)
        if first.value >= last.value:
            raise Refused(reasons.RANGE_ORDER)
        return self._qualified(last, start, first.value, last.value)

    def _second(self, piece: Piece) -> tuple[int, Piece | None]:
        """The other end of a range that starts with ``piece``, and where the range's words begin."""
        row, lexicon = self.row, self.row.lexicon
        between = lexicon.between.ending_at(row.lowers, piece.start, self.floor)
        joiner = row.at(piece.end)
        if joiner is None:
            return piece.start, None
        if between and joiner.lower in lexicon.between_and:
            second = read_piece(row, piece.end + 1)
            return (piece.start - between[0], second) if second else (piece.start, None)
        if joiner.lower not in lexicon.range_to:
            return piece.start, None
        second = read_piece(row, piece.end + 1)
        if second is None:
            return piece.start, None
        if joiner.kind == "sign":
            if not (joiner.glued and row.glued(piece.end + 1)):
                raise Refused(reasons.SPACED_DASH)
        else:
            self._check_range_words(piece.start)
        return piece.start, second

    def _check_range_words(self, start: int) -> None:
        """Refuse "from 5 to 7", which may be a change, and "gave 5 to 7 families", which may be two
        figures.
        """
        _, first, _ = self._before(start)
        before = self.row.at(first - 1) if first > self.floor else None
        if before is None or before.kind == "period" or before.text in BREAKS or before.kind == "sign":
            return
        if before.lower in self.row.lexicon.change_from:
            raise Refused(reasons.RANGE_OR_CHANGE)
        if before.lower not in self.row.lexicon.stop:
            raise Refused(reasons.RANGE_OR_TWO)

    def _qualified(self, piece: Piece, start: int, value: Decimal, value_max: Decimal | None) -> Mention:
        check_language(self.row, start, piece.end, self.floor)
        qualified, first, qualifier = self._before(start)
        check_before(self.row, first, self.floor)
        end, qualifier = self._after(piece.end, qualifier)
        return Mention(
            start=first,
            qualified=qualified,
            number=start,
            end=end,
            value=value,
            value_max=value_max,
            qualifier=qualifier or Qualifier.EXACT,
            currency=piece.currency,
            percent=piece.percent,
        )

    def _before(self, start: int) -> tuple[int, int, Qualifier | None]:
        """The qualifier before ``start``, past words that add nothing ("an additional"): where it begins,
        where those words begin, and which it is.
        """
        row, at, qualified = self.row, start, start
        qualifier: Qualifier | None = None
        while True:
            phrase = row.lexicon.before.ending_at(row.lowers, at, self.floor)
            if phrase:
                if qualifier is not None and phrase[1] is not qualifier:
                    raise Refused(reasons.TWO_QUALIFIERS)
                at -= phrase[0]
                qualified, qualifier = at, phrase[1]
                continue
            neutral = row.lexicon.neutral.ending_at(row.lowers, at, self.floor)
            if neutral is None:
                return qualified, at, qualifier
            at -= neutral[0]

    def _after(self, end: int, qualifier: Qualifier | None) -> tuple[int, Qualifier | None]:
        """The qualifier that follows ("or more"), which must agree with one before."""
        phrase = self.row.lexicon.after.starting_at(self.row.lowers, end)
        if phrase is None:
            return end, qualifier
        if qualifier not in (None, phrase[1]):
            raise Refused(reasons.TWO_QUALIFIERS)
        return end + phrase[0], phrase[1]


def with_later_qualifier(tokens: list[Token], mention: Mention, at: int, lexicon: Lexicon) -> tuple[Mention, int]:
    """``mention`` with a qualifier that stands after its noun at ``at`` ("500 people or more"), and its
    end.
    """
    lowers = [token.lower for token in tokens[at : at + 4]]
    phrase = lexicon.after.starting_at(lowers, 0)
    if phrase is None or at == mention.end:
        return mention, at
    if mention.qualifier not in (Qualifier.EXACT, phrase[1]):
        raise Refused(reasons.TWO_QUALIFIERS)
    return replace(mention, qualifier=phrase[1]), at + phrase[0]
