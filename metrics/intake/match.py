"""Which indicators a candidate may be a value of, best first, with why.

An indicator of another kind of unit is none: money is not people. Of the others, words decide: those of the
indicator's name, program and definition, looked for in the candidate's sentence and headings, rare words counting
more; the noun that is counted; the heading, where it is the program's name or the indicator was cited under it before,
and the words of those citations; the places it was stated for; the unit. Words are compared by their first letters, so
that "applications" meets "applicants".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from metrics.statements.lexicon import words as words_in

#: How many are offered.
MOST = 3
#: Below this a likeness is none.
LEAST = 0.3
#: One clear match: at least so like, and so much more than the next.
CLEAR, AHEAD = 0.55, 0.12

_WEIGHTS = {
    "name": 0.4,
    "program": 0.15,
    "section": 0.15,
    "noun": 0.1,
    "definition": 0.1,
    "cited": 0.1,
    "place": 0.08,
    "unit": 0.12,
}
#: Words that mean the same, by their first letters.
_SAME = {"additi": "added", "adicio": "added", "extra": "added"}
#: What a word in a heading counts, against one in the sentence.
_IN_HEADING = 0.7
#: What a word elsewhere in the sentence counts, against one near the number: a sentence may state several figures.
_FARTHER = 0.85
#: What a word before the sentence counts.
_BEFORE = 0.5
#: What another unit of the same kind takes off: applications are not the people who were granted something.
_OTHER_UNIT = 0.1
_STEM = 6
_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP = words_in(
    "the and for with from that this these those are was were has have had its their than more over under about who "
    "which into onto such also been being will not all any per out new other during since through between each some "
    "las los del con por para que una uno este esta estos estas fue fueron han sus mas más sobre entre desde otros "
    "otras como son"
)


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator as matching knows it. `kind` is count, money, share or rate; `places` are place keys ("GTM;HND",
    "group:central-america"); `sections` the last headings above its citations; `cited` their words.
    """

    key: int
    name: str
    program: str
    unit: str
    kind: str
    places: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    cited: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a candidate. `unit` and `kind` are empty where its words name none, `place` where it is unknown;
    `near` are the words around its number, with what its unit is called; `noun` what is counted, as stated; `before`
    what stands before the number in its paragraph, which decides where the sentence says nothing.
    """

    sentence: str
    section: tuple[str, ...]
    unit: str
    kind: str
    place: str
    near: str = ""
    noun: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is from 0 to 1; `reasons` say in words what agrees."""

    key: int
    score: float
    reasons: tuple[str, ...]


