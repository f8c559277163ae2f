"""What figures count: nouns of two languages to the codes of units.

Staff can extend the lexicon: :func:`with_nouns` makes one with more of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from metrics.intake.further_nouns import FURTHER
from metrics.intake.person_nouns import PERSONS
from metrics.intake.thing_nouns import THINGS
from metrics.statements.lexicon import words

_PLURAL = re.compile(r"[a-z]{3,}s")

#: Plurals that stand for a noun said before.
_EMPTY = frozenset({"others", "ones", "others'", "his", "hers", "theirs"})

#: Nouns that name parts of a text or a plan rather than things counted.
ABSTRACT = words(
    "things ways sides points questions examples areas pillars goals objectives priorities aspects components "
    "kinds types phases steps lines themes topics issues reasons factors elements principles challenges options "
    "levels parts halves times occasions cosas maneras lados preguntas ejemplos áreas pilares metas objetivos "
    "prioridades aspectos componentes tipos fases pasos líneas ejes temas razones factores elementos principios "
    "desafíos opciones niveles partes veces ocasiones categories categorías stages etapas rounds rondas tracks "
    "sets approaches enfoques dimensions dimensiones ends fronts frentes articles artículos chapters capítulos "
    "paragraphs párrafos sentences visions hands weekends"
)


def _rows(table: str) -> list[tuple[str, list[str], list[str]]]:
    found = []
    for line in table.replace("\n    ", " ").strip().splitlines():
        code, english, spanish = line.split("|")
        found.append((code, english.split(), spanish.split()))
    return found


@cache
def nouns(language: str) -> Mapping[str, str]:
    """Each noun of ``language``, in the singular and plural, to its unit's code."""
    table: dict[str, str] = {}
    for code, english, spanish in _rows(PERSONS + THINGS.lstrip() + FURTHER.lstrip()):
        for noun in spanish if language == "es" else english:
            table.setdefault(noun, code)
            for form in _singulars(noun, language):
                if form not in _NOT_NOUNS:
                    table.setdefault(form, code)
    return table


@cache
def near_only(language: str) -> frozenset[str]:
    """The nouns of ``language`` that a figure counts only where they stand right after it."""
    own = nouns(language)
    closer = {noun for table in (PERSONS, THINGS) for row in _rows(table) for noun in row[2 if language == "es" else 1]}
    listed = {noun for row in _rows(FURTHER) for noun in row[2 if language == "es" else 1]}
    return frozenset(form for noun in listed - closer for form in (noun, *_singulars(noun, language)) if form in own)


def with_nouns(base: Mapping[str, str], more: Mapping[str, str]) -> Mapping[str, str]:
    """``base`` with ``more`` nouns (in small letters) and their codes, which go before its own."""
    return {**base, **more}


#: Words that look like the singular of a noun above and mean something else.
_NOT_NOUNS = words("fiscal interior capital familiar general")
#: Endings that make any noun one of people.
_PERSON_ENDINGS = (
    *(
        "workers",
        "women",
        "men",
        "persons",
        "people",
        "officers",
        "ologists",
        "alists",
        "trainers",
        "seekers",
        "holders",
    ),
    *("keepers", "dwellers", "earners", "goers", "owners", "leavers"),
    *("ólogos", "ólogas", "adores", "adoras", "edores", "edoras"),
)


def unit_of(noun: str, units: Mapping[str, str]) -> str | None:
    """The code of ``noun`` (small letters), whole or by the part after its hyphen, or ``None``."""
    code = units.get(noun) or units.get(noun.rpartition("-")[2])
    return code or ("people" if len(noun) > 6 and noun.endswith(_PERSON_ENDINGS) else None)


def _singulars(noun: str, language: str) -> list[str]:
    if language == "es":
        if noun.endswith(("ciones", "siones")):
            return [noun[:-4] + "ón"]
        if noun.endswith(("ores", "ades", "ales")):
            return [noun[:-2]]
        return [noun[:-1]] if noun.endswith("s") else []
    if noun.endswith("ies"):
        return [noun[:-3] + "y"]
    return [noun[:-1]] if noun.endswith("s") and not noun.endswith("ss") else []


def plural_as_code(noun: str) -> str | None:
    """The code that stands for a noun that no lexicon knows: an English plural itself, otherwise none."""
    regular = _PLURAL.fullmatch(noun) and not noun.endswith(("ss", "us", "is"))
    return noun if regular and noun not in ABSTRACT and noun not in _EMPTY else None
