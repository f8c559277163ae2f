"""Which countries a figure concerns: by its clause, its sentence, those before, its label, headings, title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from metrics.intake.findings import NOWHERE, Reason, Where
from metrics.intake.numbers import Number
from metrics.intake.places.groups import PlaceGroup, place_groups, without_borders
from metrics.intake.sentence import Sentence
from metrics.intake.subject import SUBJECT_STEPS
from metrics.intake.vocabularies import VOCABULARIES
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.amounts import read_amount
from metrics.statements.lexicons import LEXICONS
from metrics.statements.tokens import tokenize

_CONFIDENCE = {
    "attached": 0.95,
    "respectively": 0.95,
    "clause": 0.9,
    "sentence": 0.8,
    "its parts": 0.85,
    "its rows": 0.8,
    "same countries": 0.85,
    "sentence before": 0.7,
    "lead-in": 0.75,
    "label": 0.75,
    "heading": 0.7,
    "row": 0.95,
    "column": 0.9,
    "caption": 0.75,
    "title": 0.5,
    "dateline": 0.45,
    "document": 0.4,
}
#: A unit that counts countries says how many they are, not which.
_COUNTS_COUNTRIES = frozenset({"countries", "delegations"})


@dataclass
class Memory:
    """What earlier sentences of a block said of places, and what stands above the block."""

    vocabulary: Vocabulary
    language: str
    above: list[tuple[str, str]] = field(default_factory=list)
    before: Where = NOWHERE
    lists: list[tuple[str, ...]] = field(default_factory=list)
    seen: dict[str, None] = field(default_factory=dict)

    def remember(self, sentence: Sentence, found: list[Where]) -> None:
        """Keep what ``sentence`` says of places for the sentences after it."""
        groups = _concerned(sentence.places)
        self.seen.update(dict.fromkeys(code for group in groups if not group.people for code in group.codes))
        self.lists += [group.codes for group in groups if len(group.codes) > 1]
        groups = [group for group in groups if not group.people]
        distinct = {(group.codes, group.slug) for group in groups}
        leading = [group for group in groups if group.leading]
        stated = [where for where in found if where.countries or where.group]
        whole = next((where for where in stated if _covers(where, stated)), None)
        if whole:
            self.before = replace(whole, reason=_reason("sentence before", whole.reason.words))
        elif len(distinct) == 1:
            self.before = _where(groups[0], "sentence before")
        elif leading and len({(where.countries, where.group) for where in stated}) < 2:
            self.before = _where(leading[-1], "sentence before")
        elif len({(where.countries, where.group) for where in stated}) > 1:
            self.before = NOWHERE
        elif stated:
            self.before = replace(stated[-1], reason=_reason("sentence before", stated[-1].reason.words))
        elif len(distinct) > 1:
            self.before = NOWHERE


def _covers(whole: Where, stated: list[Where]) -> bool:
    """Whether the others are parts of one: "$93 million for both countries, $61 million of it for Guatemala"."""
    parts = [where for where in stated if where.countries != whole.countries]
    return bool(parts) and all(set(where.countries) < set(whole.countries) for where in parts)


def find_where(sentence: Sentence, memory: Memory) -> list[Where]:
    """The places of each of the sentence's numbers, in their order."""
    sentence = _with_same_countries(sentence, memory)
    sentence = replace(sentence, places=without_borders(sentence.places))
    paired = _respectively(sentence, memory.vocabulary)
    found: list[Where] = []
    for place, number in enumerate(sentence.numbers):
        if paired:
            found.append(paired[place])
        elif number.unit in _COUNTS_COUNTRIES:
            found.append(NOWHERE)
        else:
            where = _of_parts(sentence, place, found, memory.vocabulary) or _for_number(sentence, place, found, memory)
            found.append(_narrowed(sentence, place, where) or where)
    return found


def _of_parts(sentence: Sentence, place: int, found: list[Where], vocabulary: Vocabulary) -> Where | None:
    """A total is of all the countries of the parts that add up to it: "2 in Peru and 3 in Chile, 5 in all"."""
    number, text = sentence.numbers[place], sentence.text
    before = sentence.numbers[place - 1].end if place else 0
    if place < 2 or not vocabulary.total.search(text, before, min(len(text), number.end + 20)):
        return None
    added = Decimal(0)
    for at in range(place - 1, -1, -1):
        added += sentence.numbers[at].value
        if added == number.value and at < place - 1:
            codes = {code for where in found[at:place] for code in where.countries}
            whole = all(where.countries for where in found[at:place]) and len(codes) > 1
            return Where(tuple(sorted(codes)), "", _reason("its parts", text[before : number.start])) if whole else None
    return None


