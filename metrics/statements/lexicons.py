"""The two lexicons by language code."""

from __future__ import annotations

from metrics.statements.english import ENGLISH
from metrics.statements.lexicon import Lexicon
from metrics.statements.spanish import SPANISH

LEXICONS = {"en": ENGLISH, "es": SPANISH}


def other_lexicon(lexicon: Lexicon) -> Lexicon:
    """The lexicon of the other language."""
    return LEXICONS["en" if lexicon.language == "es" else "es"]