def stems(text: str) -> dict[str, str]:
    """The beginnings of the words that mean something, in order, each with the word as written."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    found: dict[str, str] = {}
    for match in _WORD.finditer(bare):
        word = match.group()
        if word not in _STOP:
            singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
            stem = singular[:_STEM]
            found.setdefault(_SAME.get(stem, stem), word)
    return found


def heading(words: str) -> str:
    """A heading as headings are compared."""
    return " ".join(words.split()).casefold().rstrip(":. ")


def countries(place: str) -> set[str]:
    return set() if place.startswith("group:") or place in ("", "global") else set(place.split(";"))


@dataclass(frozen=True)
class Matcher:
    """Made once for all candidates of a document. Of the indicators, those that share a word or a heading with the
    candidate are looked at.
    """

    known: Sequence[Known]

    @cached_property
    def names(self) -> list[dict[str, str]]:
        return [stems(one.name) for one in self.known]

    @cached_property
    def programs(self) -> list[dict[str, str]]:
        return [stems(one.program) for one in self.known]

    @cached_property
    def cited(self) -> list[dict[str, str]]:
        return [stems(one.cited) for one in self.known]

    @cached_property
    def definitions(self) -> list[dict[str, str]]:
        return [stems(one.definition) for one in self.known]

    @cached_property
    def headings(self) -> list[tuple[str, set[str]]]:
        """The heading that is the program's name, and those of earlier citations."""
        return [(heading(one.program), {heading(section) for section in one.sections}) for one in self.known]

    @cached_property
    def by_word(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for at, (name, program, cited) in enumerate(zip(self.names, self.programs, self.cited, strict=True)):
            for stem in (*name, *program, *cited):
                found[stem].add(at)
        return found

    @cached_property
    def by_section(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(self.known):
            for section in (*one.sections, one.program):
                found[heading(section)].add(at)
        return found

    def weight(self, stem: str) -> float:
        """Rare words count more."""
        return log(1 + len(self.known) / max(1, len(self.by_word.get(stem, ()))))

    def best(self, asked: Asked, most: int = MOST) -> list[Match]:
        """The likeliest indicators, best first; of two equally like the one with the lower key."""
        said = dict.fromkeys(stems(asked.sentence), _FARTHER if asked.near else 1.0) | dict.fromkeys(
            stems(asked.near), 1.0
        )
        found = self._like(asked, said)
        if not found and asked.before:
            found = self._like(asked, dict.fromkeys(stems(asked.before), _BEFORE) | said)
        return found[:most]

    def _like(self, asked: Asked, said: Mapping[str, float]) -> list[Match]:
        above = stems(" ".join(asked.section))
        last = heading(asked.section[-1]) if asked.section else ""
        near = set(self.by_section.get(last, ())) if last else set()
        for stem in (*said, *above):
            near |= self.by_word.get(stem, set())
        matches = []
        for at in near:
            if asked.kind and self.known[at].kind != asked.kind:
                continue
            match = self.compare(at, asked, said, above, last)
            if match.score >= LEAST:
                matches.append(match)
        return sorted(matches, key=lambda match: (-match.score, match.key))

    def compare(self, at: int, asked: Asked, said: Mapping[str, float], above: Collection[str], last: str) -> Match:
        one = self.known[at]
        likeness: dict[str, float] = {}
        reasons: list[str] = []
        for part, words in (
            ("name", self.names[at]),
            ("program", self.programs[at]),
            ("cited", self.cited[at]),
            ("definition", self.definitions[at]),
        ):
            likeness[part], shared = self.shared(words, said, above)
            if shared and part in _NAMED:
                reasons.append(f"{_NAMED[part]}: {', '.join(shared)}")
        nouns = stems(asked.noun).keys() & self.names[at].keys()
        if nouns:
            likeness["noun"] = 1
            reasons.append(f"counts {', '.join(self.names[at][stem] for stem in sorted(nouns))}")
        program, sections = self.headings[at]
        if last and last in sections:
            likeness["section"] = 1
            reasons.append("cited under this heading before")
        elif last and last == program:
            likeness["section"] = 1
            reasons.append("its program is the heading")
        if asked.place and asked.place in one.places:
            likeness["place"] = 1
            reasons.append("stated for this place before")
        elif countries(asked.place) & {code for place in one.places for code in countries(place)}:
            likeness["place"] = 0.5
            reasons.append("stated for one of these countries before")
        if asked.unit and asked.unit == one.unit:
            likeness["unit"] = 1
            reasons.append("the same unit")
        score = sum(_WEIGHTS[part] * value for part, value in likeness.items())
        if asked.unit and asked.unit != one.unit:
            score -= _OTHER_UNIT
        return Match(one.key, round(score, 3), tuple(reasons))

    def shared(
        self, words: Mapping[str, str], said: Mapping[str, float], above: Collection[str]
    ) -> tuple[float, list[str]]:
        """How much of the words, by weight, stands in the sentence or headings, and which."""
        whole = sum(self.weight(stem) for stem in words)
        if not whole:
            return 0.0, []
        found = {stem: said.get(stem, _IN_HEADING) for stem in words if stem in said or stem in above}
        part = sum(self.weight(stem) * share for stem, share in found.items())
        return part / whole, [words[stem] for stem in found]


_NAMED = {"name": "words of its name", "program": "words of its program", "cited": "words of earlier citations"}


def is_clear(matches: Iterable[Match]) -> bool:
    """Whether the first is like enough, and no other is nearly as like."""
    scores = [match.score for match in matches]
    return bool(scores) and scores[0] >= CLEAR and (len(scores) == 1 or scores[0] - scores[1] >= AHEAD)
