"""Places named together, and the part they play: where it happens, who pays, where people go to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.intake.places.find import Place, find_places
from metrics.intake.places.names import AT_HOME, BORDERS
from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import words

_BETWEEN = re.compile(
    r"(?:,\s?|\s(?:and|AND|y|Y|e|E|or|o|u|&|as well as|así como)\s(?:the |in |en |los |el |la |del "
    r"|(?:northern|southern|eastern|western|norte|sur|oriente|occidente) (?:of |del? )?)*|,\s(?:and|y|e|or|o"
    r"|u)\s(?:the |in |en )*|/)"
)
#: Between two places that play one part: "from Cuba (41) and Haiti", "41% from Cuba and 25% from Haiti".
_GOES_ON = re.compile(
    r"\s?\([^()]*\),?(?:\s(?:and|y|e|or|o))?\s(?:the )?"
    r"|,?\s(?:and|y)\s(?:the |el |un )?[\d.,]+\s?(?:%|percent|por ciento)?"
    r"\s(?:from|de|del)\s"
    r"|(?: itself)?,\s(?:the |el |un )?[\d.,]+\s?(?:%|percent|per cent|por ciento)\s(?:from|de|del)\s"
)
_MONEY_OF = re.compile(
    r"(?:million|billion|thousand|dollars|euros|millones|millón|dólares|mil|\d)"
    r"\s(?:from|del?|provenientes de)(?: the| los)?\s?$",
    re.I,
)
_ADJECTIVAL = re.compile(r"(?:american|american[oa]s?)$", re.I)
_ADJECTIVE = re.compile(
    r"(?:U\.S\.|US)\s(?!(?:and|in|to|from|since|during|for|as|by|with|on|after|or|this|last)\b)[A-Za-z]"
)
#: A name in quotes is none of the place in it: "operación “Chocó II”".
_OPERATION = re.compile(
    r"\b(?:operaci[oó]n|operativo|operation|project|proyecto|program|programa|campaign|campaña|initiative|iniciativa|plan)"
    r"\s[\"“«'‘][^\"”»'’]{1,40}[\"”»'’]",
    re.I,
)
#: "A Canadá se fueron 300": where people went.
_TO = re.compile(r"(?:^|[.;:,]\s|\b[yY]\s)[Aa]\s(?:los\s|la\s|el\s)?$")
_WENT = re.compile(
    r"[^.;:]{0,40}\b(?:se (?:fueron|van|marcharon)|viajaron|viajan|emigraron|partieron|salieron|migraron|volaron)\b"
)
_NAMED = re.compile(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]")
#: "To the Honduran border": no further than there.
_ITS_BORDER, _TOWARD = (
    re.compile(r"\s(?:border|frontier)\b", re.I),
    re.compile(r"\b(?:to|toward|towards|until) the\s?$", re.I),
)
_WITHIN = re.compile(r",\s")
#: Countries that give and are seldom spoken of as the place of a figure.
DONORS = words("USA CAN ESP DEU FRA ITA GBR JPN KOR CHE SWE NOR NLD TWN IRL DNK FIN BEL AUT LUX AUS PRT CHN")
#: Nouns of who is named after where they are from: "Honduran migrants"; "Honduran courts" are in Honduras.
_WHO = words(
    "migrants migrant refugees refugee nationals citizens asylum seekers asylum-seekers returnees families family "
    "women men children girls boys youth youths workers worker people persons population immigrants emigrants "
    "minors adults adolescents households entrepreneurs mothers deportees individuals applicants arrivals "
    "diaspora origin descent applications nationality migrantes refugiados refugiadas nacionales ciudadanos "
    "ciudadanas solicitantes retornados retornadas familias mujeres hombres niños niñas jóvenes trabajadores "
    "trabajadoras personas población menores adultos adolescentes hogares madres deportados connacionales "
    "inmigrantes origen diáspora nacionalidad los las a de son eran fueron que por para entre con y e o u ni como "
    "hacia cada un una otro otra otros otras"
)
_NEXT_WORDS = re.compile(r"\s([a-z-]+)(?:\s([a-z-]+))?")
_WORD_BEFORE = re.compile(r"(\S+)\s(?:\w+(?:es|os|as)\s(?:y|e|o)\s)?$")
_REACHED = re.compile(
    r"(?:arriv|enter|admi(?:t|ssion)|resettl|travel|\bcame\b|\bcome\b|\bway\b|relatives|famil|famili|brought"
    r"|\bjoin|farms|"
    r"llegad|llegar|entrar|ingres|reasent|viaj|parientes|trabajar|\bwork|employ|seek|opportunit|protection|pathways)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places named together at characters ``start`` to ``end``: alpha-3 codes in the order of the text, or
    a group's slug.

    ``part`` is "place" for where the figure may belong, otherwise why it does not: "payer", "away".
    ``located`` says that a preposition of place goes before, ``leading`` that it opens its clause, and
    ``demonym`` that only people or bodies are named after the place, and ``people`` that it is people.
    """

    codes: tuple[str, ...]
    slug: str
    start: int
    end: int
    words: str
    part: str
    located: bool
    leading: bool
    demonym: bool
    people: bool = False

    @property
    def is_vague(self) -> bool:
        """Whether only "the region" is said."""
        return self.slug == "region"


