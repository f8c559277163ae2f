"""The noun phrase that a figure counts, as stated: "asylum claims", "H-2B visas", "solicitudes de asilo"."""

from __future__ import annotations

from metrics.statements.lexicon import Lexicon, words
from metrics.statements.tokens import Token

#: A longer run of words is a sentence rather than a unit.
MAX_NOUN_WORDS = 8

#: Words in front of the noun that say how the figure relates to another one, and nothing about the unit.
_LEADING = words("additional other further extra more total nearly separate all the los las")
_TRAILING = words("adicionales más")


def noun_phrase(tokens: list[Token], start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """The tokens of the noun phrase that begins at ``start``, as a half-open range; an empty one where
    there is none.

    It runs to the first word that cannot belong to it: a preposition, a verb or an article. A joint name
    keeps its "of" ("Government of Guatemala personnel"), a Spanish noun its first complement ("solicitudes
    de asilo"), and a row of adjectives its "or" ("returned or prospective migrants"). Participles at the
    end belong to the sentence.
    """
    first = start
    while first < end and tokens[first].lower in _LEADING and tokens[first].kind == "word":
        first += 1
    last, complements = first, 0
    while last < end and last - first < MAX_NOUN_WORDS:
        token = tokens[last]
        if _joins_name(tokens, first, last, end) or _joins_adjectives(tokens, first, last, end, lexicon):
            last += 1
        elif _joins_noun(tokens, first, last, end, lexicon) and not complements:
            complements, last = 1, last + 1
        elif token.text == "-" and token.glued and last > first:
            last += 1
        elif token.kind not in ("word", "name") or token.lower in lexicon.stop or _is_contraction(token):
            break
        last += 1
    while last > first and _trails(tokens[last - 1], lexicon):
        last -= 1
    return first, last


def _is_contraction(token: Token) -> bool:
    """Whether a verb stands in the token: "we've"."""
    return token.lower.endswith(("'ve", "'re", "'ll", "'d", "n't"))


def _trails(token: Token, lexicon: Lexicon) -> bool:
    if token.kind == "sign" or token.lower in _TRAILING or token.lower in lexicon.joiners | lexicon.of:
        return True
    # "Refugiados" and "retornados" are nouns in Spanish as often as participles, so only known nouns are
    # kept.
    participle = token.lower.endswith(lexicon.participle) and token.lower not in lexicon.count_nouns
    return participle and token.kind == "word"


def _joins_name(tokens: list[Token], first: int, at: int, end: int) -> bool:
    """Such as "Government OF Guatemala personnel": a preposition inside a name that a noun in small letters
    follows.
    """
    if tokens[at].lower != "of" or at == first or at + 2 >= end:
        return False
    name, noun = tokens[at + 1], tokens[at + 2]
    return tokens[at - 1].text[:1].isupper() and name.text[:1].isupper() and noun.text[:1].islower()


def _joins_adjectives(tokens: list[Token], first: int, at: int, end: int, lexicon: Lexicon) -> bool:
    """Such as "returned OR prospective migrants": the words so far are no noun yet."""
    if tokens[at].lower not in lexicon.joiners or at == first or at + 1 >= end:
        return False
    before = tokens[at - 1].lower
    adjective = before.endswith(lexicon.participle) or before in lexicon.adjective
    return lexicon.language == "en" and adjective and tokens[at + 1].kind == "word"


def _joins_noun(tokens: list[Token], first: int, at: int, end: int, lexicon: Lexicon) -> bool:
    """Such as "solicitudes DE asilo"."""
    if not lexicon.noun_joiner or tokens[at].lower != lexicon.noun_joiner or at == first or at + 1 >= end:
        return False
    noun = tokens[at + 1]
    return noun.kind == "word" and noun.text[:1].islower() and noun.lower not in lexicon.stop