def _narrowed(sentence: Sentence, place: int, where: Where) -> Where | None:
    """The one of several countries that the words after the figure name by its people: "19 of them are Peruvian"."""
    if len(where.countries) < 2:
        return None
    numbers = sentence.numbers
    start, (_, end) = numbers[place].noun_end, sentence.clause_of(numbers[place].first)
    if place + 1 < len(numbers):
        end = min(end, numbers[place + 1].start)
    people = [
        group for group in sentence.places if group.people and start <= group.start < end and len(group.codes) == 1
    ]
    own = [group for group in people if set(group.codes) < set(where.countries) and group.part == "place"]
    return _where(own[0], "attached") if len(own) == 1 else None


def _for_number(sentence: Sentence, place: int, found: list[Where], memory: Memory) -> Where:
    """By places first; who the people are ("300 Venezuelans") tells only where nothing says the place."""
    people = [group for group in sentence.places if group.people]
    if not people:
        return _in_sentence(sentence, place, found) or from_above(memory)
    placed = replace(sentence, places=[group for group in sentence.places if not group.people])
    attached = _attached_people(sentence, place, people)
    where = attached or _in_sentence(placed, place, found) or from_above(memory)
    if where.countries or where.group or where.reason.step == "not said which":
        return where
    return _in_sentence(sentence, place, found) or NOWHERE


_PAIR = re.compile(r"\([^()]*\)")
_TO_PEOPLE = re.compile(r"\s*(?:to|for|a|para)\s(?:the |los |las )?")


def _attached_people(sentence: Sentence, place: int, people: list[PlaceGroup]) -> Where | None:
    """Such as "300 visas to Mexican nationals": who gets them is what the figure concerns."""
    end = sentence.numbers[place].noun_end
    for group in people:
        if group.start >= end and _TO_PEOPLE.fullmatch(sentence.text[end : group.start]):
            return _where(group, "attached")
    return None


def from_above(memory: Memory) -> Where:
    """What the sentence before says, or else the label, headings and title, the nearest first."""
    if memory.before is not NOWHERE:
        return memory.before
    for step, words in memory.above:
        groups = _groups_in(words, memory.language)
        if len({(group.codes, group.slug) for group in groups}) == 1:
            return _where(groups[0], step)
        if groups:
            # Two places apart in one heading do not tell which of them a figure below is of.
            return NOWHERE
    return NOWHERE


def of_rows(codes: tuple[str, ...], words: str) -> Where:
    """The place of a table's total: all the countries of its rows."""
    return Where(tuple(sorted(codes)), "", _reason("its rows", words))


def lists_in(words: str, language: str) -> tuple[str, ...]:
    """The countries that a title names together, which "both countries" below it means."""
    return next((group.codes for group in _groups_in(words, language) if len(group.codes) > 1), ())


@lru_cache(maxsize=1024)
def _groups_in(words: str, language: str) -> tuple[PlaceGroup, ...]:
    """The places that a heading names; it is asked for again by every figure below it."""
    groups = without_borders(_concerned(place_groups(words, VOCABULARIES[language], [0])))
    groups = [group for group in groups if not group.people] or groups
    # A title that names the United States beside others names who acts with them.
    return tuple(replace(group, codes=tuple(code for code in group.codes if code != "USA")) for group in groups)


def in_words(words: str, step: str, vocabulary: Vocabulary) -> Where | None:
    """The only place that ``words`` (a cell's head, a caption) name, or ``None``."""
    groups = _concerned(place_groups(words, vocabulary, [0]))
    if len({(group.codes, group.slug) for group in groups}) != 1:
        return None
    return _where(groups[0], step)


def _in_sentence(sentence: Sentence, place: int, found: list[Where]) -> Where | None:
    number = sentence.numbers[place]
    start, end = sentence.clause_of(number.first)
    groups = _concerned(sentence.places)
    own = [group for group in groups if start <= group.start < end]
    beside = next((item for item in own if sentence.text[number.end : item.start].strip() == "("), None)
    if beside and not number.group and sentence.text[beside.end :].startswith(")"):
        return _where(beside, "attached")  # "US$3.1 million (Belize) and US$7.4 million (Panama)"
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
                return _where(before[-1], "clause")
            if total is None:
                return None
            return found[total] if found[total] is not NOWHERE else None
        own = inside
    if own:
        return _in_clause(sentence, place, own, (start, end))
    leading = [group for group in groups if group.leading and group.start < start]
    if leading:
        return _where(leading[-1], "sentence")
    if groups and len({(group.codes, group.slug) for group in groups}) == 1:
        return _where(groups[0], "sentence")
    return None


