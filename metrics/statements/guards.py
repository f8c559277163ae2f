"""Numbers that are not amounts, and words beside an amount that forbid reading it."""

from __future__ import annotations

from metrics.statements import reasons
from metrics.statements.amounts import SHORT_SCALES, read_amount
from metrics.statements.errors import Refused, quote
from metrics.statements.lexicons import other_lexicon
from metrics.statements.pieces import Piece, currency_sign, read_piece
from metrics.statements.qualifiers import Qualifier
from metrics.statements.row import BREAKS, Row
from metrics.statements.units import CURRENCY_CODES

#: How many words before an amount are looked at for one that forbids reading it ("not", "half of").
GUARDED_WORDS = 3

#: Nobody is older: a larger number after "under" counts something else.
_OLDEST = 120

#: A sign of these between two digits makes one thing of them: a date, a fraction, a time, a version.
_WELDS = frozenset("/'’.,:*^_\\=@|")

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_TIMES_OF_DAY = frozenset({"a.m.", "p.m.", "am", "pm", "a.m", "p.m"})


def not_an_amount(row: Row, index: int) -> str | None:
    """The kind of a token that cannot begin an amount ("name", "ordinal", "vague"…), or ``None``.

    :class:`Refused` for digits tied to others by a sign, as in a date or a fraction.
    """
    token, lexicon = row.tokens[index], row.lexicon
    if token.kind == "name":
        return "name"
    if token.kind == "word":
        if token.lower in lexicon.vague_plurals and row.lower(index + 1) in lexicon.of:
            return "vague"
        if token.lower in lexicon.vague:
            return "vague_word"
        if token.lower in lexicon.multiple:
            return "multiple"
        return "ordinal" if token.lower in lexicon.ordinal else None
    if token.kind != "number":
        return None
    if _welded_before(row, index) or _welded_after(row, index):
        raise Refused(reasons.WELDED, words=quote(row.around(index)))
    return _glued_kind(row, index) or ("name" if _numbers_something(row, index) else None)


def not_as_an_amount(row: Row, piece: Piece, floor: int) -> str | None:
    """The kind of a number that reads as an amount but is none here: a year, an article, an age, a time of
    day.

    ``floor`` is the token before which words belong to an earlier amount. :class:`Refused` for a fraction
    in words and for four digits that may be a year.
    """
    lexicon, amount = row.lexicon, piece.amount
    following = row.lower(piece.end)
    if following in lexicon.fraction and not piece.currency:
        raise Refused(reasons.FRACTION)
    if following in lexicon.multiple:
        return "multiple"
    if following in _TIMES_OF_DAY:
        return "name"
    if piece.currency or piece.percent:
        return None
    percent = lexicon.percent.starting_at(row.lowers, piece.start - 1) if piece.start else None
    if percent and percent[0] > 1:
        return "name"
    if _is_age(row, piece, floor):
        return "age"
    first = row.tokens[amount.start]
    if first.kind == "word" and _numbers_something(row, piece.start):
        return "name"
    if first.lower == "one" and amount.value == 1 and not _one_counts(row, piece):
        return "article"
    if amount.end != amount.start + 1:
        return None
    if first.lower in ("un", "una") and not _one_of_several(row, amount.end):
        return "article"
    if first.kind == "number" and first.text.isdigit() and len(first.text) == 4:
        return _year(row, piece, floor)
    return None


def check_before(row: Row, first: int, floor: int) -> None:
    """Refuse an amount whose meaning the words before it turn: "not 500", "half of the 340", "nearly
    reached 500".
    """
    lexicon = row.lexicon
    for at in range(first - 1, max(floor, first - GUARDED_WORDS) - 1, -1):
        token = row.tokens[at]
        if token.kind == "period" or token.text in BREAKS:
            return
        parts = {token.lower, *token.lower.split("-")}
        if token.lower in lexicon.negation:
            raise Refused(reasons.NEGATION, words=token.text)
        partial = row.lower(at + 1) in lexicon.of and parts & (lexicon.partitive | lexicon.fraction)
        if partial or token.lower in lexicon.multiple:
            raise Refused(reasons.PART_OR_MULTIPLE, words=token.text)
        if token.lower in lexicon.vague and at == first - 1:
            raise Refused(reasons.VAGUE_WORD, words=token.text)
        apart = lexicon.clear_before.ending_at(row.lowers, at + 1, floor)
        if apart:
            words = " ".join(item.text for item in row.tokens[at + 1 - apart[0] : at + 1])
            raise Refused(reasons.APART, words=words)


def check_language(row: Row, start: int, end: int, floor: int) -> None:
    """Refuse a figure whose qualifier, scale or percent is in the other language.

    Read in the wrong language, "$169 millones" would be 169 dollars.
    """
    other = other_lexicon(row.lexicon)
    after = row.lower(end)
    scale = after in other.scales and after not in row.lexicon.scales
    before = other.before.ending_at(row.lowers, start, floor)
    own = row.lexicon.before.ending_at(row.lowers, start, floor)
    percent = other.percent.starting_at(row.lowers, end)
    foreign_after = other.after.starting_at(row.lowers, end)
    own_after = row.lexicon.after.starting_at(row.lowers, end)
    if scale or percent:
        words = row.tokens[end].text
    elif before and not own:
        words = " ".join(row.lowers[start - before[0] : start])
    elif foreign_after and not own_after:
        words = " ".join(row.lowers[end : end + foreign_after[0]])
    else:
        return
    raise Refused(reasons.OTHER_LANGUAGE[row.lexicon.language], words=quote(words))