def place_groups(text: str, vocabulary: Vocabulary, clause_starts: list[int]) -> list[PlaceGroup]:
    """The groups of places in ``text``, in order; ``clause_starts`` are where its clauses begin."""
    runs: list[list[Place]] = []
    named = [match.span() for match in _OPERATION.finditer(text)]
    for place in find_places(text):
        if any(begin < place.start < stop for begin, stop in named):
            continue
        if runs and _joins(text, runs[-1][-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    found = []
    for run in runs:
        start, end = run[0].start, run[-1].end
        codes = tuple(dict.fromkeys(place.code for place in run if place.kind != "group"))
        slug = next((place.code for place in run if place.kind == "group"), "")
        head = max((begin for begin in clause_starts if begin <= start), default=0)
        before, after = text[max(0, start - 90) : start], text[end : end + 90]
        part = _part(codes, run, before, after, vocabulary)
        away = bool(found) and found[-1].part == "away" and _BETWEEN.fullmatch(text, found[-1].end, start)
        if part == "place" and found and (away or _GOES_ON.fullmatch(text, found[-1].end, start)):
            part = found[-1].part
        located = bool(vocabulary.located.search(before))
        leading = bool(vocabulary.leading.match(text[head:start]))
        demonym = all(place.kind == "demonym" or _ADJECTIVAL.search(place.words) for place in run)
        capitals = text[start:end].isupper()
        people = demonym and (capitals or not after.lstrip()[:1].isupper()) and _are_people(codes, run, before, after)
        found.append(PlaceGroup(codes, slug, start, end, text[start:end], part, located, leading, demonym, people))
    return found


def without_borders(groups: list[PlaceGroup]) -> list[PlaceGroup]:
    """``groups`` without crossings of a border that countries named together share."""
    joint = {code for group in groups if len(group.codes) > 1 for code in group.codes}
    return [
        group
        for group in groups
        if len(group.codes) != 1 or group.codes[0] not in joint or group.words.lower() not in BORDERS
    ]


def _are_people(codes: tuple[str, ...], run: list[Place], before: str, after: str) -> bool:
    """Whether a demonym says who somebody is ("300 Venezuelans", "mujeres hondureñas") rather than where a body or a
    place belongs ("Honduran courts", "el lado boliviano"). What is named after a donor is left aside as people are.
    """
    if not run or set(codes) <= DONORS:
        return True
    if run[-1].words[0].islower() or not run[-1].words.isascii():
        word = _WORD_BEFORE.search(before)
        noun = word[1].lower().strip('(",') if word else ""
        return not noun or noun in _WHO or noun[:1].isdigit() or noun in ("mil", "millones", "millón", "%", "ciento")
    following = _NEXT_WORDS.match(after)
    if run[-1].words.endswith("s") or following is None:
        return True
    return bool({following[1], following[2] or ""} & _WHO)


def _joins(text: str, before: Place, place: Place) -> bool:
    between = text[before.end : place.start]
    if before.code == place.code and len(between) <= 30 and "." not in between and "(" not in between:
        return bool(_WITHIN.fullmatch(between) or _BETWEEN.fullmatch(between))
    return before.kind == place.kind and bool(_BETWEEN.fullmatch(between))


def _part(codes: tuple[str, ...], run: list[Place], before: str, after: str, vocabulary: Vocabulary) -> str:
    if run[0].kind == "demonym" and _ITS_BORDER.match(after) and _TOWARD.search(before):
        return "away"
    away = vocabulary.away_before.search(before)
    # "The Centro de Atención al Migrante Retornado de Omoa" is there.
    if (away and not (away.start() and _NAMED.match(away.group()))) or (_TO.search(before) and _WENT.match(after)):
        return "away"
    if run[0].words in AT_HOME:
        return "place"
    if vocabulary.payer_before.search(before):
        return "payer"
    if run[0].kind != "demonym" and vocabulary.finances.match(after):
        return "payer"
    only_donors = bool(codes) and set(codes) <= DONORS
    if only_donors and _MONEY_OF.search(before):
        return "payer"
    if only_donors and vocabulary.payer_after.match(after):
        return "payer"
    if "USA" in codes and set(codes) <= {"USA", "CAN"}:
        return _part_of_the_states(run[0], before, after)
    if only_donors and run[0].kind != "demonym" and not vocabulary.located.search(before):
        return "payer"
    return "place"


def _part_of_the_states(place: Place, before: str, after: str) -> str:
    """In these documents the United States pays, acts or is where people go, unless something is said to be
    in it.
    """
    inside = re.search(r"\b(?:in|across|throughout|within|en|dentro de)(?: the| los)?\s?$", before, re.I)
    if place.kind != "country" or not inside or _ADJECTIVE.match(place.words + after):
        return "payer"
    return "away" if _REACHED.search(before) else "place"
