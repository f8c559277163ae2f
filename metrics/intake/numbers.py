"""The numbers of one sentence: figures with their qualifier and noun, and the others with the reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.intake.clearing import OF_SOME, Words, clear, in_digits
from metrics.intake.heads import unit_of_phrase
from metrics.intake.judging import LENGTH, WHY, Judge
from metrics.intake.masks import NUMBERS_OF_NAMES, clear_tokens, groups
from metrics.intake.places import find_places
from metrics.intake.vocabulary import Vocabulary
from metrics.statements import reasons
from metrics.statements.errors import Refused
from metrics.statements.lexicon import Lexicon
from metrics.statements.mentions import LeftOut, Mention, find_mentions, with_later_qualifier
from metrics.statements.nouns import noun_phrase
from metrics.statements.periods import FoundPeriod
from metrics.statements.qualifiers import Qualifier
from metrics.statements.tokens import Token

#: Between a length of time and a bare number that is another: "took 90 days and now takes 15".
_LASTS = re.compile(
    r"(?=.{0,60}$)[^,;]*\b(?:takes?|took|lasts?|lasted|need|needs|down|tard\w+|tom\w+|dur\w+|baj\w+)\b"
    r"|[^,;]{0,30}\b(?:instead of|rather than|en lugar de|en vez de)\s*$|\s*(?:to|a|than)(?: only| solo)?\s*$",
    re.I,
)
#: "Media docena de asesores".
_DOZENS = ("docena", "docenas", "centenar")
_QUIET = frozenset({"vague_word", "article"})


def _is_people(token: Token) -> bool:
    """Whether the word says where people are from: "125,000 Ukrainians"."""
    plural = token.kind in ("word", "name") and token.lower.endswith("s") and len(token.text) > 5
    return plural and any(place.kind == "demonym" for place in find_places(token.text))


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in a sentence; places are characters of the sentence.

    ``start`` to ``end`` are the words of the figure with its qualifier, ``first`` where the number itself
    begins. ``unit`` is its code where a noun of its own gives it, ``noun`` the noun phrase as stated.
    ``per`` is what a rate is counted over: a time, or "number" for one such as "per 100,000". ``scaled`` says that a
    scale word ends it ("7 million"). ``group`` is 0
    outside parentheses, else the number of the pair it stands in.
    """

    value: Decimal
    value_max: Decimal | None
    qualifier: Qualifier
    qualifier_words: str
    currency: str | None
    percent: str | None
    start: int
    first: int
    end: int
    unit: str | None
    noun: str
    noun_end: int
    unit_step: str
    per: str | None
    in_words: bool
    scaled: bool
    group: int


@dataclass(frozen=True, slots=True)
class Left:
    """A number that is no figure: where it stands in the sentence, and why."""

    start: int
    end: int
    reason: str


def find_numbers(
    sentence: str,
    periods: list[FoundPeriod],
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    units: Mapping[str, str],
    place_ends: frozenset[int] = frozenset(),
) -> tuple[list[Number], list[Left]]:
    """The figures of ``sentence`` (normalized) in order, and what else looks like a number. ``place_ends`` are where
    names of places end in it.
    """
    return _Reader(sentence, periods, lexicon, vocabulary, units, place_ends).read()