def _welded_before(row: Row, index: int) -> bool:
    """Whether a sign ties the number to one before it ("4/5"), or leaves a part of it out (".5")."""
    before = row.at(index - 1)
    if not row.glued(index) or before is None or before.kind != "sign" or before.text not in _WELDS:
        return False
    if before.text == "." and not before.glued:
        return True
    further = row.at(index - 2)
    return before.glued and further is not None and further.kind in ("number", "name")


def _welded_after(row: Row, index: int) -> bool:
    sign = row.at(index + 1)
    tied = sign is not None and sign.kind == "sign" and sign.text in _WELDS and sign.glued
    return tied and row.is_number(index + 2) and row.glued(index + 2)


def _glued_kind(row: Row, index: int) -> str | None:
    """The kind of "3rd", "3.ª", "3-year", "10am": digits with letters right behind them."""
    following, after = row.at(index + 1), row.at(index + 2)
    if following is None or not following.glued:
        return None
    lexicon = row.lexicon
    if following.lower in lexicon.ordinal_endings:
        return "ordinal"
    if following.text == "." and after and after.glued and after.lower in lexicon.ordinal_endings:
        return "ordinal"
    if following.kind == "name":
        return "name"
    hyphenated = following.text == "-" and after is not None and after.glued and after.kind in ("word", "name")
    if not hyphenated and following.kind != "word":
        return None
    amount = read_amount(row.tokens, index, lexicon, money=currency_sign(row, index - 1) is not None)
    at = index + 2 if hyphenated else index + 1
    if amount and amount.end > at:
        return None
    if lexicon.percent.starting_at(row.lowers, at) or row.tokens[at].text in CURRENCY_CODES:
        return None
    return "abbreviation" if following.lower in SHORT_SCALES else "name"


def _numbers_something(row: Row, index: int) -> bool:
    """Whether the number is part of a name: "Title 42", "page 5", "No. 3"."""
    at = index - 1
    while at >= 1 and row.tokens[at].text in (".", "º") and at > index - 3:
        at -= 1
    if at < 0:
        return False
    before = row.tokens[at]
    if before.lower in row.lexicon.numbered:
        # "No" counts as "number" only with its point: "no 500" is a negation.
        return before.lower not in ("no", "p") or at < index - 1
    return before.lower in row.lexicon.numbered_names and before.text[:1].isupper()


def _one_of_several(row: Row, at: int) -> bool:
    """Whether "un" or "una" counts: "una de las cinco oficinas"."""
    return row.lower(at) == "de" and row.lower(at + 1) in ("los", "las")


def _one_counts(row: Row, piece: Piece) -> bool:
    """Whether "one" is a number rather than a pronoun: "one center", "one of the five", but not "the second one"."""
    after = row.at(piece.end)
    if after is None:
        return piece.start == 0
    base = row.lexicon.base.starting_at(row.lowers, piece.end)
    if base:
        return read_amount(row.tokens, piece.end + base[0], row.lexicon) is not None
    return after.kind in ("word", "name") and after.lower not in row.lexicon.stop


def _is_age(row: Row, piece: Piece, floor: int) -> bool:
    """Whether the number is an age: "aged 5", "children under 5", "menores de 5 años"."""
    lexicon = row.lexicon
    if not 0 <= piece.value <= _OLDEST:
        return False
    if lexicon.ages.ending_at(row.lowers, piece.start, floor):
        return True
    phrase = lexicon.before.ending_at(row.lowers, piece.start, floor)
    if phrase is None or phrase[0] > 1 or phrase[1] not in (Qualifier.MORE_THAN, Qualifier.LESS_THAN):
        return False
    group = row.lower(piece.start - 2)
    after = row.at(piece.end)
    counts = after is not None and after.kind in ("word", "name") and after.lower not in lexicon.stop
    return group in lexicon.people and (not counts or row.lower(piece.end) in lexicon.durations)


def _year(row: Row, piece: Piece, floor: int) -> str | None:
    """Four digits that may be a year are an amount only between a qualifier and a noun."""
    if not _FIRST_YEAR <= piece.value <= _LAST_YEAR:
        return None
    lexicon, after = row.lexicon, row.at(piece.end)
    before = row.lower(piece.start - 1) if piece.start > floor else ""
    counts = after is not None and after.kind in ("word", "name") and after.lower not in lexicon.stop
    if counts and lexicon.before.ending_at(row.lowers, piece.start, floor):
        return None
    if row.lower(piece.end) in lexicon.range_to | lexicon.between_and:
        second = read_piece(row, piece.end + 1)
        if second and (second.percent or second.currency or second.amount.scale > 1):
            return None
    if before in lexicon.determiners or not counts:
        return "year"
    raise Refused(reasons.YEAR_OR_AMOUNT, year=piece.value, grouped=f"{int(piece.value):,}")
