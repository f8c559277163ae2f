"""What a reader typed, understood: a number, a year, places and words; and slips mended."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from metrics.intake.places import find_places
from metrics.statements import Refused
from programs.territories import country_name

from .engines import WORDS, Engine, Term
from .folding import STOP_WORDS, distance, keys_of, likely_slips, plain, words_of
from .glossary import meanings
from .numbers import Number, read_number

#: What is beyond is not looked for, and the page says so.
MOST_CHARACTERS, MOST_WORDS = 200, 12
MOST_MENDED = 4
LANGUAGES = ("en", "es")
#: Groups that name no place in particular.
EVERYWHERE = ("global", "region")


@dataclass(frozen=True, slots=True)
class Place:
    """A country or a group of countries that is named. `code` is ISO 3166 alpha-3, or the group's short name."""

    code: str
    is_group: bool
    term: Term


@dataclass(frozen=True, slots=True)
class Typed:
    """A word that is looked for, as it was typed, with the keys of all that means the same."""

    text: str
    term: Term


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what is looked for, on one line. `unknown` are words that nothing is named by: they are left out.

    `mended` is the query without its slips; empty where there are none.
    """

    text: str
    number: Number | None = None
    year: int | None = None
    places: tuple[Place, ...] = ()
    words: tuple[Typed, ...] = ()
    digits: tuple[Term, ...] = ()
    was_cut: bool = False
    unknown: tuple[str, ...] = ()
    mended: str = ""

    @property
    def required(self) -> list[Term]:
        """What a document has to hold: the words; without any the places; without these the digits."""
        return [typed.term for typed in self.words] or [place.term for place in self.places] or list(self.digits)

    @property
    def excused(self) -> list[Term]:
        """What documents of indicators need not hold: they are measured in places that they do not name."""
        return [place.term for place in self.places] if self.words else []

    @property
    def wanted(self) -> list[str]:
        """The keys of all that is looked for, to mark what matches."""
        terms = [typed.term for typed in self.words] + [place.term for place in self.places] + list(self.digits)
        return list(dict.fromkeys(key for term in terms for alternative in term for key in alternative))


def clean(text: str) -> str:
    """One line without what is not seen: controls, marks of direction, halves of characters."""
    shown = ("" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") and not c.isspace() else c for c in text)
    return " ".join("".join(shown).split())


def read(text: str) -> Query:
    """The query that a reader typed, whatever they typed."""
    # Cut before it is looked at: what takes time is in proportion to the length.
    line = clean(text[: 4 * MOST_CHARACTERS])
    was_cut = len(line) > MOST_CHARACTERS or len(text) > 4 * MOST_CHARACTERS
    line = line[:MOST_CHARACTERS].strip()
    try:
        number, rest, year = read_number(line)
    except Refused:
        number, rest, year = None, line, None
    places, rest = read_places(rest)
    typed = [Typed(rest[word.start : word.end].casefold(), term_of(word.keys)) for word in words_of(rest)]
    meant = [word for word in typed if word.text not in STOP_WORDS] or (typed if not places and not number else [])
    digits = tuple(((key,),) for key in keys_of(line) if key.isdigit())
    return Query(
        text=line,
        number=number,
        year=year,
        places=tuple(places),
        words=tuple(meant[:MOST_WORDS]),
        digits=digits[:MOST_WORDS],
        was_cut=was_cut or len(meant) > MOST_WORDS,
    )


def term_of(keys: Sequence[str]) -> Term:
    """What a word may be found by: itself in one piece, in its parts, or what means the same."""
    first, *parts = keys
    ways = [(key,) for key in meanings(first)]
    if parts:
        ways.append(tuple(parts))
    return tuple(dict.fromkeys(ways))


def read_places(line: str) -> tuple[list[Place], str]:
    """The places named, each once, and the line without them."""
    # Names are known by their capitals. One letter stays one, so that places stay where they are.
    titled = "".join(
        c.upper() if len(c.upper()) == 1 and not (at and line[at - 1].isalnum()) else c for at, c in enumerate(line)
    )
    found: dict[str, Place] = {}
    rest, end = [], 0
    for place in find_places(titled):
        if place.kind == "within" or place.code in EVERYWHERE:
            continue
        is_group = place.kind == "group"
        names = (place.words,) if is_group else (place.words, *(country_name(place.code, each) for each in LANGUAGES))
        term = tuple(dict.fromkeys(tuple(keys_of(name)) for name in names if keys_of(name)))
        held = found.get(place.code)
        found[place.code] = Place(place.code, is_group, tuple(dict.fromkeys((*term, *(held.term if held else ())))))
        rest.append(line[end : place.start])
        end = place.end
    return list(found.values()), " ".join([*rest, line[end:]])


# --- Slips -----------------------------------------------------------------------------------------------------------


def mended(query: Query, engine: Engine) -> Query:
    """The query with each word that nothing is named by replaced by the nearest that something is, or left out."""
    known = known_keys([key for word in query.words for way in word.term for key in way], engine)
    unknown = [word for word in query.words if not any(set(way) <= known for way in word.term)]
    if not unknown:
        return query
    nearest = near(unknown[:MOST_MENDED], engine)
    text, left = query.text, []
    for word in unknown:
        other = nearest.get(word.text)
        if other is None:
            left.append(word.text)
        else:
            text = replaced(text, word.text, other)
    if text != query.text:
        again = read(text)
        kept = tuple(word for word in again.words if word.text not in left)
        return replace(again, words=kept, unknown=tuple(left), mended=text, was_cut=query.was_cut)
    return replace(query, words=tuple(word for word in query.words if word.text not in left), unknown=tuple(left))


def known_keys(keys: Iterable[str], engine: Engine) -> set[str]:
    """Those of the keys that begin some word of a document."""
    keys = list(dict.fromkeys(keys))
    if not keys:
        return set()
    each = f"SELECT %s AS word WHERE EXISTS (SELECT 1 FROM {WORDS} WHERE {engine.begins('word')})"
    parameters = [value for key in keys for value in (key, engine.beginning(key))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([each] * len(keys)), parameters)
        return {key for (key,) in cursor.fetchall()}


def near(words: Sequence[Typed], engine: Engine) -> dict[str, str]:
    """For each word the nearest that a document holds, as it is written; nothing where none is near enough."""
    asked = {word.text: key for word in words if likely_slips(key := word.term[0][0])}
    if not asked:
        return {}
    sql, parameters = [], []
    for text, key in asked.items():
        one, values = engine.near_words(key)
        sql.append(f"SELECT %s AS typed, word, shown FROM ({one}) AS near_{len(sql)}")
        parameters += [text, *values]
    best: dict[str, tuple] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql), parameters)
        for text, word, shown in cursor.fetchall():
            most = likely_slips(asked[text])
            slips = min(distance(asked[text], word, most), distance(plain(text), plain(shown), most))
            if slips > most or any(c.isdigit() for c in word):
                continue
            # A first letter is seldom mistaken.
            order = (slips, asked[text][0] != word[0], abs(len(word) - len(asked[text])), word)
            if text not in best or order < best[text][0]:
                best[text] = (order, shown)
    return {text: shown for text, (_, shown) in best.items()}


def replaced(text: str, word: str, other: str) -> str:
    """The text with every such word as the other; whole words alone, whatever their capitals and accents."""
    pieces, end = [], 0
    for found in words_of(text):
        if text[found.start : found.end].casefold() == word:
            pieces += [text[end : found.start], other]
            end = found.end
    return "".join([*pieces, text[end:]])
