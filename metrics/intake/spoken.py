"""What was said of places before a sentence and above it: sentences before, label, headings, title."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from metrics.intake.findings import NOWHERE, Reason, Where
from metrics.intake.places.groups import PlaceGroup, place_groups, without_borders
from metrics.intake.places.names import CROSSINGS
from metrics.intake.sentence import Sentence
from metrics.intake.vocabularies import VOCABULARIES
from metrics.intake.vocabulary import Vocabulary

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
        groups = concerned(sentence.places)
        self.seen.update(dict.fromkeys(code for group in groups if not group.people for code in group.codes))
        self.lists += [group.codes for group in groups if len(group.codes) > 1]
        crossing = any(group.words.lower() in CROSSINGS for group in groups)
        groups = [group for group in groups if not group.people and group.words.lower() not in CROSSINGS]
        distinct = {(group.codes, group.slug) for group in groups}
        leading = [group for group in groups if group.leading]
        stated = [where for where in found if where.countries or where.group]
        whole = next((where for where in stated if _covers(where, stated)), None)
        if whole:
            self.before = replace(whole, reason=place_reason("sentence before", whole.reason.words))
        elif crossing and len({(where.countries, where.group) for where in stated}) == 1:
            self.before = replace(stated[-1], reason=place_reason("sentence before", stated[-1].reason.words))
        elif len(distinct) == 1:
            self.before = where_of(groups[0], "sentence before")
        elif leading and len({(where.countries, where.group) for where in stated}) < 2:
            self.before = where_of(leading[-1], "sentence before")
        elif len({(where.countries, where.group) for where in stated}) > 1:
            self.before = NOWHERE
        elif stated:
            self.before = replace(stated[-1], reason=place_reason("sentence before", stated[-1].reason.words))
        elif len(distinct) > 1:
            self.before = NOWHERE


def _covers(whole: Where, stated: list[Where]) -> bool:
    """Whether the others are parts of one: "$93 million for both countries, $61 million of it for Guatemala"."""
    parts = [where for where in stated if where.countries != whole.countries]
    return bool(parts) and all(set(where.countries) < set(whole.countries) for where in parts)


def from_above(memory: Memory) -> Where:
    """What the sentence before says, or else the label, headings and title, the nearest first."""
    if memory.before is not NOWHERE:
        return memory.before
    for step, words in memory.above:
        groups = groups_in(words, memory.language)
        if len({(group.codes, group.slug) for group in groups}) == 1:
            return where_of(groups[0], step)
        if groups:
            # Two places apart in one heading do not tell which of them a figure below is of.
            return NOWHERE
    return NOWHERE


def of_the_region(memory: Memory) -> Where | None:
    """What "the region" means: the one region, or the countries together, that stand above."""
    if memory.before.group or len(memory.before.countries) > 1:
        return memory.before
    for step, words in memory.above:
        groups = groups_in(words, memory.language)
        if len(groups) == 1 and not groups[0].is_vague and (groups[0].slug or len(groups[0].codes) > 1):
            return where_of(groups[0], step)
    return None


def of_rows(codes: tuple[str, ...], words: str) -> Where:
    """The place of a table's total: all the countries of its rows."""
    return Where(tuple(sorted(codes)), "", place_reason("its rows", words))


def lists_in(words: str, language: str) -> tuple[str, ...]:
    """The countries that a title names together, which "both countries" below it means."""
    return next((group.codes for group in groups_in(words, language) if len(group.codes) > 1), ())


@lru_cache(maxsize=1024)
def groups_in(words: str, language: str) -> tuple[PlaceGroup, ...]:
    """The places that a heading names; it is asked for again by every figure below it."""
    groups = without_borders(concerned(place_groups(words, VOCABULARIES[language], [0])))
    groups = [group for group in groups if not group.people] or groups
    # A title that names the United States beside others names who acts with them.
    return tuple(replace(group, codes=tuple(code for code in group.codes if code != "USA")) for group in groups)


def in_words(words: str, step: str, vocabulary: Vocabulary) -> Where | None:
    """The only place that ``words`` (a cell's head, a caption) name, or ``None``."""
    groups = concerned(place_groups(words, vocabulary, [0]))
    if len({(group.codes, group.slug) for group in groups}) != 1:
        return None
    return where_of(groups[0], step)


def concerned(groups: list[PlaceGroup]) -> list[PlaceGroup]:
    """The groups that a figure may concern; "the region" only where nothing says which."""
    places = [group for group in groups if group.part == "place"]
    return [group for group in places if not group.is_vague] or places


def where_of(group: PlaceGroup, step: str) -> Where:
    if group.is_vague:
        return Where((), "", Reason("not said which", group.words, 0.2))
    countries = () if group.slug else tuple(sorted(group.codes))
    return Where(countries, group.slug, place_reason(step, group.words))


def place_reason(step: str, words: str) -> Reason:
    return Reason(step, words, _CONFIDENCE[step])