class _Reader:
    def __init__(
        self,
        sentence: str,
        periods: list[FoundPeriod],
        lexicon: Lexicon,
        vocabulary: Vocabulary,
        units: Mapping[str, str],
        place_ends: frozenset[int],
    ) -> None:
        self.place_ends = place_ends
        self.sentence, self.lexicon, self.vocabulary, self.units = sentence, lexicon, vocabulary, units
        self.left = [Left(*match.span(), "a fraction in words") for match in vocabulary.fraction.finditer(sentence)]
        masked = sentence
        for part in self.left:
            masked = masked[: part.start] + " " * (part.end - part.start) + masked[part.end :]
        for pattern in NUMBERS_OF_NAMES:
            self.left += [Left(*match.span("number"), WHY["name"]) for match in pattern.finditer(masked)]
        self.tokens = clear_tokens(masked, periods, lexicon.language)
        places = [index for index, token in enumerate(self.tokens) if token.end in place_ends]
        self.left += [
            Left(start, end, reason)
            for start, end, reason in clear(self.tokens, Words(lexicon, vocabulary, units, frozenset(places)))
        ]
        self.groups = groups(self.tokens)
        self.judge = Judge(sentence, self.tokens, self.groups, place_ends, lexicon, vocabulary, units)

    def read(self) -> tuple[list[Number], list[Left]]:
        mentions, left_out = find_mentions(self.tokens, self.lexicon, lenient=True)
        for item in left_out:
            self._leave(item)
        found: list[Number] = []
        lasts = 0
        for place, mention in enumerate(mentions):
            if place and self._is_base(mentions[place - 1], mention):
                first, last = self.tokens[mention.number], self.tokens[mention.end - 1]
                self.left.append(Left(first.start, last.end, "what a rate is counted over"))
                if found and found[-1].end <= first.start:
                    found[-1] = replace(found[-1], per="number")
                continue
            stop = mentions[place + 1].start if place + 1 < len(mentions) else len(self.tokens)
            number = self._number(mention, stop)
            bare = isinstance(number, Number) and not number.noun and number.unit is None
            if bare and lasts and _LASTS.match(self.sentence[lasts : number.first]):
                number = Left(number.first, number.end, LENGTH)
            lasts = number.end if isinstance(number, Left) and number.reason == LENGTH else 0
            if isinstance(number, Left):
                self.left.append(number)
            else:
                found.append(number)
        return found, sorted(self.left, key=lambda item: item.start)

    # After reading: what is a figure

    def _is_base(self, before: Mention, mention: Mention) -> bool:
        """Whether ``mention`` is the 100,000 of "18 per 100,000"."""
        lowers = [token.lower for token in self.tokens[before.end : mention.start]]
        phrase = self.lexicon.per.ending_at(lowers, len(lowers))
        if phrase is None or len(lowers) - phrase[0] > 3 or mention.currency or mention.percent:
            return False
        # "9 % de lo pedido por los dos países" is no rate.
        return mention.value >= 10 or any(in_digits(token) for token in self.tokens[mention.number : mention.end])

    def _number(self, mention: Mention, stop: int) -> Number | Left:
        tokens, lexicon = self.tokens, self.lexicon
        at = self._noun_start(mention, stop)
        first, last = noun_phrase(tokens, at, max(stop, at), lexicon)
        if first == last < stop and tokens[first].lower in self.units:
            last += 1  # "comidas" looks like a participle and is none
        why = self.judge.why_not(mention, first, last)
        if why:
            return Left(tokens[mention.number].start, tokens[mention.end - 1].end, why)
        mention, end = self._later_qualifier(mention, last)
        unit, step = self._unit(mention, first, last)
        noun = self.sentence[tokens[first].start : tokens[last - 1].end] if last > first else ""
        qualified = mention.qualifier is not Qualifier.EXACT
        start = tokens[mention.qualified if qualified else mention.number].start
        return Number(
            value=self._value(mention, unit),
            value_max=mention.value_max,
            qualifier=mention.qualifier,
            qualifier_words=self._qualifier_words(mention, end) if qualified else "",
            currency=mention.currency,
            percent=mention.percent,
            start=start,
            first=tokens[mention.number].start,
            end=tokens[end - 1].end,
            unit=unit,
            noun=noun,
            noun_end=tokens[max(last, end) - 1].end,
            unit_step=step,
            per=self._per(max(last, end), stop),
            in_words=not any(map(in_digits, tokens[mention.number : mention.end])),
            scaled=tokens[mention.end - 1].lower in lexicon.scales,
            group=self.groups[mention.number],
        )

    def _noun_start(self, mention: Mention, stop: int) -> int:
        """Where the noun begins: past "of its", and past parentheses that hold the figure's parts."""
        tokens, at = self.tokens, mention.end
        if at < len(tokens) and tokens[at].text == "(" and not self.groups[mention.number]:
            while at < len(tokens) and self.groups[at]:
                at += 1
            return at
        if at + 1 < stop and tokens[at].lower in self.lexicon.of:
            of_some = tokens[at + 1].lower in OF_SOME
            last = tokens[mention.end - 1]
            dozen = self.sentence[last.start : last.end].lower().endswith(_DOZENS)
            if mention.percent or mention.value >= 1000 or of_some or dozen:
                at += 1
            while (mention.percent or of_some) and at < stop and tokens[at].lower in OF_SOME:
                at += 1
        return at

    def _later_qualifier(self, mention: Mention, last: int) -> tuple[Mention, int]:
        """The qualifier after the noun ("500 people or more") makes the noun part of the figure's words."""
        if last <= mention.end:
            return mention, mention.end
        try:
            later, end = with_later_qualifier(self.tokens, mention, last, self.lexicon)
        except Refused:
            return mention, mention.end
        return (later, end) if end > last else (mention, mention.end)

    def _qualifier_words(self, mention: Mention, end: int) -> str:
        tokens = self.tokens
        if mention.qualified < mention.number:
            return self.sentence[tokens[mention.qualified].start : tokens[mention.number - 1].end]
        return self.sentence[tokens[mention.number].start : tokens[end - 1].end]

    def _unit(self, mention: Mention, first: int, last: int) -> tuple[str | None, str]:
        if mention.currency:
            return mention.currency, "currency"
        if mention.percent:
            return ("percent" if mention.percent == "share" else "percentage-points"), "percent sign"
        nouns = [
            token.lower
            for token in self.tokens[first:last]
            if token.kind == "word" and (token.text[0].islower() or token.lower in self.units)
        ]
        unit, step = unit_of_phrase(nouns, self.units, self.lexicon.language)
        if unit is None and any(_is_people(token) for token in self.tokens[first:last]):
            return "people", "noun"
        return unit, step

    def _value(self, mention: Mention, unit: str | None) -> Decimal:
        """The value; "1.444 people" in English is a thousand written the Spanish way, for nobody counts
        thousandths of them.
        """
        value = mention.value
        exponent = value.as_tuple().exponent
        whole = unit is not None and not mention.currency and not mention.percent
        digits = self.tokens[mention.number].text if mention.end - mention.number == 1 else ""
        if whole and exponent == -3 and digits.count(".") == 1 and len(digits.partition(".")[2]) == 3:
            return value.scaleb(3).quantize(Decimal(1))
        return value

    def _per(self, at: int, stop: int) -> str | None:
        lowers = [token.lower for token in self.tokens[at : min(stop, at + 4)]]
        rate = self.lexicon.rates.starting_at(lowers, 0)
        return rate[1] if rate else None

    def _leave(self, item: LeftOut) -> None:
        token = self.tokens[item.token]
        if item.kind in _QUIET and (item.kind == "article" or not self._stands_for_amount(item.token)):
            return
        if item.kind == "name" and not any(map(str.isdigit, token.text)):
            return
        end = token.end
        reason = WHY.get(item.kind, "not clear")
        if item.kind == "refused":
            reason = "a fraction in words" if item.reason == reasons.FRACTION else item.reason
        self.left.append(Left(token.start, end, reason))

    def _stands_for_amount(self, index: int) -> bool:
        after = [token.lower for token in self.tokens[index + 1 : index + 3]]
        return bool(after) and (after[0] in self.lexicon.of or any(word in self.units for word in after))
