"""How one document writes numbers and money: what "8,611 millones", "pesos" and a bare "$" mean in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from metrics.intake.places import find_places
from metrics.intake.places.groups import DONORS
from metrics.statements.lexicon import Lexicon
from metrics.statements.lexicons import LEXICONS

_MARKED = re.compile(r"(?<![\d.,/:-])\d+(?:[.,]\d+)+(?![\d/:-]|[.,]\d)")
_SCALED = re.compile(r"\s?(?:%|por ciento\b|mil\b|mill)")
_PESOS = re.compile(r"\bpesos?\b", re.I)
_DOLLAR_PESOS = re.compile(
    r"(?<![A-Za-z])\$\s?\d[\d.,]*\s(?:(?:mil|mill[oó]n|millones|thousand|million|billion)\s){0,2}(?:de\s)?pesos\b", re.I
)
_US_DOLLARS = re.compile(r"\bUS\$\s?\d")
_BARE_DOLLARS = re.compile(r"(?<![A-Za-z])\$\s?\d")
#: Countries whose money is the peso.
PESOS = {"ARG": "ARS", "CHL": "CLP", "COL": "COP", "CUB": "CUP", "DOM": "DOP", "MEX": "MXN", "URY": "UYU"}


def lexicon_of(text: str, language: str) -> Lexicon:
    """The language's lexicon as ``text`` uses it: with its decimal mark, and with the pesos of the one country with
    pesos that it names more often than the others.
    """
    mark = decimal_mark(text) if language == "es" else ""
    pesos = _pesos_of(text) if _PESOS.search(text) else ""
    signed = bool(pesos and _DOLLAR_PESOS.search(text))
    if language == "es" and not signed and _US_DOLLARS.search(text) and _BARE_DOLLARS.search(text):
        # Who writes "US$1,9 millones" beside "$55.000" means two currencies.
        own = _pesos_of(text, alone=True)
        pesos, signed = own or pesos, bool(own)
    return _lexicon(language, mark, pesos, signed)


def decimal_mark(text: str) -> str:
    """The mark before decimals, "." or ",", by the numbers that leave no doubt; nothing where they do not agree.

    "1.234,5" and "20,1" have a decimal comma, "1,234,567" and "20.1" a decimal point; "1.234" alone tells little, so
    it is asked only where nothing else tells.
    """
    clear: Counter[str] = Counter()
    grouped: Counter[str] = Counter()
    for match in _MARKED.finditer(text):
        marks = [char for char in match.group() if char in ".,"]
        last = marks[-1]
        decimals = len(match.group().rpartition(last)[2])
        if len(set(marks)) > 1:
            clear[last] += 1
        elif len(marks) > 1 and decimals == 3:
            clear[_other(last)] += 1
        elif len(marks) == 1 and decimals != 3:
            clear[last] += 1
        elif len(marks) == 1 and not _SCALED.match(text, match.end()):
            grouped[_other(last)] += 1
    for counts in (clear, grouped):
        if counts:
            (mark, most), *others = counts.most_common()
            return mark if most > 3 * sum(count for _, count in others) else ""
    return ""


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _pesos_of(text: str, *, alone: bool = False) -> str:
    """The pesos of the country with pesos that ``text`` names most; ``alone``: more than any other country."""
    counts = Counter(place.code for place in find_places(text) if place.code in PESOS or alone)
    for code in DONORS & counts.keys():
        del counts[code]  # they are named for what they give
    two = counts.most_common(2)
    if two and two[0][0] not in PESOS:
        return ""
    return PESOS[two[0][0]] if two and (len(two) == 1 or two[0][1] > two[1][1]) else ""


@lru_cache(maxsize=64)
def _lexicon(language: str, mark: str, pesos: str, signed: bool) -> Lexicon:
    base = LEXICONS[language]
    currencies = base.currencies.with_more(dict.fromkeys(("peso", "pesos"), pesos)) if pesos else base.currencies
    return replace(base, decimal_mark=mark, currencies=currencies, dollar=pesos if signed else base.dollar)
