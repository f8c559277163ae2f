"""Finds the names of places in a line of text, the longest reading at each word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from metrics.intake.places.names import COUNTRIES, GROUPS, NOT_DEMONYMS, NOT_PLACES

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:\s?UU\.)?|EE\.\s?UU\.|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = ("o", "a", "os", "as", "e", "es", "")
#: CLDR's codes that are no countries, and names that are words or people more often than places.
_SKIPPED = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "XK", "GG", "JE", "TD", "JO", "GE", "AQ", "NU", "GS"})
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place named at characters ``start`` to ``end`` of a line.

    ``kind`` is "country", "demonym" ("Honduran"), "within" (a city, a department, a body of state) or
    "group"; ``code`` is ISO 3166 alpha-3, or the group's slug.
    """

    code: str
    kind: str
    start: int
    end: int
    words: str


def find_places(line: str) -> list[Place]:
    """The places in ``line``, in order and apart."""
    words = list(_WORD.finditer(line))
    lowers = [_bare(match.group().lower()) for match in words]
    table, firsts = _names()
    found: list[Place] = []
    index = 0
    while index < len(words):
        longest = firsts.get(lowers[index], 0)
        index += _take(line, words, lowers, index, longest, table, found) if longest else 1
    return found


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def name_of(code: str) -> str:
    """A name that :func:`find_places` reads back to ``code``; a group's or unknown code gives nothing."""
    names = _names_by_code()
    return names.get(code, "")


@cache
def _names_by_code() -> dict[str, str]:
    territories = Locale("en").territories
    return {alpha3: territories[alpha2] for alpha2, alpha3 in _alpha3().items() if alpha2 in territories}


def _take(
    line: str,
    words: list[re.Match[str]],
    lowers: list[str],
    index: int,
    longest: int,
    table: dict[tuple[str, ...], tuple[str, str]],
    found: list[Place],
) -> int:
    """Add the place that starts at word ``index``; how many words it takes (1 where there is none)."""
    for length in range(min(longest, len(words) - index), 0, -1):
        entry = table.get(tuple(lowers[index : index + length]))
        if entry is None:
            continue
        start, end = words[index].start(), words[index + length - 1].end()
        code, kind = entry
        if kind == "none":
            return length
        raw = line[start:end]
        if not _looks_right(raw, code, kind) or line[end : end + 1] == "$":
            continue
        end -= len(raw) - len(_POSSESSIVE.sub("", raw))
        found.append(Place(code, kind, start, end, line[start:end]))
        return length
    return 1


def _looks_right(raw: str, code: str, kind: str) -> bool:
    """Names are capitalized, acronyms throughout; only Spanish demonyms and names of groups may be small."""
    if kind == "group" or (kind == "demonym" and not raw[0].isupper()):
        return kind == "group" or raw.lower() in _spanish_demonyms()
    if raw.lower() == "us" or (kind == "within" and raw.isascii() and len(raw) <= 4 and raw.lower() in _acronyms()):
        return raw.isupper()
    # "La paz" at the head of a sentence is no city.
    return raw[0].isupper() and (kind != "within" or raw.rpartition(" ")[2][0].isupper())


@cache
def _rows() -> list[tuple[str, list[str], list[str], list[str], list[str], list[str]]]:
    found = []
    for line in COUNTRIES.replace("\n    ", "").strip().splitlines():
        code, *columns = (part.strip() for part in line.split("|"))
        names_en, people_en, names_es, people_es, within = (
            [word.strip() for word in column.split(",") if word.strip()] for column in (columns + [""] * 5)[:5]
        )
        found.append((code, names_en, people_en, names_es, people_es, within))
    return found


@cache
def _spanish_demonyms() -> frozenset[str]:
    return frozenset(form for row in _rows() for stem in row[4] for form in _forms(stem))


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(name.lower() for row in _rows() for name in row[5] if name.isupper())


def _forms(stem: str) -> list[str]:
    return [form for form in (stem + ending for ending in _ENDINGS) if form not in NOT_DEMONYMS and len(form) > 4]


@cache
def _names() -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, int]]:
    """Names as lower-case words to code and kind, and each first word to the longest name it starts."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}

    def add(name: str, code: str, kind: str) -> None:
        key = tuple(_POSSESSIVE.sub("", match.group().lower()) for match in _WORD.finditer(name))
        if key:
            table.setdefault(key, (code, kind))

    for slug, row in GROUPS.items():
        for name in row.split("|"):
            add(name, slug, "group")
    for name in NOT_PLACES.split("|"):
        add(name, "", "none")
    for code, names_en, people_en, names_es, people_es, within in _rows():
        for name in (*names_en, *names_es):
            add(name, code, "country")
        for name in people_en:
            add(name, code, "demonym")
            add(f"{name}s", code, "demonym")
        for form in (form for stem in people_es for form in _forms(stem)):
            add(form, code, "demonym")
        for name in within:
            add(name, code, "within")
    for alpha2, code in _alpha3().items():
        for language in ("en", "es"):
            name = Locale(language).territories.get(alpha2)
            if name:
                add(name, code, "country")
    firsts: dict[str, int] = {}
    for key in table:
        firsts[key[0]] = max(firsts.get(key[0], 0), len(key))
    return table, firsts


@cache
def _alpha3() -> dict[str, str]:
    """Alpha-2 to alpha-3 codes, from CLDR's own list of aliases."""
    aliases = Locale("en").territories
    pairs = {}
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1 and targets[0] in aliases:
            pairs.setdefault(targets[0], alias)
    return {alpha2: alpha3 for alpha2, alpha3 in pairs.items() if alpha2 not in _SKIPPED}
