"""What running text has and a lone statement has not, made clear in its tokens before figures are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrics.intake.heads import is_plural
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import Lexicon
from metrics.statements.tokens import Token
from metrics.statements.units import CURRENCY_CODES

#: Between a part and its whole: the whole is one that was named.
OF_SOME = frozenset({"the", "all", "its", "their", "our", "his", "los", "las", "sus", "nuestros", "nuestras"})
_FOR = frozenset({"for", "para"})
_NAME = "part of a name, a number of something, a date or a time"
_MORE = frozenset({"more", "fewer", "less", "higher", "lower", "greater", "larger", "smaller"})
_NEGATIONS = frozenset({"no", "sin", "without"})
_QUALITIES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
#: Words of currencies that may end an amount before "to".
_MONEY = frozenset(
    ["dólares", "dollars", "euros", "quetzales", "lempiras", "pesos", "córdobas", "millones", "million", "millón"]
)
_CODES = frozenset(code.lower() for code in CURRENCY_CODES)
#: What was left out: start and end in the sentence, and the reason.
Out = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words by which tokens are told apart; ``places`` are the tokens at which names of places end."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    units: Mapping[str, str]
    places: frozenset[int]


def clear(tokens: list[Token], words: Words) -> list[Out]:
    """Change ``tokens`` in place so that "2000" counts what follows it, "from 12 to 45" is a change, "barely" says
    "only", and the 4820 of "Room 4820" is a name; return what is no figure.
    """
    return _Clearing(tokens, words).run()


class _Clearing:
    def __init__(self, tokens: list[Token], words: Words) -> None:
        self.tokens, self.places = tokens, words.places
        self.lexicon, self.vocabulary, self.units = words.lexicon, words.vocabulary, words.units
        self.left: list[Out] = []

    def run(self) -> list[Out]:
        tokens, joiners = self.tokens, self.lexicon.range_to - {"-", "–"}
        for index, token in enumerate(tokens):
            apart = index > 0 and _numeric(tokens[index - 1]) and tokens[index - 1].end < token.start
            if token.text == "M" and apart:  # "2,6 M personas"
                word = "million" if self.lexicon.language == "en" else "millones"
                tokens[index] = replace(token, kind="word", text=word, lower=word)
            elif token.kind == "number":
                self._clear_year(index)
                self._clear_label(index)
            elif token.lower in self.vocabulary.barely and any(map(self._counts, tokens[index + 1 : index + 3])):
                # Before a number it says "only" far more often than "hardly".
                only = "only" if self.lexicon.language == "en" else "solo"
                tokens[index] = replace(token, text=only, lower=only)
            elif token.lower == "than" and self._compares_known(index) and index and tokens[index - 1].lower in _MORE:
                # "Fewer than the 16,500 of 2021": no qualifier, but the figure that another is compared with.
                tokens[index] = replace(token, kind="sign", text=",", lower=",")
            elif token.lower in _NEGATIONS:
                self._clear_negation(index)
            elif token.lower in ("over", "under") and index and tokens[index - 1].lower in self.vocabulary.takes_over:
                tokens[index] = replace(token, lower=f"{token.lower}-")  # "take over two courses"
            elif token.lower in self.lexicon.multiple and self._compares_known(index):
                self.left.append((token.start, token.end, "a comparison with another figure"))
                tokens[index] = replace(token, kind="sign", text=",", lower=",")
            elif token.lower in self.lexicon.of and self._is_part_of_known(index):
                # "Each of the 14 shelters": the 14 is stated, whatever part of it is spoken of.
                self.left.append((tokens[index - 1].start, tokens[index - 1].end, "a part of the figure after it"))
                tokens[index - 1] = replace(tokens[index - 1], kind="sign", text=",", lower=",")
            elif token.lower in joiners and self._between_numbers(index):
                self._clear_joiner(index)
            elif token.lower in ("or", "o", "u") and self._is_choice(index):
                tokens[index] = replace(token, kind="sign", text="–", lower="–", glued=True)
                tokens[index + 1] = replace(tokens[index + 1], glued=True)
        return self.left

    def _clear_negation(self, index: int) -> None:
        """ "No acompañados" and "without papers" say no more than that of what they stand before."""
        tokens, token = self.tokens, self.tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or self._counts(following):
            return
        quality = following.lower.endswith(_QUALITIES) and self.lexicon.language == "es"
        if token.lower != "no" or quality:
            tokens[index] = replace(token, lower=f"{token.lower}-")

    def _clear_label(self, index: int) -> None:
        """ "Room 4820", "flight 482", "Zona 18": the number after a noun in the singular names one of them."""
        tokens, token = self.tokens, self.tokens[index]
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if before is None or before.kind != "word" or token.glued or "," in token.text[:-3]:
            return
        if after and (after.lower in self.units or self._measures(index + 1)):
            return
        at = index - 1
        if at and before.lower in self.vocabulary.of_acts:  # "Boletín informativo 187"
            at, before = at - 1, tokens[at - 1]
        named = before.text[:1].isupper()
        listed = before.lower in self.vocabulary.labels or (named and before.lower in self.vocabulary.named_labels)
        # "At the camp 300 sleep": an English label has no article.
        apart = at > 0 and tokens[at - 1].lower in self.vocabulary.before_no_label
        bare = token.text.isdigit() and len(token.text) <= 4 and (after is None or not self._goes_on(after))
        unknown = named and bare and at > 0 and before.text[1:].islower() and at not in self.places
        if (listed and (named or not apart)) or (unknown and not self._is_word(before)):
            tokens[index] = replace(token, kind="name")

    def _measures(self, index: int) -> bool:
        lexicon, lowers = self.lexicon, [token.lower for token in self.tokens[index : index + 3]]
        scaled = lowers[0] in lexicon.scales or lowers[0] in lexicon.range_to
        return scaled or bool(lexicon.percent.starting_at(lowers, 0) or lexicon.currencies.starting_at(lowers, 0))

    def _goes_on(self, token: Token) -> bool:
        """Whether a noun phrase may follow."""
        return token.kind in ("word", "name") and token.lower not in self.lexicon.stop

    def _is_word(self, token: Token) -> bool:
        """Whether the word is one of the language of figures, or the plural of what is counted, not a name."""
        lexicon, lower = self.lexicon, token.lower
        known = lower in self.units or lower in lexicon.stop or lower in lexicon.determiners
        return known or bool(lexicon.before.ending_at([lower], 1) or lexicon.neutral.ending_at([lower], 1))

    def _is_part_of_known(self, index: int) -> bool:
        """Whether "of" stands between a word for a part and "the" with a number in digits."""
        tokens, lexicon = self.tokens, self.lexicon
        if not index or index + 2 >= len(tokens) or tokens[index + 1].lower not in OF_SOME:
            return False
        words = {tokens[index - 1].lower, *tokens[index - 1].lower.split("-")}
        return bool(words & (lexicon.partitive | lexicon.fraction)) and _numeric(tokens[index + 2])

    def _compares_known(self, index: int) -> bool:
        """Whether "double the 680 of 2021" names the figure that it compares with."""
        tokens, at = self.tokens, index + 1
        if at < len(tokens) and tokens[at].lower in self.lexicon.of:
            at += 1
        pointed = at < len(tokens) and tokens[at].lower in OF_SOME
        return pointed and at + 1 < len(tokens) and _numeric(tokens[at + 1])

    def _clear_year(self, index: int) -> None:
        """Four digits that a countable noun follows, and no article goes before, are an amount."""
        token = self.tokens[index]
        if len(token.text) != 4 or not token.text.isdigit() or not "1900" <= token.text <= "2099":
            return
        after = self.tokens[index + 1].lower if index + 1 < len(self.tokens) else ""
        before = self.tokens[index - 1].lower if index else ""
        if (
            after in self.units
            and is_plural(after)
            and before not in (self.lexicon.determiners | self.vocabulary.pointing) - _FOR
        ):
            grouped = f"{token.text[0]},{token.text[1:]}"
            self.tokens[index] = replace(token, text=grouped, lower=grouped)

    def _between_numbers(self, index: int) -> bool:
        paid = index > 0 and self.tokens[index - 1].lower in _MONEY
        before = self.tokens[max(0, index - (5 if paid else 2)) : index]
        after = self.tokens[index + 1 : index + 3]
        return (
            any(map(self._counts, before))
            and any(map(self._counts, after[:2]))
            and not any(token.text in ",;()" for token in before[-1:])
        )

    def _is_choice(self, index: int) -> bool:
        """Whether "ten or twelve people" is a range: two numbers near each other, and a noun, or "60 or 70"."""
        if not 0 < index < len(self.tokens) - 1:
            return False
        low, high = self._small(self.tokens[index - 1]), self._small(self.tokens[index + 1])
        after = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        counted = after is not None and after.lower in self.units
        round_ones = low >= 20 and high - low == 10 and low % 10 == 0 and not (after and _numeric(after))
        return 1 < low < high <= 2 * low and (counted or round_ones)

    def _small(self, token: Token) -> int:
        """The number of one token below a thousand, or 0."""
        if token.kind == "number":
            return int(token.text) if token.text.isdigit() and token.text.isascii() and len(token.text) <= 3 else 0
        return self.lexicon.ones.get(token.lower, 0) or self.lexicon.tens.get(token.lower, 0)

    def _counts(self, token: Token) -> bool:
        """Whether it is a number, in digits or as a word above one ("ten to twelve")."""
        return _numeric(token) or self.lexicon.ones.get(token.lower, 0) > 1 or token.lower in self.lexicon.tens

    def _clear_joiner(self, index: int) -> None:
        tokens = self.tokens
        ahead = {token.lower for token in tokens[max(0, index - 8) : index]}
        behind = {token.lower for token in tokens[index + 1 : index + 5]}
        changes = bool(ahead & self.vocabulary.change)
        unlike = any(
            bool(ahead_has) and not behind_has
            for ahead_has, behind_has in (
                (ahead & {"%", "percent", "por"}, behind & {"%", "percent", "por"}),
                (
                    any("$" in word or "€" in word or word in _CODES for word in ahead),
                    any("$" in word for word in behind),
                ),
                (ahead & _MONEY, behind & (_MONEY | {"$", "us$", "€"})),
            )
        )
        token = tokens[index]
        if changes or unlike:
            tokens[index] = replace(token, kind="sign", text="→", lower="→")
        else:
            tokens[index] = replace(token, kind="sign", text="–", lower="–", glued=True)
            tokens[index + 1] = replace(tokens[index + 1], glued=True)


def _numeric(token: Token) -> bool:
    return token.kind == "number"


def in_digits(token: Token) -> bool:
    """Whether the token has a digit."""
    return any(map(str.isdigit, token.text))
