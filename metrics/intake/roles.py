"""Whether a figure says what was done, what is promised or what is aimed at, told from the words around it. Pure."""

import re

#: DESIGN's names of roles.
ACTUAL, COMMITMENT, TARGET = "actual", "commitment", "target"

_TARGET = re.compile(
    r"\b(?:target(?:s|ed)? of|to target|aims? to|aim(?:ed|ing) to|goals? (?:of|to|is)|seek(?:s|ing)? to|hopes? to|"
    r"appeal(?:s|ed|ing)? for|la meta (?:de|es)|metas? de|llamamiento (?:de|por)|busca(?:n)?)\b",
    re.I,
)
_COMMITMENT = re.compile(
    r"\b(?:will|shall|commit(?:s|ted)?|pledg(?:e|es|ed)|announc(?:e|es|ed|ing)|promis(?:e|es|ed)|plans? to|"
    r"planned|intends? to|reserv(?:e|es|ed)|allot(?:s|ted)?|allocat(?:e|es|ed)|earmarked|set aside|to be provided|"
    r"comprometi(?:ó|eron|do|dos|da|das)|anunci(?:ó|aron|ado|ada)|promet(?:ió|ieron|ido)|reserv(?:ó|ados|adas)|"
    r"destinar(?:á|án)|asignar(?:á|án)|entregar(?:á|án)|será|serán|planea(?:n)?|prevé(?:n)?)\b",
    re.I,
)
#: Nouns say it of the number beside them alone: "its $5 million commitment", "a commitment of $5 million".
_NOUN = re.compile(r"\b(?:commitments?|pledges?|compromisos?|promesas?)\b", re.I)
_NOUN_OF = re.compile(r"\b(?:commitments?|pledges?|compromisos?|promesas?) (?:of|de|por)\b(?:\W+\w+){0,2}\W*$", re.I)
#: What was done after all: "pledged $2 million and delivered $1 million".
_DONE = re.compile(r"\b(?:and|but|y|pero)\s+(?:has |have |had )?(?:\w+ed|gave|spent|paid|\w+(?:ó|aron|ieron))\b", re.I)
#: How far after its number a word still speaks of it: up to the next mark, "and", or so many words.
_NEAR_AFTER = re.compile(r"(?:(?!\b(?:and|y|e|while|mientras)\b)[^,;:.()–—]){0,80}", re.I)
_WORDS_AFTER = 5
#: "300 visas that the minister recently announced".
_THAT = re.compile(r"[^.;,:()]{0,60}\b(?:that|which|que)\b(?P<said>[^.;,:()]{0,60})", re.I)

#: What an indicator's name says of all of its figures.
_TARGET_NAME = re.compile(
    r"\b(?:targets?|targeted|goals?|to reach|to be reached|appeals?|appealed|sought|requested|required|needed|metas?|"
    r"solicitad[oa]s?|solicitan|llamamientos?|requerid[oa]s?)\b",
    re.I,
)
_COMMITMENT_NAME = re.compile(
    r"\b(?:commitments?|committed|pledges?|pledged|announced|promised|planned|allocations?|allocated|reserved|"
    r"compromisos?|comprometid[oa]s?|anunciad[oa]s?|prometid[oa]s?|planead[oa]s?|asignad[oa]s?|reservad[oa]s?)\b",
    re.I,
)


def role_in(sentence: str, words: str) -> tuple[str, str]:
    """(role, the word that tells it) of the figure `words` in its sentence; an actual one, with no word, where nothing
    speaks of what is to come.

    The words of its own clause decide: those before it, up to a semicolon or full stop, and the few that follow it.
    Where something was done between the word and the figure, the word is of another figure.
    """
    at = max(sentence.find(words), 0)
    start = max((sentence.rfind(mark, 0, at) for mark in ("; ", ". ")), default=-1) + 1
    before, rest = sentence[start:at], sentence[at + len(words) :]
    near = " ".join(_NEAR_AFTER.match(rest).group().split()[:_WORDS_AFTER])
    for role, pattern in ((TARGET, _TARGET), (COMMITMENT, _COMMITMENT)):
        last = next(reversed(list(pattern.finditer(before))), None)
        if last and not _is_done(before[last.start() :]):
            return role, last.group().strip()
        that = _THAT.match(rest)
        if after := pattern.search(near) or (that and pattern.search(that["said"])):
            return role, after.group().strip()
    if noun := _NOUN.search(near) or _NOUN_OF.search(before):
        return COMMITMENT, noun.group().split()[0]
    return ACTUAL, ""


def _is_done(words: str) -> bool:
    """Whether something was done in words that begin with what is to come."""
    return any(not _COMMITMENT.search(done.group()) for done in _DONE.finditer(words))


def role_of_name(name: str) -> tuple[str, str]:
    """(role, word) of all figures of an indicator called so: "Visas reserved"; an actual one where it says nothing."""
    for role, pattern in ((TARGET, _TARGET_NAME), (COMMITMENT, _COMMITMENT_NAME)):
        if match := pattern.search(name):
            return role, match.group()
    return ACTUAL, ""
