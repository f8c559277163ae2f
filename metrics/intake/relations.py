"""How candidates hang together: parts and totals, shares and their base, the same statement twice."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from metrics.intake.candidates import Candidate, Relation
from metrics.intake.vocabularies import VOCABULARIES
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.quantities import Quantity, agrees, total

_OF = re.compile(r"\s*(?:of|de|del|out of)(?: (?:the|all|los|las|all the|total))*\s*$", re.I)
_INCLUDING = re.compile(
    r"\b(?:including|of which|of whom|incluid[oa]s|incluyendo|de l[oa]s cuales|entre ell[oa]s)\b", re.I
)

#: Further apart in one block, figures are not tried as parts of a total.
_MOST_PARTS = 12


def relate(candidates: list[Candidate], language: str) -> None:
    """Add to ``candidates``, which stand in the order of the text, how they are related."""
    vocabulary = VOCABULARIES[language]
    sentences: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, candidate in enumerate(candidates):
        sentences[candidate.place].append(index)
    previous: int | None = None
    for places in sentences.values():
        group = places[: 2 * _MOST_PARTS]
        _parts(candidates, group)
        _shares(candidates, group)
        _totals(candidates, group, vocabulary)
        _subsets(candidates, group, previous, vocabulary)
        previous = places[0]
    _repeats(candidates)


def _parts(candidates: list[Candidate], places: list[int]) -> None:
    """The figures in parentheses after one outside."""
    for at, index in enumerate(places):
        if candidates[index].is_part:
            continue
        parts = []
        for other in places[at + 1 :]:
            if not candidates[other].is_part:
                break
            if candidates[other].unit == candidates[index].unit:
                parts.append(other)
        _add_parts(candidates, index, parts, least=2)


def _add_parts(candidates: list[Candidate], whole: int, parts: list[int], *, least: int) -> None:
    if len(parts) < least or candidates[whole].unit in (None, "percent"):
        return
    note = _sum_note(candidates, whole, parts)
    for part in parts:
        candidates[part].relations.append(Relation("component_of", whole, note))


def _sum_note(candidates: list[Candidate], whole: int, parts: list[int]) -> str:
    added = total(_quantity(candidates[part]) for part in parts)
    verdict = agrees(added, _quantity(candidates[whole]))
    return f"the parts add up to {added.value:f}, which {'agrees' if verdict else 'does not agree'}"


def _shares(candidates: list[Candidate], places: list[int]) -> None:
    """A percentage, and the figure right after its "of the"."""
    for one, other in pairwise(places):
        share, base = candidates[one], candidates[other]
        if share.unit != "percent" or base.unit in (None, "percent"):
            continue
        between = share.sentence and _text_between(share, base)
        if between is not None and _OF.fullmatch(between):
            share.relations.append(Relation("share_of", other, "the base that its words name"))


def _text_between(one: Candidate, other: Candidate) -> str | None:
    """The words between two figures of one sentence, as far as they can be told from it."""
    start = one.sentence.find(" ".join(one.as_stated.split()))
    stop = one.sentence.find(" ".join(other.as_stated.split()), start + 1)
    return one.sentence[start + len(" ".join(one.as_stated.split())) : stop] if 0 <= start < stop else None


def _totals(candidates: list[Candidate], places: list[int], vocabulary: Vocabulary) -> None:
    """A total that the figures before it in the sentence add up to exactly."""
    for at, index in enumerate(places):
        whole = candidates[index]
        if at < 2 or whole.is_part or not vocabulary.total.search(whole.sentence):
            continue
        parts = [place for place in places[:at] if candidates[place].unit == whole.unit][-_MOST_PARTS:]
        for first in range(len(parts) - 1):
            chosen = parts[first:]
            if sum(candidates[part].value for part in chosen) == whole.value:
                _add_parts(candidates, index, chosen, least=2)
                break


def _subsets(candidates: list[Candidate], places: list[int], previous: int | None, vocabulary: Vocabulary) -> None:
    for at, index in enumerate(places):
        part = candidates[index]
        if part.relations:
            continue
        whole = places[at - 1] if at else previous
        if whole is None or candidates[whole].unit != part.unit or candidates[whole].value <= part.value:
            continue
        lead = part.sentence[: max(0, part.sentence.find(" ".join(part.as_stated.split())))]
        if (at and _INCLUDING.search(lead[-60:])) or (
            not at and vocabulary.of_these.search(lead) and candidates[whole].place[0] == part.place[0]
        ):
            part.relations.append(Relation("subset_of", whole, "its words make it a part of the figure before"))


def _repeats(candidates: list[Candidate]) -> None:
    """The same value, unit and place stated again: one figure, cited twice."""
    seen: dict[tuple[object, ...], int] = {}
    for index, candidate in enumerate(candidates):
        if candidate.value < 13 or candidate.unit is None:
            continue
        key = (candidate.value, candidate.value_max, candidate.unit, candidate.where.countries, candidate.where.group)
        first = seen.setdefault(key, index)
        if first == index:
            continue
        one, other = candidates[first].when, candidate.when
        if (one.start, one.end) == (other.start, other.end) or not (one.words and other.words):
            candidate.relations.append(Relation("same_as", first, "the same value, unit and place"))


def _quantity(candidate: Candidate) -> Quantity:
    return Quantity(candidate.value, candidate.qualifier)
