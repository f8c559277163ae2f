"""The head of a figure's noun phrase, and the unit that it names."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.intake.units import plural_as_code, unit_of
from metrics.statements.lexicon import words

#: Spanish adjectives that stand before their noun.
_BEFORE_NOUN = words(
    "nuevos nuevas grandes primeros primeras últimos últimas diversos diversas distintos distintas pequeños pequeñas "
    "otros otras importantes presuntos presuntas posibles supuestos supuestas mejores buenos buenas futuros futuras "
    "diferentes antiguos antiguas mayores principales valiosos valiosas propios propias"
)
#: Pronouns after "of": the figure counts what was named before.
PRONOUNS = words(
    "them whom which these those us whose it ellos ellas estos estas esos esas cuales quienes aquellos aquellas este "
    "esta ese esa él ella ustedes nosotros suyos suyas"
)
#: Before a Spanish verb that begins there: "a 412 les entregamos semillas".
CLITICS = words("les le nos se os me te lo")
#: Spanish nouns that mean something of their own with what follows their "de".
_PHRASES = {
    ("puestos", "trabajo"): "jobs",
    ("plazas", "trabajo"): "jobs",
    ("puestos", "salud"): "clinics",
    ("puestos", "control"): "checkpoints",
    ("unidades", "vivienda"): "homes",
    ("grupos", "familiares"): "families",
    ("núcleos", "familiares"): "families",
    ("consultas", "ciudadanas"): "requests",
    ("órdenes", "captura"): "warrants",
}
#: Words that end like plurals and are none.
_NOT_PLURALS = words(
    "overseas always sometimes perhaps besides afterwards towards outdoors indoors upwards abroads thus plus minus "
    "suyos suyas míos mías tuyos tuyas vuestros ante antes además menos más atrás entonces quizás apenas demás "
    "restantes siguientes lejos mientras jamás después través"
)


def unit_of_phrase(nouns: list[str], units: Mapping[str, str], language: str) -> tuple[str | None, str]:
    """The code of the unit that ``nouns`` (a noun phrase in small letters) name, and the step that told it: "noun", or
    "noun as stated" for a head that the lexicon does not know.
    """
    if not nouns or nouns[0] in PRONOUNS or (language == "es" and nouns[0] in CLITICS):
        return None, ""
    return _spanish(nouns, units) if language == "es" else _english(nouns, units)


def _english(nouns: list[str], units: Mapping[str, str]) -> tuple[str | None, str]:
    """The last plural before a verb is the head, known or not: "school gates" are no schools."""
    nouns = nouns[: next((at for at in range(1, len(nouns)) if _is_verb(nouns, at, units)), len(nouns))]
    for noun in reversed(nouns):
        code = unit_of(noun, units)
        if code and is_plural(noun):
            return code, "noun"
        stated = None if code or noun in _NOT_PLURALS else plural_as_code(noun)
        if stated:
            return stated, "noun as stated"
    code = None if nouns[0].endswith("ed") else unit_of(nouns[-1], units)  # "612 needed treatment"
    return code, "noun" if code else ""


def _is_verb(nouns: list[str], at: int, units: Mapping[str, str]) -> bool:
    """Whether a verb follows a plural: "33 municipalities adopted plans", "households lack toilets"."""
    known = nouns[at - 1] in units and (at > 1 or nouns[0].endswith(("s", "men", "people", "children")))
    if known and nouns[at] not in units and nouns[at].endswith("s"):
        return True  # "each of the 12 mobile clinics sees 40 patients", "three nuns gives"
    if nouns[at - 1] in units and nouns[at].endswith("ing") and nouns[at] not in units and at + 1 < len(nouns):
        return is_plural(nouns[at - 1])  # "families leaving displacement sites"
    return is_plural(nouns[at - 1]) and (nouns[at].endswith("ed") or nouns[at] in _VERBS)


#: Verbs that end in no "-ed", as they follow a noun in the plural.
_VERBS = words(
    "got built left held set took gave lost grew need lack receive use have get want own run made met bought sold sent "
    "spent found fled came went drew won paid said saw began chose kept led taught wrote rose fell still remain live "
    "hold share attend join carry produce face report offer seek drink eat work depend"
)


def _spanish(nouns: list[str], units: Mapping[str, str]) -> tuple[str | None, str]:
    """The first noun is the head, past adjectives that go before it."""
    first = 0
    while first + 1 < len(nouns) and nouns[first] in _BEFORE_NOUN:
        first += 1
    head = nouns[first]
    phrase = next((code for (noun, of), code in _PHRASES.items() if noun == head and of in nouns[first + 1 : 4]), None)
    code = phrase or unit_of(head, units)
    if code:
        return code, "noun"
    stated = None if head in _NOT_PLURALS else plural_as_code(head)
    if stated and not head.endswith(("ados", "adas", "idos", "idas", "istos", "istas", "echos", "echas")):
        return stated, "noun as stated"
    if not head.endswith("s"):
        return None, ""  # a verb: "51 ya tienen condena"
    known = next((code for code in (unit_of(noun, units) for noun in nouns[first + 1 :]) if code), None)
    return (known, "noun") if known and not stated else (None, "")


def is_plural(noun: str) -> bool:
    """Whether ``noun`` stands for several: by its ending, or because it has no other form."""
    return noun.endswith(("s", "people", "ren", "men")) or noun in _WITHOUT_S


_WITHOUT_S = words(
    "youth personnel police staff young population cattle human stateless injured wounded missing displaced returnee "
    "migrant refugee visa km kg personal nna niñez dead"
)
