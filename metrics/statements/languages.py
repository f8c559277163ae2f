"""The languages that statements are read and written in, and what is done to text before it is read."""

from __future__ import annotations

import unicodedata

from metrics.statements.errors import Refused, quote

LANGUAGES = ("en", "es")

_REPLACED = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "‒": "–",
        "―": "—",
        "∼": "~",
        "…": ".",
    }
)


def language_code(language: str) -> str:
    """``"en"`` or ``"es"`` from a tag such as "es-GT"; :class:`Refused` for another language."""
    code = language.replace("_", "-").split("-")[0].lower()
    if code not in LANGUAGES:
        raise Refused(
            "Statements are read in English and Spanish, not in {language}: enter the figure by hand.",
            language=quote(language),
        )
    return code


def normalize(text: str) -> str:
    """``text`` on one line, with plain quotes and hyphens, composed accents and single spaces.

    Spaces that do not break stay apart from ordinary ones until here, because both may group digits;
    invisible characters go. Compatibility forms are kept: to read "2½" as "21⁄2" would change the number.
    """
    composed = unicodedata.normalize("NFC", text).translate(_REPLACED)
    visible = (
        "" if unicodedata.category(char) in ("Cf", "Co") else " " if char.isspace() or ord(char) < 32 else char
        for char in composed
    )
    return " ".join("".join(visible).split())
