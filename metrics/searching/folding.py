"""Words as they are searched for: without accents, capitals and plurals, the same in the index and in a query.

Pure Python, and one function for both sides and for every database, so that none of them decides what a word is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

#: A word: letters and digits, with what may stand within them: "H-2B", "UN's", "18,000", "U.S.".
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHE = re.compile(r"['’ʼ]s\b")
#: Words without which a query means the same.
ENGLISH = "a an and as at by for from in into of on or that the their this to was were with"
SPANISH = "al con de del el en es la las lo los o para por que se su sus un una unas unos y"
STOP_WORDS = frozenset(f"{ENGLISH} {SPANISH}".split())
#: A shorter word is only itself: "UN" is not the beginning of "under".
SHORTEST_PREFIX = 3


class Word(NamedTuple):
    """A word of a text at characters `start` to `end`, and the keys that it is found by."""

    start: int
    end: int
    keys: tuple[str, ...]


def plain(text: str) -> str:
    """`text` in small letters without accents: "Niñez" and "NIÑEZ" are "ninez".

    >>> plain("Protección")
    'proteccion'
    """
    # Twice: letters of mathematics are taken apart to capitals, and some small letters to accents.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """What a plain word is looked up by: without the endings of plurals, English and Spanish, applied to both numbers.

    >>> key_of("services") == key_of("service"), key_of("migraciones") == key_of("migracion")
    (True, True)
    >>> key_of("countries") == key_of("country")
    True
    """
    if any(c.isdigit() for c in word):
        return word
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order. One of several parts is found by each of them, and by all in one: "h2b"."""
    # Same length, so that places stay places.
    text = _APOSTROPHE.sub(lambda match: " " * len(match.group()), text)
    for match in _WORD.finditer(text):
        word = plain(match.group())
        if word[:1].isdigit() and not any(c.isalpha() for c in word):
            keys = [re.sub(r"\D", "", word)] if word.isascii() else []
        elif "." in word:
            keys = [word.replace(".", "")]
        else:
            parts = word.split("-")
            keys = [key_of("".join(parts)), *map(key_of, parts)] if len(parts) > 1 else [key_of(word)]
        keys = [key for key in dict.fromkeys(map(only_alphanumeric, keys)) if key]
        if keys:
            yield Word(match.start(), match.end(), tuple(keys))


def only_alphanumeric(key: str) -> str:
    return "".join(c for c in key if c.isalnum())


def keys_of(*texts: str) -> list[str]:
    """The keys of all words of the texts, each once, in order."""
    return list(dict.fromkeys(key for text in texts for word in words_of(text) for key in word.keys))


def begins(key: str, wanted: str) -> bool:
    """Whether a word with this key is found by `wanted`."""
    return key == wanted or (len(wanted) >= SHORTEST_PREFIX and key.startswith(wanted))


def distance(a: str, b: str, most: int) -> int:
    """How many letters have to be added, left out, changed or swapped with their neighbor to make `b` of `a`.

    Anything beyond `most` is `most + 1`. (The optimal string alignment distance.)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, previous, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def likely_slips(word: str) -> int:
    """How many slips a word of this length may hold and still be taken for another: none in short ones."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def marked(text: str, wanted: Iterable[str]) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether a word of it is what was looked for."""
    wanted = tuple(wanted)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for word in words_of(text):
        if any(begins(key, other) for key in word.keys for other in wanted):
            pieces += [(text[end : word.start], False), (text[word.start : word.end], True)]
            end = word.end
    pieces.append((text[end:], False))
    return [(piece, found) for piece, found in pieces if piece]
