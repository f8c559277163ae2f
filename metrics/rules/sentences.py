"""What rules say, with what they speak of beside the words: said now in one language, kept, and said again in another.

A sentence is a text of the catalog and its parts by name. Parts are figures (how each is spoken of is told by the
name's last word: "a_label", "b_side", "known_words", "c_unit"), lists of figures, dates, quantities with a figure whose
unit they are in, sentences, and plain texts. `Sentence.kept` is JSON in which figures stand by their keys; `said_again`
puts them in words anew, in the reader's language.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from metrics.reports.rows import FigureRow, date_words, language
from metrics.statements import Qualifier as StatedQualifier
from metrics.statements import Quantity, render

# A list names so many; of the others only how many there are.
MOST = 5


def side(row: FigureRow, kind: type[str]) -> str:
    """A figure in a sentence: its words, and where, when and by whom they were said."""
    parts = (row.place, row.period or gettext("no period stated"), row.source_title)
    return kind("%s (%s)") % (row.words, kind("; ").join(part for part in parts if part))


SPOKEN: dict[str, Callable[[FigureRow, type[str]], str]] = {
    "label": lambda row, kind: row.label,
    "name": lambda row, kind: row.indicator_name,
    "side": side,
    "words": lambda row, kind: row.words,
    "unit": lambda row, kind: row.unit_plural,
}


def listed(texts: Iterable[str], more: int = 0, kind: type[str] = str) -> str:
    """ "a, b and c"; `more` is how many there are beside them."""
    texts = list(texts)
    if more:
        texts.append(gettext("%(count)s more") % {"count": more})
    if len(texts) < 2:
        return "".join(texts)
    return kind(gettext("%(first)s and %(last)s")) % {"first": kind(", ").join(texts[:-1]), "last": texts[-1]}


class Sentence:
    """`text` with its parts, as the catalog has them: `Sentence(noop("%(a_label)s fell."), a_label=row)`."""

    def __init__(self, text: str, **parts: Any):
        self.text, self.parts = text, parts

    @property
    def kept(self) -> dict:
        """As JSON."""
        return {"text": self.text, "parts": {name: kept_part(part) for name, part in self.parts.items()}}

    def __str__(self) -> str:
        """In the active language."""
        rows = {row.figure_id: row for row in rows_of(self.parts.values())}
        return said_again(self.kept, rows)


def rows_of(parts: Iterable[Any]) -> Iterable[FigureRow]:
    for part in parts:
        if isinstance(part, FigureRow):
            yield part
        elif isinstance(part, Sentence):
            yield from rows_of(part.parts.values())
        elif isinstance(part, list | tuple):
            yield from rows_of(part)


def kept_part(part: Any) -> dict:
    match part:
        case FigureRow():
            return {"figure": part.figure_id}
        case Sentence():
            return part.kept
        case dt.date():
            return {"day": part.isoformat()}
        case (Quantity() as quantity, FigureRow() as row):
            return {"value": str(quantity.value), "qualifier": quantity.qualifier.value, "figure": row.figure_id}
        case list():
            more = max(0, len(part) - MOST)
            return {"figures": [row.figure_id for row in part[:MOST]], "more": more}
    return {"plain": str(part)}


class Worded(str):
    """A sentence that says in HTML which of its words are in another language."""

    __slots__ = ("html",)

    html: str

    def __html__(self) -> Markup:
        return self.html


def worded(kept: Mapping, rows: Mapping[int, FigureRow]) -> Worded:
    """As `said_again`, for pages."""
    made = Worded(said_again(kept, rows))
    made.html = said_again(kept, rows, Markup)
    return made


def said_again(kept: Mapping, rows: Mapping[int, FigureRow], kind: type[str] = str) -> str:
    """A kept sentence in the active language, as `kind`: text or Markup.

    KeyError where a figure that it speaks of is not among `rows`.
    """
    text, parts = kept["text"], kept["parts"]
    return kind(gettext(text)) % {name: said_part(name, part, rows, kind) for name, part in parts.items()}


def said_part(name: str, part: Mapping, rows: Mapping[int, FigureRow], kind: type[str]) -> str:
    spoken = SPOKEN.get(name.rsplit("_", 1)[-1], SPOKEN["words"])
    match part:
        case {"text": _}:
            return said_again(part, rows, kind)
        case {"day": day}:
            return date_words(dt.date.fromisoformat(day))
        case {"value": value, "qualifier": qualifier, "figure": figure}:
            quantity = Quantity(Decimal(value), StatedQualifier(qualifier))
            return render(quantity, rows[figure].unit, language())
        case {"figures": figures, "more": more}:
            return listed((spoken(rows[figure], kind) for figure in figures), more, kind)
        case {"figure": figure}:
            return spoken(rows[figure], kind)
    return part["plain"]
