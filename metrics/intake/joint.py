"""Figures of several countries: "the three countries", totals of parts, one of several by its people."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from metrics.intake.findings import Where
from metrics.intake.places.groups import PlaceGroup
from metrics.intake.sentence import Sentence
from metrics.intake.spoken import Memory, groups_in, lists_in, place_reason, where_of
from metrics.intake.subject import SUBJECT_STEPS
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.amounts import read_amount
from metrics.statements.lexicons import LEXICONS
from metrics.statements.tokens import tokenize


def with_same_countries(sentence: Sentence, memory: Memory) -> Sentence:
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
                if (lists := groups_in(words, memory.language)) and len(lists) == 1), ())  # fmt: skip
    last = memory.lists[-1] if memory.lists else ()
    together = tuple(dict.fromkeys((*last, *own)))
    return together if len(own) == 1 and count == len(together) == len(last) + 1 else ()


def _small_number(words: str, language: str) -> int | None:
    tokens = tokenize(words or "")
    amount = read_amount(tokens, 0, LEXICONS[language]) if tokens else None
    return int(amount.value) if amount else None


def of_later_parts(sentence: Sentence, place: int, found: list[Where]) -> Where | None:
    """A figure without a place before its parts is of all their countries: "$5: $2 for Peru and $3 for Chile"."""
    if found[place].countries or found[place].group:
        return None
    numbers, added = sentence.numbers, Decimal(0)
    for at in range(place + 1, min(len(numbers), place + 13)):
        added += numbers[at].value
        if added == numbers[place].value and at > place + 1:
            parts = found[place + 1 : at + 1]
            codes = {code for where in parts for code in where.countries}
            whole = all(where.countries for where in parts) and len(codes) > 1
            return Where(tuple(sorted(codes)), "", place_reason("its parts", numbers[at].noun)) if whole else None
    return None


def of_parts(sentence: Sentence, place: int, found: list[Where], vocabulary: Vocabulary) -> Where | None:
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
            return (
                Where(tuple(sorted(codes)), "", place_reason("its parts", text[before : number.start]))
                if whole
                else None
            )
    return None


def narrowed(sentence: Sentence, place: int, where: Where) -> Where | None:
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
    return where_of(own[0], "attached") if len(own) == 1 else None
