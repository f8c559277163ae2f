"""Text as files take it: one line, composed, and free of what is not seen."""

import re
import unicodedata

# Controls, halves of characters, private ones, and what only directs the display of text: such would hide, reorder or
# end what is read. Joiners stay, which some scripts and signs are written with.
UNSEEN = {"Cc", "Cf", "Cs", "Co"}
JOINERS = "\u200c\u200d"


def folded(text: str) -> str:
    """The text with every run of white space as one space, in composed form, without invisible characters."""
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    return "".join(c for c in text if unicodedata.category(c) not in UNSEEN or c in JOINERS)


def one_line(text: str) -> str:
    """The text folded, without white space at its ends."""
    return folded(text).strip()
