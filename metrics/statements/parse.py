"""A figure's words to a :class:`Statement`, or a refusal that says what could not be read and what to do.

Nothing is guessed. What has one reading in the language of the text is read; a choice between two values
("1.234 millones"), a vague amount ("hundreds of"), a rank, a name with a number, a date or a second figure
is refused.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from metrics.statements import reasons
from metrics.statements.errors import Refused, quote
from metrics.statements.languages import language_code, normalize
from metrics.statements.lexicon import Lexicon
from metrics.statements.lexicons import LEXICONS
from metrics.statements.mentions import LeftOut, Mention, find_mentions, with_later_qualifier
from metrics.statements.nouns import noun_phrase
from metrics.statements.periods import US_FISCAL_YEAR_START, FoundPeriod, Period, find_periods, parse_period
from metrics.statements.statement import Statement
from metrics.statements.tokens import PERIOD_FIRST, PERIOD_REST, Token, tokenize
from metrics.statements.units import UnitKind

#: A statement is a phrase or a sentence; more characters than this are refused unread.
MAX_LENGTH = 1000


def parse(
    text: str,
    language: str = "en",
    *,
    document_date: date | None = None,
    fiscal_year_start: int = US_FISCAL_YEAR_START,
) -> Statement:
    """The one figure that ``text`` states.

    ``document_date`` dates words such as "as of April 13"; without it they are kept as ``period_words``
    only. Raises :class:`Refused`, and nothing else, for text without a figure, with several, or with one
    that could be read in two ways. Takes time in proportion to the length of ``text``, which is at most
    ``MAX_LENGTH``.
    """
    lexicon = LEXICONS[language_code(language)]
    if len(text) > MAX_LENGTH:
        raise Refused(
            reasons.TOO_LONG,
            limit=MAX_LENGTH,
        )
    line = normalize(text)
    _check_characters(line)
    periods = find_periods(line, lexicon.language, document_date, fiscal_year_start)
    reader = _Reader(line, lexicon, periods, document_date, fiscal_year_start)
    return replace(reader.statement(), as_stated=text.strip(), language=lexicon.language)


def _check_characters(line: str) -> None:
    for char in line:
        if not char.isascii() and unicodedata.category(char).startswith("N"):
            raise Refused(
                reasons.SPECIAL_CHARACTER,
                char=char,
            )


@dataclass(frozen=True, slots=True)
class _Group:
    """The tokens inside one pair of parentheses."""

    tokens: list[Token]


class _Reader:
    """Reads one line.

    The tokens in parentheses are set aside first, so that the words around them stand together.
    """

    def __init__(
        self,
        line: str,
        lexicon: Lexicon,
        periods: list[FoundPeriod],
        document_date: date | None,
        fiscal_year_start: int,
    ) -> None:
        self.line, self.lexicon, self.periods = line, lexicon, periods
        self.document_date, self.fiscal_year_start = document_date, fiscal_year_start
        self.tokens, self.groups = _without_groups(tokenize(_masked(line, periods)))

    def statement(self) -> Statement:
        mentions, left_out = find_mentions(self.tokens, self.lexicon)
        vague = next((item for item in left_out if item.kind == "vague"), None)
        if vague or not mentions:
            raise self._nothing_read(vague, left_out)
        main, base, per = self._main(mentions)
        statement = self._assemble(self.tokens, main, len(self.tokens), per)
        if base:
            of = self._assemble(self.tokens, base, len(self.tokens), None)
            own = statement.unit_hint if statement.unit_kind != "share" else None
            statement = replace(statement, base=of, unit_hint=own or of.unit_hint)
            if statement.unit_kind is None and of.unit_kind == "count":
                statement = replace(statement, unit_kind="count")
        statement = self._with_period(statement, self._periods_in(self.tokens))
        return self._with_groups(statement)

    # Which of the amounts is the figure

    def _main(self, mentions: list[Mention]) -> tuple[Mention, Mention | None, str | None]:
        """The figure, what it is a part of, and what it is counted per; a further figure is refused."""
        if len(mentions) > 1:
            mentions = [item for item in mentions if not self._is_duration(item)] or mentions
        if len(mentions) == 2:
            first, second = mentions
            between = [token.lower for token in self.tokens[first.end : second.qualified]]
            base = self.lexicon.base.starting_at(between, 0)
            if between and base and base[0] == len(between):
                return first, second, None
            if self.lexicon.per.ending_at(between, len(between)):
                return first, None, self._counted(second)
        if len(mentions) != 1:
            one, other = (self._words(mention) for mention in mentions[:2])
            raise Refused(reasons.SEVERAL, count=len(mentions), first=one, second=other)
        return mentions[0], None, None

    def _is_duration(self, mention: Mention) -> bool:
        """Such as "in three months", beside a figure."""
        after = self.tokens[mention.end].lower if mention.end < len(self.tokens) else ""
        before = {token.lower for token in self.tokens[max(0, mention.number - 3) : mention.number]}
        return after in self.lexicon.durations and bool(before & self.lexicon.duration_before)

    def _counted(self, mention: Mention) -> str:
        """Such as "100,000 people", after "per"."""
        first, last = noun_phrase(self.tokens, mention.end, len(self.tokens), self.lexicon)
        end = self.tokens[last - 1].end if last > first else self.tokens[mention.end - 1].end
        return self.line[self.tokens[mention.number].start : end]

    # One statement

    def _assemble(self, tokens: list[Token], mention: Mention, end: int, per: str | None) -> Statement:
        """The statement of ``mention``, whose words may run to token ``end``."""
        lexicon, at = self.lexicon, mention.end
        # "40 percent OF citizens", "1.5 millones DE personas".
        linked = mention.percent or tokens[at - 1].lower in lexicon.scales
        if linked and at < end and tokens[at].lower in lexicon.of:
            at += 1
        first, last = noun_phrase(tokens, at, end, lexicon)
        hint = self.line[tokens[first].start : tokens[last - 1].end] if last > first else None
        mention, last = with_later_qualifier(tokens, mention, max(last, mention.end), lexicon)
        lowers = [token.lower for token in tokens[last : min(end, last + 4)]]
        rate = _after_slash(lowers, lexicon) or lexicon.rates.starting_at(lowers, 0)
        per = per or (rate[1] if rate else None)
        if rate:
            mention, last = with_later_qualifier(tokens, mention, last + rate[0], lexicon)
        if mention.percent == "points":
            hint = self.line[tokens[mention.end - 2].start : tokens[mention.end - 1].end]
        if not mention.percent and not mention.currency and not per:
            _check_countable(mention, hint, lexicon)
        return Statement(
            value=mention.value,
            qualifier=mention.qualifier,
            value_max=mention.value_max,
            unit_hint=hint if not mention.currency else None,
            unit_kind=_kind(mention, hint, per),
            currency=mention.currency,
            as_stated=self.line[tokens[mention.start].start : tokens[max(last, mention.end) - 1].end],
            per=per,
        )

    def _with_groups(self, statement: Statement) -> Statement:
        """``statement`` with the figures, or the period, that stand in parentheses."""
        parts: list[Statement] = []
        for group in self.groups:
            period = self._lone_period(group)
            if period:
                statement = self._with_period(statement, [period])
                continue
            mentions, left_out = find_mentions(group.tokens, self.lexicon)
            if not mentions and any(item.kind in ("vague", "year") for item in left_out):
                raise self._nothing_read(None, left_out, group.tokens)
            for place, mention in enumerate(mentions):
                end = mentions[place + 1].start if place + 1 < len(mentions) else len(group.tokens)
                part = self._assemble(group.tokens, mention, end, None)
                parts.append(self._with_period(part, self._periods_in(group.tokens[mention.end : end])))
        return replace(statement, parts=tuple(parts))

    # Periods

    def _lone_period(self, group: _Group) -> FoundPeriod | None:
        """A period that is all that its parentheses hold: "(2021)"."""
        if not group.tokens:
            return None
        start, end = group.tokens[0].start, group.tokens[-1].end
        words = self.line[start:end]
        try:
            period = parse_period(words, self.lexicon.language, self.document_date, self.fiscal_year_start)
        except Refused:
            found = self._periods_in(group.tokens)
            return found[0] if len(group.tokens) == len(found) == 1 else None
        return FoundPeriod(start, end, words, period)

    def _periods_in(self, tokens: list[Token]) -> list[FoundPeriod]:
        starts = {token.start for token in tokens if token.kind == "period"}
        return [found for found in self.periods if found.start in starts]

    def _with_period(self, statement: Statement, found: list[FoundPeriod]) -> Statement:
        if not found:
            return statement
        within = _within(found) if len(found) == 2 and statement.period_words is None else None
        if within:
            return replace(statement, period=within, period_words=within.as_stated)
        if len(found) > 1 or statement.period_words is not None:
            words = [statement.period_words] if statement.period_words else []
            words += [item.words for item in found]
            stated = "; ".join(words)
            return replace(statement, period=None, period_words=stated, period_reason=reasons.SEVERAL_PERIODS)
        only = found[0]
        return replace(statement, period=only.period, period_words=only.words, period_reason=only.reason)

    # Refusals

    def _nothing_read(
        self, vague: LeftOut | None, left_out: list[LeftOut], tokens: list[Token] | None = None
    ) -> Refused:
        tokens = self.tokens if tokens is None else tokens
        if vague:
            return Refused(reasons.LEFT_OUT["vague"], words=tokens[vague.token].text)
        lowers = [token.lower for token in tokens if token.kind != "period"]
        missing = self.lexicon.missing.starting_at(lowers, 0)
        if not lowers and self.groups:
            return Refused(reasons.PARENTHESES_ONLY)
        if not lowers and not self.periods:
            return Refused(reasons.EMPTY)
        if missing:
            words = " ".join(lowers[: missing[0]])
            return Refused(reasons.MISSING, words=words)
        if self._has_fraction(lowers):
            return Refused(reasons.FRACTION)
        for kind in reasons.LEFT_OUT:
            for item in left_out:
                if item.kind == kind:
                    words = self._name_at(tokens, item.token, with_word_before=kind in ("name", "age"))
                    return Refused(reasons.LEFT_OUT[kind], words=quote(words))
        if self.periods:
            return Refused(
                reasons.ONLY_PERIOD,
                words=quote(self.periods[0].words),
            )
        return Refused(reasons.NO_NUMBER, words=quote(self.line))

    def _has_fraction(self, lowers: list[str]) -> bool:
        """Whether the words hold a fraction: "half of …", "two-thirds"; "third" by itself is a rank."""
        clear, other = self.lexicon.clear_fraction, self.lexicon.fraction
        return any(
            clear.intersection(word.split("-"))
            or (other.intersection(word.split("-")) and ("-" in word or after in self.lexicon.of))
            for word, after in pairwise([*lowers, ""])
        )

    def _name_at(self, tokens: list[Token], index: int, with_word_before: bool) -> str:
        """The word at ``index``, and the one it belongs to: "Title 42"."""
        first = index
        if with_word_before and tokens[index].kind == "number" and index:
            first -= 1
        last = index + 1
        while last < len(tokens) and tokens[last].glued:
            last += 1
        return self.line[tokens[first].start : tokens[last - 1].end]

    def _words(self, mention: Mention) -> str:
        return quote(self.line[self.tokens[mention.number].start : self.tokens[mention.end - 1].end])


def _within(found: list[FoundPeriod]) -> Period | None:
    """The two together: "as of April 13 … in FY 2022": from the start of the fiscal year through April 13."""
    periods = [item.period for item in found if item.period]
    until = next((period for period in periods if period.kind == "as_of"), None)
    whole = next((period for period in periods if not period.is_open), None)
    if until is None or whole is None or until.end is None or not whole.contains(until.end):
        return None
    words = "; ".join(item.words for item in found)
    assumption = " ".join(filter(None, (until.assumption, whole.assumption)))
    return Period(whole.start, until.end, words, "as_of", assumption)


def _after_slash(lowers: list[str], lexicon: Lexicon) -> tuple[int, str] | None:
    """What a rate is counted over in "5/day"."""
    if lowers[:1] != ["/"]:
        return None
    return lexicon.rates.starting_at(["per" if lexicon.language == "en" else "por", *lowers[1:2]], 0)


def _kind(mention: Mention, hint: str | None, per: str | None) -> UnitKind | None:
    if mention.percent:
        return "share" if mention.percent == "share" else None
    if per:
        return "rate"
    if mention.currency:
        return "money"
    return "count" if hint else None


def _check_countable(mention: Mention, hint: str | None, lexicon: Lexicon) -> None:
    """Refuse a fraction of a person: "1.444 people" in English is a thousand written the Spanish way."""
    noun = hint.split()[-1].lower() if hint else ""
    ends = (mention.value, mention.value if mention.value_max is None else mention.value_max)
    if noun in lexicon.count_nouns and any(end != end.to_integral_value() for end in ends):
        raise Refused(
            reasons.NOT_WHOLE,
            value=f"{mention.value:f}",
            noun=noun,
        )


def _masked(line: str, periods: list[FoundPeriod]) -> str:
    """``line`` with each period's words replaced by marks of the same length."""
    pieces, end = [], 0
    for found in periods:
        pieces.append(line[end : found.start])
        pieces.append(PERIOD_FIRST + PERIOD_REST * (found.end - found.start - 1))
        end = found.end
    pieces.append(line[end:])
    return "".join(pieces)


def _without_groups(tokens: list[Token]) -> tuple[list[Token], list[_Group]]:
    """``tokens`` without what stands in parentheses or brackets, and that apart."""
    outer: list[Token] = []
    groups: list[_Group] = []
    inside: list[Token] | None = None
    for token in tokens:
        if token.text in "([":
            if inside is not None:
                raise Refused(reasons.NESTED)
            inside = []
        elif token.text in ")]":
            if inside is None:
                raise Refused(reasons.NOT_OPENED)
            footnote = token.text == "]" and len(inside) == 1 and inside[0].kind == "number"
            if not footnote:
                groups.append(_Group(inside))
            inside = None
        else:
            (outer if inside is None else inside).append(token)
    if inside is not None:
        raise Refused(reasons.NOT_CLOSED)
    return outer, groups
