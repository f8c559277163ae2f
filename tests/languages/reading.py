"""Reading a Spanish page for English: words that stand in no element that says they are English."""

import re
from collections.abc import Iterator
from functools import cache

from lxml import html

from config import catalogs

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ADDRESS = re.compile(r"https?://\S+")
# Of the language, whatever the catalog says.
COMMON = frozenset(
    (
        *("the", "of", "and", "to", "is", "are", "was", "were", "be", "been", "by", "for", "from", "with", "without"),
        *("not", "than", "that", "this", "these", "those", "which", "who", "what", "where", "when", "how", "each"),
        *(
            "every",
            "some",
            "more",
            "most",
            "less",
            "about",
            "after",
            "before",
            "between",
            "into",
            "its",
            "their",
            "his",
        ),
        *("they", "have", "has", "had", "does", "did", "will", "would", "can", "could", "should", "others", "there"),
        *("here", "out", "over", "under", "only", "also", "any", "other", "until", "while", "because", "through"),
        *("such", "same", "own", "since", "new", "year", "years", "people", "number", "date", "yes", "none"),
    )
)
# A Spanish month is shortened as an English word is spelled; the other is a name.
SPANISH_TOO = frozenset({"may", "alpha"})
SHOWN_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder")


@cache
def english_words() -> frozenset[str]:
    """Words of the English of the catalog that none of its Spanish has."""
    english, spanish = set(COMMON), set(SPANISH_TOO)
    for message in catalogs.read("es"):
        if message.id:
            for found, texts in ((english, message.id), (spanish, message.string)):
                for text in (texts,) if isinstance(texts, str) else texts:
                    found.update(word.lower() for word in WORD.findall(re.sub(r"%\(\w+\)[sd]|\{\w+\}", "", text)))
    return frozenset(english - spanish)


def texts_of(element, foreign: bool = False) -> Iterator[str]:
    """What readers of Spanish are shown or told: texts and attributes outside of what is in another language."""
    if not isinstance(element.tag, str):
        return
    if language := element.get("lang"):
        foreign = language.split("-")[0] != "es"
    if element.tag not in ("script", "style", "code", "kbd", "textarea") and not foreign:
        yield element.text or ""
        yield from (element.get(name) for name in SHOWN_ATTRIBUTES if element.get(name))
        if element.tag == "meta" and element.get("name") == "description":
            yield element.get("content")
    for child in element:
        yield from texts_of(child, foreign)
        if not foreign:
            yield child.tail or ""


def english_in(body: str) -> list[str]:
    """Texts of a Spanish page that have a word of English in them."""
    found = []
    for text in texts_of(html.document_fromstring(body)):
        shown = " ".join(ADDRESS.sub("", text).split())
        if any(word.lower() in english_words() for word in WORD.findall(shown)):
            found.append(shown)
    return found
