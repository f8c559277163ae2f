"""Whether what reads as an amount is a figure: no age, no length of time, nothing that was named before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from metrics.intake.clearing import in_digits
from metrics.intake.units import ABSTRACT
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import Lexicon, words
from metrics.statements.mentions import Mention
from metrics.statements.qualifiers import Qualifier
from metrics.statements.tokens import Token

_OLDEST = 120
#: Words for numbers up to this are figures only where a noun that can be counted follows.
_SMALL = 20
#: Before a number word that stands for what was named before.
_IT_WAS = re.compile(
    r"\b(?:it|that|there|this|son|eran|fueron|hubo|había) (?:(?:was|were|is|only|just|solo|sólo|apenas) )*$"
    r"|\b(?:eran|fueron|hubo|había) $",
    re.I,
)
#: Words of these kinds are told only where they stand for an amount ("hundreds of people").
#: "It agreed with four of them": what is told is told of the four.
_GOVERNED = re.compile(r"\b(?:with|to|by|in|for|from|against|con|a|en|por|para|contra)\s$", re.I)
#: Before a number that is the subject of its clause.
_OPENS = re.compile(r"(?:^|[;,(]\s?|\b(?:and|but|while|y|e|pero|mientras|además)\s)\W*$", re.I)
_MORE = re.compile(r"\s(?:more|others|más)\b")
#: Before "over 18" or "under 15": an age.
_WHOM = frozenset({"be", "them", "those", "anyone", "everyone", "whom"})
#: After "the seven schools rebuilt": what follows a participle rather than a verb ("the three offices issued 300").
_AFTER_PARTICIPLE = words("in by under this last since during for with through at on so within from as")
WHY = {
    "name": "part of a name, a number of something, a date or a time",
    "ordinal": "a rank or an order",
    "vague": "a vague amount, without a number",
    "vague_word": "a vague amount, without a number",
    "multiple": "a comparison with another figure",
    "year": "a year",
    "article": "an article",
    "age": "an age",
    "abbreviation": "an unclear abbreviation",
}
LENGTH = "a length of time"


@dataclass(frozen=True)
class Judge:
    """A sentence with its tokens, the pair of parentheses that each stands in, and where names of places end."""

    sentence: str
    tokens: list[Token]
    groups: list[int]
    place_ends: frozenset[int]
    lexicon: Lexicon
    vocabulary: Vocabulary
    units: Mapping[str, str]

    def why_not(self, mention: Mention, first: int, last: int) -> str:
        tokens, lexicon = self.tokens, self.lexicon
        following = tokens[mention.end].lower if mention.end < len(tokens) else ""
        if mention.currency or mention.percent:
            return ""
        if following in lexicon.durations or (
            following in ("consecutive", "straight", "full", "calendar", "business", "working", "school", "more")
            and mention.end + 1 < len(tokens)
            and tokens[mention.end + 1].lower in lexicon.durations
        ):
            return LENGTH
        if following == "→" and any(
            token.lower in lexicon.durations for token in tokens[mention.end + 1 : mention.end + 4]
        ):
            return LENGTH
        lowers = {token.lower for token in tokens[first:last]}
        in_words = not any(map(in_digits, tokens[mention.number : mention.end]))
        before = {token.lower for token in tokens[max(0, mention.start - 1) : mention.number]}
        small = mention.value <= _SMALL
        if self._is_age(mention, lowers):
            return WHY["age"]
        head = next((token.lower for token in tokens[first:last] if token.lower in self.units), None)
        points = bool(before & self.vocabulary.pointing)
        few = mention.value < 10 or (in_words and head is None)
        if (
            small
            and points
            and few
            and mention.qualifier is Qualifier.EXACT
            and not self._is_told_apart(mention, first, last)
        ):
            return "points back to what was named"
        if in_words and mention.value <= 1:
            return "a pronoun or an article"
        if small and lowers & ABSTRACT and head is None:
            return "counts parts of a text or a plan"
        lead = self.sentence[: tokens[mention.start].start][-30:]
        compared = self.vocabulary.compared.search(lead) is not None
        if small and in_words and head is None and not compared and not self._stands_for(mention):
            return "counts nothing that is named"
        return ""

    def _is_told_apart(self, mention: Mention, first: int, last: int) -> bool:
        """Whether the noun is told apart by its own words, so that it was not named before: "the seven schools rebuilt
        this quarter", "our two mobile clinics".
        """
        nouns = [token.lower for token in self.tokens[first:last]]
        head = next((noun for noun in nouns if noun in self.units), None)
        if head is None or self.units[head] in ("countries", "people", "delegations"):
            return False
        if self.lexicon.language == "es":
            after = self.tokens[last].lower if last < len(self.tokens) else ""
            return len(nouns) > 1 or after in ("de", "que")
        following = [token.lower if token.kind != "period" else "in" for token in self.tokens[last : last + 2]]
        participle = len(following) == 2 and following[0].endswith("ed") and following[1] in _AFTER_PARTICIPLE
        return nouns.index(head) > 0 or participle or following[:1] in (["that"], ["which"])

    def _stands_for(self, mention: Mention) -> bool:
        """Whether a number word stands for what was named before: "Five opened", "three of them"."""
        start, end = self.tokens[mention.start].start, self.tokens[mention.end - 1].end
        lead = self.sentence[max(0, start - 60) : start]
        of_them = _GOVERNED.search(lead) and self.vocabulary.part_of.match(self.sentence, end)
        if of_them or _IT_WAS.search(lead) or self.vocabulary.of_which.search(lead):
            return True
        more = _MORE.match(self.sentence, end)
        if more and any(in_digits(token) or token.lower in self.lexicon.ones for token in self.tokens[: mention.start]):
            return True
        end = more.end() if more else end
        if not _OPENS.search(self.sentence[max(0, start - 20) : start]):
            return False
        following = self.tokens[mention.end].lower if mention.end < len(self.tokens) else ""
        if self.groups[mention.number] and following in ("in", "en"):
            return True  # "the centers (five in Guatemala, three in Honduras)"
        return any(pattern.match(self.sentence, end) for pattern in (self.vocabulary.part_of, self.vocabulary.acts))

    def _is_age(self, mention: Mention, nouns: set[str]) -> bool:
        """Whether it is the age of whom was named right before: "teachers under 30", "Ana Peña, 34, said"."""
        tokens = self.tokens
        if not mention.start or mention.value > _OLDEST or mention.value_max or mention.value % 1:
            return False
        before, after = tokens[mention.start - 1], tokens[mention.end : mention.end + 1]
        counts = any(noun in self.units for noun in nouns)
        if mention.qualifier in (Qualifier.LESS_THAN, Qualifier.MORE_THAN):
            one_word = mention.number - mention.qualified == 1 or tokens[mention.qualified].lower == "de"
            named = before.lower in _WHOM or self.units.get(before.lower) in ("people", "children")
            return one_word and not counts and named
        named = tokens[mention.start - 2] if mention.start > 1 else before
        return (
            mention.qualifier is Qualifier.EXACT
            and mention.end - mention.number == 1
            and before.text == ","
            and bool(after)
            and after[0].text == ","
            and named.text[:1].isupper()
            and named.end not in self.place_ends
        )
