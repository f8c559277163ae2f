"""A name for what a figure measures, of its own words: "trained over 600 border guards" is "Border guards trained".

A draft for a person to better: the noun that is counted with what belongs to it, and what was done.
"""

from __future__ import annotations

import re

#: What ends the noun that is counted: marks, times, means, what is told of it, another figure.
_END = re.compile(
    r"[,;:.()\[\]–—\d]|\s(?:in|during|since|between|from|by|through|with|while|as|after|before|until|under|over|and|or|"
    r"who|which|that|have|has|had|was|were|is|are|will|en|durante|desde|entre|por|con|mientras|hasta|y|o|que|quienes|"
    r"fue|fueron|ha|han|será|serán)\b",
    re.I,
)
_LEADING = re.compile(
    r"^(?:(?:of|de|del|the|los|las|el|la|its|their|sus?|an?|un[ao]?s?|in|en|for|para|to|a)\s+)+", re.I
)
#: What money is for.
_FOR = re.compile(r"^\s+(?:in|for|towards?|of|to|para|en)\s", re.I)
#: What was done to it, right before the figure, past what says how much.
_DONE = re.compile(
    r"\b(?P<done>[a-z]{3,}ed|held|given|made|built|sent|[a-záéíóúñ]{3,}(?:ó|aron|ieron))\s+"
    r"(?:(?:an?|the|some|about|over|nearly|almost|additional|further|another|total|of|more|than|at|least|up|to|"
    r"approximately|unas?|unos|más|de|casi|cerca|otr[oa]s|un|total)\s+){0,5}$",
    re.I,
)
#: And right after what was counted: "4,200 visas were issued".
_WAS_DONE = re.compile(
    r"\s(?:(?:have|has|had|were|was|are|is|been|being|fueron|fue|han sido|ha sido)\s+){1,2}(?P<done>[\wáéíóúñ]{4,})",
    re.I,
)
_MOST_WORDS, _MOST = 9, 90
#: No name begins with what only points.
_POINTS = re.compile(r"(?:them|the|this|that|these|those|here|it|ell[ao]s|est[aeo]s?|es[aeo]s?)\b", re.I)


def name_for(sentence: str, words: str, noun: str = "") -> str:
    """The name, or nothing where the sentence does not hold the figure's words. `noun` is what the figure counts."""
    at = sentence.find(words)
    if at < 0:
        return ""
    rest = sentence[at + len(words) :]
    start = rest.casefold().find(noun.casefold()) if noun else -1
    start = start if 0 <= start < 60 else 0
    counted = rest[start:] if noun else _FOR.sub(" ", rest)
    kept = len(noun) if start >= 0 and noun and counted.casefold().startswith(noun.casefold()) else 0
    end = _END.search(counted, kept)
    what = _LEADING.sub("", " ".join(counted[: end.start() if end else len(counted)].split()[:_MOST_WORDS]))
    done = _DONE.search(sentence[:at]) or (_WAS_DONE.match(counted, end.start()) if end else None)
    what = "" if _POINTS.match(what) else what
    name = " ".join(filter(None, (what, done["done"].lower() if done else "")))
    return (name[:1].upper() + name[1:])[:_MOST].strip()
