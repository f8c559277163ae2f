"""Which countries a figure concerns: by its clause, its sentence, those before, its label, headings, title."""

from __future__ import annotations

import re
from dataclasses import replace

from metrics.intake.findings import NOWHERE, Where
from metrics.intake.joint import narrowed, of_later_parts, of_parts, with_same_countries
from metrics.intake.numbers import Number
from metrics.intake.places.groups import PlaceGroup, without_borders
from metrics.intake.places.names import CROSSINGS, NAMESAKES
from metrics.intake.sentence import Sentence
from metrics.intake.spoken import Memory, concerned, from_above, of_the_region, place_reason, where_of
from metrics.intake.vocabulary import Vocabulary

#: A unit that counts countries says how many they are, not which.
_COUNTS_COUNTRIES = frozenset({"countries", "delegations"})


def find_where(sentence: Sentence, memory: Memory) -> list[Where]:
    """The places of each of the sentence's numbers, in their order."""
    sentence = with_same_countries(sentence, memory)
    sentence = replace(sentence, places=without_borders(sentence.places))
    paired = _respectively(sentence, memory.vocabulary)
    found: list[Where] = []
    for place, number in enumerate(sentence.numbers):
        if paired:
            found.append(paired[place])
        elif number.unit in _COUNTS_COUNTRIES:
            found.append(NOWHERE)
        else:
            where = of_parts(sentence, place, found, memory.vocabulary) or _for_number(sentence, place, found, memory)
            if where.reason.step == "not said which":
                where = of_the_region(memory) or where
            found.append(narrowed(sentence, place, where) or where)
    return [of_later_parts(sentence, place, found) or where for place, where in enumerate(found)]


def _for_number(sentence: Sentence, place: int, found: list[Where], memory: Memory) -> Where:
    """By places first; who the people are ("300 Venezuelans") tells only where nothing says the place."""
    sentence = _at_home(_with_crossings(sentence, memory), memory)
    people = [group for group in sentence.places if group.people]
    if not people:
        return _in_sentence(sentence, place, found) or from_above(memory)
    placed = replace(sentence, places=[group for group in sentence.places if not group.people])
    attached = None if sentence.numbers[place].percent else _attached_people(sentence, place, people)
    where = attached or _in_sentence(placed, place, found) or from_above(memory)
    if where.countries or where.group or where.reason.step == "not said which":
        return where
    return _in_sentence(sentence, place, found) or NOWHERE


def _with_crossings(sentence: Sentence, memory: Memory) -> Sentence:
    """A crossing with one name on both sides of a border is on the side of the country that is spoken of."""
    if not any(group.words.lower() in _NAMESAKES for group in sentence.places):
        return sentence
    spoken = from_above(memory).countries
    if len(spoken) != 1:
        return sentence
    places = [replace(group, codes=spoken) if may_be_in(group, spoken[0]) else group for group in sentence.places]
    return replace(sentence, places=places)


_BORDER, _OF_BORDER = re.compile(r"\s(?:border|frontier)\b"), re.compile(r"\bfrontera $")


def _at_home(sentence: Sentence, memory: Memory) -> Sentence:
    """Without the neighbor whose border is named: "Guatemala. Police turned back 300 people at the Honduran border"."""
    spoken = memory.before.countries
    if len(spoken) != 1:
        return sentence
    text = sentence.text
    places = [
        group
        for group in sentence.places
        if not group.demonym
        or set(group.codes) & set(spoken)
        or not (_BORDER.match(text, group.end) or _OF_BORDER.search(text, 0, group.start))
    ]
    return replace(sentence, places=places) if len(places) < len(sentence.places) else sentence


_NAMESAKES = CROSSINGS | NAMESAKES.keys()


def may_be_in(group: PlaceGroup, code: str) -> bool:
    """Whether the group is one name that a place of that country has, too."""
    words = group.words.lower()
    return words in CROSSINGS or code in NAMESAKES.get(words, ())


_PAIR = re.compile(r"\([^()]*\)")
_TO_PEOPLE = re.compile(r"\s*(?:to|for|a|para)\s(?:the |los |las )?")


def _attached_people(sentence: Sentence, place: int, people: list[PlaceGroup]) -> Where | None:
    """Such as "300 visas to Mexican nationals": who gets them is what the figure concerns."""
    end = sentence.numbers[place].noun_end
    for group in people:
        if group.start >= end and _TO_PEOPLE.fullmatch(sentence.text[end : group.start]):
            return where_of(group, "attached")
    return None