def _in_clause(sentence: Sentence, place: int, own: list[PlaceGroup], clause: tuple[int, int]) -> Where | None:
    number = sentence.numbers[place]
    if len({(group.codes, group.slug) for group in own}) == 1:
        return _where(own[0], "clause")
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
            return _where(before[-1], "clause")
    if after and (after[0].located or after[0].demonym) and _near(text, number.end, after[0].start):
        return _where(after[0], "attached")
    leading = [group for group in own if group.leading and group.end <= number.first]
    if leading:
        return _where(leading[-1], "clause")
    if before:
        return _where(before[-1], "clause")
    earlier = [group for group in own if group.end <= number.first]
    if earlier:
        return _where(earlier[-1], "clause")
    return _where(after[0], "clause") if after else None


def _for_one(text: str, number: Number, before: list[PlaceGroup], after: list[PlaceGroup]) -> Where:
    """One figure and several places: where it opens, what is attached to it, then what is nearest."""
    leading = [group for group in before if group.leading]
    if leading:
        return _where(leading[0], "clause")
    named = [group for group in after if group.located and not group.demonym]
    subject = [group for group in before if not group.demonym and not group.located]
    if named and _near(text, number.noun_end, named[0].start) and not _is_origin(text, named[0]):
        return _where(named[0], "attached")
    if subject:
        return _where(subject[0], "clause")
    plain = [group for group in (*reversed(before), *after) if not group.demonym and not _is_origin(text, group)]
    if plain:
        return _where(plain[0], "clause")
    return _where((before or after)[0] if not after else after[0], "clause")


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
    for group in reversed(_concerned(sentence.places)):
        if count > 1 and len(group.codes) == count:
            return [Where((code,), "", _reason("respectively", group.words)) for code in group.codes]
    return None


def _with_same_countries(sentence: Sentence, memory: Memory) -> Sentence:
    """``sentence`` with the places that "the three countries" stands for: the last ones of that number."""
    added: list[PlaceGroup] = []
    others = list(sentence.places)
    for match in memory.vocabulary.same_countries.finditer(sentence.text):
        said = match[1] or match["joint"] or ("2" if match.group().lower().startswith(("both", "amb")) else "")
        count = _small_number(said, memory.language)
        named = (lists_in(words, memory.language) for _, words in reversed(memory.above))
        lists = [
            *filter(None, named),
            *memory.lists,
            *(group.codes for group in sentence.places if group.end <= match.start()),
        ]
        codes = next((codes for codes in reversed(lists) if count in (None, len(codes)) and len(codes) > 1), ())
        if not codes and count is not None and len(memory.seen) == count:
            codes = tuple(memory.seen)
        codes = codes or _with_its_own(count, memory)
        slug = "" if codes else "region"
        more = next((group for group in others if _AND.fullmatch(sentence.text, match.end(), group.start)), None)
        end = match.end()
        if more is not None and codes and more.codes:  # "the three countries and Haiti"
            codes, end = tuple(dict.fromkeys((*codes, *more.codes))), more.end
            others.remove(more)
        words = sentence.text[match.start() : end]
        added.append(PlaceGroup(codes, slug, match.start(), end, words, "place", True, False, False))
    if not added:
        return sentence
    return replace(sentence, places=sorted([*others, *added], key=lambda group: group.start))


_AND = re.compile(r"\s(?:and|y|e|plus|más)\s(?:in |en |for |para |the )?")


def _with_its_own(count: int | None, memory: Memory) -> tuple[str, ...]:
    """The document's own country with the ones named last, where they make up the number: "our three countries"."""
    own = next((lists[0].codes for step, words in memory.above if step in SUBJECT_STEPS
                if (lists := _groups_in(words, memory.language)) and len(lists) == 1), ())  # fmt: skip
    last = memory.lists[-1] if memory.lists else ()
    together = tuple(dict.fromkeys((*last, *own)))
    return together if len(own) == 1 and count == len(together) == len(last) + 1 else ()


def _small_number(words: str, language: str) -> int | None:
    tokens = tokenize(words or "")
    amount = read_amount(tokens, 0, LEXICONS[language]) if tokens else None
    return int(amount.value) if amount else None


def _concerned(groups: list[PlaceGroup]) -> list[PlaceGroup]:
    """The groups that a figure may concern; "the region" only where nothing says which."""
    places = [group for group in groups if group.part == "place"]
    return [group for group in places if not group.is_vague] or places


def _where(group: PlaceGroup, step: str) -> Where:
    if group.is_vague:
        return Where((), "", Reason("not said which", group.words, 0.2))
    countries = () if group.slug else tuple(sorted(group.codes))
    return Where(countries, group.slug, _reason(step, group.words))


def _reason(step: str, words: str) -> Reason:
    return Reason(step, words, _CONFIDENCE[step])
