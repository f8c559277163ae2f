"""Nouns around a figure that has none of its own: which of them it may count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from metrics.intake.heads import is_plural
from metrics.intake.sentence import Sentence, Setting
from metrics.intake.units import near_only
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import words

_WORD = re.compile(r"[^\W\d_][\w'-]*")
#: Units of place: in "Huehuetenango (742)" the figure counts something in the place.
_PLACES = words(
    "countries departments municipalities cities communities provinces states regions districts neighborhoods counties "
    "islands"
)
#: Before a noun: it stands beside the figure's and is not counted ("in schools", "for women"); "of" goes on.
_BESIDE = words(
    "in at from by with for to into through against under per on between among en a al con por para desde contra bajo "
    "entre"
)
#: "More" and its like make the noun after them what is counted: "the departments with the most participants".
_MOST = frozenset(["more", "most", "más", "mayor", "number", "número", "cantidad", "cifra", "total"])
_NOT_UNITS = frozenset(["items", "plans", "plants", "classes", "measures", "actions", "records", "orders", "guides"])


def named_after(
    sentence: Sentence, start: int, end: int, units: Mapping[str, str], vocabulary: Vocabulary
) -> str | None:
    """The noun that a copula right after a figure says it to be: "390,000 are children"."""
    copula = vocabulary.copula.match(sentence.text, start, end)
    word = _WORD.match(sentence.text, copula.end(), end) if copula else None
    noun = word.group().lower() if word else ""
    return noun if noun in units and is_plural(noun) else None


def noun_before(sentence: Sentence, start: int, end: int, setting: Setting, *, places: bool) -> str:
    """The noun from ``start`` to ``end`` that a figure after it counts, or nothing. ``places`` says that the figure
    stands in parentheses, after the name of a place as a rule.
    """
    found = list(_nouns(sentence, start, end, setting))
    if places or not any(before & _MOST for _, before in found):
        found = [item for item in found if setting.units[item[0]] not in _PLACES]
    most = [noun for noun, before in found if before & _MOST]
    plain = [noun for noun, before in found if not before & _BESIDE]
    chosen = most or plain or [noun for noun, _ in found]
    if not chosen:
        return ""
    # In Spanish the head goes first: "las solicitudes de personas" are applications.
    return chosen[0] if setting.language == "es" else chosen[-1]


def noun_ahead(sentence: Sentence, start: int, end: int, setting: Setting) -> str:
    """The first noun from ``start`` to ``end``, or nothing; none beyond a verb that the figure is the subject of."""
    if setting.vocabulary.acts.match(sentence.text, start, end):
        return ""
    ahead = (noun for noun, _ in _nouns(sentence, start, end, setting))
    return next((noun for noun in ahead if setting.units[noun] != "countries"), "")


def is_part(sentence: Sentence, place: int) -> bool:
    """Whether the figure is said to be a part of one before: "8,340 of them", "of which 300"."""
    number, vocabulary = sentence.numbers[place], sentence.vocabulary
    if vocabulary.part_of.match(sentence.text, number.end) or vocabulary.part_of.match(sentence.text, number.noun_end):
        return True
    floor = sentence.numbers[place - 1].end if place else 0
    return vocabulary.of_which.search(sentence.text[max(floor, number.start - 40) : number.start]) is not None


def _nouns(sentence: Sentence, start: int, end: int, setting: Setting) -> Iterator[tuple[str, frozenset[str]]]:
    """Plural nouns of the lexicon that are no part of a place's name, each with the two words before it."""
    taken = [(group.start, group.end) for group in sentence.places if not group.people]
    before: tuple[str, ...] = ()
    far = near_only(setting.language)
    for match in _WORD.finditer(sentence.text, start, end):
        word = match.group().lower()
        named = any(begin <= match.start() < stop for begin, stop in taken)
        code = None if named or word in far else setting.units.get(word)
        if code and is_plural(word) and code not in _NOT_UNITS:
            yield word, frozenset(before[-2:])
        before = (*before[-1:], word)
