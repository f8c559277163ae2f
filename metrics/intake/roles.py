"""Whether a figure says what was done, what is promised or what is aimed at, told from the words around it. Pure."""

import re

#: DESIGN's names of roles.
ACTUAL, COMMITMENT, TARGET = "actual", "commitment", "target"

_TARGET = re.compile(
    r"\b(?:target(?:s|ed)? of|aims? to|aimed to|goals? (?:of|to|is)|seeks? to|hopes? to|"
    r"appeal(?:s|ed|ing)? for|la meta (?:de|es)|metas? de|llamamiento (?:de|por)|busca(?:n)?)\b",
    re.I,
)
_COMMITMENT = re.compile(
    r"\b(?:will|shall|commit(?:s|ted|ment|ments)?|pledg(?:e|es|ed)|announc(?:e|es|ed|ing)|promis(?:e|es|ed)|plans? to|"
    r"planned|intends? to|reserv(?:e|es|ed)|allot(?:s|ted)?|allocat(?:e|es|ed)|earmarked|set aside|to be provided|"
    r"comprometi(?:ó|eron|do|dos|da|das)|compromisos?|anunci(?:ó|aron|ado|ada)|promet(?:ió|ieron|ido)|reserv(?:ó|ados|adas)|"
    r"destinar(?:á|án)|asignar(?:á|án)|entregar(?:á|án)|será|serán|planea(?:n)?|prevé(?:n)?)\b",
    re.I,
)


def role_in(sentence: str, words: str) -> tuple[str, str]:
    """(role, the word that tells it) of the figure `words` in its sentence; an actual one, with no word, where nothing
    speaks of what is to come.

    The words of its own clause decide: from the last semicolon or full stop before it to the next one after it.
    """
    at = max(sentence.find(words), 0)
    start = max((sentence.rfind(mark, 0, at) for mark in ("; ", ". ")), default=-1) + 1
    ends = [found for mark in ("; ", ". ") if (found := sentence.find(mark, at + len(words))) >= 0]
    clause = sentence[start : min(ends, default=len(sentence))]
    for role, pattern in ((TARGET, _TARGET), (COMMITMENT, _COMMITMENT)):
        match = pattern.search(clause)
        if match:
            return role, match.group().strip()
    return ACTUAL, ""
