"""The vocabulary of each language, and which language a text is in."""

from __future__ import annotations

import re

from metrics.intake.english import ENGLISH
from metrics.intake.spanish import SPANISH

VOCABULARIES = {"en": ENGLISH, "es": SPANISH}


def language_of(text: str) -> str:
    """``"en"`` or ``"es"``, whichever's commonest words ``text`` holds more of; English where it holds none."""
    found = re.findall(r"[^\W\d_]+", text[:40_000].lower())
    english = sum(word in ENGLISH.stopwords for word in found)
    return "es" if sum(word in SPANISH.stopwords for word in found) > english else "en"