def _in_sentence(sentence: Sentence, place: int, found: list[Where]) -> Where | None:
    number = sentence.numbers[place]
    start, end = sentence.clause_of(number.first)
    groups = concerned(sentence.places)
    own = [group for group in groups if start <= group.start < end]
    beside = next((item for item in own if sentence.text[number.end : item.start].strip() == "("), None)
    if beside and not number.group and sentence.text[beside.end :].startswith(")"):
        return where_of(beside, "attached")  # "US$3.1 million (Belize) and US$7.4 million (Panama)"
    if not number.group:
        # "The centers (five in Guatemala, three in Honduras) received 300": the parts' places are theirs.
        pairs = _pairs_with_parts(sentence)
        own = [item for item in own if not any(begin < item.start < stop for begin, stop in pairs)]
    # A part in parentheses belongs where its whole does, unless a place stands in there with it.
    if number.group:
        inside = [group for group in own if _same_parentheses(sentence.text, number.first, group.start)]
        total = next((at for at in range(place - 1, -1, -1) if not sentence.numbers[at].group), None)
        if not inside:
            before = [group for group in own if group.end <= number.first]
            if total is None and before:
                return where_of(before[-1], "clause")
            if total is None:
                return None
            return found[total] if found[total] is not NOWHERE else None
        own = inside
    if own:
        return _in_clause(sentence, place, own, (start, end))
    leading = [group for group in groups if group.leading and group.start < start]
    if leading:
        return where_of(leading[-1], "sentence")
    if groups and len({(group.codes, group.slug) for group in groups}) == 1:
        return where_of(groups[0], "sentence")
    return None


def _in_clause(sentence: Sentence, place: int, own: list[PlaceGroup], clause: tuple[int, int]) -> Where | None:
    number = sentence.numbers[place]
    if len({(group.codes, group.slug) for group in own}) == 1:
        return where_of(own[0], "clause")
    numbers = [item for item in sentence.numbers if clause[0] <= item.first < clause[1]]
    at = numbers.index(number)
    floor = numbers[at - 1].end if at else clause[0]
    ceiling = numbers[at + 1].start if at + 1 < len(numbers) else clause[1]
    before = [group for group in own if floor <= group.start and group.end <= number.first]
    after = [group for group in own if number.first < group.start < ceiling]
    if len(numbers) > 1:
        return _among_several(sentence.text, number, numbers, own, before, after)
    return _for_one(sentence.text, number, before, after)


def _among_several(
    text: str,
    number: Number,
    numbers: list[Number],
    own: list[PlaceGroup],
    before: list[PlaceGroup],
    after: list[PlaceGroup],
) -> Where | None:
    """Several figures and several places in one clause: each takes its neighbor, by the order they come in."""
    places_first = own[0].start < numbers[0].first
    if places_first and len(own) >= len(numbers) and before and before[-1].end <= number.first:
        attached = after and after[0].located and not after[0].leading and _near(text, number.noun_end, after[0].start)
        next_has_none = attached and number is not numbers[-1]
        if not attached or next_has_none:
            return where_of(before[-1], "clause")
    if after and (after[0].located or after[0].demonym) and _near(text, number.end, after[0].start):
        return where_of(after[0], "attached")
    leading = [group for group in own if group.leading and group.end <= number.first]
    if leading:
        return where_of(leading[-1], "clause")
    if before:
        return where_of(before[-1], "clause")
    earlier = [group for group in own if group.end <= number.first]
    if earlier:
        return where_of(earlier[-1], "clause")
    return where_of(after[0], "clause") if after else None


def _for_one(text: str, number: Number, before: list[PlaceGroup], after: list[PlaceGroup]) -> Where:
    """One figure and several places: where it opens, what is attached to it, then what is nearest."""
    leading = [group for group in before if group.leading]
    if leading:
        return where_of(leading[0], "clause")
    named = [group for group in after if group.located and not group.demonym]
    subject = [group for group in before if not group.demonym and not group.located]
    if named and _near(text, number.noun_end, named[0].start) and not _is_origin(text, named[0]):
        return where_of(named[0], "attached")
    if subject:
        return where_of(subject[0], "clause")
    plain = [group for group in (*reversed(before), *after) if not group.demonym and not _is_origin(text, group)]
    if plain:
        return where_of(plain[0], "clause")
    return where_of((before or after)[0] if not after else after[0], "clause")


def _near(text: str, end: int, start: int) -> bool:
    """Whether no more than a short phrase lies between."""
    between = text[end:start] if start >= end else ""
    return len(between) <= 70 and ";" not in between and ":" not in between


def _is_origin(text: str, group: PlaceGroup) -> bool:
    before = text[max(0, group.start - 12) : group.start].lower().split()
    return (bool(before) and before[-1] in ("from", "desde")) or before[-2:] == ["from", "the"]


def _same_parentheses(text: str, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return "(" not in text[low:high] and ")" not in text[low:high]


def _pairs_with_parts(sentence: Sentence) -> list[tuple[int, int]]:
    """Where the parentheses stand that hold figures."""
    inside = [item.first for item in sentence.numbers if item.group]
    if not inside:
        return []
    pairs = [match.span() for match in _PAIR.finditer(sentence.text)]
    return [(begin, stop) for begin, stop in pairs if any(begin < first < stop for first in inside)]


def _respectively(sentence: Sentence, vocabulary: Vocabulary) -> list[Where] | None:
    """One place a number, where the sentence says so."""
    if not vocabulary.respectively.search(sentence.text):
        return None
    count = len(sentence.numbers)
    for group in reversed(concerned(sentence.places)):
        if count > 1 and len(group.codes) == count:
            return [Where((code,), "", place_reason("respectively", group.words)) for code in group.codes]
    return None
