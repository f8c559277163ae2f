"""The unit of a figure: its own noun, or the one it inherits."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.intake.heads import PRONOUNS
from metrics.intake.named import is_part, named_after, noun_ahead, noun_before
from metrics.intake.numbers import Number
from metrics.intake.sentence import Sentence, Setting
from metrics.intake.unit_heads import Unit, unit_reason
from metrics.statements.units import CURRENCY_CODES

#: Codes of persons: a part's own noun ("7,866 girls") says which of the total's people it counts.
_PERSONS = frozenset({"people", "children"})


def find_units(
    sentence: Sentence, setting: Setting, before: Unit | None, money: Unit | None, *, first: bool
) -> list[Unit]:
    """The unit of each of the sentence's numbers; ``before`` is what the figures before the sentence count and
    ``money`` the currency where the last of them is money. ``first`` says that the sentence opens its block, so that
    only "of these" goes back beyond it.
    """
    own = [_own(number) for number in sentence.numbers]
    found: list[Unit] = []
    for place, number in enumerate(sentence.numbers):
        unit = own[place]
        total = _total_of(sentence.numbers, place)
        if unit.code in _PERSONS and total is not None and found[total].code in (_PERSONS | {None}):
            code = found[total].code or "people"
            unit = Unit(code, unit.words, unit_reason("its total", unit.words))
        if unit.code is None and number.per != "number":
            unit = _inherited(sentence, place, own, found, setting, before, money, first=first)
        per = number.per or _every(sentence, place, setting.vocabulary.every)
        if per not in (None, "number") and unit.code and _counts(unit) and "-per-" not in unit.code:
            unit = Unit(f"{unit.code}-per-{per}", unit.words, unit.reason)
        if place and unit.code and (found[-1].code or "").startswith(f"{unit.code}-per-"):
            joined = _CHANGE.fullmatch(sentence.text, sentence.numbers[place - 1].end, number.start)
            unit = Unit(found[-1].code, unit.words, unit.reason) if joined else unit  # "a day from 100 to 150 people"
        found.append(unit)
    return found


_MORE = re.compile(r"\s(?:más|more)\b")
#: Codes of places in which what is counted lies.
_WHERE = frozenset({"departments", "municipalities", "communities", "provinces", "states", "cities", "districts"})
_TIMES = {
    "día": "day",
    "semana": "week",
    "mes": "month",
    "hora": "hour",
    **dict.fromkeys(("morning", "mañana"), "day"),
}
#: A clause of its own, whose "each day" is its.
_RELATIVE = re.compile(r",? (?:where|which|who|whom|when|donde|quien|quienes|cuando)\b|, que\b")


def _every(sentence: Sentence, place: int, pattern: re.Pattern[str]) -> str | None:
    """The time of "every day some 60 people ask": words of its clause, with no other figure between."""
    numbers, number = sentence.numbers, sentence.numbers[place]
    start, end = sentence.clause_of(number.first)
    floor = max(start, numbers[place - 1].end if place else 0)
    ceiling = min(end, numbers[place + 1].start if place + 1 < len(numbers) else end)
    relative = _RELATIVE.search(sentence.text, number.end, ceiling)
    ceiling = relative.start() if relative else ceiling
    match = pattern.search(sentence.text, floor, number.start)
    match = match or pattern.search(sentence.text, number.end, ceiling)
    if match is None or (place and floor == numbers[place - 1].end and match.start() < number.start):
        return None
    time = (match["time"] or "day").lower()
    return _TIMES.get(time, time)


def main_unit(units: list[Unit]) -> Unit | None:
    """The unit that "of these" after a sentence speaks of: its people as a whole, else what it named last."""
    counts = [unit for unit in units if _counts(unit)]
    if not counts:
        return None
    # "Repaired 312 schools in 14 departments. Another 90 …": the places are not meant.
    counts = [unit for unit in counts if unit.code not in _WHERE] or counts
    persons = all(unit.code in _PERSONS for unit in counts)
    return counts[0] if persons else counts[-1]


def last_money(units: list[Unit]) -> Unit | None:
    """The currency of the last figure of a sentence, where that is money."""
    return units[-1] if units and units[-1].code in CURRENCY_CODES else None


def _own(number: Number) -> Unit:
    words = number.noun
    if number.unit is None or number.per == "number":
        return Unit(None, words, unit_reason("not stated", words))
    return Unit(number.unit, words, unit_reason(number.unit_step, words))


def _total_of(numbers: list[Number], place: int) -> int | None:
    """The number outside parentheses whose parts include the one at ``place``."""
    if not numbers[place].group:
        return None
    return next((at for at in range(place - 1, -1, -1) if not numbers[at].group), None)


def _inherited(
    sentence: Sentence,
    place: int,
    own: list[Unit],
    found: list[Unit],
    setting: Setting,
    before: Unit | None,
    money: Unit | None,
    *,
    first: bool,
) -> Unit:
    numbers, number = sentence.numbers, sentence.numbers[place]
    total = _total_of(numbers, place)
    if total is not None and (_counts(found[total]) or found[total].reason.step == "currency"):
        return Unit(found[total].code, found[total].words, unit_reason("its total", found[total].words))
    parts = [at for at in range(place + 1, len(numbers)) if numbers[at].group] if not number.group else []
    if parts and sentence.text[number.end : numbers[parts[0]].start].strip() == "(" and _counts(own[parts[0]]):
        code = "people" if own[parts[0]].code in _PERSONS else own[parts[0]].code
        return Unit(code, "", unit_reason("its parts", own[parts[0]].words))
    start, end = sentence.clause_of(number.first)
    # "Claims rose 40% to 32,153": the noun stands before the percentage.
    floor = next((item.end for item in reversed(numbers[:place]) if not item.percent), start)
    ceiling = numbers[place + 1].start if place + 1 < len(numbers) else end
    earlier = _earlier(sentence, place, found)
    if earlier is None and any(_counts(unit) for unit in found):
        floor = start
    following = _shared_with_next(sentence, place, own, again=earlier is not None)
    if following:
        return Unit(following.code, following.words, unit_reason("figure after", following.words))
    whole = _whole_of(sentence, place, found)
    if whole and whole.code in CURRENCY_CODES:
        return Unit(whole.code, whole.words, unit_reason("its total", whole.words))
    sum_of = _money_before(number, found[-1] if found else money)
    if sum_of:
        return Unit(sum_of.code, sum_of.words, unit_reason("figure before", sum_of.words))
    predicate = named_after(sentence, number.end, min(end, ceiling), setting.units, setting.vocabulary)
    of_things = is_part(sentence, place) and (earlier or before)
    if predicate and not (of_things and setting.units[predicate] not in _PERSONS):
        return Unit(setting.units[predicate], predicate, unit_reason("predicate", predicate))
    nameless = not number.noun or number.noun.lower() in PRONOUNS  # "hosts 1.8 million of them"
    if nameless and setting.vocabulary.houses.search(sentence.text, max(start, floor), number.start):
        return Unit("people", "", unit_reason("verb", ""))
    if setting.vocabulary.of_these.search(sentence.text) and not earlier and before and _counts(before):
        return Unit(before.code, before.words, unit_reason("figure before", before.words))
    places = bool(number.group) or sentence.text[number.first - 1 : number.first] == "("
    persons = earlier is None or earlier.code in _PERSONS
    if persons and setting.vocabulary.humans.match(sentence.text, number.end):
        same = earlier
        return Unit(same.code if same else "people", same.words if same else "", unit_reason("verb", ""))
    behind = noun_before(sentence, max(start, floor), number.start, setting, places=places)
    handled = setting.vocabulary.handles.search(sentence.text, max(start, floor, number.start - 60), number.start)
    if behind and handled and not earlier:
        # "The embassies issued 5,014": those who act are not counted.
        return (
            _of_before(before, number) if not first else Unit(None, number.noun, unit_reason("not stated", number.noun))
        )
    ahead = noun_ahead(sentence, number.end, min(end, ceiling), setting)
    if ahead and not behind and not earlier:
        return Unit(setting.units[ahead], ahead, unit_reason("noun after", ahead))
    goes_on = any(
        pattern.match(sentence.text, number.end) for pattern in (setting.vocabulary.part_of, _TO_WHOM, _SUBJECT_AGAIN)
    )
    same = bool(place) and behind in numbers[place - 1].noun.lower().split()
    if earlier and (not behind or goes_on or same):
        # "Some 60 people a day come; it has room for 45 of them": the part is no rate.
        rate = setting.vocabulary.part_of.match(sentence.text, number.end) and earlier.code
        code = earlier.code.partition("-per-")[0] if rate and earlier.code else earlier.code
        return Unit(code, earlier.words, unit_reason("figure before", earlier.words))
    given = setting.vocabulary.giving.search(sentence.text, 0, number.start)
    if given and before and _counts(before) and not first:
        return Unit(before.code, before.words, unit_reason("sentence before", before.words))
    if behind:
        return Unit(setting.units[behind], behind, unit_reason("noun before", behind))
    again = not first or _IT_WAS.search(sentence.text, max(0, number.start - 30), number.start)
    if before and _counts(before) and again:
        return Unit(before.code, before.words, unit_reason("sentence before", before.words))
    return Unit(None, number.noun, unit_reason("not stated", number.noun))


def _whole_of(sentence: Sentence, place: int, found: list[Unit]) -> Unit | None:
    """The unit of the figure before a colon, where the bare figures after it add up to it."""
    numbers = sentence.numbers
    if numbers[place].noun and numbers[place].unit:
        return None
    for at in range(place - 1, -1, -1):
        parts = numbers[at + 1 : at + 13]
        if sentence.text[numbers[at].end : parts[0].start].rstrip().endswith(":"):
            total = Decimal(0)
            for part in parts:
                total += part.value
                if total >= numbers[at].value:
                    break
            return found[at] if total == numbers[at].value and len(parts) > 1 else None
    return None


def _of_before(before: Unit | None, number: Number) -> Unit:
    if before and _counts(before):
        return Unit(before.code, before.words, unit_reason("sentence before", before.words))
    return Unit(None, number.noun, unit_reason("not stated", number.noun))


def _earlier(sentence: Sentence, place: int, found: list[Unit]) -> Unit | None:
    """The unit of the figure before; "800 more are waiting" goes on with what the sentence speaks of."""
    counts = [unit for unit in found if _counts(unit)]
    # "Homicides fell 40% in 26 municipalities, from 1,120 to 672": what fell is not where.
    more = _MORE.match(sentence.text, sentence.numbers[place].end)
    things = [unit for unit in counts if unit.code not in _WHERE]
    if any(number.percent for number in sentence.numbers[:place]) or (more and things):
        counts = things
    if counts and _SUBJECT_AGAIN.match(sentence.text, sentence.numbers[place].end):
        return main_unit(counts[:1]) if counts[0].code in _PERSONS else counts[-1]
    return counts[-1] if counts else None


def _money_before(number: Number, last: Unit | None) -> Unit | None:
    """The currency of the figure before a bare "7 million": nobody counts people or things so beside money."""
    bare = number.scaled and (not number.noun or number.unit is None)
    return last if bare and last and last.code in CURRENCY_CODES else None


#: "800 more are waiting": the subject of the clause before.
_SUBJECT_AGAIN = re.compile(
    r"\s(?:more|others|otros|otras|más)?\s?(?:are|were|have|had|will|is|was|están|estaban|esperan|han|habían|siguen)\b"
)

#: Right before a bare figure: the subject is what was spoken of last.
_IT_WAS = re.compile(r"\b(?:fueron|eran|hubo|(?:it|the (?:figure|number|total)) was|there were)\s$", re.I)
_CHANGE = re.compile(r"\s(?:a|to|y|and|o|or)\s")
_SHARED_GAP = re.compile(
    r"(?>,? ?(?:and|y|e|or|o|to|a|in|en|from|for)\b|,|;|\([^()]*\)|[A-ZÁÉÍÓÚÑ][\w.'-]*+|(?:the|el|la|los|las|of|de|del"
    r"|another|otros|otras)\b| )*+"
)


#: What follows a figure whose noun is left out because the one before has it: "and 4,750 to Guatemalans".
_TO_WHOM = re.compile(r"\s(?:to|for|a|para|in|en|by|from|por)\s")


def _shared_with_next(sentence: Sentence, place: int, own: list[Unit], *, again: bool) -> Unit | None:
    """The unit of the next figure where nothing but places and joining words lies between: "940 and 1,310
    workers". ``again`` says that a unit was named before, so that a semicolon parts the two.
    """
    numbers = sentence.numbers
    for at in range(place + 1, min(len(numbers), place + 6)):
        between = sentence.text[numbers[at - 1].end : numbers[at].start]
        apart = (
            (again and ";" in between) or len(between) > 60 or not between.strip() or not _SHARED_GAP.fullmatch(between)
        )
        if apart or numbers[at].group != numbers[place].group:
            return None
        if own[at].code is not None:
            if own[at].code in CURRENCY_CODES and _CHANGE.fullmatch(between):
                return own[at]  # "de 55 a 20 dólares"
            return own[at] if _counts(own[at]) else None
    return None


def _counts(unit: Unit) -> bool:
    return unit.code is not None and unit.reason.step not in ("currency", "percent sign")
